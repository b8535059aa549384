import "server-only";
import type { Temporal } from "temporal-polyfill";
import { mailedCode } from "@/lib/auth/access-codes";
import { withSystem } from "@/lib/db/system";
import type { Db, InvitationOutcome } from "@/lib/db/types";
import { publicUrl } from "@/lib/env";
import { logger } from "@/lib/logger";
import { invitationMail } from "@/lib/mail/invitation-mail";
import { hasMail, sendMail } from "@/lib/mail/mailer";
import { dayIn, fromDbDay, fromDbInstant, toDbInstant } from "@/lib/time/day";
import { formatDay, formatName } from "@/lib/time/format";

const log = logger("invitations");

/** An invitation taken to be sent, with the code that it carries. */
interface Claimed {
  schoolId: string;
  id: string;
  codeId: string;
  mail: { to: string; subject: string; text: string };
}

/**
 * Sends the invitations that wait, one after another; for the worker. Settled before it leaves, none leaves twice: if the worker dies in
 * between, one is lost, and the school sees its code and invites again. What the mail server does not take now waits for the next call, as
 * long as it may; what it refuses for good is given up.
 * @returns how many were sent.
 * @throws the error of a mail server that does not answer, after having put that invitation back.
 */
export async function sendInvitations(): Promise<number> {
  if (!hasMail()) return 0;
  let sent = 0;
  const postponed: Claimed[] = [];
  try {
    for (let claimed = await claim(); claimed !== "none"; claimed = await claim()) {
      if (claimed === "settled") continue;
      try {
        await sendMail(claimed.mail);
        sent += 1;
      } catch (error) {
        const { schoolId, id } = claimed;
        const reply = error instanceof Error && "responseCode" in error ? Number(error.responseCode) : null;
        log.warn({ err: error, schoolId, invitationId: id }, "an invitation could not be sent");
        if (reply === null || reply < 500) postponed.push(claimed);
        else await takeBack(claimed, "NO_ADDRESS");
        if (reply === null) throw error;
      }
    }
  } finally {
    // Not before: they would be claimed again at once.
    for (const claimed of postponed) await takeBack(claimed, null);
  }
  return sent;
}

/** Takes the oldest that waits and settles it; two workers never take the same. */
async function claim(): Promise<Claimed | "settled" | "none"> {
  return withSystem("send invitations", async (db, now) => {
    const [waiting] = await db.$queryRaw<{ schoolId: string; id: string }[]>`
      SELECT school_id AS "schoolId", id FROM invitation WHERE settled_at IS NULL
      ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED`;
    if (!waiting) return "none";
    const where = { schoolId_id: waiting };
    const { person, ...invitation } = await db.invitation.findUniqueOrThrow({
      where,
      select: {
        personId: true,
        createdBy: true,
        expiresAt: true,
        person: {
          select: {
            firstName: true,
            lastName: true,
            profile: true,
            accountId: true,
            startsOn: true,
            endsOn: true,
            accessEndsOn: true,
            school: { select: { name: true, timeZone: true, closedAt: true } },
            contacts: { where: { kind: "EMAIL" }, select: { value: true }, orderBy: { id: "asc" }, take: 1 },
          },
        },
      },
    });
    const email = person.contacts[0]?.value;
    const outcome = outcomeOf({ ...person, hasEmail: email !== undefined, giveUpAt: invitation.expiresAt }, now);
    await db.invitation.update({ where, data: { settledAt: toDbInstant(now), outcome } });
    if (outcome !== "SENT" || !email) return "settled";
    const { schoolId } = waiting;
    const { personId, createdBy } = invitation;
    const made = await mailedCode(db, { schoolId, personId, createdBy }, now);
    const { timeZone } = person.school;
    return {
      ...waiting,
      codeId: made.id,
      mail: {
        to: email,
        ...invitationMail({
          name: formatName(person),
          isPupil: person.profile === "STUDENT",
          schoolName: person.school.name,
          address: `${publicUrl()}/activation`,
          code: made.code,
          until: formatDay(dayIn(timeZone, fromDbInstant(made.expiresAt)).toString(), { long: true }),
        }),
      },
    };
  });
}

/** What becomes of an invitation, by what its person is now rather than when it was asked for. */
function outcomeOf(
  person: {
    accountId: string | null;
    startsOn: Date;
    endsOn: Date | null;
    accessEndsOn: Date | null;
    school: { timeZone: string; closedAt: Date | null };
    hasEmail: boolean;
    giveUpAt: Date;
  },
  now: Temporal.Instant,
): InvitationOutcome {
  const { accountId, startsOn, endsOn, accessEndsOn, school, hasEmail, giveUpAt } = person;
  const today = dayIn(school.timeZone, now).toString();
  const isOver = [endsOn, accessEndsOn].some((end) => end !== null && fromDbDay(end) <= today);
  if (accountId) return "ALREADY_ACTIVE";
  if (isOver || school.closedAt || fromDbDay(startsOn) > today) return "GONE";
  if (!hasEmail) return "NO_ADDRESS";
  return giveUpAt.getTime() <= now.epochMilliseconds ? "GAVE_UP" : "SENT";
}

/** Nobody holds the code of a mail that did not leave. With an outcome it is given up, without one it waits again. */
async function takeBack({ schoolId, id, codeId }: Claimed, outcome: InvitationOutcome | null): Promise<void> {
  await withSystem("put back an invitation", async (db: Db) => {
    await db.accessCode.deleteMany({ where: { schoolId, id: codeId } });
    await db.invitation.update({
      where: { schoolId_id: { schoolId, id } },
      data: outcome ? { outcome } : { settledAt: null, outcome: null },
    });
  });
}
