import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { keepFile, type receivedFileInput } from "@/lib/files/keep";
import { emit } from "@/lib/journal/emit";
import { type JournalLine, record } from "@/lib/journal/record";
import { announce } from "@/lib/live/announce";
import { today } from "@/lib/school/rules";
import { fromDbDay, type IsoDay, minuteIn, toDbDay, toDbInstant } from "@/lib/time/day";
import { calledSessions, isCallable, mayFollowUp, mayJustifySome, mayJustify, mayReadAlerts } from "./access";
import { countAlerts, followRollCalls, lockAbsences, monthsOf, studentsOfAge, supersede, updateSpan } from "./follow";
import { calledLessons, daysOf, enrolledPupils, lessonDay } from "./lessons";
import type {
  answerJustificationInput,
  handleAlertInput,
  recordAbsenceInput,
  recordArrivalInput,
  saveRollCallInput,
  sendJustificationInput,
  settleAbsenceInput,
  withdrawAbsenceInput,
} from "./schema";
import type { Attachment } from "@/lib/files/types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Saves the roll call of a lesson: who is not there, who came late, and that everybody else is. Its teachers, and those who follow
 * absences up. The absences of the day follow. Said twice in the same words it is said once; CONFLICT with what is stored when
 * somebody else said otherwise meanwhile. Emits `absences.late.recorded` {sessionId, studentId, minutes} for each new lateness.
 */
export async function saveRollCall(
  ctx: Context,
  input: Input<typeof saveRollCallInput>,
): Promise<Result<{ version: number; absent: number; late: number }>> {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const { sessionId } = input;
  await lockAbsences(ctx);
  const day = await lessonDay(ctx.db, schoolId, sessionId);
  if (!day) return fail("NOT_FOUND");
  const session = await ctx.db.session.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [calledSessions(viewer, day), { id: sessionId }] },
    select: {
      startMinute: true,
      groups: { select: { groupId: true } },
      rollCall: { select: { version: true } },
      attendances: { select: { studentId: true, kind: true, minutes: true } },
    },
  });
  if (!session) return fail("NOT_FOUND");
  const now = { day: today(ctx), minute: minuteIn(viewer.school.timeZone, ctx.now) };
  if (!isCallable(viewer, { day, startMinute: session.startMinute }, now)) {
    return fail("INVALID", {
      message:
        day < now.day ? "Seule la vie scolaire corrige l’appel d’un autre jour." : "Cette séance n’a pas commencé.",
    });
  }
  const stored = session.attendances;
  // Before the first roll call, the office may have written that somebody came late: that pupil is there.
  const atOffice = session.rollCall ? [] : stored.filter(({ kind }) => kind === "LATE");
  const marks = new Map(input.marks.map(({ studentId, minutes }) => [studentId, minutes]));
  for (const { studentId, minutes } of atOffice) marks.set(studentId, marks.get(studentId) ?? minutes);
  const counts = {
    absent: [...marks.values()].filter((minutes) => minutes === null).length,
    late: [...marks.values()].filter((minutes) => minutes !== null).length,
  };
  const version = session.rollCall?.version ?? 0;
  if (version !== input.version) {
    const isSaid =
      stored.length === marks.size &&
      stored.every(({ studentId, minutes }) => marks.has(studentId) && marks.get(studentId) === minutes);
    return isSaid ? ok({ version, ...counts }) : fail("CONFLICT", { current: { version, marks: stored } });
  }
  const groupIds = session.groups.map(({ groupId }) => groupId);
  const pupils = await enrolledPupils(ctx.db, schoolId, groupIds, day);
  const expected = new Set(pupils.map(({ id }) => id));
  if ([...marks.keys()].some((id) => !expected.has(id))) {
    return fail("INVALID", {
      message: "La liste de la classe a changé\u202F: rechargez la page, puis refaites l’appel.",
    });
  }

  const saved = { calledById: viewer.person.id, calledAt: toDbInstant(ctx.now), version: version + 1 };
  if (version === 0) await ctx.db.rollCall.createMany({ data: [{ schoolId, sessionId, ...saved }] });
  else await ctx.db.rollCall.updateMany({ where: { schoolId, sessionId }, data: saved });
  await ctx.db.attendance.deleteMany({ where: { schoolId, sessionId } });
  await ctx.db.attendance.createMany({
    data: [...marks].map(([studentId, minutes]) => ({
      schoolId,
      sessionId,
      studentId,
      kind: minutes === null ? ("ABSENT" as const) : ("LATE" as const),
      minutes,
    })),
  });
  await note(ctx, {
    action: "absences.roll-call.save",
    targetType: "session",
    targetId: sessionId,
    details: { version: version + 1, marks: Object.fromEntries(marks) },
  });
  const wasLate = new Set(stored.filter(({ kind }) => kind === "LATE").map(({ studentId }) => studentId));
  for (const [studentId, minutes] of marks) {
    if (minutes === null || wasLate.has(studentId)) continue;
    await emit(ctx, "absences.late.recorded", { sessionId, studentId, minutes });
  }
  const missing = await studentsWithAbsences(ctx, [...expected], day);
  const touched = [...marks.keys(), ...stored.map(({ studentId }) => studentId), ...missing];
  await followRollCalls(ctx, [...new Set(touched)], day);
  return ok({ version: version + 1, ...counts });
}

