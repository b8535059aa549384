import { recipients } from "@/lib/actualites/audience";
import { profilesOf } from "@/lib/actualites/rules";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { daysAfter, type IsoDay } from "@/lib/time/day";
import { formatDay } from "@/lib/time/format";
import { instantAt, type SchoolCalendar } from "@/prisma/demo/calendar";
import { COLLEGE_NEWS, type DemoNews, PRIMARY_NEWS } from "@/prisma/demo/content/news";
import { richText, spaced } from "@/prisma/demo/content/text";
import type { SchoolNow } from "@/prisma/demo/lessons";
import type { LoadedSchool } from "@/prisma/demo/load";
import type { Random } from "@/prisma/demo/random";
import type { DemoYear } from "@/prisma/demo/schools";

/** When the news are told, and of which days they speak. */
interface NewsCalendar {
  year: DemoYear;
  calendar: SchoolCalendar;
  now: SchoolNow;
}

/** Those who sign in have opened what is older than this; what came since is new to them. */
const OPENED_AFTER_DAYS = 3;
const DAY_MINUTES = 24 * 60;
/** Who keeps everybody waiting: the demo shows what is asked of her. */
const LATE_LOGIN = "nadia.benali";

/** Writes the news of both schools until now, one that waits for its moment, a draft, and who has opened and confirmed them. */
export async function writeNewsOfDemo(
  db: Db,
  college: LoadedSchool,
  primary: LoadedSchool,
  when: NewsCalendar,
  random: Random,
): Promise<void> {
  await writeNewsOf(db, college, COLLEGE_NEWS, await collegeAuthors(db, college), when, random.fork("collège"));
  await writeNewsOf(db, primary, PRIMARY_NEWS, await primaryAuthors(db, primary), when, random.fork("primary"));
}

type Authors = ReadonlyMap<string, string>;

/** Those who sign in, by login; a teacher who is a parent too writes as a teacher. */
async function collegeAuthors(db: Db, { schoolId }: LoadedSchool): Promise<Authors> {
  const persons = await db.person.findMany({
    where: { schoolId, accountId: { not: null }, profile: { notIn: ["STUDENT", "GUARDIAN"] } },
    select: { id: true, account: { select: { login: true } } },
  });
  return new Map(persons.map(({ id, account }) => [account?.login ?? "", id]));
}

/** The head, and each teacher by the code of the class. */
async function primaryAuthors(db: Db, { schoolId }: LoadedSchool): Promise<Authors> {
  const head = await db.person.findFirstOrThrow({ where: { schoolId, profile: "HEAD" }, select: { id: true } });
  const teachers = await db.mainTeacher.findMany({
    where: { schoolId },
    select: { teacherId: true, group: { select: { code: true } } },
  });
  return new Map([["head", head.id], ...teachers.map(({ teacherId, group }) => [group.code, teacherId] as const)]);
}

async function writeNewsOf(
  db: Db,
  school: LoadedSchool,
  told: readonly DemoNews[],
  authors: Authors,
  when: NewsCalendar,
  random: Random,
): Promise<void> {
  const { schoolId } = school;
  const at = instantAt(when.now.day, when.now.minute);
  const written = told
    .map((piece) => ({ piece, row: newsRow(piece, authors, when) }))
    // What the calendar has not come to is not written yet, but what says itself that it is to come.
    .filter(({ piece, row }) => typeof piece.on !== "string" || (row.publishedFrom ?? "") <= at);
  await insertRows(
    db,
    "news",
    written.map(({ row }) => ({ schoolId, ...row })),
  );
  const places = written.flatMap(({ piece, row }) =>
    placesOf(school, piece).map((place) => ({ schoolId, id: newId(), newsId: row.id, ...place })),
  );
  await insertRows(db, "news_place", places);

  const readers = await db.person.findMany({
    where: { schoolId, accountId: { not: null } },
    select: { id: true, account: { select: { login: true } } },
  });
  const late = new Set(readers.flatMap(({ id, account }) => (account?.login === LATE_LOGIN ? [id] : [])));
  const openedBefore = instantAt(daysAfter(when.now.day, -OPENED_AFTER_DAYS), 0);
  const reads = written.flatMap(({ row }) =>
    row.publishedFrom && row.publishedFrom < openedBefore
      ? readers.map(({ id }) => ({ schoolId, newsId: row.id, personId: id, readAt: row.publishedFrom }))
      : [],
  );
  await insertRows(db, "news_read", reads);
  for (const { piece, row } of written) {
    if (piece.confirmed === undefined || !row.publishedFrom) continue;
    const expected = await expectedOf(db, school, piece, when.now.day);
    const minutes = Math.floor((Date.parse(at) - Date.parse(row.publishedFrom)) / 60_000);
    const isRecent = minutes < OPENED_AFTER_DAYS * DAY_MINUTES;
    const share = piece.confirmed;
    const confirmed = expected.filter((id) => random.chance(share) && !(isRecent && late.has(id)));
    const start = Date.parse(row.publishedFrom);
    await insertRows(
      db,
      "news_acknowledgement",
      confirmed.map((personId) => ({
        schoolId,
        newsId: row.id,
        personId,
        acknowledgedAt: new Date(start + random.int(5, Math.max(6, Math.min(minutes, 4 * DAY_MINUTES))) * 60_000),
      })),
    );
  }
}

