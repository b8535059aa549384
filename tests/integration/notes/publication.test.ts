import { Temporal } from "temporal-polyfill";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/auth/context";
import { saveSettings } from "@/lib/comptes/commands";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { returnAssessment, saveAssessment, saveGrades } from "@/lib/notes/commands";
import { pupilResults } from "@/lib/notes/queries";
import { saveAssessmentInput, saveGradesInput } from "@/lib/notes/schema";
import { fromDbInstant } from "@/lib/time/day";
import { actAs } from "@/tests/access/personas";
import { anAssessment, anEnrollment, aPerson, type PersonRef, type Ref } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

// In maths, six pupils of 6A have 10 in an assessment that families see. The frozen day is Thursday 2026-11-19.

let world: World;
let assessment: Ref;
let pupils: readonly Ref[];

beforeEach(async () => {
  await withSystem("publication: the world", async (db) => {
    world = await makeWorld(db);
    const { schoolId } = world.school;
    const { people, groups, services, periods } = world;
    const others = [];
    for (const lastName of ["Ba", "Caron", "Diot", "Étienne"]) {
      const pupil = await aPerson(db, schoolId, { profile: "STUDENT", firstName: "Paul", lastName });
      await anEnrollment(db, pupil, groups.sixA);
      others.push(pupil);
    }
    pupils = [people.alice, people.adam, ...others];
    await db.shownStatistic.deleteMany({ where: { schoolId } });
    await db.assessmentStatistic.deleteMany({ where: { schoolId } });
    await db.grade.deleteMany({ where: { schoolId } });
    await db.assessment.deleteMany({ where: { schoolId } });
    assessment = await anAssessment(db, services.maths6A, periods.firstTerm, people.mathsTeacher, {
      grades: pupils.map((student) => ({ student, points: 10 })),
      visible: null,
    });
  });
});

const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime("Europe/Paris").toInstant();

/** Acts at a local time of the school, in a module. */
const actAt = <T>(who: PersonRef, local: string, run: (ctx: Context) => Promise<T>, module = "notes" as const) =>
  actAs(who, (ctx) => run({ ...ctx, now: at(local) }), module);

const giveBack = (local: string) =>
  actAt(world.people.mathsTeacher, local, (ctx) =>
    returnAssessment(ctx, { operationId: newId(), assessmentId: assessment.id, version: 1, returned: "yes" }),
  );

const write = (local: string, student: Ref, version: number, was: string, value: string) =>
  actAt(world.people.mathsTeacher, local, (ctx) =>
    saveGrades(
      ctx,
      saveGradesInput.parse({
        serviceId: world.services.maths6A.id,
        assessment: [assessment.id],
        student: [student.id],
        version: [version],
        was: [was],
        value: [value],
      }),
    ),
  );

/** What a family reads of the class: its average, then mean, lowest and highest of the assessment, of how many. */
const readAt = (who: PersonRef, local: string) =>
  actAt(who, local, async (ctx) => {
    const results = await pupilResults(ctx, world.people.alice.id, null);
    const [subject] = results?.subjects ?? [];
    const figures = subject?.grades[0]?.figures;
    return [subject?.classAverage, figures?.mean, figures?.lowest, figures?.highest, figures?.count].join(" ");
  });

const saveNotesSettings = (local: string, values: Record<string, string>) =>
  actAs(
    world.people.head,
    async (ctx) => {
      const { version } = await ctx.db.school.findUniqueOrThrow({ where: { id: ctx.viewer.school.id } });
      const usual = {
        studentDelayHours: "0",
        guardianDelayHours: "24",
        quietFromMinute: "20:00",
        quietUntilMinute: "07:00",
      };
      const flags = { isWeekendQuiet: "on", showsClassFigures: "on" };
      const input = { operationId: newId(), version, group: "notes", ...usual, ...flags, ...values };
      return saveSettings({ ...ctx, now: at(local) }, input);
    },
    "comptes",
  );

