import "server-only";
import type { Context } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import type { ContactKind, JudgmentKind } from "@/lib/db/types";
import type { ServedFile } from "@/lib/files/serve";
import { forbiddenTo } from "@/lib/school/guardians";
import { runningOn, today, validOn } from "@/lib/school/rules";
import type { SchoolSettings } from "@/lib/school/settings";
import { type IsoDay, toDbDay } from "@/lib/time/day";
import { mayFollowUp, mayJustify, mayJustifySome } from "./access";
import { absenceSettings, absencesBetween, hasBegun } from "./follow";
import { daysOf, expectedLessons } from "./lessons";
import { type AbsenceSpan, countHalfDays, countsAsAbsence, halfDaysMissed, justifiedHalfDays } from "./rules";
import { type AbsenceRow, absenceSelect, lateSelect, pupilSelect, spanOf, toAbsence, toLate } from "./shapes";
import type {
  AbsenceItem,
  AttendanceCount,
  FoundPupil,
  LateItem,
  MotiveChoice,
  PersonToCall,
  PupilAbsences,
  PupilName,
} from "./types";

/** More absences than any pupil's year holds, times the children of a large family. */
const MAX_ABSENCES = 600;
const MAX_LATES = 300;
/** More than anybody has, remarried families included. */
const MOST_GUARDIANS = 12;
const PHONES: ContactKind[] = ["MOBILE", "HOME_PHONE", "WORK_PHONE"];
/** What a search by name brings, unless one asks for more. */
const FOUND = 8;

/** The absences of the viewer's own pupils in the school year of today, newest first. Families; others get none. */
export async function familyAbsences(ctx: Context): Promise<PupilAbsences[]> {
  if (!mayJustifySome(ctx.viewer)) return [];
  return readAbsences(ctx, ctx.viewer.students);
}

/** The file of one pupil, for those who follow absences up; null for anybody else. */
export async function pupilFile(ctx: Context, studentId: string): Promise<PupilAbsences | null> {
  if (!mayFollowUp(ctx.viewer)) return null;
  const student = await ctx.db.person.findFirst({
    where: { schoolId: ctx.viewer.school.id, id: studentId, profile: "STUDENT" },
    ...pupilSelect,
  });
  return student && ((await readAbsences(ctx, [student]))[0] ?? null);
}

/**
 * Whom to call about a pupil, representatives first, and what a judgment forbids: its effect, and nothing of the judgment. For those who follow
 * absences up, who answer the phone and stand at the gate; others get nobody, and so does the archive of a year. Two statements.
 */
export async function peopleToCall(ctx: Context, studentId: string): Promise<PersonToCall[]> {
  if (!mayFollowUp(ctx.viewer) || ctx.viewer.archive) return [];
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const ties = await ctx.db.guardianship.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, studentId, ...validOn(day) },
    select: {
      level: true,
      kinship: true,
      guardian: {
        select: {
          ...pupilSelect.select,
          contacts: { where: { kind: { in: PHONES } }, select: { kind: true, value: true } },
        },
      },
    },
    orderBy: [{ level: "asc" }, { startsOn: "asc" }, { id: "asc" }],
    take: MOST_GUARDIANS,
  });
  const judged = await forbiddenTo(ctx.db, schoolId, studentId, day);
  const isForbidden = (guardianId: string, kind: JudgmentKind) =>
    judged.some((each) => each.guardianId === guardianId && each.kind === kind);
  return ties.map(({ level, kinship, guardian: { contacts, id, firstName, lastName } }) => {
    const isShut = isForbidden(id, "NO_COMMUNICATION");
    const phones = isShut ? [] : contacts.toSorted((a, b) => PHONES.indexOf(a.kind) - PHONES.indexOf(b.kind));
    return { id, firstName, lastName, level, kinship, phones, isShut, hasNoVisit: isForbidden(id, "NO_VISIT") };
  });
}

