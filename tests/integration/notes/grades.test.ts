import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { deleteAssessment, returnAssessment, saveAssessment, saveGrades } from "@/lib/notes/commands";
import { gradeSheet, pupilResults } from "@/lib/notes/queries";
import { deleteAssessmentInput, returnAssessmentInput, saveAssessmentInput, saveGradesInput } from "@/lib/notes/schema";
import { actAs, viewerAs } from "@/tests/access/personas";
import type { PersonRef, Ref } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
beforeEach(async () => {
  world = await withSystem("grades: the world", makeWorld);
});

/** A write as its form sends it: parsed, in one transaction, rolled back when it fails. */
function sending<Schema extends z.ZodType, Value>(
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name: "test.notes", module: "notes", input, run };
  return async (who: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(who), { operationId: newId(), ...values });
}

const save = sending(saveGradesInput, saveGrades);
const change = sending(saveAssessmentInput, saveAssessment);
const giveBack = sending(returnAssessmentInput, returnAssessment);
const remove = sending(deleteAssessmentInput, deleteAssessment);

/** One cell of an assessment of the maths service. */
const cell = (assessment: Ref, student: Ref, version: number, was: string, value: string) => ({
  serviceId: world.services.maths6A.id,
  assessment: [assessment.id],
  student: [student.id],
  version: [String(version)],
  was: [was],
  value: [value],
});

const outcomeOf = (result: Result<{ outcomes: unknown[] }>) => (result.ok ? result.value.outcomes[0] : result);

const storedGrade = (assessment: Ref, student: Ref) =>
  withSystem("test: a grade", (db) =>
    db.grade.findFirst({
      where: { schoolId: assessment.schoolId, assessmentId: assessment.id, studentId: student.id },
    }),
  );

describe("a cell", () => {
  it("is saved with its version, and the figures of the class follow", async () => {
    const { mathsTeacher, adam, alice } = world.people;
    const { maths6A } = world.assessments;
    const result = await save(mathsTeacher, cell(maths6A, adam, 1, "9,5", "11"));
    expect(outcomeOf(result)).toMatchObject({ status: "saved", version: 2 });
    const figures = await withSystem("test: figures", (db) =>
      db.assessmentStatistic.findFirst({ where: { assessmentId: maths6A.id } }),
    );
    expect([figures?.count, figures?.mean?.toString(), figures?.median?.toString()]).toEqual([2, "13", "13"]);
    const known = await withSystem("test: class averages", (db) =>
      db.classAverage.findMany({ where: { serviceId: world.services.maths6A.id }, orderBy: { reader: "asc" } }),
    );
    expect(known.map(({ reader, count, average }) => [reader, count, average?.toString()])).toEqual([
      ["STUDENT", 2, "13"],
      ["GUARDIAN", 2, "13"],
    ]);
    expect(await storedGrade(maths6A, alice)).toMatchObject({ version: 1 });
  });

  it("in which two teachers write ends in one value and a conflict that shows both; sent again, in success", async () => {
    const { mathsTeacher, substitute, adam } = world.people;
    const { maths6A } = world.assessments;
    const [first, second] = await Promise.all([
      save(mathsTeacher, cell(maths6A, adam, 1, "9,5", "12")),
      save(substitute, cell(maths6A, adam, 1, "9,5", "14")),
    ]);
    const outcomes = [outcomeOf(first), outcomeOf(second)];
    expect(outcomes).toContainEqual(expect.objectContaining({ status: "saved", version: 2 }));
    expect(outcomes).toContainEqual(expect.objectContaining({ status: "conflict", version: 2 }));
    const now = (await storedGrade(maths6A, adam))?.points?.toString() ?? "";
    const winner = now === "12" ? mathsTeacher : substitute;
    expect(outcomeOf(await save(winner, cell(maths6A, adam, 1, "9,5", now)))).toMatchObject({
      status: "saved",
      version: 2,
    });
  });

  it("that cannot be is refused with its reason, the others of the sending are saved", async () => {
    const { mathsTeacher, adam, alice, basile } = world.people;
    const { maths6A } = world.assessments;
    const result = await save(mathsTeacher, {
      serviceId: world.services.maths6A.id,
      assessment: [maths6A.id, maths6A.id, maths6A.id],
      student: [adam.id, alice.id, basile.id],
      version: ["1", "1", "0"],
      was: ["9,5", "15", ""],
      value: ["21", "A", "10"],
    });
    expect(
      result.ok && result.value.outcomes.map((outcome) => ("message" in outcome ? outcome.message : outcome.status)),
    ).toEqual(["Cette évaluation est notée sur 20.", "saved", "Cet élève n’est pas dans ce groupe."]);
    expect(await storedGrade(maths6A, alice)).toMatchObject({ points: null, code: "ABSENT" });
    expect(await storedGrade(maths6A, adam)).toMatchObject({ version: 1 });
  });

  it("of another service, of another school or of a closed period is not written", async () => {
    const { mathsTeacher, frenchTeacher, adam } = world.people;
    const { maths6A, french6A } = world.assessments;
    expect(await save(frenchTeacher, cell(maths6A, adam, 1, "9,5", "20"))).toMatchObject({ code: "NOT_FOUND" });
    expect(outcomeOf(await save(mathsTeacher, cell(french6A, adam, 0, "", "20")))).toMatchObject({ status: "refused" });
    expect(await save(world.other.people.teacher, cell(maths6A, adam, 1, "9,5", "20"))).toMatchObject({
      code: "NOT_FOUND",
    });
    const { schoolId, id: periodId } = world.periods.firstTerm;
    await withSystem("test: a closed period", (db) =>
      db.divisionPeriod.create({
        data: { schoolId, divisionId: world.groups.sixA.id, periodId, closedAt: new Date("2026-11-18T10:00:00Z") },
      }),
    );
    expect(await save(mathsTeacher, cell(maths6A, adam, 1, "9,5", "20"))).toMatchObject({ code: "INVALID" });
    const sheet = await actAs(mathsTeacher, (ctx) => gradeSheet(ctx, world.services.maths6A.id, periodId), "notes");
    expect(sheet?.readOnly).toBe("CLOSED");
  });
});

