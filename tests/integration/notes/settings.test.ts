import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { closePeriod, createScheme } from "@/lib/comptes/periods";
import { schoolFile } from "@/lib/comptes/queries";
import { closePeriodInput, createSchemeInput } from "@/lib/comptes/schema";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import type { ModuleSlug } from "@/lib/modules";
import { saveAssessment, saveGrades, saveService } from "@/lib/notes/commands";
import { gradeSheet } from "@/lib/notes/queries";
import { saveAssessmentInput, saveGradesInput, saveServiceInput } from "@/lib/notes/schema";
import { actAs, viewerAs } from "@/tests/access/personas";
import type { PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
beforeEach(async () => {
  world = await withSystem("settings: the world", makeWorld);
});

function sending<Schema extends z.ZodType, Value>(
  module: ModuleSlug,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name: `test.${module}`, module, input, run };
  return async (who: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(who), { operationId: newId(), ...values });
}

const configure = sending("notes", saveServiceInput, saveService);
const save = sending("notes", saveGradesInput, saveGrades);
const change = sending("notes", saveAssessmentInput, saveAssessment);
const close = sending("comptes", closePeriodInput, closePeriod);
const divide = sending("comptes", createSchemeInput, createScheme);

const sheetOf = () =>
  actAs(world.people.mathsTeacher, (ctx) => gradeSheet(ctx, world.services.maths6A.id, null), "notes");

const aCell = () => ({
  serviceId: world.services.maths6A.id,
  assessment: [world.assessments.maths6A.id],
  student: [world.people.adam.id],
  version: ["1"],
  was: ["9,5"],
  value: ["11"],
});

const anAssessment = () => ({
  serviceId: world.services.maths6A.id,
  periodId: world.periods.firstTerm.id,
  title: "Fractions",
  heldOn: "2026-11-18",
  outOf: "20",
  coefficient: "1",
  broughtToScale: "on",
  kind: "NORMAL",
});

const settings = (values: Record<string, unknown> = {}) => ({
  serviceId: world.services.maths6A.id,
  version: "0",
  scale: "20",
  roundingMode: "UP",
  roundingStep: "0.5",
  ...values,
});

const parts = (...lines: [id: string, name: string, coefficient: string][]) => ({
  partId: lines.map(([id]) => id),
  partName: lines.map(([, name]) => name),
  partCoefficient: lines.map(([, , coefficient]) => coefficient),
});

describe("a period", () => {
  it("closed by the head takes no grade and no assessment in any class that follows it, until it is opened again", async () => {
    const { head, mathsTeacher } = world.people;
    const periodId = world.periods.firstTerm.id;
    const closing = await close(head, { periodId, closed: "yes" });
    expect(closing.ok && closing.value.divisions).toBeGreaterThan(0);
    expect(await close(head, { periodId, closed: "yes" })).toEqual({ ok: true, value: { divisions: 0 } });
    const message = "Cette période est close\u202F: les notes ne changent plus. La direction peut la rouvrir.";
    expect(await save(mathsTeacher, aCell())).toMatchObject({ code: "INVALID", message });
    expect(await change(mathsTeacher, anAssessment())).toMatchObject({ code: "INVALID", message });
    expect((await sheetOf())?.readOnly).toBe("CLOSED");
    const school = await actAs(head, (ctx) => schoolFile(ctx), "comptes");
    const scheme = school?.schemes.find(({ periods }) => periods.some(({ id }) => id === periodId));
    expect(scheme?.periods.find(({ id }) => id === periodId)?.closed).toBe(scheme?.divisions);

    await close(head, { periodId, closed: "no" });
    expect(await save(mathsTeacher, aCell())).toMatchObject({ ok: true });
    const lines = await withSystem("test: the journal", (db) =>
      db.journal.findMany({ where: { targetId: periodId }, select: { action: true }, orderBy: { at: "asc" } }),
    );
    expect(lines.map(({ action }) => action).toSorted()).toEqual(["comptes.period.close", "comptes.period.reopen"]);
  });

  it("comes with a way of dividing the year, for the classes that had none", async () => {
    const { head } = world.people;
    const { schoolId } = world.school;
    await withSystem("test: a class without periods", (db) =>
      db.group.updateMany({ where: { schoolId, id: world.groups.sixB.id }, data: { periodSchemeId: null } }),
    );
    const asked = { kind: "SEMESTRE", divisionIds: [world.groups.sixA.id, world.groups.sixB.id] };
    const made = await divide(head, asked);
    if (!made.ok) throw new Error(made.message);
    expect(await divide(head, asked)).toMatchObject({ code: "NOT_FOUND" });
    const scheme = await withSystem("test: the scheme", (db) =>
      db.periodScheme.findFirst({
        where: { schoolId, id: made.value.id },
        select: { name: true, groups: { select: { id: true } }, periods: { select: { shortName: true } } },
      }),
    );
    expect(scheme).toEqual({
      name: "Semestres",
      groups: [{ id: world.groups.sixB.id }],
      periods: [{ shortName: "S1" }, { shortName: "S2" }],
    });
  });
});

