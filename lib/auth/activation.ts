import "server-only";
import type { Temporal } from "temporal-polyfill";
import type { Visitor } from "@/lib/actions/define-public-action";
import { hashSecret, parseCode } from "@/lib/auth/codes";
import { checkPassword, openSignIn, recordOwn, revokeAll, storePassword, weakPassword } from "@/lib/auth/commands";
import { dropFactors } from "@/lib/auth/factors";
import { beginCodeTry, endCodeTryWell } from "@/lib/auth/limits";
import { LOGIN_TAKEN, waitMessage, WRONG_CODE } from "@/lib/auth/messages";
import { hashPassword } from "@/lib/auth/passwords";
import { roleOfCode } from "@/lib/auth/platform-activation";
import { currentPersons } from "@/lib/auth/persons";
import { administersPlatform } from "@/lib/auth/platform-role";
import { opensStill } from "@/lib/auth/rules";
import type { CodeSubject, OpenedSignIn } from "@/lib/auth/types";
import { newId } from "@/lib/db/id";
import { withIdentity } from "@/lib/db/identity";
import type { Db } from "@/lib/db/types";
import { type Failure, fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { dayIn, fromDbDay, toDbInstant } from "@/lib/time/day";
import { freeLogin } from "@/lib/auth/free-login";

// What a printed one-time code opens: a first account, one more person for an account that exists, or a new password.
// A code is looked up and claimed by its hash; claiming is one UPDATE, so that of two uses at once one wins.

/**
 * Recognises a code as typed. Counted per address; the failure is the same whether the code is wrong, used or out of date.
 * @returns the code in its stored spelling.
 */
export async function recogniseCode(visitor: Visitor, typed: string): Promise<Result<string>> {
  const leave = await beginCodeTry(visitor.address);
  if (!leave.ok) return fail("LIMITED", { message: waitMessage(leave.waitSeconds) });
  const code = parseCode(typed);
  const subject = code && ((await codeSubject(code)) ?? (await roleOfCode(code)));
  if (!code || !subject) return fail("INVALID", { fields: { code: [WRONG_CODE] } });
  await endCodeTryWell(visitor.address);
  return ok(code);
}

/**
 * Whom a recognised code is for and what it opens, or null when it no longer opens anything.
 *
 * A school answers for its own persons only. When the account also serves another school or administers the platform, its reset code does not open
 * that account: it lets the person leave it, for a new account or for one whose password is known. The operator's answers for all of them.
 *
 * A code opens what whoever gave it may open, by what its person is today (opensStill).
 */
export async function codeSubject(code: string): Promise<CodeSubject | null> {
  const found = await withIdentity({}, (db, now) => liveCode(db, code, now));
  if (!found) return null;
  const { schoolId, personId, removesFactors, issuer } = found;
  const person = await withIdentity({ schoolId, personId }, (db, now) => presentPerson(db, found, now));
  if (!person || !opensStill(issuer, [person.profile])) return null;
  const { firstName, lastName, profile, accountId, school } = person;
  const subject = {
    schoolId,
    personId,
    accountId,
    schoolName: school.name,
    firstName,
    lastName,
    profile,
    removesFactors,
    issuer,
  };
  if (found.purpose === "ACTIVATION") {
    return accountId ? null : { ...subject, purpose: "ACTIVATION", login: await freeLogin(person) };
  }
  if (!accountId) return null;
  const { login, mayOpen } = await withIdentity({ accountId }, async (db, now) => ({
    login: (await servesElsewhere(db, subject, accountId, now))
      ? null
      : await db.account.findUnique({ where: { id: accountId }, select: { login: true } }),
    mayOpen: await opensAccount(db, subject, accountId),
  }));
  if (!login) return { ...subject, purpose: "ACTIVATION", login: await freeLogin(person) };
  return mayOpen ? { ...subject, purpose: "RESET", login: login.login } : null;
}

/** Creates the account of a code's person and signs in. INVALID on a login taken or a weak password. */
export async function activateAccount(
  visitor: Visitor,
  code: string,
  input: { login: string; password: string; shared: boolean },
): Promise<Result<OpenedSignIn>> {
  const subject = await codeSubject(code);
  if (subject?.purpose !== "ACTIVATION") return fail("INVALID", { message: WRONG_CODE });
  const weak = await weakPassword(input.password, [input.login, subject.firstName, subject.lastName]);
  if (weak) return weak;
  const passwordHash = await hashPassword(input.password);
  const accountId = newId();
  const done = await withCode(code, subject, accountId, async (db, now) => {
    const { count } = await db.account.createMany({
      data: [
        {
          id: accountId,
          login: input.login,
          passwordHash,
          passwordChangedAt: toDbInstant(now),
          createdAt: toDbInstant(now),
        },
      ],
      skipDuplicates: true,
    });
    if (count === 0) throw new Undone(fail("INVALID", { fields: { login: [LOGIN_TAKEN] } }));
    await giveAccount(db, subject, accountId);
    await journal(db, now, subject, "auth.account.activate");
  });
  if (!done.ok) return done;
  return openSignIn(visitor, { accountId, login: input.login, shared: input.shared });
}

/**
 * Adds a code's person to an account that exists, recognised by its password, and signs in: a second school, a second
 * hat. INVALID and LIMITED as for signing in.
 */
export async function linkPerson(
  visitor: Visitor,
  code: string,
  input: { login: string; password: string; shared: boolean },
  browser: string | null,
): Promise<Result<OpenedSignIn>> {
  const checked = await checkPassword(visitor, input, browser);
  if (!checked.ok) return checked;
  const { accountId, login } = checked.value;
  const subject = await codeSubject(code);
  if (subject?.purpose !== "ACTIVATION") return fail("INVALID", { message: WRONG_CODE });
  const done = await withCode(code, subject, accountId, async (db, now) => {
    await giveAccount(db, subject, accountId);
    await journal(db, now, subject, "auth.account.link");
  });
  if (!done.ok) return done;
  return openSignIn(visitor, { accountId, login, shared: input.shared });
}

/** Sets a new password by a reset code, signs out every device and signs in here. INVALID on a weak password. */
export async function resetPasswordByCode(
  visitor: Visitor,
  code: string,
  input: { password: string; shared: boolean },
): Promise<Result<OpenedSignIn>> {
  const subject = await codeSubject(code);
  if (subject?.purpose !== "RESET") return fail("INVALID", { message: WRONG_CODE });
  const weak = await weakPassword(input.password, [subject.login, subject.firstName, subject.lastName]);
  if (weak) return weak;
  const passwordHash = await hashPassword(input.password);
  const { accountId } = subject;
  if (!accountId) return fail("INVALID", { message: WRONG_CODE });
  const done = await withCode(code, subject, accountId, async (db, now) => {
    if (await servesElsewhere(db, subject, accountId, now)) throw new Undone(fail("CONFLICT"));
    if (!(await opensAccount(db, subject, accountId))) throw new Undone(fail("INVALID", { message: WRONG_CODE }));
    await storePassword(db, accountId, passwordHash, now);
    await revokeAll(db, accountId, now);
    await journal(db, now, subject, "auth.password.reset");
    if (!subject.removesFactors) return;
    await dropFactors(db, accountId, now);
    await journal(db, now, subject, "auth.factors.reset");
  });
  if (!done.ok) return done;
  if (subject.issuer === "OPERATOR") await tellOtherSchools(accountId, subject);
  return openSignIn(visitor, { accountId, login: subject.login, shared: input.shared });
}

function liveCode(db: Db, code: string, now: Temporal.Instant) {
  return db.accessCode.findFirst({
    where: { codeHash: hashSecret(code), usedAt: null, expiresAt: { gt: toDbInstant(now) } },
    select: { schoolId: true, personId: true, purpose: true, removesFactors: true, issuer: true },
  });
}

/** Carries a failure out of the transaction, so that the code it claimed is not spent. */
class Undone extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Claims the code and does what it opens, in one transaction: both or neither. */
async function withCode(
  code: string,
  { schoolId, personId }: CodeSubject,
  accountId: string,
  run: (db: Db, now: Temporal.Instant) => Promise<void>,
): Promise<Result<null>> {
  try {
    await withIdentity({ accountId, schoolId, personId }, async (db, now) => {
      // One after another: each of two codes of one person would else hold what the other one wants to end.
      await db.$queryRaw`SELECT id FROM person WHERE school_id = ${schoolId}::uuid AND id = ${personId}::uuid FOR UPDATE`;
      const { count } = await db.accessCode.updateMany({
        where: { codeHash: hashSecret(code), usedAt: null, expiresAt: { gt: toDbInstant(now) } },
        data: { usedAt: toDbInstant(now) },
      });
      if (count !== 1) throw new Undone(fail("INVALID", { message: WRONG_CODE }));
      await run(db, now);
      // A sheet and an invitation may both be out: the other one has nothing left to open.
      await db.accessCode.updateMany({
        where: { schoolId, personId, usedAt: null },
        data: { usedAt: toDbInstant(now) },
      });
    });
    return ok(null);
  } catch (error) {
    if (error instanceof Undone) return error.failure;
    throw error;
  }
}

/** Puts the person on the account, unless another code did so meanwhile, or an import made of it what the code does not open (opensStill). */
async function giveAccount(db: Db, subject: CodeSubject, accountId: string): Promise<void> {
  const { count } = await db.person.updateMany({
    where: {
      schoolId: subject.schoolId,
      id: subject.personId,
      accountId: subject.accountId,
      ...(!opensStill(subject.issuer, ["HEAD"]) && { profile: { not: "HEAD" } }),
    },
    data: { accountId },
  });
  if (count !== 1) throw new Undone(fail("INVALID", { message: WRONG_CODE }));
}

/** The person of a code, unless gone from the school or shut out of it, or the school is closed. */
async function presentPerson(db: Db, code: { schoolId: string; personId: string }, now: Temporal.Instant) {
  const person = await db.person.findUnique({
    where: { schoolId_id: { schoolId: code.schoolId, id: code.personId }, school: { closedAt: null } },
    select: {
      firstName: true,
      lastName: true,
      profile: true,
      endsOn: true,
      accessEndsOn: true,
      accountId: true,
      school: { select: { name: true, timeZone: true } },
    },
  });
  if (!person) return null;
  const today = dayIn(person.school.timeZone, now).toString();
  const isGone = [person.endsOn, person.accessEndsOn].some((end) => end !== null && fromDbDay(end) <= today);
  return isGone ? null : person;
}

/** Another school, or the platform: what stands above the schools is not one school's to open either, but the operator's. */
async function servesElsewhere(
  db: Db,
  { schoolId, issuer }: Pick<CodeSubject, "schoolId" | "issuer">,
  accountId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  if (issuer === "OPERATOR") return false;
  if ((await db.person.count({ where: { accountId, schoolId: { not: schoolId } } })) > 0) return true;
  return administersPlatform(db, accountId, now);
}

/** Does a code still open the account, by all its persons in the school? They may have become others since it was given. */
async function opensAccount(
  db: Db,
  { schoolId, issuer }: Pick<CodeSubject, "schoolId" | "issuer">,
  accountId: string,
): Promise<boolean> {
  const persons = await db.person.findMany({ where: { accountId, schoolId }, select: { profile: true } });
  return opensStill(
    issuer,
    persons.map(({ profile }) => profile),
  );
}

/** The operator's code has opened the account of every school: a line in the journal of the others too. */
async function tellOtherSchools(accountId: string, { schoolId }: CodeSubject): Promise<void> {
  const persons = await withIdentity({ accountId }, (db, now) => currentPersons(db, accountId, now));
  const others = persons.filter((person) => person.schoolId !== schoolId);
  await recordOwn(
    { persons: others.map((person) => ({ id: person.id, school: { id: person.schoolId } })) },
    "auth.password.reset",
  );
}

async function journal(db: Db, now: Temporal.Instant, subject: CodeSubject, action: string): Promise<void> {
  const { schoolId, personId, issuer } = subject;
  await record(
    { db, now, viewer: { school: { id: schoolId }, person: { id: personId } } },
    { action, targetType: "person", targetId: personId, ...(issuer === "OPERATOR" && { details: { issuer } }) },
  );
}
