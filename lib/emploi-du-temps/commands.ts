import "server-only";
import { hashSecret, newToken } from "@/lib/auth/codes";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Prisma, SessionStatus } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { announce } from "@/lib/live/announce";
import { today } from "@/lib/school/rules";
import { fromDbDay, type IsoDay, minuteIn, toDbDay, toDbInstant } from "@/lib/time/day";
import { formatDayRange } from "@/lib/time/format";
import type { z } from "zod";
import { mayManage, maySubscribeTo } from "./access";
import { closureProblem, conflictOf, type Occupation } from "./conflicts";
import type {
  cancelSessionInput,
  changeRoomInput,
  closeFeedInput,
  declareAbsenceInput,
  moveSessionInput,
  openFeedInput,
  replaceTeacherInput,
  restoreSessionInput,
  withdrawAbsenceInput,
} from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** Cancels a lesson. Who manages the timetable. CONFLICT with what is stored when it changed meanwhile. */
export async function cancelSession(
  ctx: Context,
  input: Input<typeof cancelSessionInput>,
): Promise<Result<{ version: number }>> {
  const found = await changeableSession(ctx, input);
  if (!found.ok) return found;
  const session = found.value;
  if (session.status === "CANCELLED") return fail("INVALID", { message: "Cette séance est déjà annulée." });
  return changeSession(ctx, session, "cancel", {
    status: "CANCELLED",
    statusBefore: session.status,
    cancelReason: input.reason,
  });
}

/** A cancelled lesson takes place after all. Who manages the timetable. INVALID when its place is taken by now. */
export async function restoreSession(
  ctx: Context,
  input: Input<typeof restoreSessionInput>,
): Promise<Result<{ version: number }>> {
  const found = await changeableSession(ctx, input);
  if (!found.ok) return found;
  const session = found.value;
  if (session.status !== "CANCELLED") return fail("INVALID", { message: "Cette séance n’est pas annulée." });
  const problem = await conflictOf(ctx, occupationOf(session));
  if (problem) return fail("INVALID", { message: problem });
  return changeSession(ctx, session, "restore", notCancelled(session.statusBefore ?? "PLANNED"));
}

/** Gives a lesson another room. Who manages the timetable. INVALID when the room is taken. */
export async function changeRoom(
  ctx: Context,
  input: Input<typeof changeRoomInput>,
): Promise<Result<{ version: number }>> {
  const found = await changeableSession(ctx, input);
  if (!found.ok) return found;
  const session = found.value;
  if (session.status === "CANCELLED")
    return fail("INVALID", { message: "Cette séance est annulée\u202F: rétablissez-la d’abord." });
  const room = input.roomId
    ? await ctx.db.room.findFirst({
        where: { schoolId: ctx.viewer.school.id, id: input.roomId },
        select: { code: true },
      })
    : null;
  if (input.roomId && !room) return fail("INVALID", { fields: { roomId: ["Choisissez une salle."] } });
  const moved = { ...session, roomId: input.roomId, roomCode: room?.code ?? null };
  const problem = await conflictOf(ctx, { ...occupationOf(moved), teacherIds: [], withPupils: false });
  if (problem) return fail("INVALID", { fields: { roomId: [problem] } });
  return changeSession(ctx, moved, "room", { roomId: input.roomId, status: statusOf(moved) });
}

/**
 * Moves a lesson, with its length, room and teachers; a cancelled one takes place again, elsewhere. Who manages the timetable.
 * INVALID when its room, one of its teachers or its pupils are taken at that time, or when the school is closed.
 */
export async function moveSession(
  ctx: Context,
  input: Input<typeof moveSessionInput>,
): Promise<Result<{ version: number }>> {
  const found = await changeableSession(ctx, input);
  if (!found.ok) return found;
  const session = found.value;
  const endMinute = input.startMinute + session.endMinute - session.startMinute;
  if (endMinute > 24 * 60) return fail("INVALID", { fields: { startMinute: ["La séance finirait après minuit."] } });
  const moved = { ...session, day: input.day, startMinute: input.startMinute, endMinute };
  const closed = await closureProblem(ctx, input.day);
  if (closed) return fail("INVALID", { fields: { day: [closed] } });
  const problem = await conflictOf(ctx, occupationOf(moved));
  if (problem) return fail("INVALID", { fields: { startMinute: [problem] } });
  return changeSession(ctx, moved, "move", {
    ...notCancelled(statusOf(moved)),
    day: toDbDay(moved.day),
    startMinute: moved.startMinute,
    endMinute: moved.endMinute,
  });
}

