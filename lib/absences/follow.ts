import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { emit } from "@/lib/journal/emit";
import { schoolSettings, type SchoolSettings } from "@/lib/school/settings";
import { today } from "@/lib/school/rules";
import { fromDbDay, type IsoDay, minuteIn, toDbDay, toDbInstant } from "@/lib/time/day";
import { calledLessons, daysOf, expectedLessons } from "./lessons";
import {
  type AbsenceSpan,
  covers,
  type Evidence,
  halfDaysMissed,
  isOfAge,
  isUnexcused,
  type LessonTime,
  missedSpans,
  type MissedSpan,
  monthOf,
  reconcile,
  thresholdsReached,
} from "./rules";
import { spanOf } from "./shapes";

// What follows from roll calls and from what is written down: absences and alerts. Parts of commands, which have checked who asks and
// have opened the transaction.

/** The absences of a school change one at a time: two roll calls of one pupil see each other. Released with the transaction. */
export async function lockAbsences(ctx: Context): Promise<void> {
  const key = `${ctx.viewer.school.id}/absences`;
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** The absences of pupils that touch a day and hold. */
async function absencesOn(ctx: Context, studentIds: readonly string[], day: IsoDay) {
  const at = toDbDay(day);
  const rows = await ctx.db.absence.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      studentId: { in: [...studentIds] },
      startDay: { lte: at },
      endDay: { gte: at },
      supersededAt: null,
    },
    orderBy: [{ startDay: "asc" }, { startMinute: "asc" }],
  });
  return rows.map((row) => ({ ...row, startDay: fromDbDay(row.startDay), endDay: fromDbDay(row.endDay) }));
}

type StoredAbsence = Awaited<ReturnType<typeof absencesOn>>[number];

/**
 * Makes the absences of pupils on a day say what the roll calls of that day say: opens, extends, closes, corrects, withdraws. What the
 * vie scolaire or a parent has told of is left as it is, and is no news; an open one ends when a roll call finds the pupil there.
 * Emits `absences.absence.opened` {absenceId, studentId} for each new one, then counts the alerts.
 */
export async function followRollCalls(ctx: Context, studentIds: readonly string[], day: IsoDay): Promise<void> {
  if (studentIds.length === 0) return;
  const lessons = await calledLessons(ctx.db, ctx.viewer.school.id, studentIds, day);
  const absences = await absencesOn(ctx, studentIds, day);
  const opened: { studentId: string; span: MissedSpan; corrects: StoredAbsence | null }[] = [];
  for (const studentId of studentIds) {
    const own = absences.filter((absence) => absence.studentId === studentId);
    const told = own.filter(({ origin }) => origin !== "ROLL_CALL");
    const made = own.filter(({ origin }) => origin === "ROLL_CALL");
    const attended = lessons.filter((lesson) => lesson.studentId === studentId);
    const evidence = attended.map(({ startMinute, endMinute, isCalled, kind }): Evidence => {
      const isTold = told.some((absence) => covers(absence, { day, startMinute, endMinute }));
      if (kind === "ABSENT") return { startMinute, endMinute, state: isTold ? "UNKNOWN" : "ABSENT" };
      return { startMinute, endMinute, state: isCalled || kind === "LATE" ? "THERE" : "UNKNOWN" };
    });
    for (const absence of told) await closeWhenSeen(ctx, absence, day, evidence);
    for (const change of reconcile(missedSpans(evidence), made)) {
      const stored = change.kind === "open" ? null : (made.find(({ id }) => id === change.id) ?? null);
      if (change.kind === "extend" && stored) await updateSpan(ctx, stored, { ...stored, ...change.span });
      if (change.kind === "withdraw" && stored) await supersede(ctx, stored.id);
      if (change.kind === "open" || change.kind === "correct") {
        opened.push({ studentId, span: change.span, corrects: stored });
      }
    }
  }
  await openAbsences(ctx, day, opened);
  await countAlerts(ctx, studentIds, [monthOf(day)]);
}

