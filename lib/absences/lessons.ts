import "server-only";
import type { AttendanceKind, Db } from "@/lib/db/types";
import { validOn } from "@/lib/school/rules";
import { fromDbDay, type IsoDay } from "@/lib/time/day";
import type { AbsenceSpan, LessonTime } from "./rules";
import type { PupilName } from "./types";

/** A lesson to which a pupil is expected. */
export interface ExpectedLesson extends LessonTime {
  studentId: string;
}

/**
 * The lessons that pupils are expected to on some days: those of their groups, at the dates of their enrolments, cancelled ones left
 * out. One statement, under the walls of the transaction: a family's are its pupils'.
 */
export async function expectedLessons(
  db: Db,
  schoolId: string,
  studentIds: readonly string[],
  days: readonly IsoDay[],
): Promise<ExpectedLesson[]> {
  if (studentIds.length === 0 || days.length === 0) return [];
  const rows = await db.$queryRaw<{ studentId: string; day: Date; startMinute: number; endMinute: number }[]>`
    SELECT DISTINCT e.student_id AS "studentId", s.id, s.day, s.start_minute AS "startMinute", s.end_minute AS "endMinute"
    FROM enrollment e
    JOIN session_group g ON g.school_id = e.school_id AND g.group_id = e.group_id
    JOIN session s ON s.school_id = g.school_id AND s.id = g.session_id
      AND s.day >= e.starts_on AND (e.ends_on IS NULL OR s.day < e.ends_on)
    WHERE e.school_id = ${schoolId}::uuid AND e.student_id = ANY(${[...studentIds]}::uuid[])
      AND s.school_id = ${schoolId}::uuid AND s.day = ANY(${[...days]}::date[]) AND s.status <> 'CANCELLED'`;
  return rows.map(({ studentId, day, startMinute, endMinute }) => ({
    studentId,
    day: fromDbDay(day),
    startMinute,
    endMinute,
  }));
}

/** The same for one day, with what the roll calls say of each pupil. For the staff: families do not read roll calls. */
export async function calledLessons(
  db: Db,
  schoolId: string,
  studentIds: readonly string[],
  day: IsoDay,
): Promise<(ExpectedLesson & { sessionId: string; isCalled: boolean; kind: AttendanceKind | null })[]> {
  if (studentIds.length === 0) return [];
  const rows = await db.$queryRaw<
    {
      studentId: string;
      sessionId: string;
      startMinute: number;
      endMinute: number;
      isCalled: boolean;
      kind: AttendanceKind | null;
    }[]
  >`
    SELECT DISTINCT e.student_id AS "studentId", s.id AS "sessionId", s.start_minute AS "startMinute",
      s.end_minute AS "endMinute", r.session_id IS NOT NULL AS "isCalled", a.kind::text AS kind
    FROM enrollment e
    JOIN session_group g ON g.school_id = e.school_id AND g.group_id = e.group_id
    JOIN session s ON s.school_id = g.school_id AND s.id = g.session_id
      AND s.day >= e.starts_on AND (e.ends_on IS NULL OR s.day < e.ends_on)
    LEFT JOIN roll_call r ON r.school_id = s.school_id AND r.session_id = s.id
    LEFT JOIN attendance a ON a.school_id = s.school_id AND a.session_id = s.id AND a.student_id = e.student_id
    WHERE e.school_id = ${schoolId}::uuid AND e.student_id = ANY(${[...studentIds]}::uuid[])
      AND s.school_id = ${schoolId}::uuid AND s.day = ${day}::date AND s.status <> 'CANCELLED'`;
  return rows.map((row) => ({ ...row, day }));
}

/** The day of a lesson, for who may read its roll call to be asked on that day; null when there is no such lesson. */
export async function lessonDay(db: Db, schoolId: string, sessionId: string): Promise<IsoDay | null> {
  const session = await db.session.findFirst({ where: { schoolId, id: sessionId }, select: { day: true } });
  return session && fromDbDay(session.day);
}

/** The pupils who are in one of these groups on a day, each once, by name. */
export async function enrolledPupils(
  db: Db,
  schoolId: string,
  groupIds: readonly string[],
  day: IsoDay,
): Promise<PupilName[]> {
  const rows = await db.enrollment.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      groupId: { in: [...groupIds] },
      ...validOn(day),
    },
    select: { student: { select: { id: true, firstName: true, lastName: true } } },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }, { studentId: "asc" }],
    take: 500,
  });
  return [...new Map(rows.map(({ student }) => [student.id, student])).values()];
}

/** Longer than any school year: bounds what an absence written with a wrong year may ask for. */
const MAX_DAYS = 400;

/** The days that absences touch, each once. */
export function daysOf(absences: readonly Pick<AbsenceSpan, "startDay" | "endDay">[]): IsoDay[] {
  const days = new Set<IsoDay>();
  for (const { startDay, endDay } of absences) {
    const last = Date.parse(endDay);
    for (let at = Date.parse(startDay), count = 0; at <= last && count < MAX_DAYS; at += 86_400_000, count += 1) {
      days.add(new Date(at).toISOString().slice(0, 10));
    }
  }
  return [...days];
}
