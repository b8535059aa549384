import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent, testVisits } from "@/tests/e2e/support/visits";
import { expectAccessible } from "@/tests/e2e/support/axe";

// In 6A the maths teacher has marked two assessments: alice 15 and adam 9,5; then alice 4, which is not given back.

// Cutting the network is what one test does.
test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

testVisits({
  "a pupil": ({ people }) => [people.alice.login, ["/notes", "/notes?vue=dates"]],
  "a guardian": ({ people }) => [people.aliceGuardian1.login, ["/notes"]],
  "a teacher": ({ people, services, assessments }) => [
    people.mathsTeacher.login,
    [
      "/notes",
      `/notes/services/${services.maths6A.id}`,
      `/notes/services/${services.maths6A.id}/nouvelle`,
      `/notes/evaluations/${assessments.maths6A.id}`,
    ],
  ],
  "a head": ({ people, groups, services }) => [
    people.head.login,
    ["/notes", `/notes?classe=${groups.sixA.id}`, `/notes/services/${services.maths6A.id}`],
  ],
});

test("what is not one's to read or to write looks absent", { tag: "@desktop" }, async ({ enterAs, school }) => {
  const { people, groups, services, assessments, other } = school;
  const sheet = `/notes/services/${services.maths6A.id}`;
  const attempts: [login: string, addresses: string[]][] = [
    [people.adam.login, [sheet, `/notes/evaluations/${assessments.maths6A.id}`, `/notes?enfant=${people.alice.id}`]],
    [people.basileGuardian1.login, [`/notes?enfant=${people.alice.id}`]],
    [people.aliceGuardian2.login, [`/notes?enfant=${people.alice.id}`]],
    [people.frenchTeacher.login, [sheet, `${sheet}/nouvelle`]],
    [people.head.login, [`${sheet}/nouvelle`]],
    [people.aed.login, ["/notes", sheet]],
    [people.admin.login, ["/notes"]],
    [other.people.head.login, [sheet, `/notes?classe=${groups.sixA.id}`]],
  ];
  await expectAbsent(enterAs, attempts);
});

test("a pupil unfolds an average and dreams of the next grade", async ({ openAs, school }) => {
  const page = await openAs(school.people.alice.login);
  await page.goto("/notes");
  const maths = page.getByRole("group", { name: "Mathématiques" });
  await expect(maths).toContainText("15,00/20");
  await expect(page.getByText("4/20", { exact: true })).toHaveCount(0);
  await maths.getByText("Le calcul de la moyenne").click();
  await expect(maths.getByText("15 points ÷ 1 = 15")).toBeVisible();

  const simulator = page.getByRole("group", { name: /Et si j’avais/ });
  await simulator.getByLabel("Matière").selectOption({ label: "Mathématiques" });
  await simulator.getByLabel("Note").fill("25");
  await simulator.getByRole("button", { name: "Ajouter" }).click();
  await expect(simulator.getByText("Cette évaluation est notée sur 20.")).toBeVisible();
  await simulator.getByLabel("Note").fill("18");
  await simulator.getByRole("button", { name: "Ajouter" }).click();
  await expect(simulator.getByText("15,00 → 16,50")).toBeVisible();
  await page.reload();
  await expect(simulator.getByText("16,50")).toHaveCount(0);
});

