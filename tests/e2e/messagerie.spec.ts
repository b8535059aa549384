import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAbsent } from "@/tests/e2e/support/visits";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { aPdf } from "@/tests/e2e/support/lesson";

// The world's mail: a circular «Sortie» of the maths teacher to alice's guardians, a «Question» of alice to her teacher of French.

/** A line of the mailbox that is open. */
const lineOf = (page: Page, subject: string) =>
  page.getByRole("main").getByRole("listitem").filter({ hasText: subject });

/** Nothing for axe to say, and nothing beyond the edge of the screen. */
async function expectFine(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}

test("a teacher writes to the parents of a class; one opens it, answers, files it", async ({ openAs, school }) => {
  const { people } = school;
  const teacher = await openAs(people.mathsTeacher.login);
  await test.step("by class and by name, with who that is", async () => {
    await teacher.goto("/messagerie/nouveau");
    await teacher.getByText("6A", { exact: true }).click();
    await teacher.getByRole("checkbox", { name: "Parents de 6A" }).check();
    await expect(teacher.getByText(/3\spersonnes recevront ce message/)).toBeVisible();
    await expect(teacher.getByText("Chacune le lira sans voir les autres")).toBeVisible();
    await teacher.getByLabel("Chercher par nom").fill("carpentier");
    await teacher.getByRole("checkbox", { name: /Carpentier/ }).check();
    await expect(teacher.getByText(/4\spersonnes recevront ce message/)).toBeVisible();
    await teacher
      .getByRole("list", { name: "Destinataires choisis" })
      .getByLabel(/Carpentier/)
      .click();
    await expect(teacher.getByText(/3\spersonnes recevront ce message/)).toBeVisible();
    await teacher.getByLabel("Objet").fill("Voyage à Bibracte");
    await teacher.getByRole("textbox", { name: "Message" }).fill("Bonjour,\n\nVoici le programme du voyage.");
    await teacher.getByLabel("Joindre des fichiers").setInputFiles(aPdf("programme.pdf"));
    await expect(teacher.getByRole("link", { name: "programme.pdf" })).toBeVisible();
    await expectFine(teacher);
    await teacher.getByRole("button", { name: "Envoyer" }).click();
    await expect(teacher.getByText(/Message remis à 3\spersonnes/)).toBeVisible();
    await expect(teacher.getByText(/Ouvert par 0\sdestinataire sur 3/)).toBeVisible();
  });

  const parent = await openAs(people.aliceGuardian2.login);
  await test.step("the parent's home says so, the message hides the others", async () => {
    await parent.getByRole("link", { name: /2\sconversations non lues/ }).click();
    await expectFine(parent);
    await lineOf(parent, "Voyage à Bibracte").getByRole("link").click();
    await expect(parent.getByRole("heading", { level: 1 })).toHaveText("Voyage à Bibracte");
    await expect(parent.getByText("Gaëlle")).toHaveCount(0);
    const file = await parent.request.get(
      (await parent.getByRole("link", { name: /programme/ }).getAttribute("href")) ?? "",
    );
    expect(file.headers()["content-type"]).toBe("application/pdf");
    await expect(parent.getByRole("button", { name: "Marquer non lue" })).toBeVisible();
    await expectFine(parent);
  });
  await test.step("and is answered to the teacher alone", async () => {
    await parent.getByLabel(/Votre réponse à/).fill("Merci, tout est clair.");
    await parent.getByRole("button", { name: "Envoyer" }).click();
    await expect(parent.getByText("Message remis.")).toBeVisible();
    await expect(parent.getByText(/En réponse à/)).toBeVisible();
    await expect(parent.getByText("Merci, tout est clair.")).toBeVisible();
  });
  await test.step("the teacher finds the answer from the circular, files it, and takes that back", async () => {
    await teacher.reload();
    await expect(teacher.getByText(/Ouvert par 1\sdestinataire sur 3/)).toBeVisible();
    await teacher.getByRole("link", { name: "Gérard Morin" }).click();
    await expect(teacher.getByText("Merci, tout est clair.")).toBeVisible();
    await teacher.getByRole("button", { name: "Archiver" }).click();
    await expect(teacher.getByText("Conversation archivée.")).toBeVisible();
    await expect(lineOf(teacher, "Voyage à Bibracte")).toHaveCount(0);
    await teacher.getByRole("button", { name: "Annuler" }).click();
    await expect(teacher.getByText("Conversation remise dans les reçus.")).toBeVisible();
    await teacher.goto("/messagerie?q=tout+est+CLAIR");
    await expect(lineOf(teacher, "Voyage à Bibracte")).toHaveCount(1);
  });
});

test.describe("without a network", () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED|Failed to fetch/] });

  test("what is being written is never lost", async ({ openAs, school }) => {
    const page = await openAs(school.people.alice.login);
    await page.goto("/messagerie/nouveau");
    await page.getByRole("checkbox", { name: /Fournier/ }).check();
    await page.getByLabel("Objet").fill("Mon exposé");
    await page.getByRole("textbox", { name: "Message" }).fill("Bonjour Madame,");
    await expect(page.getByText("Brouillon enregistré")).toBeVisible();
    await page.goto("/messagerie?boite=brouillons");
    await expectFine(page);
    await lineOf(page, "Mon exposé").getByRole("link").click();
    const text = page.getByRole("textbox", { name: "Message" });
    await expect(text).toHaveValue("Bonjour Madame,");
    await test.step("kept on the device without a network", async () => {
      await page.context().setOffline(true);
      await text.fill("Bonjour Madame, voici mon plan.");
      await expect(page.getByText("Brouillon gardé sur cet appareil")).toBeVisible();
      await page.getByRole("button", { name: "Envoyer" }).click();
      await expect(page.getByText("Pas de connexion.")).toBeVisible();
      await page.context().setOffline(false);
      page.on("dialog", (dialog) => void dialog.accept());
      await page.reload();
      await expect(page.getByText("Brouillon retrouvé sur cet appareil")).toBeVisible();
      await expect(text).toHaveValue("Bonjour Madame, voici mon plan.");
    });
    await page.getByRole("button", { name: "Envoyer" }).dblclick();
    await expect(page.getByText("Message remis.")).toBeVisible();
    await page.goto("/messagerie?boite=envoyes");
    await expect(lineOf(page, "Mon exposé")).toHaveCount(1);
    await page.goto("/messagerie?boite=brouillons");
    await expect(page.getByText("Aucun brouillon")).toBeVisible();
  });
});

