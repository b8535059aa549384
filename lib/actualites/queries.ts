import "server-only";
import type { Context } from "@/lib/auth/context";
import { Prisma } from "@/lib/db/types";
import type { ServedFile } from "@/lib/files/serve";
import { storedRichText } from "@/lib/rich-text/schema";
import { excerpt } from "@/lib/rich-text/text";
import { teacherName, today } from "@/lib/school/rules";
import { toDbInstant } from "@/lib/time/day";
import { managesNews, newsAbilities, overseesNews, reachesNews, writingReach } from "./access";
import { isAddressed, isForReader, ownPlaces, type Reader, taughtIds } from "./audience";
import { NEW_DAYS, newsState } from "./rules";
import { authorSelect, filesSelect, isoOrNull, placeNames, placesSelect } from "./shapes";
import type { ManagedNews, NewsArticle, NewsCursor, NewsSummary } from "./types";

/** Pieces of news on a page of a list. */
export const PAGE_SIZE = 15;
const EXCERPT_LENGTH = 180;
/** What a search brings. */
const FOUND = 8;

/** For whom a list is: all the pupils that the viewer speaks for, or one child. */
export interface NewsFocus {
  studentId?: string | undefined;
}

/**
 * The news of the viewer, in the order of rules.ts. One statement.
 * @param after the last one shown before.
 * @returns one more than a page when there are more.
 */
export async function listNews(ctx: Context, focus: NewsFocus, after: NewsCursor | null): Promise<NewsSummary[]> {
  const rest = after
    ? Prisma.sql`(k.priority, n.published_from, n.id)
        < (${after.priority}::int, ${after.publishedFrom}::timestamptz, ${after.id}::uuid)`
    : Prisma.sql`true`;
  return summaries(ctx, focus, rest, PAGE_SIZE + 1);
}

/** What the home page shows of it: what is to be confirmed, pinned or new. One statement. */
export async function pressingNews(ctx: Context, focus: NewsFocus, limit: number): Promise<NewsSummary[]> {
  return summaries(ctx, focus, Prisma.sql`(k.priority > 0 OR k.is_new)`, limit);
}

/**
 * The news of the viewer with all of these words in its title or its text, in the order of rules.ts; at most FOUND. One statement.
 * @param words folded (lib/fold.ts), letters and digits only.
 */
export async function searchNews(ctx: Context, words: readonly string[]): Promise<NewsSummary[]> {
  if (words.length === 0) return [];
  const terms = words.map((word) => `%${word}%`);
  const hasWords = Prisma.sql`folded(n.title) || rich_text_words(n.content) LIKE ALL (${terms}::text[])`;
  return summaries(ctx, {}, hasWords, FOUND);
}

async function summaries(ctx: Context, focus: NewsFocus, condition: Prisma.Sql, limit: number): Promise<NewsSummary[]> {
  const { school, person } = ctx.viewer;
  const reader = readerOf(ctx, focus);
  const rows = await ctx.db.$queryRaw<
    (Omit<NewsSummary, "excerpt" | "author" | "publishedFrom" | "acknowledgedAt"> & {
      content: unknown;
      publishedFrom: Date;
      acknowledgedAt: Date | null;
      civility: "M" | "MME" | null;
      firstName: string;
      lastName: string;
    })[]
  >`
    WITH ${ownPlaces(reader)}
    SELECT n.id, n.title, n.content, n.published_from AS "publishedFrom", n.corrected_at IS NOT NULL AS "isCorrected",
      k.priority, k.is_pinned AS "isPinned", k.is_new AS "isNew", a.acknowledged_at AS "acknowledgedAt",
      p.civility, p.first_name AS "firstName", p.last_name AS "lastName",
      EXISTS (SELECT FROM news_file f WHERE f.school_id = ${school.id}::uuid AND f.news_id = n.id) AS "hasFiles"
    FROM news n
    JOIN person p ON p.school_id = ${school.id}::uuid AND p.id = n.author_id
    LEFT JOIN news_acknowledgement a
      ON a.school_id = ${school.id}::uuid AND a.news_id = n.id AND a.person_id = ${person.id}::uuid
    LEFT JOIN news_read r ON r.school_id = ${school.id}::uuid AND r.news_id = n.id AND r.person_id = ${person.id}::uuid
    CROSS JOIN LATERAL (SELECT ${isToAcknowledge(reader)} AS is_to_acknowledge,
      coalesce(n.pinned_until > ${toDbInstant(ctx.now)}, false) AS is_pinned, ${isNew(ctx)} AS is_new) s
    CROSS JOIN LATERAL (SELECT CASE WHEN s.is_to_acknowledge THEN 2 WHEN s.is_pinned THEN 1 ELSE 0 END AS priority,
      s.is_pinned, s.is_new) k
    WHERE ${isForReader(reader)} AND ${condition}
    ORDER BY k.priority DESC, n.published_from DESC, n.id DESC
    LIMIT ${limit}`;
  return rows.map(({ content, civility, firstName, lastName, publishedFrom, acknowledgedAt, ...row }) => ({
    ...row,
    excerpt: excerpt(storedRichText(content), EXCERPT_LENGTH),
    author: teacherName({ civility, firstName, lastName }),
    publishedFrom: publishedFrom.toISOString(),
    acknowledgedAt: isoOrNull(acknowledgedAt),
  }));
}