async function readAbsences(ctx: Context, students: readonly PupilName[]): Promise<PupilAbsences[]> {
  const schoolId = ctx.viewer.school.id;
  const studentIds = students.map(({ id }) => id);
  const days = await yearOf(ctx);
  const rows: AbsenceRow[] = await ctx.db.absence.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      studentId: { in: studentIds },
      startDay: { gte: days.from },
      endDay: { lt: days.until },
      supersededAt: null,
    },
    select: absenceSelect(ctx.viewer),
    orderBy: [{ startDay: "desc" }, { startMinute: "desc" }],
    take: MAX_ABSENCES,
  });
  const lates = await latesOf(ctx, studentIds, days);
  const settings = await absenceSettings(ctx);
  const lessons = await expectedLessons(ctx.db, schoolId, studentIds, daysOf(rows.map(spanOf)));
  return students.map((student) => {
    const own = rows.filter(({ studentId }) => studentId === student.id);
    const expected = lessons.filter(({ studentId }) => studentId === student.id);
    const counted = (spans: AbsenceSpan[]) => countHalfDays(halfDaysMissed(spans, expected, settings));
    return {
      student: { id: student.id, firstName: student.firstName, lastName: student.lastName },
      halfDays: counted(own.filter(({ motive }) => countsAsAbsence(motive)).map(spanOf)),
      absences: own.map((row) => toAbsence(ctx, row, counted(countsAsAbsence(row.motive) ? [spanOf(row)] : []))),
      lates: lates.filter((late) => late.student.id === student.id),
    };
  });
}

/** The school year of today, as the days of a query; between two years, nothing. */
async function yearOf(ctx: Context): Promise<{ from: Date; until: Date }> {
  const day = today(ctx);
  const year = await ctx.db.schoolYear.findFirst({
    where: { schoolId: ctx.viewer.school.id, ...runningOn(day) },
    select: { startsOn: true, endsOn: true },
  });
  return { from: year?.startsOn ?? toDbDay(day), until: year?.endsOn ?? toDbDay(day) };
}

async function latesOf(
  ctx: Context,
  studentIds: readonly string[],
  days: { from: Date; until: Date },
): Promise<LateItem[]> {
  const schoolId = ctx.viewer.school.id;
  const rows = await ctx.db.attendance.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      studentId: { in: [...studentIds] },
      kind: "LATE",
      session: { day: { gte: days.from, lt: days.until } },
    },
    select: lateSelect,
    orderBy: [{ session: { day: "desc" } }, { session: { startMinute: "desc" } }],
    take: MAX_LATES,
  });
  return rows.map(toLate);
}

/** An absence that the viewer may justify now, with the motives to choose from; null otherwise. */
export async function absenceToJustify(
  ctx: Context,
  absenceId: string,
): Promise<{ absence: AbsenceItem; motives: MotiveChoice[] } | null> {
  if (!isFamily(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const row: AbsenceRow | null = await ctx.db.absence.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: absenceId, supersededAt: null },
    select: absenceSelect(ctx.viewer),
  });
  if (!row || !mayJustify(ctx.viewer, row)) return null;
  const motives = await listMotives(ctx);
  return { absence: toAbsence(ctx, row, { gross: 0, proportional: 0 }), motives };
}

/** The motives to choose from: for families those that the school offers them, for those who follow absences up all. */
export async function listMotives(ctx: Context): Promise<MotiveChoice[]> {
  if (!mayJustifySome(ctx.viewer) && !mayFollowUp(ctx.viewer)) return [];
  return ctx.db.absenceMotive.findMany({
    where: { schoolId: ctx.viewer.school.id, ...(isFamily(ctx.viewer) ? { isOffered: true } : {}) },
    select: { id: true, label: true, isAdmissible: true },
    orderBy: { position: "asc" },
  });
}

/** How many absences of each of the viewer's pupils wait for a word of this viewer; those without any are left out. Families. */
export async function countToJustify(
  ctx: Context,
): Promise<{ student: PupilName; count: number; latest: AbsenceSpan }[]> {
  if (!mayJustifySome(ctx.viewer)) return [];
  const rows = await ctx.db.absence.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      studentId: { in: ctx.viewer.students.map(({ id }) => id) },
      supersededAt: null,
      settledAt: null,
      isOfAge: ctx.viewer.profile === "STUDENT",
      justifications: { none: { status: "PENDING" } },
    },
    select: { studentId: true, startDay: true, startMinute: true, endDay: true, endMinute: true },
    orderBy: [{ startDay: "desc" }, { startMinute: "desc" }],
    take: MAX_ABSENCES,
  });
  return ctx.viewer.students.flatMap(({ id, firstName, lastName }) => {
    const own = rows.filter(({ studentId }) => studentId === id);
    const [latest] = own;
    return latest ? [{ student: { id, firstName, lastName }, count: own.length, latest: spanOf(latest) }] : [];
  });
}

