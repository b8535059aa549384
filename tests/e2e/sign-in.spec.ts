import { demoAccounts } from "@/prisma/demo/accounts";
import { expect, signIn, test } from "@/tests/e2e/fixtures";

const NEW_PASSWORD = "trottoir mauve caillou neige";

test("a wrong password keeps the login that was typed and tells nothing about the account", async ({
  page,
  school,
}) => {
  await page.goto("/connexion");
  for (const login of [school.people.alice.login, "personne.inconnue"]) {
    await page.getByLabel("Identifiant").fill(login);
    await page.getByLabel("Mot de passe", { exact: true }).fill("pas le bon du tout");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Identifiant ou mot de passe incorrect." })).toBeVisible();
    await expect(page.getByLabel("Identifiant")).toHaveValue(login);
    await expect(page.getByLabel("Mot de passe", { exact: true })).toHaveValue("");
  }
});

test("who fails again and again must wait, and the account's own browser comes in all the same", async ({
  openAs,
  page,
  school,
}) => {
  const { login } = school.people.mathsTeacher;
  const own = await openAs(login);
  await own.context().clearCookies({ name: /session/ });

  await page.goto("/connexion");
  const alert = page.getByRole("alert").filter({ hasText: /incorrect|Trop de tentatives/ });
  await expect(async () => {
    await page.getByLabel("Identifiant").fill(login);
    await page.getByLabel("Mot de passe", { exact: true }).fill("pas le bon du tout");
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await answer;
    await expect(alert).toContainText(/Trop de tentatives\. Réessayez dans/, { timeout: 500 });
  }).toPass({ intervals: [0], timeout: 40_000 });

  await signIn(own, login);
  await expect(own).toHaveURL(/\/accueil/);
});

test("after signing in one is back where one was heading", async ({ page, school }) => {
  await page.goto("/cahier-de-texte");
  await expect(page).toHaveURL(/\/connexion\?retour=/);
  await page.getByLabel("Identifiant").fill(school.people.alice.login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(demoAccounts()[0]?.password ?? "");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await expect(page).toHaveURL(/\/cahier-de-texte$/);
});

test("a person of the demo comes in by one press, and goes out", async ({ page }) => {
  const [first] = demoAccounts();
  await page.goto("/connexion");
  await page.getByRole("button", { name: first?.label ?? "" }).click();
  await expect(page).toHaveURL(/\/accueil/);
  await page.locator("summary").filter({ hasText: "mon menu" }).click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(page).toHaveURL(/\/connexion$/);
  await page.goBack();
  await page.reload();
  await expect(page).toHaveURL(/\/connexion/);
});

test("signing the other devices out is effective at their next request", async ({ openAs, school }) => {
  const { login } = school.people.alice;
  const [mine, other] = [await openAs(login), await openAs(login)];
  await mine.goto("/compte");
  const devices = mine.getByRole("region", { name: "Mes appareils" });
  await expect(devices.getByRole("listitem")).toHaveCount(2);
  await devices.getByRole("button", { name: "Déconnecter les autres appareils" }).click();
  await expect(devices.getByRole("listitem")).toHaveCount(1);
  await expect(devices.getByText("Cet appareil")).toBeVisible();

  await other.goto("/cahier-de-texte");
  await expect(other).toHaveURL(/\/connexion/);
  await mine.goto("/accueil");
  await expect(mine).toHaveURL(/\/accueil$/);
});

test("a printed code opens a first account, once", async ({ openContext, page, school }) => {
  const { activation } = school.codes;
  await page.goto("/connexion");
  await page.getByRole("link", { name: "J’ai reçu une feuille avec un code" }).click();
  await page.getByLabel("Code de votre feuille").fill(activation.toLowerCase().replace(/(.{4})(?=.)/g, "$1 "));
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Bonjour Noé Nouvel" })).toBeVisible();

  const create = page.getByRole("region", { name: "Je crée mon compte" });
  const login = await create.getByLabel("Identifiant").inputValue();
  expect(login).toMatch(/^noe\.nouvel/);
  await create.getByLabel("Mot de passe", { exact: true }).fill("123456789012");
  await create.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(create.getByRole("alert").first()).toContainText("trop facile à deviner");
  await create.getByLabel("Mot de passe", { exact: true }).fill(NEW_PASSWORD);
  await create.getByRole("button", { name: "Créer mon compte" }).click();
  await expect(page).toHaveURL(/\/accueil/);

  const elsewhere = await (await openContext()).newPage();
  await signIn(elsewhere, login, NEW_PASSWORD);
  await elsewhere.goto("/activation");
  await elsewhere.getByLabel("Code de votre feuille").fill(activation);
  await elsewhere.getByRole("button", { name: "Continuer" }).click();
  await expect(elsewhere.getByRole("alert").first()).toContainText("Ce code n’est pas valable, ou ne l’est plus.");
});

test("a code printed for a forgotten password sets a new one and signs every device out", async ({
  openAs,
  page,
  school,
}) => {
  const { login } = school.people.basile;
  const lost = await openAs(login);
  await page.goto("/mot-de-passe/oublie");
  await page.getByRole("link", { name: "saisissez son code" }).click();
  await page.getByLabel("Code de votre feuille").fill(school.codes.reset);
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByText(login)).toBeVisible();
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Enregistrer et me connecter" }).click();
  await expect(page).toHaveURL(/\/accueil/);

  await lost.goto("/accueil");
  await expect(lost).toHaveURL(/\/connexion/);
  await signIn(lost, login, NEW_PASSWORD);
});

test("reading comfort applies at once and stays on the device, signed in or not", async ({ page, school }) => {
  await page.goto("/confort");
  const html = page.locator("html");
  await page.getByRole("radio", { name: "Grande", exact: true }).check();
  await page.getByRole("radio", { name: "OpenDyslexic" }).check();
  await page.getByRole("radio", { name: "Sombre" }).check();
  await expect(html).toHaveAttribute("data-size", "115");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByText("C’est enregistré sur cet appareil.")).toBeVisible();

  await signIn(page, school.people.alice.login);
  await page.reload();
  await expect(html).toHaveAttribute("data-size", "115");
  await expect(html).toHaveAttribute("data-font", "opendyslexic");
  await expect(html).toHaveAttribute("data-theme", "dark");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("signing in works, mistakes included", async ({ page, school }) => {
    const { login } = school.people.alice;
    await page.goto("/connexion");
    await page.getByLabel("Identifiant").fill(login);
    await page.getByLabel("Mot de passe", { exact: true }).fill("pas le bon du tout");
    await page.getByRole("button", { name: "Se connecter" }).click();
    await expect(page.getByText("Identifiant ou mot de passe incorrect.")).toBeVisible();
    await expect(page.getByLabel("Identifiant")).toHaveValue(login);
    await signIn(page, login);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
});
