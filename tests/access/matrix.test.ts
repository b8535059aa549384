import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openContext } from "@/lib/auth/context";
import type { Viewer } from "@/lib/auth/viewer";
import { ARCHIVED_TABLES, isOfClosedYear } from "@/lib/db/closed-years";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { makeWorld, type World } from "@/tests/factories/world";
import { coverage, expectations, namesIn, REST, type WriteRow } from "./matrix";
import { findOperations, operationsIn } from "./operations";
import { type Persona, personasOf, viewerAs } from "./personas";
import { changedTables, closeSnapshots, snapshot } from "./snapshot";
import { absencesReads } from "./tables/absences-reads";
import { accountOperations, helpers } from "./tables/accounts";
import { accueilReads } from "./tables/accueil-reads";
import { actualitesReads } from "./tables/actualites-reads";
import { anneesReads } from "./tables/annees";
import { bulletinReads } from "./tables/bulletin-reads";
import { cahierDeTexteReads } from "./tables/cahier-de-texte-reads";
import { comptesReads } from "./tables/comptes-reads";
import { departsReads } from "./tables/departs";
import { documentsReads } from "./tables/documents-reads";
import { droitsReads } from "./tables/droits";
import { emploiDuTempsReads } from "./tables/emploi-du-temps-reads";
import { importsReads } from "./tables/imports";
import { messagerieReads } from "./tables/messagerie-reads";
import { notesReads } from "./tables/notes-reads";
import { notificationsReads } from "./tables/notifications";
import { ressourcesReads } from "./tables/ressources-reads";
import { platformContactReads, platformReads, platformWrites } from "./tables/plateforme";
import { rechercheReads } from "./tables/recherche-reads";
import { schoolReads } from "./tables/school-reads";
import { writes } from "./writes";

const reads = [
  ...schoolReads,
  ...platformContactReads,
  ...accueilReads,
  ...cahierDeTexteReads,
  ...emploiDuTempsReads,
  ...absencesReads,
  ...notesReads,
  ...messagerieReads,
  ...actualitesReads,
  ...ressourcesReads,
  ...documentsReads,
  ...comptesReads,
  ...anneesReads,
  ...droitsReads,
  ...departsReads,
  ...importsReads,
  ...notificationsReads,
  ...rechercheReads,
  // Last: they give 6A a professeur principal.
  ...bulletinReads,
];

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
      answers[name] = await openContext(viewer, row.module ?? "cahier-de-texte", { readOnly: true }, (ctx) =>
        row.ask(ctx, world),
      );
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
    return await openContext(viewer, row.module ?? "cahier-de-texte", { readOnly: false }, async (ctx) => {
      const result = await row.run(ctx, row.input(target, world));
      if (!result.ok) throw new Refused(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  }
}

const targetOf = (row: WriteRow): Promise<string> =>
  withSystem("access matrix: a target", (db) => row.prepare(db, world));

const linesOf = (viewer: Viewer, action: string): Promise<number> =>
  withSystem("access matrix: the journal", (db) =>
    db.journal.count({ where: { schoolId: viewer.school.id, personId: viewer.person.id, action } }),
  );

describe("who writes what", () => {
  it.each(writes)("$operation", async (row) => {
    const allowed = namesIn(row.allowed);
    const denied = [...viewers].filter(([name]) => !allowed.includes(name));
    expect(denied.length + allowed.length, "everybody allowed is somebody").toBe(viewers.size);

    const target = await targetOf(row);
    const untouched = await snapshot();
    const refusals: Record<string, string> = {};
    for (const [name, viewer] of denied) {
      const result = await attempt(row, viewer, target);
      refusals[name] = result.ok ? "done" : result.code;
    }
    expect(refusals).toEqual(Object.fromEntries(denied.map(([name]) => [name, "NOT_FOUND"])));
    expect(changedTables(untouched, await snapshot()), "a refusal changes nothing").toEqual([]);

    for (const [name, viewer] of [...viewers].filter(([each]) => allowed.includes(each))) {
      const own = await targetOf(row);
      const linesBefore = await linesOf(viewer, row.action);
      const before = await snapshot();
      expect([name, await attempt(row, viewer, own)]).toMatchObject([name, { ok: true }]);
      const after = await snapshot();
      expect([name, ...changedTables(before, after)]).toEqual([
        name,
        ...[...namesIn(row.changes), "journal"].toSorted(),
      ]);
      // One line in all, and it is this person's, of this action.
      expect((after.get("journal")?.rows ?? 0) - (before.get("journal")?.rows ?? 0)).toBe(1);
      expect(await linesOf(viewer, row.action)).toBe(linesBefore + 1);
    }
  });
});

describe("a closed year changes under no command", () => {
  const closeYears = (isClosed: boolean) =>
    withSystem("access matrix: a year is closed, or opened again", (db) =>
      db.schoolYear.updateMany({
        where: { schoolId: { in: [world.school.schoolId, world.other.school.schoolId] } },
        data: { closedAt: isClosed ? new Date("2026-11-19T07:00:00Z") : null },
      }),
    );

  // Preparing, closing and opening again are of years themselves: tests/integration/comptes/years.test.ts.
  const others = writes.filter(({ operation, allowed }) => allowed !== "" && !operation.startsWith("comptes/annees/"));

  it.each(others)("$operation", async (row) => {
    const [name = ""] = namesIn(row.allowed);
    const viewer = viewers.get(name as Persona);
    if (!viewer) throw new Error(`${row.operation}: nobody is called ${name}.`);
    const target = await targetOf(row);
    await closeYears(true);
    const before = await snapshot();
    const outcome = await attempt(row, viewer, target).catch((error: unknown) => {
      if (!isOfClosedYear(error)) throw error;
      return null;
    });
    const changed = changedTables(before, await snapshot());
    await closeYears(false);
    expect(changed.filter((table) => ARCHIVED_TABLES.has(table))).toEqual([]);
    const isOfYears = namesIn(row.changes).some((table) => ARCHIVED_TABLES.has(table));
    expect(isOfYears && outcome?.ok === true).toBe(false);
  });
});

describe("the matrix", () => {
  const covered = [...reads, ...writes, ...accountOperations, ...helpers, ...platformReads, ...platformWrites].map(
    (row) => row.operation,
  );

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