test(
  "the grid saves cell by cell, refuses in place, pastes and takes back",
  { tag: "@desktop" },
  async ({ openAs, school }) => {
    const { people, services } = school;
    const page = await openAs(people.mathsTeacher.login);
    await page.goto(`/notes/services/${services.maths6A.id}`);
    const field = (row: number, column: number) => page.locator(`input[data-row="${row}"][data-column="${column}"]`);
    const [alice, adam] = [field(0, 0), field(1, 0)];
    const stateOf = (cell: typeof alice) => cell.locator("xpath=..");

    await test.step("keyboard, average and saving", async () => {
      await alice.focus();
      await page.keyboard.press("Enter");
      await expect(adam).toBeFocused();
      await page.keyboard.type("13,5");
      await page.keyboard.press("Enter");
      await page.keyboard.press("ArrowRight");
      await expect(stateOf(adam)).toHaveAttribute("data-status", "saved");
      await expect(page.getByRole("row", { name: /Azoulay/i })).toContainText("13,50");
    });
    await test.step("a refusal keeps what was typed", async () => {
      await adam.fill("25");
      await alice.focus();
      await expect(stateOf(adam)).toHaveAttribute("data-status", "refused");
      await expect(page.getByText(/«\s25\s» n’est pas enregistré. Cette évaluation est notée sur 20./)).toBeVisible();
      await expectAccessible(page);
      await adam.fill("a");
      await alice.focus();
      await expect(adam).toHaveValue("A");
      await expect(stateOf(adam)).toHaveAttribute("data-status", "saved");
    });
    await test.step("a block pasted, then taken back", async () => {
      await alice.focus();
      await alice.evaluate((input) => {
        const data = new DataTransfer();
        data.setData("text/plain", "10\t11\r\n12\tN\r\n");
        input.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
      });
      await expect(field(1, 1)).toHaveValue("N");
      await expect(stateOf(field(1, 1))).toHaveAttribute("data-status", "saved");
      await field(1, 1).press("Control+z");
      await expect(field(1, 1)).toHaveValue("");
    });
    await test.step("without network it waits, and leaves with it", async () => {
      await page.context().setOffline(true);
      await alice.fill("16");
      await adam.focus();
      await expect(stateOf(alice)).toHaveAttribute("data-status", "offline");
      await page.context().setOffline(false);
      await expect(stateOf(alice)).toHaveAttribute("data-status", "saved");
    });
    await page.reload();
    await expect(alice).toHaveValue("16");
    await expect(adam).toHaveValue("12");
  },
);

test(
  "two teachers in one cell: the second is shown both values and chooses",
  { tag: "@desktop" },
  async ({ openAs, school }) => {
    const { people, services } = school;
    const address = `/notes/services/${services.maths6A.id}`;
    const [first, second] = [await openAs(people.mathsTeacher.login), await openAs(people.substitute.login)];
    const cellIn = (page: typeof first) => page.locator('input[data-row="1"][data-column="0"]');
    await first.goto(address);
    await second.goto(address);
    await cellIn(first).fill("11");
    await cellIn(first).press("Enter");
    await expect(cellIn(first).locator("xpath=..")).toHaveAttribute("data-status", "saved");
    await cellIn(second).fill("12");
    await cellIn(second).press("ArrowUp");
    await expect(second.getByText(/Mme Marchand a saisi 11 entre-temps/)).toBeVisible();
    await second.getByRole("button", { name: "Garder 12" }).click();
    await expect(cellIn(second).locator("xpath=..")).toHaveAttribute("data-status", "saved");
  },
);

test("grades are entered pupil after pupil in the list of an assessment", async ({ openAs, school }) => {
  const { people, assessments } = school;
  const page = await openAs(people.mathsTeacher.login);
  await page.goto(`/notes/evaluations/${assessments.maths6A.id}`);
  const [alice, adam] = [page.getByLabel("AUBERT Alice"), page.getByLabel("AZOULAY Adam")];
  await alice.fill("13,5");
  await alice.press("Enter");
  await expect(adam).toBeFocused();
  await page.keyboard.type("25");
  await adam.press("Enter");
  await expect(page.getByText("1 note à revoir. Le reste est enregistré.")).toBeVisible();
  await expect(adam).toHaveValue("25");
  await expectAccessible(page);
  await adam.fill("a");
  await page.getByRole("button", { name: "Enregistrer les notes" }).click();
  await expect(page.getByText("Les notes sont enregistrées.")).toBeVisible();
  await page.reload();
  await expect(alice).toHaveValue("13,5");
  await expect(adam).toHaveValue("A");
});

