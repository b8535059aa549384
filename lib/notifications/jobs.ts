import "server-only";
import type { Temporal } from "temporal-polyfill";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { publicUrl } from "@/lib/env";
import { announce } from "@/lib/live/announce";
import { logger } from "@/lib/logger";
import { hasMail, sendMail } from "@/lib/mail/mailer";
import { notificationMail } from "@/lib/mail/notification-mail";
import { shutFrom, shutTies } from "@/lib/school/guardians";
import { dayIn, fromDbDay, toDbInstant } from "@/lib/time/day";
import { forgetUntrue } from "./deliver";
import { noticeKinds } from "./registry";
import { DAILY_MAIL_HOUR, MAIL_ATTEMPTS, MAIL_WITHIN_HOURS } from "./rules";

export { noticeSubscribers } from "./deliver";

const log = logger("notifications");

/**
 * Shows the notices whose hour has come, once it is known that they still hold, and tells the open pages. For the worker, every
 * minute. Those of an event that cannot be looked at again hold no other up: they stay hidden, and are tried at the next run.
 * @returns how many persons were told of how many events.
 */
export async function announceDueNotices(): Promise<number> {
  const due = await withSystem("notices whose hour has come", (db, now) =>
    db.notification.findMany({
      where: { announcedAt: null, visibleAt: { lte: toDbInstant(now) } },
      select: { schoolId: true, eventId: true, kind: true },
      distinct: ["schoolId", "eventId", "kind"],
    }),
  );
  let told = 0;
  for (const waiting of due) {
    try {
      told += await withSystem("announce notices whose hour has come", (db, now) => announceWaiting(db, waiting, now));
    } catch (error) {
      log.error({ err: error, ...waiting }, "notices could not be announced");
    }
  }
  return told;
}

async function announceWaiting(
  db: Db,
  waiting: { schoolId: string; eventId: string; kind: string },
  now: Temporal.Instant,
): Promise<number> {
  const { schoolId, eventId, kind } = waiting;
  const at = toDbInstant(now);
  await forgetUntrue(db, waiting, now);
  const shown = await db.notification.updateManyAndReturn({
    where: { schoolId, eventId, kind, announcedAt: null, visibleAt: { lte: at } },
    data: { announcedAt: at },
    select: { personId: true },
  });
  const personIds = [...new Set(shown.map(({ personId }) => personId))];
  if (personIds.length > 0) await announce(db, { schoolId, topic: "notifications", personIds });
  return personIds.length;
}

/**
 * Sends the mails that wait, one per person with all that is due to it: at once, or once a day in the evening of its school. What
 * was read meanwhile needs no mail. For the worker, one at a time.
 * @returns how many were sent.
 * @throws when the mail server cannot be reached: all that waits keeps waiting. An address that it refuses is tried again a few
 * times, or given up at once when the refusal is final.
 */
export async function sendNotificationMails(): Promise<number> {
  if (!hasMail()) return 0;
  let sent = 0;
  const refused: ClaimedMail[] = [];
  try {
    for (let claimed = await claimMail(); claimed !== null; claimed = await claimMail()) {
      if (!claimed.mail) continue;
      try {
        await sendMail(claimed.mail);
        sent += 1;
      } catch (error) {
        const reply = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : null;
        log.warn({ err: error, schoolId: claimed.schoolId, notices: claimed.ids.length }, "a mail could not be sent");
        if (reply === null) {
          await putBack(claimed, true);
          throw error;
        }
        if (reply < 500) refused.push(claimed);
      }
    }
  } finally {
    // Not before: they would be claimed again at once.
    for (const claimed of refused) await putBack(claimed, false);
  }
  return sent;
}

interface ClaimedMail {
  schoolId: string;
  ids: string[];
  /** Null: nothing is left to tell, or nowhere to send it. */
  mail: { to: string; subject: string; text: string } | null;
}

