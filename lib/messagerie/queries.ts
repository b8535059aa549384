import "server-only";
import type { Context } from "@/lib/auth/context";
import { canOpen } from "@/lib/auth/viewer";
import { type DeliveryKind, Prisma } from "@/lib/db/types";
import { MAX_DRAFTS } from "@/lib/files/rules";
import type { ServedFile } from "@/lib/files/serve";
import { likeText } from "@/lib/fold";
import { storedRichText } from "@/lib/rich-text/schema";
import { formatInitials } from "@/lib/time/format";
import { isModerator, mayWrite } from "./access";
import { mailName } from "./recipients";
import { PAGE_SIZE, searchTerms, THREAD_PAGE } from "./rules";
import type { Box, CopiedMessage, Cursor, MailLine, ReportLine, ShownMessage, ShownThread, StoredDraft } from "./types";

/** How far back a search looks: the newest of one's own mail, which is a year or two of most people's. */
const SEARCHED_DELIVERIES = 2_000;
/** How many threads a search shows. */
const FOUND_THREADS = 50;

const person = {
  select: { id: true, profile: true, civility: true, firstName: true, lastName: true },
} as const;
const file = { select: { id: true, name: true, mediaType: true, size: true } } as const;

/** Threads with something unread in the viewer's inbox: one statement, read from an index. Null where the module is closed. */
export async function unreadCount(ctx: Context): Promise<number | null> {
  if (!canOpen(ctx.viewer, "messagerie")) return null;
  const { school, person: me } = ctx.viewer;
  const [row] = await ctx.db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT thread_id)::int AS count FROM delivery
    WHERE school_id = ${school.id}::uuid AND person_id = ${me.id}::uuid AND read_at IS NULL AND archived_at IS NULL`;
  return row?.count ?? 0;
}

interface LineRow {
  threadId: string;
  messageId: string;
  at: Date;
  subject: string;
  excerpt: string;
  isUnread: boolean;
  isUrgent: boolean;
  hasFiles: boolean;
  waitsUntil: Date | null;
  kind: DeliveryKind;
  audienceLabel: string | null;
  profile: Parameters<typeof mailName>[0]["profile"];
  civility: Parameters<typeof mailName>[0]["civility"];
  firstName: string;
  lastName: string;
}

/** A line of a list, from a delivery `d`, its message `m`, thread `t` and author `a`. */
const LINE = Prisma.sql`
  d.thread_id AS "threadId", d.message_id AS "messageId", d.delivered_at AS at, t.subject, m.excerpt,
  d.read_at IS NULL AS "isUnread", m.is_urgent AS "isUrgent", d.kind, d.audience_label AS "audienceLabel",
  CASE WHEN m.delivered_at IS NULL THEN m.deliver_at END AS "waitsUntil",
  EXISTS (SELECT FROM message_file f WHERE f.school_id = d.school_id AND f.message_id = d.message_id) AS "hasFiles",
  a.profile, a.civility, a.first_name AS "firstName", a.last_name AS "lastName"`;
const JOINS = Prisma.sql`
  JOIN message m ON m.school_id = d.school_id AND m.id = d.message_id
  JOIN thread t ON t.school_id = d.school_id AND t.id = d.thread_id
  JOIN person a ON a.school_id = d.school_id AND a.id = d.author_id`;

/**
 * A side of the viewer's mailbox: threads by the newest of their messages there, newest first, from a cursor on. Each
 * delivery looks one step ahead in its index for a newer one of its thread, so that a page reads a page. One's own only.
 * @returns one line more than a page when there are more.
 */
export async function listMail(
  ctx: Context,
  box: Exclude<Box, "brouillons">,
  { onlyUnread = false, before = null }: { onlyUnread?: boolean; before?: Cursor | null } = {},
): Promise<MailLine[]> {
  const { school, person: me } = ctx.viewer;
  const kind = box === "envoyes" ? "SENT" : "RECEIVED";
  const isOfBox = (alias: string) =>
    box === "archives" ? Prisma.sql`true` : Prisma.sql`${Prisma.raw(alias)}.kind = ${kind}::"DeliveryKind"`;
  const rows = await ctx.db.$queryRaw<LineRow[]>`
    SELECT ${LINE} FROM delivery d ${JOINS}
    WHERE d.school_id = ${school.id}::uuid AND d.person_id = ${me.id}::uuid AND ${isOfBox("d")}
      AND ${box === "archives" ? Prisma.sql`d.archived_at IS NOT NULL` : Prisma.sql`d.archived_at IS NULL`}
      ${onlyUnread ? Prisma.sql`AND d.read_at IS NULL` : Prisma.empty}
      ${before ? Prisma.sql`AND (d.delivered_at, d.message_id) < (${before.at}::timestamptz, ${before.id}::uuid)` : Prisma.empty}
      AND NOT EXISTS (
        SELECT FROM delivery n
        WHERE n.school_id = d.school_id AND n.person_id = d.person_id AND n.thread_id = d.thread_id AND ${isOfBox("n")}
          AND (n.delivered_at, n.message_id) > (d.delivered_at, d.message_id))
    ORDER BY d.delivered_at DESC, d.message_id DESC LIMIT ${PAGE_SIZE + 1}`;
  return rows.map(toLine);
}

/**
 * Threads of the viewer's own mail, filed ones included, in which one message holds every word: in its subject, its text or its
 * author's name, accents and capitals aside. Looks through the newest deliveries only, so that its cost has a bound: under
 * row-level security no index of words could be used (docs/adr/0018-one-delivery-per-message-and-person.md).
 */
export async function searchMail(ctx: Context, text: string): Promise<MailLine[]> {
  const terms = searchTerms(text).map((term) => `%${likeText(term)}%`);
  if (terms.length === 0) return [];
  const { school, person: me } = ctx.viewer;
  const rows = await ctx.db.$queryRaw<LineRow[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (d.thread_id) ${LINE}
      FROM (
        SELECT * FROM delivery
        WHERE school_id = ${school.id}::uuid AND person_id = ${me.id}::uuid
        ORDER BY delivered_at DESC LIMIT ${SEARCHED_DELIVERIES}
      ) d ${JOINS}
      WHERE m.search_text LIKE ALL (${terms}::text[])
      ORDER BY d.thread_id, d.delivered_at DESC, d.message_id DESC
    ) found ORDER BY at DESC, "messageId" DESC LIMIT ${FOUND_THREADS}`;
  return rows.map(toLine);
}

