import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent, testVisits } from "@/tests/e2e/support/visits";
import { expectAccessible } from "@/tests/e2e/support/axe";
import type { School } from "@/tests/e2e/support/make-schools";

// 6A has alice and adam; its professeur principal teaches elsewhere.

const councilOf6A = ({ groups }: School) => `/notes/bulletins/classes/${groups.sixA.id}`;
const bulletinOfAlice = (school: School) =>
  `${councilOf6A(school)}/eleves/${school.people.alice.id}?periode=${school.terms.first.id}`;
const pdfOfAlice = ({ terms, groups, people }: School) =>
  `/api/notes/bulletins/${terms.first.id}/${groups.sixA.id}/${people.alice.id}`;

const rowOf = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

testVisits({
  "a pupil": ({ people }) => [people.alice.login, ["/notes/bulletins"]],
  "a teacher": ({ people, services }) => [
    people.mathsTeacher.login,
    ["/notes/bulletins", `/notes/bulletins/matieres/${services.maths6A.id}`],
  ],
  "a main teacher": (school) => [school.mainTeacher.login, [councilOf6A(school), bulletinOfAlice(school)]],
  "a CPE": (school) => [school.people.cpe.login, ["/notes/bulletins", councilOf6A(school)]],
});

test("what is not one's to read looks absent", { tag: "@desktop" }, async ({ enterAs, school }) => {
  const { people, services, groups, terms } = school;
  const sheet = `/notes/bulletins/matieres/${services.maths6A.id}`;
  const ofClass = `/api/notes/bulletins/${terms.first.id}/${groups.sixA.id}`;
  const project = [bulletinOfAlice(school), pdfOfAlice(school), ofClass, councilOf6A(school), sheet];
  const attempts: [login: string, addresses: string[]][] = [
    [people.alice.login, project],
    [people.aliceGuardian2.login, ["/notes/bulletins", ...project]],
    [people.mathsTeacher.login, [bulletinOfAlice(school), pdfOfAlice(school), ofClass, councilOf6A(school)]],
    [people.head.login, [sheet, `/api/notes/bulletins/${terms.first.id}/${people.alice.id}`]],
    [people.admin.login, ["/notes/bulletins", ofClass]],
    [school.other.people.head.login, project],
  ];
  await expectAbsent(enterAs, attempts);
});

test.describe("writing", () => {
  // The network that the test cuts.
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

  test("a teacher writes pupil by pupil, by keyboard, through a lost network and a colleague's change", async ({
    openAs,
    school,
  }) => {
    const { people, services } = school;
    const page = await openAs(people.mathsTeacher.login);
    const address = `/notes/bulletins/matieres/${services.maths6A.id}`;
    await page.goto("/notes/bulletins");
    await page.getByRole("link", { name: "6A, Mathématiques" }).click();
    const [adam, alice] = [
      page.getByLabel("Appréciation pour Adam Azoulay"),
      page.getByLabel("Appréciation pour Alice Aubert"),
    ];
    await test.step("leaving a text saves it", async () => {
      await alice.fill("Un trimestre régulier.");
      await alice.press("Control+Enter");
      await expect(adam).toBeFocused();
      await expect(rowOf(page, "AUBERT Alice").getByRole("status")).toContainText("Enregistré");
      await adam.fill("x".repeat(601));
      await expect(rowOf(page, "AZOULAY Adam")).toContainText("601 / 600 : trop long");
    });
    await test.step("what could not leave stays, and leaves when the network is back", async () => {
      await page.context().setOffline(true);
      await adam.fill("Excellent trimestre.");
      await adam.blur();
      await expect(rowOf(page, "AZOULAY Adam").getByRole("status")).toContainText("Pas de connexion");
      await page.context().setOffline(false);
      await expect(rowOf(page, "AZOULAY Adam").getByRole("status")).toContainText("Enregistré");
    });
    await test.step("two texts for one pupil: the person decides", async () => {
      const substitute = await openAs(people.substitute.login);
      await substitute.goto(address);
      await substitute.getByLabel("Appréciation pour Adam Azoulay").fill("Très bon trimestre.");
      await substitute.getByLabel("Appréciation pour Adam Azoulay").blur();
      await expect(rowOf(substitute, "AZOULAY Adam").getByRole("status")).toContainText("Enregistré");
      await adam.fill("Excellent trimestre, bravo.");
      await adam.blur();
      await expect(rowOf(page, "AZOULAY Adam").getByRole("alert")).toContainText("Très bon trimestre.");
      await page.getByRole("button", { name: "Garder le mien" }).click();
      await expect(rowOf(page, "AZOULAY Adam").getByRole("status")).toContainText("Enregistré");
      await page.reload();
      await expect(adam).toHaveValue("Excellent trimestre, bravo.");
    });
  });
});

