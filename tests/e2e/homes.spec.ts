import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";

// The first pages of families: what now, and one gesture from there. What each page holds, pages.spec.ts looks at.

/** Nothing for axe to say, and nothing beyond the edge of the screen. */
async function expectFine(page: Page): Promise<void> {
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, page.url()).toBeLessThanOrEqual(0);
}

test("a parent: what awaits an answer, then each child, one gesture from its pages and teachers", async ({
  openAs,
  school,
}) => {
  const { people } = school;
  const page = await openAs(people.aliceGuardian2.login);
  const card = page.getByRole("group", { name: "Alice" });
  await test.step("first what is to be justified and confirmed", async () => {
    await expect(page.getByRole("link", { name: "Justifier pour Alice" })).toBeVisible();
    const first = await page.getByRole("main").getByRole("heading", { level: 2 }).first().textContent();
    expect(first).toBe("À justifier");
    await expectFine(page);
    await page
      .getByRole("region", { name: "À lire et confirmer" })
      .getByRole("link", { name: "Sortie de la 6A" })
      .click();
    await page.getByRole("button", { name: "J’ai lu" }).click();
    await expect(page.getByText(/Lecture confirmée/)).toBeVisible();
    await page.goto("/accueil");
    await expect(card).toBeVisible();
    await expect(page.getByRole("region", { name: "À lire et confirmer" })).toHaveCount(0);
  });
  await test.step("level 2 goes to absences, not to results", async () => {
    await expect(card.getByRole("link", { name: /^Notes/ })).toHaveCount(0);
    await card.getByRole("link", { name: "Absences d’Alice" }).click();
    await expect(page).toHaveURL(new RegExp(`/absences#enfant-${people.alice.id}`));
    await expect(page.getByRole("heading", { level: 1, name: "Absences" })).toBeVisible();
  });
  await test.step("and writes to the teachers, who are chosen already", async () => {
    await page.goto("/accueil");
    await card.getByRole("link", { name: "Écrire aux professeurs d’Alice" }).click();
    await expect(page.getByRole("list", { name: "Destinataires choisis" })).toContainText("Équipe d’Alice");
    await expectFine(page);
  });
});

test("a pupil: the next lesson with what changed, the rest of the day on demand, homework ticked from there", async ({
  openAs,
  school,
}) => {
  const { people, sessions } = school;
  const cpe = await openAs(people.cpe.login);
  await cpe.goto(`/emploi-du-temps/seances/${sessions.french6A.id}`);
  await cpe.getByRole("button", { name: "Annuler la séance" }).click();
  await expect(cpe.getByRole("button", { name: "Rétablir la séance" })).toBeVisible();

  const page = await openAs(people.alice.login);
  const lessons = page.getByRole("region", { name: "Tes cours" });
  await expect(lessons.getByText("En ce moment")).toBeVisible();
  await expect(lessons.getByRole("list", { name: /ce qui change/ })).toContainText("Français");
  const usual = lessons.getByRole("listitem").filter({ hasText: "Latin" });
  const fold = lessons.locator("summary");
  if (await fold.isVisible()) {
    await expect(usual).toBeHidden();
    await fold.click();
  }
  await expect(usual).toBeVisible();
  await expectFine(page);

  const homework = page.getByRole("region", { name: "Ton travail à faire" }).getByRole("listitem");
  const tick = homework.filter({ hasText: "Mathématiques" }).getByRole("button", { name: /^Fait/ });
  await tick.click();
  await expect(tick).toHaveAttribute("aria-pressed", "true");
  await homework.getByRole("link", { name: "Mathématiques" }).click();
  await expect(page).toHaveURL(/\/cahier-de-texte.*#travail-/);
});

test(
  "a message reaches an open mailbox; a parent who follows no pupil any more reads, and answers no more",
  { tag: "@desktop" },
  async ({ openAs, school }) => {
    const { people } = school;
    const parent = await openAs(people.aliceGuardian2.login);
    const listening = parent.waitForRequest(
      (request) => request.url().endsWith("/api/live") && request.frame().url().includes("/messagerie"),
    );
    await parent.goto("/messagerie");
    await listening;
    const teacher = await openAs(people.mathsTeacher.login);
    await teacher.goto(`/messagerie/nouveau?pour=person:${people.aliceGuardian2.id}`);
    await teacher.getByLabel("Objet").fill("Rendez-vous");
    await teacher.getByRole("textbox", { name: "Message" }).fill("Bonjour, voici une date.");
    await teacher.getByRole("button", { name: "Envoyer" }).click();
    await expect(teacher.getByText("Message remis.")).toBeVisible();
    await expect(parent.getByRole("listitem").filter({ hasText: "Rendez-vous" })).toBeVisible();
    await expect(parent.getByText(/2\snon lus/)).toBeVisible();

    const former = await openAs(people.aliceFormerGuardian.login);
    await former.goto(`/messagerie/${school.formerMail.threadId}`);
    await expect(former.getByText("Vous ne pouvez plus répondre.")).toBeVisible();
    await expect(former.getByRole("button", { name: "Envoyer" })).toHaveCount(0);
    await expectFine(former);
  },
);
