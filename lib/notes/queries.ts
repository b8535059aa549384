import "server-only";
import type { Context } from "@/lib/auth/context";
import { viewerIn } from "@/lib/auth/viewer";
import { isId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { isWithin, runningOn, teacherName, today, validOn } from "@/lib/school/rules";
import { schoolSettings } from "@/lib/school/settings";
import { daysAfter, fromDbDay, fromDbInstant, type IsoDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { mayGrade, readerOf, reachOf, serviceScope, taughtScope, visibleGrades } from "./access";
import { LEAST_PUPILS_SHOWN, NEW_FOR_HOURS } from "./rules";
import {
  assessmentSelect,
  figuresSelect,
  periodsSelect,
  serviceSelect,
  toAssessment,
  toFigures,
  toGradedService,
  toMark,
  toPeriod,
} from "./shapes";
import type {
  GradeSheet,
  GradingPeriod,
  PupilResults,
  ReadGrade,
  ReadOnlyReason,
  RecentGrade,
  ServiceLine,
  SubjectResults,
  UnmarkedAssessment,
} from "./types";

/** A home page shows the newest few. */
const RECENT_GRADES = 5;
const UNMARKED_SHOWN = 5;

/**
 * The services whose grades the viewer reads, by class and subject, with where each is in the period of today. A teacher's: its
 * own first (`isMine`), then those of the division that it is main teacher of. The head's and the CPE's: those of one division.
 * Others get none.
 */
export async function listServices(
  ctx: Context,
  divisionId: string | null,
): Promise<(ServiceLine & { isMine: boolean })[]> {
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const scope = serviceScope(ctx.viewer, day);
  if (!scope || (reachOf(ctx.viewer) === "school" && !isId(divisionId))) return [];
  const inPeriod = { period: { is: { schoolId, ...runningOn(day) } } };
  const rows = await ctx.db.service.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      year: { is: { schoolId, ...runningOn(day) } },
      AND: [scope, ...(divisionId ? [ofDivision(schoolId, divisionId)] : [])],
    },
    select: {
      id: true,
      subject: { select: { name: true, code: true } },
      group: { select: { name: true, code: true } },
      teachers: {
        where: validOn(day),
        select: { teacherId: true, teacher: { select: { civility: true, firstName: true, lastName: true } } },
      },
      assessments: {
        where: inPeriod,
        select: { heldOn: true, statistic: { select: { count: true } } },
      },
    },
    orderBy: [{ group: { code: "asc" } }, { subject: { name: "asc" } }, { id: "asc" }],
  });
  const lines = rows.map((row) => ({
    id: row.id,
    subject: row.subject.name,
    subjectCode: row.subject.code,
    group: row.group.name,
    teachers: row.teachers.map(({ teacher }) => teacherName(teacher)),
    assessments: row.assessments.length,
    unmarked: row.assessments.filter(({ heldOn, statistic }) => !statistic && fromDbDay(heldOn) <= day).length,
    isMine: row.teachers.some(({ teacherId }) => teacherId === ctx.viewer.person.id),
  }));
  return [...lines.filter(({ isMine }) => isMine), ...lines.filter(({ isMine }) => !isMine)];
}

function ofDivision(schoolId: string, divisionId: string): Prisma.ServiceWhereInput {
  return {
    OR: [{ groupId: divisionId }, { group: { is: { schoolId, divisions: { some: { schoolId, divisionId } } } } }],
  };
}

/**
 * The grades of a service in a period. Readers: see access.ts; the main teacher of a division reads of a groupe the pupils of that
 * division.
 * @param asked a period of the service's division; otherwise the one of today, else the last begun.
 * @returns null when the viewer does not read this service, or when its class has no periods.
 */
