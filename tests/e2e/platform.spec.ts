import { expect, test } from "@/tests/e2e/fixtures";

test("the portal answers on the frozen day, in French", async ({ page }) => {
  await page.goto("/confort");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
  expect(await page.evaluate(() => new Date().toISOString())).toBe("2026-11-19T07:05:00.000Z");
});

test.describe("an absent page", () => {
  test.use({ expectedErrors: [/404/] });

  test("is a 404", async ({ page }) => {
    const response = await page.goto("/nulle-part");
    expect(response?.status()).toBe(404);
  });
});

test("no answer says which software serves it", async ({ request }) => {
  const response = await request.get("/confort");
  expect(response.headers()).not.toHaveProperty("x-powered-by");
});

test("browsers keep static files for good and guess no type for them", async ({ page, request }) => {
  await page.goto("/confort");
  const address = await page.locator('script[src^="/_next/static/"]').first().getAttribute("src");
  const headers = (await request.get(address ?? "")).headers();
  expect(headers["cache-control"]).toContain("immutable");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
