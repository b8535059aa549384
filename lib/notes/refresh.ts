import "server-only";
import type { Temporal } from "temporal-polyfill";
import type { Db } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";
import type { Mark, ServiceRules } from "./averages";
import { type Appearance, classAverageOver, figuresOf, isShownAt, stepsFrom, toStored } from "./figures";
import type { Reader } from "./rules";
import { assessmentSelect, toAssessment, toMark } from "./shapes";
import type { Assessment, ClassFigures } from "./types";

/** A service in a period, and whose grades make the figures of its class. */
export interface FigureScope {
  schoolId: string;
  serviceId: string;
  groupId: string;
  periodId: string;
  rules: ServiceRules;
}

/** What changed: grades of these assessments; assessments themselves, or how the service counts; or the instants at which they appear. */
export type FigureChange = { assessmentIds: ReadonlySet<string> } | "ASSESSMENTS" | "INSTANTS";

/** One writer per service: figures of a class are computed from all of its grades. Released with the transaction. */
export async function lockService(db: Db, schoolId: string, serviceId: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`notes/${schoolId}/${serviceId}`}, 0))`;
}

const READERS: readonly Reader[] = ["STUDENT", "GUARDIAN"];
const NO_FIGURES = { count: 0, mean: null, lowest: null, highest: null, median: null };

/**
 * Brings the stored figures of a class in line with its grades, in the transaction that changed them, under the lock of the service.
 * Those of the staff are those of now. Those of families are written from `now` on, one row per instant at which a reader sees
 * something new: what was shown before stays as it was shown, so that no figure tells of a correction that is not shown yet.
 */
export async function refreshFigures(
  db: Db,
  scope: FigureScope,
  change: FigureChange,
  now: Temporal.Instant,
): Promise<void> {
  const read = await readMarks(db, scope);
  if (!read) return;
  const { assessments, grades } = read;
  const ids =
    change === "ASSESSMENTS" || change === "INSTANTS" ? assessments.map(({ id }) => id) : change.assessmentIds;
  if (change !== "INSTANTS") await writeStatistics(db, scope, [...ids], grades);
  const at = toDbInstant(now);
  for (const reader of READERS) {
    await writeShownStatistics(db, scope, reader, [...ids], read, at);
    await writeAverages(db, scope, reader, change === "ASSESSMENTS", read, at);
  }
}

interface GradedMark {
  assessmentId: string;
  studentId: string;
  mark: Mark;
  since: Record<Reader, Appearance>;
}

interface Marks {
  assessments: (Assessment & { since: Record<Reader, Appearance> })[];
  grades: GradedMark[];
  pupilIds: string[];
}

async function readMarks(db: Db, { schoolId, serviceId, groupId, periodId }: FigureScope): Promise<Marks | null> {
  const period = await db.period.findFirst({
    where: { schoolId, id: periodId },
    select: { startsOn: true, endsOn: true },
  });
  if (!period) return null;
  const visible = { visibleToStudentAt: true, visibleToGuardianAt: true } as const;
  const rows = await db.assessment.findMany({
    where: { schoolId, serviceId, periodId },
    select: { ...assessmentSelect, ...visible },
  });
  const grades = await db.grade.findMany({
    where: { schoolId, assessmentId: { in: rows.map(({ id }) => id) } },
    select: { assessmentId: true, studentId: true, points: true, code: true, ...visible },
  });
  const members = await db.enrollment.findMany({
    where: {
      schoolId,
      groupId,
      startsOn: { lt: period.endsOn },
      OR: [{ endsOn: null }, { endsOn: { gte: period.endsOn } }],
    },
    select: { studentId: true },
  });
  return {
    assessments: rows.map((row) => ({ ...toAssessment(row), since: appearancesOf(row) })),
    grades: grades.map((row) => ({
      assessmentId: row.assessmentId,
      studentId: row.studentId,
      mark: toMark(row),
      since: appearancesOf(row),
    })),
    pupilIds: members.map(({ studentId }) => studentId),
  };
}

function appearancesOf(row: {
  visibleToStudentAt: Date | null;
  visibleToGuardianAt: Date | null;
}): Record<Reader, Appearance> {
  return {
    STUDENT: row.visibleToStudentAt?.getTime() ?? null,
    GUARDIAN: row.visibleToGuardianAt?.getTime() ?? null,
  };
}

/** The figures of assessments as they are now. One without any says that the copies were marked: everybody was absent. */
async function writeStatistics(
  db: Db,
  { schoolId }: FigureScope,
  assessmentIds: string[],
  grades: readonly GradedMark[],
): Promise<void> {
  await db.assessmentStatistic.deleteMany({ where: { schoolId, assessmentId: { in: assessmentIds } } });
  await db.assessmentStatistic.createMany({
    data: assessmentIds.flatMap((assessmentId) => {
      const own = grades.filter((grade) => grade.assessmentId === assessmentId).map(({ mark }) => mark);
      const figures = figuresIn(own);
      return figures ? [{ schoolId, assessmentId, ...figures }] : [];
    }),
  });
}

function figuresIn(marks: readonly Mark[]): ClassFigures | typeof NO_FIGURES | null {
  return marks.some((mark) => mark !== null) ? (figuresOf(marks) ?? NO_FIGURES) : null;
}

async function writeShownStatistics(
  db: Db,
  { schoolId }: FigureScope,
  reader: Reader,
  assessmentIds: string[],
  { assessments, grades }: Marks,
  at: Date,
): Promise<void> {
  const now = at.getTime();
  const taken = assessmentIds.filter((id) => {
    const since = assessments.find((each) => each.id === id)?.since[reader] ?? null;
    return !isShownAt(since, now);
  });
  const own = { schoolId, reader, assessmentId: { in: assessmentIds } };
  await db.shownStatistic.deleteMany({
    where: { ...own, OR: [{ since: { gte: at } }, { assessmentId: { in: taken } }] },
  });
  await db.shownStatistic.createMany({
    data: assessmentIds.flatMap((assessmentId) => {
      const shown = assessments.find(({ id }) => id === assessmentId)?.since[reader] ?? null;
      if (shown === null) return [];
      const given = grades.filter((grade) => grade.assessmentId === assessmentId);
      const steps = stepsFrom(Math.max(now, shown), [shown, ...given.map(({ since }) => since[reader])]);
      return steps.flatMap((since) => {
        const figures = figuresIn(given.map((grade) => (isShownAt(grade.since[reader], since) ? grade.mark : null)));
        return figures ? [{ schoolId, assessmentId, reader, since: new Date(since), ...figures }] : [];
      });
    }),
  });
}

/** @param isTold do the averages change at once, because what they are made of is shown otherwise? */
async function writeAverages(
  db: Db,
  { schoolId, serviceId, periodId, rules }: FigureScope,
  reader: Reader,
  isTold: boolean,
  { assessments, grades, pupilIds }: Marks,
  at: Date,
): Promise<void> {
  const now = at.getTime();
  const cells = new Map(grades.map((grade) => [`${grade.assessmentId} ${grade.studentId}`, grade]));
  const isAnyShown = assessments.some(({ since }) => isShownAt(since[reader], now));
  const appearances = [...assessments, ...grades].map(({ since }) => since[reader]);
  const steps = stepsFrom(now, isTold && isAnyShown ? [now, ...appearances] : appearances);
  const key = { schoolId, serviceId, periodId, reader };
  await db.classAverage.deleteMany({ where: isAnyShown ? { ...key, since: { gte: at } } : key });
  await db.classAverage.createMany({
    data: steps.map((since) => {
      const { count, average } = classAverageOver(
        {
          rules,
          assessments,
          pupilIds,
          markOf: (studentId, assessmentId) => {
            const grade = cells.get(`${assessmentId} ${studentId}`);
            return grade && isShownAt(grade.since[reader], since) ? grade.mark : null;
          },
        },
        new Set(assessments.flatMap((each) => (isShownAt(each.since[reader], since) ? each.id : []))),
      );
      return { ...key, since: new Date(since), count, average: average && toStored(average) };
    }),
  });
}
