import "server-only";
import type { Context } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import { newId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { keepFile, type receivedFileInput } from "@/lib/files/keep";
import { MAX_DRAFTS } from "@/lib/files/rules";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { announce } from "@/lib/live/announce";
import { isEmptyRichText } from "@/lib/rich-text/text";
import { storedRichText } from "@/lib/rich-text/schema";
import { shutTies } from "@/lib/school/guardians";
import { today } from "@/lib/school/rules";
import { toDbInstant } from "@/lib/time/day";
import type { z } from "zod";
import { isModerator, mayBeWrittenTo, mayWrite } from "./access";
import { mailName, resolveRecipients } from "./recipients";
import type {
  composeInput,
  discardDraftInput,
  DraftFields,
  replyInput,
  reportIdInput,
  reportInput,
  threadInput,
  withdrawInput,
} from "./schema";
import { writeMessage } from "./sending";
import type { Attachment } from "@/lib/files/types";
import type { CopiedMessage } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** Where a message went: to whom it is delivered, at once or later (ISO instant). */
export interface Sent {
  threadId: string;
  persons: number;
  waitsUntil: string | null;
}

const UNKNOWN_FILE = "Un fichier n’est plus disponible\u202F: il est à retirer, puis à joindre de nouveau.";
const TOO_MANY_DRAFTS =
  "Il y a déjà 100 brouillons\u202F: il faut en envoyer ou en supprimer avant d’en garder un de plus.";
const NO_CHILD =
  "Vous ne pouvez plus répondre\u202F: vous ne suivez plus d’élève dans cet établissement. Votre texte n’est pas envoyé.";
const NO_TEXT = "Il manque le texte du message.";
/** What a moderator is shown before the message reported. */
const COPIED_BEFORE = 5;

/**
 * Sends a new message. Who writes to whom: access.ts. Audiences are resolved to persons here, in the transaction that
 * sends. NOT_FOUND for a recipient out of reach, INVALID with the fields to complete.
 */
export async function sendMessage(ctx: Context, input: Input<typeof composeInput>): Promise<Result<Sent>> {
  if (!mayWrite(ctx.viewer)) return fail("NOT_FOUND");
  const fields: Record<string, string[]> = {};
  if (input.subject === "") fields["subject"] = ["Il manque un objet."];
  if (isEmptyRichText(input.content)) fields["content"] = [NO_TEXT];
  if (input.audience.length === 0) fields["audience"] = ["Il manque un destinataire."];
  if (!(await areOwnFiles(ctx, input.files))) fields["files"] = [UNKNOWN_FILE];
  if (Object.keys(fields).length > 0) return fail("INVALID", { fields });
  const { persons, label, isCircular, hasRefused } = await resolveRecipients(ctx, input.audience);
  if (hasRefused || persons.length === 0) {
    const problem = "Un des destinataires n’est pas, ou plus, joignable\u202F: il est à retirer de la liste.";
    return fail("NOT_FOUND", { message: problem, fields: { audience: [problem] } });
  }

  const { school, person } = ctx.viewer;
  const threadId = newId();
  await ctx.db.thread.createMany({
    data: [
      {
        schoolId: school.id,
        id: threadId,
        authorId: person.id,
        subject: input.subject,
        isCircular,
        memberIds: [person.id, ...persons.map(({ id }) => id)],
        createdAt: toDbInstant(ctx.now),
      },
    ],
  });
  const { id, waitsUntil } = await writeMessage(ctx, {
    ...input,
    threadId,
    recipients: persons,
    audienceLabel: label,
  });
  await removeDraft(ctx, input.draftId);
  await record(ctx, {
    action: "messagerie.message.send",
    targetType: "message",
    targetId: id,
    details: { threadId, persons: persons.length },
  });
  return ok({ threadId, persons: persons.length, waitsUntil });
}

/**
 * Answers in a thread of which one holds a copy: everybody of a conversation who is still there; of a circular its author
 * alone, in a thread that the two of them have for it. NOT_FOUND, with why, for a guardian who has no child here any more; INVALID when
 * nobody is left to read.
 */
export async function replyMessage(ctx: Context, input: Input<typeof replyInput>): Promise<Result<Sent>> {
  const schoolId = ctx.viewer.school.id;
  const me = ctx.viewer.person.id;
  const thread = await ctx.db.thread.findFirst({
    where: { schoolId, id: input.threadId, deliveries: { some: { schoolId, personId: me } } },
    select: { id: true, subject: true, isCircular: true, authorId: true, memberIds: true },
  });
  if (!thread || (thread.isCircular && thread.authorId === me)) return fail("NOT_FOUND");
  if (!mayWrite(ctx.viewer)) return fail("NOT_FOUND", { message: NO_CHILD });
  if (isEmptyRichText(input.content)) return fail("INVALID", { fields: { content: [NO_TEXT] } });
  if (!(await areOwnFiles(ctx, input.files))) return fail("INVALID", { fields: { files: [UNKNOWN_FILE] } });
  const recipients = await stillThere(ctx, thread.isCircular ? [thread.authorId] : thread.memberIds);
  if (recipients.length === 0) {
    return fail("INVALID", {
      message: "Cette personne a quitté l’établissement\u202F: elle ne peut plus lire de réponse.",
    });
  }
  const threadId = thread.isCircular ? await answerThread(ctx, thread) : thread.id;
  const { id, waitsUntil } = await writeMessage(ctx, {
    ...input,
    threadId,
    subject: thread.subject,
    recipients: recipients.map((each) => ({ id: each.id, isFamily: isFamilyMember(each) })),
    isUrgent: false,
    audience: [],
    audienceLabel: recipients.map(mailName).join(", "),
  });
  // A filed conversation that one answers is alive again.
  await setArchived(ctx, threadId, false);
  await removeDraft(ctx, input.draftId);
  await record(ctx, { action: "messagerie.message.reply", targetType: "message", targetId: id, details: { threadId } });
  return ok({ threadId, persons: recipients.length, waitsUntil });
}

/** The thread in which one answers a circular's author: the one there is, or a new one. */
async function answerThread(
  ctx: Context,
  circular: { id: string; subject: string; authorId: string },
): Promise<string> {
  const schoolId = ctx.viewer.school.id;
  const me = ctx.viewer.person.id;
  // Two tabs that answer at once answer in one thread.
  const key = `${schoolId}/messagerie/${circular.id}/${me}`;
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
  const known = await ctx.db.thread.findFirst({
    where: { schoolId, originId: circular.id, authorId: me },
    select: { id: true },
  });
  if (known) return known.id;
  const id = newId();
  await ctx.db.thread.createMany({
    data: [
      {
        schoolId,
        id,
        authorId: me,
        subject: circular.subject,
        isCircular: false,
        memberIds: [me, circular.authorId],
        originId: circular.id,
        createdAt: toDbInstant(ctx.now),
      },
    ],
  });
  return id;
}

async function stillThere(ctx: Context, ids: readonly string[]) {
  return ctx.db.person.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      id: { in: ids.filter((id) => id !== ctx.viewer.person.id) },
      // A family is behind a wall that shows it no guardian: it writes to none.
      ...mayBeWrittenTo(
        today(ctx),
        isFamily(ctx.viewer) ? [] : await shutTies(ctx.db, ctx.viewer.school.id, today(ctx)),
      ),
    },
    select: { id: true, profile: true, civility: true, firstName: true, lastName: true },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
  });
}

