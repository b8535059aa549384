import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import type { Client } from "pg";
import { codeOf, explain, Failure } from "@/scripts/platform/failure";
import { withClient } from "@/scripts/platform/roles";

/** Folder of the migrations, in the layout of `prisma migrate deploy`. */
export const MIGRATIONS_FOLDER = resolve("prisma/migrations");

/** Any constant: migrations of one database wait for each other on this advisory lock. */
const MIGRATION_LOCK = 7_726_002;

interface Migration {
  name: string;
  sql: string;
}

/** The migrations on disk, oldest first. */
async function readMigrations(): Promise<Migration[]> {
  const entries = await readdir(MIGRATIONS_FOLDER, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names
      .toSorted()
      .map(async (name) => ({ name, sql: await readFile(join(MIGRATIONS_FOLDER, name, "migration.sql"), "utf8") })),
  );
}

/** The migrations as the schema engine takes them. */
async function migrationList(migrations: Migration[]): Promise<MigrationList> {
  return {
    baseDir: MIGRATIONS_FOLDER,
    lockfile: {
      path: "./migration_lock.toml",
      content: await readFile(join(MIGRATIONS_FOLDER, "migration_lock.toml"), "utf8").catch(() => null),
    },
    shadowDbInitScript: "",
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

interface Applied {
  migration_name: string;
  checksum: string;
  finished: boolean;
}

async function appliedMigrations(client: Client): Promise<Map<string, Applied>> {
  try {
    const { rows } = await client.query<Applied>(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
         FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
    );
    return new Map(rows.map((row) => [row.migration_name, row]));
  } catch (error) {
    if (codeOf(error) === "42P01") return new Map();
    throw error;
  }
}

async function apply(adminUrl: string, migrations: Migration[], unfinished: string[]): Promise<string[]> {
  // The engine is 3 MB of WebAssembly: loaded only when there is something to apply.
  const { withSchemaEngine } = await import("@/scripts/platform/schema-engine");
  const input = { migrationsList: await migrationList(migrations), filters: { externalTables: [], externalEnums: [] } };
  return withSchemaEngine(adminUrl, async (engine) => {
    // A script runs as one transaction: one that did not finish left nothing, and is tried again.
    for (const migrationName of unfinished) await engine.markMigrationRolledBack({ migrationName });
    return (await engine.applyMigrations(input)).appliedMigrationNames;
  });
}

/**
 * Applies the migrations that a database does not have yet, each in one transaction, as `preau_owner`. Safe when several
 * processes do it at once.
 *
 * @returns the names of those applied now.
 * @throws Failure when one fails, with PostgreSQL's words, or was changed after it was applied.
 */
export async function migrate(adminUrl: string): Promise<string[]> {
  const migrations = await readMigrations();
  return withClient(adminUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    const applied = await appliedMigrations(client);
    for (const { name, sql } of migrations) {
      const row = applied.get(name);
      if (row?.finished && row.checksum !== createHash("sha256").update(sql).digest("hex")) {
        throw new Failure(
          `The migration ${name} was changed after this database applied it: restore the file, or recreate the demo with \`npm run reset\`.`,
        );
      }
    }
    if (migrations.every(({ name }) => applied.get(name)?.finished)) return [];
    const unfinished = [...applied.values()].filter((row) => !row.finished).map((row) => row.migration_name);
    try {
      return await apply(adminUrl, migrations, unfinished);
    } catch (error) {
      const last = [...(await appliedMigrations(client)).values()].find((row) => !row.finished);
      throw new Failure(`The migration ${last?.migration_name ?? ""} failed: ${explain(error)}`);
    }
  });
}
