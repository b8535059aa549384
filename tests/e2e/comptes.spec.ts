import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent, testVisits } from "@/tests/e2e/support/visits";
import { expectAccessible } from "@/tests/e2e/support/axe";

/** The row of somebody in a list. */
const rowOf = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

/** What the server answers, without a page that the browser would complain about. */
const statusOf = async (page: Page, address: string): Promise<number> =>
  (await page.request.get(address, { maxRedirects: 0 })).status();

testVisits({
  "an administrator": ({ people }) => [
    people.admin.login,
    ["/accueil", "/comptes", `/comptes/personnes/${people.alice.id}`],
  ],
  "a head": ({ people, groups, newcomer }) => [
    people.head.login,
    [
      `/comptes/personnes/${newcomer.id}`,
      "/comptes?texte=personne",
      "/comptes/activation",
      `/comptes/activation?classe=${groups.sixA.id}`,
      "/comptes/etablissement",
    ],
  ],
});

test("to everybody else it looks absent", { tag: "@desktop" }, async ({ enterAs, school }) => {
  const { people, groups, other } = school;
  const alice = `/comptes/personnes/${people.alice.id}`;
  const all = ["/comptes", alice, "/comptes/activation", "/comptes/etablissement"];
  const attempts: [login: string, addresses: string[]][] = [
    [people.alice.login, all],
    [people.aliceGuardian2.login, [alice]],
    [people.mathsTeacher.login, all],
    [people.secretary.login, all],
    [people.cpe.login, all],
    [other.people.head.login, [alice, `/comptes/activation?classe=${groups.sixA.id}`]],
    [people.head.login, [`/comptes/personnes/${other.people.pupil.id}`, "/comptes/personnes/1"]],
  ];
  await expectAbsent(enterAs, attempts);
});

