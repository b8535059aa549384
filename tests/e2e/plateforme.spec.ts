import { uaiCheckLetter } from "@/lib/imports/uai";
import { PLATFORM_ACCOUNT } from "@/prisma/demo/accounts";
import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { expectAbsent } from "@/tests/e2e/support/visits";

test("to the people of a school it looks absent", { tag: "@desktop" }, async ({ enterAs, school }) => {
  const { people } = school;
  const addresses = ["/plateforme", "/plateforme/annuaire", `/plateforme/etablissements/${school.school.schoolId}`];
  await expectAbsent(enterAs, [
    [people.head.login, addresses],
    [people.admin.login, addresses],
    [people.mathsTeacher.login, ["/plateforme"]],
    [people.aliceGuardian1.login, ["/plateforme"]],
  ]);
});

test(
  "an administrator of the platform creates a school and prepares its head, whose code is recognised",
  { tag: "@desktop" },
  async ({ page, openContext }) => {
    const digits = `095${String(Math.floor(Math.random() * 10_000)).padStart(4, "0")}`;
    const name = `Collège ${digits}`;
    await page.goto("/connexion");
    await page.getByRole("button", { name: PLATFORM_ACCOUNT.label }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Établissements" })).toBeVisible();

    await test.step("the school, whose UAI is checked first", async () => {
      await page.goto("/plateforme/etablissements/nouveau");
      await page.getByLabel("UAI", { exact: true }).fill(`${digits}I`);
      await page.getByLabel("Nom de l’établissement").fill(name);
      await page.getByLabel("Commune").fill("Pontoise");
      await page.getByRole("button", { name: "Créer l’établissement" }).click();
      await expect(page.getByText(/vérifiez l’UAI/).first()).toBeVisible();
      await expect(page.getByLabel("Commune")).toHaveValue("Pontoise");
      await page.getByLabel("UAI", { exact: true }).fill(digits + uaiCheckLetter(digits));
      await page.getByRole("button", { name: "Créer l’établissement" }).click();
      await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
    });

    const code = await test.step("its head, and a code", async () => {
      await page.getByLabel("Prénom").fill("Ada");
      await page.getByLabel("Nom", { exact: true }).fill("Première");
      await page.getByRole("button", { name: "Préparer ce compte" }).click();
      await expect(page.getByText("affiché une seule fois")).toBeVisible();
      await expectAccessible(page);
      return page.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent();
    });

    await test.step("an organisation that can be renamed", async () => {
      await page.goto("/plateforme/organisations");
      await page.getByText("Renommer ou déplacer").first().click();
      await expect(page.getByRole("button", { name: /^Enregistrer / }).first()).toBeVisible();
    });

    await test.step("who holds the code is awaited", async () => {
      const other = await (await openContext()).newPage();
      await other.goto("/activation");
      await other
        .getByLabel(/code/i)
        .first()
        .fill(code ?? "");
      await other.getByRole("button", { name: "Continuer" }).click();
      await expect(other.getByRole("heading", { level: 1, name: "Bonjour Ada Première" })).toBeVisible();
    });
  },
);
