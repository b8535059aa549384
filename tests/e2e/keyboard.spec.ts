import type { Locator, Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/prisma/demo/accounts";
import { expect, test } from "@/tests/e2e/fixtures";
import { contentOf, homeworkOf } from "@/tests/e2e/support/lesson";

/** More stops than any page has before what a person is looking for. */
const FAR = 80;

/** Goes on with the Tab key until the focus is there; it must then be seen. */
async function tabTo(page: Page, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  await expect(target).toBeVisible();
  for (let stops = 0; stops < FAR; stops += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expectVisibleFocus(page);
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`The Tab key never reaches ${String(target)}.`);
}

/** Something around the focused element is drawn for it: an outline, or a shadow or border of an element that holds it. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const outlined = await page.evaluate(() => {
    for (let element = document.activeElement; element && element !== document.body; element = element.parentElement) {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      if ((outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || boxShadow !== "none") return true;
    }
    return false;
  });
  expect(outlined, "the focus is seen").toBe(true);
}

test("the whole loop by keyboard alone", async ({ openContext, school }) => {
  test.slow();
  const { people } = school;

  const teacher = await (await openContext()).newPage();
  await test.step("the teacher signs in, skips to the content and opens the lesson", async () => {
    await teacher.goto("/connexion");
    await tabTo(teacher, teacher.getByLabel("Identifiant"));
    await teacher.keyboard.type(people.frenchTeacher.login);
    await tabTo(teacher, teacher.getByLabel("Mot de passe", { exact: true }));
    await teacher.keyboard.type(DEMO_PASSWORD);
    await teacher.keyboard.press("Enter");
    await teacher.waitForURL(/\/accueil/);
    await tabTo(teacher, teacher.getByRole("link", { name: "Aller au contenu" }));
    await teacher.keyboard.press("Enter");
    await expect(teacher.getByRole("main")).toBeFocused();
    await tabTo(teacher, teacher.getByRole("link", { name: /6A, 9\sh/ }));
    await teacher.keyboard.press("Enter");
    await expect(teacher.getByRole("heading", { level: 1, name: /Français · 6A/ })).toBeVisible();
  });

  await test.step("writes it in bold, with a formula, from the toolbar", async () => {
    const content = contentOf(teacher);
    const editor = content.getByRole("textbox", { name: "Contenu de la séance" });
    await tabTo(teacher, editor);
    await teacher.keyboard.press("Alt+F10");
    await expect(content.getByRole("button", { name: "Titre", exact: true })).toBeFocused();
    await teacher.keyboard.press("ArrowRight");
    await teacher.keyboard.press("ArrowRight");
    await expect(content.getByRole("button", { name: "Gras" })).toBeFocused();
    await expectVisibleFocus(teacher);
    await teacher.keyboard.press("Space");
    await expect(editor).toBeFocused();
    await teacher.keyboard.type("Accords");
    await expect(editor.locator("strong")).toHaveText("Accords");

    await teacher.keyboard.press("Alt+F10");
    for (let step = 0; step < 7; step += 1) await teacher.keyboard.press("ArrowRight");
    await expect(content.getByRole("button", { name: "Formule" })).toBeFocused();
    await teacher.keyboard.press("Enter");
    const formula = teacher.getByRole("dialog", { name: "Formule" }).getByRole("textbox", { name: "Formule" });
    await expect(formula).toBeFocused();
    await teacher.keyboard.press("Escape");
    await expect(editor).toBeFocused();
    await teacher.keyboard.press("Control+s");
    await expect(content.getByText("Enregistré à")).toBeVisible();
  });

  await test.step("gives homework", async () => {
    const part = homeworkOf(teacher);
    await tabTo(teacher, part.getByRole("button", { name: /^Donner un/ }));
    await teacher.keyboard.press("Enter");
    const form = part.getByRole("form", { name: "Donner un travail" });
    await expect(form.getByRole("textbox", { name: "Travail à faire" })).toBeFocused();
    await teacher.keyboard.type("Exercice 3 page 40.");
    await tabTo(teacher, form.getByRole("radio", { name: "lun. 23 nov." }));
    await teacher.keyboard.press("ArrowDown");
    await expect(form.getByRole("radio", { name: "mar. 24 nov." })).toBeChecked();
    await tabTo(teacher, form.getByLabel("Temps de travail estimé"));
    await teacher.keyboard.type("15");
    await tabTo(teacher, form.getByRole("button", { name: "Donner ce travail" }));
    await teacher.keyboard.press("Enter");
    await expect(form).toBeHidden();
    await expect(part.getByRole("button", { name: "Donner un autre travail" })).toBeFocused();
  });

  await test.step("the pupil ticks it, and the focus stays", async () => {
    const pupil = await (await openContext()).newPage();
    await pupil.goto("/connexion");
    await pupil.getByLabel("Identifiant").focus();
    await pupil.keyboard.type(people.alice.login);
    await pupil.keyboard.press("Tab");
    await pupil.keyboard.type(DEMO_PASSWORD);
    await pupil.keyboard.press("Enter");
    await pupil.waitForURL(/\/accueil/);
    await tabTo(
      pupil,
      pupil.getByRole("navigation", { name: "Modules" }).getByRole("link", { name: "Cahier de texte" }),
    );
    await pupil.keyboard.press("Enter");
    const homework = pupil.getByRole("listitem").filter({ hasText: "Exercice 3 page 40." });
    const tick = homework.getByRole("button", { name: /^Fait/ });
    await tabTo(pupil, tick);
    await pupil.keyboard.press("Space");
    await expect(tick).toHaveAttribute("aria-pressed", "true");
    await expect(tick).toBeFocused();
  });
});

test("menus open, close by Escape and give the focus back", async ({ openAs, school }) => {
  const page = await openAs(school.people.aliceGuardian1.login);
  const menu = page.getByText(", mon menu");
  await tabTo(page, page.locator("summary").filter({ has: menu }));
  await page.keyboard.press("Enter");
  const account = page.getByRole("link", { name: "Mon compte" });
  await tabTo(page, account);
  await expect(account).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "Mon compte" })).toBeHidden();
  await expect(page.locator("summary").filter({ has: menu })).toBeFocused();
});