const instantsOf = (student: Ref) =>
  withSystem("test: instants", async (db) => {
    const key = { schoolId: world.school.schoolId, assessmentId: assessment.id };
    const grade = await db.grade.findFirstOrThrow({ where: { ...key, studentId: student.id } });
    return [grade.visibleToStudentAt, grade.visibleToGuardianAt].map(
      (value) =>
        value && fromDbInstant(value).toZonedDateTimeISO("Europe/Paris").toPlainDateTime().toString().slice(0, 16),
    );
  });

describe("the figures of a class that a family reads", () => {
  it("move when a late correction is shown, not when it is written", async () => {
    const { alice, adam, aliceGuardian1 } = world.people;
    await giveBack("2026-11-16T10:00");
    expect(await readAt(alice, "2026-11-17T12:00")).toBe("10 10 10 10 6");
    await write("2026-11-18T21:00", adam, 1, "10", "16");
    for (const family of [alice, aliceGuardian1]) {
      expect(await readAt(family, "2026-11-18T21:01")).toBe("10 10 10 10 6");
      expect(await readAt(family, "2026-11-19T06:59")).toBe("10 10 10 10 6");
      expect(await readAt(family, "2026-11-19T07:00")).toBe("11 11 10 16 6");
    }
  });

  it("follow a late grade for the pupils first, then for the guardians", async () => {
    const { alice, adam, aliceGuardian1 } = world.people;
    await withSystem("test: adam was away", (db) =>
      db.grade.deleteMany({ where: { assessmentId: assessment.id, studentId: adam.id } }),
    );
    await giveBack("2026-11-16T10:00");
    await write("2026-11-18T10:00", adam, 0, "", "16");
    expect(await readAt(alice, "2026-11-18T10:00")).toBe("11 11 10 16 6");
    expect(await readAt(aliceGuardian1, "2026-11-18T10:00")).toBe("10 10 10 10 5");
    expect(await readAt(aliceGuardian1, "2026-11-19T10:00")).toBe("11 11 10 16 6");
  });

  it("tell nothing more once the grades are taken back, and change at once with how the assessment counts", async () => {
    const { alice, mathsTeacher } = world.people;
    const { services, periods } = world;
    await giveBack("2026-11-16T10:00");
    const values = { operationId: newId(), serviceId: services.maths6A.id, periodId: periods.firstTerm.id };
    const changed = { title: "Contrôle", heldOn: "2026-11-02", outOf: "20", coefficient: "0", kind: "NORMAL" };
    const input = { ...values, ...changed, broughtToScale: "on", assessmentId: assessment.id, version: 2 };
    await actAt(mathsTeacher, "2026-11-17T10:00", (ctx) => saveAssessment(ctx, saveAssessmentInput.parse(input)));
    expect(await readAt(alice, "2026-11-17T10:00")).toBe(" 10 10 10 6");
    const taken = { operationId: newId(), assessmentId: assessment.id, version: 3, returned: "no" as const };
    await actAt(mathsTeacher, "2026-11-17T11:00", (ctx) => returnAssessment(ctx, taken));
    const left = await withSystem("test: what is left", (db) =>
      Promise.all([
        db.shownStatistic.count({ where: { assessmentId: assessment.id } }),
        db.classAverage.count({ where: { serviceId: services.maths6A.id } }),
      ]),
    );
    expect(left).toEqual([0, 0]);
  });
});

