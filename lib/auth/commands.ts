import "server-only";
import type { Temporal } from "temporal-polyfill";
import type { Visitor } from "@/lib/actions/define-public-action";
import { hashSecret, newToken } from "@/lib/auth/codes";
import { deviceName } from "@/lib/auth/device";
import { beginTry, endTryWell } from "@/lib/auth/limits";
import { hashPassword, isPassword } from "@/lib/auth/passwords";
import { currentPersons } from "@/lib/auth/persons";
import { idleMinutes, normalizeLogin, passwordProblem, signInTimes } from "@/lib/auth/rules";
import { isCommonPassword } from "@/lib/auth/known-passwords";
import { passwordMessages, waitMessage, WRONG_CREDENTIALS } from "@/lib/auth/messages";
import { stepOfNew } from "@/lib/auth/sign-in-step";
import type { OpenedSignIn } from "@/lib/auth/types";
import { type Comfort, storedComfort } from "@/lib/comfort";
import { newId } from "@/lib/db/id";
import { type SignedInAccount, withIdentity } from "@/lib/db/identity";
import type { Db, SignInOutcome } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { schoolSettings } from "@/lib/school/settings";
import { toDbInstant } from "@/lib/time/day";
import { administersPlatform, PLATFORM_IDLE_MINUTES } from "@/lib/auth/platform-role";

// Accounts and their signed-in devices. None of these commands runs inside a page's context: they have no viewer yet, or
// act on the account behind all its persons. Hashing is always outside of transactions.

/**
 * Signs in with a local password.
 * @param browser this browser's name if it has signed in with this login before.
 * @returns INVALID with one and the same message whether the account is unknown, ended or the password wrong; LIMITED
 * with the time to wait.
 */
export async function signInWithPassword(
  visitor: Visitor,
  input: { login: string; password: string; shared: boolean },
  browser: string | null,
): Promise<Result<OpenedSignIn>> {
  const checked = await checkPassword(visitor, input, browser);
  if (!checked.ok) return checked;
  return openSignIn(visitor, { ...checked.value, shared: input.shared });
}

/**
 * Is this the password of this account? Counts the try, logs it, and does the same work whether the account exists or not.
 * @returns the account, or the failure to show.
 */
export async function checkPassword(
  visitor: Visitor,
  input: { login: string; password: string },
  browser: string | null,
): Promise<Result<{ accountId: string; login: string }>> {
  const login = normalizeLogin(input.login);
  const attempt = { login, address: visitor.address, browser };
  const leave = await beginTry(attempt);
  if (!leave.ok) {
    await logAttempt(visitor, null, "LIMITED");
    return fail("LIMITED", { message: waitMessage(leave.waitSeconds) });
  }

  const account = await withIdentity({}, (db) =>
    db.account.findUnique({ where: { login }, select: { id: true, passwordHash: true, endedAt: true } }),
  );
  if (!(await isPassword(account?.passwordHash, input.password)) || !account) {
    await logAttempt(visitor, account?.id ?? null, account ? "WRONG_PASSWORD" : "UNKNOWN_LOGIN");
    return fail("INVALID", { message: WRONG_CREDENTIALS });
  }
  await endTryWell(attempt);
  if (account.endedAt && account.endedAt.getTime() <= visitor.now.epochMilliseconds) {
    await logAttempt(visitor, account.id, "ENDED");
    return fail("INVALID", { message: WRONG_CREDENTIALS });
  }
  return ok({ accountId: account.id, login });
}

/**
 * Opens a sign-in for an account whose holder was just recognised: by password, by code, or in the demo.
 * @returns INVALID when no person of the account is in a school today and it administers nothing above them.
 */
