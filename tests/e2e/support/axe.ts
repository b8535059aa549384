import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** The two looks of every page. */
export const THEMES = ["light", "dark"] as const;

/** Fails on any finding of axe in the page as it stands, in light and in dark; leaves it in light. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of THEMES.toReversed()) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
    const findings = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, any, all }) => `${id}: ${html} (${[...any, ...all].map(({ message }) => message).join("; ")})`),
    );
    expect(findings, `axe, ${colorScheme}, ${page.url()}`).toEqual([]);
  }
}