function newsRow(piece: DemoNews, authors: Authors, when: NewsCalendar) {
  const authorId = authors.get(piece.author);
  if (authorId === undefined) throw new Error(`the demo has nobody who writes as ${piece.author}`);
  const day = dayOf(piece.on, when);
  const publishedFrom = day && instantAt(day, piece.at ?? 0);
  const end = (days: number | undefined) => (days === undefined || !day ? null : instantAt(daysAfter(day, days), 0));
  const isShown = publishedFrom !== null && publishedFrom <= instantAt(when.now.day, when.now.minute);
  const createdAt = isShown ? publishedFrom : instantAt(daysAfter(when.now.day, -1), 18 * 60);
  return {
    id: newId(),
    authorId,
    title: spaced(dated(piece.title, when)),
    content: richText(dated(piece.text, when)),
    profiles: profilesOf(piece.readers),
    isSchoolWide: piece.places === undefined,
    publishedFrom,
    publishedUntil: end(piece.shown),
    pinnedUntil: end(piece.pinned),
    needsAcknowledgement: piece.confirmed !== undefined,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    correctedAt: null,
    withdrawnAt: null,
    announcedAt: isShown ? publishedFrom : null,
    remindedAt: null,
  };
}

function dayOf(on: DemoNews["on"], { year, now }: NewsCalendar): IsoDay | null {
  if (on === null) return null;
  if (typeof on === "number") return daysAfter(now.day, -on);
  return `${on < "08" ? year.year + 1 : year.year}-${on}`;
}

/** The days that a text speaks of, as people say them. */
function dated(text: string, when: NewsCalendar): string {
  return text.replace(/\{([^}]+)\}/g, (_, named: string) => {
    const day = named.startsWith("+")
      ? schoolDayFrom(daysAfter(when.now.day, Number(named)), when)
      : dayOf(named, when);
    return day ? formatDay(day, { long: true }) : "";
  });
}

function schoolDayFrom(day: IsoDay, { calendar }: NewsCalendar): IsoDay {
  return calendar.days.find((each) => each.day >= day)?.day ?? day;
}

/** A place of the demo is a division by its code, else a level. */
function placesOf({ groups }: LoadedSchool, { places = [] }: DemoNews) {
  return places.map((place) => {
    const groupId = groups.get(place)?.id ?? null;
    return { level: groupId ? null : place, groupId };
  });
}

async function expectedOf(db: Db, school: LoadedSchool, piece: DemoNews, day: IsoDay): Promise<string[]> {
  const places = placesOf(school, piece);
  const audience = {
    profiles: profilesOf(piece.readers),
    isSchoolWide: piece.places === undefined,
    levels: places.flatMap(({ level }) => level ?? []),
    groupIds: places.flatMap(({ groupId }) => groupId ?? []),
  };
  const rows = await db.$queryRaw<{ id: string }[]>`
    WITH ${recipients(school.schoolId, day, audience)}
    SELECT p.id FROM (SELECT DISTINCT person_id FROM recipient) r
    JOIN person p ON p.school_id = ${school.schoolId}::uuid AND p.id = r.person_id
    ORDER BY p.last_name COLLATE "C", p.first_name COLLATE "C", p.profile, p.id`;
  return rows.map(({ id }) => id);
}
