import "server-only";
import type { Context } from "@/lib/auth/context";
import { fold } from "@/lib/fold";
import { listDivisions } from "@/lib/school/queries";
import { teacherName, today, validOn } from "@/lib/school/rules";
import { fromDbDay, type IsoDay, minuteIn, toDbDay } from "@/lib/time/day";
import { calledSessions, isCallable, mayFollowUp, mayReadAlerts, taughtBy } from "./access";
import { calledLessons, enrolledPupils, lessonDay } from "./lessons";
import { searchPupils } from "./queries";
import { ALERT_THRESHOLDS, covers, proposedLateness, touches } from "./rules";
import {
  justificationSelect,
  lateSelect,
  lessonSelect,
  pupilSelect,
  spanOf,
  toCalledLesson,
  toJustification,
  toLate,
} from "./shapes";
import type {
  AbsentPupil,
  AlertItem,
  BoardFigures,
  CalledLesson,
  FoundPupil,
  LateItem,
  LessonToCall,
  RollCallSheet,
  SheetPupil,
  WaitingJustification,
} from "./types";

/** Bounds of the board's lists: a school where more is going on at once has other worries. */
const MAX_ROWS = 200;
/** Pupils on a page of the directory. */
const PUPILS_PER_PAGE = 60;

function nowIn(ctx: Context): { day: IsoDay; minute: number } {
  return { day: today(ctx), minute: minuteIn(ctx.viewer.school.timeZone, ctx.now) };
}

/** The lessons that a teacher gives on a day, each with where its roll call stands. One statement. Others get none. */
export async function lessonsToCall(ctx: Context, day: IsoDay): Promise<LessonToCall[]> {
  const { viewer } = ctx;
  if (viewer.profile !== "TEACHER") return [];
  const schoolId = viewer.school.id;
  const rows = await ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: { AND: [{ schoolId, day: toDbDay(day), year: { closedAt: null } }, taughtBy(viewer, day)] },
    select: {
      ...lessonSelect,
      status: true,
      rollCall: { select: { version: true, calledAt: true } },
      attendances: { select: { kind: true } },
    },
    orderBy: [{ startMinute: "asc" }, { id: "asc" }],
    take: 30,
  });
  const now = nowIn(ctx);
  return rows.map(({ rollCall, attendances, status, ...row }) => {
    const lesson = toCalledLesson(row);
    const count = (kind: "ABSENT" | "LATE"): number => attendances.filter((each) => each.kind === kind).length;
    return {
      ...lesson,
      status,
      rollCall: rollCall && {
        version: rollCall.version,
        absent: count("ABSENT"),
        late: count("LATE"),
        calledAt: rollCall.calledAt.toISOString(),
      },
      isCallable: status !== "CANCELLED" && isCallable(viewer, lesson, now),
    };
  });
}

/** The sheet of a roll call: its pupils, what is known of each. Its teachers of that day and those who follow absences up; null otherwise. */
export async function rollCallSheet(ctx: Context, sessionId: string): Promise<RollCallSheet | null> {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const now = nowIn(ctx);
  const day = await lessonDay(ctx.db, schoolId, sessionId);
  if (!day) return null;
  const row = await ctx.db.session.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [calledSessions(viewer, day), { id: sessionId }] },
    select: {
      ...lessonSelect,
      groups: { select: { groupId: true } },
      rollCall: {
        select: {
          version: true,
          calledAt: true,
          calledBy: { select: { civility: true, firstName: true, lastName: true } },
        },
      },
      attendances: { select: { studentId: true, kind: true, minutes: true } },
    },
  });
  if (!row) return null;
  const lesson = toCalledLesson(row);
  const groupIds = row.groups.map(({ groupId }) => groupId);
  const pupils = await enrolledPupils(ctx.db, schoolId, groupIds, lesson.day);
  const studentIds = pupils.map(({ id }) => id);
  const called = await calledLessons(ctx.db, schoolId, studentIds, lesson.day);
  const known = await ctx.db.absence.findMany({
    where: {
      schoolId,
      studentId: { in: studentIds },
      origin: { not: "ROLL_CALL" },
      startDay: { lte: row.day },
      endDay: { gte: row.day },
      supersededAt: null,
    },
    select: { studentId: true, startDay: true, startMinute: true, endDay: true, endMinute: true },
  });
  const absences = known.map(({ studentId, ...span }) => ({ studentId, span: spanOf(span) }));
  const marks = new Map(row.attendances.map((mark) => [mark.studentId, mark]));
  const { rollCall } = row;
  return {
    lesson,
    version: rollCall?.version ?? 0,
    calledAt: rollCall?.calledAt.toISOString() ?? null,
    calledBy: rollCall ? teacherName(rollCall.calledBy) : null,
    proposedMinutes: proposedLateness(lesson, lesson.day === now.day ? now.minute : lesson.startMinute),
    isCallable: isCallable(viewer, lesson, now),
    pupils: pupils.map((pupil): SheetPupil => {
      const mark = marks.get(pupil.id);
      const told = absences.find(({ studentId, span }) => studentId === pupil.id && touches(span, lesson))?.span;
      const before = called
        .filter((each) => each.studentId === pupil.id && each.isCalled && each.startMinute < lesson.startMinute)
        .toSorted((a, b) => b.startMinute - a.startMinute)[0];
      return {
        ...pupil,
        mark: mark?.kind ?? null,
        minutes: mark?.minutes ?? null,
        before: before?.kind ? { kind: before.kind, startMinute: before.startMinute } : null,
        known: told ? { isWhole: covers(told, lesson), endDay: told.endDay, endMinute: told.endMinute } : null,
      };
    }),
  };
}

