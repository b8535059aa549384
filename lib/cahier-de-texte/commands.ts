import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { type Failure, fail, ok, type Result } from "@/lib/errors/codes";
import { keepFile, type receivedFileInput } from "@/lib/files/keep";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { isEmptyRichText } from "@/lib/rich-text/text";
import type { RichText } from "@/lib/rich-text/types";
import { today } from "@/lib/school/rules";
import { fromDbDay, type IsoDay, toDbDay, toDbInstant } from "@/lib/time/day";
import type { z } from "zod";
import { homeworkScope } from "./access";
import { studentsOf, subgroupsOf, writtenSessions } from "./editing";
import { familyScope } from "./queries";
import { dueDayProblem } from "./rules";
import type {
  giveHomeworkInput,
  HomeworkFields,
  saveLessonInput,
  tickHomeworkInput,
  updateHomeworkInput,
  withdrawHomeworkInput,
} from "./schema";
import type { Attachment } from "@/lib/files/types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Writes the content of a lesson. Who teaches it (editing.ts).
 * @returns the new version. CONFLICT with what is stored when a colleague wrote meanwhile; NOT_FOUND for anybody else.
 */
export async function saveLesson(
  ctx: Context,
  input: Input<typeof saveLessonInput>,
): Promise<Result<{ version: number }>> {
  const schoolId = ctx.viewer.school.id;
  const session = await writableSession(ctx, input.sessionId);
  if (!session) return fail("NOT_FOUND");
  const stored = await storedEntry(ctx, session.id);
  if ((stored?.version ?? 0) !== input.version) return fail("CONFLICT", { current: stored });

  const id = stored?.id ?? newId();
  const content = json(input.content);
  const at = toDbInstant(ctx.now);
  // Two colleagues may have read the same version: the condition, or the key, lets one of them through.
  const { count } = stored
    ? await ctx.db.lessonEntry.updateMany({
        where: { schoolId, id, version: input.version },
        data: { content, version: input.version + 1, updatedAt: at },
      })
    : await ctx.db.lessonEntry.createMany({
        data: [
          {
            schoolId,
            id,
            sessionId: session.id,
            authorId: ctx.viewer.person.id,
            content,
            createdAt: at,
            updatedAt: at,
          },
        ],
        skipDuplicates: true,
      });
  if (count === 0) return fail("CONFLICT", { current: await storedEntry(ctx, session.id) });
  const attached = await ctx.db.lessonEntryFile.findMany({
    where: { schoolId, lessonEntryId: id },
    select: { fileId: true },
  });
  if (!(await mayAttach(ctx, input.files, attached))) return fail("INVALID", { fields: { files: [UNKNOWN_FILE] } });
  await ctx.db.lessonEntryFile.deleteMany({ where: { schoolId, lessonEntryId: id } });
  await ctx.db.lessonEntryFile.createMany({
    data: input.files.map((fileId, position) => ({ schoolId, lessonEntryId: id, fileId, position })),
  });
  await record(ctx, {
    action: "cahier-de-texte.lesson.save",
    targetType: "session",
    targetId: session.id,
    details: { version: input.version + 1 },
  });
  return ok({ version: input.version + 1 });
}

/** Gives homework in a lesson. Who teaches it. Field errors for a due day or pupils that are not of the lesson. */
export async function giveHomework(
  ctx: Context,
  input: Input<typeof giveHomeworkInput>,
): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  const session = await writableSession(ctx, input.sessionId);
  if (!session) return fail("NOT_FOUND");
  const target = await checkHomework(ctx, session, input, []);
  if (!target.ok) return target;
  const id = newId();
  const at = toDbInstant(ctx.now);
  await ctx.db.homework.create({
    data: {
      schoolId,
      id,
      serviceId: session.serviceId,
      givenSessionId: session.id,
      authorId: ctx.viewer.person.id,
      givenOn: session.day,
      createdAt: at,
      updatedAt: at,
      ...target.value,
    },
    select: { id: true },
  });
  await linkHomework(ctx, id, input);
  await record(ctx, {
    action: "cahier-de-texte.homework.give",
    targetType: "homework",
    targetId: id,
    details: { dueOn: input.dueOn },
  });
  await emit(ctx, "cahier-de-texte.homework.given", { homeworkId: id });
  return ok({ id });
}

