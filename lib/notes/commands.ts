import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { teacherName, today } from "@/lib/school/rules";
import { schoolSettings } from "@/lib/school/settings";
import { fromDbDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { formatList } from "@/lib/time/format";
import { mayGrade } from "./access";
import { inFrench, readMark, writeMark } from "./marks";
import { type FigureScope, lockService, refreshFigures } from "./refresh";
import { visibilityOf, visibilityOfGrade } from "./rules";
import type {
  deleteAssessmentInput,
  returnAssessmentInput,
  saveAssessmentInput,
  saveGradesInput,
  saveServiceInput,
} from "./schema";
import { serviceSelect, toGradedService, toMark, visibilityIn } from "./shapes";
import type { CellOutcome } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

const CLOSED = "Cette période est close\u202F: les notes ne changent plus. La direction peut la rouvrir.";

/**
 * Writes cells of a service's grid. The teachers of the service, while the period is open. Each cell ends in a state of its own:
 * saved, in conflict with what somebody else wrote meanwhile, or refused with its reason; the others are saved all the same.
 * Sending a cell again that is already stored as it says is a success.
 */
export async function saveGrades(
  ctx: Context,
  { serviceId, cells }: Input<typeof saveGradesInput>,
): Promise<Result<{ outcomes: CellOutcome[] }>> {
  const schoolId = ctx.viewer.school.id;
  const service = await writableService(ctx, serviceId);
  if (!service) return fail("NOT_FOUND");
  const touched = cells.filter(({ value, was }) => value.trim() !== was.trim());
  const assessments = await ctx.db.assessment.findMany({
    where: { schoolId, serviceId, id: { in: [...new Set(touched.map((cell) => cell.assessmentId))] } },
    select: { id: true, periodId: true, outOf: true, visibleToStudentAt: true, visibleToGuardianAt: true },
  });
  const periodIds = [...new Set(assessments.map(({ periodId }) => periodId))];
  if (await isClosed(ctx, service, periodIds)) return fail("INVALID", { message: CLOSED });
  const studentIds = [...new Set(touched.map((cell) => cell.studentId))];
  const members = await ctx.db.enrollment.findMany({
    where: { schoolId, groupId: service.groupId, studentId: { in: studentIds } },
    select: { studentId: true },
  });
  const enrolled = new Set(members.map(({ studentId }) => studentId));
  const stored = await ctx.db.grade.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, assessmentId: { in: assessments.map(({ id }) => id) }, studentId: { in: studentIds } },
    include: { updatedBy: { select: { civility: true, firstName: true, lastName: true } } },
  });
  const { notes: policy } = schoolSettings(service.settings);
  const rows: object[] = [];
  const changed = new Map<string, Set<string>>();
  const outcomes = touched.map((cell): CellOutcome => {
    const at = { assessmentId: cell.assessmentId, studentId: cell.studentId };
    const refused = (message: string) => ({ ...at, status: "refused" as const, message, typed: cell.value });
    const assessment = assessments.find(({ id }) => id === cell.assessmentId);
    if (!assessment) return refused("Cette évaluation a été supprimée.");
    if (!enrolled.has(cell.studentId)) return refused("Cet élève n’est pas dans ce groupe.");
    const read = readMark(cell.value, assessment.outOf.toString());
    if (!read.ok) return refused(read.message);
    const before = stored.find((row) => row.assessmentId === at.assessmentId && row.studentId === at.studentId);
    const current = before ? writeMark(toMark(before)) : "";
    if (current === writeMark(read.mark)) return { ...at, status: "saved", version: before?.version ?? 0 };
    if ((before?.version ?? 0) !== cell.version) {
      const by = before ? teacherName(before.updatedBy) : "";
      return { ...at, status: "conflict", version: before?.version ?? 0, current, by, typed: cell.value };
    }
    const version = cell.version + 1;
    const shown = visibilityIn(assessment);
    const visibility =
      shown &&
      visibilityOfGrade(policy, shown, before ? visibilityIn(before) : null, ctx.now, ctx.viewer.school.timeZone);
    rows.push({
      school_id: schoolId,
      assessment_id: at.assessmentId,
      student_id: at.studentId,
      points: read.mark?.points ?? null,
      code: read.mark?.code ?? null,
      visible_to_student_at: visibility?.STUDENT.toString() ?? null,
      visible_to_guardian_at: visibility?.GUARDIAN.toString() ?? null,
      version,
      updated_by_id: ctx.viewer.person.id,
      updated_at: ctx.now.toString(),
    });
    const ofPeriod = changed.get(assessment.periodId) ?? new Set();
    changed.set(assessment.periodId, ofPeriod.add(at.assessmentId));
    return { ...at, status: "saved", version };
  });
  if (rows.length === 0) return ok({ outcomes });
  await ctx.db.$executeRaw`
    INSERT INTO grade (school_id, assessment_id, student_id, points, code, visible_to_student_at, visible_to_guardian_at,
      version, updated_by_id, updated_at)
    SELECT school_id, assessment_id, student_id, points, code, visible_to_student_at, visible_to_guardian_at,
      version, updated_by_id, updated_at
    FROM jsonb_populate_recordset(NULL::grade, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (school_id, assessment_id, student_id) DO UPDATE SET points = excluded.points, code = excluded.code,
      visible_to_student_at = excluded.visible_to_student_at, visible_to_guardian_at = excluded.visible_to_guardian_at,
      version = excluded.version, updated_by_id = excluded.updated_by_id, updated_at = excluded.updated_at`;
  for (const [periodId, assessmentIds] of changed) {
    await refreshFigures(ctx.db, { ...service.figures, periodId }, { assessmentIds }, ctx.now);
  }
  await record(ctx, {
    action: "notes.grades.save",
    targetType: "service",
    targetId: serviceId,
    details: { cells: rows.length, assessmentIds: [...changed.values()].flatMap((ids) => [...ids]) },
  });
  return ok({ outcomes });
}

