import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What the theme changes: colours. Everything else is the same in both. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Narrower than this is the phone of the tests, which looks at pages that the desktop looks at too. */
const DESKTOP_FROM = 768;

/**
 * Fails on any finding of axe in the page as it stands: every rule in light, those about colours in dark. Leaves it in light.
 * @param parts colours are half of the time, and the same at every size: phones are spared them unless asked.
 */
export async function expectAccessible(
  page: Page,
  { colours = (page.viewportSize()?.width ?? DESKTOP_FROM) >= DESKTOP_FROM }: { colours?: boolean } = {},
): Promise<void> {
  const rules = new AxeBuilder({ page }).withTags(RULES);
  if (!colours) return expectNone(page, rules.disableRules(COLOUR_RULES));
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await expectNone(page, new AxeBuilder({ page }).withRules(COLOUR_RULES));
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await expectNone(page, rules);
}

async function expectNone(page: Page, axe: AxeBuilder): Promise<void> {
  // Ours have no frames: without them, axe need not open a page of its own to gather their results.
  const { violations } = await axe.setLegacyMode().analyze();
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all }) => `${id}: ${html} (${[...any, ...all].map(({ message }) => message).join("; ")})`),
  );
  expect(findings, `axe at ${page.url()}`).toEqual([]);
}