export async function gradeSheet(ctx: Context, serviceId: string, asked: string | null): Promise<GradeSheet | null> {
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const scope = serviceScope(ctx.viewer, day);
  if (!scope || !isId(serviceId)) return null;
  const row = await ctx.db.service.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [{ schoolId, id: serviceId }, scope] },
    select: {
      ...serviceSelect,
      year: { select: { closedAt: true } },
      group: {
        select: {
          id: true,
          name: true,
          periodScheme: periodsSelect,
          divisions: { select: { division: { select: { id: true, periodScheme: periodsSelect } } } },
        },
      },
    },
  });
  if (!row) return null;
  const schemes = [row.group.periodScheme, ...row.group.divisions.map(({ division }) => division.periodScheme)];
  const periods = (schemes.find((scheme) => scheme !== null)?.periods ?? []).map(toPeriod);
  const period = chosenPeriod(periods, asked, day);
  if (!period) return null;

  const current = row.teachers.filter((each) => isWithin(spanOf(each), day));
  const isTeacher = mayGrade(ctx.viewer, row.teachers.map(withDays), day);
  const divisionIds = [row.group.id, ...row.group.divisions.map(({ division }) => division.id)];
  const closed = isTeacher && (row.year.closedAt !== null || (await isClosed(ctx, divisionIds, period.id)));
  const readsAll = isTeacher || reachOf(ctx.viewer) === "school";
  const onRoll = rollDay(period, day);
  const members = await ctx.db.enrollment.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      groupId: row.group.id,
      ...validOn(onRoll),
      ...(readsAll ? {} : { student: { is: { schoolId, ...inMainDivision(ctx, day) } } }),
    },
    select: { student: { select: { id: true, firstName: true, lastName: true } } },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }, { studentId: "asc" }],
  });
  const assessments = await ctx.db.assessment.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, serviceId: row.id, periodId: period.id },
    select: {
      ...assessmentSelect,
      version: true,
      returnedAt: true,
      visibleToStudentAt: true,
      visibleToGuardianAt: true,
      statistic: { select: figuresSelect },
    },
    orderBy: [{ heldOn: "asc" }, { id: "asc" }],
  });
  const grades = await ctx.db.grade.findMany({
    where: {
      schoolId,
      assessmentId: { in: assessments.map(({ id }) => id) },
      studentId: { in: members.map(({ student }) => student.id) },
    },
    select: { assessmentId: true, studentId: true, points: true, code: true, version: true },
  });
  const readOnly: ReadOnlyReason = !isTeacher ? "NOT_TEACHING" : closed ? "CLOSED" : null;
  return {
    service: toGradedService(row, current),
    settingsVersion: row.grading?.version ?? 0,
    periods,
    period,
    readOnly,
    pupils: members.map(({ student }) => student),
    assessments: assessments.map((each) => ({
      ...toAssessment(each),
      version: each.version,
      isReturned: each.returnedAt !== null,
      visibleToStudentAt: each.visibleToStudentAt && fromDbInstant(each.visibleToStudentAt),
      visibleToGuardianAt: each.visibleToGuardianAt && fromDbInstant(each.visibleToGuardianAt),
      figures: toFigures(each.statistic),
    })),
    cells: grades.map(({ assessmentId, studentId, version, ...grade }) => ({
      assessmentId,
      studentId,
      version,
      mark: toMark(grade),
    })),
  };
}

/**
 * The sheet that an assessment is on: the same rights and the same figures.
 * @returns null when the viewer does not read the service of this assessment.
 */
export async function sheetOfAssessment(ctx: Context, assessmentId: string): Promise<GradeSheet | null> {
  if (!isId(assessmentId) || !serviceScope(ctx.viewer, today(ctx))) return null;
  const row = await ctx.db.assessment.findFirst({
    where: { schoolId: ctx.viewer.school.id, id: assessmentId },
    select: { serviceId: true, periodId: true },
  });
  return row && gradeSheet(ctx, row.serviceId, row.periodId);
}

/** A pupil of a division that the viewer is main teacher of. */
function inMainDivision(ctx: Context, day: IsoDay): Prisma.PersonWhereInput {
  const schoolId = ctx.viewer.school.id;
  const mainTeachers = { some: { schoolId, teacherId: ctx.viewer.person.id, ...validOn(day) } };
  return { enrollments: { some: { schoolId, ...validOn(day), group: { is: { schoolId, mainTeachers } } } } };
}