/**
 * Makes an assessment, or changes one. The teachers of the service, while the period is open. CONFLICT when it was changed meanwhile;
 * INVALID when a grade would pass its new maximum.
 */
export async function saveAssessment(
  ctx: Context,
  input: Input<typeof saveAssessmentInput>,
): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  const { serviceId, assessmentId, periodId, partId } = input;
  const service = await writableService(ctx, serviceId);
  if (!service) return fail("NOT_FOUND");
  if (!service.periodIds.includes(periodId))
    return fail("INVALID", { fields: { periodId: ["Choisissez une période."] } });
  if (partId && !service.figures.rules.parts?.some(({ id }) => id === partId)) {
    return fail("INVALID", { fields: { partId: ["Choisissez une partie de ce service."] } });
  }
  const before = assessmentId
    ? await ctx.db.assessment.findFirst({
        where: { schoolId, id: assessmentId, serviceId },
        select: { periodId: true, version: true },
      })
    : null;
  if (assessmentId && !before) return fail("NOT_FOUND");
  const periodIds = [...new Set([periodId, ...(before ? [before.periodId] : [])])];
  if (await isClosed(ctx, service, periodIds)) return fail("INVALID", { message: CLOSED });
  if (before && before.version !== input.version) return fail("CONFLICT");
  const highest = assessmentId
    ? await ctx.db.grade.aggregate({ where: { schoolId, assessmentId }, _max: { points: true } })
    : null;
  if (highest?._max.points?.greaterThan(input.outOf)) {
    const message = `Une note de ${inFrench(highest._max.points.toString())} est déjà saisie.`;
    return fail("INVALID", { fields: { outOf: [message] } });
  }
  const at = toDbInstant(ctx.now);
  const values = {
    periodId,
    partId,
    title: input.title,
    heldOn: toDbDay(input.heldOn),
    outOf: input.outOf,
    coefficient: input.coefficient,
    broughtToScale: input.broughtToScale === "on",
    kind: input.kind,
    comment: input.comment || null,
    updatedAt: at,
  };
  const id = assessmentId ?? newId();
  if (before) {
    await ctx.db.assessment.updateMany({ where: { schoolId, id }, data: { ...values, version: before.version + 1 } });
    for (const each of periodIds) {
      await refreshFigures(ctx.db, { ...service.figures, periodId: each }, "ASSESSMENTS", ctx.now);
    }
  } else {
    await ctx.db.assessment.createMany({
      data: [{ schoolId, id, serviceId, ...values, authorId: ctx.viewer.person.id, createdAt: at }],
    });
  }
  await record(ctx, {
    action: before ? "notes.assessment.change" : "notes.assessment.create",
    targetType: "assessment",
    targetId: id,
    details: { serviceId },
  });
  return ok({ id });
}

