import "server-only";
import type { Context } from "@/lib/auth/context";
import { storedRichText } from "@/lib/rich-text/schema";
import { runningOn, today, validOn } from "@/lib/school/rules";
import { fromDbInstant } from "@/lib/time/day";
import { managesNews, readersFor, writingReach } from "./access";
import { recipients, taughtIds } from "./audience";
import { lastDay, momentIn, newsState, profilesOf, readerOf, readersOf } from "./rules";
import { filesSelect, placesSelect } from "./shapes";
import type { EditableNews, Places, Reach, Readers } from "./types";

/** To whom the viewer may write: the whole school, or the classes that it teaches today. Null for those who write no news. */
export async function listPlaces(ctx: Context): Promise<Places | null> {
  const { viewer } = ctx;
  const reach = writingReach(viewer);
  if (reach === "nothing") return null;
  const day = today(ctx);
  const taught = reach === "taught" ? [...(await taughtIds(ctx))] : null;
  const groups = await ctx.db.group.findMany({
    where: {
      schoolId: viewer.school.id,
      year: runningOn(day),
      ...validOn(day),
      ...(taught && { id: { in: taught } }),
    },
    select: { id: true, name: true, level: true, kind: true },
    orderBy: [{ kind: "asc" }, { code: "asc" }],
  });
  const levels = groups.flatMap(({ kind, level }) => (kind === "DIVISION" && level ? [level] : []));
  return {
    isSchoolAllowed: reach === "school",
    readers: readersFor(reach),
    levels: reach === "school" ? [...new Set(levels)] : [],
    groups,
  };
}

/** A piece of news for its form; null for who may not change it, and once it is withdrawn. */
export async function editableNews(ctx: Context, newsId: string): Promise<EditableNews | null> {
  const { viewer, now } = ctx;
  const { timeZone } = viewer.school;
  const row = await ctx.db.news.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId: viewer.school.id, id: newsId, withdrawnAt: null },
    include: { files: filesSelect, places: placesSelect },
  });
  if (!row || !managesNews(viewer, { authorId: row.authorId, isDraft: row.publishedFrom === null })) return null;
  const from = row.publishedFrom && momentIn(timeZone, fromDbInstant(row.publishedFrom));
  const endOf = (end: Date | null) => end && lastDay(fromDbInstant(end), timeZone);
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    content: storedRichText(row.content),
    attachments: row.files.map(({ file }) => file),
    readers: readersOf(row.profiles),
    isSchoolWide: row.isSchoolWide,
    levels: row.places.flatMap(({ level }) => level ?? []),
    groupIds: row.places.flatMap(({ groupId }) => groupId ?? []),
    state: newsState(row, now),
    fromDay: from?.day ?? null,
    fromMinute: from?.minute ?? null,
    untilDay: endOf(row.publishedUntil),
    pinnedDay: endOf(row.pinnedUntil),
    needsAcknowledgement: row.needsAcknowledgement,
  };
}

/** How many people an audience would have today. For those who write to it; null for anybody else. */
export async function audienceReach(
  ctx: Context,
  audience: { readers: Readers[]; isSchoolWide: boolean; levels: string[]; groupIds: string[] },
): Promise<Reach | null> {
  const { viewer } = ctx;
  const reach = writingReach(viewer);
  if (audience.readers.some((each) => !readersFor(reach).includes(each))) return null;
  if (reach !== "school") {
    const taught = await taughtIds(ctx);
    const isTheirs = !audience.isSchoolWide && audience.levels.length === 0;
    if (!isTheirs || audience.groupIds.some((id) => !taught.has(id))) return null;
  }
  const profiles = profilesOf(audience.readers);
  const rows = await ctx.db.$queryRaw<{ profile: (typeof profiles)[number]; count: number }[]>`
    WITH ${recipients(viewer.school.id, today(ctx), { ...audience, profiles })}
    SELECT profile, count(DISTINCT person_id)::int AS count FROM recipient GROUP BY profile`;
  const byReaders: Reach["byReaders"] = { STUDENT: 0, GUARDIAN: 0, TEACHER: 0, STAFF: 0 };
  for (const { profile, count } of rows) byReaders[readerOf(profile)] += count;
  return { total: rows.reduce((sum, { count }) => sum + count, 0), byReaders };
}
