import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { envSchema } from "@/lib/env";
import { Failure } from "@/scripts/platform/failure";

/** Built portals, one folder per state of the sources: a running server is never built over. */
const RELEASES = resolve(".build");
const NEXT_OUTPUT = resolve(".next");
/** How many are kept: the running one, the new one and one to spare. */
const KEPT_RELEASES = 3;
/** What the build reads. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma/schema",
  "instrumentation.ts",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
/** Generated from prisma/schema, and holding absolute paths. */
const GENERATED = resolve("lib/db/generated");

async function filesUnder(path: string): Promise<string[]> {
  if (path === GENERATED) return [];
  const info = await stat(path).catch(() => undefined);
  if (!info) return [];
  if (info.isFile()) return [path];
  const names = (await readdir(path)).toSorted();
  return (await Promise.all(names.map((name) => filesUnder(join(path, name))))).flat();
}

async function sourceHash(): Promise<string> {
  const hash = createHash("sha256").update(process.versions.node);
  const files = (await Promise.all(SOURCES.map((source) => filesUnder(resolve(source))))).flat();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  files.forEach((file, index) => {
    hash.update(`\0${file.slice(process.cwd().length)}\0`).update(contents[index] ?? "");
  });
  return hash.digest("hex").slice(0, 16);
}

/** A build serves whatever is set when it runs: nothing of this process's own settings may enter it, or stop it. */
function withoutSettings(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = { ...variables };
  for (const name of Object.keys(envSchema.shape)) Reflect.deleteProperty(kept, name);
  return kept;
}

async function runNextBuild(): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    env: { ...withoutSettings(process.env), NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const code = await new Promise<number | null>((done) => child.once("close", done));
  if (code !== 0) throw new Failure(`The portal could not be built.\n${output}`);
}

async function forgetOldReleases(): Promise<void> {
  const entries = await Promise.all(
    (await readdir(RELEASES)).map(async (name) => ({ name, used: (await stat(join(RELEASES, name))).mtimeMs })),
  );
  const old = entries.toSorted((a, b) => b.used - a.used).slice(KEPT_RELEASES);
  await Promise.all(old.map(({ name }) => rm(join(RELEASES, name), { recursive: true, force: true })));
}

/** A production build of the present sources. */
export interface Release {
  /** Folder of `server.js`. */
  folder: string;
  /** Whether it had to be built now. */
  isNew: boolean;
}

/**
 * The production build of the present sources, made if it does not exist.
 *
 * @throws Failure with the output of `next build`.
 */
export async function buildRelease(): Promise<Release> {
  const folder = join(RELEASES, await sourceHash());
  if (existsSync(folder)) {
    const now = new Date();
    await utimes(folder, now, now);
    return { folder, isNew: false };
  }
  await runNextBuild();
  const standalone = join(NEXT_OUTPUT, "standalone");
  await cp(join(NEXT_OUTPUT, "static"), join(standalone, ".next/static"), { recursive: true });
  if (existsSync("public")) await cp("public", join(standalone, "public"), { recursive: true });
  await mkdir(RELEASES, { recursive: true });
  await rename(standalone, folder);
  await forgetOldReleases();
  return { folder, isNew: true };
}
