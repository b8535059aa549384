import "server-only";
import type { Temporal } from "temporal-polyfill";
import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import { normalizeLogin, RESCUE_HOURS } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import type { Db, Profile } from "@/lib/db/types";
import { likeText } from "@/lib/fold";
import { dayIn, fromDbDay, toDbInstant } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";

/** One of those who run a school today, whom an identifier may mean. */
export interface Rescuable {
  name: string;
  profile: Profile;
  school: { uai: string; name: string; timeZone: string };
  login: string | null;
}

/** What became of a rescue. */
export type Rescue =
  | { outcome: "NOBODY" }
  /** Several accounts: the login, or the school, is to be said. */
  | { outcome: "SEVERAL"; candidates: Rescuable[] }
  | { outcome: "MADE"; person: Rescuable; code: string; expiresAt: Temporal.Instant };

/** More bearers of one address than these are a shared mailbox: a login is to be said. */
const MOST_CANDIDATES = 10;

/**
 * A one-time code for a head or an administrator of a school who cannot come back: the sole head, who has lost password, second factors and
 * recovery codes, and whom nobody of the school or of the platform may reopen. It sets a new password, takes the second factors away and signs
 * every device out; for who has no account yet, it activates one. The school's journal says that whoever runs the server made it, the platform's
 * too, and the holder is told by mail. For the command line, whose operator has made sure of who asks (docs/operations.md).
 * @param db a transaction of preau_system.
 * @param who.identifier a login, or an e-mail address: the account's, or the one that the school knows.
 * @param who.uai of the only school looked at.
 */
export async function rescue(
  db: Db,
  now: Temporal.Instant,
  who: { identifier: string; uai: string | null },
): Promise<Rescue> {
  const found = await candidatesOf(db, now, who);
  const [first] = found;
  if (!first) return { outcome: "NOBODY" };
  const isOther = ({ id, accountId }: (typeof found)[number]): boolean =>
    id !== first.id && (accountId === null || accountId !== first.accountId);
  if (found.some(isOther)) return { outcome: "SEVERAL", candidates: found.map(toRescuable) };

  const { schoolId, id: personId, accountId, school } = first;
  const at = toDbInstant(now);
  const code = newCode();
  const expiresAt = now.add({ hours: RESCUE_HOURS });
  const removesFactors = accountId !== null;
  await db.accessCode.updateMany({ where: { schoolId, personId, usedAt: null }, data: { usedAt: at } });
  await db.accessCode.create({
    data: {
      schoolId,
      id: newId(),
      personId,
      purpose: accountId ? "RESET" : "ACTIVATION",
      codeHash: hashSecret(code),
      createdAt: at,
      expiresAt: toDbInstant(expiresAt),
      removesFactors,
      issuer: "OPERATOR",
    },
  });
  const details = { purpose: accountId ? "RESET" : "ACTIVATION", removesFactors, issuer: "OPERATOR" };
  await db.journal.createMany({
    // The account opens all of these schools: each is told.
    data: found.map((person) => ({
      schoolId: person.schoolId,
      id: newId(),
      at,
      action: "auth.code.create",
      targetType: "person",
      targetId: person.id,
      details,
    })),
  });
  await db.platformLine.create({
    data: {
      id: newId(),
      at,
      organizationId: school.organizationId,
      action: "plateforme.person.rescue",
      targetType: "person",
      targetId: personId,
      label: `${formatName(first)}, ${school.name}`,
    },
  });
  if (accountId) {
    const mail = { id: newId(), accountId, kind: "RESCUE_CODE" as const, createdAt: at };
    await db.securityMail.create({ data: { ...mail, expiresAt: toDbInstant(now.add({ hours: MAIL_WITHIN_HOURS })) } });
  }
  return { outcome: "MADE", person: toRescuable(first), code: formatCode(code), expiresAt };
}

/** How long the mail about it may wait for a mail server, in hours. */
const MAIL_WITHIN_HOURS = 24;

/** Those who run a school today, and whom the identifier means; of one account with several schools, each person. */
async function candidatesOf(
  db: Db,
  now: Temporal.Instant,
  { identifier, uai }: { identifier: string; uai: string | null },
) {
  const email = identifier.trim();
  // Compared by ILIKE: jean_dupont@… is not jean.dupont@….
  const isEmail = { equals: likeText(email), mode: "insensitive" as const };
  const persons = await db.person.findMany({
    where: {
      profile: { in: ["HEAD", "ADMIN"] },
      school: { closedAt: null, ...(uai && { uai }) },
      OR: [
        { account: { login: normalizeLogin(identifier) } },
        { account: { email: isEmail } },
        { contacts: { some: { kind: "EMAIL", value: isEmail } } },
      ],
    },
    select: {
      schoolId: true,
      id: true,
      firstName: true,
      lastName: true,
      profile: true,
      startsOn: true,
      endsOn: true,
      accessEndsOn: true,
      accountId: true,
      account: { select: { login: true } },
      school: { select: { uai: true, name: true, timeZone: true, organizationId: true } },
    },
    orderBy: [{ profile: "asc" }, { schoolId: "asc" }, { id: "asc" }],
    take: MOST_CANDIDATES,
  });
  return persons.filter(({ startsOn, endsOn, accessEndsOn, school }) => {
    const today = dayIn(school.timeZone, now).toString();
    const isOver = [endsOn, accessEndsOn].some((end) => end !== null && fromDbDay(end) <= today);
    return fromDbDay(startsOn) <= today && !isOver;
  });
}

function toRescuable(person: Awaited<ReturnType<typeof candidatesOf>>[number]): Rescuable {
  const { profile, account, school } = person;
  const { uai, name, timeZone } = school;
  return { name: formatName(person), profile, school: { uai, name, timeZone }, login: account?.login ?? null };
}
