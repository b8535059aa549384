import "server-only";
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
  payload: Prisma.JsonValue;
  createdAt: Date;
}

/** Who makes notices of which events: for the relay of the outbox, in whose transaction they run. */
export const noticeSubscribers: Readonly<Record<string, ((db: Db, event: Event) => Promise<void>)[]>> = (() => {
  const subscribers: Record<string, ((db: Db, event: Event) => Promise<void>)[]> = {};
  for (const kind of noticeKinds) {
    for (const name of Object.keys(kind.makers)) {
      (subscribers[name] ??= []).push((db, event) => deliver(db, kind, name, event));
    }
  }
  return subscribers;
})();

/** Rows per statement: each takes a dozen parameters of the 65,535 that PostgreSQL allows. */
const CHUNK = 2_000;

/**
 * Writes the notices of an event for those who may be told: in the school today, with an account and an access that holds, of a profile of the kind, the
 * module being open to them. Handling an event again adds nothing.
 */
async function deliver(db: Db, kind: NoticeKind, name: string, event: Event): Promise<void> {
  const { schoolId } = event;
  const school = await db.school.findUniqueOrThrow({
    where: { id: schoolId },
    select: { timeZone: true, disabledModules: true },
  });
  const at = fromDbInstant(event.createdAt);
  const notices =
    (await kind.makers[name]?.(db, {
      id: event.id,
      schoolId,
      payload: event.payload,
      at,
      timeZone: school.timeZone,
    })) ?? [];
  if (notices.length === 0) return;

  const personIds = [...new Set(notices.map(({ personId }) => personId))];
  const day = dayIn(school.timeZone, at).toString();
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
      const isTold = proposed && isModuleOpen(moduleOf(kind.kind), person, school.disabledModules);
      return isTold ? [[person.id, person.notifyChoices[0]?.mail ?? proposed] as const] : [];
    }),
  );
  const rows = notices.flatMap((notice) => {
    const mail = mailOf.get(notice.personId);
    return mail
      ? [rowOf(notice, { schoolId, kind: kind.kind, mail, eventId: event.id, createdAt: event.createdAt })]
      : [];
  });
  for (let start = 0; start < rows.length; start += CHUNK) {
    await db.notification.createMany({ data: rows.slice(start, start + CHUNK), skipDuplicates: true });
  }
  const told = rows.filter((row) => row.announcedAt !== null).map((row) => row.personId);
  if (told.length > 0) await announce(db, { schoolId, topic: "notifications", personIds: [...new Set(told)] });
}

function rowOf(
  { personId, studentId, title, detail, href, visibleAt }: Notice,
  common: Pick<Prisma.NotificationCreateManyInput, "schoolId" | "kind" | "mail" | "eventId"> & { createdAt: Date },
) {
  const shown = visibleAt ? toDbInstant(visibleAt) : common.createdAt;
  const isLater = shown > common.createdAt;
  return {
    ...common,
    id: newId(),
    personId,
    studentId: studentId ?? null,
    title,
    detail: detail ?? null,
    href,
    visibleAt: isLater ? shown : common.createdAt,
    announcedAt: isLater ? null : common.createdAt,
  };
}
