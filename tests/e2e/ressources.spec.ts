import type { BrowserContext, Locator, Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import type { School } from "@/tests/e2e/support/make-schools";
import { expectAbsent } from "@/tests/e2e/support/visits";

/** A resource in the catalogue. */
const card = (page: Page, title: string): Locator =>
  page
    .getByRole("list", { name: "Ressources" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name: title }) });

async function expectWithin(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}

/** The administrator starts the catalogue of the school from the free one. */
async function startCatalogue(enterAs: (login: string) => Promise<BrowserContext>, { people }: School): Promise<Page> {
  const page = await (await enterAs(people.admin.login)).newPage();
  await page.goto("/ressources");
  await page.getByRole("button", { name: "Ajouter le catalogue libre" }).click();
  await expect(page.getByText(/^5\d\sressources$/)).toBeVisible();
  return page;
}

test("the catalogue is started, completed, changed, and a resource withdrawn and put back", async ({
  enterAs,
  school,
}) => {
  const page = await (await enterAs(school.people.admin.login)).newPage();
  await page.goto("/ressources");
  await expect(page.getByRole("heading", { name: "Le catalogue est encore vide" })).toBeVisible();
  await expectWithin(page);
  await page.getByRole("button", { name: "Ajouter le catalogue libre" }).press("Enter");
  await expect(page.getByText(/^5\d\sressources$/)).toBeVisible();
  await page.getByRole("link", { name: "Ajouter une ressource" }).click();
  await test.step("what is missing is told in its field, and what was typed stays", async () => {
    await page.getByLabel("Titre").fill("Portail du CDI");
    await page.getByLabel("Adresse").fill("http://esidoc.fr");
    await page.getByLabel("Éditeur").fill("Réseau Canopé");
    await page.getByLabel("Description").fill("Chercher un livre du CDI.");
    await page.getByLabel("Type").selectOption("REFERENCE");
    await page.getByRole("button", { name: "Ajouter au catalogue" }).click();
    await expect(page.getByRole("alert").first()).toContainText("commence par https://");
    await expect(page.getByLabel("Titre")).toHaveValue("Portail du CDI");
    await expectWithin(page);
  });
  await page.getByLabel("Adresse").fill("https://esidoc.fr/");
  await page.getByLabel("Français").check();
  await page.getByLabel("6e", { exact: true }).uncheck();
  await page.getByRole("button", { name: "Ajouter au catalogue" }).press("Enter");
  await expect(page.getByText("La ressource est au catalogue.")).toBeVisible();
  await page.goto("/ressources?mots=portail+cdi");
  await expect(card(page, "Portail du CDI")).toContainText("5e à 3e");
  await page.getByRole("link", { name: "Modifier Portail du CDI" }).click();
  await page.getByLabel("Titre").fill("Livres du CDI");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Livres du CDI" })).toBeVisible();
  await page.getByRole("button", { name: "Retirer du catalogue" }).click();
  await expect(page.getByText("Cette ressource est retirée du catalogue")).toBeVisible();
  await expectWithin(page);
  await page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Ressources" }).click();
  await page.getByRole("link", { name: "Retirées" }).click();
  await card(page, "Livres du CDI").getByRole("link", { name: "Modifier" }).click();
  await page.getByRole("button", { name: "Remettre au catalogue" }).click();
  await expect(page.getByRole("button", { name: "Retirer du catalogue" })).toBeVisible();
});

