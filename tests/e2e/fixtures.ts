import { test as base, type BrowserContext, type BrowserContextOptions, expect } from "@playwright/test";
import { FROZEN_CLOCK } from "@/tests/setup/clock";

/** What each test may say or use besides Playwright's own. */
interface Fixtures {
  /** Opens one more browser, as another person's: frozen clock, same size as the project's, watched like the first. */
  openContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Console errors that the test provokes on purpose, for instance by asking for an absent page. */
  expectedErrors: RegExp[];
}

/** Freezes a context's clock and collects what goes wrong in its pages. */
async function watch(context: BrowserContext, problems: string[]): Promise<void> {
  await context.clock.setFixedTime(FROZEN_CLOCK);
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => problems.push(`uncaught: ${error.error().message}`));
}

function unexpected(problems: string[], expectedErrors: RegExp[]): string[] {
  return problems.filter((problem) => !expectedErrors.some((pattern) => pattern.test(problem)));
}

/**
 * Préau's own `test`: the browser lives on the frozen day, and a console error or an uncaught exception in any page fails
 * the test.
 */
export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  context: async ({ context, expectedErrors }, use) => {
    const problems: string[] = [];
    await watch(context, problems);
    await use(context);
    expect(unexpected(problems, expectedErrors), "errors in the browser").toEqual([]);
  },
  openContext: async (
    { browser, expectedErrors, contextOptions, viewport, isMobile, hasTouch, baseURL, locale, timezoneId },
    use,
  ) => {
    const problems: string[] = [];
    const opened: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({
        ...contextOptions,
        viewport,
        isMobile,
        hasTouch,
        baseURL,
        locale,
        timezoneId,
        ...options,
      });
      opened.push(context);
      await watch(context, problems);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
    expect(unexpected(problems, expectedErrors), "errors in the browser").toEqual([]);
  },
});

export { expect };
