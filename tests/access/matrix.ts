import type { Context } from "@/lib/auth/context";
import type { Db } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import type { ModuleSlug } from "@/lib/modules";
import type { World } from "@/tests/factories/world";
import type { Persona } from "./personas";

/** A query, and what each persona gets from it. */
export interface ReadRow {
  /** «folder/file.export», as discovery finds it; a variant in brackets where one operation has several lines. */
  operation: string;
  /** The module in which it is asked: the pupils whom a guardian sees depend on it. The cahier de textes by default. */
  module?: ModuleSlug;
  /** Asks, and tells the answer in a few words: the names of what was read, in alphabetical order. */
  ask: (ctx: Context, world: World) => Promise<string>;
  /** Every persona exactly once. `REST` stands for all those not named in another line of the same row. */
  expected: readonly (readonly [answer: string, personas: string])[];
}

/** A command, who may do it, and what it leaves behind. */
export interface WriteRow {
  operation: string;
  module?: ModuleSlug;
  /** Makes a target of its own for this cell, as the system. */
  prepare: (db: Db, world: World) => Promise<string>;
  /** As the form sends it. */
  input: (target: string, world: World) => Record<string, unknown>;
  /** Parses and runs: the command with its schema. */
  run: (ctx: Context, input: Record<string, unknown>) => Promise<Result<unknown>>;
  allowed: string;
  /** The action of the one journal line that a success writes. */
  action: string;
  /** The tables that a success changes beside the journal. */
  changes: string;
}

/** All personas that no other line of the row names. */
export const REST = "*";

/** The names in a cell. */
export function namesIn(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

/** The names, joined as the tables write them. */
export function told(names: readonly string[]): string {
  return names.toSorted().join(" ");
}

/** What the row expects for each persona. @throws Error when one is named twice, unknown, or forgotten. */
export function expectations(
  row: Pick<ReadRow, "operation" | "expected">,
  personas: readonly Persona[],
): Map<Persona, string> {
  const answers = new Map<Persona, string>();
  const known = new Set<string>(personas);
  let rest: string | undefined;
  for (const [answer, cell] of row.expected) {
    if (cell === REST) rest = answer;
    else
      for (const name of namesIn(cell)) {
        if (!known.has(name)) throw new Error(`${row.operation}: nobody is called ${name}.`);
        if (answers.has(name as Persona)) throw new Error(`${row.operation}: ${name} is named twice.`);
        answers.set(name as Persona, answer);
      }
  }
  for (const name of personas) {
    if (answers.has(name)) continue;
    if (rest === undefined) throw new Error(`${row.operation}: nothing is said of ${name}.`);
    answers.set(name, rest);
  }
  return answers;
}

/** The operation without its variant: «a/b.c (of a colleague)» → «a/b.c». */
export function baseName(operation: string): string {
  return operation.replace(/ \(.*\)$/, "");
}

/** The operations that no row of the matrix covers, and the rows that cover nothing. */
export function coverage(found: readonly string[], rows: readonly string[]): { missing: string[]; stale: string[] } {
  const covered = new Set(rows.map(baseName));
  return {
    missing: found.filter((name) => !covered.has(name)),
    stale: [...covered].filter((name) => !found.includes(name)),
  };
}