export async function openSignIn(
  visitor: Visitor,
  account: { accountId: string; login: string; shared: boolean },
): Promise<Result<OpenedSignIn>> {
  const { accountId, login, shared } = account;
  const token = newToken();
  const opened = await withIdentity({ accountId }, async (db) => {
    const persons = await currentPersons(db, accountId, visitor.now);
    const administers = await administersPlatform(db, accountId, visitor.now);
    if (persons.length === 0 && !administers) return null;
    const idle = Math.min(
      idleMinutes(
        persons.map(({ profile, school }) => ({ profile, settings: schoolSettings(school.settings) })),
        shared,
      ),
      administers ? PLATFORM_IDLE_MINUTES : Infinity,
    );
    const { expiresAt, endsAt } = signInTimes(visitor.now, idle);
    const id = newId();
    await db.signIn.create({
      data: {
        id,
        accountId,
        tokenHash: hashSecret(token),
        createdAt: toDbInstant(visitor.now),
        lastSeenAt: toDbInstant(visitor.now),
        expiresAt: toDbInstant(expiresAt),
        endsAt: toDbInstant(endsAt),
        idleMinutes: idle,
        device: deviceName(visitor.userAgent),
      },
    });
    const step = await stepOfNew(db, id, visitor.now);
    const account = await db.account.findUnique({ where: { id: accountId }, select: { comfort: true } });
    return { step, comfort: account?.comfort };
  });
  // A right password is half of it for who has a second factor: the log says so once the other half is shown.
  if (opened?.step !== "VERIFY") await logAttempt(visitor, accountId, opened ? "SUCCESS" : "ENDED");
  return opened
    ? ok({ token, login, shared, step: opened.step, comfort: storedComfort(opened.comfort) })
    : fail("INVALID", { message: WRONG_CREDENTIALS });
}

/**
 * Opens a sign-in for a person of the demo, without a password. The caller has made sure that this is the demo and that
 * the login is one of those it offers.
 */
export async function signInToDemo(visitor: Visitor, login: string): Promise<Result<OpenedSignIn>> {
  const account = await withIdentity({}, (db) => db.account.findUnique({ where: { login }, select: { id: true } }));
  if (!account) return fail("NOT_FOUND");
  return openSignIn(visitor, { accountId: account.id, login, shared: false });
}

/** Ends one sign-in, effective at its next request: signing out. */
export async function revokeSignIn(tokenHash: string): Promise<void> {
  await withIdentity({}, (db, now) =>
    db.signIn.updateMany({ where: { tokenHash, revokedAt: null }, data: { revokedAt: toDbInstant(now) } }),
  );
}

/**
 * Signs out one of my devices. NOT_FOUND when it is not mine.
 * @param account the account that acts.
 */
export async function revokeDevice(account: SignedInAccount, signInId: string): Promise<Result<null>> {
  const { count } = await withIdentity({ accountId: account.accountId }, (db, now) =>
    db.signIn.updateMany({
      where: { id: signInId, accountId: account.accountId, revokedAt: null },
      data: { revokedAt: toDbInstant(now) },
    }),
  );
  return count === 1 ? ok(null) : fail("NOT_FOUND");
}

/** Signs out all my devices but this one. */
export async function revokeOtherDevices(account: SignedInAccount): Promise<Result<null>> {
  await withIdentity({ accountId: account.accountId }, (db, now) =>
    revokeAll(db, account.accountId, now, account.signInId),
  );
  return ok(null);
}

/**
 * Changes my password and signs out my other devices. INVALID when the current one is wrong or the new one weak,
 * LIMITED after many wrong ones.
 */
export async function changePassword(
  visitor: Visitor,
  account: SignedInAccount,
  input: { currentPassword: string; password: string },
  browser: string | null,
): Promise<Result<null>> {
  const checked = await checkOwnPassword(visitor, account, input.currentPassword, browser);
  if (!checked.ok) return checked;
  const weak = await weakPassword(input.password, [
    account.login,
    ...account.persons.flatMap((person) => [person.firstName, person.lastName]),
  ]);
  if (weak) return weak;
  const passwordHash = await hashPassword(input.password);
  await withIdentity({ accountId: account.accountId }, async (db, now) => {
    await storePassword(db, account.accountId, passwordHash, now);
    await revokeAll(db, account.accountId, now, account.signInId);
  });
  await recordOwn(account, "auth.password.change");
  return ok(null);
}

