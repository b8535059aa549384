import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Failure } from "@/scripts/platform/failure";

/** Folder of the Prisma schema, one file per module. */
export const SCHEMA_FOLDER = resolve("prisma/schema");
const STAMP = resolve("lib/db/generated/.schema-hash");

/** Copy of the schema as the migrations so far lead to it: what the next migration starts from. */
export const SNAPSHOT_FOLDER = resolve("prisma/snapshot");

/** The files of a schema's folder, sorted by name; none when the folder is not there. */
export async function readSchema(folder = SCHEMA_FOLDER): Promise<{ path: string; content: string }[]> {
  const entries = await readdir(folder).catch(() => []);
  const names = entries.filter((name) => name.endsWith(".prisma")).toSorted();
  return Promise.all(names.map(async (name) => ({ path: name, content: await readFile(join(folder, name), "utf8") })));
}

/**
 * Generates the Prisma client when the schema or Prisma changed.
 *
 * @returns whether it had to.
 * @throws Failure with Prisma's words when the schema is wrong.
 */
export async function generateClient(): Promise<boolean> {
  const hash = createHash("sha256");
  const { version } = JSON.parse(await readFile("node_modules/prisma/package.json", "utf8")) as { version: string };
  hash.update(version);
  for (const { path, content } of await readSchema()) hash.update(`\0${path}\0${content}`);
  const digest = hash.digest("hex");
  if ((await readFile(STAMP, "utf8").catch(() => "")) === digest) return false;

  // `generate` needs no schema engine, but would download one unless told that it has one: any file that exists will do.
  const done = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
    encoding: "utf8",
  });
  if (done.status !== 0) throw new Failure(`Prisma could not generate its client.\n${done.stdout}${done.stderr}`);
  await writeFile(STAMP, digest);
  return true;
}
