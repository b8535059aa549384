import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { withEnvironmentTable } from "@/scripts/platform/env-table";
import { licencesPage, productionLicences } from "@/scripts/platform/licences";

/** Licences that a work under EUPL-1.2 may depend on: permissive, or copyleft limited to the package itself. */
const ACCEPTED =
  /^(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC-BY-4\.0|EPL-2\.0|ISC|LGPL-3\.0-or-later|MIT|MIT-0|MPL-2\.0|OFL-1\.1|Python-2\.0|Unlicense)$/;

/** Packages without a licence in their manifest, whose files carry one. */
const READ_BY_HAND = new Map([["seq-queue 0.0.5", "MIT"]]);

describe("documents derived from the sources", () => {
  it("the README's configuration table is current (npm run docs:env)", async () => {
    const readme = await readFile("README.md", "utf8");
    expect(readme).toBe(await withEnvironmentTable(readme));
  });

  it("docs/licences.md is current (npm run docs:licences)", async () => {
    expect(await readFile("docs/licences.md", "utf8")).toBe(await licencesPage());
  });

  it("every production package is under a licence that fits", async () => {
    const refused: string[] = [];
    for (const [licence, packages] of await productionLicences()) {
      const parts = licence.split(/ AND | and | OR /);
      if (parts.every((part) => ACCEPTED.test(part))) continue;
      refused.push(...packages.filter((name) => !READ_BY_HAND.has(name)));
    }
    expect(refused).toEqual([]);
  });
});
