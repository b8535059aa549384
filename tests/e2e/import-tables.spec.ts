import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";

test(
  "a head says what the columns of a table are, decides who a namesake is, and reads what would enter",
  { tag: "@desktop" },
  async ({ openAs, school }) => {
    const page = await openAs(school.people.head.login);
    await page.goto("/comptes/imports");
    const rows = ["NOM;Prénom;Né(e) le;Classe", "NOUVELLE;Ana;4/3/2015;6A"];
    const send = async (lines: readonly string[]): Promise<void> => {
      const file = { name: "liste.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
      await page.getByLabel("Fichiers", { exact: true }).setInputFiles(file);
      await page.getByRole("button", { name: "Lire ces fichiers" }).click();
      await expect(page).toHaveURL(/\/comptes\/imports\/[0-9a-f-]{36}/);
    };
    await send(rows);
    await expect(page.getByRole("heading", { name: "Les colonnes de votre tableau" })).toBeVisible();
    await expect(page.getByLabel("La colonne NOM est")).toHaveValue("lastName");
    await expectAccessible(page);

    // What is missing is said beside the table, and what was chosen stays.
    await page.getByLabel("La colonne Né(e) le est").selectOption("");
    await page.getByLabel("La colonne Classe est").selectOption("");
    await page.getByRole("button", { name: "Lire avec ces colonnes" }).click();
    await expect(page.getByText("Pour des élèves, il faut au moins").last()).toBeVisible();
    await expect(page.getByLabel("La colonne Classe est")).toHaveValue("");
    await page.getByLabel("La colonne Né(e) le est").selectOption("birthDate");
    await page.getByLabel("La colonne Classe est").selectOption("division");
    await page.getByRole("button", { name: "Lire avec ces colonnes" }).click();
    await expect(page.getByText("Voici ce que ces fichiers changeraient")).toBeVisible();
    await page.getByRole("button", { name: "Appliquer cet import" }).click();
    await expect(page.getByText("Vous pouvez annuler le tout")).toBeVisible();

    // The same headers are read at once; a name without a birth date is a question.
    await page.goto("/comptes/imports");
    await send([rows[0] ?? "", "NOUVELLE;Ana;;6B", "AUTRE;Max;6/3/2015;6A"]);
    const question = page.getByRole("group", { name: /NOUVELLE Ana/ });
    await expect(question.getByRole("radio", { name: "Décider plus tard" })).toBeChecked();
    await expect(page.getByRole("link", { name: "1 fiche reste à décider" })).toBeVisible();
    await expectAccessible(page);
    await question.getByRole("radio", { name: /C’est cette personne/ }).check();
    await page.getByRole("button", { name: "Enregistrer ces réponses" }).click();
    await expect(page.getByText("Tout est décidé.")).toBeVisible();
    await expect(question.getByRole("radio", { name: /C’est cette personne/ })).toBeChecked();
  },
);