function toLine(row: LineRow): MailLine {
  return {
    threadId: row.threadId,
    id: row.messageId,
    at: row.at.toISOString(),
    subject: row.subject,
    who: row.kind === "SENT" ? (row.audienceLabel ?? "") : mailName(row),
    initials: row.kind === "SENT" ? null : formatInitials(row),
    excerpt: row.excerpt,
    isUnread: row.isUnread,
    isUrgent: row.isUrgent,
    hasFiles: row.hasFiles,
    isSent: row.kind === "SENT",
    waitsUntil: row.waitsUntil?.toISOString() ?? null,
  };
}

/**
 * A thread of which the viewer holds a copy, with its newest messages; null for any other.
 * @param before shows those older than this message's cursor.
 */
export async function findThread(ctx: Context, threadId: string, before: Cursor | null): Promise<ShownThread | null> {
  const { school, person: me } = ctx.viewer;
  const schoolId = school.id;
  const own = { schoolId, personId: me.id };
  const thread = await ctx.db.thread.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: threadId, deliveries: { some: own } },
    select: {
      id: true,
      subject: true,
      isCircular: true,
      authorId: true,
      memberIds: true,
      origin: { select: { id: true, subject: true } },
    },
  });
  if (!thread) return null;
  const rows = await ctx.db.message.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      threadId,
      deliveries: { some: own },
      ...(before && { OR: [{ sentAt: { lt: before.at } }, { sentAt: before.at, id: { lt: before.id } }] }),
    },
    select: {
      id: true,
      authorId: true,
      content: true,
      isUrgent: true,
      sentAt: true,
      deliverAt: true,
      deliveredAt: true,
      author: person,
      files: { select: { file }, orderBy: { position: "asc" } },
      deliveries: {
        where: own,
        select: { readAt: true, archivedAt: true, reportedAt: true, audienceLabel: true },
      },
    },
    orderBy: [{ sentAt: "desc" }, { id: "desc" }],
    take: THREAD_PAGE + 1,
  });
  const shown = rows.slice(0, THREAD_PAGE).toReversed();
  const isAuthor = thread.authorId === me.id;
  const memberIds = thread.isCircular ? [thread.authorId] : thread.memberIds;
  const members = await ctx.db.person.findMany({
    where: { schoolId, id: { in: memberIds.filter((id) => id !== me.id) } },
    ...person,
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
  });
  const reads = thread.isCircular && isAuthor ? await readCounts(ctx, threadId) : new Map<string, never>();
  const answers = thread.isCircular
    ? await ctx.db.thread.findMany({
        relationLoadStrategy: "join",
        where: { schoolId, originId: threadId, deliveries: { some: own } },
        select: { id: true, author: person },
        orderBy: { createdAt: "asc" },
        take: 200,
      })
    : [];
  const newest = shown.at(-1)?.deliveries[0];
  const isAnswerable = thread.isCircular ? !isAuthor : members.length > 0;
  return {
    id: thread.id,
    subject: thread.subject,
    isCircular: thread.isCircular,
    isUnread: shown.some(({ deliveries }) => deliveries.some(({ readAt }) => readAt === null)),
    isArchived: newest?.archivedAt != null,
    members: members.map(mailName),
    messages: shown.map((row): ShownMessage => {
      const [copy] = row.deliveries;
      const isOwn = row.authorId === me.id;
      const waits = row.deliveredAt === null;
      return {
        id: row.id,
        author: mailName(row.author),
        initials: formatInitials(row.author),
        isOwn,
        content: storedRichText(row.content),
        files: row.files.map(({ file: attached }) => attached),
        sentAt: row.sentAt.toISOString(),
        waitsUntil: waits ? row.deliverAt.toISOString() : null,
        isUrgent: row.isUrgent,
        isReported: copy?.reportedAt != null,
        audienceLabel: copy?.audienceLabel ?? null,
        readBy: reads.get(row.id) ?? null,
        can: { withdraw: isOwn && waits, report: !isOwn && copy?.reportedAt == null },
      };
    }),
    hasOlder: rows.length > THREAD_PAGE,
    origin: thread.origin,
    answers: answers.map(({ id, author }) => ({ id, name: mailName(author) })),
    draft: await draftWhere(ctx, { threadId }),
    isClosed: isAnswerable && !mayWrite(ctx.viewer),
    can: { reply: isAnswerable && mayWrite(ctx.viewer) },
  };
}