/** Deletes an assessment with its grades. The teachers of the service, while the period is open. CONFLICT as above. */
export async function deleteAssessment(
  ctx: Context,
  input: Input<typeof deleteAssessmentInput>,
): Promise<Result<{ serviceId: string }>> {
  const found = await changeableAssessment(ctx, input);
  if (!found.ok) return found;
  const { service, assessment } = found.value;
  const which = { schoolId: ctx.viewer.school.id, assessmentId: assessment.id };
  const { count } = await ctx.db.grade.deleteMany({ where: which });
  await ctx.db.assessmentStatistic.deleteMany({ where: which });
  await ctx.db.shownStatistic.deleteMany({ where: which });
  await ctx.db.assessment.deleteMany({ where: { schoolId: which.schoolId, id: assessment.id } });
  await refreshFigures(ctx.db, { ...service.figures, periodId: assessment.periodId }, "ASSESSMENTS", ctx.now);
  await record(ctx, {
    action: "notes.assessment.delete",
    targetType: "assessment",
    targetId: assessment.id,
    details: { serviceId: service.figures.serviceId, grades: count },
  });
  return ok({ serviceId: service.figures.serviceId });
}

/**
 * Says that the copies were given back: pupils, then guardians, see the grades from the instants that the school's policy gives. Or takes
 * that back: nobody of a family sees them. The teachers of the service, while the period is open. CONFLICT as above.
 */
export async function returnAssessment(
  ctx: Context,
  input: Input<typeof returnAssessmentInput>,
): Promise<Result<{ id: string }>> {
  const found = await changeableAssessment(ctx, input);
  if (!found.ok) return found;
  const { service, assessment } = found.value;
  const schoolId = ctx.viewer.school.id;
  const returned = input.returned === "yes";
  // What a family has seen is not hidden again by a second giving back.
  if (returned && assessment.isReturned) return ok({ id: assessment.id });
  const policy = schoolSettings(service.settings).notes;
  const visibility = returned ? visibilityOf(policy, ctx.now, ctx.viewer.school.timeZone) : null;
  const visible = {
    visibleToStudentAt: visibility && toDbInstant(visibility.STUDENT),
    visibleToGuardianAt: visibility && toDbInstant(visibility.GUARDIAN),
  };
  await ctx.db.assessment.updateMany({
    where: { schoolId, id: assessment.id },
    data: { ...visible, returnedAt: returned ? toDbInstant(ctx.now) : null, version: assessment.version + 1 },
  });
  await ctx.db.grade.updateMany({ where: { schoolId, assessmentId: assessment.id }, data: visible });
  await refreshFigures(ctx.db, { ...service.figures, periodId: assessment.periodId }, "ASSESSMENTS", ctx.now);
  await record(ctx, {
    action: returned ? "notes.assessment.return" : "notes.assessment.withdraw",
    targetType: "assessment",
    targetId: assessment.id,
    details: { serviceId: service.figures.serviceId },
  });
  if (visibility) {
    // For notifications: the pupils with a grade in it are told at the first instant, their guardians at the second, and only
    // if the assessment still has that instant then: it may have been taken back.
    await emit(ctx, "notes.assessment.returned", {
      assessmentId: assessment.id,
      serviceId: service.figures.serviceId,
      visibleToStudentAt: visibility.STUDENT.toString(),
      visibleToGuardianAt: visibility.GUARDIAN.toString(),
    });
  }
  return ok({ id: assessment.id });
}