/** An absence whose end was not known ends at the first lesson after its beginning at which the pupil was there. */
async function closeWhenSeen(
  ctx: Context,
  absence: StoredAbsence,
  day: IsoDay,
  evidence: readonly Evidence[],
): Promise<void> {
  if (!absence.isOpen) return;
  const from = absence.startDay === day ? absence.startMinute : 0;
  const seen = evidence
    .filter(({ state, startMinute }) => state === "THERE" && startMinute > from)
    .toSorted((a, b) => a.startMinute - b.startMinute)[0];
  if (!seen) return;
  await updateSpan(ctx, absence, { ...absence, endDay: day, endMinute: seen.startMinute, isOpen: false });
}

/** The same absence, known better: where it begins and ends, and whether it is over. */
export async function updateSpan(
  ctx: Context,
  { id, version }: { id: string; version: number },
  span: AbsenceSpan & { isOpen: boolean },
): Promise<void> {
  await ctx.db.absence.updateMany({
    where: { schoolId: ctx.viewer.school.id, id },
    data: {
      startDay: toDbDay(span.startDay),
      startMinute: span.startMinute,
      endDay: toDbDay(span.endDay),
      endMinute: span.endMinute,
      isOpen: span.isOpen,
      version: version + 1,
    },
  });
}

/**
 * An absence that was not so: it stays in the file, and holds no more. What the family said of it goes to the one that takes its
 * place; without any, it is kept where it is.
 */
export async function supersede(ctx: Context, id: string, byId: string | null = null): Promise<void> {
  const schoolId = ctx.viewer.school.id;
  await ctx.db.absence.updateMany({ where: { schoolId, id }, data: { supersededAt: toDbInstant(ctx.now) } });
  if (byId) await ctx.db.justification.updateMany({ where: { schoolId, absenceId: id }, data: { absenceId: byId } });
}

async function openAbsences(
  ctx: Context,
  day: IsoDay,
  opened: readonly { studentId: string; span: MissedSpan; corrects: StoredAbsence | null }[],
): Promise<void> {
  if (opened.length === 0) return;
  const adults = await studentsOfAge(
    ctx,
    opened.map(({ studentId }) => studentId),
    day,
  );
  const rows = opened.map(({ studentId, span, corrects }) => ({
    schoolId: ctx.viewer.school.id,
    id: newId(),
    studentId,
    startDay: toDbDay(day),
    endDay: toDbDay(day),
    ...span,
    origin: "ROLL_CALL" as const,
    motiveId: corrects?.motiveId ?? null,
    settledAt: corrects?.settledAt ?? null,
    settledById: corrects?.settledById ?? null,
    isOfAge: adults.has(studentId),
    recordedById: ctx.viewer.person.id,
    recordedAt: toDbInstant(ctx.now),
    supersedesId: corrects?.id ?? null,
  }));
  await ctx.db.absence.createMany({ data: rows });
  for (const { id, studentId, supersedesId } of rows) {
    if (supersedesId) await supersede(ctx, supersedesId, id);
    // For the notices: {absenceId, studentId}. A correction is no news.
    else await emit(ctx, "absences.absence.opened", { absenceId: id, studentId });
  }
}

/** Which of these pupils are 18 on a day. An unknown birth date makes nobody of age. */
export async function studentsOfAge(ctx: Context, studentIds: readonly string[], day: IsoDay): Promise<Set<string>> {
  const rows = await ctx.db.civilStatus.findMany({
    where: { schoolId: ctx.viewer.school.id, personId: { in: [...studentIds] } },
    select: { personId: true, birthDate: true },
  });
  return new Set(
    rows.flatMap(({ personId, birthDate }) => (birthDate && isOfAge(fromDbDay(birthDate), day) ? personId : [])),
  );
}