/** Sets or removes the address that reset links are sent to. INVALID when the password is wrong. */
export async function changeEmail(
  visitor: Visitor,
  account: SignedInAccount,
  input: { currentPassword: string; email: string },
  browser: string | null,
): Promise<Result<null>> {
  const checked = await checkOwnPassword(visitor, account, input.currentPassword, browser);
  if (!checked.ok) return checked;
  await withIdentity({ accountId: account.accountId }, async (db, now) => {
    await db.account.updateMany({
      where: { id: account.accountId },
      data: { email: input.email === "" ? null : input.email.toLowerCase() },
    });
    await endResetLinks(db, account.accountId, now);
  });
  await recordOwn(account, "auth.email.change");
  return ok(null);
}

/** Makes one of my persons the one acted as when an address names none. NOT_FOUND when it is not mine. */
export async function switchPerson(account: SignedInAccount, personId: string): Promise<Result<{ personId: string }>> {
  if (!account.persons.some((person) => person.id === personId)) return fail("NOT_FOUND");
  await withIdentity({ accountId: account.accountId }, (db) =>
    db.signIn.updateMany({ where: { id: account.signInId }, data: { personId } }),
  );
  return ok({ personId });
}

/** Keeps my reading options with my account: they follow me to the next device that I sign in on. */
export async function rememberComfort(account: SignedInAccount, comfort: Comfort): Promise<Result<null>> {
  await withIdentity({ accountId: account.accountId }, (db) =>
    db.account.updateMany({ where: { id: account.accountId }, data: { comfort } }),
  );
  return ok(null);
}

/** The failure to show for a password too weak for this person, or null. */
export async function weakPassword(
  password: string,
  personal: readonly string[],
): Promise<ReturnType<typeof fail> | null> {
  const problem = passwordProblem(password, personal) ?? ((await isCommonPassword(password)) ? "COMMON" : null);
  return problem && fail("INVALID", { fields: { password: [passwordMessages[problem]] } });
}

/** Stores a hash as the account's password; the reset links mailed before no longer open it. */
export async function storePassword(
  db: Db,
  accountId: string,
  passwordHash: string,
  now: Temporal.Instant,
): Promise<void> {
  await db.account.updateMany({
    where: { id: accountId },
    data: { passwordHash, passwordChangedAt: toDbInstant(now) },
  });
  await endResetLinks(db, accountId, now);
}

/** Whoever reads the former mailbox, or an old mail, holds nothing any more. */
async function endResetLinks(db: Db, accountId: string, now: Temporal.Instant): Promise<void> {
  await db.resetMail.updateMany({ where: { accountId, usedAt: null }, data: { usedAt: toDbInstant(now) } });
}

/** Ends the account's sign-ins, all or all but one. */
export async function revokeAll(db: Db, accountId: string, now: Temporal.Instant, except?: string): Promise<void> {
  await db.signIn.updateMany({
    where: { accountId, revokedAt: null, ...(except ? { id: { not: except } } : {}) },
    data: { revokedAt: toDbInstant(now) },
  });
}

/** Is this the password of the account that acts? The failure is for a field `currentPassword`. */
export async function checkOwnPassword(
  visitor: Visitor,
  account: { login: string },
  password: string,
  browser: string | null,
): Promise<Result<null>> {
  const checked = await checkPassword(visitor, { login: account.login, password }, browser);
  if (checked.ok) return ok(null);
  return checked.code === "INVALID"
    ? fail("INVALID", { fields: { currentPassword: ["Ce n’est pas le mot de passe actuel."] } })
    : checked;
}

/** A line in the journal of each school of the account: one school after another, since a transaction stands in one. */
export async function recordOwn(
  { persons }: { persons: readonly { id: string; school: { id: string } }[] },
  action: string,
): Promise<void> {
  for (const { id, school } of persons) {
    await withIdentity({ schoolId: school.id, personId: id }, (db, now) =>
      record({ db, now, viewer: { school, person: { id } } }, { action, targetType: "person", targetId: id }),
    );
  }
}

/** The connection log: who, when, from where, with what outcome; neither the login typed nor the user agent. */
export async function logAttempt(visitor: Visitor, accountId: string | null, outcome: SignInOutcome): Promise<void> {
  await withIdentity({}, (db) =>
    db.signInAttempt.createMany({
      data: [{ id: newId(), at: toDbInstant(visitor.now), accountId, address: visitor.address, outcome }],
    }),
  );
}
