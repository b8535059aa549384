import { printFile } from "@/prisma/demo/print";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { expectAbsent } from "@/tests/e2e/support/visits";
import { anElevesFile, aPupilRecord } from "@/tests/factories/imports";

test("an administrator reads what a file would change, applies it, then undoes it", async ({ openAs, school }) => {
  const { admin } = school.people;
  const page = await openAs(admin.login);
  const pupils = [
    aPupilRecord({ eleveId: "1", lastName: "NOUVELLE" }),
    aPupilRecord({ eleveId: "2", lastName: "ABSURDE", entersOn: "2026-10-05", leavesOn: "2026-10-01" }),
  ];
  const file = anElevesFile(pupils, { header: { uai: school.school.uai, year: 2026 } });

  await page.goto("/comptes/imports");
  await page
    .getByLabel("Fichiers", { exact: true })
    .setInputFiles({ name: "eleves.xml", mimeType: "text/xml", buffer: Buffer.from(printFile(file)) });
  await page.getByRole("button", { name: "Lire ces fichiers" }).click();
  await expect(page).toHaveURL(/\/comptes\/imports\/[0-9a-f-]{36}/);
  await expect(page.getByText("Voici ce que ces fichiers changeraient")).toBeVisible();
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);

  // Nobody of the file is there yet; each refusal says why, and where.
  await page.getByRole("link", { name: "Refusés 1" }).click();
  await expect(page.getByText("eleves.xml, ligne")).toBeVisible();
  await page.getByRole("link", { name: "Créés 2" }).click();
  await expect(page).toHaveURL(/effet=CREATED/);
  await page.getByLabel("Nom, classe, identifiant ou valeur").fill("nouvelle 6a");
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page.getByText("1 ligne", { exact: true })).toBeVisible();
  const table = page.waitForEvent("download");
  await page.getByRole("link", { name: "Télécharger (CSV)" }).click();
  expect((await table).suggestedFilename()).toBe("import.csv");

  await page.getByRole("button", { name: "Appliquer cet import" }).click();
  await expect(page.getByText("Vous pouvez annuler le tout")).toBeVisible();
  const address = page.url();
  await page.goto("/comptes?texte=nouvelle");
  await expect(page.getByRole("link", { name: "NOUVELLE Zoé" })).toBeVisible();

  await page.goto(address);
  await page.getByRole("button", { name: "Annuler tout cet import" }).click();
  await expect(page.getByText("Tout est comme avant lui.")).toBeVisible();
  await page.goto("/comptes?texte=nouvelle");
  await expect(page.getByText("Personne ne correspond")).toBeVisible();
});

test("a file that is not ours is refused in words, and the import looks absent to everybody else", async ({
  openAs,
  enterAs,
  school,
}) => {
  const page = await openAs(school.people.head.login);
  await page.goto("/comptes/imports");
  await page
    .getByLabel("Fichiers", { exact: true })
    .setInputFiles({ name: "photo.xml", mimeType: "text/xml", buffer: Buffer.from("bonjour") });
  await page.getByRole("button", { name: "Lire ces fichiers" }).click();
  await expect(page.getByText("ni un fichier XML, ni un tableau CSV ou Excel, ni une archive zip")).toBeVisible();
  await expectAccessible(page);
  const addresses = ["/comptes/imports", page.url()];
  const { people, other } = school;
  await expectAbsent(enterAs, [
    [people.secretary.login, addresses],
    [people.alice.login, addresses],
    [other.people.head.login, addresses.slice(1)],
  ]);
});