describe("a change of the school's policy", () => {
  it("gives new instants to what is not shown yet, figures included, and hides nothing that was seen", async () => {
    const { alice, aliceGuardian1 } = world.people;
    await giveBack("2026-11-18T10:00");
    expect(await instantsOf(alice)).toEqual(["2026-11-18T10:00", "2026-11-19T10:00"]);
    await saveNotesSettings("2026-11-18T12:00", { studentDelayHours: "48", guardianDelayHours: "48" });
    expect(await instantsOf(alice)).toEqual(["2026-11-18T10:00", "2026-11-20T10:00"]);
    expect(await readAt(alice, "2026-11-18T12:00")).toBe("10 10 10 10 6");
    expect(await readAt(aliceGuardian1, "2026-11-19T12:00")).toBe("    ");
    expect(await readAt(aliceGuardian1, "2026-11-20T10:00")).toBe("10 10 10 10 6");
    await saveNotesSettings("2026-11-20T12:00", { guardianDelayHours: "200" });
    expect(await instantsOf(alice)).toEqual(["2026-11-18T10:00", "2026-11-20T10:00"]);
  });

  it("that shortens a delay shows at once, after the quiet hours at night", async () => {
    const { alice } = world.people;
    await giveBack("2026-11-18T10:00");
    await saveNotesSettings("2026-11-18T22:00", { guardianDelayHours: "0" });
    expect(await instantsOf(alice)).toEqual(["2026-11-18T10:00", "2026-11-19T07:00"]);
    await saveNotesSettings("2026-11-18T23:00", { quietFromMinute: "23:30", quietUntilMinute: "06:00" });
    expect(await instantsOf(alice)).toEqual(["2026-11-18T10:00", "2026-11-19T10:00"]);
  });

  it("is saved, and moves nothing, when what is not shown yet is of a year that was closed since", async () => {
    const { alice } = world.people;
    await giveBack("2026-11-18T10:00");
    const { schoolId, yearId } = world.school;
    await withSystem("test: the year is closed", (db) =>
      db.schoolYear.update({ where: { schoolId_id: { schoolId, id: yearId } }, data: { closedAt: new Date() } }),
    );
    expect(await saveNotesSettings("2026-11-18T12:00", { guardianDelayHours: "48" })).toMatchObject({ ok: true });
    expect(await instantsOf(alice)).toEqual(["2026-11-18T10:00", "2026-11-19T10:00"]);
  });

  it("moves a late correction with the quiet hours, and leaves the rest of the class alone", async () => {
    const { alice, adam } = world.people;
    await giveBack("2026-11-16T10:00");
    await write("2026-11-18T21:00", adam, 1, "10", "16");
    expect(await instantsOf(adam)).toEqual(["2026-11-19T07:00", "2026-11-19T07:00"]);
    await saveNotesSettings("2026-11-18T21:30", { quietUntilMinute: "09:00" });
    expect(await instantsOf(adam)).toEqual(["2026-11-19T09:00", "2026-11-19T09:00"]);
    expect(await instantsOf(alice)).toEqual(["2026-11-16T10:00", "2026-11-17T10:00"]);
    expect(await readAt(alice, "2026-11-19T08:59")).toBe("10 10 10 10 6");
    expect(await readAt(alice, "2026-11-19T09:00")).toBe("11 11 10 16 6");
  });
});

describe("guardians of level 2", () => {
  const marksSeenBy = (who: PersonRef) =>
    actAt(
      who,
      "2026-11-18T10:00",
      async (ctx) => (await pupilResults(ctx, world.people.alice.id, null))?.subjects.length,
    );

  it("read results where the school has chosen so, and those of level 3 never", async () => {
    const { aliceGuardian1, aliceGuardian2, aliceGuardian3 } = world.people;
    await giveBack("2026-11-16T10:00");
    const all = () => Promise.all([aliceGuardian1, aliceGuardian2, aliceGuardian3].map(marksSeenBy));
    expect(await all()).toEqual([1, undefined, undefined]);
    await saveNotesSettings("2026-11-18T08:00", { showsToLevel2: "on" });
    expect(await all()).toEqual([1, 1, undefined]);
    await saveNotesSettings("2026-11-18T09:00", {});
    expect(await all()).toEqual([1, undefined, undefined]);
  });

  it("reach no grade through the wall either, without that choice", async () => {
    const { aliceGuardian2 } = world.people;
    await giveBack("2026-11-16T10:00");
    const stored = () => actAs(aliceGuardian2, (ctx) => ctx.db.grade.count(), "notes");
    expect(await stored()).toBe(0);
    await saveNotesSettings("2026-11-18T08:00", { showsToLevel2: "on" });
    expect(await stored()).toBe(1);
  });
});
