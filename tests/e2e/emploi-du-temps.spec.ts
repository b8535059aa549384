import ICAL from "ical.js";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent, testVisits } from "@/tests/e2e/support/visits";
import { expectAccessible } from "@/tests/e2e/support/axe";

// The world's Thursday in 6A: maths at 8 (it is 8 h 05), French at 9 in 112, Latin at 11.

/** The lesson of a timetable, on the day shown. */
const lessonOf = (page: Page, subject: string) =>
  page
    .getByRole("region", { name: /jeudi 19 novembre/i })
    .getByRole("listitem")
    .filter({ hasText: subject });

testVisits({
  "a pupil": ({ people }) => [people.alice.login, ["/emploi-du-temps", "/emploi-du-temps/agenda"]],
  "a pupil in the holidays": ({ people }) => [people.alice.login, ["/emploi-du-temps?jour=2026-12-26"]],
  "a guardian of two schools": ({ people }) => [people.aliceGuardian1.login, ["/emploi-du-temps"]],
  "a teacher": ({ people }) => [people.mathsTeacher.login, ["/emploi-du-temps", "/emploi-du-temps/choix"]],
  "an AESH": ({ people }) => [people.aesh.login, [`/emploi-du-temps?eleve=${people.alice.id}`]],
  "a head": ({ people, groups }) => [
    people.head.login,
    [`/emploi-du-temps?classe=${groups.sixA.id}`, "/emploi-du-temps/absences"],
  ],
  "a CPE": ({ people, sessions }) => [people.cpe.login, [`/emploi-du-temps/seances/${sessions.french6A.id}`]],
});

test("what is not one's to read or to change looks absent", { tag: "@desktop" }, async ({ enterAs, school }) => {
  const { people, groups, rooms, sessions, other } = school;
  const attempts: [login: string, addresses: string[]][] = [
    [
      people.adam.login,
      [
        `/emploi-du-temps?eleve=${people.alice.id}`,
        `/emploi-du-temps?classe=${groups.sixA.id}`,
        `/emploi-du-temps?enfant=${people.alice.id}`,
        "/emploi-du-temps/choix",
        "/emploi-du-temps/absences",
        `/emploi-du-temps/seances/${sessions.maths6A.id}`,
      ],
    ],
    [people.basileGuardian1.login, [`/emploi-du-temps?enfant=${people.alice.id}`]],
    [
      people.mathsTeacher.login,
      [
        `/emploi-du-temps?eleve=${people.alice.id}`,
        "/emploi-du-temps/absences",
        `/emploi-du-temps/seances/${sessions.maths6A.id}`,
      ],
    ],
    [people.aed.login, [`/emploi-du-temps/seances/${sessions.maths6A.id}`, "/emploi-du-temps/agenda"]],
    [people.aesh.login, [`/emploi-du-temps?eleve=${people.adam.id}`, `/emploi-du-temps?salle=${rooms.lab.id}`]],
    [people.admin.login, ["/emploi-du-temps", "/emploi-du-temps/choix", `/emploi-du-temps?classe=${groups.sixA.id}`]],
    [
      other.people.head.login,
      [`/emploi-du-temps?classe=${groups.sixA.id}`, `/emploi-du-temps/seances/${sessions.maths6A.id}`],
    ],
  ];
  await expectAbsent(enterAs, attempts);
});

