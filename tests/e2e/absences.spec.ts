import type { Page } from "@playwright/test";
import { makePdf } from "@/prisma/demo/attachments";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent, testVisits } from "@/tests/e2e/support/visits";
import { expectAccessible } from "@/tests/e2e/support/axe";

// The world's Thursday, 8 h 05: in 6A maths is called (Alice absent, Adam late); in 6B, Basile's, it is not. Alice was absent on
// Tuesday too, and one of her parents has written.

testVisits({
  "a teacher": ({ people, sessions }) => [
    people.mathsTeacher.login,
    ["/absences", `/absences/appel/${sessions.maths6A.id}`, `/absences/appel/${sessions.maths6ANext.id}`],
  ],
  "a CPE": ({ people }) => [
    people.cpe.login,
    ["/absences", "/absences/eleves?nom=au", `/absences/eleves/${people.alice.id}`],
  ],
  "an AED": ({ people }) => [people.aed.login, ["/accueil", "/absences"]],
  "a guardian of two schools": ({ people, absences }) => [
    people.aliceGuardian1.login,
    ["/absences", `/absences/justifier/${absences.today.id}`],
  ],
  "a pupil": ({ people }) => [people.alice.login, ["/absences"]],
});

test("what is not one's to read or to call looks absent", { tag: "@desktop" }, async ({ enterAs, school }) => {
  const { people, sessions, absences, files, other } = school;
  const sheet = `/absences/appel/${sessions.maths6A.id}`;
  const file = `/absences/eleves/${people.alice.id}`;
  const certificate = `/api/absences/files/${files.certificate.id}`;
  const attempts: [login: string, addresses: string[]][] = [
    [people.alice.login, [sheet, file, "/absences/eleves", `/absences/justifier/${absences.today.id}`, certificate]],
    [people.aliceGuardian2.login, [file, certificate]],
    [people.basileGuardian1.login, [`/absences/justifier/${absences.today.id}`, certificate]],
    [people.teacherOf6B.login, [sheet, file, "/absences/eleves", certificate]],
    [people.secretary.login, ["/absences", sheet, file]],
    [people.admin.login, ["/absences", sheet, file]],
    [other.people.head.login, [sheet, file, certificate]],
  ];
  await expectAbsent(enterAs, attempts);
});

const region = (page: Page, name: string) => page.getByRole("region", { name });

test("a roll call in three taps from home; the office sees it at once, and the pupil arrive", async ({
  openAs,
  school,
}) => {
  test.slow();
  const { people } = school;
  const cpe = await openAs(people.cpe.login);
  await cpe.goto("/absences");
  await expect(region(cpe, "Appels manquants")).toContainText("6B · Mathématiques");

  const teacher = await openAs(people.teacherOf6B.login);
  // She is a parent too.
  await teacher.goto(`/accueil?personne=${people.teacherOf6B.id}`);
  await teacher.getByRole("link", { name: /Faire l’appel/ }).click();
  await teacher.getByText("BENOÎT Basile").click();
  await teacher.getByRole("button", { name: "Enregistrer l’appel (1 absent)" }).click();
  await expect(teacher.getByText("Appel enregistré à 8 h 05")).toBeVisible();

  await test.step("without a reload", async () => {
    await expect(region(cpe, "Appels manquants")).toContainText("Tous les appels sont faits.", { timeout: 15_000 });
    await expect(region(cpe, "Absents en ce moment")).toContainText("BENOÎT Basile");
  });
  await region(cpe, "Absents en ce moment")
    .getByRole("button", { name: /^Arrivé maintenant, Basile Benoît$/i })
    .click();
  await expect(region(cpe, "Retards du jour")).toContainText("BENOÎT Basile");
  await expect(region(cpe, "Absents en ce moment")).not.toContainText("BENOÎT Basile");

  await test.step("the sheet left open is told, and loses nothing", async () => {
    await teacher.getByRole("button", { name: /Enregistrer l’appel/ }).click();
    await expect(teacher.getByText("Quelqu’un d’autre a modifié").first()).toBeVisible();
    await teacher.getByRole("link", { name: "Voir l’appel tel qu’il est enregistré" }).click();
    await expect(teacher.getByRole("button", { name: "Enregistrer l’appel (1 retard)" })).toBeVisible();
  });
});