/**
 * Sets how a service counts: its scale, its rounding, its parts. The teachers of the service; not while a period is closed whose bulletins are
 * still to be published, since the council reads its averages. CONFLICT when it was changed meanwhile; INVALID when a part that has
 * assessments is removed. The figures of the class follow at once.
 */
export async function saveService(
  ctx: Context,
  { serviceId, version, scale, roundingMode, roundingStep, parts }: Input<typeof saveServiceInput>,
): Promise<Result<{ version: number }>> {
  const schoolId = ctx.viewer.school.id;
  const service = await writableService(ctx, serviceId);
  if (!service) return fail("NOT_FOUND");
  if (service.isYearClosed) return fail("INVALID", { message: "Cette année scolaire est close." });
  const awaited = await ctx.db.divisionPeriod.findFirst({
    where: { schoolId, divisionId: { in: service.divisionIds }, closedAt: { not: null }, publishedAt: null },
    select: { period: { select: { name: true } } },
  });
  if (awaited) {
    const message = `${awaited.period.name}\u202F: la saisie est close et les bulletins ne sont pas publiés. Les réglages ne changent plus d’ici là.`;
    return fail("INVALID", { message });
  }
  if (service.settingsVersion !== version) return fail("CONFLICT");
  const known = new Map(service.parts.map((part) => [part.id, part]));
  if (parts.some(({ id }) => id !== "" && !known.has(id))) return fail("CONFLICT");
  const removed = service.parts.filter(({ id }) => !parts.some((part) => part.id === id));
  const used = await ctx.db.assessment.groupBy({
    by: ["partId"],
    where: { schoolId, serviceId, partId: { in: removed.map(({ id }) => id) } },
    _count: { _all: true },
  });
  if (used.length > 0) {
    const names = removed.filter(({ id }) => used.some(({ partId }) => partId === id)).map(({ name }) => name);
    const message = `Des évaluations sont dans ${formatList(names)}\u202F: changez d’abord leur partie.`;
    return fail("INVALID", { fields: { partName: [message] } });
  }
  const settings = { scale, roundingMode, roundingStep };
  const { count } =
    version === 0
      ? await ctx.db.serviceGrading.createMany({ data: [{ schoolId, serviceId, ...settings }], skipDuplicates: true })
      : await ctx.db.serviceGrading.updateMany({
          where: { schoolId, serviceId, version },
          data: { ...settings, version: version + 1 },
        });
  if (count === 0) return fail("CONFLICT");
  await ctx.db.servicePart.deleteMany({ where: { schoolId, serviceId, id: { in: removed.map(({ id }) => id) } } });
  // Two parts may have exchanged their names: each lets go of its own first.
  for (const { id } of parts.filter((part) => part.id !== "" && known.get(part.id)?.name !== part.name)) {
    await ctx.db.servicePart.updateMany({ where: { schoolId, id }, data: { name: id } });
  }
  const kept = parts.map((part, position) => ({ ...part, id: part.id || newId(), isNew: part.id === "", position }));
  for (const { isNew, id, ...part } of kept) {
    if (isNew) await ctx.db.servicePart.createMany({ data: [{ schoolId, id, serviceId, ...part }] });
    else await ctx.db.servicePart.updateMany({ where: { schoolId, id, serviceId }, data: part });
  }
  const rules = { scale, rounding: { mode: roundingMode, step: roundingStep, at: "DISPLAY" as const }, parts: kept };
  for (const periodId of service.periodIds) {
    await refreshFigures(ctx.db, { ...service.figures, rules, periodId }, "ASSESSMENTS", ctx.now);
  }
  await record(ctx, {
    action: "notes.service.save",
    targetType: "service",
    targetId: serviceId,
    details: { ...settings, parts: kept.map(({ id, coefficient }) => ({ id, coefficient })) },
  });
  return ok({ version: version + 1 });
}

