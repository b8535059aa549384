import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/prisma/demo/accounts";
import { stepOf, totpCode } from "@/lib/auth/totp";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { FROZEN_CLOCK } from "@/tests/setup/clock";
import { Temporal } from "temporal-polyfill";

/** What an application computes from the key that the page spells. */
async function codesOf(page: Page): Promise<(ahead: number) => string> {
  const spelled = (await page.locator(".factor-secret").innerText()).replaceAll(/\s/g, "");
  const bits = Array.from(spelled, (letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  ).join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = stepOf(Temporal.Instant.from(FROZEN_CLOCK));
  return (ahead) => totpCode(secret, step + ahead);
}

async function givePassword(page: Page, login: string): Promise<void> {
  await page.goto("/connexion");
  await page.getByLabel("Identifiant").fill(login);
  await page.getByLabel("Mot de passe", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

test("@desktop a head protects the account before anything opens, and shows the second factor from then on", async ({
  openContext,
  page,
  school,
}) => {
  const { login } = school.strictHead;
  await givePassword(page, login);
  await expect(page).toHaveURL(/\/connexion\/protection$/);
  await expectAccessible(page);
  await page.goto("/comptes");
  await expect(page).toHaveURL(/\/connexion\/protection\?retour=/);

  await page.getByRole("button", { name: "Afficher le code à scanner" }).click();
  await expect(page.getByRole("img", { name: /Code à scanner/ })).toBeVisible();
  await expectAccessible(page);
  const code = await codesOf(page);
  await page.getByLabel("Code à six chiffres").fill(code(0));
  await page.getByRole("button", { name: /^Activer/ }).click();
  await expect(page.locator(".recovery-list > li")).toHaveCount(10);
  await expectAccessible(page);
  const [recovery = ""] = await page.locator(".recovery-list > li").allInnerTexts();
  await page.getByRole("link", { name: "J’ai gardé mes codes" }).click();
  await expect(page).toHaveURL(/\/comptes$/);

  const other = await (await openContext()).newPage();
  await givePassword(other, login);
  await expect(other).toHaveURL(/\/connexion\/verification$/);
  await expectAccessible(other);
  await other.getByLabel("Code de vérification").fill(code(0));
  await other.getByRole("button", { name: "Continuer" }).click();
  await expect(other.getByRole("alert").first()).toContainText("Ce code n’est pas le bon, ou il a déjà servi");
  await other.getByLabel("Code de vérification").fill(recovery);
  await other.getByRole("button", { name: "Continuer" }).click();
  await expect(other).toHaveURL(/\/accueil$/);
});

test("@desktop a passkey opens the second step", async ({ openAs, school }) => {
  const { login } = school.people.mathsTeacher;
  const page = await openAs(login);
  const browser = await page.context().newCDPSession(page);
  await browser.send("WebAuthn.enable");
  await browser.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  await page.goto("/compte/double-verification");
  const key = page.getByRole("region", { name: "Une clé d’accès" });
  await key.getByLabel("Mot de passe actuel", { exact: true }).fill(DEMO_PASSWORD);
  await key.getByRole("button", { name: "Créer une clé d’accès" }).click();
  await expect(page.locator(".recovery-list > li")).toHaveCount(10);

  await page.context().clearCookies({ name: /session/ });
  await givePassword(page, login);
  await expect(page).toHaveURL(/\/connexion\/verification$/);
  await page.getByRole("button", { name: "Utiliser ma clé d’accès" }).click();
  await expect(page).toHaveURL(/\/accueil$/);
  await page.goto("/compte");
  await expect(page.getByRole("region", { name: "Sécurité" })).toContainText("Clé d’accès");
});

test("a parent who already has an account adds the second school to it, by the sheet of its code", async ({
  page,
  school,
}, testInfo) => {
  test.skip(testInfo.project.name !== "phone", "a journey of phones");
  const { login } = school.people.aliceGuardian1;
  await page.goto(`/activation#${school.codes.elsewhere}`);
  await expect(page.getByLabel("Code de votre feuille")).not.toHaveValue("");
  await page.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Bonjour Gaëlle/ })).toBeVisible();
  await page.getByRole("link", { name: "J’ai déjà un compte" }).click();
  const link = page.getByRole("region", { name: "J’ai déjà un compte" });
  await expect(link).toBeInViewport();
  await expectAccessible(page);
  await link.getByLabel("Identifiant").fill(login);
  await link.getByLabel("Mot de passe", { exact: true }).fill(DEMO_PASSWORD);
  await link.getByRole("button", { name: "Ajouter à ce compte" }).click();
  await expect(page).toHaveURL(/\/accueil/);
  await page.goto("/compte");
  const profiles = page.getByRole("region", { name: "Mes profils" });
  await expect(profiles).toContainText("École des Lilas");
  await expect(profiles).toContainText("Collège Jeanne-Barret");
});