test("the sheet goes by keyboard: absent, late, minutes", async ({ openAs, school }) => {
  const { teacherOf6B } = school.people;
  const page = await openAs(teacherOf6B.login);
  await page.goto(`/absences/appel/${school.sessions.maths6B.id}?personne=${teacherOf6B.id}`);
  const absent = page.getByRole("checkbox", { name: /^BENOÎT Basile\s?, absent/ });
  const late = page.getByRole("checkbox", { name: /^Retard de Basile Benoît$/i });
  await absent.focus();
  await expect(async () => {
    await page.keyboard.press("Space");
    await expect(page.getByRole("button", { name: "Enregistrer l’appel (1 absent)" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(late).toBeChecked();
  await expect(absent).not.toBeChecked();
  await page.getByRole("button", { name: "5 minutes de plus" }).press("Enter");
  await expect(page.getByLabel(/^Minutes de retard de Basile Benoît$/i)).toHaveValue("10");
  await expectAccessible(page);
});

test("a parent justifies with a document, the office accepts, the other parent reads it", async ({
  openAs,
  school,
}) => {
  test.slow();
  const { people } = school;
  const parent = await openAs(people.aliceGuardian1.login);
  await parent.getByRole("link", { name: "Justifier pour Alice" }).click();
  await parent.getByRole("link", { name: /^Justifier l’absence/ }).click();
  await parent.getByLabel("Maladie", { exact: true }).check();
  await parent.getByLabel("Précisions").fill("Fièvre dans la nuit.");
  await parent.getByLabel("Joindre des fichiers").setInputFiles({
    name: "ordonnance.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from(makePdf("Ordonnance", ["Repos."])),
  });
  await expect(parent.getByRole("link", { name: "ordonnance.pdf" })).toBeVisible();
  await parent.getByRole("button", { name: "Envoyer le justificatif" }).click();
  await expect(parent).toHaveURL(/\/absences(\?|$)/);
  await expect(parent.getByText("Justificatif envoyé").first()).toBeVisible();

  const cpe = await openAs(people.cpe.login);
  await cpe.goto(`/absences/eleves/${people.alice.id}`);
  await expect(cpe.getByText("Fièvre dans la nuit.")).toBeVisible();
  const address = await cpe.getByRole("link", { name: "ordonnance.pdf" }).getAttribute("href");
  expect((await cpe.request.get(address ?? "")).headers()["content-type"]).toBe("application/pdf");
  await cpe
    .getByRole("listitem")
    .filter({ hasText: "Fièvre dans la nuit." })
    .getByRole("button", { name: /^Accepter/ })
    .click();
  await expect(cpe.getByText("Justificatif d’Alice AUBERT accepté.")).toBeVisible();

  const other = await openAs(people.aliceGuardian2.login);
  await other.goto("/absences");
  await expect(other.getByRole("listitem").filter({ hasText: /aujourd’hui/i })).toContainText("Réglée");
});

test.describe("with a network that goes away", () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED|Failed to load resource|net::ERR_/] });

  test("a roll call is kept on the device, leaves when the network is back, and is gone with who signs out", async ({
    openAs,
    school,
  }) => {
    const { people, sessions } = school;
    const { teacherOf6B } = people;
    const page = await openAs(teacherOf6B.login);
    const sheet = `/absences/appel/${sessions.maths6B.id}?personne=${teacherOf6B.id}`;
    const kept = page.getByText("Enregistré sur cet appareil");
    const stored = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(":appel:")).length);
    await page.goto(sheet);
    await page.getByText("BENOÎT Basile").click();
    await expect(page.getByRole("button", { name: "Enregistrer l’appel (1 absent)" })).toBeVisible();

    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Enregistrer l’appel (1 absent)" }).click();
    await expect(kept.first()).toBeVisible();
    await expect(page.getByText("6B, 8 h\u202F: l’appel sera envoyé")).toBeVisible();
    expect(await stored()).toBe(1);
    await page.context().setOffline(false);
    await expect(page.getByText("Appel enregistré à 8 h 05")).toBeVisible({ timeout: 20_000 });
    await expect(kept).toHaveCount(0);
    expect(await stored()).toBe(0);

    await test.step("said otherwise meanwhile, the person is told and decides", async () => {
      const office = await openAs(people.aed.login);
      await office.goto(`/absences/appel/${sessions.maths6B.id}`);
      await page.context().setOffline(true);
      await page.getByText("BENOÎT Basile").click();
      await page.getByRole("button", { name: "Enregistrer l’appel" }).click();
      await expect(kept.first()).toBeVisible();
      await office.getByText(/^Retard/).click();
      await office.getByRole("button", { name: "Enregistrer l’appel (1 retard)" }).click();
      await expect(office.getByText("Appel enregistré à 8 h 05")).toBeVisible();
      await page.context().setOffline(false);
      await expect(page.getByText("Un appel n’a pas pu être envoyé")).toBeVisible({ timeout: 20_000 });
      await expectAccessible(page);
      await page.goto(`/accueil?personne=${teacherOf6B.id}`);
      await expect(page.getByText("Un appel n’a pas pu être envoyé")).toBeVisible();
      await page.getByRole("button", { name: /^Ne plus l’envoyer/ }).click();
      expect(await stored()).toBe(0);
    });

    await test.step("on a shared device nothing stays", async () => {
      await page.evaluate(() => localStorage.setItem("preau:brouillon:somebody:appel:x", "{}"));
      await page.locator("summary").filter({ hasText: "mon menu" }).click();
      await page.getByRole("button", { name: "Se déconnecter" }).click();
      await expect(page).toHaveURL(/\/connexion/);
      expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("brouillon")))).toEqual(
        [],
      );
    });
  });
});

test("without JavaScript a roll is called and an absence justified", async ({ openAs, school }) => {
  test.slow();
  const { people, sessions, absences } = school;
  const plain = (login: string): Promise<Page> => openAs(login, { javaScriptEnabled: false });
  const teacher = await plain(people.teacherOf6B.login);
  await teacher.goto(`/absences/appel/${sessions.maths6B.id}?personne=${people.teacherOf6B.id}`);
  await teacher.getByText("BENOÎT Basile").click();
  await teacher.getByRole("button", { name: /Enregistrer l’appel/ }).click();
  await expect(teacher.getByText("Appel enregistré à 8 h 05")).toBeVisible();

  const parent = await plain(people.aliceGuardian2.login);
  await parent.goto(`/absences/justifier/${absences.today.id}`);
  await parent.getByLabel("Maladie", { exact: true }).check();
  await parent.getByRole("button", { name: "Envoyer le justificatif" }).click();
  await expect(parent.getByText(/justificatif est envoyé|Un justificatif a été envoyé/)).toBeVisible();
});
