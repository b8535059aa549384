import { expect, type Locator, type Page } from "@playwright/test";

// The gestures of a teacher on the page of a lesson, by what is read there.

/** The part of the page where the lesson's content is written. */
export function contentOf(page: Page): Locator {
  return page.getByRole("region", { name: "Contenu de la séance" });
}

/** The part of the page where homework is given. */
export function homeworkOf(page: Page): Locator {
  return page.getByRole("region", { name: "Travail donné dans cette séance" });
}

/** Writes over what the editor of this part holds. */
export async function write(part: Locator, label: string, text: string): Promise<void> {
  const editor = part.getByRole("textbox", { name: label });
  await editor.fill(text);
  await expect(editor).toContainText(text);
}

/** Saves the lesson and waits until it is said to be saved. */
export async function saveLesson(page: Page): Promise<void> {
  const content = contentOf(page);
  await content.getByRole("button", { name: "Enregistrer la séance" }).click();
  await expect(content.getByText("Enregistré à")).toBeVisible();
}

/** A PDF as small as one can be recognised. */
export function aPdf(name: string): { name: string; mimeType: string; buffer: Buffer } {
  return {
    name,
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"),
  };
}

/** Homework to give; what is left out keeps what the form proposes. */
export interface Given {
  text: string;
  /** As the form says it: «lun. 23 nov.». */
  dueOn?: string;
  minutes?: string;
  /** «Azoulay Adam»: nobody else. */
  pupil?: string;
  file?: string;
}

/** Gives homework in the lesson that is open. */
export async function give(page: Page, { text, dueOn, minutes, pupil, file }: Given): Promise<void> {
  const part = homeworkOf(page);
  await part.getByRole("button", { name: /^Donner un/ }).click();
  const form = part.getByRole("form", { name: "Donner un travail" });
  await write(form, "Travail à faire", text);
  if (dueOn) await form.getByRole("radio", { name: dueOn }).check();
  if (minutes) await form.getByLabel("Temps de travail estimé").selectOption({ label: minutes });
  if (pupil) {
    await form.getByRole("radio", { name: "Certains élèves" }).check();
    await form.getByRole("checkbox", { name: pupil }).check();
  }
  if (file) {
    await form.getByLabel("Joindre des fichiers").setInputFiles(aPdf(file));
    await expect(form.getByRole("link", { name: file })).toBeVisible();
  }
  await form.getByRole("button", { name: "Donner ce travail" }).click();
  await expect(form).toBeHidden();
  await expect(part.getByRole("listitem").filter({ hasText: text })).toBeVisible();
}
