import { expect, test } from "@/tests/e2e/fixtures";

test.use({ javaScriptEnabled: false });

test("a pupil reads and ticks, a parent follows, a teacher reads", async ({ openAs, school }) => {
  const { people, sessions } = school;
  const off = { javaScriptEnabled: false };
  const pupil = await openAs(people.alice.login, off);
  await pupil.getByRole("navigation", { name: "Modules" }).getByRole("link", { name: "Cahier de texte" }).click();
  const homework = pupil.getByRole("listitem").filter({ hasText: "Mathématiques" });
  const tick = homework.getByRole("button", { name: /^Fait/ });
  await expect(tick).toHaveAttribute("aria-pressed", "false");
  await tick.click();
  await expect(tick).toHaveAttribute("aria-pressed", "true");
  await expect(pupil).toHaveURL(/\/cahier-de-texte/);

  const parent = await openAs(people.aliceGuardian2.login, off);
  await parent.goto("/cahier-de-texte");
  const seen = parent.getByRole("listitem").filter({ hasText: "Mathématiques" });
  await expect(seen.getByText("Alice\u202F: fait")).toBeVisible();

  await tick.click();
  await expect(tick).toHaveAttribute("aria-pressed", "false");

  const teacher = await openAs(people.mathsTeacher.login, off);
  await teacher.goto(`/cahier-de-texte/seances/${sessions.maths6A.id}`);
  // Playwright reads no text in a noscript element, shown or not.
  const notice = teacher.locator("noscript > *");
  await expect(notice).toBeVisible();
  expect(await notice.innerHTML()).toContain("activez JavaScript dans votre navigateur");
  await expect(teacher.getByText("Correction des exercices.")).toBeVisible();
});

test("the menu opens and signs out", async ({ openAs, school }) => {
  const page = await openAs(school.people.alice.login, { javaScriptEnabled: false });
  await page.locator("summary").filter({ hasText: "mon menu" }).click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page).toHaveURL(/\/connexion$/);
  await page.goto("/accueil");
  await expect(page).toHaveURL(/\/connexion/);
});
