import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";

test(
  "somebody whom the files lack is added, told apart from a namesake, given a code, and changed",
  { tag: "@desktop" },
  async ({ openAs, school }) => {
    const page = await openAs(school.people.admin.login);
    // A page beyond the last one leads there.
    await page.goto("/comptes?page=99");
    await expect(page).toHaveURL(/\/comptes$/);
    await page.getByRole("link", { name: "Ajouter une personne" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Ajouter une personne" })).toBeVisible();
    await page.getByLabel("Nom", { exact: true }).fill("Aubert");
    await page.getByLabel("Prénom").fill("Alice");
    await page.getByRole("button", { name: "Créer la fiche" }).click();
    await expect(page.getByText("Une fiche existe déjà à ce nom").first()).toBeVisible();
    await expectAccessible(page);
    await expect(page.getByLabel("Nom", { exact: true })).toHaveValue("Aubert");
    await page.getByLabel("C’est quelqu’un d’autre").check();
    await page.getByRole("button", { name: "Confirmer" }).click();
    await expect(page.getByText("Code d’activation, affiché une seule fois")).toBeVisible();
    await page.getByRole("link", { name: "Ouvrir la fiche" }).click();
    await expect(page.getByText("l’établissement l’a créée")).toBeVisible();
    await page.getByRole("link", { name: "Modifier", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Modifier Alice Aubert" })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Mobile").fill("06 39 98 04 12");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.waitForURL(/personnes\/[\w-]+(\?|$)/);
    await expect(page.getByText("06 39 98 04 12")).toBeVisible();
  },
);

test("a judgment closes a pupil to one guardian at once", { tag: "@desktop" }, async ({ openAs, school }) => {
  const { alice, admin, aliceGuardian2 } = school.people;
  const guardian = await openAs(aliceGuardian2.login);
  await expect(guardian.getByRole("main")).toContainText(alice.firstName);
  const page = await openAs(admin.login);
  await page.goto(`/comptes/personnes/${alice.id}`);
  const row = page.getByRole("listitem").filter({ hasText: aliceGuardian2.lastName });
  await row.getByText("Enregistrer un jugement", { exact: true }).click();
  await row.getByText("Pas de droit de communication").click();
  await row.getByLabel("Décision").fill("TJ d’Autun, 12 juin 2026, RG 26/00412");
  await expectAccessible(page);
  await row.getByRole("button", { name: "Enregistrer le jugement" }).click();
  await expect(row.getByText("Communication fermée")).toBeVisible();
  await guardian.goto("/accueil");
  await expect(guardian.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(guardian.getByRole("main")).not.toContainText(alice.firstName);
});