/** Pupils of whom an absence touches a day: a roll call may end it. */
async function studentsWithAbsences(ctx: Context, studentIds: readonly string[], day: IsoDay): Promise<string[]> {
  const rows = await ctx.db.absence.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      studentId: { in: [...studentIds] },
      startDay: { lte: toDbDay(day) },
      endDay: { gte: toDbDay(day) },
      supersededAt: null,
    },
    select: { studentId: true },
    distinct: ["studentId"],
  });
  return rows.map(({ studentId }) => studentId);
}

/**
 * A pupil comes to the office, at a time of today: late to the lesson under way, if there is one, and no longer absent. Those who
 * follow absences up. Emits `absences.late.recorded` {sessionId, studentId, minutes}.
 */
export async function recordArrival(
  ctx: Context,
  input: Input<typeof recordArrivalInput>,
): Promise<Result<{ late: number | null }>> {
  const { studentId } = input;
  if (!mayFollowUp(ctx.viewer) || !(await isStudent(ctx, studentId))) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const now = minuteIn(ctx.viewer.school.timeZone, ctx.now);
  const minute = input.minute ?? now;
  if (minute > now) {
    return fail("INVALID", { fields: { minute: ["Cette heure n’est pas encore passée."] } });
  }
  await lockAbsences(ctx);
  const lessons = await calledLessons(ctx.db, schoolId, [studentId], day);
  const lesson = lessons.find(({ startMinute, endMinute }) => startMinute < minute && minute < endMinute);
  const late = lesson ? minute - lesson.startMinute : null;
  if (lesson && late !== null) {
    const key = { schoolId, sessionId: lesson.sessionId, studentId };
    await ctx.db.attendance.deleteMany({ where: key });
    await ctx.db.attendance.createMany({ data: [{ ...key, kind: "LATE", minutes: late }] });
    // A sheet that was opened before knows nothing of it.
    await ctx.db.rollCall.updateMany({
      where: { schoolId, sessionId: lesson.sessionId },
      data: { version: { increment: 1 } },
    });
    await emit(ctx, "absences.late.recorded", { sessionId: lesson.sessionId, studentId, minutes: late });
  }
  const end = lesson?.startMinute ?? minute;
  const running = await ctx.db.absence.findMany({
    where: {
      schoolId,
      studentId,
      supersededAt: null,
      startDay: { lte: toDbDay(day) },
      endDay: { gte: toDbDay(day) },
    },
  });
  for (const row of running) {
    const startDay = fromDbDay(row.startDay);
    const endDay = fromDbDay(row.endDay);
    const hasBegun = startDay < day || row.startMinute < end;
    const isCut = endDay > day || row.endMinute > end;
    if (!hasBegun || !(row.isOpen || isCut)) continue;
    const until = isCut ? { endDay: day, endMinute: end } : { endDay, endMinute: row.endMinute };
    await updateSpan(ctx, row, { startDay, startMinute: row.startMinute, ...until, isOpen: false });
  }
  await note(ctx, {
    action: "absences.arrival.record",
    targetType: "person",
    targetId: studentId,
    details: { day, minute },
  });
  await followRollCalls(ctx, [studentId], day);
  return ok({ late });
}

async function isStudent(ctx: Context, id: string): Promise<boolean> {
  const found = await ctx.db.person.findFirst({
    where: { schoolId: ctx.viewer.school.id, id, profile: "STUDENT" },
    select: { id: true },
  });
  return found !== null;
}

/**
 * Writes down an absence that a parent, or somebody else, has told of: past, running or to come. What roll calls had made of that time is
 * corrected by it, with what the family said of it. Those who follow absences up. Emits `absences.absence.opened` {absenceId, studentId}.
 */
