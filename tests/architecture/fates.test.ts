import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fates } from "@/lib/departs/registry";

// Every table says what becomes of it when somebody leaves, before it is landed; what the catalog adds is in
// tests/integration/departs/registry.test.ts.

const SCHEMA = "prisma/schema";

const tables = readdirSync(SCHEMA).flatMap((file) =>
  [...readFileSync(`${SCHEMA}/${file}`, "utf8").matchAll(/@@map\("([^"]+)"\)/g)].map((match) => match[1] ?? ""),
);

describe("the fates of tables (lib/departs/registry.ts)", () => {
  it("tell of every table of the Prisma schema, and of no other", () => {
    expect({
      missing: tables.filter((table) => !(table in fates)),
      stale: Object.keys(fates).filter((table) => !tables.includes(table)),
    }).toEqual({ missing: [], stale: [] });
  });
});
