import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SchemaContainer } from "@prisma/schema-engine-wasm";
import { Failure, run } from "@/scripts/platform/failure";
import { MIGRATIONS_FOLDER } from "@/scripts/platform/migrations";
import { readSchema, SCHEMA_FOLDER, SNAPSHOT_FOLDER } from "@/scripts/platform/prisma-client";
import { schemaDiff } from "@/scripts/platform/schema-engine";
import { startThrowawayDatabase } from "@/scripts/platform/throwaway";

async function changeBetween(previous: SchemaContainer[], schema: SchemaContainer[]): Promise<string | undefined> {
  const database = await startThrowawayDatabase("diff");
  try {
    return await schemaDiff(database.adminUrl, previous.length > 0 ? previous : undefined, schema);
  } finally {
    await database.remove();
  }
}

run(async () => {
  const name = process.argv[2];
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    throw new Failure("Usage: npm run db:migration -- name_of_the_migration (lower case, digits, underscores)");
  }
  const schema = await readSchema();
  const sql = await changeBetween(await readSchema(SNAPSHOT_FOLDER), schema);
  const timestamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(MIGRATIONS_FOLDER, `${timestamp}_${name}`);
  await mkdir(folder, { recursive: true });
  // Without a change of the schema the migration is for hand-written SQL: walls, functions, data.
  await writeFile(join(folder, "migration.sql"), sql ?? "");
  await writeFile(join(MIGRATIONS_FOLDER, "migration_lock.toml"), 'provider = "postgresql"\n');
  await rm(SNAPSHOT_FOLDER, { recursive: true, force: true });
  await cp(SCHEMA_FOLDER, SNAPSHOT_FOLDER, { recursive: true });
  console.log(sql ?? "The schema did not change: an empty migration for hand-written SQL.");
  console.log(`Written to ${folder}/migration.sql`);
});
