import { Temporal } from "temporal-polyfill";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import { type Context, openContext } from "@/lib/auth/context";
import { closeYear, prepareYear, reopenYear } from "@/lib/comptes/annees/commands";
import { listYears } from "@/lib/comptes/annees/queries";
import { closeYearInput, prepareYearInput, reopenYearInput } from "@/lib/comptes/annees/schema";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { deleteAssessment } from "@/lib/notes/commands";
import { deleteAssessmentInput } from "@/lib/notes/schema";
import { listDivisions, schoolYearOn } from "@/lib/school/queries";
import { fromDbDay, toDbDay } from "@/lib/time/day";
import { viewerAs } from "@/tests/access/personas";
import { aGroup, anAssessment, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("years: the world", makeWorld);
});

/** A write as its form sends it, at a moment of one's choice. */
function as<Schema extends z.ZodType, Value>(
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  return async (
    who: PersonRef,
    values: Record<string, unknown>,
    at = "2027-05-12T08:00:00Z",
  ): Promise<Result<Value>> => {
    const operation: Operation<Schema, Value> = {
      name: `test.${run.name}`,
      module: "comptes",
      input,
      run: (ctx, parsed) => run({ ...ctx, now: Temporal.Instant.from(at) }, parsed),
    };
    return runOperation(operation, await viewerAs(who), { operationId: newId(), ...values });
  };
}
const prepare = as(prepareYearInput, prepareYear);
const close = as(closeYearInput, closeYear);
const reopen = as(reopenYearInput, reopenYear);

/** Asks as the head at a moment of one's choice. */
const asked = async <T>(at: string, run: (ctx: Context) => Promise<T>): Promise<T> =>
  openContext(await viewerAs(world.people.head), "comptes", { readOnly: true }, (ctx) =>
    run({ ...ctx, now: Temporal.Instant.from(at) }),
  );

describe("the year that comes", () => {
  it("is made with the periods of the year before and the calendar of the zone, once, and disturbs nothing", async () => {
    const { head } = world.people;
    const { schoolId, yearId } = world.school;
    const before = await asked("2027-05-12T08:00:00Z", listDivisions);
    const { id } = await prepare(head, { firstDay: "2027-09-02", lastDay: "2028-08-31" }).then((result) => {
      if (!result.ok) throw new Error(result.message);
      return result.value;
    });
    const year = await withSystem("the year prepared", (db) =>
      db.schoolYear.findUniqueOrThrow({
        where: { schoolId_id: { schoolId, id } },
        select: {
          label: true,
          schemes: {
            select: { name: true, periods: { select: { startsOn: true, endsOn: true }, orderBy: { position: "asc" } } },
          },
          closures: { select: { name: true } },
          weeks: { select: { alternance: true } },
        },
      }),
    );
    expect(year.label).toBe("2027-2028");
    expect(year.schemes.map(({ name }) => name)).toEqual(
      await withSystem("the schemes copied", (db) =>
        db.periodScheme
          .findMany({ where: { schoolId, yearId }, select: { name: true } })
          .then((rows) => rows.map(({ name }) => name)),
      ),
    );
    expect(year.schemes.flatMap(({ periods }) => periods.map(({ startsOn }) => fromDbDay(startsOn)))[0]).toBe(
      "2027-09-02",
    );
    expect(year.closures.map(({ name }) => name)).toContain("Vacances de Noël");
    expect(year.weeks.length).toBeGreaterThan(34);
    expect(await asked("2027-05-12T08:00:00Z", listDivisions)).toEqual(before);
    expect(await prepare(head, { firstDay: "2027-09-01", lastDay: "2028-08-31" })).toMatchObject({ code: "CONFLICT" });
  });

  it("refuses days of the year before, and completes a year that files have brought, whose classes then follow its periods", async () => {
    const second = await withSystem("another school", makeWorld);
    const yearId = newId();
    const division = await withSystem("the files of the year that comes", async (db) => {
      await db.schoolYear.create({
        data: {
          schoolId: second.school.schoolId,
          id: yearId,
          label: "2027-2028",
          startsOn: toDbDay("2027-09-01"),
          endsOn: toDbDay("2028-09-01"),
        },
      });
      return aGroup(db, { ...second.school, yearId }, { code: "6A", level: "6e" });
    });
    // The year of the factories ends on 31 August.
    expect(await prepare(second.people.head, { firstDay: "2027-08-01", lastDay: "2028-08-31" })).toMatchObject({
      code: "INVALID",
      fields: { firstDay: [expect.stringContaining("2026-2027")] },
    });
    expect(await prepare(second.people.head, { firstDay: "2027-09-01", lastDay: "2028-07-07" })).toMatchObject({
      value: { id: yearId },
    });
    const followed = await withSystem("the periods of 6A", (db) =>
      db.group.findUniqueOrThrow({
        where: { schoolId_id: { schoolId: second.school.schoolId, id: division.id } },
        select: { periodScheme: { select: { yearId: true } }, year: { select: { endsOn: true } } },
      }),
    );
    expect(followed.periodScheme?.yearId).toBe(yearId);
    expect(fromDbDay(followed.year.endsOn)).toBe("2028-07-08");
  });

  it("begins by itself: on the last day of a year its classes are there, between two years none, then the next ones", async () => {
    const { schoolId } = world.school;
    await withSystem("a class of the year that comes", async (db) => {
      const { id: yearId } = await db.schoolYear.findFirstOrThrow({ where: { schoolId, label: "2027-2028" } });
      const group = await aGroup(db, { ...world.school, yearId }, { code: "5A", level: "5e" });
      await db.group.update({
        where: { schoolId_id: { schoolId, id: group.id } },
        data: { startsOn: toDbDay("2027-09-02") },
      });
    });
    const codes = async (at: string) => (await asked(at, listDivisions)).map(({ code }) => code);
    // Midnight in Paris is two hours before that of Greenwich.
    expect(await codes("2027-08-31T21:59:59Z")).toEqual(["6A", "6B"]);
    expect(await codes("2027-08-31T22:00:00Z")).toEqual([]);
    expect(await codes("2027-09-01T22:00:00Z")).toEqual(["5A"]);
  });
});

