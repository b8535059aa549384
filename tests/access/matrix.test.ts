import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openContext } from "@/lib/auth/context";
import type { Viewer } from "@/lib/auth/viewer";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { makeWorld, type World } from "@/tests/factories/world";
import { coverage, expectations, namesIn, REST, type WriteRow } from "./matrix";
import { findOperations, operationsIn } from "./operations";
import { type Persona, personasOf, viewerAs } from "./personas";
import { changedTables, closeSnapshots, snapshot } from "./snapshot";
import { accountOperations, helpers } from "./tables/accounts";
import { authWrites } from "./tables/auth-writes";
import { cahierDeTexteReads } from "./tables/cahier-de-texte-reads";
import { cahierDeTexteWrites } from "./tables/cahier-de-texte-writes";
import { schoolReads } from "./tables/school-reads";

const reads = [...schoolReads, ...cahierDeTexteReads];
const writes = [...cahierDeTexteWrites, ...authWrites];

let world: World;
const viewers = new Map<Persona, Viewer>();

beforeAll(async () => {
  world = await withSystem("access matrix: the world", makeWorld);
  for (const [name, person] of Object.entries(personasOf(world))) viewers.set(name as Persona, await viewerAs(person));
});
afterAll(closeSnapshots);

describe("who reads what", () => {
  it.each(reads)("$operation", async (row) => {
    const answers: Record<string, string> = {};
    for (const [name, viewer] of viewers) {
      answers[name] = await openContext(viewer, "cahier-de-texte", { readOnly: true }, (ctx) => row.ask(ctx, world));
    }
    expect(answers).toEqual(Object.fromEntries(expectations(row, [...viewers.keys()])));
  });
});

/** Carries a refusal out of the transaction, which rolls back, as runOperation does. */
class Refused extends Error {
  constructor(readonly result: Result<unknown>) {
    super();
  }
}

async function attempt(row: WriteRow, viewer: Viewer, target: string): Promise<Result<unknown>> {
  try {
    return await openContext(viewer, "cahier-de-texte", { readOnly: false }, async (ctx) => {
      const result = await row.run(ctx, row.input(target, world));
      if (!result.ok) throw new Refused(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  }
}

describe("who writes what", () => {
  it.each(writes)("$operation", async (row) => {
    const allowed = new Set(namesIn(row.allowed));
    const outcomes: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    const targets = await withSystem("access matrix: a target for each", async (db) => {
      const made: string[] = [];
      while (made.length < viewers.size) made.push(await row.prepare(db, world));
      return made;
    });
    let before = await snapshot();
    for (const [name, viewer] of viewers) {
      const result = await attempt(row, viewer, targets.pop() ?? "");
      const after = await snapshot();
      outcomes[name] = {
        code: result.ok ? "done" : result.code,
        changes: changedTables(before, after),
        journal: (after.get("journal")?.rows ?? 0) - (before.get("journal")?.rows ?? 0),
      };
      expected[name] = allowed.has(name)
        ? { code: "done", changes: [...namesIn(row.changes), "journal"].toSorted(), journal: 1 }
        : { code: "NOT_FOUND", changes: [], journal: 0 };
      before = after;
    }
    expect(outcomes).toEqual(expected);
    expect([...allowed].filter((name) => !viewers.has(name as Persona))).toEqual([]);

    const lines = await withSystem("access matrix: the journal", (db) =>
      db.journal.findMany({ where: { action: row.action }, select: { personId: true, schoolId: true } }),
    );
    const writers = [...viewers].filter(([name]) => allowed.has(name)).map(([, viewer]) => viewer);
    for (const writer of writers) {
      expect(lines).toContainEqual({ personId: writer.person.id, schoolId: writer.school.id });
    }
  });
});

describe("the matrix", () => {
  const covered = [...reads, ...writes, ...accountOperations, ...helpers].map((row) => row.operation);

  it("has a row for every query and every command, and no row for what is gone", () => {
    expect(coverage(findOperations(), covered)).toEqual({ missing: [], stale: [] });
  });

  it("notices a query, a command and a stray reader of a context that it does not know (canaries)", () => {
    const found = [
      ...operationsIn("lib/notes/queries.ts", "export async function listGrades(ctx: Context) {}"),
      ...operationsIn("lib/notes/commands.ts", "export const giveGrade = async (ctx: Context) => {}"),
      ...operationsIn("lib/notes/averages.ts", "export async function averages(\n  ctx: Context,\n) {}"),
      ...operationsIn("lib/notes/rules.ts", "export function mean(values: number[]) {}"),
    ];
    expect(coverage(found, covered).missing).toEqual([
      "notes/queries.listGrades",
      "notes/commands.giveGrade",
      "notes/averages.averages",
    ]);
  });

  it("accepts neither a forgotten persona, nor one named twice, nor a stranger (canaries)", () => {
    const personas: Persona[] = ["alice", "adam"];
    const row = (expected: [string, string][]) => () => expectations({ operation: "canary", expected }, personas);
    expect(row([["yes", "alice"]])).toThrow("nothing is said of adam");
    expect(
      row([
        ["yes", "alice adam"],
        ["no", "alice"],
      ]),
    ).toThrow("alice is named twice");
    expect(
      row([
        ["yes", "zorro"],
        ["no", REST],
      ]),
    ).toThrow("nobody is called zorro");
  });

  it("has no viewer for somebody who left, nor for another account's person", async () => {
    await expect(viewerAs(world.people.formerPupil)).rejects.toThrow("in no school today");
    await expect(viewerAs({ accountId: world.people.adam.accountId, id: world.people.alice.id })).rejects.toThrow(
      "in no school today",
    );
  });
});
