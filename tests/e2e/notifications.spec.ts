import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import type { School } from "@/tests/e2e/support/make-schools";

const bell = (page: Page) => page.getByRole("banner").getByRole("link", { name: /Notifications/ });

/** The CPE cancels the French lesson of 6A. */
async function cancelFrench(cpe: Page, { sessions }: School): Promise<void> {
  await cpe.goto(`/emploi-du-temps/seances/${sessions.french6A.id}`);
  await cpe.getByRole("button", { name: "Annuler la séance" }).click();
  await expect(cpe.getByRole("button", { name: "Rétablir la séance" })).toBeVisible();
}

test("a change reaches the bell of an open page, leads to what changed, and is read everywhere", async ({
  openAs,
  school,
}) => {
  const { people } = school;
  const parent = await openAs(people.aliceGuardian2.login);
  await expect(bell(parent)).toHaveAccessibleName(/aucune nouvelle/);
  const listening = parent.waitForRequest(
    (request) => request.url().endsWith("/api/live") && request.frame().url().includes("/compte"),
  );
  await parent.goto("/compte");
  await listening;
  const cpe = await openAs(people.cpe.login);
  await cancelFrench(cpe, school);
  await expect(bell(parent)).toHaveAccessibleName(/1 nouvelle$/);

  await bell(parent).click();
  await expect(parent.getByRole("heading", { level: 1, name: "Notifications" })).toBeVisible();
  const today = parent.getByRole("region", { name: "Aujourd’hui" });
  await expect(today.getByRole("listitem")).toContainText("Alice");
  await expectAccessible(parent);
  await today.getByRole("button", { name: /Nouveau.*Français, jeu\. 19 nov/ }).click();
  await expect(parent).toHaveURL(/\/emploi-du-temps\?jour=2026-11-19&enfant=/);
  await expect(bell(parent)).toHaveAccessibleName(/aucune nouvelle/);
});

test("without JavaScript: all is marked as read, mails are chosen", async ({ openAs, openContext, school }) => {
  const { people } = school;
  await cancelFrench(await openAs(people.cpe.login), school);
  const page = await (await openContext({ javaScriptEnabled: false })).newPage();
  await page.goto("/connexion");
  await page.getByLabel("Identifiant").fill(people.frenchTeacher.login);
  await page.getByLabel("Mot de passe", { exact: true }).fill("sous-le-preau");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(async () => {
    await page.goto("/notifications");
    await expect(page.getByRole("button", { name: /Nouveau.*Français 6A/ })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.getByRole("button", { name: "Tout marquer comme lu" }).click();
  await expect(page.getByRole("button", { name: /Français 6A/ })).toBeVisible();
  await expect(page.getByRole("button", { name: /Nouveau/ })).toHaveCount(0);
  await expect(bell(page)).toHaveAccessibleName(/aucune nouvelle/);

  await page.getByRole("link", { name: "Réglages des e-mails" }).click();
  await page.getByLabel("Changements d’emploi du temps").selectOption({ label: "Tout de suite" });
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("Les réglages sont enregistrés.")).toBeVisible();
  await page.goto("/notifications/reglages");
  await expect(page.getByLabel("Changements d’emploi du temps")).toHaveValue("AT_ONCE");
});

test("an account with persons in two schools finds them together", async ({ openAs, school }) => {
  const { people } = school;
  await cancelFrench(await openAs(people.cpe.login), school);
  const parent = await openAs(people.aliceGuardian1.login);
  await expect(async () => {
    await parent.goto("/notifications");
    await expect(parent.getByRole("listitem").filter({ hasText: "Alice" })).toContainText("Collège Jeanne-Barret", {
      timeout: 500,
    });
  }).toPass();
  await parent.goto("/notifications/reglages");
  await expect(parent.getByRole("region", { name: /Jeanne-Barret/ })).toBeVisible();
  await expect(parent.getByRole("region", { name: /Tilleuls/ })).toBeVisible();
  await expectAccessible(parent);
});
