import "server-only";
import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import type { Db, Prisma } from "@/lib/db/types";
import { announce } from "@/lib/live/announce";
import { isModuleOpen } from "@/lib/modules";
import { validOn } from "@/lib/school/rules";
import { dayIn, fromDbInstant, toDbDay, toDbInstant } from "@/lib/time/day";
import { moduleOf, noticeKinds } from "./registry";
import type { Notice, NoticeKind } from "./types";

/** An event of the outbox. */
interface Event {
  schoolId: string;
  id: string;
  kind: string;
  payload: Prisma.JsonValue;
  createdAt: Date;
}

type Subscriber = (db: Db, event: Event, at: Temporal.Instant) => Promise<void>;

/** Who makes notices of which events, or takes them back: for the relay of the outbox, in whose transaction they run. */
export const noticeSubscribers: Readonly<Record<string, Subscriber[]>> = (() => {
  const subscribers: Record<string, Subscriber[]> = {};
  for (const kind of noticeKinds) {
    for (const name of Object.keys(kind.makers)) {
      (subscribers[name] ??= []).push((db, event, at) => deliver(db, kind, event, at));
    }
    for (const [name, hrefOf] of Object.entries(kind.takenBack ?? {})) {
      (subscribers[name] ??= []).push((db, event) =>
        forget(db, { schoolId: event.schoolId, kind: kind.kind, href: hrefOf(event.payload) }),
      );
    }
  }
  return subscribers;
})();

/** Rows per statement: each takes a dozen parameters of the 65,535 that PostgreSQL allows. */
const CHUNK = 2_000;

/** Writes the notices of an event. Handling it again adds nothing. */
async function deliver(db: Db, kind: NoticeKind, event: Event, relayedAt: Temporal.Instant): Promise<void> {
  const { schoolId, createdAt } = event;
  const told = await toldBy(db, kind, event, fromDbInstant(createdAt));
  const rows = told.map(({ mail, notice }) =>
    rowOf(notice, { event, kind: kind.kind, mail, now: toDbInstant(relayedAt) }),
  );
  for (let start = 0; start < rows.length; start += CHUNK) {
    await db.notification.createMany({ data: rows.slice(start, start + CHUNK), skipDuplicates: true });
  }
  await tellPages(
    db,
    schoolId,
    rows.filter(({ announcedAt }) => announcedAt !== null),
  );
}

/**
 * Makes the notices of an event that waited for this hour true: deletes those that their maker would not make any more, because a
 * grade was taken back or a parent has lost its rights since. For the worker, before it announces them.
 */
export async function forgetUntrue(
  db: Db,
  { schoolId, eventId, kind: name }: { schoolId: string; eventId: string; kind: string },
  at: Temporal.Instant,
): Promise<void> {
  const kind = noticeKinds.find((each) => each.kind === name);
  const event = await db.outbox.findFirst({ where: { schoolId, id: eventId } });
  // The outbox forgets after a week, which nothing waits for but homework given far ahead.
  if (!kind || !event) return;
  const told = await toldBy(db, kind, event, at);
  const stands = new Map(told.map(({ notice }) => [keyOf(notice.personId, notice.studentId ?? null), notice]));
  const waiting = await db.notification.findMany({
    where: { schoolId, eventId, kind: name, announcedAt: null, visibleAt: { lte: toDbInstant(at) } },
    select: { id: true, personId: true, studentId: true },
  });
  const untrue = waiting.filter(({ personId, studentId }) => !stands.has(keyOf(personId, studentId)));
  await db.notification.deleteMany({ where: { schoolId, id: { in: untrue.map(({ id }) => id) } } });
  // A school that shows results later than it did when they were given back: the notice waits for the new hour.
  for (const { id, personId, studentId } of waiting) {
    const { visibleAt } = stands.get(keyOf(personId, studentId)) ?? {};
    if (!visibleAt || !isLater(visibleAt, at)) continue;
    await db.notification.update({
      where: { schoolId_id: { schoolId, id } },
      data: { visibleAt: toDbInstant(visibleAt) },
      select: { id: true },
    });
  }
}

function isLater(visibleAt: Temporal.Instant, at: Temporal.Instant): boolean {
  return visibleAt.epochMilliseconds > at.epochMilliseconds;
}

function keyOf(personId: string, studentId: string | null): string {
  return `${personId} ${studentId ?? ""}`;
}

/** Deletes the notices that told of something that was taken back. */
async function forget(db: Db, which: { schoolId: string; kind: string; href: string }): Promise<void> {
  const gone = await db.notification.findMany({ where: which, select: { personId: true, announcedAt: true } });
  await db.notification.deleteMany({ where: which });
  await tellPages(
    db,
    which.schoolId,
    gone.filter(({ announcedAt }) => announcedAt !== null),
  );
}

async function tellPages(db: Db, schoolId: string, rows: readonly { personId: string }[]): Promise<void> {
  const personIds = [...new Set(rows.map(({ personId }) => personId))];
  if (personIds.length > 0) await announce(db, { schoolId, topic: "notifications", personIds });
}

/**
 * What an event has to tell at a moment, and to whom it may: in the school then, with an account and an access that holds, of a profile
 * of the kind, the module being open to them.
 */
async function toldBy(db: Db, kind: NoticeKind, event: Event, at: Temporal.Instant) {
  const { schoolId, id, payload } = event;
  const school = await db.school.findUniqueOrThrow({
    where: { id: schoolId },
    select: { timeZone: true, disabledModules: true },
  });
  const { timeZone } = school;
  const happenedAt = fromDbInstant(event.createdAt);
  const notices = (await kind.makers[event.kind]?.(db, { id, schoolId, payload, happenedAt, at, timeZone })) ?? [];
  if (notices.length === 0) return [];

  const personIds = [...new Set(notices.map(({ personId }) => personId))];
  const day = dayIn(timeZone, at).toString();
  const persons = await db.person.findMany({
    where: {
      schoolId,
      id: { in: personIds },
      accountId: { not: null },
      ...validOn(day),
      AND: [{ OR: [{ accessEndsOn: null }, { accessEndsOn: { gt: toDbDay(day) } }] }],
    },
    select: {
      id: true,
      profile: true,
      duty: true,
      notifyChoices: { where: { schoolId, kind: kind.kind }, select: { mail: true } },
    },
  });
  const mailOf = new Map(
    persons.flatMap((person) => {
      const proposed = kind.mail[person.profile];
      const isTold =
        proposed && (kind.isForAnyone || isModuleOpen(moduleOf(kind.kind), person, school.disabledModules));
      return isTold ? [[person.id, person.notifyChoices[0]?.mail ?? proposed] as const] : [];
    }),
  );
  return notices.flatMap((notice) => {
    const mail = mailOf.get(notice.personId);
    return mail ? [{ notice, mail }] : [];
  });
}

function rowOf(
  { personId, studentId, title, detail, href, visibleAt }: Notice,
  of: { event: Event; kind: string; mail: Prisma.NotificationCreateManyInput["mail"]; now: Date },
) {
  const { schoolId, id: eventId, createdAt } = of.event;
  const shown = visibleAt ? toDbInstant(visibleAt) : createdAt;
  const since = shown > createdAt ? shown : createdAt;
  return {
    schoolId,
    id: newId(),
    eventId,
    kind: of.kind,
    mail: of.mail,
    createdAt,
    personId,
    studentId: studentId ?? null,
    title,
    detail: detail ?? null,
    href,
    visibleAt: since,
    // Of what waits for its hour, that hour tells: it may be untrue by then.
    announcedAt: since > of.now ? null : since,
  };
}
