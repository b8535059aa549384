import "server-only";
import type { Context } from "@/lib/auth/context";
import { Prisma } from "@/lib/db/types";
import { today } from "@/lib/school/rules";
import { dayIn, fromDbInstant } from "@/lib/time/day";
import { managesNews, reachesNews } from "./access";
import { audienceIn, recipients, taughtIds } from "./audience";
import { newsState } from "./rules";
import { isoOrNull, placesSelect } from "./shapes";
import type { ExpectedReader, FollowUp, FollowUpLine } from "./types";

/** People on a page of those who have not confirmed. */
const MISSING_PAGE = 50;

/** The class asked for: an id, or those who are in none. */
export type FollowedClass = { groupId: string } | "none" | null;

/**
 * Who has confirmed a piece of news and who has not, among the people whom it has today. For its author, as long as it still writes to
 * them, and the head; null for anybody else, and for a piece that asks for no confirmation.
 * @param page of those who have not, from 1.
 */
export async function followUp(
  ctx: Context,
  newsId: string,
  followed: FollowedClass,
  page: number,
): Promise<FollowUp | null> {
  const news = await followedNews(ctx, newsId);
  if (!news) return null;
  const totals = await ctx.db.$queryRaw<(FollowUpLine & { isTotal: boolean })[]>`
    WITH ${news.people}
    SELECT division_id AS "groupId", division AS name, GROUPING(division_id) = 1 AS "isTotal",
      count(DISTINCT person_id)::int AS expected,
      count(DISTINCT person_id) FILTER (WHERE acknowledged_at IS NOT NULL)::int AS acknowledged
    FROM expected GROUP BY GROUPING SETS ((division_id, division), ())
    ORDER BY division COLLATE "C" NULLS LAST`;
  const ofClass =
    followed === null
      ? Prisma.sql`true`
      : followed === "none"
        ? Prisma.sql`division_id IS NULL`
        : Prisma.sql`division_id = ${followed.groupId}::uuid`;
  const missing = await ctx.db.$queryRaw<(ExpectedReader & { missingCount: number })[]>`
    WITH ${news.people}
    SELECT ${READER}, NULL AS "acknowledgedAt", (count(*) OVER ())::int AS "missingCount"
    FROM expected WHERE acknowledged_at IS NULL AND ${ofClass}
    GROUP BY person_id, profile, first_name, last_name
    ORDER BY last_name, first_name, person_id
    LIMIT ${MISSING_PAGE} OFFSET ${(page - 1) * MISSING_PAGE}`;
  // Beyond the last page no row tells how many there are.
  if (missing.length === 0 && page > 1) {
    const first = await followUp(ctx, newsId, followed, 1);
    return first && { ...first, missing: [] };
  }
  const total = totals.find(({ isTotal }) => isTotal);
  const missingCount = missing[0]?.missingCount ?? 0;
  const { timeZone } = ctx.viewer.school;
  const isReminded = news.remindedAt && dayIn(timeZone, fromDbInstant(news.remindedAt)).toString() === today(ctx);
  return {
    id: newsId,
    title: news.title,
    expected: total?.expected ?? 0,
    acknowledged: total?.acknowledged ?? 0,
    lines: totals.flatMap(({ isTotal, ...line }) => (isTotal ? [] : [line])),
    missing: missing.map(({ missingCount: _count, ...reader }) => reader),
    missingCount,
    page,
    pages: Math.max(1, Math.ceil(missingCount / MISSING_PAGE)),
    remindedAt: isoOrNull(news.remindedAt),
    mayRemind: news.isShown && !isReminded,
  };
}

/** Everybody from whom a confirmation is expected, by name, for a file; null as {@link followUp}. */
export async function expectedReaders(
  ctx: Context,
  newsId: string,
): Promise<{ title: string; readers: ExpectedReader[] } | null> {
  const news = await followedNews(ctx, newsId);
  if (!news) return null;
  const rows = await ctx.db.$queryRaw<(Omit<ExpectedReader, "acknowledgedAt"> & { acknowledgedAt: Date | null })[]>`
    WITH ${news.people}
    SELECT ${READER}, acknowledged_at AS "acknowledgedAt" FROM expected
    GROUP BY person_id, profile, first_name, last_name, acknowledged_at
    ORDER BY last_name, first_name, person_id`;
  return {
    title: news.title,
    readers: rows.map((row) => ({ ...row, acknowledgedAt: isoOrNull(row.acknowledgedAt) })),
  };
}

/** A person of `expected`, whose rows are one per child of a parent. */
const READER = Prisma.sql`person_id AS id, profile, first_name AS "firstName", last_name AS "lastName",
  coalesce(string_agg(DISTINCT division, ', '), '') AS classes, coalesce(string_agg(DISTINCT child, ', '), '') AS children`;

/** A piece of news that is followed, and the people expected: `expected (person_id, …, division, child, acknowledged_at)`. */
async function followedNews(ctx: Context, newsId: string) {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const row = await ctx.db.news.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: newsId, needsAcknowledgement: true, publishedFrom: { not: null } },
    include: { places: placesSelect },
  });
  if (!row || !managesNews(viewer, { authorId: row.authorId, isDraft: false })) return null;
  if (!reachesNews(viewer, row, await taughtIds(ctx))) return null;
  const day = today(ctx);
  // The author confirms nothing to itself.
  const people = Prisma.sql`${recipients(schoolId, day, audienceIn(row))}, expected AS (
      SELECT r.person_id, r.profile, p.first_name, p.last_name, a.acknowledged_at, d.id AS division_id, d.name AS division,
        CASE WHEN r.profile = 'GUARDIAN' THEN c.first_name END AS child
      FROM recipient r
      JOIN person p ON p.school_id = ${schoolId}::uuid AND p.id = r.person_id
      LEFT JOIN person c ON c.school_id = ${schoolId}::uuid AND c.id = r.student_id
      LEFT JOIN enrollment e ON e.school_id = ${schoolId}::uuid AND e.student_id = r.student_id AND e.group_kind = 'DIVISION'
        AND e.starts_on <= ${day}::date AND (e.ends_on IS NULL OR e.ends_on > ${day}::date)
      LEFT JOIN "group" d ON d.school_id = ${schoolId}::uuid AND d.id = e.group_id
      LEFT JOIN news_acknowledgement a
        ON a.school_id = ${schoolId}::uuid AND a.news_id = ${newsId}::uuid AND a.person_id = r.person_id
      WHERE r.person_id <> ${row.authorId}::uuid)`;
  const isShown = newsState(row, ctx.now) === "published";
  return { title: row.title, remindedAt: row.remindedAt, isShown, people };
}
