import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";

test(
  "the head lends the activation to the secretary, who prints codes and opens nothing else",
  { tag: "@desktop" },
  async ({ openAs, school }) => {
    const { head, secretary } = school.people;
    const page = await openAs(head.login);
    await page.goto("/comptes/droits");
    await page.getByLabel("À qui").selectOption({ label: "SIMON Sophie" });
    await page.getByRole("radio", { name: /^Activation/ }).check();
    await page.getByLabel("Jusqu’au (compris)").fill("2026-12-18");
    await page.getByLabel("Pourquoi").fill("Feuilles des familles");
    await page.getByRole("button", { name: "Déléguer ce droit" }).click();
    const row = page.getByRole("listitem").filter({ hasText: "Feuilles des familles" });
    await expect(row.getByText("En cours")).toBeVisible();
    await expectAccessible(page);

    const office = await openAs(secretary.login);
    await office.goto("/comptes");
    await expect(office.getByRole("heading", { level: 1, name: "Activation" })).toBeVisible();
    for (const address of ["/comptes/droits", "/comptes/imports", "/comptes/etablissement", "/comptes/remplacements"]) {
      expect([address, (await office.request.get(address)).status()]).toEqual([address, 404]);
    }

    await row.getByRole("button", { name: /^Mettre fin/ }).click();
    await expect(row.getByText("Terminée")).toBeVisible();
    expect((await office.request.get("/comptes/activation")).status()).toBe(404);
  },
);

test(
  "the administrator sees the portal as a parent, read only and marked, and comes back",
  { tag: "@desktop" },
  async ({ openAs, school }) => {
    const { admin, aliceGuardian1 } = school.people;
    const page = await openAs(admin.login);
    await page.goto(`/comptes/personnes/${aliceGuardian1.id}`);
    await page.getByRole("button", { name: "Voir le portail comme cette personne" }).click();
    await page.waitForURL(/\/accueil/);
    const banner = page.getByRole("region", { name: "Vue d’une autre personne" });
    await expect(banner).toContainText("Gaëlle Aubert");
    await expect(page.getByRole("link", { name: "Messagerie" })).toHaveCount(0);
    await expectAccessible(page);
    expect((await page.request.get("/messagerie")).status()).toBe(404);
    expect((await page.request.get("/compte")).status()).toBe(404);
    await page.goto("/cahier-de-texte");
    await expect(banner).toBeVisible();
    await banner.getByRole("button", { name: "Revenir à mon compte" }).click();
    await page.waitForURL(/\/comptes\/personnes\//);
    await expect(banner).toHaveCount(0);
    await expect(page.getByText("a cessé de voir le portail comme cette personne")).toBeVisible();
  },
);