/**
 * Somebody else gives a lesson, for this one alone; a cancelled one takes place again. Naming who is replaced undoes it.
 * Who manages the timetable. INVALID when the substitute gives another lesson then, or is absent.
 */
export async function replaceTeacher(
  ctx: Context,
  input: Input<typeof replaceTeacherInput>,
): Promise<Result<{ version: number }>> {
  const schoolId = ctx.viewer.school.id;
  const found = await changeableSession(ctx, input);
  if (!found.ok) return found;
  const session = found.value;
  const leaving = session.teachers.find(({ teacherId }) => teacherId === input.teacherId);
  if (!leaving) return fail("INVALID", { fields: { teacherId: ["Cette personne ne donne pas cette séance."] } });
  const isThere = session.teachers.some(({ teacherId }) => teacherId === input.substituteId);
  const substitute = isThere ? null : await teacherOn(ctx, input.substituteId, session.day);
  if (!substitute) return fail("INVALID", { fields: { substituteId: ["Choisissez un autre professeur."] } });

  const replaced = leaving.replacesId ?? leaving.teacherId;
  const replacesId = replaced === substitute.id ? null : replaced;
  const teachers = [...session.teachers.filter((each) => each !== leaving), { teacherId: substitute.id, replacesId }];
  const problem = await conflictOf(ctx, {
    ...occupationOf({ ...session, teachers }),
    // A lesson that stays keeps its room and pupils; one that comes back must find them free.
    ...(session.status === "CANCELLED" ? {} : { roomId: null, teacherIds: [substitute.id], withPupils: false }),
  });
  if (problem) return fail("INVALID", { fields: { substituteId: [problem] } });
  const changed = await changeSession(ctx, session, "replace", notCancelled(statusOf({ ...session, teachers })));
  if (!changed.ok) return changed;
  await ctx.db.sessionTeacher.deleteMany({
    where: { schoolId, sessionId: session.id, teacherId: leaving.teacherId },
  });
  await ctx.db.sessionTeacher.createMany({
    data: [{ schoolId, sessionId: session.id, teacherId: substitute.id, replacesId }],
  });
  return changed;
}

/**
 * Declares a teacher absent: the lessons that this teacher gives alone in the span are cancelled with it, once for all of them.
 * Those given with a colleague stay. Who manages the timetable.
 */