/** A confirmation is asked of those to whom it is addressed, but the author, until they have given it. `a` is their row. */
function isToAcknowledge(reader: Reader): Prisma.Sql {
  return Prisma.sql`(n.needs_acknowledgement AND a.person_id IS NULL AND ${isAddressed(reader)}
    AND n.author_id <> ${reader.viewer.person.id}::uuid)`;
}

/** Recent, and neither opened nor confirmed: `r` and `a` are the viewer's rows. One's own is not news. */
function isNew(ctx: Context): Prisma.Sql {
  const since = toDbInstant(ctx.now.subtract({ hours: 24 * NEW_DAYS }));
  return Prisma.sql`(n.published_from > ${since} AND r.person_id IS NULL AND a.person_id IS NULL
    AND n.author_id <> ${ctx.viewer.person.id}::uuid)`;
}

function readerOf(ctx: Context, { studentId }: NewsFocus): Reader {
  const { viewer, now } = ctx;
  const ids = viewer.students.map(({ id }) => id);
  return { viewer, now, day: today(ctx), studentIds: studentId ? ids.filter((id) => id === studentId) : ids };
}

/** How a viewer stands to a piece of news that it reads as one of the audience. */
interface Reading {
  isToAcknowledge: boolean;
  isNew: boolean;
  acknowledgedAt: Date | null;
}

/** Is a piece of news for the viewer, now, and what is left to do with it? Null when it is not. */
export async function readingOf(ctx: Context, newsId: string): Promise<Reading | null> {
  const { school, person } = ctx.viewer;
  const reader = readerOf(ctx, {});
  const [row] = await ctx.db.$queryRaw<Reading[]>`
    WITH ${ownPlaces(reader)}
    SELECT ${isToAcknowledge(reader)} AS "isToAcknowledge", ${isNew(ctx)} AS "isNew", a.acknowledged_at AS "acknowledgedAt"
    FROM news n
    LEFT JOIN news_acknowledgement a
      ON a.school_id = ${school.id}::uuid AND a.news_id = n.id AND a.person_id = ${person.id}::uuid
    LEFT JOIN news_read r ON r.school_id = ${school.id}::uuid AND r.news_id = n.id AND r.person_id = ${person.id}::uuid
    WHERE n.id = ${newsId}::uuid AND ${isForReader(reader)}`;
  return row ?? null;
}

