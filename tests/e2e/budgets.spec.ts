import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "@/tests/e2e/fixtures";

// Sizes, which a slow machine does not change; times are measured by `npm run bench`. Limits: see docs, in bytes.

/** A page of text alone: what any page of this build loads. */
const EMPTY = "/accessibilite";
const MAX_SCRIPT_BYTES = 45_000;
const MAX_HTML_BYTES = 20_000;

interface Weight {
  /** Gzipped bytes of the document. */
  html: number;
  /** Gzipped bytes of every script that comes by itself, late ones included. */
  scripts: number;
}

async function weigh(page: Page, address: string): Promise<Weight> {
  const sizes: Promise<[kind: string, bytes: number]>[] = [];
  page.on("response", (response) => {
    const kind = response.request().resourceType();
    // A redirection has no body.
    if ((kind !== "script" && kind !== "document") || response.status() >= 300) return;
    sizes.push(response.body().then((body) => [kind, gzipSync(body).byteLength]));
  });
  await page.goto(address, { waitUntil: "networkidle" });
  page.removeAllListeners("response");
  const sum = (kind: string, all: [string, number][]): number =>
    all.reduce((total, [each, bytes]) => (each === kind ? total + bytes : total), 0);
  const all = await Promise.all(sizes);
  return { html: sum("document", all), scripts: sum("script", all) };
}

for (const [login, label] of [
  ["lina.benali", "Lina, élève de 5e"],
  ["nadia.benali", "Nadia Benali, mère"],
] as const) {
  test(`pages of ${login} stay light`, async ({ openContext }) => {
    const door = await (await openContext()).newPage();
    await door.goto("/connexion");
    await door.getByRole("button", { name: label }).click();
    await door.waitForURL(/\/accueil/);
    const storageState = await door.context().storageState();
    // Each page in a browser that has nothing of it yet.
    const weightOf = async (address: string): Promise<Weight> =>
      weigh(await (await openContext({ storageState })).newPage(), address);

    const empty = await weightOf(EMPTY);
    const pages = ["/accueil", "/cahier-de-texte", "/cahier-de-texte/seances", "/cahier-de-texte/matieres", "/compte"];
    for (const address of pages) {
      const { html, scripts } = await weightOf(address);
      expect.soft(scripts - empty.scripts, `scripts of ${address}`).toBeLessThanOrEqual(MAX_SCRIPT_BYTES);
      expect.soft(html, `HTML of ${address}`).toBeLessThanOrEqual(MAX_HTML_BYTES);
    }
  });
}
