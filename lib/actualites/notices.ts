import "server-only";
import { z } from "zod";
import type { Db, Prisma, Profile } from "@/lib/db/types";
import { EVERYBODY } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { dayIn } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";
import { audienceIn, recipients } from "./audience";
import { newsState } from "./rules";
import { placesSelect } from "./shapes";

const told = z.object({ newsId: z.uuid() });

/** Where a piece of news is read: its notices are found by it when it is taken back. */
function hrefOf(newsId: string): string {
  return `/actualites/${newsId}`;
}

/** A piece of news was published: those for whom it is, as the classes are now, but its author. */
async function newsPublished(db: Db, event: NoticeEvent): Promise<Notice[]> {
  const news = await shownNews(db, event, false);
  if (!news) return [];
  const readers = await readersOf(db, event, news, false);
  return readers.map((reader) => ({ ...reader.who, title: `Actualité\u202F: ${news.title}`, href: hrefOf(news.id) }));
}

/** The same of one that asks for a confirmation, which it says. */
async function confirmationAsked(db: Db, event: NoticeEvent): Promise<Notice[]> {
  const news = await shownNews(db, event, true);
  if (!news) return [];
  const readers = await readersOf(db, event, news, true);
  return readers.map((reader) => ({ ...reader.who, ...confirmation(news, reader.profile, "À confirmer") }));
}

/** Its author reminds those who have not confirmed. */
async function confirmationReminded(db: Db, event: NoticeEvent): Promise<Notice[]> {
  const news = await shownNews(db, event, true);
  if (!news) return [];
  const readers = await readersOf(db, event, news, true);
  return readers.map((reader) => ({ ...reader.who, ...confirmation(news, reader.profile, "Rappel, à confirmer") }));
}

function confirmation(news: { id: string; title: string }, profile: Profile, what: string) {
  return {
    title: `${what}\u202F: ${news.title}`,
    detail: profile === "STUDENT" ? "Dis que tu l’as lue." : "Dites que vous l’avez lue.",
    href: hrefOf(news.id),
  };
}

/** A piece of news that is shown at this moment; null when it was withdrawn, or has ended, or is of the other sort. */
async function shownNews(db: Db, { schoolId, payload, at }: NoticeEvent, needsAcknowledgement: boolean) {
  const { newsId } = told.parse(payload);
  const news = await db.news.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: newsId, needsAcknowledgement },
    include: { places: placesSelect },
  });
  return news && newsState(news, at) === "published" ? news : null;
}

type ShownNews = NonNullable<Awaited<ReturnType<typeof shownNews>>>;

/**
 * The people of a piece of news, each once; those who have confirmed already are left out where `isAsked`. A guardian is told
 * about the child through whom a class's news reaches it, when there is one: who loses sight of the child, loses the notice.
 */
async function readersOf(
  db: Db,
  { schoolId, at, timeZone }: NoticeEvent,
  news: ShownNews,
  isAsked: boolean,
): Promise<{ who: Pick<Notice, "personId" | "studentId">; profile: Profile }[]> {
  const people = recipients(schoolId, dayIn(timeZone, at).toString(), audienceIn(news));
  const rows = await db.$queryRaw<{ personId: string; profile: Profile; studentIds: string[] }[]>`
    WITH ${people}
    SELECT person_id AS "personId", profile, array_remove(array_agg(student_id), NULL) AS "studentIds" FROM recipient r
    WHERE person_id <> ${news.authorId}::uuid AND NOT (${isAsked}::boolean AND EXISTS (SELECT FROM news_acknowledgement a
      WHERE a.school_id = ${schoolId}::uuid AND a.news_id = ${news.id}::uuid AND a.person_id = r.person_id))
    GROUP BY person_id, profile`;
  return rows.map(({ personId, profile, studentIds }) => {
    const [studentId] = profile === "GUARDIAN" && !news.isSchoolWide && studentIds.length === 1 ? studentIds : [];
    return { who: { personId, ...(studentId && { studentId }) }, profile };
  });
}

const withdrawn = {
  "actualites.news.withdrawn": (payload: Prisma.JsonValue) => hrefOf(told.parse(payload).newsId),
};

/** What news tell of, to all who may be readers. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "actualites.news",
    label: "Actualités",
    count: (count) => formatCount(count, "nouvelle actualité", "nouvelles actualités"),
    mail: EVERYBODY,
    makers: { "actualites.news.published": newsPublished },
    takenBack: withdrawn,
  },
  {
    kind: "actualites.confirmation",
    label: "Actualités à confirmer",
    count: (count) => formatCount(count, "actualité à confirmer", "actualités à confirmer"),
    mail: { ...EVERYBODY, GUARDIAN: "DAILY" },
    makers: {
      "actualites.news.published": confirmationAsked,
      "actualites.acknowledgement.reminded": confirmationReminded,
    },
    takenBack: withdrawn,
  },
];