/** Of one's own circular, how many have opened each message. Numbers only: whether a pupil reads is not for a list. */
async function readCounts(ctx: Context, threadId: string): Promise<Map<string, { read: number; of: number }>> {
  const { school, person: me } = ctx.viewer;
  const rows = await ctx.db.$queryRaw<{ messageId: string; read: number; of: number }[]>`
    SELECT message_id AS "messageId", count(read_at)::int AS read, count(*)::int AS of FROM delivery
    WHERE school_id = ${school.id}::uuid AND thread_id = ${threadId}::uuid AND author_id = ${me.id}::uuid
      AND kind = 'RECEIVED'
    GROUP BY message_id`;
  return new Map(rows.map(({ messageId, ...counts }) => [messageId, counts]));
}

/** What the viewer began to write and has not sent, newest first. One's own only. */
export async function listDrafts(ctx: Context): Promise<StoredDraft[]> {
  const rows = await ctx.db.draft.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, personId: ctx.viewer.person.id },
    select: { ...draftSelect, thread: { select: { subject: true } } },
    orderBy: { updatedAt: "desc" },
    take: MAX_DRAFTS,
  });
  return rows.map(({ thread, ...row }) => toDraft({ ...row, subject: thread?.subject ?? row.subject }));
}

/** One of the viewer's drafts; null for anybody else's. */
export async function findDraft(ctx: Context, draftId: string): Promise<StoredDraft | null> {
  return draftWhere(ctx, { id: draftId });
}