function isFamilyMember({ profile }: { profile: string }): boolean {
  return profile === "STUDENT" || profile === "GUARDIAN";
}

/**
 * Takes back a message that quiet hours hold: it is a draft again. Its author. INVALID once it is delivered.
 * @returns the draft, and the thread that it answers.
 */
export async function withdrawMessage(
  ctx: Context,
  input: Input<typeof withdrawInput>,
): Promise<Result<{ draftId: string; threadId: string | null }>> {
  const schoolId = ctx.viewer.school.id;
  const personId = ctx.viewer.person.id;
  const at = toDbInstant(ctx.now);
  const message = await ctx.db.message.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: input.messageId, authorId: personId, withdrawnAt: null },
    select: {
      id: true,
      threadId: true,
      content: true,
      thread: { select: { subject: true } },
      files: { select: { fileId: true, position: true } },
      deliveries: { where: { personId }, select: { audience: true } },
    },
  });
  if (!message) return fail("NOT_FOUND");
  const { count } = await ctx.db.message.updateMany({
    where: { schoolId, id: message.id, deliveredAt: null, withdrawnAt: null },
    data: { withdrawnAt: at },
  });
  if (count === 0) return fail("INVALID", { message: "Trop tard\u202F: ce message vient d’être remis." });
  await ctx.db.delivery.deleteMany({ where: { schoolId, personId, messageId: message.id } });
  const audience = message.deliveries[0]?.audience ?? [];
  const draftId = newId();
  // Only an answer was sent to nobody chosen.
  const threadId = audience.length === 0 ? message.threadId : null;
  await ctx.db.draft.createMany({
    data: [
      {
        schoolId,
        personId,
        id: draftId,
        threadId,
        subject: message.thread.subject,
        audience,
        content: message.content as Prisma.InputJsonObject,
        updatedAt: at,
      },
    ],
  });
  await ctx.db.draftFile.createMany({
    data: message.files.map((file) => ({ schoolId, personId, draftId, ...file })),
  });
  await record(ctx, { action: "messagerie.message.withdraw", targetType: "message", targetId: message.id });
  return ok({ draftId, threadId });
}