/** A service that the viewer teaches today, locked until the end of the transaction; null when it does not. */
async function writableService(ctx: Context, serviceId: string) {
  const schoolId = ctx.viewer.school.id;
  await lockService(ctx.db, schoolId, serviceId);
  const periods = { select: { periods: { select: { id: true } } } } as const;
  const row = await ctx.db.service.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: serviceId },
    select: {
      ...serviceSelect,
      year: { select: { closedAt: true, school: { select: { settings: true } } } },
      group: {
        select: {
          id: true,
          name: true,
          periodScheme: periods,
          divisions: { select: { division: { select: { id: true, periodScheme: periods } } } },
        },
      },
    },
  });
  const teachers = (row?.teachers ?? []).map(({ teacherId, startsOn, endsOn }) => ({
    teacherId,
    startsOn: fromDbDay(startsOn),
    endsOn: endsOn && fromDbDay(endsOn),
  }));
  if (!row || !mayGrade(ctx.viewer, teachers, today(ctx))) return null;
  const divisions = row.group.divisions.map(({ division }) => division);
  const schemes = [row.group.periodScheme, ...divisions.map(({ periodScheme }) => periodScheme)];
  const figures: Omit<FigureScope, "periodId"> = {
    schoolId,
    serviceId,
    groupId: row.group.id,
    rules: toGradedService(row, []).rules,
  };
  return {
    figures,
    groupId: row.group.id,
    divisionIds: [row.group.id, ...divisions.map(({ id }) => id)],
    periodIds: (schemes.find((scheme) => scheme !== null)?.periods ?? []).map(({ id }) => id),
    settings: row.year.school.settings,
    settingsVersion: row.grading?.version ?? 0,
    parts: row.parts.map(({ id, name }) => ({ id, name })),
    isYearClosed: row.year.closedAt !== null,
  };
}

type WritableService = NonNullable<Awaited<ReturnType<typeof writableService>>>;

/** Is its year closed, or one of these periods for a division of the service? A closed bulletin must not change by a groupe. */
async function isClosed(
  ctx: Context,
  { divisionIds, isYearClosed }: WritableService,
  periodIds: string[],
): Promise<boolean> {
  if (isYearClosed) return true;
  const closed = await ctx.db.divisionPeriod.findFirst({
    where: {
      schoolId: ctx.viewer.school.id,
      divisionId: { in: divisionIds },
      periodId: { in: periodIds },
      closedAt: { not: null },
    },
    select: { periodId: true },
  });
  return closed !== null;
}

async function changeableAssessment(
  ctx: Context,
  { assessmentId, version }: { assessmentId: string; version: number },
) {
  const schoolId = ctx.viewer.school.id;
  const target = await ctx.db.assessment.findFirst({
    where: { schoolId, id: assessmentId },
    select: { serviceId: true },
  });
  const service = target && (await writableService(ctx, target.serviceId));
  if (!service) return fail("NOT_FOUND");
  // Read again under the lock.
  const assessment = await ctx.db.assessment.findFirst({
    where: { schoolId, id: assessmentId },
    select: { id: true, periodId: true, version: true, returnedAt: true },
  });
  if (!assessment) return fail("NOT_FOUND");
  if (await isClosed(ctx, service, [assessment.periodId])) return fail("INVALID", { message: CLOSED });
  if (assessment.version !== version) return fail("CONFLICT");
  return ok({ service, assessment: { ...assessment, isReturned: assessment.returnedAt !== null } });
}