/** Corrects homework. Who teaches its lesson. CONFLICT with what is stored when it changed meanwhile. */
export async function updateHomework(
  ctx: Context,
  input: Input<typeof updateHomeworkInput>,
): Promise<Result<{ version: number }>> {
  const schoolId = ctx.viewer.school.id;
  const stored = await storedHomework(ctx, input.homeworkId);
  const session = stored?.givenSessionId ? await writableSession(ctx, stored.givenSessionId) : null;
  if (!stored || !session) return fail("NOT_FOUND");
  if (stored.version !== input.version) return homeworkConflict(stored);
  const target = await checkHomework(ctx, session, input, stored.files);
  if (!target.ok) return target;
  const { count } = await ctx.db.homework.updateMany({
    where: { schoolId, id: input.homeworkId, version: input.version, withdrawnAt: null },
    data: { ...target.value, version: input.version + 1, updatedAt: toDbInstant(ctx.now) },
  });
  if (count === 0) return homeworkConflict(await storedHomework(ctx, input.homeworkId));
  await ctx.db.homeworkFile.deleteMany({ where: { schoolId, homeworkId: input.homeworkId } });
  await ctx.db.homeworkRecipient.deleteMany({ where: { schoolId, homeworkId: input.homeworkId } });
  await linkHomework(ctx, input.homeworkId, input);
  await record(ctx, {
    action: "cahier-de-texte.homework.update",
    targetType: "homework",
    targetId: input.homeworkId,
    details: { version: input.version + 1, dueOn: input.dueOn, previousDueOn: fromDbDay(stored.dueOn) },
  });
  return ok({ version: input.version + 1 });
}

/**
 * Takes homework back: kept in the official document's history, no longer shown. Who teaches its lesson; doing it twice is
 * doing it once.
 */
export async function withdrawHomework(
  ctx: Context,
  input: Input<typeof withdrawHomeworkInput>,
): Promise<Result<{ id: string }>> {
  return setWithdrawn(ctx, input.homeworkId, true);
}

/** Undoes a withdrawal. Who teaches its lesson. */
export async function restoreHomework(
  ctx: Context,
  input: Input<typeof withdrawHomeworkInput>,
): Promise<Result<{ id: string }>> {
  return setWithdrawn(ctx, input.homeworkId, false);
}

/** A pupil ticks, or unticks, its own homework. Doing it twice is doing it once. NOT_FOUND for whom it does not concern. */
export async function tickHomework(
  ctx: Context,
  input: Input<typeof tickHomeworkInput>,
): Promise<Result<{ done: boolean }>> {
  const schoolId = ctx.viewer.school.id;
  const studentId = ctx.viewer.person.id;
  if (ctx.viewer.profile !== "STUDENT") return fail("NOT_FOUND");
  const scope = await familyScope(ctx);
  const homework =
    scope.length > 0 &&
    (await ctx.db.homework.findFirst({
      where: { AND: [homeworkScope(ctx.viewer, scope, today(ctx)), { id: input.homeworkId }] },
      select: { id: true },
    }));
  if (!homework) return fail("NOT_FOUND");
  const { count } = input.done
    ? await ctx.db.homeworkCompletion.createMany({
        data: [{ schoolId, homeworkId: homework.id, studentId, doneAt: toDbInstant(ctx.now) }],
        skipDuplicates: true,
      })
    : await ctx.db.homeworkCompletion.deleteMany({ where: { schoolId, homeworkId: homework.id, studentId } });
  if (count > 0) {
    await record(ctx, {
      action: input.done ? "cahier-de-texte.homework.tick" : "cahier-de-texte.homework.untick",
      targetType: "homework",
      targetId: homework.id,
    });
  }
  return ok({ done: input.done });
}

/** Keeps the record of a file that the route has stored. Teachers; it is theirs alone until it hangs on something. */
export async function addFile(ctx: Context, input: Input<typeof receivedFileInput>): Promise<Result<Attachment>> {
  if (ctx.viewer.profile !== "TEACHER") return fail("NOT_FOUND");
  return keepFile(ctx, "cahier-de-texte", input);
}

const UNKNOWN_FILE = "Un fichier n’est plus disponible : retirez-le, puis joignez-le de nouveau.";

interface WritableSession {
  id: string;
  serviceId: string;
  day: Date;
  groupId: string;
  yearEndsOn: Date;
}

async function writableSession(ctx: Context, sessionId: string): Promise<WritableSession | null> {
  const session = await ctx.db.session.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [writtenSessions(ctx), { id: sessionId }] },
    select: {
      id: true,
      day: true,
      serviceId: true,
      service: { select: { groupId: true } },
      year: { select: { endsOn: true } },
    },
  });
  return (
    session && {
      id: session.id,
      serviceId: session.serviceId,
      day: session.day,
      groupId: session.service.groupId,
      yearEndsOn: session.year.endsOn,
    }
  );
}

/** What is written for a lesson now. */
async function storedEntry(
  ctx: Context,
  sessionId: string,
): Promise<{ id: string; version: number; content: Prisma.JsonValue } | null> {
  return ctx.db.lessonEntry.findUnique({
    where: { schoolId_sessionId: { schoolId: ctx.viewer.school.id, sessionId } },
    select: { id: true, version: true, content: true },
  });
}

interface StoredHomework {
  givenSessionId: string | null;
  version: number;
  content: Prisma.JsonValue;
  dueOn: Date;
  files: { fileId: string }[];
}

/** A piece of homework that stands, as it is stored now. */
async function storedHomework(ctx: Context, homeworkId: string): Promise<StoredHomework | null> {
  return ctx.db.homework.findFirst({
    where: { schoolId: ctx.viewer.school.id, id: homeworkId, withdrawnAt: null },
    select: { givenSessionId: true, version: true, content: true, dueOn: true, files: { select: { fileId: true } } },
  });
}