export async function recordAbsence(
  ctx: Context,
  input: Input<typeof recordAbsenceInput>,
): Promise<Result<{ id: string }>> {
  const { studentId, startDay, startMinute, endDay, endMinute, isOpen, origin } = input;
  if (!mayFollowUp(ctx.viewer) || !(await isStudent(ctx, studentId))) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  if (endDay < startDay) return fail("INVALID", { fields: { endDay: ["La fin doit suivre le début."] } });
  if (endDay === startDay && endMinute <= startMinute) {
    return fail("INVALID", { fields: { endMinute: ["La fin doit suivre le début."] } });
  }
  const year = await ctx.db.schoolYear.findFirst({
    where: { schoolId, closedAt: null, startsOn: { lte: toDbDay(startDay) }, endsOn: { gt: toDbDay(endDay) } },
    select: { id: true },
  });
  if (!year) return fail("INVALID", { fields: { startDay: ["Ces dates ne sont pas d’une année scolaire ouverte."] } });
  await lockAbsences(ctx);
  const motive = await motiveOf(ctx, input.motiveId);
  if (input.motiveId && !motive) return fail("INVALID", { fields: { motiveId: ["Choisissez un motif."] } });
  const [from, until] = [toDbDay(startDay), toDbDay(endDay)];
  const others = await ctx.db.absence.findMany({
    where: {
      schoolId,
      studentId,
      supersededAt: null,
      AND: [
        { OR: [{ startDay: { lt: until } }, { startDay: until, startMinute: { lt: endMinute } }] },
        { OR: [{ endDay: { gt: from } }, { endDay: from, endMinute: { gt: startMinute } }] },
      ],
    },
    select: { id: true, origin: true, startDay: true, endDay: true, startMinute: true },
    orderBy: [{ startDay: "asc" }, { startMinute: "asc" }],
  });
  if (others.some((other) => other.origin !== "ROLL_CALL")) {
    return fail("INVALID", { fields: { startDay: ["Une absence est déjà enregistrée sur ces heures."] } });
  }
  const id = newId();
  const settled = motive?.isSettling ? { settledAt: toDbInstant(ctx.now), settledById: ctx.viewer.person.id } : {};
  await ctx.db.absence.createMany({
    data: [
      {
        schoolId,
        id,
        studentId,
        startDay: from,
        startMinute,
        endDay: until,
        endMinute,
        isOpen,
        origin,
        motiveId: motive?.id ?? null,
        ...settled,
        isOfAge: (await studentsOfAge(ctx, [studentId], startDay)).has(studentId),
        recordedById: ctx.viewer.person.id,
        recordedAt: toDbInstant(ctx.now),
        supersedesId: others[0]?.id ?? null,
      },
    ],
  });
  await adoptJustifications(
    ctx,
    others.map((other) => other.id),
    id,
  );
  await note(ctx, {
    action: "absences.absence.record",
    targetType: "absence",
    targetId: id,
    details: { studentId, startDay, endDay, supersedes: others.length },
  });
  await emit(ctx, "absences.absence.opened", { absenceId: id, studentId });
  // What of these days the new one does not cover is again an absence of its own.
  const called = others.map((other) => ({ startDay: fromDbDay(other.startDay), endDay: fromDbDay(other.endDay) }));
  for (const day of daysOf(called)) await followRollCalls(ctx, [studentId], day);
  await countAlerts(ctx, [studentId], monthsOf({ startDay, endDay }));
  return ok({ id });
}

/** Absences that another takes the place of, and what families said of them. One justification waits at a time. */
async function adoptJustifications(ctx: Context, fromIds: readonly string[], toId: string): Promise<void> {
  let isWaiting = false;
  for (const id of fromIds) {
    const waits = await ctx.db.justification.count({
      where: { schoolId: ctx.viewer.school.id, absenceId: id, status: "PENDING" },
    });
    await supersede(ctx, id, isWaiting && waits > 0 ? null : toId);
    isWaiting ||= waits > 0;
  }
}

async function motiveOf(ctx: Context, id: string | null): Promise<{ id: string; isSettling: boolean } | null> {
  if (!id) return null;
  return ctx.db.absenceMotive.findFirst({
    where: { schoolId: ctx.viewer.school.id, id },
    select: { id: true, isSettling: true },
  });
}

