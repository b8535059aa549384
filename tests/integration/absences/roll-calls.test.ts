import { beforeEach, describe, expect, it } from "vitest";
import { rollCallSheet } from "@/lib/absences/editing";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { actAs } from "@/tests/access/personas";
import { aSession, type Ref } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { arrive, call, eventsOf, spansOf, tell, withdraw } from "./support";

// It is Thursday 2026-11-19, 8 h 05 in 6A. Adam's lessons: maths at 8 (called: he is there), then those made here.

let world: World;
let first: Ref;
let second: Ref;
beforeEach(async () => {
  [world, first, second] = await withSystem("roll calls: the world", async (db) => {
    const made = await makeWorld(db);
    const { maths6A } = made.services;
    const teachers = [made.people.mathsTeacher];
    // Both may be called already: a lesson opens a quarter of an hour before.
    return [
      made,
      await aSession(db, maths6A, teachers, { startMinute: 490 }),
      await aSession(db, maths6A, teachers, { startMinute: 495 }),
    ];
  });
  await withSystem("roll calls: one after the other", async (db) => {
    const { schoolId } = world.school;
    // The maths lesson of the world ends before these begin, and these follow each other.
    const times: [Ref, number, number][] = [
      [world.sessions.maths6A, 470, 480],
      [first, 480, 490],
      [second, 490, 500],
    ];
    for (const [{ id }, startMinute, endMinute] of times) {
      await db.session.update({ where: { schoolId_id: { schoolId, id } }, data: { startMinute, endMinute } });
    }
    // Alice's absence from it, too.
    await db.absence.update({
      where: { schoolId_id: { schoolId, id: world.absences.today.id } },
      data: { startMinute: 470, endMinute: 480, isOpen: false },
    });
  });
});

const by = () => world.people.mathsTeacher;
const sheet = (session: Ref, version: number, absents: Ref[], values: Record<string, unknown> = {}) => ({
  sessionId: session.id,
  version,
  absents: absents.map(({ id }) => id),
  ...values,
});

