import { expect, test } from "@/tests/e2e/fixtures";
import { expectAccessible } from "@/tests/e2e/support/axe";
import { aPdf } from "@/tests/e2e/support/lesson";

/** A text of several parts, so that it can be cut in the middle. */
function aText(name: string, bytes: number) {
  return { name, mimeType: "text/plain", buffer: Buffer.from("Une ligne de texte.\n".repeat(bytes / 20)) };
}

test("a pupil tidies its own space: folder, upload, rename, move, trash and back", async ({ openAs, school }) => {
  const page = await openAs(school.people.alice.login);
  await page.goto("/documents");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Ton espace" }).click();
  await expect(page.getByText("Cet espace est vide")).toBeVisible();

  await page.getByText("Nouveau dossier").click();
  await page.getByLabel("Nom du dossier").fill("Exposé");
  await page.getByRole("button", { name: "Créer le dossier" }).click();
  await expect(page.getByRole("link", { name: "Exposé" })).toBeVisible();
  // Taken: what was typed stays.
  await page.getByLabel("Nom du dossier").fill("exposé");
  await page.getByRole("button", { name: "Créer le dossier" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Un dossier porte déjà ce nom ici." })).toBeVisible();
  await expect(page.getByLabel("Nom du dossier")).toHaveValue("exposé");

  await page.getByLabel("Ajouter des fichiers").setInputFiles([aPdf("plan.pdf"), aPdf("carte.pdf")]);
  await expect(page.getByRole("link", { name: "plan.pdf", exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "carte.pdf", exact: true })).toBeVisible();
  await page.getByLabel("Ajouter des fichiers").setInputFiles(aPdf("virus.exe"));
  await expect(page.getByRole("alert").filter({ hasText: "Ce type de fichier n’est pas accepté." })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "plan.pdf", exact: true }).click();
  await page.getByLabel("Nom du document").fill("Plan de l’exposé");
  await page.getByRole("button", { name: "Renommer" }).click();
  await expect(page.getByRole("heading", { name: "Plan de l’exposé.pdf" })).toBeVisible();
  await page.getByRole("button", { name: "Déplacer" }).click();
  await expect(page.getByRole("navigation", { name: "Fil d’Ariane" })).toContainText("Exposé");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Mettre à la corbeille" }).click();
  await expect(page.getByText("Le document est dans la corbeille.")).toBeVisible();
  await page.getByRole("button", { name: "Annuler la suppression du document" }).click();
  await expect(page.getByText("Le document a repris sa place.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Plan de l’exposé.pdf", exact: true })).toBeVisible();

  await page.getByText("Gérer ce dossier").click();
  await page.getByRole("button", { name: "Mettre à la corbeille" }).click();
  await expect(page.getByText("Le dossier est dans la corbeille.")).toBeVisible();
  await page.getByRole("link", { name: "Corbeille" }).click();
  await expect(page.getByRole("list", { name: "Corbeille" })).toContainText("Exposé");
  await expectAccessible(page);
  await page.getByText("Vider la corbeille…").click();
  await page.getByRole("button", { name: "Vider la corbeille" }).click();
  await expect(page.getByText("La corbeille est vide")).toBeVisible();
});

test.describe("with a network that goes away", () => {
  test.use({ expectedErrors: [/ERR_FAILED|ERR_INTERNET_DISCONNECTED|Failed to load resource/] });

  test("an upload goes on where it stopped", async ({ openAs, school }) => {
    const page = await openAs(school.people.adam.login);
    await page.goto(`/documents/${school.people.adam.id}`);
    let cuts = 2;
    const offsets: string[] = [];
    await page.route("**/api/documents/files/*?debut=*", async (route) => {
      const offset = new URL(route.request().url()).searchParams.get("debut") ?? "";
      if (offset !== "0" && cuts > 0) {
        cuts -= 1;
        await route.abort("internetdisconnected");
        return;
      }
      offsets.push(offset);
      await route.continue();
    });
    await page.getByLabel("Ajouter des fichiers").setInputFiles(aText("roman.txt", 5_000_000));
    await expect(page.getByRole("link", { name: "roman.txt", exact: true })).toBeVisible({ timeout: 30_000 });
    // Each part left once, although two were cut.
    expect(offsets).toEqual(["0", "2000000", "4000000"]);
  });
});