/** The file of a justification: for who sent it, and for those who follow absences up; null otherwise. */
export async function findFile(ctx: Context, fileId: string): Promise<ServedFile | null> {
  const { viewer } = ctx;
  if (!isFamily(viewer) && !mayFollowUp(viewer)) return null;
  const joined = { justifications: { some: { schoolId: viewer.school.id } } };
  return ctx.db.file.findFirst({
    where: {
      schoolId: viewer.school.id,
      id: fileId,
      ...(isFamily(viewer) ? { ownerId: viewer.person.id } : joined),
    },
    select: { name: true, mediaType: true, size: true, storageKey: true, sha256: true },
  });
}

/**
 * Pupils with all of these words in their name, in a class or in any; without either, none. For those who follow absences up; others get
 * nobody. One statement.
 * @param words folded (lib/fold.ts), letters and digits only.
 */
export async function searchPupils(
  ctx: Context,
  words: readonly string[],
  { divisionId, limit }: { divisionId: string | null; limit: number } = { divisionId: null, limit: FOUND },
): Promise<FoundPupil[]> {
  if (!mayFollowUp(ctx.viewer) || (words.length === 0 && !divisionId)) return [];
  const schoolId = ctx.viewer.school.id;
  return ctx.db.$queryRaw<FoundPupil[]>`
    SELECT p.id, p.first_name AS "firstName", p.last_name AS "lastName", d.name AS division
    FROM enrollment e
    JOIN person p ON p.school_id = ${schoolId}::uuid AND p.id = e.student_id
    JOIN "group" d ON d.school_id = ${schoolId}::uuid AND d.id = e.group_id
    WHERE e.school_id = ${schoolId}::uuid AND e.group_kind = 'DIVISION'
      AND daterange(e.starts_on, e.ends_on) @> ${today(ctx)}::date
      AND (${divisionId}::uuid IS NULL OR e.group_id = ${divisionId}::uuid)
      AND folded(p.last_name || ' ' || p.first_name) LIKE ALL (${words.map((word) => `%${word}%`)}::text[])
    ORDER BY p.last_name, p.first_name, p.id LIMIT ${limit}`;
}

/**
 * Absences and latenesses of pupils in a period until now, for those who prepare bulletins: which pupils are theirs, the caller has asked
 * (lib/notes/bulletins/access.ts). Families get none. Three statements, whatever the class.
 * @param span `endsOn` exclusive.
 */
export async function attendanceCounts(
  ctx: Context,
  studentIds: readonly string[],
  span: { startsOn: IsoDay; endsOn: IsoDay },
  settings: SchoolSettings["absences"],
): Promise<Map<string, AttendanceCount>> {
  if (isFamily(ctx.viewer) || studentIds.length === 0) return new Map();
  const schoolId = ctx.viewer.school.id;
  const [from, until] = [toDbDay(span.startsOn), toDbDay(span.endsOn)];
  const absences = await absencesBetween(ctx.db, schoolId, studentIds, from, until);
  const days = daysOf(absences).filter((day) => day >= span.startsOn && day < span.endsOn);
  const expected = await expectedLessons(ctx.db, schoolId, studentIds, days);
  const lessons = expected.filter((lesson) => hasBegun(ctx, lesson));
  const late = await ctx.db.attendance.groupBy({
    by: ["studentId"],
    where: {
      schoolId,
      studentId: { in: [...studentIds] },
      kind: "LATE",
      session: { is: { schoolId, day: { gte: from, lt: until } } },
    },
    _count: { _all: true },
  });
  return new Map(
    studentIds.map((studentId) => {
      const isTheirs = (each: { studentId: string }): boolean => each.studentId === studentId;
      const halfDays = justifiedHalfDays(absences.filter(isTheirs), lessons.filter(isTheirs), settings);
      return [studentId, { ...halfDays, lates: late.find(isTheirs)?._count._all ?? 0 }];
    }),
  );
}
