import "server-only";
import { z } from "zod";
import type { Temporal } from "temporal-polyfill";
import { identityPool } from "./identity-pool";
import { asAsker } from "./transaction";
import type { Db } from "./types";

const childSchema = z.object({
  id: z.uuid(),
  firstName: z.string(),
  lastName: z.string(),
  /** Guardianship level: 1 représentant légal, 2 en charge, 3 contact. */
  level: z.int().min(1).max(3),
});

/** The rights of the administration that can be lent to one person (prisma/schema/delegations.prisma). */
export const delegatedRights = ["LOCAL_ADMIN", "ACTIVATION", "IMPORTS", "SETTINGS"] as const;

const personSchema = z.object({
  id: z.uuid(),
  profile: z.enum(["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"]),
  duty: z.enum(["DEPUTY_HEAD", "CPE", "AED", "AESH", "SECRETARY", "INSPECTOR", "LIBRARIAN", "NURSE"]).nullable(),
  civility: z.enum(["M", "MME"]).nullable(),
  firstName: z.string(),
  lastName: z.string(),
  /** What was delegated to this person and holds today; a calendar's address carries none. */
  rights: z.array(z.enum(delegatedRights)).default([]),
  school: z.object({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(["ECOLE", "COLLEGE", "LYCEE"]),
    timeZone: z.string(),
    disabledModules: z.array(z.string()),
    /** Its own choice: guardians of level 2 read results too. */
    showsResultsToLevel2: z.boolean(),
  }),
  children: z.array(childSchema),
});

/** «Voir comme»: the portal is shown, read only, as somebody else. */
const seeingSchema = z.object({
  /** The person of the account who asked for it, a head or an administrator of that school. */
  byId: z.uuid(),
  schoolId: z.uuid(),
  until: z.iso.datetime({ offset: true }),
});

const signedInSchema = z.object({
  signInId: z.uuid(),
  accountId: z.uuid(),
  login: z.string(),
  personId: z.uuid().nullable(),
  /** While it is not null, `persons` is the one person seen, and nothing is written. */
  seeing: seeingSchema.nullable(),
  persons: z.array(personSchema),
});

/** Everything that one sign-in opens: the account and its persons of today, with the children of guardians. */
export type SignedInAccount = z.infer<typeof signedInSchema>;
export type SignedInPerson = SignedInAccount["persons"][number];

/**
 * The account behind a sign-in token, in one round trip that also slides the expiry (at most once a minute).
 * @param tokenHash SHA-256 of the cookie's token, hexadecimal.
 * @returns null when the sign-in is unknown, revoked, expired, or its account ended: the next request is signed out. Null too while a
 * second factor is to be shown, or to be set up (sign_in_step): nothing opens before.
 */
export async function resolveSignIn(tokenHash: string, at: Temporal.Instant): Promise<SignedInAccount | null> {
  const { rows } = await identityPool().query<{ picture: unknown }>({
    name: "signed_in_account",
    text: `SELECT CASE WHEN sign_in_step(NULL, $1, $2::timestamptz) = 'OPEN'
      THEN signed_in_account($1, $2::timestamptz) END AS picture`,
    values: [tokenHash, at.toString()],
  });
  const picture = rows[0]?.picture;
  return picture ? signedInSchema.parse(picture) : null;
}

/**
 * As whom this sign-in may act now. Unlike resolveSignIn it does not make it last longer: for what watches without anybody's doing
 * (lib/live/stream.ts). One round trip.
 * @returns the ids of the account's persons whose access holds; null when the sign-in or the account is over.
 */
export async function openPersons(signInId: string, at: Temporal.Instant): Promise<string[] | null> {
  const { rows } = await identityPool().query<{ persons: string[] | null }>({
    name: "open_persons",
    text: `SELECT CASE WHEN sign_in_step($1::uuid, NULL, $2::timestamptz) = 'OPEN'
      THEN open_persons($1::uuid, $2::timestamptz) END AS persons`,
    values: [signInId, at.toString()],
  });
  return rows[0]?.persons ?? null;
}

/**
 * How many notices these persons of one signed-in account have not read, of themselves or of these pupils; at most `limit`.
 * One round trip, which every page makes.
 */
export async function countUnreadNotifications(
  of: { schoolIds: readonly string[]; personIds: readonly string[]; studentIds: readonly string[] },
  at: Temporal.Instant,
  limit: number,
): Promise<number> {
  const { rows } = await identityPool().query<{ count: number }>({
    name: "unread_notifications",
    text: "SELECT unread_notifications($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz, $5) AS count",
    values: [of.schoolIds, of.personIds, of.studentIds, at.toString(), limit],
  });
  return rows[0]?.count ?? 0;
}

const feedSchema = z.object({
  feedId: z.uuid(),
  accountId: z.uuid(),
  login: z.string(),
  studentId: z.uuid().nullable(),
  person: personSchema,
});

/**
 * Who reads a calendar's secret address, in one round trip: the account with that one person, and no child but the one of
 * the address. For lib/emploi-du-temps/feed.ts, which opens a read-only context with it.
 * @param tokenHash SHA-256 of the address's token, hexadecimal.
 * @returns null when the address is unknown or revoked, or when the person or the account has ended.
 */
export async function resolveFeed(
  tokenHash: string,
  at: Temporal.Instant,
): Promise<{ account: SignedInAccount; studentId: string | null } | null> {
  const { rows } = await identityPool().query<{ picture: unknown }>({
    name: "feed_reader",
    text: "SELECT feed_reader($1, $2::timestamptz) AS picture",
    values: [tokenHash, at.toString()],
  });
  const picture = rows[0]?.picture;
  if (!picture) return null;
  const { feedId, person, studentId, ...account } = feedSchema.parse(picture);
  return { account: { ...account, signInId: feedId, personId: null, seeing: null, persons: [person] }, studentId };
}

/**
 * One transaction on accounts, sign-ins and the persons of one account; nothing else is within reach.
 * With schoolId and personId, also that one person: how an activation code links it to an account.
 */
export async function withIdentity<T>(
  who: { accountId?: string; schoolId?: string; personId?: string },
  run: (db: Db, at: Temporal.Instant) => Promise<T>,
): Promise<T> {
  return asAsker({ role: "preau_identity", ...who }, run);
}
