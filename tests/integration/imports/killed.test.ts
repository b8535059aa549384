import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { disconnect } from "@/lib/db/client";
import { withSystem } from "@/lib/db/system";
import { applyImport, discardImport, undoImport } from "@/lib/imports/commands";
import { processImports } from "@/lib/imports/jobs";
import type { ImportFile } from "@/lib/imports/records";
import { printFile } from "@/prisma/demo/print";
import {
  aGuardianRecord,
  aLink,
  anElevesFile,
  anStsFile,
  aPupilRecord,
  aResponsablesFile,
  aStaffRecord,
} from "@/tests/factories/imports";
import { makeWorld, type World } from "@/tests/factories/world";
import { ask, runOf, start, stateOf } from "@/tests/integration/imports/gestures";

// A worker that dies: after any statement, or after any commit, nothing more of it reaches the database.

const worker = vi.hoisted(() => ({ points: 0, diesAt: Infinity, isDead: false, isWatched: false }));

vi.mock("@/lib/db/system", async (importOriginal) => {
  const original = await importOriginal<{ withSystem: typeof withSystem }>();
  const point = (): void => {
    if (!worker.isWatched) return;
    worker.points += 1;
    worker.isDead ||= worker.points === worker.diesAt;
    if (worker.isDead) throw new Error("The worker died.");
  };
  const counted =
    (target: object, run: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]): Promise<unknown> => {
      const result = await run.apply(target, args);
      point();
      return result;
    };
  const watched = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const value: unknown = Reflect.get(object, name);
        if (typeof value === "function") return counted(object, value as (...args: unknown[]) => unknown);
        return typeof value === "object" && value !== null ? watched(value) : value;
      },
    });
  const wrapped: typeof withSystem = async (reason, run, options) => {
    if (worker.isWatched && worker.isDead) throw new Error("The worker is dead.");
    const result = await original.withSystem(reason, (db, at) => run(worker.isWatched ? watched(db) : db, at), options);
    point();
    return result;
  };
  return { ...original, withSystem: wrapped };
});

let world: World;
let uai = "";
beforeAll(async () => {
  world = await withSystem("imports: the world", makeWorld);
  const { schoolId } = world.school;
  ({ uai } = await withSystem("test", (db) => db.school.findUniqueOrThrow({ where: { id: schoolId } })));
});
afterAll(disconnect);

/** The files of a school: the second export changes, ends, brings and takes away. */
function filesOf(isSecond: boolean): ImportFile[] {
  const header = { uai, year: 2026 };
  const guardian = aGuardianRecord({ personneId: "9" });
  const contacts = { ...guardian.contacts, mobile: isSecond ? "0639980002" : "0639980001" };
  const service = (code: string, id: string) => ({
    line: 0,
    subject: "061300",
    modality: "CG",
    group: { kind: "DIVISION" as const, code },
    teachers: [{ type: "epp" as const, id }],
  });
  return [
    anStsFile({
      header,
      staff: [aStaffRecord({ id: "1", mainOf: [isSecond ? "6B" : "6A"] }), aStaffRecord({ id: isSecond ? "3" : "2" })],
      groups: [{ line: 0, code: "6LAT", name: "Latin", divisions: isSecond ? ["6B"] : ["6A", "6B"] }],
      services: [service("6A", "1"), isSecond ? service("6B", "3") : service("6A", "2")],
    }),
    anElevesFile(
      [
        aPupilRecord({ eleveId: "1", ...(isSecond && { structures: [{ kind: "DIVISION", code: "6B" }] }) }),
        aPupilRecord({ eleveId: isSecond ? "3" : "2", elenoet: "7" }),
      ],
      { header },
    ),
    {
      ...aResponsablesFile([{ ...guardian, contacts }], [aLink("1", "9", { level: isSecond ? 2 : 1 })]),
      header,
    },
  ];
}

const printed = (isSecond: boolean) => filesOf(isSecond).map((file) => ({ name: file.file, content: printFile(file) }));

/** Lets a worker do what there is to do, which dies at this point; then another one. @returns how many points it has. */
async function work(diesAt = Infinity): Promise<number> {
  Object.assign(worker, { points: 0, diesAt, isDead: false, isWatched: true });
  try {
    await processImports().catch((error: unknown) => {
      if (!worker.isDead) throw error;
    });
  } finally {
    worker.isWatched = false;
  }
  if (worker.isDead) await processImports();
  return worker.points;
}

describe("a worker that dies", () => {
  it("at any point of reading, applying or undoing leaves what another one ends as if nothing had happened", async () => {
    const { schoolId } = world.school;
    const first = await start(world, printed(false));
    await work();
    await ask(world, applyImport, first);
    await work();
    const before = await stateOf(schoolId);

    // One that nothing disturbs, to know where the others go, and how many points there are on the way.
    const calm = await start(world, printed(true));
    const points = { read: await work(), apply: 0, undo: 0 };
    const { counts } = await runOf(calm);
    await ask(world, applyImport, calm);
    points.apply = await work();
    const after = await stateOf(schoolId);
    expect(after).not.toEqual(before);
    await ask(world, undoImport, calm);
    points.undo = await work();
    expect(await stateOf(schoolId)).toEqual(before);
    expect(Math.min(...Object.values(points))).toBeGreaterThan(5);

    const point = (count: number) => fc.integer({ min: 1, max: count });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ read: point(points.read), apply: point(points.apply), undo: point(points.undo) }),
        async (deaths) => {
          const id = await start(world, printed(true));
          await work(deaths.read);
          expect(await runOf(id)).toMatchObject({ state: "READY", counts });
          await ask(world, applyImport, id);
          await work(deaths.apply);
          expect((await runOf(id)).state).toBe("APPLIED");
          expect(await stateOf(schoolId)).toEqual(after);
          await ask(world, undoImport, id);
          await work(deaths.undo);
          expect((await runOf(id)).state).toBe("UNDONE");
          expect(await stateOf(schoolId)).toEqual(before);
        },
      ),
      // The first statement and the last commit, always.
      { numRuns: 5, examples: [[{ read: 1, apply: 1, undo: 1 }], [points]] },
    );
    const left = await start(world, printed(true));
    await work();
    await ask(world, discardImport, left);
  }, 60_000);
});
