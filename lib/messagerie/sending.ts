import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { emit, type Emitter } from "@/lib/journal/emit";
import { announce } from "@/lib/live/announce";
import { excerpt } from "@/lib/rich-text/text";
import type { RichText } from "@/lib/rich-text/types";
import { schoolSettings } from "@/lib/school/settings";
import { fromDbInstant, toDbInstant } from "@/lib/time/day";
import { mayBeUrgent, waitsInQuietHours } from "./access";
import { mailName } from "./recipients";
import { deliveryInstant, searchTextOf } from "./rules";

const EXCERPT_LENGTH = 140;

/** A message to write in a thread that is already there. */
export interface Outgoing {
  threadId: string;
  subject: string;
  recipients: readonly { id: string; isFamily: boolean }[];
  content: RichText;
  files: readonly string[];
  isUrgent: boolean;
  audience: readonly string[];
  audienceLabel: string;
}

/**
 * Writes a message, its author's copy and its files, and delivers it, at once or, in quiet hours, later (jobs.ts). Called by
 * commands that have checked who may write to whom and that the files are the author's.
 * @returns the instant of a delivery to come; null when it is done.
 */
export async function writeMessage(
  ctx: Context,
  outgoing: Outgoing,
): Promise<{ id: string; waitsUntil: string | null }> {
  const { school, person, profile } = ctx.viewer;
  const schoolId = school.id;
  const { threadId, content, recipients } = outgoing;
  const isUrgent = outgoing.isUrgent && mayBeUrgent(ctx.viewer);
  const deliverAt = !isUrgent && waitsInQuietHours(ctx.viewer) ? await quietUntil(ctx) : toDbInstant(ctx.now);
  const at = toDbInstant(ctx.now);
  const isNow = deliverAt <= at;
  const id = newId();
  const recipientIds = recipients.map((recipient) => recipient.id);
  await ctx.db.message.createMany({
    data: [
      {
        schoolId,
        id,
        threadId,
        authorId: person.id,
        recipientIds,
        content: content as unknown as Prisma.InputJsonObject,
        excerpt: excerpt(content, EXCERPT_LENGTH),
        searchText: searchTextOf(mailName({ ...person, profile }), outgoing.subject, content),
        isUrgent,
        sentAt: at,
        deliverAt,
        deliveredAt: isNow ? at : null,
      },
    ],
  });
  await ctx.db.delivery.createMany({
    data: [
      {
        schoolId,
        personId: person.id,
        messageId: id,
        threadId,
        authorId: person.id,
        kind: "SENT",
        deliveredAt: at,
        readAt: at,
        audience: [...outgoing.audience],
        audienceLabel: outgoing.audienceLabel,
      },
    ],
  });
  await ctx.db.messageFile.createMany({
    data: outgoing.files.map((fileId, position) => ({
      schoolId,
      messageId: id,
      fileId,
      position,
      readerIds: [person.id, ...recipientIds],
    })),
  });
  if (outgoing.files.length > 0 && recipients.some(({ isFamily }) => isFamily)) {
    // The record of a file opens to families when it hangs on something for one of them; who reads it, findFile says.
    await ctx.db.file.updateMany({
      where: { schoolId, id: { in: [...outgoing.files] }, ownerId: person.id },
      data: { visibility: "SCHOOL" },
    });
  }
  if (isNow) await deliver(ctx, { id, threadId, authorId: person.id, recipientIds });
  return { id, waitsUntil: isNow ? null : deliverAt.toISOString() };
}

/** The end of the school's quiet hours, or now. */
async function quietUntil(ctx: Context): Promise<Date> {
  const school = await ctx.db.school.findUnique({ where: { id: ctx.viewer.school.id }, select: { settings: true } });
  const { messaging } = schoolSettings(school?.settings);
  return toDbInstant(deliveryInstant(ctx.now, ctx.viewer.school.timeZone, messaging));
}

/** Is it quiet now, and until when? ISO instant; null when what is sent is delivered at once. Anyone who writes. */
export async function quietHoursEnd(ctx: Context): Promise<string | null> {
  if (!waitsInQuietHours(ctx.viewer)) return null;
  const until = await quietUntil(ctx);
  return fromDbInstant(until).epochMilliseconds > ctx.now.epochMilliseconds ? until.toISOString() : null;
}

/**
 * Puts a message in the mailboxes of its recipients, and tells their open pages and the other modules. Its row says so already, or the caller
 * makes it say so.
 */
export async function deliver(
  ctx: Emitter,
  message: { id: string; threadId: string; authorId: string; recipientIds: readonly string[] },
): Promise<void> {
  const at = toDbInstant(ctx.now);
  await ctx.db.$executeRaw`
    INSERT INTO delivery (school_id, person_id, message_id, thread_id, author_id, kind, delivered_at)
    SELECT ${ctx.viewer.school.id}::uuid, recipient, ${message.id}::uuid, ${message.threadId}::uuid,
      ${message.authorId}::uuid, 'RECEIVED', ${at}
    FROM unnest(${[...message.recipientIds]}::uuid[]) AS recipient`;
  await announce(ctx.db, { schoolId: ctx.viewer.school.id, topic: "messagerie", personIds: message.recipientIds });
  // messageId: its deliveries of kind RECEIVED name the recipients, who may read it from now on.
  await emit(ctx, "messagerie.message.delivered", { messageId: message.id });
}