describe("what a family sees", () => {
  const marksOf = async (who: PersonRef) => {
    const results = await actAs(who, (ctx) => pupilResults(ctx, world.people.alice.id, null), "notes");
    const maths = results?.subjects.find(({ service }) => service.subject === "Mathématiques");
    return maths?.grades.map(({ mark }) => mark?.points) ?? [];
  };

  it("begins when it is given back, for the pupil first, and ends when that is taken back", async () => {
    const { mathsTeacher, alice, aliceGuardian1 } = world.people;
    const { maths6AHidden } = world.assessments;
    const which = { assessmentId: maths6AHidden.id };
    expect(await giveBack(mathsTeacher, { ...which, version: "1", returned: "yes" })).toMatchObject({ ok: true });
    expect(await marksOf(alice)).toEqual(["15", "4"]);
    expect(await marksOf(aliceGuardian1)).toEqual(["15"]);
    expect(await giveBack(mathsTeacher, { ...which, version: "1", returned: "no" })).toMatchObject({
      code: "CONFLICT",
    });
    await giveBack(mathsTeacher, { ...which, version: "2", returned: "no" });
    expect(await marksOf(alice)).toEqual(["15"]);
    const events = await withSystem("test: events", (db) =>
      db.outbox.findMany({ where: { schoolId: maths6AHidden.schoolId, kind: "notes.assessment.returned" } }),
    );
    expect(events.map(({ payload }) => payload)).toEqual([
      {
        assessmentId: maths6AHidden.id,
        serviceId: world.services.maths6A.id,
        visibleToStudentAt: "2026-11-19T07:05:00Z",
        visibleToGuardianAt: "2026-11-20T07:05:00Z",
      },
    ]);
  });

  it("shows no figure of so few pupils", async () => {
    const { alice } = world.people;
    const results = await actAs(alice, (ctx) => pupilResults(ctx, alice.id, null), "notes");
    expect(
      results?.subjects.every(
        ({ classAverage, grades }) => classAverage === null && grades.every(({ figures }) => figures === null),
      ),
    ).toBe(true);
  });

  it("does not change with a grade that is not given back", async () => {
    const { mathsTeacher, alice } = world.people;
    await save(mathsTeacher, cell(world.assessments.maths6AHidden, alice, 1, "4", "5"));
    expect(await marksOf(alice)).toEqual(["15"]);
    expect(
      await withSystem("test: class averages", (db) =>
        db.classAverage.count({ where: { serviceId: world.services.maths6A.id } }),
      ),
    ).toBe(0);
  });
});

describe("an assessment", () => {
  const values = () => ({
    serviceId: world.services.maths6A.id,
    periodId: world.periods.firstTerm.id,
    title: "Fractions",
    heldOn: "2026-11-18",
    outOf: "10",
    coefficient: "0",
    kind: "BONUS",
  });

  it("is made, changed and deleted with its grades", async () => {
    const { mathsTeacher, adam } = world.people;
    const made = await change(mathsTeacher, values());
    if (!made.ok) throw new Error(made.message);
    const { id } = made.value;
    const target = { schoolId: world.school.schoolId, id };
    await save(mathsTeacher, cell(target, adam, 0, "", "8"));
    const edit = { ...values(), assessmentId: id, version: "1" };
    expect(await change(mathsTeacher, { ...edit, outOf: "5" })).toMatchObject({
      fields: { outOf: ["Une note de 8 est déjà saisie."] },
    });
    expect(await change(mathsTeacher, { ...edit, coefficient: "1,5" })).toMatchObject({ ok: true });
    expect(await change(mathsTeacher, edit)).toMatchObject({ code: "CONFLICT" });
    expect(await remove(mathsTeacher, { assessmentId: id, version: "2" })).toMatchObject({ ok: true });
    expect(await storedGrade(target, adam)).toBeNull();
  });

  it("belongs to a period of its class", async () => {
    const result = await change(world.people.mathsTeacher, { ...values(), periodId: newId() });
    expect(result).toMatchObject({ fields: { periodId: ["Choisissez une période."] } });
  });
});

describe("a school year that is closed", () => {
  it("is read and written no more", async () => {
    const { mathsTeacher, adam } = world.people;
    const { maths6A } = world.assessments;
    await withSystem("test: a closed year", (db) =>
      db.schoolYear.updateMany({
        where: { schoolId: world.school.schoolId },
        data: { closedAt: new Date("2026-11-18T00:00:00Z") },
      }),
    );
    expect(await save(mathsTeacher, cell(maths6A, adam, 1, "9,5", "11"))).toMatchObject({ ok: false, code: "INVALID" });
    expect(await giveBack(mathsTeacher, { assessmentId: maths6A.id, version: "1", returned: "no" })).toMatchObject({
      ok: false,
      code: "INVALID",
    });
    const sheet = await actAs(mathsTeacher, (ctx) => gradeSheet(ctx, world.services.maths6A.id, null), "notes");
    expect(sheet?.readOnly).toBe("CLOSED");
  });
});