/**
 * Keeps what is being written. Its author, whatever is complete of it. CONFLICT when it was kept from elsewhere meanwhile:
 * the form then keeps its own under another id, and both are there. Its journal has its beginning, not every keystroke.
 */
export async function saveDraft(ctx: Context, input: DraftFields): Promise<Result<{ version: number }>> {
  if (!mayWrite(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const personId = ctx.viewer.person.id;
  const own = { schoolId, personId };
  const threadId = input.threadId ?? null;
  const holds =
    threadId && (await ctx.db.delivery.findFirst({ where: { ...own, threadId }, select: { threadId: true } }));
  if (threadId && !holds) return fail("NOT_FOUND");
  if (!(await areOwnFiles(ctx, input.files))) return fail("INVALID", { fields: { files: [UNKNOWN_FILE] } });
  if (input.version === 0 && (await ctx.db.draft.count({ where: own })) >= MAX_DRAFTS) {
    return fail("LIMITED", { message: TOO_MANY_DRAFTS });
  }
  const columns = {
    subject: input.subject,
    audience: input.audience,
    content: input.content as unknown as Prisma.InputJsonObject,
    updatedAt: toDbInstant(ctx.now),
  };
  const id = input.draftId;
  const { count } =
    input.version === 0
      ? await ctx.db.draft.createMany({ data: [{ ...own, id, threadId, ...columns }], skipDuplicates: true })
      : await ctx.db.draft.updateMany({
          where: { ...own, id, version: input.version },
          data: { ...columns, version: input.version + 1 },
        });
  if (count === 0) return fail("CONFLICT");
  await ctx.db.draftFile.deleteMany({ where: { ...own, draftId: id } });
  await ctx.db.draftFile.createMany({
    data: input.files.map((fileId, position) => ({ ...own, draftId: id, fileId, position })),
  });
  if (input.version === 0) {
    await record(ctx, { action: "messagerie.draft.save", targetType: "message_draft", targetId: id });
  }
  return ok({ version: input.version + 1 });
}

/** Gives up a draft. Its author. */
export async function discardDraft(
  ctx: Context,
  input: Input<typeof discardDraftInput>,
): Promise<Result<{ id: string }>> {
  if ((await removeDraft(ctx, input.draftId)) === 0) return fail("NOT_FOUND");
  await record(ctx, { action: "messagerie.draft.discard", targetType: "message_draft", targetId: input.draftId });
  return ok({ id: input.draftId });
}

/** Files a thread out of the inbox, until somebody writes in it again. Whoever holds a copy. */
export async function archiveThread(
  ctx: Context,
  input: Input<typeof threadInput>,
): Promise<Result<{ threadId: string }>> {
  return changeThread(ctx, input.threadId, "archive", () => setArchived(ctx, input.threadId, true));
}

/** Brings a thread back to the inbox. Whoever holds a copy. */
export async function unarchiveThread(
  ctx: Context,
  input: Input<typeof threadInput>,
): Promise<Result<{ threadId: string }>> {
  return changeThread(ctx, input.threadId, "unarchive", () => setArchived(ctx, input.threadId, false));
}

/** Marks a thread read. Whoever holds a copy. */
export async function markRead(ctx: Context, input: Input<typeof threadInput>): Promise<Result<{ threadId: string }>> {
  const { school, person } = ctx.viewer;
  return changeThread(ctx, input.threadId, "read", async () => {
    const { count } = await ctx.db.delivery.updateMany({
      where: { schoolId: school.id, personId: person.id, threadId: input.threadId, readAt: null },
      data: { readAt: toDbInstant(ctx.now) },
    });
    return count;
  });
}

/** Marks the newest message that one was sent in a thread unread, to come back to it. Whoever holds a copy. */
export async function markUnread(
  ctx: Context,
  input: Input<typeof threadInput>,
): Promise<Result<{ threadId: string }>> {
  const own = { schoolId: ctx.viewer.school.id, personId: ctx.viewer.person.id };
  return changeThread(ctx, input.threadId, "unread", async () => {
    const newest = await ctx.db.delivery.findFirst({
      where: { ...own, threadId: input.threadId, kind: "RECEIVED" },
      select: { messageId: true },
      orderBy: [{ deliveredAt: "desc" }, { messageId: "desc" }],
    });
    if (!newest) return 0;
    const { count } = await ctx.db.delivery.updateMany({
      where: { ...own, messageId: newest.messageId, readAt: { not: null } },
      data: { readAt: null },
    });
    return count;
  });
}

async function changeThread(
  ctx: Context,
  threadId: string,
  verb: string,
  change: () => Promise<number>,
): Promise<Result<{ threadId: string }>> {
  const holds = await ctx.db.delivery.findFirst({
    where: { schoolId: ctx.viewer.school.id, personId: ctx.viewer.person.id, threadId },
    select: { threadId: true },
  });
  if (!holds) return fail("NOT_FOUND");
  if ((await change()) > 0) {
    await record(ctx, { action: `messagerie.thread.${verb}`, targetType: "thread", targetId: threadId });
    // One's other tabs and devices.
    const { school, person } = ctx.viewer;
    await announce(ctx.db, { schoolId: school.id, topic: "messagerie", personIds: [person.id] });
  }
  return ok({ threadId });
}

async function setArchived(ctx: Context, threadId: string, isArchived: boolean): Promise<number> {
  const { count } = await ctx.db.delivery.updateMany({
    where: {
      schoolId: ctx.viewer.school.id,
      personId: ctx.viewer.person.id,
      threadId,
      archivedAt: isArchived ? null : { not: null },
    },
    data: { archivedAt: isArchived ? toDbInstant(ctx.now) : null },
  });
  return count;
}

/**
 * Brings a message that one was sent before the moderators, in a copy with what preceded it; its author is not told. Doing it
 * twice is doing it once.
 */
export async function reportMessage(
  ctx: Context,
  input: Input<typeof reportInput>,
): Promise<Result<{ threadId: string }>> {
  const schoolId = ctx.viewer.school.id;
  const personId = ctx.viewer.person.id;
  const own = { schoolId, personId };
  const received = await ctx.db.delivery.findFirst({
    relationLoadStrategy: "join",
    where: { ...own, messageId: input.messageId, kind: "RECEIVED" },
    select: {
      threadId: true,
      authorId: true,
      thread: { select: { subject: true } },
      message: { select: { sentAt: true } },
    },
  });
  if (!received) return fail("NOT_FOUND");
  const { threadId, authorId } = received;
  const at = toDbInstant(ctx.now);
  const { count } = await ctx.db.delivery.updateMany({
    where: { ...own, messageId: input.messageId, reportedAt: null },
    data: { reportedAt: at },
  });
  if (count === 0) return ok({ threadId });
  const copied = await ctx.db.message.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, threadId, sentAt: { lte: received.message.sentAt }, deliveries: { some: own } },
    select: {
      content: true,
      sentAt: true,
      author: { select: { profile: true, civility: true, firstName: true, lastName: true } },
    },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: COPIED_BEFORE + 1,
  });
  const copy = copied.toReversed().map(({ author, sentAt, content }): CopiedMessage => ({
    author: mailName(author),
    sentAt: sentAt.toISOString(),
    content: storedRichText(content),
  }));
  const id = newId();
  await ctx.db.messageReport.createMany({
    data: [
      {
        schoolId,
        id,
        messageId: input.messageId,
        authorId,
        reporterId: personId,
        reason: input.reason,
        subject: received.thread.subject,
        copy: copy as unknown as Prisma.InputJsonArray,
        createdAt: at,
      },
    ],
  });
  await record(ctx, {
    action: "messagerie.message.report",
    targetType: "message_report",
    targetId: id,
    details: { messageId: input.messageId },
  });
  // reportId: for the moderators (head, deputies, CPE), never for the author.
  await emit(ctx, "messagerie.message.reported", { reportId: id });
  return ok({ threadId });
}