export async function declareAbsence(
  ctx: Context,
  input: Input<typeof declareAbsenceInput>,
): Promise<Result<{ id: string; cancelled: number }>> {
  if (!mayManage(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const { teacherId, startDay, startMinute, endDay, endMinute } = input;
  if (endDay < startDay) return fail("INVALID", { fields: { endDay: ["La fin doit suivre le début."] } });
  if (endDay === startDay && endMinute <= startMinute) {
    return fail("INVALID", { fields: { endMinute: ["La fin doit suivre le début."] } });
  }
  if (!(await teacherOn(ctx, teacherId, startDay))) {
    const problem = "Choisissez un professeur présent à cette date.";
    return fail("NOT_FOUND", { message: problem, fields: { teacherId: [problem] } });
  }
  await lockTimetable(ctx);
  const [from, until] = [toDbDay(startDay), toDbDay(endDay)];
  const other = await ctx.db.teacherAbsence.findFirst({
    where: {
      schoolId,
      teacherId,
      withdrawnAt: null,
      AND: [
        { OR: [{ startDay: { lt: until } }, { startDay: until, startMinute: { lt: endMinute } }] },
        { OR: [{ endDay: { gt: from } }, { endDay: from, endMinute: { gt: startMinute } }] },
      ],
    },
    select: { startDay: true, endDay: true },
  });
  if (other) {
    const known = formatDayRange(fromDbDay(other.startDay), fromDbDay(other.endDay));
    return fail("INVALID", { fields: { startDay: [`Une absence est déjà déclarée\u202F: ${known}.`] } });
  }

  const id = newId();
  const at = toDbInstant(ctx.now);
  await ctx.db.teacherAbsence.createMany({
    data: [
      {
        schoolId,
        id,
        teacherId,
        startDay: from,
        startMinute,
        endDay: until,
        endMinute,
        declaredById: ctx.viewer.person.id,
        declaredAt: at,
      },
    ],
  });
  const cancelled = await ctx.db.$queryRaw<{ id: string }[]>`
    UPDATE session s SET status_before = s.status, status = 'CANCELLED', cancel_reason = 'TEACHER_ABSENT',
      absence_id = ${id}::uuid, changed_at = ${at}, version = s.version + 1
    WHERE s.school_id = ${schoolId}::uuid AND s.status <> 'CANCELLED'
      AND s.day BETWEEN ${startDay}::date AND ${endDay}::date
      AND (s.day > ${startDay}::date OR s.end_minute > ${startMinute})
      AND (s.day < ${endDay}::date OR s.start_minute < ${endMinute})
      AND EXISTS (SELECT FROM session_teacher t
        WHERE t.school_id = ${schoolId}::uuid AND t.session_id = s.id AND t.teacher_id = ${teacherId}::uuid)
      AND NOT EXISTS (SELECT FROM session_teacher t
        WHERE t.school_id = ${schoolId}::uuid AND t.session_id = s.id AND t.teacher_id <> ${teacherId}::uuid)
      AND EXISTS (SELECT FROM school_year y WHERE y.school_id = ${schoolId}::uuid AND y.id = s.year_id AND y.closed_at IS NULL)
    RETURNING s.id`;
  await record(ctx, {
    action: "emploi-du-temps.absence.declare",
    targetType: "teacher_absence",
    targetId: id,
    details: { startDay, endDay, cancelled: cancelled.length },
  });
  await emitChanged(
    ctx,
    cancelled.map((session) => session.id),
  );
  return ok({ id, cancelled: cancelled.length });
}

/**
 * The teacher is back early, or was never absent: the lessons that the absence cancelled, and that nobody has decided on since, take
 * place again, all of them or those to come. Those whose place is taken by now stay cancelled. Who manages the timetable; doing
 * it twice is doing it once.
 */
export async function withdrawAbsence(
  ctx: Context,
  input: Input<typeof withdrawAbsenceInput>,
): Promise<Result<{ restored: number; kept: number }>> {
  if (!mayManage(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  await lockTimetable(ctx);
  const absence = await ctx.db.teacherAbsence.findFirst({
    where: { schoolId, id: input.absenceId },
    select: { id: true, startDay: true, startMinute: true, withdrawnAt: true },
  });
  if (!absence) return fail("NOT_FOUND");
  if (absence.withdrawnAt) return ok({ restored: 0, kept: 0 });

  const day = today(ctx);
  const minute = minuteIn(ctx.viewer.school.timeZone, ctx.now);
  const startDay = fromDbDay(absence.startDay);
  const hasBegun = startDay < day || (startDay === day && absence.startMinute < minute);
  const isBackEarly = input.extent === "COMING" && hasBegun;
  await ctx.db.teacherAbsence.updateMany({
    where: { schoolId, id: absence.id },
    data: isBackEarly ? { endDay: toDbDay(day), endMinute: minute } : { withdrawnAt: toDbInstant(ctx.now) },
  });
  const sessions = await ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      absenceId: absence.id,
      ...(isBackEarly
        ? { OR: [{ day: { gt: toDbDay(day) } }, { day: toDbDay(day), startMinute: { gte: minute } }] }
        : {}),
    },
    select: changeableSelect,
    orderBy: [{ day: "asc" }, { startMinute: "asc" }],
  });
  const restored: string[] = [];
  for (const row of sessions) {
    const session = toChangeable(row);
    if (await conflictOf(ctx, occupationOf(session))) continue;
    const { count } = await ctx.db.session.updateMany({
      where: { schoolId, id: session.id, absenceId: absence.id },
      data: { ...notCancelled(session.statusBefore ?? "PLANNED"), ...stamp(ctx, session) },
    });
    if (count > 0) restored.push(session.id);
  }
  await record(ctx, {
    action: "emploi-du-temps.absence.withdraw",
    targetType: "teacher_absence",
    targetId: absence.id,
    details: { restored: restored.length, kept: sessions.length - restored.length },
  });
  await emitChanged(ctx, restored);
  return ok({ restored: restored.length, kept: sessions.length - restored.length });
}

/**
 * Makes a secret address for a calendar; the one before, if any, closes. A teacher for its lessons, a family for its pupils.
 * @returns the token, this once: only its hash is kept.
 */
export async function openFeed(
  ctx: Context,
  { studentId }: Input<typeof openFeedInput>,
): Promise<Result<{ token: string }>> {
  const schoolId = ctx.viewer.school.id;
  const personId = ctx.viewer.person.id;
  if (!maySubscribeTo(ctx.viewer, studentId)) return fail("NOT_FOUND");
  const at = toDbInstant(ctx.now);
  await ctx.db.feedToken.updateMany({
    where: { schoolId, personId, studentId, revokedAt: null },
    data: { revokedAt: at },
  });
  const id = newId();
  const token = newToken();
  const { count } = await ctx.db.feedToken.createMany({
    data: [{ schoolId, id, personId, studentId, tokenHash: hashSecret(token), createdAt: at }],
    skipDuplicates: true,
  });
  if (count === 0) return fail("CONFLICT");
  await record(ctx, { action: "emploi-du-temps.feed.open", targetType: "feed_token", targetId: id });
  return ok({ token });
}

/** Closes a calendar's address. Its owner; doing it twice is doing it once. */
export async function closeFeed(
  ctx: Context,
  { feedId }: Input<typeof closeFeedInput>,
): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  const own = { schoolId, personId: ctx.viewer.person.id, id: feedId };
  if (!(await ctx.db.feedToken.findFirst({ where: own, select: { id: true } }))) return fail("NOT_FOUND");
  const { count } = await ctx.db.feedToken.updateMany({
    where: { ...own, revokedAt: null },
    data: { revokedAt: toDbInstant(ctx.now) },
  });
  if (count > 0)
    await record(ctx, { action: "emploi-du-temps.feed.close", targetType: "feed_token", targetId: feedId });
  return ok({ id: feedId });
}