async function isClosed(ctx: Context, divisionIds: string[], periodId: string): Promise<boolean> {
  const closed = await ctx.db.divisionPeriod.findFirst({
    where: { schoolId: ctx.viewer.school.id, periodId, divisionId: { in: divisionIds }, closedAt: { not: null } },
    select: { periodId: true },
  });
  return closed !== null;
}

/** The day whose pupils a period's sheet lists: today, or the period's nearest day to it. */
function rollDay(period: GradingPeriod, day: IsoDay): IsoDay {
  if (day < period.startsOn) return period.startsOn;
  return day < period.endsOn ? day : daysAfter(period.endsOn, -1);
}

function chosenPeriod(periods: readonly GradingPeriod[], asked: string | null, day: IsoDay): GradingPeriod | undefined {
  return (
    periods.find(({ id }) => id === asked) ??
    periods.find((period) => isWithin(period, day)) ??
    periods.findLast(({ startsOn }) => startsOn <= day) ??
    periods[0]
  );
}

function spanOf({ startsOn, endsOn }: { startsOn: Date; endsOn: Date | null }) {
  return { startsOn: fromDbDay(startsOn), endsOn: endsOn && fromDbDay(endsOn) };
}

function withDays<Row extends { teacherId: string; startsOn: Date; endsOn: Date | null }>(row: Row) {
  return { teacherId: row.teacherId, ...spanOf(row) };
}

/**
 * A pupil's results in a period, as this pupil or guardian may see them now: grades, figures and averages of what is visible and of
 * nothing else. A subject appears with its first grade.
 * @returns null for whom the pupil is not.
 */
export async function pupilResults(
  ctx: Context,
  studentId: string,
  asked: string | null,
): Promise<PupilResults | null> {
  const viewer = viewerIn(ctx.viewer, "notes");
  const schoolId = viewer.school.id;
  if (reachOf(viewer) !== "family" || !viewer.students.some(({ id }) => id === studentId)) return null;
  const day = today(ctx);
  const division = await ctx.db.enrollment.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, studentId, groupKind: "DIVISION", startsOn: { lte: toDbDay(day) } },
    select: { group: { select: { periodScheme: periodsSelect } } },
    orderBy: { startsOn: "desc" },
  });
  const periods = (division?.group.periodScheme?.periods ?? []).map(toPeriod);
  const period = chosenPeriod(periods, asked, day);
  if (!period) return { periods, period: null, subjects: [] };

  const reader = readerOf(viewer);
  const visible = visibleGrades(reader, ctx.now);
  const grades = await ctx.db.grade.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      studentId,
      ...visible,
      assessment: { is: { ...visible.assessment.is, schoolId, periodId: period.id } },
      OR: [{ points: { not: null } }, { code: { not: null } }],
    },
    select: {
      points: true,
      code: true,
      comment: true,
      visibleToStudentAt: true,
      visibleToGuardianAt: true,
      assessment: {
        select: {
          ...assessmentSelect,
          serviceId: true,
          shownStatistics: {
            where: { schoolId, reader, since: { lte: toDbInstant(ctx.now) } },
            select: figuresSelect,
            orderBy: { since: "desc" },
            take: 1,
          },
        },
      },
    },
  });
  if (grades.length === 0) return { periods, period, subjects: [] };
  const serviceIds = [...new Set(grades.map(({ assessment }) => assessment.serviceId))];
  const services = await ctx.db.service.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, id: { in: serviceIds } },
    select: serviceSelect,
    orderBy: [{ subject: { name: "asc" } }, { id: "asc" }],
  });
  const averages = await ctx.db.classAverage.findMany({
    where: {
      schoolId,
      serviceId: { in: serviceIds },
      periodId: period.id,
      reader,
      since: { lte: toDbInstant(ctx.now) },
    },
    select: { serviceId: true, count: true, average: true },
    orderBy: [{ serviceId: "asc" }, { since: "desc" }],
    distinct: ["serviceId"],
  });
  const showsFigures = (await settingsOf(ctx)).showsClassFigures;
  const newSince = ctx.now.subtract({ hours: NEW_FOR_HOURS }).epochMilliseconds;

  const toRead = (grade: (typeof grades)[number]): ReadGrade => {
    const figures = showsFigures ? toFigures(grade.assessment.shownStatistics[0] ?? null) : null;
    const shown = reader === "STUDENT" ? grade.visibleToStudentAt : grade.visibleToGuardianAt;
    const visibleAt = fromDbInstant(shown ?? new Date(0));
    return {
      ...toAssessment(grade.assessment),
      mark: toMark(grade),
      remark: grade.comment,
      visibleAt,
      isNew: visibleAt.epochMilliseconds >= newSince,
      figures: figures && figures.count >= LEAST_PUPILS_SHOWN ? figures : null,
    };
  };
  const subjects = services.map((row): SubjectResults => {
    const own = averages.find(({ serviceId }) => serviceId === row.id);
    const isShown = showsFigures && own && own.count >= LEAST_PUPILS_SHOWN;
    return {
      service: toGradedService(
        row,
        row.teachers.filter((each) => isWithin(spanOf(each), rollDay(period, day))),
      ),
      grades: grades
        .filter(({ assessment }) => assessment.serviceId === row.id)
        .map(toRead)
        .toSorted((a, b) => (`${a.heldOn}${a.id}` < `${b.heldOn}${b.id}` ? -1 : 1)),
      classAverage: (isShown && own.average?.toString()) || null,
    };
  });
  return { periods, period, subjects };
}

