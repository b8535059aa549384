import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";

test("Ctrl K finds a lesson, a class and a page by keyboard alone", async ({ openAs, school }) => {
  const page = await openAs(school.people.frenchTeacher.login);
  const panel = page.getByRole("dialog", { name: "Rechercher" });
  const field = panel.getByRole("searchbox", { name: "Que cherchez-vous ?" });
  // Nothing listens to a key before the page is ready.
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(field).toBeFocused({ timeout: 500 });
  }).toPass();

  await page.keyboard.type("EXERCÏCES 52");
  await expect(panel.locator("[aria-live]")).toContainText("résultats");
  const first = panel.getByRole("link").first();
  await expectAccessible(page);
  await page.keyboard.press("ArrowDown");
  await expect(first).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(panel).toBeHidden();
  await expect(page).toHaveURL(/\/cahier-de-texte\/seances\//);

  await page.keyboard.press("Control+k");
  await expect(field).toHaveValue("");
  await page.keyboard.type("zzzz");
  await expect(panel).toContainText("Rien ne correspond à « zzzz ».");
  await page.keyboard.press("Escape");
  await expect(panel).toBeHidden();

  await page.getByRole("link", { name: "Rechercher" }).click();
  await field.fill("confort");
  await panel.getByRole("link", { name: "Confort de lecture" }).click();
  await expect(page).toHaveURL(/\/confort/);
});

test("the head finds a person and the page of the codes; a teacher finds neither", async ({ openAs, school }) => {
  const { head, alice, frenchTeacher } = school.people;
  const page = await openAs(head.login);
  await page.goto(`/recherche?mots=${encodeURIComponent(alice.lastName)}`);
  await page.getByRole("main").getByRole("link", { name: alice.firstName }).first().click();
  await expect(page).toHaveURL(/\/comptes\/personnes\//);
  await page.goto("/recherche?mots=codes");
  await expect(page.getByRole("main").getByRole("link", { name: "Activation des comptes" })).toBeVisible();

  const other = await openAs(frenchTeacher.login);
  await other.goto(`/recherche?mots=${encodeURIComponent(alice.lastName)}`);
  await expect(other.getByRole("heading", { name: "Personnes" })).toHaveCount(0);
});

test("a guardian of two schools finds in both, and nothing of others’ children", async ({ openAs, school }) => {
  const page = await openAs(school.people.aliceGuardian1.login);
  await page.goto("/recherche?mots=exercices");
  await expect(page.getByRole("main")).toContainText("6A");
  await expect(page.getByRole("main")).toContainText("CM2");
  await expect(page.getByRole("main")).not.toContainText("6B");
});

test("without JavaScript, search is a page", async ({ openAs, school }) => {
  const page = await openAs(school.people.alice.login, { javaScriptEnabled: false });
  await page.getByRole("link", { name: "Rechercher" }).click();
  await page.getByRole("searchbox", { name: "Que cherchez-vous ?" }).fill("exercices");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("heading", { name: "Travail à faire" })).toBeVisible();
  await page
    .getByRole("main")
    .getByRole("link", { name: /exercices/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/cahier-de-texte\/seances\//);
});
