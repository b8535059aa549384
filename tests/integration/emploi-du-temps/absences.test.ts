import { beforeEach, describe, expect, it } from "vitest";
import { withSystem } from "@/lib/db/system";
import { listAbsences } from "@/lib/emploi-du-temps/editing";
import { toDbDay } from "@/lib/time/day";
import { actAs } from "@/tests/access/personas";
import { aSession, type Ref } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { cancel, declare, replace, stored, withdraw } from "./support";

// It is Thursday 2026-11-19, 8 h 05: maths6A has begun at 8, the next is on Monday.

let world: World;
let afternoon: Ref;
beforeEach(async () => {
  [world, afternoon] = await withSystem("absences: the world", async (db) => {
    const made = await makeWorld(db);
    return [made, await aSession(db, made.services.maths6A, [made.people.mathsTeacher], { startMinute: 840 })];
  });
});

const absence = (values: Record<string, unknown> = {}) => ({
  teacherId: world.people.mathsTeacher.id,
  startDay: "2026-11-19",
  endDay: "2026-11-23",
  ...values,
});

async function declared(values: Record<string, unknown> = {}): Promise<{ id: string; cancelled: number }> {
  const result = await declare(world, absence(values));
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

const statuses = async () =>
  Promise.all(
    [world.sessions.maths6A, afternoon, world.sessions.maths6ANext].map(async (each) => (await stored(each)).status),
  );

describe("a teacher's absence, declared once", () => {
  it("cancels all its lessons of the span, with the reason, and no other's", async () => {
    expect((await declared()).cancelled).toBe(3);
    expect(await statuses()).toEqual(["CANCELLED", "CANCELLED", "CANCELLED"]);
    expect(await stored(afternoon)).toMatchObject({
      cancelReason: "TEACHER_ABSENT",
      statusBefore: "PLANNED",
      version: 2,
    });
    expect(await stored(world.sessions.french6A)).toMatchObject({ status: "PLANNED", version: 1 });
  });

  it("by its hours takes the lessons that it touches", async () => {
    expect((await declared({ startMinute: "08:55", endDay: "2026-11-19", endMinute: "14:00" })).cancelled).toBe(0);
    expect((await declared({ startMinute: "14:30", endDay: "2026-11-23", endMinute: "08:00" })).cancelled).toBe(1);
    expect(await statuses()).toEqual(["PLANNED", "CANCELLED", "PLANNED"]);
  });

  it("leaves a lesson that a colleague gives too", async () => {
    const { schoolId } = world.school;
    await withSystem("test: a co-teacher", (db) =>
      db.sessionTeacher.create({
        data: { schoolId, sessionId: afternoon.id, teacherId: world.people.teacherOf6B.id },
        select: { sessionId: true },
      }),
    );
    expect((await declared()).cancelled).toBe(2);
  });

  it("is refused twice for the same time, backwards, and for nobody", async () => {
    await declared();
    expect(await declare(world, absence({ startDay: "2026-11-23", endDay: "2026-11-30" }))).toMatchObject({
      fields: { startDay: [expect.stringContaining("déjà déclarée")] },
    });
    expect(await declare(world, absence({ endDay: "2026-11-18" }))).toMatchObject({ code: "INVALID" });
    const noTime = { endDay: "2026-11-19", startMinute: "10:00", endMinute: "10:00" };
    expect(await declare(world, absence(noTime))).toMatchObject({ code: "INVALID" });
    expect(await declare(world, absence({ teacherId: world.people.head.id }))).toMatchObject({ code: "NOT_FOUND" });
  });

  it("keeps the teacher from replacing anybody meanwhile", async () => {
    await declared();
    const { french6A } = world.sessions;
    const refused = await replace(world, {
      sessionId: french6A.id,
      version: 1,
      teacherId: world.people.frenchTeacher.id,
      substituteId: world.people.mathsTeacher.id,
    });
    expect(refused).toMatchObject({ fields: { substituteId: [expect.stringContaining("en absence déclarée")] } });
  });

  it("is listed until it is over, with what it cancels still", async () => {
    await declared();
    await declared({ startDay: "2026-11-24", endDay: "2026-11-24" });
    const listed = await actAs(world.people.head, listAbsences, "emploi-du-temps");
    expect(listed.map(({ hasBegun, sessions }) => [hasBegun, sessions])).toEqual([
      [true, 3],
      [false, 0],
    ]);
  });
});

describe("withdrawn", () => {
  it("restores all that it cancelled and nobody touched since", async () => {
    const { id } = await declared();
    const { mathsTeacher, substitute } = world.people;
    await replace(world, {
      sessionId: afternoon.id,
      version: 2,
      teacherId: mathsTeacher.id,
      substituteId: substitute.id,
    });
    expect(await withdraw(world, { absenceId: id, extent: "ALL" })).toMatchObject({ value: { restored: 2, kept: 0 } });
    expect(await statuses()).toEqual(["PLANNED", "CHANGED", "PLANNED"]);
    expect(await withdraw(world, { absenceId: id, extent: "ALL" })).toMatchObject({ value: { restored: 0, kept: 0 } });
  });

  it("for a teacher who is back early restores what is to come, and ends now", async () => {
    const { id } = await declared();
    expect(await withdraw(world, { absenceId: id, extent: "COMING" })).toMatchObject({ value: { restored: 2 } });
    expect(await statuses()).toEqual(["CANCELLED", "PLANNED", "PLANNED"]);
    const row = await withSystem("test: the absence", (db) =>
      db.teacherAbsence.findFirstOrThrow({ where: { id }, select: { endDay: true, endMinute: true } }),
    );
    expect(row).toEqual({ endDay: toDbDay("2026-11-19"), endMinute: 485 });
  });

  it("leaves what was cancelled before it, and what has lost its place", async () => {
    await cancel(world, { sessionId: afternoon.id, version: 1, reason: "EXAM" });
    const { id } = await declared();
    await withSystem("test: 6A has French meanwhile", (db) =>
      aSession(db, world.services.french6A, [world.people.frenchTeacher], { on: "2026-11-23" }),
    );
    expect(await withdraw(world, { absenceId: id, extent: "ALL" })).toMatchObject({ value: { restored: 1, kept: 1 } });
    expect(await statuses()).toEqual(["PLANNED", "CANCELLED", "CANCELLED"]);
  });
});