describe("a roll call", () => {
  it("makes an absence of whoever is missing, and one of two lessons that follow each other", async () => {
    const { adam } = world.people;
    expect(await call(by(), sheet(first, 0, [adam]))).toMatchObject({ value: { version: 1, absent: 1, late: 0 } });
    expect(await spansOf(adam)).toEqual(["2026-11-19 480-490 open ROLL_CALL"]);
    await call(by(), sheet(second, 0, [adam]));
    expect(await spansOf(adam)).toEqual(["2026-11-19 480-500 open ROLL_CALL"]);
    expect(await eventsOf(world.school)).toEqual(["absence.opened"]);
  });

  it("that finds the pupil there ends the absence; corrected, it takes it back", async () => {
    const { adam } = world.people;
    await call(by(), sheet(first, 0, [adam]));
    await call(by(), sheet(second, 0, []));
    expect(await spansOf(adam)).toEqual(["2026-11-19 480-490 ROLL_CALL"]);
    await call(by(), sheet(first, 1, []));
    expect(await spansOf(adam)).toEqual([]);
    const { schoolId } = world.school;
    const kept = await withSystem("test: what was said stays", (db) =>
      db.absence.count({ where: { schoolId, studentId: adam.id, supersededAt: { not: null } } }),
    );
    expect(kept).toBe(1);
  });

  it("with everybody there is stored too", async () => {
    expect(await call(by(), sheet(first, 0, []))).toMatchObject({ value: { version: 1, absent: 0 } });
    const { schoolId } = world.school;
    const stored = await withSystem("test: the roll call", (db) =>
      db.rollCall.count({ where: { schoolId, sessionId: first.id } }),
    );
    expect(stored).toBe(1);
  });

  it("sent twice is one: the same operation, and the same words", async () => {
    const { adam } = world.people;
    const sending = sheet(first, 0, [adam], { operationId: newId() });
    const [one, other] = await Promise.all([call(by(), sending), call(by(), sending)]);
    expect([one, other]).toMatchObject([{ value: { version: 1 } }, { value: { version: 1 } }]);
    expect(await call(by(), sheet(first, 0, [adam]))).toMatchObject({ value: { version: 1, absent: 1 } });
    expect(await call(by(), sheet(first, 0, []))).toMatchObject({ ok: false, code: "CONFLICT" });
    expect(await spansOf(adam)).toHaveLength(1);
  });

  it("by two teachers at once ends in what one of them said", async () => {
    const { adam, alice, substitute } = world.people;
    const answers = await Promise.all([
      call(by(), sheet(first, 0, [adam])),
      call(substitute, sheet(first, 0, [alice])),
    ]);
    expect(answers.map((result) => (result.ok ? "saved" : result.code)).toSorted()).toEqual(["CONFLICT", "saved"]);
  });

  it("from two devices of one teacher, with other absents, ends in one of the two", async () => {
    const { adam, alice } = world.people;
    const answers = await Promise.all([call(by(), sheet(first, 0, [adam])), call(by(), sheet(first, 0, [alice]))]);
    const saved = answers.findIndex(({ ok }) => ok);
    const [kept, other] = saved === 0 ? [adam, alice] : [alice, adam];
    expect(answers[1 - saved]).toMatchObject({
      code: "CONFLICT",
      current: { version: 1, marks: [{ studentId: kept.id }] },
    });
    const marks = await withSystem("test: the marks", (db) =>
      db.attendance.findMany({ where: { sessionId: first.id }, select: { studentId: true } }),
    );
    expect(marks).toEqual([{ studentId: kept.id }]);
    expect(await spansOf(other)).not.toContain("2026-11-19 480-490 open ROLL_CALL");
  });

  it("of a day is read by who taught on that day, and by who follows absences up", async () => {
    const { mathsTeacher, substitute, formerSubstitute, frenchTeacher, aed, head } = world.people;
    const taught = async (on: string) => {
      const lesson = await withSystem("test: a lesson of before", (db) =>
        aSession(db, world.services.maths6A, [mathsTeacher], { on, startMinute: 840 }),
      );
      const readers = [];
      for (const person of [mathsTeacher, substitute, formerSubstitute, frenchTeacher, aed, head]) {
        const found = await actAs(person, (ctx) => rollCallSheet(ctx, lesson.id), "absences");
        if (found) readers.push(person);
      }
      return readers;
    };
    expect(await taught("2026-09-17")).toEqual([mathsTeacher, formerSubstitute, aed, head]);
    expect(await taught("2026-11-17")).toEqual([mathsTeacher, substitute, aed, head]);
  });

  it("writes a lateness, with its minutes, and refuses one without", async () => {
    const { adam } = world.people;
    const late = { lates: [adam.id], [`minutes-${adam.id}`]: "7" };
    expect(await call(by(), sheet(first, 0, [adam], late))).toMatchObject({ value: { absent: 0, late: 1 } });
    expect(await spansOf(adam)).toEqual([]);
    expect(await eventsOf(world.school)).toEqual(["late.recorded"]);
    const wrong = { lates: [adam.id], [`minutes-${adam.id}`]: "0" };
    expect(await call(by(), sheet(second, 0, [], wrong))).toMatchObject({
      code: "INVALID",
      fields: { [`minutes-${adam.id}`]: [expect.stringContaining("une minute")] },
    });
  });

  it("is refused too early, on another day, for a stranger of the class and for a cancelled lesson", async () => {
    const { schoolId } = world.school;
    expect(await call(by(), sheet(world.sessions.maths6ANext, 0, []))).toMatchObject({ code: "INVALID" });
    expect(await call(by(), sheet(first, 0, [world.people.basile]))).toMatchObject({ code: "INVALID" });
    await withSystem("test: yesterday, and cancelled", async (db) => {
      const day = new Date("2026-11-18T00:00:00Z");
      await db.session.update({ where: { schoolId_id: { schoolId, id: first.id } }, data: { day } });
      await db.session.update({ where: { schoolId_id: { schoolId, id: second.id } }, data: { status: "CANCELLED" } });
    });
    expect(await call(by(), sheet(first, 0, []))).toMatchObject({ code: "INVALID" });
    expect(await call(world.people.aed, sheet(first, 0, []))).toMatchObject({ ok: true });
    expect(await call(by(), sheet(second, 0, []))).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("at the office", () => {
  it("a pupil who arrives during a lesson is late, and no longer absent", async () => {
    const { adam, aed } = world.people;
    await call(by(), sheet(first, 0, [adam]));
    expect(await arrive(aed, { studentId: adam.id, minute: "08:04" })).toMatchObject({ value: { late: 4 } });
    expect(await spansOf(adam)).toEqual([]);
    // The sheet that the teacher has open knows nothing of it.
    expect(await call(by(), sheet(first, 1, [adam]))).toMatchObject({ code: "CONFLICT" });
  });

  it("who arrived before the roll call is there, whatever the teacher has not seen", async () => {
    const { adam, aed } = world.people;
    await arrive(aed, { studentId: adam.id, minute: "08:04" });
    expect(await call(by(), sheet(first, 0, [adam]))).toMatchObject({ value: { absent: 0, late: 1 } });
    expect(await spansOf(adam)).toEqual([]);
  });

  it("an arrival to come is refused", async () => {
    const { adam, aed } = world.people;
    expect(await arrive(aed, { studentId: adam.id, minute: "08:06" })).toMatchObject({
      fields: { minute: [expect.any(String)] },
    });
  });
});

describe("an absence that a parent tells of", () => {
  const today = { origin: "GUARDIAN", startDay: "2026-11-19", endDay: "2026-11-19", startMinute: "", endMinute: "" };

  it("takes the place of what the roll call had made, and is no news to the next one", async () => {
    const { adam, cpe } = world.people;
    await call(by(), sheet(first, 0, [adam]));
    expect(await tell(cpe, { ...today, studentId: adam.id })).toMatchObject({ ok: true });
    await call(by(), sheet(second, 0, [adam]));
    expect(await spansOf(adam)).toEqual(["2026-11-19 0-1440 GUARDIAN"]);
  });

  it("of some hours leaves the others to the roll call; withdrawn, the roll calls say what they say", async () => {
    const { adam, cpe } = world.people;
    await call(by(), sheet(first, 0, [adam]));
    await call(by(), sheet(second, 0, [adam]));
    const told = await tell(cpe, { ...today, endMinute: "08:10", studentId: adam.id });
    if (!told.ok) throw new Error(told.message);
    expect(await spansOf(adam)).toEqual(["2026-11-19 0-490 GUARDIAN", "2026-11-19 490-500 open ROLL_CALL"]);
    expect(await withdraw(cpe, { absenceId: told.value.id, version: 1 })).toMatchObject({ ok: true });
    expect(await spansOf(adam)).toEqual(["2026-11-19 480-500 open ROLL_CALL"]);
  });

  it("whose end nobody knows ends when a roll call finds the pupil there", async () => {
    const { adam, cpe } = world.people;
    await tell(cpe, { ...today, studentId: adam.id, startMinute: "07:55", isOpen: "oui" });
    await call(by(), sheet(second, 0, []));
    expect(await spansOf(adam)).toEqual(["2026-11-19 475-490 GUARDIAN"]);
  });

  it("is refused twice for the same hours, backwards, and beyond the year", async () => {
    const { adam, cpe } = world.people;
    await tell(cpe, { ...today, studentId: adam.id });
    expect(await tell(cpe, { ...today, studentId: adam.id })).toMatchObject({ code: "INVALID" });
    expect(await tell(cpe, { ...today, studentId: adam.id, endDay: "2026-11-18" })).toMatchObject({ code: "INVALID" });
    const late = { ...today, studentId: adam.id, startDay: "2027-08-31", endDay: "2027-09-02" };
    expect(await tell(cpe, late)).toMatchObject({ code: "INVALID" });
  });
});