/** An absence that holds, the school's absences locked. CONFLICT with what is stored when it changed meanwhile. */
async function standingAbsence(ctx: Context, { absenceId, version }: { absenceId: string; version: number }) {
  if (!mayFollowUp(ctx.viewer)) return fail("NOT_FOUND");
  await lockAbsences(ctx);
  const row = await ctx.db.absence.findFirst({
    where: { schoolId: ctx.viewer.school.id, id: absenceId, supersededAt: null },
  });
  if (!row) return fail("NOT_FOUND");
  if (row.version !== version) return fail("CONFLICT", { current: { version: row.version, motiveId: row.motiveId } });
  return ok({ ...row, startDay: fromDbDay(row.startDay), endDay: fromDbDay(row.endDay) });
}

/**
 * Gives an absence its motive, or takes it away; a motive that settles settles it. Those who follow absences up. INVALID while a
 * justification waits: the answer to it says the motive.
 */
export async function settleAbsence(
  ctx: Context,
  input: Input<typeof settleAbsenceInput>,
): Promise<Result<{ version: number }>> {
  const found = await standingAbsence(ctx, input);
  if (!found.ok) return found;
  const absence = found.value;
  const schoolId = ctx.viewer.school.id;
  const motive = await motiveOf(ctx, input.motiveId);
  if (input.motiveId && !motive) return fail("INVALID", { fields: { motiveId: ["Choisissez un motif."] } });
  const waiting = await ctx.db.justification.count({
    where: { schoolId, absenceId: absence.id, status: "PENDING" },
  });
  if (waiting > 0) return fail("INVALID", { message: "Un justificatif attend une réponse pour cette absence." });
  const version = absence.version + 1;
  await ctx.db.absence.updateMany({
    where: { schoolId, id: absence.id },
    data: {
      motiveId: motive?.id ?? null,
      settledAt: motive?.isSettling ? toDbInstant(ctx.now) : null,
      settledById: motive?.isSettling ? ctx.viewer.person.id : null,
      version,
    },
  });
  await note(ctx, {
    action: "absences.absence.settle",
    targetType: "absence",
    targetId: absence.id,
    details: { motiveId: motive?.id ?? null, version },
  });
  await countAlerts(ctx, [absence.studentId], monthsOf(absence));
  return ok({ version });
}

/**
 * Takes back an absence that was written down by mistake: it stays in the file and holds no more, and the roll calls of its days say
 * what they say. Those who follow absences up. One that roll calls made is corrected on the roll call.
 */
export async function withdrawAbsence(
  ctx: Context,
  input: Input<typeof withdrawAbsenceInput>,
): Promise<Result<{ id: string }>> {
  const found = await standingAbsence(ctx, input);
  if (!found.ok) return found;
  const absence = found.value;
  if (absence.origin === "ROLL_CALL") {
    return fail("INVALID", { message: "Cette absence vient d’un appel\u202F: corrigez l’appel." });
  }
  await supersede(ctx, absence.id);
  await note(ctx, {
    action: "absences.absence.withdraw",
    targetType: "absence",
    targetId: absence.id,
    details: { studentId: absence.studentId },
  });
  const now = today(ctx);
  for (const day of daysOf([absence]).filter((each) => each <= now))
    await followRollCalls(ctx, [absence.studentId], day);
  await countAlerts(ctx, [absence.studentId], monthsOf(absence));
  return ok({ id: absence.id });
}

const ALREADY_SENT = "Un justificatif a déjà été envoyé pour cette absence\u202F: l’établissement va y répondre.";

/**
 * What a family says of an absence, with up to three files. Who may: access.ts. Two parents at once: the second is told of the first
 * (CONFLICT). Emits `absences.justification.sent` {justificationId, studentId}.
 */