/** Takes all that is due to one person, who has waited longest. */
async function claimMail(): Promise<ClaimedMail | null> {
  return withSystem("send the mails of notices", async (db, now) => {
    const at = toDbInstant(now);
    const since = toDbInstant(now.subtract({ hours: MAIL_WITHIN_HOURS }));
    // The last evening of the school: its daily mail tells what was there by then.
    const due = await db.$queryRaw<
      { schoolId: string; personId: string; studentId: string | null; id: string; kind: string; isRead: boolean }[]
    >`
      WITH due AS (
        SELECT n.school_id, n.person_id, n.id, n.visible_at, n.mail_attempts
        FROM notification n JOIN school s ON s.id = n.school_id
        WHERE n.mailed_at IS NULL AND n.mail <> 'NONE' AND n.announced_at IS NOT NULL AND n.visible_at > ${since} AND n.visible_at <= ${at}
          AND n.mail_attempts < ${MAIL_ATTEMPTS}
          AND (n.mail = 'AT_ONCE' OR n.visible_at <=
            (date_trunc('day', (${at}::timestamptz AT TIME ZONE s.time_zone) - make_interval(hours => ${DAILY_MAIL_HOUR}))
              + make_interval(hours => ${DAILY_MAIL_HOUR})) AT TIME ZONE s.time_zone)),
      next AS (SELECT school_id, person_id FROM due ORDER BY mail_attempts, visible_at LIMIT 1)
      UPDATE notification n SET mailed_at = ${at}, mail_attempts = n.mail_attempts + 1
      FROM due JOIN next USING (school_id, person_id)
      WHERE n.school_id = due.school_id AND n.id = due.id
      RETURNING n.school_id AS "schoolId", n.person_id AS "personId", n.student_id AS "studentId", n.id, n.kind, n.read_at IS NOT NULL AS "isRead"`;
    const [first] = due;
    if (!first) return null;
    const { schoolId, personId } = first;
    const unread = due.filter(({ isRead }) => !isRead);
    const to = unread.length > 0 ? await addressOf(db, schoolId, personId, now) : null;
    // A judgment may have come since the notice.
    const shut = to ? shutFrom(await shutTies(db, schoolId, to.today), personId) : [];
    const told = unread.filter(({ studentId }) => studentId === null || !shut.includes(studentId));
    return {
      schoolId,
      ids: due.map(({ id }) => id),
      mail: to && told.length > 0 ? { to: to.email, ...mailOf(to, told) } : null,
    };
  });
}

/** Where a person reads mails: the address of its account, else the one that the school knows; null when it has left, its access has ended, or its school is closed. */
async function addressOf(db: Db, schoolId: string, personId: string, now: Temporal.Instant) {
  const person = await db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: {
      profile: true,
      endsOn: true,
      accessEndsOn: true,
      school: { select: { name: true, timeZone: true, closedAt: true } },
      account: { select: { email: true, endedAt: true, _count: { select: { persons: true } } } },
      contacts: { where: { schoolId, kind: "EMAIL" }, select: { value: true }, orderBy: { id: "asc" }, take: 1 },
    },
  });
  if (
    !person?.account ||
    person.school.closedAt ||
    (person.account.endedAt && person.account.endedAt <= toDbInstant(now))
  )
    return null;
  const today = dayIn(person.school.timeZone, now).toString();
  if ([person.endsOn, person.accessEndsOn].some((end) => end !== null && fromDbDay(end) <= today)) return null;
  const email = person.account.email ?? person.contacts[0]?.value;
  if (!email) return null;
  return {
    email,
    today,
    schoolName: person.school.name,
    isPupil: person.profile === "STUDENT",
    // An account with several persons is told which of them it acts as.
    query: person.account._count.persons > 1 ? `?personne=${personId}` : "",
  };
}

function mailOf(to: NonNullable<Awaited<ReturnType<typeof addressOf>>>, unread: readonly { kind: string }[]) {
  const lines = noticeKinds.flatMap(({ kind, count }) => {
    const own = unread.filter((notice) => notice.kind === kind).length;
    return own > 0 ? [count(own)] : [];
  });
  return notificationMail({
    lines,
    schoolName: to.schoolName,
    isPupil: to.isPupil,
    link: `${publicUrl()}/notifications${to.query}`,
    settingsLink: `${publicUrl()}/notifications/reglages${to.query}`,
  });
}

/** Lets these notices wait for the next mail; without counting the attempt when nobody has refused them. */
async function putBack({ schoolId, ids }: ClaimedMail, isUncounted: boolean): Promise<void> {
  await withSystem("put back a mail of notices", (db) =>
    db.notification.updateMany({
      where: { schoolId, id: { in: ids } },
      data: { mailedAt: null, ...(isUncounted ? { mailAttempts: { decrement: 1 } } : {}) },
    }),
  );
}
