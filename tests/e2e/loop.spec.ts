import { expect, test } from "@/tests/e2e/fixtures";
import { contentOf, give, homeworkOf, saveLesson, write } from "@/tests/e2e/support/lesson";

test("a lesson written by a teacher reaches the pupil, the parent and the head", async ({ openAs, school }) => {
  test.slow();
  const { people } = school;
  const teacher = await openAs(people.frenchTeacher.login);

  await test.step("the teacher opens today's lesson from the home page and writes it", async () => {
    await teacher.getByRole("main").getByRole("link", { name: /6A/ }).first().click();
    await expect(teacher.getByRole("heading", { level: 1, name: /Français · 6A/ })).toBeVisible();
    const content = contentOf(teacher);
    await write(content, "Contenu de la séance", "Les propositions relatives.");
    await content.getByRole("button", { name: "Formule" }).click();
    const dialog = teacher.getByRole("dialog", { name: "Formule" });
    await dialog.getByRole("textbox", { name: "Formule" }).fill("\\frac{3}{4}");
    await expect(dialog.getByRole("group", { name: "Aperçu" }).locator("math mfrac")).toBeVisible();
    await dialog.getByRole("button", { name: "Insérer la formule" }).click();
    await content
      .getByLabel("Joindre des fichiers")
      .setInputFiles({ name: "Leçon 12.txt", mimeType: "text/plain", buffer: Buffer.from("Qui, que, dont, où.") });
    await expect(content.getByRole("link", { name: "Leçon 12.txt" })).toBeVisible();
    await saveLesson(teacher);
  });

  await test.step("and gives homework for the next lesson", async () => {
    await give(teacher, {
      text: "Exercices 7 et 8 page 112.",
      dueOn: "lun. 23 nov.",
      minutes: "30 min",
      file: "fiche.pdf",
    });
    await teacher.reload();
    await expect(contentOf(teacher).locator("math mfrac")).toBeVisible();
    await expect(homeworkOf(teacher).getByText("Exercices 7 et 8 page 112.")).toBeVisible();
  });

  const pupil = await openAs(people.alice.login);
  await test.step("the pupil finds it on the day due, with its minutes, and ticks it", async () => {
    await pupil.getByRole("navigation", { name: "Modules" }).getByRole("link", { name: "Cahier de texte" }).click();
    const day = pupil.getByRole("region", { name: /lundi 23 novembre/i });
    const homework = day.getByRole("listitem").filter({ hasText: "Exercices 7 et 8 page 112." });
    await expect(homework).toContainText("Français");
    await expect(homework).toContainText("30 min");
    const download = await pupil.request.get(
      new URL((await homework.getByRole("link", { name: /fiche\.pdf/ }).getAttribute("href")) ?? "", pupil.url()).href,
    );
    expect(download.status()).toBe(200);
    expect((await download.body()).toString("latin1")).toContain("%PDF-1.4");

    const tick = homework.getByRole("button", { name: /^Fait/ });
    await expect(tick).toHaveAttribute("aria-pressed", "false");
    await tick.click();
    await expect(tick).toHaveAttribute("aria-pressed", "true");
    await expect(async () => {
      await pupil.reload();
      await expect(tick).toHaveAttribute("aria-pressed", "true", { timeout: 1_000 });
    }).toPass();
  });

  await test.step("and reads the lesson, with its formula and its file", async () => {
    await pupil.getByRole("link", { name: "Séances", exact: true }).click();
    await pupil.getByRole("main").getByRole("link", { name: "Français" }).first().click();
    await expect(pupil.getByRole("heading", { level: 1, name: /Français · 6A/ })).toBeVisible();
    const lesson = pupil.getByRole("main");
    await expect(lesson).toContainText("Les propositions relatives.");
    await expect(lesson.locator("math mfrac")).toBeVisible();
    await expect(lesson.getByRole("link", { name: /Leçon 12\.txt/ })).toBeVisible();
    await expect(lesson).toContainText("Exercices 7 et 8 page 112.");
    await expect(lesson.getByRole("textbox")).toHaveCount(0);
  });

  await test.step("the parent sees that it is done, and cannot tick", async () => {
    const parent = await openAs(people.aliceGuardian2.login);
    await parent.getByRole("navigation", { name: "Modules" }).getByRole("link", { name: "Cahier de texte" }).click();
    const homework = parent.getByRole("listitem").filter({ hasText: "Exercices 7 et 8 page 112." });
    await expect(homework.getByText("Alice\u202F: fait")).toBeVisible();
    await expect(parent.getByRole("button", { name: /^Fait/ })).toHaveCount(0);
  });

  for (const login of [people.head.login, people.cpe.login]) {
    await test.step(`${login} reads the class's log`, async () => {
      const reader = await openAs(login);
      await reader.goto("/cahier-de-texte");
      await reader.getByRole("main").getByRole("link", { name: "6A" }).click();
      await expect(reader.getByRole("main")).toContainText("Exercices 7 et 8 page 112.");
      await reader.getByRole("link", { name: "Séances", exact: true }).click();
      await expect(reader.getByRole("main")).toContainText("Les propositions relatives.");
    });
  }
});