async function settingsOf(ctx: Context) {
  const school = await ctx.db.school.findUnique({
    where: { id: ctx.viewer.school.id },
    select: { settings: true },
  });
  return schoolSettings(school?.settings).notes;
}

/**
 * The newest grades of the viewer's pupils, for a home page: those that appeared lately, five for each at most on average. A home page
 * knows more children than this module shows (guardians of level 2).
 */
export async function recentGrades(ctx: Context): Promise<RecentGrade[]> {
  const viewer = viewerIn(ctx.viewer, "notes");
  if (reachOf(viewer) !== "family" || viewer.students.length === 0) return [];
  const reader = readerOf(viewer);
  const column = reader === "STUDENT" ? "visibleToStudentAt" : "visibleToGuardianAt";
  const rows = await ctx.db.grade.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: viewer.school.id,
      studentId: { in: viewer.students.map(({ id }) => id) },
      AND: [
        visibleGrades(reader, ctx.now),
        { [column]: { gte: toDbInstant(ctx.now.subtract({ hours: NEW_FOR_HOURS })) } },
        { OR: [{ points: { not: null } }, { code: { not: null } }] },
      ],
    },
    select: {
      studentId: true,
      points: true,
      code: true,
      assessment: {
        select: { id: true, title: true, outOf: true, service: { select: { subject: { select: { name: true } } } } },
      },
    },
    orderBy: [{ [column]: "desc" }, { assessmentId: "asc" }],
    take: RECENT_GRADES * viewer.students.length,
  });
  return rows.map(({ studentId, assessment, ...grade }) => ({
    assessmentId: assessment.id,
    studentId,
    subject: assessment.service.subject.name,
    title: assessment.title,
    mark: toMark(grade),
    outOf: assessment.outOf.toString(),
  }));
}

/** Assessments of the viewer's services that took place and in which nobody has a grade yet, the oldest first. */
export async function listUnmarked(ctx: Context): Promise<UnmarkedAssessment[]> {
  if (reachOf(ctx.viewer) !== "taught") return [];
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const rows = await ctx.db.assessment.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      heldOn: { lte: toDbDay(day) },
      statistic: { is: null },
      service: { is: taughtScope(ctx.viewer, day) },
    },
    select: {
      id: true,
      title: true,
      heldOn: true,
      service: { select: { subject: { select: { name: true } }, group: { select: { name: true } } } },
    },
    orderBy: [{ heldOn: "asc" }, { id: "asc" }],
    take: UNMARKED_SHOWN,
  });
  return rows.map(({ service, heldOn, ...row }) => ({
    ...row,
    heldOn: fromDbDay(heldOn),
    subject: service.subject.name,
    group: service.group.name,
  }));
}