test("a pupil sees what is now, walks through days and weeks, and opens a lesson", async ({ openAs, school }, info) => {
  const page = await openAs(school.people.alice.login);
  await page.getByRole("navigation", { name: "Modules" }).getByRole("link", { name: "Emploi du temps" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Emploi du temps" })).toBeVisible();
  await expect(lessonOf(page, "Mathématiques")).toContainText("Mme Marchand");
  await expect(lessonOf(page, "Français")).toContainText("Salle 112");
  const isPhone = info.project.name === "phone";
  if (isPhone) {
    await page.getByRole("link", { name: "Jour suivant" }).click();
    await expect(page.getByRole("heading", { name: /vendredi 20 novembre/i })).toBeVisible();
    await page.getByRole("link", { name: "Jour suivant" }).click();
    await expect(page.getByRole("heading", { name: /lundi 23 novembre/i })).toBeVisible();
  } else {
    await page.getByRole("link", { name: "Semaine suivante" }).click();
    await expect(page.getByRole("region", { name: /lundi 23 novembre/i })).toContainText("Mathématiques");
    await page.getByRole("link", { name: "Cette semaine" }).click();
  }
  await page.goto("/emploi-du-temps");
  await lessonOf(page, "Français").getByRole("link").click();
  await expect(page).toHaveURL(/\/cahier-de-texte\/seances\//);
});

test("the CPE declares an absence, replaces one of its lessons; the family sees what changed", async ({
  openAs,
  school,
}) => {
  const { people, sessions } = school;
  const cpe = await openAs(people.cpe.login);
  await test.step("the absence cancels its lessons", async () => {
    await cpe.goto("/emploi-du-temps/absences");
    await cpe.getByLabel("Professeur").selectOption({ label: "FOURNIER Françoise" });
    await cpe.getByRole("button", { name: "Déclarer l’absence" }).click();
    await expect(cpe.getByText(/Absence déclarée.*2\sséances annulées/)).toBeVisible();
    await expect(cpe.getByRole("region", { name: "En cours et à venir" })).toContainText("Mme Fournier");
  });
  const parent = await openAs(people.aliceGuardian2.login);
  await test.step("the family is told, in words", async () => {
    await parent.goto("/emploi-du-temps");
    await expect(lessonOf(parent, "Français")).toContainText("professeur absent");
    await expect(lessonOf(parent, "Latin")).toContainText("professeur absent");
  });
  await test.step("a busy colleague is refused, a free one gives the lesson", async () => {
    await cpe.goto(`/emploi-du-temps/seances/${sessions.french6A.id}`);
    const replaced = cpe.getByRole("region", { name: "Remplacer" });
    await replaced.getByRole("combobox").selectOption({ label: "NGUYEN Nadia" });
    await replaced.getByRole("button", { name: "Enregistrer le remplacement" }).click();
    await expect(cpe.getByText("Le remplacement est enregistré.")).toBeVisible();
    await parent.reload();
    await expect(lessonOf(parent, "Français")).toContainText("Mme Nguyen remplace Mme Fournier");
  });
  await test.step("a room that is taken is refused with what takes it, a free one is given", async () => {
    await cpe.goto(`/emploi-du-temps/seances/${sessions.maths6A.id}`);
    const moved = cpe.getByRole("region", { name: "Déplacer" });
    await moved.getByLabel("Début").fill("09:00");
    await moved.getByRole("button", { name: "Déplacer la séance" }).click();
    await expect(moved.getByText(/Des élèves ont déjà cours de 9.*Français, 6A, Salle 112/).first()).toBeVisible();
    await expect(moved.getByLabel("Début")).toHaveValue("09:00");
    const room = cpe.getByRole("region", { name: "Changer de salle" });
    await room.getByRole("combobox").selectOption({ label: "GYM 1" });
    await room.getByRole("button", { name: "Changer la salle" }).click();
    await expect(cpe.getByText("La salle est changée.")).toBeVisible();
    await parent.reload();
    await expect(lessonOf(parent, "Mathématiques")).toContainText("GYM 1");
  });
  await test.step("the absence is withdrawn: what nobody decided on since takes place", async () => {
    await cpe.goto("/emploi-du-temps/absences");
    await cpe.getByRole("button", { name: /Déclarée par erreur/ }).click();
    await expect(cpe.getByText("Tous les professeurs sont là")).toBeVisible();
    await parent.reload();
    await expect(lessonOf(parent, "Latin")).not.toContainText("professeur absent");
    await expect(lessonOf(parent, "Français")).toContainText("Mme Nguyen remplace Mme Fournier");
  });
});

test("a calendar subscribes by a secret address, which closes", async ({ openAs, openContext, school }) => {
  const page = await openAs(school.people.basile.login);
  await page.goto("/emploi-du-temps/agenda");
  await page.getByRole("button", { name: /Créer l’adresse/ }).click();
  const field = page.getByLabel("Votre adresse secrète, affichée une seule fois");
  const address = await field.inputValue();
  expect(address).toMatch(/\/api\/emploi-du-temps\/flux\/[\w-]{43}\.ics$/);
  await expectAccessible(page);

  // A calendar has no cookie.
  const { request } = await openContext();
  const path = new URL(address).pathname;
  const feed = await request.get(path);
  expect(feed.status()).toBe(200);
  expect(feed.headers()["content-type"]).toContain("text/calendar");
  expect(feed.headers()["cache-control"]).toContain("private");
  const titles = ICAL.Component.fromString(await feed.text())
    .getAllSubcomponents("vevent")
    .map((event) => String(event.getFirstPropertyValue("summary")));
  expect(titles.toSorted()).toEqual(["Latin", "Mathématiques"]);

  await page.reload();
  await expect(field).toHaveCount(0);
  await page.getByRole("button", { name: /Fermer l’adresse/ }).click();
  await expect(page.getByText("L’adresse est fermée.")).toBeVisible();
  expect((await request.get(path)).status()).toBe(404);
});

test("without JavaScript a week is read and a lesson cancelled", async ({ openAs, openContext, school }) => {
  const { people, sessions } = school;
  const signedIn = await openAs(people.cpe.login);
  const context = await openContext({
    javaScriptEnabled: false,
    storageState: await signedIn.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto(`/emploi-du-temps?classe=${school.groups.sixA.id}&jour=2026-11-19`);
  await lessonOf(page, "Mathématiques").getByRole("link").click();
  await expect(page).toHaveURL(new RegExp(sessions.maths6A.id));
  await page.getByRole("button", { name: "Annuler la séance" }).click();
  await expect(page.getByText("La séance est annulée.")).toBeVisible();
});