const changeableSelect = {
  id: true,
  version: true,
  status: true,
  statusBefore: true,
  day: true,
  startMinute: true,
  endMinute: true,
  plannedDay: true,
  plannedStartMinute: true,
  plannedEndMinute: true,
  plannedRoomCode: true,
  roomId: true,
  room: { select: { code: true } },
  teachers: { select: { teacherId: true, replacesId: true } },
} as const satisfies Prisma.SessionSelect;

type ChangeableRow = Prisma.SessionGetPayload<{ select: typeof changeableSelect }>;

/** A lesson, and what it is planned as: what it was before anybody changed it. */
interface Changeable {
  id: string;
  version: number;
  status: SessionStatus;
  statusBefore: SessionStatus | null;
  day: IsoDay;
  startMinute: number;
  endMinute: number;
  roomId: string | null;
  roomCode: string | null;
  teachers: { teacherId: string; replacesId: string | null }[];
  planned: { day: IsoDay; startMinute: number; endMinute: number; roomCode: string | null };
}

function toChangeable({ room, ...row }: ChangeableRow): Changeable {
  const day = fromDbDay(row.day);
  const roomCode = room?.code ?? null;
  return {
    ...row,
    day,
    roomCode,
    planned: row.plannedDay
      ? {
          day: fromDbDay(row.plannedDay),
          startMinute: row.plannedStartMinute ?? row.startMinute,
          endMinute: row.plannedEndMinute ?? row.endMinute,
          roomCode: row.plannedRoomCode,
        }
      : { day, startMinute: row.startMinute, endMinute: row.endMinute, roomCode },
  };
}

