import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseAdminUrl } from "@/lib/env";
import { readSchema, SNAPSHOT_FOLDER } from "@/scripts/platform/prisma-client";
import { dropDatabase, withClient, withDatabase } from "@/scripts/platform/roles";
import { schemaDiff } from "@/scripts/platform/schema-engine";

/** What Prisma knows of a database: columns, keys and indexes. Walls, hand-written constraints and what a
 *  column is generated from are not its business. */
const CATALOG = `
  SELECT format('%I.%I %s%s default %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attnotnull THEN ' not null' ELSE '' END,
                CASE WHEN a.attgenerated = '' THEN coalesce(pg_get_expr(d.adbin, d.adrelid), 'none') ELSE 'none' END) AS item
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
  SELECT format('%s: %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
   WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u')
  UNION ALL
  SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL
  SELECT format('%s %s', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
    FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid GROUP BY t.typname`;

async function catalog(url: string): Promise<Set<string>> {
  const { rows } = await withClient(url, (client) => client.query<{ item: string }>(CATALOG));
  return new Set(rows.map((row) => row.item).filter((item) => !item.includes("_prisma_migrations")));
}

describe("the migrations", () => {
  const freshUrl = withDatabase(databaseAdminUrl(), "preau_schema_alone");
  let schema: { path: string; content: string }[];

  beforeAll(async () => {
    schema = await readSchema();
    await withClient(databaseAdminUrl(), (client) =>
      client.query("CREATE DATABASE preau_schema_alone TEMPLATE template0"),
    );
  });
  afterAll(() => dropDatabase(freshUrl));

  it("were written for the present schema (npm run db:migration -- name)", async () => {
    const change = await schemaDiff(databaseAdminUrl(), await readSchema(SNAPSHOT_FOLDER), schema);
    expect(change).toBeUndefined();
  });

  it("make everything that the schema describes", async () => {
    const script = await schemaDiff(databaseAdminUrl(), undefined, schema);
    const fresh = new Client({ connectionString: freshUrl });
    await fresh.connect();
    await fresh.query(script ?? "");
    await fresh.end();

    const migrated = await catalog(databaseAdminUrl());
    const missing = [...(await catalog(freshUrl))].filter((item) => !migrated.has(item));
    expect(missing).toEqual([]);
  });
});