const draftSelect = {
  id: true,
  threadId: true,
  subject: true,
  audience: true,
  content: true,
  version: true,
  updatedAt: true,
  files: { select: { file }, orderBy: { position: "asc" } },
} as const;

async function draftWhere(ctx: Context, where: { id: string } | { threadId: string }): Promise<StoredDraft | null> {
  const row = await ctx.db.draft.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, personId: ctx.viewer.person.id, ...where },
    select: draftSelect,
    orderBy: { updatedAt: "desc" },
  });
  return row && toDraft(row);
}

function toDraft({
  files,
  content,
  updatedAt,
  ...row
}: Prisma.DraftGetPayload<{ select: typeof draftSelect }>): StoredDraft {
  return {
    ...row,
    content: storedRichText(content),
    files: files.map(({ file: attached }) => attached),
    updatedAt: updatedAt.toISOString(),
  };
}

/** A file of a message in the viewer's mailbox, or one's own; null otherwise. */
export async function findFile(ctx: Context, fileId: string): Promise<ServedFile | null> {
  const { school, person: me } = ctx.viewer;
  const schoolId = school.id;
  const delivered = { schoolId, message: { deliveries: { some: { schoolId, personId: me.id } } } };
  return ctx.db.file.findFirst({
    where: { schoolId, id: fileId, OR: [{ ownerId: me.id }, { messages: { some: delivered } }] },
    select: { name: true, mediaType: true, size: true, storageKey: true, sha256: true },
  });
}

/**
 * What was reported, newest first; no moderator reads what is about itself. Moderators: access.ts; others get none.
 * @returns one line more than a page when there are more.
 */
export async function listReports(ctx: Context, before: Cursor | null): Promise<ReportLine[]> {
  if (!isModerator(ctx.viewer)) return [];
  const rows = await ctx.db.messageReport.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: ctx.viewer.school.id,
      authorId: { not: ctx.viewer.person.id },
      ...(before && { OR: [{ createdAt: { lt: before.at } }, { createdAt: before.at, id: { lt: before.id } }] }),
    },
    select: { id: true, reason: true, createdAt: true, settledAt: true, author: person, reporter: person },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: PAGE_SIZE + 1,
  });
  return rows.map(toReportLine);
}

/**
 * A report and, once this moderator has opened it (which is journaled), the copy of what was reported. Null for others.
 */
export async function findReport(
  ctx: Context,
  reportId: string,
): Promise<(ReportLine & { subject: string; copy: CopiedMessage[] | null }) | null> {
  if (!isModerator(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const row = await ctx.db.messageReport.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: reportId, authorId: { not: ctx.viewer.person.id } },
    select: {
      id: true,
      reason: true,
      createdAt: true,
      settledAt: true,
      author: person,
      reporter: person,
      subject: true,
      copy: true,
    },
  });
  if (!row) return null;
  const opened = await ctx.db.journal.findFirst({
    where: {
      schoolId,
      personId: ctx.viewer.person.id,
      targetType: "message_report",
      targetId: reportId,
      action: "messagerie.report.open",
    },
    select: { id: true },
  });
  // Written by reportMessage alone.
  return { ...toReportLine(row), subject: row.subject, copy: opened ? (row.copy as unknown as CopiedMessage[]) : null };
}

type Named = Parameters<typeof mailName>[0];

function toReportLine(row: {
  id: string;
  reason: string;
  createdAt: Date;
  settledAt: Date | null;
  author: Named;
  reporter: Named;
}): ReportLine {
  return {
    id: row.id,
    reason: row.reason,
    author: mailName(row.author),
    reporter: mailName(row.reporter),
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
