import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SchemaContainer } from "@prisma/schema-engine-wasm";
import { Failure, run } from "@/scripts/platform/failure";
import { MIGRATIONS_FOLDER } from "@/scripts/platform/migrations";
import { readSchema } from "@/scripts/platform/prisma-client";
import { schemaDiff } from "@/scripts/platform/schema-engine";
import { startThrowawayDatabase } from "@/scripts/platform/throwaway";

/** The schema that the migrations so far lead to. `prisma migrate` reads folders only and passes over it. */
const SNAPSHOT = join(MIGRATIONS_FOLDER, "schema.snapshot.prisma");

async function changeSince(previous: string | undefined, schema: SchemaContainer[]): Promise<string | undefined> {
  const database = await startThrowawayDatabase("diff");
  try {
    return await schemaDiff(
      database.adminUrl,
      previous ? [{ path: "previous.prisma", content: previous }] : undefined,
      schema,
    );
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
  const wholeSchema = schema.map(({ content }) => content.trim()).join("\n\n");
  const previous = await readFile(SNAPSHOT, "utf8").catch(() => undefined);
  const sql = await changeSince(previous, schema);
  const timestamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(MIGRATIONS_FOLDER, `${timestamp}_${name}`);
  await mkdir(folder, { recursive: true });
  // Without a change of the schema the migration is for hand-written SQL: walls, functions, data.
  await writeFile(join(folder, "migration.sql"), sql ?? "");
  await writeFile(join(MIGRATIONS_FOLDER, "migration_lock.toml"), 'provider = "postgresql"\n');
  await writeFile(SNAPSHOT, `${wholeSchema}\n`);
  console.log(sql ?? "The schema did not change: an empty migration for hand-written SQL.");
  console.log(`Written to ${folder}/migration.sql`);
});