/** The lessons of today that have begun without a roll call, those under way first. Those who follow absences up. */
export async function missingRollCalls(ctx: Context): Promise<CalledLesson[]> {
  if (!mayFollowUp(ctx.viewer)) return [];
  const { day, minute } = nowIn(ctx);
  const rows = await ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: ctx.viewer.school.id,
      day: toDbDay(day),
      startMinute: { lte: minute },
      status: { not: "CANCELLED" },
      rollCall: null,
    },
    select: lessonSelect,
    orderBy: [{ startMinute: "desc" }, { id: "asc" }],
    take: MAX_ROWS,
  });
  const lessons = rows.map(toCalledLesson);
  const isOver = ({ endMinute }: CalledLesson): number => (endMinute <= minute ? 1 : 0);
  return lessons.toSorted((a, b) => isOver(a) - isOver(b) || a.group.localeCompare(b.group, "fr", { numeric: true }));
}

/** The pupils who are not there now: whose absence runs, or who were not seen again since. Those who follow absences up. */
export async function absentNow(ctx: Context): Promise<AbsentPupil[]> {
  if (!mayFollowUp(ctx.viewer)) return [];
  const schoolId = ctx.viewer.school.id;
  const { day, minute } = nowIn(ctx);
  const rows = await ctx.db.absence.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, supersededAt: null, ...runningAt(toDbDay(day), minute) },
    select: {
      id: true,
      startDay: true,
      startMinute: true,
      endDay: true,
      endMinute: true,
      isOpen: true,
      origin: true,
      settledAt: true,
      motive: { select: { label: true } },
      student: {
        select: {
          ...pupilSelect.select,
          enrollments: {
            where: { schoolId, groupKind: "DIVISION", ...validOn(day) },
            select: { group: { select: { name: true } } },
            take: 1,
          },
        },
      },
    },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
    take: MAX_ROWS,
  });
  return rows.map(({ student: { enrollments, ...student }, settledAt, motive, ...row }) => ({
    id: row.id,
    student,
    division: enrollments[0]?.group.name ?? null,
    ...spanOf(row),
    isOpen: row.isOpen,
    origin: row.origin,
    motive: motive?.label ?? null,
    isSettled: settledAt !== null,
  }));
}

/** An absence that runs at a minute of a day, or that began that day and has not ended since. */
function runningAt(day: Date, minute: number) {
  return {
    startDay: { lte: day },
    endDay: { gte: day },
    AND: [
      { OR: [{ startDay: { lt: day } }, { startMinute: { lte: minute } }] },
      { OR: [{ endDay: { gt: day } }, { endMinute: { gt: minute } }, { isOpen: true }] },
    ],
  };
}

/** Who came late today, the last first. Those who follow absences up. */
export async function latesOfToday(ctx: Context): Promise<LateItem[]> {
  if (!mayFollowUp(ctx.viewer)) return [];
  const rows = await ctx.db.attendance.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, kind: "LATE", session: { day: toDbDay(today(ctx)) } },
    select: lateSelect,
    orderBy: [{ session: { startMinute: "desc" } }, { student: { lastName: "asc" } }],
    take: MAX_ROWS,
  });
  return rows.map(toLate);
}

