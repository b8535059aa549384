import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { COPY_SECTIONS, fates } from "@/lib/departs/registry";
import { closingSteps, erasingSteps } from "@/lib/departs/steps";
import { databaseAdminUrl } from "@/lib/env";

// The registry of fates, the catalog of the migrated database and the steps that are run say the same thing.

let database: Client;

beforeAll(async () => {
  database = new Client({ connectionString: databaseAdminUrl() });
  await database.connect();
});
afterAll(() => database.end());

const rowsOf = async <Row>(text: string): Promise<Row[]> => (await database.query(text)).rows as Row[];

const pairs = (named: Iterable<readonly [table: string, column: string]>): string[] =>
  [...new Set([...named].map(([table, column]) => `${table}.${column}`))].toSorted();

describe("the fates of tables", () => {
  test("tell of every table of the catalog, and of no other", async () => {
    const tables = await rowsOf<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
    );
    expect(Object.keys(fates).toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
  });

  test("name every column that leads to a person or an account", async () => {
    const keys = await rowsOf<{ table: string; column: string }>(`
      SELECT c.conrelid::regclass::text AS "table", a.attname AS "column" FROM pg_constraint c
      JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
      WHERE c.contype = 'f' AND c.confrelid IN ('person'::regclass, 'account'::regclass) AND a.attname <> 'school_id'`);
    const words =
      "(person|account|student|guardian|teacher|staff|author|owner|reader|recipient|member|reporter)_ids?|.*_by(_id)?";
    const likely = await rowsOf<{ table: string; column: string }>(`
      SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
      WHERE c.table_schema = 'public' AND c.udt_name IN ('uuid', '_uuid') AND c.column_name ~ '^(${words})$'`);
    const told = pairs(
      Object.entries(fates).flatMap(([table, { persons = [] }]) => persons.map((each) => [table, each] as const)),
    );
    const found = pairs([...keys, ...likely].map(({ table, column }) => [table.replaceAll('"', ""), column] as const));
    expect(
      found.filter((each) => !told.includes(each)),
      "columns that no fate names",
    ).toEqual([]);
    const columns = await rowsOf<{ name: string }>(
      "SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'",
    );
    const known = new Set(columns.map(({ name }) => name));
    expect(
      told.filter((each) => !known.has(each)),
      "columns that are gone",
    ).toEqual([]);
  });

  test("are done: what is deleted has its step at its time, and nothing else is deleted", () => {
    const deleted = (when: "leaving" | "file") =>
      Object.entries(fates).flatMap(([table, fate]) => (fate.fate === "deleted" && fate.when === when ? [table] : []));
    const missing = {
      leaving: deleted("leaving").filter((table) => !(table in closingSteps)),
      file: deleted("file").filter((table) => !(table in erasingSteps)),
    };
    expect(missing).toEqual({ leaving: [], file: [] });
    const untold = [...Object.keys(closingSteps), ...Object.keys(erasingSteps)].filter(
      (table) => !fates[table]?.persons,
    );
    expect(untold).toEqual([]);
  });

  test("give every table that names somebody a reason, and a section of the copy or none", () => {
    for (const [table, { why, copy }] of Object.entries(fates)) {
      expect([table, why.length > 10]).toEqual([table, true]);
      expect(copy === null || COPY_SECTIONS.includes(copy)).toBe(true);
    }
  });
});
