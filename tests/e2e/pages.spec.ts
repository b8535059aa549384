import type { Page, TestInfo } from "@playwright/test";
import { demoAccounts, PLATFORM_ACCOUNT } from "@/prisma/demo/accounts";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { addressOf, ELSEWHERE, PUBLIC_STOPS, type Stop, STOPS } from "@/tests/e2e/support/pages";
import { allRoutes } from "@/tests/e2e/support/routes";

/** A word that takes another font moves by a pixel or two; anything that a reader would notice is far above. */
const MAX_LAYOUT_SHIFT = 0.001;

/** Every layout shift since the page was opened, in the units of Chromium (0: nothing moved). */
async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let total = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if ("value" in entry) total += Number(entry.value);
        }).observe({ type: "layout-shift", buffered: true });
        // The observer tells what is buffered before the next frame but one.
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(total)));
      }),
  );
}

/** Nothing sticks out to the right: the smallest phone, and a screen zoomed twice. */
async function expectNoHorizontalScroll(page: Page, testInfo: TestInfo): Promise<void> {
  const size = page.viewportSize();
  const width = testInfo.project.name === "phone" ? 320 : 640;
  await page.setViewportSize({ width, height: 400 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} at ${width} px`).toBeLessThanOrEqual(0);
  if (size) await page.setViewportSize(size);
}

async function lookAt(page: Page, stops: readonly Stop[], testInfo: TestInfo): Promise<void> {
  const titles = new Map<string, string>();
  for (const [index, stop] of stops.entries()) {
    const address = await addressOf(page, stop);
    await test.step(address, async () => {
      const response = await page.goto(address);
      expect(response?.status()).toBe(200);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expect(page.locator("html")).toHaveAttribute("lang", "fr");
      const title = await page.title();
      expect(title).toMatch(/^\S.* · Préau$/);
      expect(titles.get(title) ?? stop.route, `the title «${title}»`).toBe(stop.route);
      titles.set(title, stop.route);
      expect(await layoutShift(page), `layout shift of ${address}`).toBeLessThan(MAX_LAYOUT_SHIFT);
      // The bottom bar of phones is on their first page as on all.
      await expectAccessible(page, { whole: index === 0 });
      await expectNoHorizontalScroll(page, testInfo);
    });
  }
}

test("every page of app/ is looked at", () => {
  const seen = [...PUBLIC_STOPS, ...Object.values(STOPS).flat()].map(({ route }) => route);
  const pages = allRoutes().filter(({ kind }) => kind === "page");
  expect(pages.map(({ address }) => address).filter((route) => ![...seen, ...ELSEWHERE].includes(route))).toEqual([]);
  expect(demoAccounts().filter(({ login }) => !(login in STOPS) && login !== "thomas.garnier")).toEqual([]);
});

test("public pages", async ({ page }, testInfo) => {
  test.slow();
  await lookAt(page, PUBLIC_STOPS, testInfo);
});

for (const [login, stops] of Object.entries(STOPS)) {
  const account = [...demoAccounts(), PLATFORM_ACCOUNT].find((candidate) => candidate.login === login);
  test(`pages of ${account?.label ?? login}`, async ({ page }, testInfo) => {
    test.slow();
    await page.goto("/connexion");
    await page.getByRole("button", { name: account?.label ?? login }).click();
    await expect(page).toHaveURL(/\/(accueil|plateforme)/);
    await lookAt(page, stops, testInfo);
  });
}

test("homework prints without the frame", async ({ page }) => {
  await page.goto("/connexion");
  await page.getByRole("button", { name: "Lina, élève de 5e" }).click();
  await expect(page).toHaveURL(/\/accueil/);
  await page.goto("/cahier-de-texte");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Modules" })).toBeHidden();
  await expect(page.getByText(", mon menu")).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
});