/** The justifications that await an answer, the oldest first. Those who follow absences up. */
export async function waitingJustifications(ctx: Context): Promise<WaitingJustification[]> {
  if (!mayFollowUp(ctx.viewer)) return [];
  const rows = await ctx.db.justification.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, status: "PENDING" },
    select: {
      ...justificationSelect,
      student: pupilSelect,
      absence: { select: { id: true, startDay: true, startMinute: true, endDay: true, endMinute: true } },
    },
    orderBy: [{ sentAt: "asc" }, { id: "asc" }],
    take: MAX_ROWS,
  });
  return rows.map(({ student, absence, ...row }) => ({
    justification: toJustification(ctx.viewer, row, true),
    absence: { id: absence.id, ...spanOf(absence) },
    student,
  }));
}

/** The alerts that stand and that nobody has taken in hand, the last first. Head and CPE. */
export async function openAlerts(ctx: Context): Promise<AlertItem[]> {
  if (!mayReadAlerts(ctx.viewer)) return [];
  const rows = await ctx.db.absenceAlert.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, handledAt: null, OR: standingAlerts() },
    select: { id: true, month: true, threshold: true, halfDays: true, student: pupilSelect },
    orderBy: [{ reachedAt: "desc" }, { id: "asc" }],
    take: MAX_ROWS,
  });
  return rows.map((row) => ({ ...row, month: fromDbDay(row.month) }));
}

/** An alert whose half-days, once justified, are fewer than its threshold no longer stands. */
function standingAlerts(): { threshold: number; halfDays: { gte: number } }[] {
  return ALERT_THRESHOLDS.map((threshold) => ({ threshold, halfDays: { gte: threshold } }));
}

/** The live figures, in one statement. Those who follow absences up; alerts are those of openAlerts. Null for anybody else. */
export async function boardFigures(ctx: Context): Promise<BoardFigures | null> {
  if (!mayFollowUp(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const { day, minute } = nowIn(ctx);
  const readsAlerts = mayReadAlerts(ctx.viewer);
  const [first, second] = ALERT_THRESHOLDS;
  const rows = await ctx.db.$queryRaw<BoardFigures[]>`
    SELECT
      (SELECT count(*)::int FROM session s
        WHERE s.school_id = ${schoolId}::uuid AND s.day = ${day}::date AND s.start_minute <= ${minute} AND s.status <> 'CANCELLED'
          AND NOT EXISTS (SELECT FROM roll_call r WHERE r.school_id = ${schoolId}::uuid AND r.session_id = s.id)) AS missing,
      (SELECT count(*)::int FROM absence a
        WHERE a.school_id = ${schoolId}::uuid AND a.superseded_at IS NULL
          AND a.start_day <= ${day}::date AND a.end_day >= ${day}::date
          AND (a.start_day < ${day}::date OR a.start_minute <= ${minute})
          AND (a.end_day > ${day}::date OR a.end_minute > ${minute} OR a.is_open)) AS absent,
      (SELECT count(*)::int FROM attendance t JOIN session s ON s.school_id = t.school_id AND s.id = t.session_id
        WHERE t.school_id = ${schoolId}::uuid AND s.school_id = ${schoolId}::uuid AND s.day = ${day}::date AND t.kind = 'LATE') AS late,
      (SELECT count(*)::int FROM justification j WHERE j.school_id = ${schoolId}::uuid AND j.status = 'PENDING') AS waiting,
      (SELECT count(*)::int FROM absence_alert l
        WHERE ${readsAlerts} AND l.school_id = ${schoolId}::uuid AND l.handled_at IS NULL
          AND l.threshold IN (${first}, ${second}) AND l.half_days >= l.threshold) AS alerts`;
  return rows[0] ?? null;
}

/**
 * Pupils to find: those of a class, or whose name contains what was typed; without either, the classes alone. Those who
 * follow absences up; null for anybody else.
 */
export async function findPupils(
  ctx: Context,
  asked: { divisionId: string | null; name: string },
): Promise<{ divisions: { id: string; name: string }[]; pupils: FoundPupil[] } | null> {
  if (!mayFollowUp(ctx.viewer)) return null;
  const divisions = (await listDivisions(ctx)).map(({ id, name }) => ({ id, name }));
  const words = fold(asked.name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 4);
  return {
    divisions,
    pupils: await searchPupils(ctx, words, { divisionId: asked.divisionId, limit: PUPILS_PER_PAGE }),
  };
}
