import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What the theme or the size changes: colours, and room around what is pressed or scrolled. The rest is the same document. */
const LOOK_RULES = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"];

/** Narrower than this is the phone of the tests. */
const DESKTOP_FROM = 768;

/**
 * Fails on any finding of axe in the page as it stands: on a wide screen every rule in light; on a phone, which shows the same
 * document, what its size and the dark theme change. Leaves it in light.
 * @param options.whole every rule on a phone too, for what phones alone have.
 */
export async function expectAccessible(page: Page, { whole = false }: { whole?: boolean } = {}): Promise<void> {
  const isWide = (page.viewportSize()?.width ?? DESKTOP_FROM) >= DESKTOP_FROM;
  const all = new AxeBuilder({ page }).withTags(RULES).disableRules("document-title");
  await page.emulateMedia({ colorScheme: isWide ? "light" : "dark", reducedMotion: "reduce" });
  await expectNone(page, isWide || whole ? all : new AxeBuilder({ page }).withRules(LOOK_RULES));
  // Instead of that rule: from one page to the next, Next takes the old title away before it brings the new one.
  await expect(page).toHaveTitle(/\S/);
  if (!isWide) await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
}

async function expectNone(page: Page, axe: AxeBuilder): Promise<void> {
  // Ours have no frames: without them, axe need not open a page of its own to gather their results.
  const { violations } = await axe.setLegacyMode().analyze();
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any, all }) => `${id}: ${html} (${[...any, ...all].map(({ message }) => message).join("; ")})`),
  );
  expect(findings, `axe at ${page.url()}`).toEqual([]);
}