/** Opens the copy of what was reported: from then on this moderator reads it, and the journal says so. Moderators. */
export async function openReport(
  ctx: Context,
  input: Input<typeof reportIdInput>,
): Promise<Result<{ reportId: string }>> {
  if (!(await moderated(ctx, input.reportId))) return fail("NOT_FOUND");
  await record(ctx, { action: "messagerie.report.open", targetType: "message_report", targetId: input.reportId });
  return ok({ reportId: input.reportId });
}

/** Says that a report was dealt with. Moderators; doing it twice is doing it once. */
export async function settleReport(
  ctx: Context,
  input: Input<typeof reportIdInput>,
): Promise<Result<{ reportId: string }>> {
  if (!(await moderated(ctx, input.reportId))) return fail("NOT_FOUND");
  const { count } = await ctx.db.messageReport.updateMany({
    where: { schoolId: ctx.viewer.school.id, id: input.reportId, settledAt: null },
    data: { settledAt: toDbInstant(ctx.now), settledById: ctx.viewer.person.id },
  });
  if (count > 0) {
    await record(ctx, { action: "messagerie.report.settle", targetType: "message_report", targetId: input.reportId });
  }
  return ok({ reportId: input.reportId });
}

async function moderated(ctx: Context, reportId: string): Promise<boolean> {
  if (!isModerator(ctx.viewer)) return false;
  const report = await ctx.db.messageReport.findFirst({
    where: { schoolId: ctx.viewer.school.id, id: reportId, authorId: { not: ctx.viewer.person.id } },
    select: { id: true },
  });
  return report !== null;
}

/** Keeps the record of a file that the route has stored. Who may write; theirs alone until it hangs on a message. */
export async function addFile(ctx: Context, input: Input<typeof receivedFileInput>): Promise<Result<Attachment>> {
  if (!mayWrite(ctx.viewer)) return fail("NOT_FOUND");
  return keepFile(ctx, "messagerie", input);
}

async function areOwnFiles(ctx: Context, fileIds: readonly string[]): Promise<boolean> {
  if (fileIds.length === 0) return true;
  if (new Set(fileIds).size !== fileIds.length) return false;
  const own = await ctx.db.file.count({
    where: { schoolId: ctx.viewer.school.id, id: { in: [...fileIds] }, ownerId: ctx.viewer.person.id },
  });
  return own === fileIds.length;
}

async function removeDraft(ctx: Context, draftId: string): Promise<number> {
  const { count } = await ctx.db.draft.deleteMany({
    where: { schoolId: ctx.viewer.school.id, personId: ctx.viewer.person.id, id: draftId },
  });
  return count;
}