test("a teacher sets how a service counts, and sees what it changes", async ({ openAs, school }) => {
  const { people, services } = school;
  const address = `/notes/services/${services.maths6A.id}`;
  const page = await openAs(people.mathsTeacher.login);
  await page.goto(address);
  await page.getByRole("link", { name: "Réglages du service" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Réglages du service" })).toBeVisible();
  await page.getByLabel("Vers le haut").check();
  await page.getByLabel("Pas de l’arrondi").selectOption("1");
  await expect(page.getByRole("status").filter({ hasText: "Classe" })).toBeVisible();
  await page.getByLabel("Moyennes sur").fill("vingt");
  await page.getByLabel("Partie 1").fill("Oral");
  await page.getByRole("button", { name: "Enregistrer les réglages" }).click();
  await expect(page.getByText("Indiquez un nombre, par exemple 20.").first()).toBeVisible();
  await expect(page.getByLabel("Moyennes sur")).toHaveValue("vingt");
  await expect(page.getByLabel("Partie 1")).toHaveValue("Oral");
  await page.getByLabel("Moyennes sur").fill("20");
  await page.getByRole("button", { name: "Enregistrer les réglages" }).click();
  // What is typed while the rest is on its way stays, and is saved with the next sending.
  await page.getByLabel("Partie 2").fill("Écrit");
  await expect(page.getByText("Les réglages sont enregistrés.")).toBeVisible();
  await expect(page.getByLabel("Partie 2")).toHaveValue("Écrit");
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Enregistrer les réglages" }).click();
  await answered;
  await page.reload();
  await expect(page.getByLabel("Partie 1")).toHaveValue("Oral");
  await expect(page.getByLabel("Partie 2")).toHaveValue("Écrit");
  await expectAccessible(page);
  const others = await openAs(people.frenchTeacher.login);
  expect((await others.request.get(`${address}/reglages`)).status()).toBe(404);
  const head = await openAs(people.head.login);
  expect((await head.request.get(`${address}/reglages`)).status()).toBe(404);
});

test("the head closes a period: its grades are read, until it is opened again", async ({ openAs, school }) => {
  const { people, services } = school;
  const head = await openAs(people.head.login);
  const teacher = await openAs(people.mathsTeacher.login);
  await head.goto("/comptes/etablissement");
  await head.getByRole("button", { name: "Clore, 1er trimestre" }).click();
  await expect(head.getByRole("button", { name: "Rouvrir, 1er trimestre" })).toBeVisible();
  await teacher.goto(`/notes/services/${services.maths6A.id}`);
  await expect(teacher.getByText("Les notes ne changent plus. La direction peut rouvrir la période.")).toBeVisible();
  await expect(teacher.getByRole("link", { name: "Nouvelle évaluation" })).toHaveCount(0);
  await head.getByRole("button", { name: "Rouvrir, 1er trimestre" }).click();
  await expect(head.getByRole("button", { name: "Clore, 1er trimestre" })).toBeVisible();
  await expectAccessible(head);
  await teacher.reload();
  await expect(teacher.getByRole("link", { name: "Nouvelle évaluation" })).toBeVisible();
});

test("an assessment is made, marked in its list without JavaScript, given back and deleted", async ({
  openAs,
  school,
}) => {
  const { people, services } = school;
  const page = await openAs(people.mathsTeacher.login, { javaScriptEnabled: false });
  await page.goto(`/notes/services/${services.maths6A.id}/nouvelle`);
  await page.getByLabel("Titre").fill("Fractions");
  await page.getByLabel("Notée sur").fill("zéro");
  await page.getByRole("button", { name: "Enregistrer l’évaluation" }).click();
  await expect(page.getByLabel("Notée sur")).toHaveValue("zéro");
  await expect(page.getByLabel("Titre")).toHaveValue("Fractions");
  await page.getByLabel("Notée sur").fill("10");
  await page.getByRole("button", { name: "Enregistrer l’évaluation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Fractions" })).toBeVisible();

  await page.getByLabel("AUBERT Alice").fill("9,5");
  await page.getByLabel("AZOULAY Adam").fill("11");
  await page.getByRole("button", { name: "Enregistrer les notes" }).click();
  await expect(page.getByText("Cette évaluation est notée sur 10.")).toBeVisible();
  await expect(page.getByLabel("AZOULAY Adam")).toHaveValue("11");
  await page.getByLabel("AZOULAY Adam").fill("R");
  await page.getByRole("button", { name: "Enregistrer les notes" }).click();
  await expect(page.getByText("Les notes sont enregistrées.")).toBeVisible();
  await page.getByRole("button", { name: "Rendre les notes" }).click();
  await expect(page.getByText(/Visible par les élèves à partir du jeu\.\s19\snov\., 8\sh\s05/)).toBeVisible();

  const pupil = await openAs(people.alice.login);
  await pupil.goto("/notes");
  await expect(pupil.getByRole("listitem").filter({ hasText: "Fractions" }).last()).toContainText("9,5/10");
  const parent = await openAs(people.aliceGuardian1.login);
  await parent.goto("/notes");
  await expect(parent.getByText("Fractions")).toHaveCount(0);

  await page.getByText("Supprimer", { exact: true }).click();
  await page.getByRole("button", { name: "Supprimer l’évaluation" }).click();
  await expect(page).toHaveURL(/\/notes\/services\//);
  await expect(page.getByText("Fractions")).toHaveCount(0);
});