export async function sendJustification(
  ctx: Context,
  input: Input<typeof sendJustificationInput>,
): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  await lockAbsences(ctx);
  const absence = await ctx.db.absence.findFirst({
    where: { schoolId, id: input.absenceId, supersededAt: null },
    select: { id: true, studentId: true, isOfAge: true, settledAt: true },
  });
  if (!absence || !mayJustify(ctx.viewer, absence)) return fail("NOT_FOUND");
  if (absence.settledAt) return fail("INVALID", { message: "Cette absence est déjà réglée." });
  const motive = await ctx.db.absenceMotive.findFirst({
    where: { schoolId, id: input.motiveId, isOffered: true },
    select: { id: true },
  });
  if (!motive) return fail("INVALID", { fields: { motiveId: ["Choisissez un motif."] } });
  const files = [...new Set(input.files)];
  const own = await ctx.db.file.count({ where: { schoolId, id: { in: files }, ownerId: ctx.viewer.person.id } });
  if (own < files.length) {
    const problem = "Un fichier n’est plus disponible\u202F: retirez-le, puis joignez-le de nouveau.";
    return fail("INVALID", { fields: { files: [problem] } });
  }
  const id = newId();
  const { count } = await ctx.db.justification.createMany({
    data: [
      {
        schoolId,
        id,
        absenceId: absence.id,
        studentId: absence.studentId,
        authorId: ctx.viewer.person.id,
        motiveId: motive.id,
        comment: input.comment,
        sentAt: toDbInstant(ctx.now),
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) return fail("CONFLICT", { message: ALREADY_SENT });
  await ctx.db.justificationFile.createMany({
    data: files.map((fileId, position) => ({
      schoolId,
      justificationId: id,
      fileId,
      studentId: absence.studentId,
      position,
    })),
  });
  await note(ctx, {
    action: "absences.justification.send",
    targetType: "justification",
    targetId: id,
    details: { absenceId: absence.id, files: files.length },
  });
  await emit(ctx, "absences.justification.sent", { justificationId: id, studentId: absence.studentId });
  return ok({ id });
}

/**
 * Accepts what a family said, which gives the absence its motive and settles it, or refuses it, and then the family may send another.
 * Those who follow absences up; CONFLICT when somebody answered otherwise meanwhile, the same answer twice is one.
 * Emits `absences.justification.settled` {justificationId, studentId}.
 */
export async function answerJustification(
  ctx: Context,
  { justificationId, decision, answer }: Input<typeof answerJustificationInput>,
): Promise<Result<{ status: "ACCEPTED" | "REFUSED" }>> {
  if (!mayFollowUp(ctx.viewer)) return fail("NOT_FOUND");
  await lockAbsences(ctx);
  const schoolId = ctx.viewer.school.id;
  const justification = await ctx.db.justification.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: justificationId },
    select: {
      id: true,
      status: true,
      motiveId: true,
      absence: { select: { id: true, studentId: true, startDay: true, endDay: true, version: true } },
    },
  });
  if (!justification) return fail("NOT_FOUND");
  if (justification.status === decision) return ok({ status: decision });
  if (justification.status !== "PENDING") return fail("CONFLICT", { current: { status: justification.status } });
  const settled = { settledAt: toDbInstant(ctx.now), settledById: ctx.viewer.person.id };
  await ctx.db.justification.updateMany({
    where: { schoolId, id: justificationId },
    data: { status: decision, answer: answer || null, ...settled },
  });
  const { absence } = justification;
  if (decision === "ACCEPTED") {
    await ctx.db.absence.updateMany({
      where: { schoolId, id: absence.id },
      data: { motiveId: justification.motiveId, ...settled, version: absence.version + 1 },
    });
  }
  await note(ctx, {
    action: "absences.justification.answer",
    targetType: "justification",
    targetId: justificationId,
    details: { decision },
  });
  await emit(ctx, "absences.justification.settled", { justificationId, studentId: absence.studentId });
  const span = { startDay: fromDbDay(absence.startDay), endDay: fromDbDay(absence.endDay) };
  await countAlerts(ctx, [absence.studentId], monthsOf(span));
  return ok({ status: decision });
}

/** An alert is taken in hand: it leaves the board, and stays in the pupil's file. Head and CPE; twice is once. */
export async function handleAlert(
  ctx: Context,
  { alertId }: Input<typeof handleAlertInput>,
): Promise<Result<{ id: string }>> {
  if (!mayReadAlerts(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const alert = await ctx.db.absenceAlert.findFirst({ where: { schoolId, id: alertId }, select: { id: true } });
  if (!alert) return fail("NOT_FOUND");
  const { count } = await ctx.db.absenceAlert.updateMany({
    where: { schoolId, id: alertId, handledAt: null },
    data: { handledAt: toDbInstant(ctx.now), handledById: ctx.viewer.person.id },
  });
  if (count > 0) {
    await note(ctx, { action: "absences.alert.handle", targetType: "absence_alert", targetId: alertId });
  }
  return ok({ id: alertId });
}

/** Keeps the record of a file that the route has stored, for a justification. Families; it is the sender's until it is sent. */
export async function addFile(ctx: Context, input: Input<typeof receivedFileInput>): Promise<Result<Attachment>> {
  if (!mayJustifySome(ctx.viewer)) return fail("NOT_FOUND");
  return keepFile(ctx, "absences", input);
}

/** Journals what was done, and tells the open boards. */
async function note(ctx: Context, line: JournalLine): Promise<void> {
  await record(ctx, line);
  await announce(ctx.db, { schoolId: ctx.viewer.school.id, topic: "absences" });
}