/** The months of some days. */
export function monthsOf(span: Pick<AbsenceSpan, "startDay" | "endDay">): IsoDay[] {
  return [...new Set(daysOf([span]).map(monthOf))];
}

/**
 * Counts the half-days without legitimate motive of pupils in some months, and alerts when a threshold is reached: once per pupil,
 * month and threshold. Lessons to come are not missed yet. Emits `absences.alert.reached` {alertId, studentId}.
 */
export async function countAlerts(
  ctx: Context,
  studentIds: readonly string[],
  months: readonly IsoDay[],
): Promise<void> {
  const settings = await absenceSettings(ctx);
  for (const month of months) await countMonth(ctx, [...new Set(studentIds)], month, settings);
}

async function countMonth(
  ctx: Context,
  studentIds: readonly string[],
  month: IsoDay,
  settings: SchoolSettings["absences"],
): Promise<void> {
  const schoolId = ctx.viewer.school.id;
  const from = toDbDay(month);
  const until = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  const rows = await absencesBetween(ctx.db, schoolId, studentIds, from, until);
  const unexcused = rows.filter(({ motive }) => isUnexcused(motive));
  const days = daysOf(unexcused).filter((day) => monthOf(day) === month);
  const lessons = (await expectedLessons(ctx.db, schoolId, studentIds, days)).filter((lesson) => hasBegun(ctx, lesson));
  const known = await ctx.db.absenceAlert.findMany({
    where: { schoolId, studentId: { in: [...studentIds] }, month: from },
    select: { id: true, studentId: true, threshold: true, halfDays: true },
  });
  for (const studentId of studentIds) {
    const isTheirs = (each: { studentId: string }): boolean => each.studentId === studentId;
    const halfDays = halfDaysMissed(unexcused.filter(isTheirs), lessons.filter(isTheirs), settings).length;
    const alerts = known.filter(isTheirs);
    if (alerts.some((alert) => alert.halfDays !== halfDays)) {
      await ctx.db.absenceAlert.updateMany({ where: { schoolId, studentId, month: from }, data: { halfDays } });
    }
    for (const threshold of thresholdsReached(halfDays)) {
      if (alerts.some((alert) => alert.threshold === threshold)) continue;
      const id = newId();
      await ctx.db.absenceAlert.createMany({
        data: [{ schoolId, id, studentId, month: from, threshold, halfDays, reachedAt: toDbInstant(ctx.now) }],
      });
      // For the notices of head and CPE: {alertId, studentId}.
      await emit(ctx, "absences.alert.reached", { alertId: id, studentId });
    }
  }
}

/** The absences of pupils that touch these days, in the terms of what counts half-days. @param until exclusive. */
export async function absencesBetween(
  db: Db,
  schoolId: string,
  studentIds: readonly string[],
  from: Date,
  until: Date,
) {
  const rows = await db.absence.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      studentId: { in: [...studentIds] },
      startDay: { lt: until },
      endDay: { gte: from },
      supersededAt: null,
    },
    select: {
      studentId: true,
      startDay: true,
      startMinute: true,
      endDay: true,
      endMinute: true,
      motive: { select: { isAdmissible: true, countsInBulletin: true } },
    },
  });
  return rows.map((row) => ({ ...row, ...spanOf(row) }));
}

/** Lessons to come are not missed yet. */
export function hasBegun(ctx: Context, { day, startMinute }: LessonTime): boolean {
  const now = today(ctx);
  return day < now || (day === now && startMinute <= minuteIn(ctx.viewer.school.timeZone, ctx.now));
}

/** How the viewer's school counts half-days. Anyone of the school. */
export async function absenceSettings(ctx: Context): Promise<SchoolSettings["absences"]> {
  const school = await ctx.db.school.findUnique({
    where: { id: ctx.viewer.school.id },
    select: { settings: true },
  });
  return schoolSettings(school?.settings).absences;
}