test.describe("across persons", () => {
  test.use({ expectedErrors: [/404/] });

  test("a teacher gives a resource; the class and its parents see it, until it is taken back", async ({
    enterAs,
    openAs,
    school,
  }) => {
    const { people } = school;
    await startCatalogue(enterAs, school);
    const teacher = await openAs(people.frenchTeacher.login);
    await teacher.goto("/ressources?mots=wiktionnaire");
    await teacher.getByRole("link", { name: /^Donner à une classe.*Wiktionnaire/ }).click();
    await expect(teacher).toHaveURL(/\/donner/);
    const given = teacher.url();
    await test.step("for no class it is refused, and what was typed stays", async () => {
      await teacher.getByLabel("Consigne").fill("L’origine du mot école.");
      await teacher.getByRole("button", { name: "Donner la ressource" }).click();
      await expect(teacher.getByRole("alert").first()).toContainText("Choisissez au moins une classe.");
      await expect(teacher.getByLabel("Consigne")).toHaveValue("L’origine du mot école.");
      await expectWithin(teacher);
    });
    await teacher.getByLabel("6A", { exact: true }).press("Space");
    await teacher.getByLabel("Pour le").fill("2026-11-20");
    await teacher.getByRole("button", { name: "Donner la ressource" }).press("Enter");
    await expect(teacher.getByRole("list", { name: "Déjà donnée à" })).toContainText("pour demain");

    const pupil = await openAs(people.alice.login);
    await expect(pupil.getByRole("region", { name: "Ressources données" })).toContainText("Wiktionnaire");
    await pupil.goto("/ressources");
    const asked = pupil.getByRole("list", { name: "Ressources données" });
    await expect(asked).toContainText("L’origine du mot école.");
    await expect(asked).toContainText("Mme Fournier");
    const site = asked.getByRole("link", { name: "Wiktionnaire (nouvel onglet)" });
    await expect(site).toHaveAttribute("href", "https://fr.wiktionary.org/");
    await expect(site).toHaveAttribute("target", "_blank");
    await expect(site).toHaveAttribute("rel", "noopener noreferrer");
    await expectWithin(pupil);

    const parent = await openAs(people.aliceGuardian2.login);
    await parent.goto("/ressources/donnees");
    await expect(parent.getByRole("list", { name: "Ressources données" })).toContainText("Pour Alice");
    await expectWithin(parent);

    await teacher.goto("/ressources/donnees");
    await teacher.getByRole("button", { name: "Retirer Wiktionnaire, 6A" }).click();
    await expect(teacher.getByRole("button", { name: "Redonner Wiktionnaire, 6A" })).toBeVisible();
    await expectWithin(teacher);
    await pupil.goto("/ressources/donnees");
    await expect(pupil.getByRole("heading", { name: "Rien pour le moment" })).toBeVisible();

    const { pathname } = new URL(given);
    await expectAbsent(enterAs, [
      [people.alice.login, [pathname, "/ressources/nouvelle", `/ressources?enfant=${people.adam.id}`]],
      [people.frenchTeacher.login, [pathname.replace("donner", "modifier"), "/ressources/nouvelle"]],
      [people.head.login, [pathname, "/ressources/donnees"]],
      [school.other.people.teacher.login, [pathname]],
    ]);
  });
});

test("a pupil finds among its own level, and keeps at hand; without script as well", async ({
  enterAs,
  openAs,
  school,
}) => {
  await startCatalogue(enterAs, school);
  const page = await openAs(school.people.alice.login);
  await page.goto("/ressources");
  await expect(page.getByLabel("Niveau")).toHaveValue("6e");
  // For older pupils, or for adults alone.
  await expect(page.getByRole("heading", { name: "CNRTL" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Éduscol" })).toHaveCount(0);
  await page.getByLabel("Mots").fill("Geometrie bougent");
  await page.getByLabel("Mots").press("Enter");
  await expect(page.getByText("1 ressource", { exact: true })).toBeVisible();
  const star = card(page, "GeoGebra").getByRole("button", { name: /^Favori.*GeoGebra/ });
  await star.press("Space");
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await page.getByLabel("Mots").fill("zzz");
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page.getByRole("heading", { name: "Aucune ressource ne correspond" })).toBeVisible();
  await page.goto("/ressources");
  await expect(page.getByRole("region", { name: "Tes favoris" })).toContainText("GeoGebra");
  await expectWithin(page);

  const plain = await (await enterAs(school.people.alice.login, { javaScriptEnabled: false })).newPage();
  await plain.goto("/ressources?vue=favoris");
  await card(plain, "GeoGebra")
    .getByRole("button", { name: /^Favori/ })
    .click();
  await expect(plain.getByRole("heading", { name: "Aucun favori pour le moment" })).toBeVisible();
  await plain.getByRole("link", { name: "Catalogue" }).click();
  await plain.getByLabel("Matière").selectOption("LANGUAGES");
  await plain.getByRole("button", { name: "Chercher" }).click();
  await expect(card(plain, "Deutsch lernen")).toBeVisible();
});