/** The lesson that a form changes, the school's timetable locked: two changes never take the same room unseen. */
async function changeableSession(
  ctx: Context,
  { sessionId, version }: { sessionId: string; version: number },
): Promise<Result<Changeable>> {
  if (!mayManage(ctx.viewer)) return fail("NOT_FOUND");
  await lockTimetable(ctx);
  const row = await ctx.db.session.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, id: sessionId, year: { closedAt: null } },
    select: changeableSelect,
  });
  if (!row) return fail("NOT_FOUND");
  const session = toChangeable(row);
  if (session.version === version) return ok(session);
  const { status, day, startMinute, endMinute, roomCode } = session;
  return fail("CONFLICT", { current: { version: session.version, status, day, startMinute, endMinute, roomCode } });
}

/** Released with the transaction. */
async function lockTimetable(ctx: Context): Promise<void> {
  const key = `${ctx.viewer.school.id}/emploi-du-temps`;
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** Writes a change, keeps what was planned, journals it and tells the other modules. */
async function changeSession(
  ctx: Context,
  session: Changeable,
  verb: string,
  data: Prisma.SessionUncheckedUpdateManyInput,
): Promise<Result<{ version: number }>> {
  const { planned } = session;
  const { count } = await ctx.db.session.updateMany({
    where: { schoolId: ctx.viewer.school.id, id: session.id, version: session.version },
    data: {
      plannedDay: toDbDay(planned.day),
      plannedStartMinute: planned.startMinute,
      plannedEndMinute: planned.endMinute,
      plannedRoomCode: planned.roomCode,
      absenceId: null,
      ...data,
      ...stamp(ctx, session),
    },
  });
  if (count === 0) return fail("CONFLICT");
  await record(ctx, {
    action: `emploi-du-temps.session.${verb}`,
    targetType: "session",
    targetId: session.id,
    details: { version: session.version + 1 },
  });
  await emitChanged(ctx, [session.id]);
  return ok({ version: session.version + 1 });
}

function stamp(ctx: Context, session: Changeable): { version: number; changedAt: Date } {
  return { version: session.version + 1, changedAt: toDbInstant(ctx.now) };
}

async function emitChanged(ctx: Context, sessionIds: string[]): Promise<void> {
  if (sessionIds.length === 0) return;
  await emit(ctx, "emploi-du-temps.session.changed", { sessionIds });
  await announce(ctx.db, { schoolId: ctx.viewer.school.id, topic: "emploi-du-temps" });
}

/** The columns of a lesson that takes place. */
function notCancelled(status: SessionStatus) {
  return { status, statusBefore: null, cancelReason: null, absenceId: null };
}

/** PLANNED when a lesson is again all that it was planned as. One that was added stays so. */
function statusOf(session: Changeable): SessionStatus {
  if (session.status === "ADDED" || session.statusBefore === "ADDED") return "ADDED";
  const { planned } = session;
  const isAsPlanned =
    planned.day === session.day &&
    planned.startMinute === session.startMinute &&
    planned.endMinute === session.endMinute &&
    planned.roomCode === session.roomCode &&
    session.teachers.every(({ replacesId }) => replacesId === null);
  return isAsPlanned ? "PLANNED" : "CHANGED";
}

function occupationOf(session: Changeable): Occupation {
  const { id, day, startMinute, endMinute, roomId } = session;
  const teacherIds = session.teachers.map(({ teacherId }) => teacherId);
  return { sessionId: id, day, startMinute, endMinute, roomId, teacherIds, withPupils: true };
}

async function teacherOn(ctx: Context, id: string, day: IsoDay): Promise<{ id: string } | null> {
  const at = toDbDay(day);
  return ctx.db.person.findFirst({
    where: {
      schoolId: ctx.viewer.school.id,
      id,
      profile: "TEACHER",
      startsOn: { lte: at },
      OR: [{ endsOn: null }, { endsOn: { gt: at } }],
    },
    select: { id: true },
  });
}