test("an appreciation is written without JavaScript", async ({ openAs, school }) => {
  const page = await openAs(school.people.mathsTeacher.login, { javaScriptEnabled: false });
  await page.goto(`/notes/bulletins/matieres/${school.services.maths6A.id}`);
  const adam = page.getByLabel("Appréciation pour Adam Azoulay");
  await adam.fill("x".repeat(601));
  await rowOf(page, "AZOULAY Adam").getByRole("button", { name: "Enregistrer" }).click();
  await expect(rowOf(page, "AZOULAY Adam")).toContainText("600 caractères au plus.");
  await expect(adam).toHaveValue("x".repeat(601));
  await adam.fill("Excellent trimestre.");
  await rowOf(page, "AZOULAY Adam").getByRole("button", { name: "Enregistrer" }).click();
  await expect(rowOf(page, "AZOULAY Adam")).toContainText("Enregistré");
  await page.reload();
  await expect(adam).toHaveValue("Excellent trimestre.");
});

test("the main teacher prepares the council, the head publishes, the family reads", async ({ openAs, school }) => {
  const { people } = school;
  const main = await openAs(school.mainTeacher.login);
  await main.goto(councilOf6A(school));
  await main.getByLabel("Appréciation du conseil pour Alice Aubert").fill("Encouragements.");
  await main.getByLabel("Appréciation du conseil pour Alice Aubert").blur();
  await expect(rowOf(main, "AUBERT Alice").getByRole("status")).toContainText("Enregistré");
  await main.getByRole("link", { name: "AUBERT Alice" }).click();
  await expect(main.getByText("Projet de bulletin", { exact: true })).toBeVisible();

  const parent = await openAs(people.aliceGuardian1.login);
  await parent.goto("/notes/bulletins");
  await expect(parent.getByText("Pas encore de bulletin")).toBeVisible();

  const head = await openAs(people.head.login);
  await head.goto(councilOf6A(school));
  await head.getByRole("button", { name: "Publier les bulletins" }).click();
  await expect(head.getByText(/^Publiés le/)).toBeVisible();
  const ofClass = await head.request.get(`/api/notes/bulletins/${school.terms.first.id}/${school.groups.sixA.id}`);
  expect(ofClass.headers()["content-type"]).toBe("application/pdf");

  await parent.reload();
  await expect(parent.getByRole("listitem").filter({ hasText: "Alice, 1er trimestre" })).toContainText("publié le");
  await expectAccessible(parent);
  const download = parent.waitForEvent("download");
  await parent.getByRole("link", { name: /^Télécharger le bulletin/ }).click();
  expect((await download).suggestedFilename()).toBe("bulletin-t1-6a-alice-aubert.pdf");
  await parent.getByRole("link", { name: "Alice, 1er trimestre", exact: true }).click();
  await expect(parent.getByRole("row", { name: /Mathématiques/ })).toContainText("Mme Marchand");
  await expect(parent.getByText("Encouragements.")).toBeVisible();
  await expectAccessible(parent);

  await head.getByRole("button", { name: "Reprendre les bulletins" }).click();
  await expect(head.getByText("Pas encore publiés")).toBeVisible();
  expect((await parent.request.get(pdfOfAlice(school))).status()).toBe(404);
});

test("the CPE corrects the absences of a project, beside what is counted, and takes the correction back", async ({
  openAs,
  school,
}) => {
  const page = await openAs(school.people.cpe.login);
  await page.goto(bulletinOfAlice(school));
  const office = page.getByRole("region", { name: "Vie scolaire" });
  await expect(office.getByText("Au prorata des cours")).toBeVisible();
  await office.getByText("Corriger pour le bulletin").click();
  await office.getByLabel("Demi-journées justifiées").fill("1,5");
  await office.getByRole("button", { name: "Enregistrer la correction" }).click();
  await expect(office.getByText("Indiquez les trois nombres, ou aucun.").first()).toBeVisible();
  await expect(office.getByLabel("Demi-journées justifiées")).toHaveValue("1,5");
  await office.getByLabel("Demi-journées non justifiées").fill("1");
  await office.getByLabel("Retards").fill("3");
  await office.getByRole("button", { name: "Enregistrer la correction" }).click();
  await expect(office.getByText("2,5 demi-journées d’absence, dont 1 non justifiée\u202F; 3 retards.")).toBeVisible();
  await expect(office.getByText("Corrigé à la main")).toBeVisible();
  await expectAccessible(page);
  const main = await openAs(school.mainTeacher.login);
  await main.goto(bulletinOfAlice(school));
  await expect(main.getByText("2,5 demi-journées d’absence")).toBeVisible();
  await expect(main.getByText("Corriger pour le bulletin")).toHaveCount(0);
  for (const label of ["Demi-journées justifiées", "Demi-journées non justifiées", "Retards"]) {
    await office.getByLabel(label).fill("");
  }
  await office.getByRole("button", { name: "Enregistrer la correction" }).click();
  await expect(office.getByText("Corrigé à la main")).toHaveCount(0);
});
