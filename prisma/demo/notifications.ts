import "server-only";
import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { relayOutbox } from "@/lib/jobs/outbox";
import { announceDueNotices } from "@/lib/notifications/jobs";
import { dayIn, daysAfter, fromDbDay, type IsoDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { instantAt, TIME_ZONE } from "@/prisma/demo/calendar";

/** How long ago the first of the notices is. */
const DAYS = 9;
/** Changes of a day are decided when the school opens; those to come, a little before now. */
const MORNING = 7 * 60 + 10;
const LATELY_MINUTES = 40;
/** What is older was read, a few hours after it came. */
const READ_AFTER_HOURS = 22;
const READ_LATER_HOURS = 3;

/**
 * Tells the persons who sign in of what happened these days, by the same makers as in life: from the events that commands would have
 * left. Last of all, once lessons, homework, grades and news are there.
 * @param groupIds whose homework and grades are told of: the groups of the pupils who sign in.
 */
export async function tellNotices(schoolId: string, groupIds: readonly string[], now: Temporal.Instant): Promise<void> {
  await withSystem("demo events", async (db) => {
    const events = [
      ...(await changes(db, schoolId, now)),
      ...(await homeworkGiven(db, schoolId, groupIds, now)),
      ...(await newsPublished(db, schoolId, now)),
      ...(await gradesReturned(db, schoolId, groupIds, now)),
    ];
    await db.outbox.createMany({
      data: events.map((event) => ({ schoolId, id: newId(), ...event })),
    });
  });
  while ((await relayOutbox()) > 0);
  await announceDueNotices();
  await withSystem(
    "demo notices that were read",
    (db) =>
      db.$executeRaw`UPDATE notification SET read_at = visible_at + make_interval(hours => ${READ_LATER_HOURS})
      WHERE school_id = ${schoolId}::uuid AND visible_at < ${toDbInstant(now.subtract({ hours: READ_AFTER_HOURS }))}`,
  );
}

function spanOf(now: Temporal.Instant): { today: IsoDay; from: IsoDay } {
  const today = dayIn(TIME_ZONE, now).toString();
  return { today, from: daysAfter(today, -DAYS) };
}

/** Lessons that an absence cancelled are told together, others one by one. */
async function changes(db: Db, schoolId: string, now: Temporal.Instant) {
  const { from } = spanOf(now);
  const sessions = await db.session.findMany({
    where: { schoolId, status: { not: "PLANNED" }, day: { gte: toDbDay(from) } },
    select: { id: true, day: true, absence: { select: { id: true, declaredAt: true } } },
    orderBy: [{ day: "asc" }, { startMinute: "asc" }],
  });
  const lately = toDbInstant(now.subtract({ minutes: LATELY_MINUTES }));
  const told = new Map<string, { sessionIds: string[]; createdAt: Date }>();
  for (const { id, day, absence } of sessions) {
    const event = told.get(absence?.id ?? id);
    if (event) {
      event.sessionIds.push(id);
      continue;
    }
    const decided = absence?.declaredAt ?? new Date(instantAt(fromDbDay(day), MORNING));
    told.set(absence?.id ?? id, { sessionIds: [id], createdAt: decided < lately ? decided : lately });
  }
  return [...told.values()].map(({ sessionIds, createdAt }) => ({
    kind: "emploi-du-temps.session.changed",
    payload: { sessionIds },
    createdAt,
  }));
}

async function newsPublished(db: Db, schoolId: string, now: Temporal.Instant) {
  const news = await db.news.findMany({
    where: { schoolId, announcedAt: { gte: new Date(instantAt(spanOf(now).from, 0)) } },
    select: { id: true, announcedAt: true },
    orderBy: [{ announcedAt: "asc" }, { id: "asc" }],
  });
  return news.flatMap(({ id, announcedAt }) =>
    announcedAt ? [{ kind: "actualites.news.published", payload: { newsId: id }, createdAt: announcedAt }] : [],
  );
}

async function gradesReturned(db: Db, schoolId: string, groupIds: readonly string[], now: Temporal.Instant) {
  const assessments = await db.assessment.findMany({
    where: {
      schoolId,
      returnedAt: { gte: new Date(instantAt(spanOf(now).from, 0)) },
      service: { groupId: { in: [...groupIds] } },
    },
    select: { id: true, returnedAt: true },
    orderBy: [{ returnedAt: "asc" }, { id: "asc" }],
  });
  return assessments.flatMap(({ id, returnedAt }) =>
    returnedAt ? [{ kind: "notes.assessment.returned", payload: { assessmentId: id }, createdAt: returnedAt }] : [],
  );
}

async function homeworkGiven(db: Db, schoolId: string, groupIds: readonly string[], now: Temporal.Instant) {
  const { today, from } = spanOf(now);
  const homework = await db.homework.findMany({
    where: {
      schoolId,
      withdrawnAt: null,
      givenOn: { gte: toDbDay(from), lte: toDbDay(today) },
      service: { groupId: { in: [...groupIds] } },
    },
    select: { id: true, createdAt: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return homework.map(({ id, createdAt }) => ({
    kind: "cahier-de-texte.homework.given",
    payload: { homeworkId: id },
    createdAt,
  }));
}
