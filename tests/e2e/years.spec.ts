import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { expectAbsent } from "@/tests/e2e/support/visits";

test(
  "a head prepares the year that comes, closes this one as it is, and opens it again for a motive",
  { tag: "@desktop" },
  async ({ openAs, enterAs, school }) => {
    const { people, other } = school;
    const page = await openAs(people.head.login);
    await page.goto("/comptes/annees");
    await page.getByRole("button", { name: "Préparer l’année 2027-2028" }).click();
    await expect(page.getByText("À venir", { exact: true })).toBeVisible();
    await expectAccessible(page);

    await page.getByRole("link", { name: "Clore avant la fin" }).click();
    await expect(page.getByRole("heading", { name: "Clore l’année 2026-2027" })).toBeVisible();
    await expectAccessible(page);
    const address = page.url();
    await expectAbsent(enterAs, [
      [people.secretary.login, ["/comptes/annees", address]],
      [other.people.head.login, [address]],
    ]);

    await page.getByLabel("J’ai lu ce qui précède").check();
    await page.getByRole("button", { name: "Clore l’année 2026-2027" }).click();
    await expect(page.getByText("Close", { exact: true })).toBeVisible();

    await page.getByText("Rouvrir l’année 2026-2027").click();
    await page.getByLabel("Pourquoi la rouvrir").fill("Un bulletin à corriger.");
    await page.getByRole("button", { name: "Rouvrir cette année" }).click();
    await expect(page.getByText("En cours", { exact: true })).toBeVisible();
  },
);