/** A piece of news, for those whom it is for, its author and the head; null for anybody else. */
export async function findNews(ctx: Context, newsId: string): Promise<NewsArticle | null> {
  const { viewer, now } = ctx;
  const row = await ctx.db.news.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId: viewer.school.id, id: newsId },
    include: { author: authorSelect, files: filesSelect, places: placesSelect },
  });
  if (!row) return null;
  const reading = await readingOf(ctx, newsId);
  const manages = managesNews(viewer, { authorId: row.authorId, isDraft: row.publishedFrom === null });
  if (!reading && !manages) return null;
  const reaches = manages && reachesNews(viewer, row, await taughtIds(ctx));
  const state = newsState(row, now);
  return {
    id: row.id,
    title: row.title,
    content: storedRichText(row.content),
    attachments: row.files.map(({ file }) => file),
    author: teacherName(row.author),
    state,
    publishedFrom: isoOrNull(row.publishedFrom),
    publishedUntil: isoOrNull(row.publishedUntil),
    correctedAt: isoOrNull(row.correctedAt),
    isPinned: isPinned(row, now),
    isNew: reading?.isNew ?? false,
    needsAcknowledgement: row.needsAcknowledgement,
    acknowledgedAt: isoOrNull(reading?.acknowledgedAt ?? null),
    profiles: row.profiles,
    places: row.isSchoolWide ? [] : placeNames(row.places),
    can: newsAbilities(
      manages,
      reaches,
      { state, needsAcknowledgement: row.needsAcknowledgement },
      reading?.isToAcknowledge ?? false,
    ),
  };
}

function isPinned({ pinnedUntil }: { pinnedUntil: Date | null }, now: Context["now"]): boolean {
  return pinnedUntil !== null && pinnedUntil.getTime() > now.epochMilliseconds;
}

/**
 * A page of what the viewer has written, drafts and withdrawn pieces included; for the head, of what anybody has published. Last changed
 * first. Nothing for those who write none.
 * @param page from 1.
 */
export async function listManagedNews(ctx: Context, page: number): Promise<{ news: ManagedNews[]; pages: number }> {
  const { viewer, now } = ctx;
  if (writingReach(viewer) === "nothing") return { news: [], pages: 1 };
  const own = { authorId: viewer.person.id, OR: [{ publishedFrom: { not: null } }, { withdrawnAt: null }] };
  const where: Prisma.NewsWhereInput = {
    schoolId: viewer.school.id,
    ...(overseesNews(viewer) ? { OR: [own, { publishedFrom: { not: null } }] } : own),
  };
  const rows = await ctx.db.news.findMany({
    relationLoadStrategy: "join",
    where,
    include: { author: authorSelect, places: placesSelect, _count: { select: { acknowledgements: true } } },
    orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
    skip: (page - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
  });
  const count = await ctx.db.news.count({ where });
  return {
    pages: Math.max(1, Math.ceil(count / PAGE_SIZE)),
    news: rows.map((row) => ({
      id: row.id,
      title: row.title,
      author: teacherName(row.author),
      state: newsState(row, now),
      publishedFrom: isoOrNull(row.publishedFrom),
      publishedUntil: isoOrNull(row.publishedUntil),
      updatedAt: row.updatedAt.toISOString(),
      isPinned: isPinned(row, now),
      profiles: row.profiles,
      places: row.isSchoolWide ? [] : placeNames(row.places),
      needsAcknowledgement: row.needsAcknowledgement,
      acknowledged: row._count.acknowledgements,
    })),
  };
}

/** A file, for who reads a piece of news on which it hangs, and for who sent it; null for anybody else. */
export async function findNewsFile(ctx: Context, fileId: string): Promise<ServedFile | null> {
  const { school, person } = ctx.viewer;
  const reader = readerOf(ctx, {});
  const [file] = await ctx.db.$queryRaw<ServedFile[]>`
    WITH ${ownPlaces(reader)}
    SELECT f.name, f.media_type AS "mediaType", f.size, f.storage_key AS "storageKey", f.sha256
    FROM file f
    WHERE f.school_id = ${school.id}::uuid AND f.id = ${fileId}::uuid AND (f.owner_id = ${person.id}::uuid OR EXISTS (
      SELECT FROM news_file l JOIN news n ON n.school_id = ${school.id}::uuid AND n.id = l.news_id
      WHERE l.school_id = ${school.id}::uuid AND l.file_id = f.id
        AND ((${isForReader(reader)}) OR n.author_id = ${person.id}::uuid
          OR (${overseesNews(ctx.viewer)}::boolean AND n.published_from IS NOT NULL))))`;
  return file ?? null;
}
