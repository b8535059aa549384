import { expect, test } from "@/tests/e2e/fixtures";

test("open pages follow what changes, by one stream for all tabs, until the sign-out", async ({ openAs, school }) => {
  const { people } = school;
  const first = await openAs(people.frenchTeacher.login);
  const listening = first.waitForRequest(
    (request) => request.url().endsWith("/api/live") && request.frame().url().includes("/emploi-du-temps"),
  );
  await first.goto("/emploi-du-temps?jour=2026-11-19");
  await listening;
  let others = 0;
  first.context().on("request", (request) => {
    if (request.url().endsWith("/api/live")) others += 1;
  });
  const second = await first.context().newPage();
  await second.goto("/emploi-du-temps?jour=2026-11-19");
  const latin = (page: typeof first) =>
    page
      .getByRole("region", { name: /jeudi 19 novembre/i })
      .getByRole("listitem")
      .filter({ hasText: "Latin" });
  await expect(latin(second)).toBeVisible();

  const cpe = await openAs(people.cpe.login);
  await cpe.goto("/emploi-du-temps/absences");
  await cpe.getByLabel("Professeur").selectOption({ label: "FOURNIER Françoise" });
  await cpe.getByRole("button", { name: "Déclarer l’absence" }).click();
  await expect(latin(first)).toContainText("professeur absent");
  await expect(latin(second)).toContainText("professeur absent");
  expect(others).toBe(0);

  // The tab that listens goes: the other takes over.
  const takenOver = second.waitForResponse(/\/api\/live$/);
  await first.close();
  await takenOver;
  await cpe.getByRole("button", { name: /Déclarée par erreur/ }).click();
  await expect(latin(second)).not.toContainText("professeur absent");

  await second.locator("summary").filter({ hasText: "mon menu" }).click();
  await second.getByRole("button", { name: "Se déconnecter" }).click();
  await expect(second).toHaveURL(/\/connexion/);
  await expect(second.getByLabel("Identifiant")).toBeVisible();
});
