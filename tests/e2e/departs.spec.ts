import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { expectAbsent } from "@/tests/e2e/support/visits";

test("a pupil asks for a copy of its data and takes it away", { tag: "@desktop" }, async ({ openAs, school }) => {
  const page = await openAs(school.people.adam.login);
  await page.goto("/compte");
  await page.getByRole("button", { name: "Demander une copie" }).click();
  // The worker makes it; the page shows it by itself.
  const fetch = page.getByRole("button", { name: "Télécharger la copie" });
  await expect(fetch).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("button", { name: /^Demander/ })).toBeHidden();
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await fetch.click();
  expect((await download).suggestedFilename()).toBe("donnees-preau.zip");
});

test(
  "a head sees who has left and has its things erased at once",
  { tag: "@desktop" },
  async ({ openAs, enterAs, school }) => {
    const { head, formerPupil, alice, secretary, mathsTeacher } = school.people;
    const page = await openAs(head.login);
    await page.goto("/comptes/departs");
    await expect(page.getByRole("listitem").filter({ hasText: "FAURE Fanny" })).toContainText("17 janvier 2027");
    await expectAccessible(page);
    await page.getByRole("link", { name: "FAURE Fanny" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Données personnelles" })).toBeVisible();
    await expect(page.getByText("Supprimé le samedi 2 octobre 2027")).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel("Nom de la personne à effacer").fill("Fanny");
    await page.getByRole("button", { name: "Effacer définitivement" }).click();
    await expect(page.getByText("Écrivez exactement").first()).toBeVisible();
    await page.getByLabel("Nom de la personne à effacer").fill("fanny faure");
    await page.getByRole("button", { name: "Effacer définitivement" }).click();
    await expect(page.getByText("est déjà supprimé")).toBeVisible({ timeout: 20_000 });

    await page.goto(`/comptes/personnes/${alice.id}/donnees`);
    await expect(page.getByText("Cet élève est dans l’établissement")).toBeVisible();
    const addresses = ["/comptes/departs", `/comptes/personnes/${formerPupil.id}/donnees`];
    await expectAbsent(enterAs, [
      [secretary.login, addresses],
      [mathsTeacher.login, addresses],
    ]);
  },
);