test.describe("across persons", () => {
  test.use({ expectedErrors: [/404/] });

  test("a teacher gives a document to the class, and shows another one", async ({ openAs, school }) => {
    const { people, groups } = school;
    const page = await openAs(people.mathsTeacher.login);
    await page.goto(`/documents/${groups.sixA.id}`);
    await page.getByLabel("Ajouter des fichiers").setInputFiles(aPdf("chapitre.pdf"));
    await expect(page.getByRole("link", { name: "chapitre.pdf", exact: true })).toBeVisible();
    await page.goto(`/documents/${people.mathsTeacher.id}`);
    await page.getByLabel("Ajouter des fichiers").setInputFiles(aPdf("défi.pdf"));
    await page.getByRole("link", { name: "défi.pdf", exact: true }).click();
    await page.getByLabel("Avec").selectOption({ label: "6A" });
    await page.getByRole("button", { name: "Partager" }).click();
    await expect(page.getByRole("list", { name: "Partagé avec" })).toContainText("6A");
    await expectAccessible(page);
    await page.goto(`/documents/${people.mathsTeacher.id}`);
    await page.getByText("Nouveau dossier").click();
    await page.getByLabel("Nom du dossier").fill("Révisions");
    await page.getByRole("button", { name: "Créer le dossier" }).click();
    await page.getByRole("link", { name: "Révisions" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Révisions" })).toBeVisible();
    await page.getByText("Partager ce dossier").click();
    await page.getByLabel("Avec").selectOption({ label: "6A" });
    await page.getByRole("button", { name: "Partager", exact: true }).click();
    await expect(page.getByRole("list", { name: "Partagé avec" })).toContainText("6A");
    await page.getByLabel("Ajouter des fichiers").setInputFiles(aPdf("fiche.pdf"));
    await expect(page.getByRole("link", { name: "fiche.pdf", exact: true })).toBeVisible();
    await expectAccessible(page);
    const folder = page.url();

    const pupil = await openAs(people.alice.login);
    await expect(pupil.getByRole("region", { name: "Nouveaux documents" })).toContainText("chapitre.pdf");
    await pupil.goto("/documents");
    await expect(pupil.getByRole("list", { name: "Documents partagés" })).toContainText("défi.pdf");
    await pupil.getByRole("list", { name: "Documents partagés" }).getByRole("link", { name: "Révisions" }).click();
    await expect(pupil.getByRole("link", { name: "fiche.pdf", exact: true })).toBeVisible();
    await expect(pupil.getByText("en lecture seule")).toBeVisible();
    await pupil.goto("/documents");
    await pupil.getByRole("link", { name: "chapitre.pdf", exact: true }).click();
    await expect(pupil.getByRole("heading", { name: "chapitre.pdf" })).toBeVisible();
    await expect(pupil.getByRole("button", { name: "Renommer" })).toBeHidden();
    await expectAccessible(pupil);
    const shown = pupil.url();

    const stranger = await openAs(people.basile.login);
    for (const address of [shown, folder, `/documents/${groups.sixA.id}`, `/documents/${people.mathsTeacher.id}`]) {
      const response = await stranger.goto(address);
      expect(response?.status(), address).toBe(404);
    }
  });
});

test("without script, a file is sent, a folder made and a document moved by plain forms", async ({
  openAs,
  school,
}) => {
  const page = await openAs(school.people.cpe.login, { javaScriptEnabled: false });
  await page.goto(`/documents/${school.people.cpe.id}`);
  await page.getByLabel("Ajouter des fichiers").setInputFiles(aPdf("note.pdf"));
  await page.getByRole("button", { name: "Envoyer" }).click();
  await expect(page.getByText("Le fichier est ajouté.")).toBeVisible();
  await page.getByText("Nouveau dossier").click();
  await page.getByLabel("Nom du dossier").fill("Notes");
  await page.getByRole("button", { name: "Créer le dossier" }).click();
  await expect(page.getByRole("main").getByRole("link", { name: "Notes" })).toBeVisible();
  await page.getByRole("link", { name: "note.pdf", exact: true }).click();
  await page.getByRole("button", { name: "Déplacer" }).click();
  await expect(page.getByRole("navigation", { name: "Fil d’Ariane" })).toContainText("Notes");
});
