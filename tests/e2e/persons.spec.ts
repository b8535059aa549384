import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { contentOf, saveLesson, write } from "@/tests/e2e/support/lesson";

/** Opens the menu of the account and acts as another of its persons from there. */
async function switchTo(page: Page, profile: RegExp): Promise<void> {
  await page.locator("summary").filter({ hasText: "mon menu" }).click();
  await page.getByRole("list", { name: "Changer de profil" }).getByRole("link", { name: profile }).click();
}

test("a parent of two schools sees both together, and each by itself", async ({ openAs, school }) => {
  const { people, other } = school;
  const parent = await openAs(people.aliceGuardian1.login);
  await expect(parent.getByRole("group", { name: "Alice" })).toContainText("Collège Jeanne-Barret");
  await expect(parent.getByRole("group", { name: "Zélie" })).toContainText("École des Tilleuls");
  await parent.goto("/cahier-de-texte");
  const all = parent.getByRole("main");
  await expect(all).toContainText("Alice\u202F: à faire");
  await expect(all).toContainText("Zélie\u202F: à faire");

  await parent.getByRole("navigation", { name: "Enfant affiché" }).getByRole("link", { name: "Zélie" }).click();
  await expect(parent).toHaveURL(new RegExp(`personne=${other.people.guardian.id}`));
  await expect(all).toContainText("Zélie\u202F: à faire");
  await expect(all).not.toContainText("Alice\u202F:");
  await parent.getByRole("link", { name: "Séances", exact: true }).click();
  await expect(parent).toHaveURL(new RegExp(`personne=${other.people.guardian.id}`));
});

test("a teacher who is a parent: two tabs act as two persons, each for its own", async ({ openAs, school }) => {
  const { people, sessions, teacherAsParent } = school;
  const teaching = await openAs(people.teacherOf6B.login);
  await switchTo(teaching, /^Enseignement/);
  await expect(teaching).toHaveURL(new RegExp(`personne=${people.teacherOf6B.id}`));
  await teaching.getByRole("link", { name: /^Ouvrir.*6B/ }).click();
  await expect(contentOf(teaching).getByRole("textbox")).toBeVisible();

  const home = await teaching.context().newPage();
  await home.goto("/accueil");
  await switchTo(home, /^Parent/);
  await expect(home).toHaveURL(new RegExp(`personne=${teacherAsParent.id}`));
  await expect(home.getByRole("group", { name: "Adam" })).toBeVisible();

  await write(contentOf(teaching), "Contenu de la séance", "Écrit par l’enseignante.");
  await saveLesson(teaching);
  await teaching.reload();
  await expect(contentOf(teaching)).toContainText("Écrit par l’enseignante.");
  await expect(home.getByRole("group", { name: "Adam" })).toBeVisible();
  await home.reload();
  await expect(home.getByRole("group", { name: "Adam" })).toBeVisible();
  expect(sessions.maths6B.schoolId).toBe(people.teacherOf6B.schoolId);
});

test("a form made to act for another person writes nothing", async ({ openAs, school }) => {
  const { people } = school;
  const pupil = await openAs(people.alice.login);
  await pupil.goto("/cahier-de-texte");
  const homework = pupil.getByRole("listitem").filter({ hasText: "Mathématiques" });
  for (const forged of [people.adam.id, people.mathsTeacher.id, "absent"]) {
    await homework.locator("input[name=personne]").evaluate((input, id) => {
      if (input instanceof HTMLInputElement) input.value = id;
    }, forged);
    await homework.getByRole("button", { name: /^Fait/ }).click();
    await expect(homework.getByRole("alert")).toHaveText("Cet élément n’existe pas ou plus.");
    await pupil.reload();
    await expect(homework.getByRole("button", { name: /^Fait/ })).toHaveAttribute("aria-pressed", "false");
  }
  const adam = await openAs(people.adam.login);
  await adam.goto("/cahier-de-texte");
  for (const tick of await adam.getByRole("button", { name: /^Fait/ }).all()) {
    await expect(tick).toHaveAttribute("aria-pressed", "false");
  }
});

test("an account with several persons writes nothing without saying which", async ({ openAs, school }) => {
  const { people, sessions } = school;
  const teacher = await openAs(people.teacherOf6B.login);
  await teacher.goto(`/cahier-de-texte/seances/${sessions.maths6B.id}?personne=${people.teacherOf6B.id}`);
  await write(contentOf(teacher), "Contenu de la séance", "À qui ?");
  await teacher.route(/\/cahier-de-texte\/seances\//, async (route) => {
    const sent = route.request().postDataBuffer()?.toString("utf8");
    const body = sent?.replace(people.teacherOf6B.id, "");
    await (body ? route.continue({ postData: body }) : route.continue());
  });
  await contentOf(teacher).getByRole("button", { name: "Enregistrer la séance" }).click();
  await expect(contentOf(teacher).getByRole("alert")).toContainText("Votre compte a plusieurs profils");
});
