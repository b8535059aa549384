import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";

const ROOT = resolve(".");
const NOT_OURS = /^(node_modules|\.next|\.build|\.data|lib\/db\/generated|test-results|playwright-report)(\/|$)|\/\./;

/** A file of the repository, with its text. Rules are functions of these, so that a canary is just another one. */
export interface Source {
  /** From the root, with slashes. */
  path: string;
  text: string;
}

/** Our own files under a folder whose names match, in order. */
export function sourcesIn(folder: string, name = /\.(ts|tsx|mjs)$/): Source[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && name.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !NOT_OURS.test(path))
    .toSorted()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), "utf8") }));
}