describe("closing a year", () => {
  it("asks to confirm what is open, keeps the year as it is, and is taken back by the head for a motive within thirty days", async () => {
    const { head, admin, mathsTeacher } = world.people;
    const { yearId } = world.school;
    const assessment = await withSystem("an assessment", (db) =>
      anAssessment(db, world.services.maths6A, world.periods.firstTerm, mathsTeacher),
    );
    const erase = as(deleteAssessmentInput, deleteAssessment);
    const closed = { yearId, version: 1 };
    expect(await close(head, closed, "2027-09-02T08:00:00Z")).toMatchObject({
      fields: { confirmed: [expect.any(String)] },
    });
    expect(await close(admin, { ...closed, confirmed: "on" }, "2027-09-02T08:00:00Z")).toMatchObject({ ok: true });
    expect(await close(head, { ...closed, confirmed: "on" }, "2027-09-02T08:00:00Z")).toMatchObject({
      code: "NOT_FOUND",
    });
    expect((await erase(mathsTeacher, { assessmentId: assessment.id, version: 1 })).ok).toBe(false);

    const motive = "Une moyenne à corriger.";
    expect(await reopen(admin, { yearId, version: 2, motive })).toMatchObject({ code: "NOT_FOUND" });
    expect(await reopen(head, { yearId, version: 2, motive: " " })).toMatchObject({ code: "INVALID" });
    expect(await reopen(head, { yearId, version: 2, motive }, "2027-10-02T08:00:00Z")).toMatchObject({
      code: "INVALID",
    });
    expect(await reopen(head, { yearId, version: 1, motive }, "2027-10-02T07:59:59Z")).toMatchObject({
      code: "CONFLICT",
    });
    expect(await reopen(head, { yearId, version: 2, motive }, "2027-10-02T07:59:59Z")).toMatchObject({ ok: true });
    const line = await withSystem("the journal", (db) =>
      db.journal.findFirstOrThrow({
        where: { schoolId: world.school.schoolId, action: "comptes.year.reopen" },
        select: { details: true },
      }),
    );
    expect(line.details).toMatchObject({ motive });
  });

  it("is not offered for a year that has not begun", async () => {
    const page = await asked("2027-05-12T08:00:00Z", (ctx) => listYears(ctx, 1));
    expect(page?.years.map(({ label, state, can }) => [label, state, can.close])).toEqual([
      ["2027-2028", "PREPARED", false],
      ["2026-2027", "CURRENT", true],
    ]);
    expect(page?.next).toBeNull();
  });
});

describe("a school of Nouméa", () => {
  it("is between two years in January, in its own from February, and prepares the next for February", async () => {
    const noumea = await withSystem("Nouméa", makeWorld);
    const { schoolId, yearId } = noumea.school;
    await withSystem("the year of Nouméa", async (db) => {
      await db.school.update({
        where: { id: schoolId },
        data: { timeZone: "Pacific/Noumea", zone: "CALEDONIE" },
      });
      await db.schoolYear.update({
        where: { schoolId_id: { schoolId, id: yearId } },
        data: { label: "2027", startsOn: toDbDay("2027-02-15"), endsOn: toDbDay("2027-12-18") },
      });
    });
    const yearAt = async (day: string) =>
      openContext(await viewerAs(noumea.people.head), "comptes", { readOnly: true }, (ctx) => schoolYearOn(ctx, day));
    expect(await yearAt("2027-01-20")).toBeNull();
    expect(await yearAt("2027-02-15")).toMatchObject({ label: "2027" });
    expect(await yearAt("2027-12-18")).toBeNull();
    expect(
      await prepare(noumea.people.head, { firstDay: "2028-02-14", lastDay: "2028-12-15" }, "2027-10-01T08:00:00Z"),
    ).toMatchObject({ ok: true });
    expect(await yearAt("2028-02-14")).toMatchObject({ label: "2028" });
    const weeks = await withSystem("the weeks of Nouméa", (db) =>
      db.teachingWeek.count({ where: { schoolId, year: { label: "2028" } } }),
    );
    expect(weeks).toBe(44);
  });
});