describe("how a service counts", () => {
  it("is set by its teachers from the version that they read, and the averages follow", async () => {
    const { mathsTeacher, substitute } = world.people;
    expect(await configure(mathsTeacher, settings(parts(["", "Écrit", "2"], ["", "Oral", ""])))).toMatchObject({
      ok: true,
    });
    expect(await configure(substitute, settings())).toMatchObject({ code: "CONFLICT" });
    const sheet = await sheetOf();
    expect(sheet?.settingsVersion).toBe(1);
    expect(sheet?.service.rules).toMatchObject({
      rounding: { mode: "UP", step: "0.5" },
      parts: [
        { name: "Écrit", coefficient: "2" },
        { name: "Oral", coefficient: "1" },
      ],
    });
    const [written, oral] = sheet?.service.rules.parts ?? [];
    const exchanged = parts([written?.id ?? "", "Oral", "2"], [oral?.id ?? "", "Écrit", "0,5"]);
    expect(await configure(mathsTeacher, settings({ version: "1", ...exchanged }))).toMatchObject({ ok: true });
    expect((await sheetOf())?.service.rules.parts).toMatchObject([
      { id: written?.id, name: "Oral" },
      { id: oral?.id, name: "Écrit", coefficient: "0.5" },
    ]);
  });

  it("keeps a part that has assessments", async () => {
    const { mathsTeacher } = world.people;
    await configure(mathsTeacher, settings(parts(["", "Oral", "1"])));
    const partId = (await sheetOf())?.service.rules.parts[0]?.id ?? "";
    expect(await change(mathsTeacher, { ...anAssessment(), partId })).toMatchObject({ ok: true });
    expect(await configure(mathsTeacher, settings({ version: "1", ...parts([partId, "", "1"]) }))).toMatchObject({
      fields: { partName: ["Des évaluations sont dans Oral\u202F: changez d’abord leur partie."] },
    });
  });

  it("does not change between the close of a period and the publication of its bulletins", async () => {
    const { head, mathsTeacher } = world.people;
    await close(head, { periodId: world.periods.firstTerm.id, closed: "yes" });
    expect(await configure(mathsTeacher, settings())).toMatchObject({ code: "INVALID" });
    await withSystem("test: published", (db) =>
      db.divisionPeriod.updateMany({
        where: { schoolId: world.school.schoolId },
        data: { publishedAt: new Date("2026-11-18T10:00:00Z") },
      }),
    );
    expect(await configure(mathsTeacher, settings())).toMatchObject({ ok: true });
  });

  it.each([
    [{ scale: "0" }, { scale: ["Plus de zéro."] }],
    [
      { partId: ["", ""], partName: ["Oral", "oral"], partCoefficient: ["1", "2"] },
      { partName: ["Deux parties portent le même nom."] },
    ],
  ])("is refused in place: %j", async (values, fields) => {
    expect(await configure(world.people.mathsTeacher, settings(values))).toMatchObject({ code: "INVALID", fields });
  });
});