function homeworkConflict(stored: StoredHomework | null): Failure {
  return fail("CONFLICT", {
    current: stored && { content: stored.content, version: stored.version, dueOn: fromDbDay(stored.dueOn) },
  });
}

/** The columns of a piece of homework that is possible: text, due day, pupils and files all belong to the lesson. */
async function checkHomework(
  ctx: Context,
  session: WritableSession,
  input: HomeworkFields,
  attached: readonly { fileId: string }[],
): Promise<
  Result<{
    content: Prisma.InputJsonObject;
    dueOn: Date;
    dueSessionId: string | null;
    minutes: number | null;
    audience: HomeworkFields["audience"];
    groupId: string | null;
  }>
> {
  const fields: Record<string, string[]> = {};
  if (isEmptyRichText(input.content)) fields["content"] = ["Décrivez le travail à faire."];
  const dueProblem = dueDayProblem(input.dueOn, {
    dueFrom: fromDbDay(session.day),
    dueUntil: fromDbDay(new Date(session.yearEndsOn.getTime() - 86_400_000)),
  });
  if (dueProblem) fields["dueOn"] = [dueProblem];
  if (input.audience === "GROUP") {
    const groups = await subgroupsOf(ctx, session.groupId);
    if (!groups.some((group) => group.id === input.groupId)) fields["groupId"] = ["Choisissez un groupe de la classe."];
  }
  if (input.audience === "STUDENTS") {
    const students = new Set(
      (await studentsOf(ctx, session.groupId, fromDbDay(session.day))).map((student) => student.id),
    );
    if (input.students.length === 0) fields["students"] = ["Choisissez au moins un élève."];
    else if (!input.students.every((id) => students.has(id)))
      fields["students"] = ["Un élève n’est plus dans cette classe."];
  }
  if (!(await mayAttach(ctx, input.files, attached))) fields["files"] = [UNKNOWN_FILE];
  if (Object.keys(fields).length > 0) return fail("INVALID", { fields });
  return ok({
    content: json(input.content),
    dueOn: toDbDay(input.dueOn),
    dueSessionId: await sessionDueOn(ctx, session.serviceId, input.dueOn),
    minutes: input.minutes,
    audience: input.audience,
    groupId: input.audience === "GROUP" ? input.groupId : null,
  });
}

/** The lesson of the service on the due day, if there is one: homework is then due in it. */
async function sessionDueOn(ctx: Context, serviceId: string, dueOn: IsoDay): Promise<string | null> {
  const due = await ctx.db.session.findFirst({
    where: { schoolId: ctx.viewer.school.id, serviceId, day: toDbDay(dueOn), status: { not: "CANCELLED" } },
    select: { id: true },
    orderBy: { startMinute: "asc" },
  });
  return due?.id ?? null;
}

async function linkHomework(ctx: Context, homeworkId: string, input: HomeworkFields): Promise<void> {
  const schoolId = ctx.viewer.school.id;
  await ctx.db.homeworkFile.createMany({
    data: input.files.map((fileId, position) => ({ schoolId, homeworkId, fileId, position })),
  });
  if (input.audience !== "STUDENTS") return;
  await ctx.db.homeworkRecipient.createMany({
    data: [...new Set(input.students)].map((studentId) => ({ schoolId, homeworkId, studentId })),
  });
}

/**
 * May these files hang here? One's own uploads, and what a colleague had already attached. What hangs on a lesson is
 * from then on readable by the school's families, within the rules of its readers.
 */
async function mayAttach(
  ctx: Context,
  fileIds: readonly string[],
  attached: readonly { fileId: string }[],
): Promise<boolean> {
  if (fileIds.length === 0) return true;
  const already = new Set(attached.map((link) => link.fileId));
  const added = [...new Set(fileIds)].filter((id) => !already.has(id));
  if (new Set(fileIds).size !== fileIds.length) return false;
  if (added.length === 0) return true;
  const { count } = await ctx.db.file.updateMany({
    where: { schoolId: ctx.viewer.school.id, id: { in: added }, ownerId: ctx.viewer.person.id },
    data: { visibility: "SCHOOL" },
  });
  return count === added.length;
}

async function setWithdrawn(ctx: Context, homeworkId: string, isWithdrawn: boolean): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  const homework = await ctx.db.homework.findFirst({
    where: { schoolId, id: homeworkId, givenSession: { is: writtenSessions(ctx) } },
    select: { id: true },
  });
  if (!homework) return fail("NOT_FOUND");
  const { count } = await ctx.db.homework.updateMany({
    where: { schoolId, id: homeworkId, withdrawnAt: isWithdrawn ? null : { not: null } },
    data: { withdrawnAt: isWithdrawn ? toDbInstant(ctx.now) : null },
  });
  if (count === 0) return ok({ id: homeworkId });
  const action = isWithdrawn ? "cahier-de-texte.homework.withdraw" : "cahier-de-texte.homework.restore";
  await record(ctx, { action, targetType: "homework", targetId: homeworkId });
  return ok({ id: homeworkId });
}

function json(content: RichText): Prisma.InputJsonObject {
  return content as unknown as Prisma.InputJsonObject;
}