test.describe("homework for one pupil", () => {
  test("is shown to that pupil alone, its file too", async ({ openAs, school }) => {
    const { people, sessions } = school;
    const teacher = await openAs(people.frenchTeacher.login);
    await teacher.goto(`/cahier-de-texte/seances/${sessions.french6A.id}`);
    await give(teacher, { text: "Relire ta rédaction.", pupil: "Azoulay Adam", file: "corrigé.pdf" });

    const adam = await openAs(people.adam.login);
    await adam.goto("/cahier-de-texte");
    const homework = adam.getByRole("listitem").filter({ hasText: "Relire ta rédaction." });
    await expect(homework).toContainText("Pour toi");
    const file = (await homework.getByRole("link", { name: /corrigé\.pdf/ }).getAttribute("href")) ?? "";
    expect((await adam.request.get(file)).status()).toBe(200);

    const alice = await openAs(people.alice.login);
    await alice.goto("/cahier-de-texte");
    await expect(alice.getByRole("main")).toContainText("Mathématiques");
    await expect(alice.getByRole("main")).not.toContainText("Relire ta rédaction.");
    expect((await alice.request.get(file)).status()).toBe(404);
    const mother = await openAs(people.aliceGuardian2.login);
    expect((await mother.request.get(file)).status()).toBe(404);
  });
});

test("homework is corrected, taken back and given again", async ({ openAs, school }) => {
  const { people, sessions } = school;
  const teacher = await openAs(people.frenchTeacher.login);
  await teacher.goto(`/cahier-de-texte/seances/${sessions.french6A.id}`);
  await give(teacher, { text: "Apprendre la leçon.", dueOn: "lun. 23 nov.", minutes: "10 min" });
  const pupil = await openAs(people.alice.login);
  const seen = pupil.getByRole("region", { name: /novembre/ }).getByRole("listitem");

  const part = homeworkOf(teacher);
  const given = part.getByRole("listitem").filter({ hasText: "Apprendre la leçon" });
  await given.getByRole("button", { name: "Modifier le travail pour lundi 23 novembre" }).click();
  const form = part.getByRole("form", { name: "Modifier le travail" });
  await write(form, "Travail à faire", "Apprendre la leçon par cœur.");
  await form.getByRole("radio", { name: "mar. 24 nov." }).check();
  await form.getByRole("button", { name: "Enregistrer le travail" }).click();
  await expect(teacher.getByText("Travail modifié, pour mardi 24 novembre.")).toBeVisible();
  await pupil.goto("/cahier-de-texte");
  const moved = pupil.getByRole("region", { name: /mardi 24 novembre/i });
  await expect(moved).toContainText("Apprendre la leçon par cœur.");

  await given.getByRole("button", { name: "Retirer le travail pour mardi 24 novembre" }).click();
  const said = teacher.getByText("Travail pour mardi 24 novembre retiré.");
  await expect(said).toBeVisible();
  await expect(given).toBeHidden();
  await pupil.reload();
  await expect(seen.filter({ hasText: "Apprendre" })).toHaveCount(0);

  await teacher.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect(given).toBeVisible();
  await pupil.reload();
  await expect(moved).toContainText("Apprendre la leçon par cœur.");
});

test("two tabs never lose each other's text", async ({ openAs, school }) => {
  const { people, sessions } = school;
  const first = await openAs(people.frenchTeacher.login);
  const second = await first.context().newPage();
  for (const tab of [first, second]) {
    await tab.goto(`/cahier-de-texte/seances/${sessions.french6A.id}`);
    await expect(contentOf(tab).getByRole("textbox", { name: "Contenu de la séance" })).toBeVisible();
  }
  await write(contentOf(first), "Contenu de la séance", "Écrit dans le premier onglet.");
  await saveLesson(first);

  await write(contentOf(second), "Contenu de la séance", "Écrit dans le second onglet.");
  await contentOf(second).getByRole("button", { name: "Enregistrer la séance" }).click();
  const stored = contentOf(second).getByRole("region", { name: "Ce qui est enregistré" });
  await expect(stored).toContainText("Écrit dans le premier onglet.");
  const mine = contentOf(second).getByRole("region", { name: "Ce que vous avez écrit" });
  await expect(mine).toContainText("Écrit dans le second onglet.");
  await mine.getByRole("button", { name: "Garder le mien" }).click();
  await expect(contentOf(second).getByText("Enregistré à")).toBeVisible();
  await first.reload();
  await expect(contentOf(first)).toContainText("Écrit dans le second onglet.");
});

test("what was typed and not saved is found again", async ({ openAs, school }) => {
  const { people, sessions } = school;
  const teacher = await openAs(people.frenchTeacher.login);
  const address = `/cahier-de-texte/seances/${sessions.french6A.id}`;
  await teacher.goto(address);
  await write(contentOf(teacher), "Contenu de la séance", "Commencé avant la sonnerie.");
  await expect(contentOf(teacher).getByText("gardées sur cet appareil")).toBeVisible();
  teacher.on("dialog", (dialog) => dialog.accept());
  await teacher.goto("/accueil");
  await teacher.goto(address);
  await expect(contentOf(teacher)).toContainText("Brouillon retrouvé sur cet appareil");
  await expect(contentOf(teacher).getByRole("textbox")).toContainText("Commencé avant la sonnerie.");
  await saveLesson(teacher);
  await teacher.reload();
  await expect(contentOf(teacher)).not.toContainText("Brouillon retrouvé");
});