test("the administrator finds a pupil while typing, ends the access and gives it back", async ({ openAs, school }) => {
  const pupil = await openAs(school.people.adam.login);
  const page = await openAs(school.people.admin.login);
  await test.step("a part of the name, without accents, without sending", async () => {
    await page.goto("/comptes");
    await page.getByLabel("Nom, prénom ou classe").pressSequentially("azoul 6a");
    await expect(page.getByRole("status").filter({ hasText: /^1\s+personne$/ })).toBeVisible();
    await expect(page.getByLabel("Nom, prénom ou classe")).toBeFocused();
    await expect(page).toHaveURL(/texte=azoul/);
    await page.getByRole("link", { name: "AZOULAY Adam" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Adam Azoulay" })).toBeVisible();
  });
  await test.step("ended, at once and everywhere", async () => {
    await page.getByText("Mettre fin à l’accès", { exact: true }).first().click();
    await page.getByLabel("Raison").selectOption("Départ de l’établissement");
    await page.getByRole("button", { name: "Mettre fin à l’accès" }).click();
    await expect(page.getByText("L’accès a été fermé à partir du jeudi 19 novembre.")).toBeVisible();
    await expect(page.getByText(/a mis fin à l’accès/)).toBeVisible();
    expect(await statusOf(pupil, "/accueil")).toBe(404);
  });
  await test.step("given back", async () => {
    await page.getByRole("button", { name: "Rétablir l’accès" }).click();
    await expect(page.getByText("Mettre fin à l’accès", { exact: true }).first()).toBeVisible();
    expect(await statusOf(pupil, "/accueil")).toBe(200);
  });
  await test.step("the devices are signed out", async () => {
    await page
      .getByRole("button", { name: /^Déconnecter / })
      .first()
      .click();
    await expect(page.getByText(/a déconnecté 1\sappareil/)).toBeVisible();
    expect(await statusOf(pupil, "/accueil")).toBe(307);
  });
});

test("a code is told once, and a scanned sheet brings it", async ({ openAs, openContext, school }) => {
  const page = await openAs(school.people.deputy.login);
  await page.goto(`/comptes/personnes/${school.newcomer.id}`);
  await expect(page.getByText(/Un code, remis .*, attend d’être utilisé/)).toBeVisible();
  await page.getByRole("button", { name: "Créer un nouveau code d’activation" }).click();
  const code = (await page.locator(".new-code-text").textContent()) ?? "";
  expect(code).toMatch(/^[\dA-Z]{4}-[\dA-Z]{4}-[\dA-Z]{4}$/);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByText(code)).toHaveCount(0);

  const phone = await (await openContext()).newPage();
  await phone.goto(`/activation#${code}`);
  await expect(phone.getByLabel("Code de votre feuille")).toHaveValue(code);
  expect(phone.url()).not.toContain(code);
  await phone.getByRole("button", { name: "Continuer" }).click();
  await expect(phone.getByText(/Noé/).first()).toBeVisible();
});

test("the sheets come as a document, or the page says why not", async ({ openAs, school }) => {
  const page = await openAs(school.people.head.login);
  await page.goto("/comptes/activation");
  await page.getByRole("link", { name: /^6A/ }).click();
  await expect(rowOf(page, "AUBERT Gaëlle")).toContainText("Responsable d’Alice Aubert");
  await page.getByRole("button", { name: "Préparer les feuilles (PDF)" }).click();
  await expect(page.getByText(/Il n’y a rien à imprimer/)).toBeVisible();

  await page.getByLabel(/Ajouter ceux qui ont déjà un compte/).check();
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Préparer les feuilles (PDF)" }).click();
  const document = await downloading;
  expect(document.suggestedFilename()).toBe("Activation 6A.pdf");
  expect((await readFile(await document.path())).subarray(0, 5).toString()).toBe("%PDF-");
});

test("a module that is closed is closed on the server; a setting out of bounds is refused in words", async ({
  openAs,
  school,
}) => {
  const pupil = await openAs(school.people.alice.login);
  const page = await openAs(school.people.head.login);
  await page.goto("/comptes/etablissement");
  const modules = page.getByRole("region", { name: "Modules" });
  await modules.getByLabel("Emploi du temps").uncheck();
  await modules.getByRole("button", { name: "Enregistrer les modules" }).click();
  await expect(modules.getByText("C’est enregistré.")).toBeVisible();
  await expect(modules.getByLabel("Emploi du temps")).not.toBeChecked();
  expect(await statusOf(pupil, "/emploi-du-temps")).toBe(404);

  const settings = page.getByRole("region", { name: "Connexion" });
  const days = settings.getByLabel(/Élèves et familles/);
  await days.evaluate((field: HTMLInputElement) => field.removeAttribute("max"));
  await days.fill("31");
  await settings.getByRole("button", { name: "Enregistrer, Connexion" }).click();
  await expect(settings.getByText("Indiquez un nombre entier entre 1 et 30.").first()).toBeVisible();
  await expect(days).toHaveValue("31");
  await days.fill("7");
  await settings.getByRole("button", { name: "Enregistrer, Connexion" }).click();
  await expect(settings.getByText("C’est enregistré.")).toBeVisible();
});

test("without JavaScript somebody is found, and an access ended", async ({ openAs, openContext, school }) => {
  const signedIn = await openAs(school.people.admin.login);
  const context = await openContext({
    javaScriptEnabled: false,
    storageState: await signedIn.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto("/comptes");
  await page.getByLabel("Nom, prénom ou classe").fill("benoit");
  await page.getByRole("button", { name: "Chercher" }).click();
  await page.getByRole("link", { name: "BENOÎT Basile" }).click();
  await page.getByText("Mettre fin à l’accès", { exact: true }).first().click();
  await page.getByLabel("Raison").selectOption("Autre raison");
  await page.getByRole("button", { name: "Mettre fin à l’accès" }).click();
  await expect(page.getByRole("button", { name: "Rétablir l’accès" })).toBeVisible();
});
