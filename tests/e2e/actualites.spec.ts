import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent } from "@/tests/e2e/support/visits";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { aPdf } from "@/tests/e2e/support/lesson";

// The world's news (tests/factories/world.ts): one for everybody, one that 6A is to confirm.

const newsOf = (page: Page, title: string) => page.getByRole("listitem").filter({ hasText: title });

async function expectWithin(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}

test("a family is told, opens, and confirms each for itself", async ({ openAs, school }) => {
  const { people } = school;
  const page = await openAs(people.aliceGuardian1.login);
  await test.step("the home page says what is to be confirmed, and leads to the news of all schools together", async () => {
    const home = page.getByRole("region", { name: "Actualités" });
    await expect(newsOf(page, "Sortie de la 6A")).toContainText("À confirmer");
    await home.getByRole("link", { name: "Toutes les actualités" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Actualités" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(school.other.school.name);
    await expectWithin(page);
  });
  await test.step("what is opened is new no more", async () => {
    await expect(newsOf(page, "Bienvenue")).toContainText("Nouveau");
    await page.getByRole("link", { name: "Bienvenue" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Bienvenue" })).toBeVisible();
    await page.getByRole("navigation", { name: "Fil d’Ariane" }).getByRole("link", { name: "Actualités" }).click();
    await expect(newsOf(page, "Bienvenue")).not.toContainText("Nouveau");
  });
  await test.step("a confirmation is given by a button, and stays", async () => {
    const asked = page.getByRole("region", { name: "À lire et confirmer" });
    await asked.getByRole("link", { name: "Sortie de la 6A" }).click();
    await expect(page.getByRole("link", { name: /autorisation\.pdf/ })).toBeVisible();
    await expectWithin(page);
    await page.getByRole("button", { name: "J’ai lu" }).press("Enter");
    await expect(page.getByText(/Lecture confirmée jeu\. 19 nov\., 8\sh\s05/)).toBeVisible();
    await expect(page.getByRole("button", { name: "J’ai lu" })).toHaveCount(0);
  });
  await test.step("the other parent is still asked", async () => {
    const other = await openAs(people.aliceGuardian2.login);
    await other.goto("/actualites");
    await expect(other.getByRole("region", { name: "À lire et confirmer" })).toContainText("Sortie de la 6A");
  });
});

test("the CPE writes for a class, sees who has confirmed, reminds; the news ends withdrawn", async ({
  openAs,
  school,
}) => {
  const { people } = school;
  const cpe = await openAs(people.cpe.login);
  await test.step("the form keeps what is typed, and says what is missing", async () => {
    await cpe.goto("/actualites");
    await cpe.getByRole("link", { name: "Écrire une actualité" }).click();
    const form = cpe.getByRole("form", { name: "Nouvelle actualité" });
    await form.getByRole("button", { name: "Publier" }).click();
    await expect(form.getByRole("alert")).toContainText("Donnez un titre.");
    await form.getByRole("textbox", { name: "Titre" }).fill("Visite de la caserne");
    await form.getByRole("textbox", { name: "Texte" }).fill("Départ à 9 h devant la grille.");
    await form.getByRole("radio", { name: "Certaines classes" }).check();
    await form.getByRole("checkbox", { name: "6A" }).check();
    await expect(form.getByText(/5\spersonnes\s: 2\sélèves et 3\sparents/)).toBeVisible();
    await form.getByRole("checkbox", { name: /confirmation de lecture/ }).check();
    await form.getByLabel("Joindre des fichiers").setInputFiles(aPdf("plan.pdf"));
    await expect(form.getByRole("link", { name: "plan.pdf" })).toBeVisible();
    await expectWithin(cpe);
  });
  await test.step("a draft of this device comes back", async () => {
    await expect(cpe.getByText("Modifications non enregistrées")).toBeVisible();
    // The draft is kept shortly after the last key.
    await expect
      .poll(() => cpe.evaluate(() => JSON.stringify(localStorage).includes("plan.pdf") || "not yet"))
      .toBe(true);
    cpe.on("dialog", (dialog) => void dialog.accept());
    await cpe.reload();
    await expect(cpe.getByText(/Brouillon retrouvé/)).toBeVisible();
    await expect(cpe.getByRole("textbox", { name: "Titre" })).toHaveValue("Visite de la caserne");
    await cpe.getByRole("button", { name: "Publier" }).click();
    await expect(cpe.getByRole("heading", { level: 1, name: "Visite de la caserne" })).toBeVisible();
  });
  const address = cpe.url();
  await test.step("a pupil confirms", async () => {
    const pupil = await openAs(people.adam.login);
    await pupil.goto(address);
    await pupil.getByRole("button", { name: "J’ai lu" }).click();
    await expect(pupil.getByText(/Lecture confirmée/)).toBeVisible();
  });
  await test.step("who has not is known by name, and reminded once", async () => {
    await cpe.getByRole("link", { name: "Qui a confirmé" }).click();
    await expect(cpe.getByText(/1\slecture confirmée sur 5/)).toBeVisible();
    await expect(newsOf(cpe, "MORIN Gérard")).toContainText("Parent (Alice), 6A");
    await cpe.getByRole("button", { name: /Relancer/ }).click();
    await expect(cpe.getByText(/Dernier rappel/)).toBeVisible();
    await expect(cpe.getByRole("button", { name: /Relancer/ })).toHaveCount(0);
    await expectWithin(cpe);
    const table = await cpe.request.get(
      `/api${new URL(address).pathname.replace("/actualites/", "/actualites/suivi/")}`,
    );
    expect(await table.text()).toContain("Morin;Gérard");
  });
  await test.step("withdrawn, it is absent; the withdrawal is undone", async () => {
    await cpe.goto(address);
    await cpe.getByRole("button", { name: "Retirer" }).click();
    await expect(cpe.getByText("Actualité retirée")).toBeVisible();
    const parent = await openAs(people.aliceGuardian2.login);
    expect((await parent.request.get(address)).status()).toBe(404);
    await cpe.getByRole("button", { name: "Annuler le retrait" }).click();
    await expect(cpe.getByText("Actualité retirée")).toHaveCount(0);
    expect((await parent.request.get(address)).status()).toBe(200);
    await cpe.goto("/actualites/gestion");
    await expect(newsOf(cpe, "Visite de la caserne")).toContainText("Publiée");
    await expectWithin(cpe);
  });
});

test("two people who change one piece see both, and one keeps its own", async ({ openAs, school }) => {
  const { people, news } = school;
  const address = `/actualites/${news.everybody.id}/modifier`;
  const [head, deputy] = [await openAs(people.head.login), await openAs(people.deputy.login)];
  for (const page of [head, deputy]) {
    await page.goto(address);
    await expect(page.getByRole("textbox", { name: "Texte" })).toBeVisible();
  }
  await head.getByRole("textbox", { name: "Titre" }).fill("Bienvenue à tous");
  await head.getByRole("button", { name: "Enregistrer les modifications" }).click();
  await expect(head.getByRole("heading", { level: 1, name: "Bienvenue à tous" })).toBeVisible();
  await deputy.getByRole("textbox", { name: "Titre" }).fill("Bonne rentrée");
  await deputy.getByRole("button", { name: "Enregistrer les modifications" }).click();
  const stored = deputy.getByRole("region", { name: "Ce qui est enregistré" });
  await expect(stored).toContainText("Bienvenue à tous");
  await deputy.getByRole("button", { name: "Garder le mien" }).click();
  await expect(deputy.getByRole("heading", { level: 1, name: "Bonne rentrée" })).toBeVisible();
  await expect(deputy.getByText(/modifiée/)).toBeVisible();
});

test(
  "what is not one's to read, to write or to follow looks absent",
  { tag: "@desktop" },
  async ({ enterAs, school }) => {
    const { people, news, newsFile, other } = school;
    const { sixA, draft, scheduled, withdrawnNews } = news;
    const follow = (id: string) => [`/actualites/${id}/suivi`, `/api/actualites/suivi/${id}`];
    const attempts: [login: string, addresses: string[]][] = [
      [
        people.basileGuardian1.login,
        [
          `/actualites/${sixA.id}`,
          `/actualites/${draft.id}`,
          `/actualites/${scheduled.id}`,
          `/actualites/${withdrawnNews.id}`,
          `/actualites/${other.news.id}`,
          `/actualites?enfant=${people.alice.id}`,
          `/api/actualites/files/${newsFile.id}`,
          "/actualites/nouvelle",
          "/actualites/gestion",
          "/api/actualites/portee/STUDENT/SCHOOL/-/-",
        ],
      ],
      [
        people.mathsTeacher.login,
        [`/actualites/${sixA.id}/modifier`, ...follow(sixA.id), `/actualites/${scheduled.id}`],
      ],
      [people.admin.login, ["/actualites/nouvelle", `/actualites/${sixA.id}`]],
      [people.head.login, [`/actualites/${draft.id}`, `/actualites/${other.news.id}`, ...follow(other.news.id)]],
    ];
    await expectAbsent(enterAs, attempts);
  },
);

test("without JavaScript news are read and confirmed", async ({ openAs, openContext, school }) => {
  const signedIn = await openAs(school.people.alice.login);
  const context = await openContext({
    javaScriptEnabled: false,
    storageState: await signedIn.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto("/actualites");
  await page.getByRole("link", { name: "Sortie de la 6A" }).click();
  await page.getByRole("button", { name: "J’ai lu" }).click();
  await expect(page.getByText(/Lecture confirmée/)).toBeVisible();
});