test("what is done before the page lives is not lost", async ({ openAs, school }) => {
  const page = await openAs(school.people.mathsTeacher.login);
  let release = () => undefined as void;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/messagerie/nouveau", { waitUntil: "commit" });
  await page.getByText("6A", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Parents de 6A" }).check();
  await page.getByLabel("Objet").fill("Sortie");
  const text = page.getByRole("textbox", { name: "Message" });
  await text.pressSequentially("Bonj");
  release();
  await expect(page.getByText(/3\spersonnes recevront ce message/)).toBeVisible();
  await expect(page.getByRole("list", { name: "Destinataires choisis" })).toContainText("Parents de 6A");
  await expect(page.getByLabel("Objet")).toHaveValue("Sortie");
  await expect(text).toBeFocused();
  await page.keyboard.type("our");
  await expect(text).toHaveValue("Bonjour");
  await expect(page.getByText("Brouillon enregistré")).toBeVisible();
});

test("a message is reported, read by the CPE in a copy, and settled", async ({ openAs, school }) => {
  const { people } = school;
  const teacher = await openAs(people.frenchTeacher.login);
  await teacher.goto("/messagerie");
  await lineOf(teacher, "Question").getByRole("link").click();
  await teacher.getByText("Signaler ce message d’Alice").click();
  await teacher.getByLabel("Ce qui ne va pas").fill("Ce message m’inquiète.");
  await expectFine(teacher);
  await teacher.getByRole("button", { name: "Signaler ce message" }).click();
  await expect(teacher.getByText("C’est signalé.")).toBeVisible();

  const cpe = await openAs(people.cpe.login);
  await cpe.goto("/messagerie");
  await cpe.getByRole("link", { name: "Signalements" }).click();
  await expectFine(cpe);
  await lineOf(cpe, "Alice Aubert").getByRole("link").click();
  await expect(cpe.getByText("Ce message m’inquiète.")).toBeVisible();
  await expect(cpe.getByText("Question", { exact: true })).toHaveCount(0);
  await cpe.getByRole("button", { name: "Lire le message signalé" }).click();
  await expect(cpe.getByText("Question", { exact: true })).toBeVisible();
  await expectFine(cpe);
  await cpe.getByRole("button", { name: "Classer ce signalement" }).click();
  await expect(cpe.getByText("Signalement classé.")).toBeVisible();
});

test("what is not one's to read or to do looks absent", { tag: "@desktop" }, async ({ enterAs, school }) => {
  const { people, mail, files } = school;
  const all = [
    `/messagerie/${mail.question.threadId}`,
    `/messagerie/${mail.circular.threadId}`,
    `/api/messagerie/files/${files.mail.id}`,
  ];
  await expectAbsent(enterAs, [
    [people.head.login, all],
    [people.aliceGuardian3.login, [...all, "/messagerie/nouveau", "/messagerie/signalements"]],
  ]);
});

test("without JavaScript a parent writes, and a CPE searches a name", async ({ openAs, school }) => {
  const { people } = school;
  const off = { javaScriptEnabled: false };
  const parent = await openAs(people.basileGuardian1.login, off);
  await parent.goto("/messagerie/nouveau");
  await parent.getByRole("checkbox", { name: /Nguyen/ }).check();
  await parent.getByLabel("Objet").fill("Rendez-vous");
  await parent.getByRole("button", { name: "Envoyer" }).click();
  await test.step("what is missing is said, what was typed stays", async () => {
    await expect(parent.getByText("Il manque le texte du message.").first()).toBeVisible();
    await expect(parent.getByLabel("Objet")).toHaveValue("Rendez-vous");
    await expect(parent.getByRole("list", { name: "Destinataires choisis" })).toContainText("Mme Nguyen");
  });
  await parent.getByLabel("Message", { exact: true }).fill("Bonjour, pouvons-nous nous voir ?");
  await parent.getByRole("button", { name: "Envoyer" }).click();
  await expect(parent.getByText("Message remis.")).toBeVisible();

  const cpe = await openAs(people.cpe.login, off);
  await cpe.goto("/messagerie/nouveau");
  await cpe.getByLabel("Objet").fill("Bonjour");
  await cpe.getByLabel("Chercher par nom").fill("azoulay");
  await cpe.locator("noscript > button[value=SEARCH]").click();
  await cpe.getByRole("checkbox", { name: "Adam Azoulay Élève" }).check();
  await cpe.getByLabel("Message", { exact: true }).fill("Passe me voir.");
  await cpe.getByRole("button", { name: "Envoyer" }).click();
  await expect(cpe.getByText("Message remis.")).toBeVisible();
  await expect(cpe.getByRole("heading", { level: 1 })).toHaveText("Bonjour");
});
