import type { BrowserContext } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import type { School } from "@/tests/e2e/support/make-schools";

/** Who opens what, on the school made for the test. */
export type Visits = Readonly<Record<string, (school: School) => [login: string, addresses: string[]]>>;

/** One test for each visitor: every page is there, within the screen, and axe finds nothing. */
export function testVisits(visits: Visits): void {
  for (const [who, visitOf] of Object.entries(visits)) {
    test(`${who} finds it, within the screen, and axe nothing to say`, async ({ enterAs, school }) => {
      const [login, addresses] = visitOf(school);
      const page = await (await enterAs(login)).newPage();
      for (const address of addresses) {
        const response = await page.goto(address);
        expect(response?.status(), address).toBe(200);
        await expectAccessible(page);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, address).toBeLessThanOrEqual(0);
      }
    });
  }
}

/** What is denied looks absent: every address answers 404 to whom it is listed with. */
export async function expectAbsent(
  enterAs: (login: string) => Promise<BrowserContext>,
  attempts: readonly [login: string, addresses: readonly string[]][],
): Promise<void> {
  for (const [login, addresses] of attempts) {
    const { request } = await enterAs(login);
    for (const address of addresses) {
      const response = await request.get(address, { maxRedirects: 0 });
      expect(response.status(), `${login} at ${address}`).toBe(404);
    }
  }
}
