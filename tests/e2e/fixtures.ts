import { test as base, type BrowserContext, type BrowserContextOptions, expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/prisma/demo/accounts";
import type { School } from "@/tests/e2e/support/make-schools";
import { SchoolMaker } from "@/tests/e2e/support/school";
import { FROZEN_CLOCK } from "@/tests/setup/clock";

/** What each test may say or use besides Playwright's own. */
interface Fixtures {
  /** Opens one more browser, as another person's: frozen clock, same size as the project's, watched like the first. */
  openContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** The same, signed in with a password: a browser whose requests are a person's, and no page yet. */
  enterAs: (login: string, options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** The same, on its home page. */
  openAs: (login: string, options?: BrowserContextOptions) => Promise<Page>;
  /** Two schools made for this test alone, where everybody's password is the demo's. */
  school: School;
  /** Troubles that the test provokes on purpose, for instance by asking for an absent page. */
  expectedErrors: RegExp[];
}

/** Freezes a context's clock and collects what goes wrong in its pages. */
async function watch(context: BrowserContext, baseURL: string | undefined, problems: string[]): Promise<void> {
  await context.clock.setFixedTime(FROZEN_CLOCK);
  // Chromium tells a violation of the Content-Security-Policy as a console error.
  context.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  // Unhandled rejections included.
  context.on("weberror", (error) => problems.push(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    const isOwn = url.protocol === "data:" || url.protocol === "blob:" || url.origin === new URL(baseURL ?? "").origin;
    if (!isOwn) problems.push(`request to another host: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 500) problems.push(`answer ${response.status()}: ${response.url()}`);
  });
}

function expectNone(problems: string[], expectedErrors: RegExp[]): void {
  const unexpected = problems.filter((problem) => !expectedErrors.some((pattern) => pattern.test(problem)));
  expect(unexpected, "troubles in the browser").toEqual([]);
}

/** Signs in through the sign-in page. */
export async function signIn(page: Page, login: string, password = DEMO_PASSWORD): Promise<void> {
  await page.goto("/connexion");
  await page.getByLabel("Identifiant").fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL(/\/accueil/, { timeout: 15_000 });
}

/**
 * Signs in as a browser without script does, by the fields of the page and one sending: for tests of something else, in a
 * fraction of the time that the page takes.
 */
async function sendSignIn(context: BrowserContext, login: string, baseURL: string | undefined): Promise<void> {
  const door = await (await context.request.get("/connexion")).text();
  const form = door.split("</form>").find((part) => part.includes('name="login"')) ?? "";
  const hidden = form.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g);
  const multipart: Record<string, string> = { login, password: DEMO_PASSWORD };
  for (const [, name = "", value = ""] of hidden) multipart[name] = value.replaceAll("&quot;", '"');
  const headers = { origin: new URL(baseURL ?? "").origin };
  const answer = await context.request.post("/connexion", { headers, multipart, maxRedirects: 0 });
  expect(answer.headers()["location"], `sign-in of ${login}`).toContain("/accueil");
}

/**
 * Préau's own `test`: the browser lives on the frozen day, and in any page a console error, an uncaught exception, a
 * violation of the Content-Security-Policy, a request to another host or an answer of 500 and above fails the test.
 */
export const test = base.extend<Fixtures, { schools: SchoolMaker }>({
  expectedErrors: [[], { option: true }],
  context: async ({ context, baseURL, expectedErrors }, use) => {
    const problems: string[] = [];
    await watch(context, baseURL, problems);
    await use(context);
    expectNone(problems, expectedErrors);
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
      await watch(context, baseURL, problems);
      return context;
    });
    await Promise.all(opened.map((context) => context.close()));
    expectNone(problems, expectedErrors);
  },
  enterAs: async ({ openContext, baseURL }, use) => {
    await use(async (login, options) => {
      const context = await openContext(options);
      await sendSignIn(context, login, baseURL);
      return context;
    });
  },
  openAs: async ({ enterAs }, use) => {
    await use(async (login, options) => {
      const page = await (await enterAs(login, options)).newPage();
      await page.goto("/accueil");
      return page;
    });
  },
  schools: [
    async ({ browserName: _browser }, use) => {
      const maker = new SchoolMaker();
      await use(maker);
      await maker.close();
    },
    { scope: "worker" },
  ],
  // The first of a worker waits for its maker to start: that is not the test's own time.
  school: [async ({ schools }, use) => use(await schools.take()), { timeout: 120_000 }],
});

export { expect };
