import "server-only";
import type { Temporal } from "temporal-polyfill";
import { encode } from "uqr";
import type { Visitor } from "@/lib/actions/define-public-action";
import { formatCode, newCode } from "@/lib/auth/codes";
import { checkOwnPassword, recordOwn, revokeAll } from "@/lib/auth/commands";
import { beginFactorTry, endFactorTryWell } from "@/lib/auth/limits";
import { STEP_OVER, waitMessage, WRONG_FACTOR } from "@/lib/auth/messages";
import { currentPersons } from "@/lib/auth/persons";
import { MOST_FACTORS, RECOVERY_CODES, SECOND_STEP_MINUTES } from "@/lib/auth/rules";
import { hashRecoveryCode, seal, unseal } from "@/lib/auth/sealing";
import { passStep } from "@/lib/auth/sign-in-step";
import { matchingStep, newTotpSecret, parseTotp, spelledSecret, totpAddress } from "@/lib/auth/totp";
import type { FactorHolder, OwnFactors, PendingAuthenticator } from "@/lib/auth/types";
import { newId } from "@/lib/db/id";
import { type SignedInAccount, withIdentity } from "@/lib/db/identity";
import type { Db, SecurityMailKind } from "@/lib/db/types";
import { authSecret } from "@/lib/env";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { fromDbInstant, toDbInstant } from "@/lib/time/day";

// The second factors of an account: set up, listed, removed, and the recovery codes that stand in for them. Passkeys are
// lib/auth/passkeys.ts; what a sign-in shows of them, lib/auth/second-step.ts.

/** What applications show above the six digits. */
const ISSUER = "Préau";

/** How long a mail about second factors may wait for a mail server, in hours. */
const MAIL_WITHIN_HOURS = 24;

const TOO_MANY = `Un compte a ${MOST_FACTORS} moyens de vérification au plus\u202F: il faut d’abord en retirer un.`;

/** My second factors, the oldest first, and how many recovery codes are left. Opens its own identity transaction. */
export async function ownFactors(accountId: string): Promise<OwnFactors> {
  return withIdentity({ accountId }, async (db) => {
    const factors = await db.secondFactor.findMany({
      where: { accountId, confirmedAt: { not: null } },
      select: { id: true, kind: true, name: true, createdAt: true, lastUsedAt: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: MOST_FACTORS,
    });
    const recoveryCodes = await db.recoveryCode.count({ where: { accountId, usedAt: null } });
    return {
      factors: factors.map(({ createdAt, lastUsedAt, ...factor }) => ({
        ...factor,
        createdAt: fromDbInstant(createdAt),
        lastUsedAt: lastUsedAt && fromDbInstant(lastUsedAt),
      })),
      recoveryCodes,
    };
  });
}

/**
 * The application that I am setting up on this device, or null: none, begun too long ago, or begun on another. Opens its own identity
 * transaction.
 */
export async function pendingAuthenticator(holder: FactorHolder): Promise<PendingAuthenticator | null> {
  const { accountId, login } = holder;
  const pending = await withIdentity({ accountId }, (db, now) => pendingOn(db, holder, now));
  const secret = pending?.secret && unseal(pending.secret, accountId, authSecret());
  if (!pending || !secret) return null;
  const square = encode(totpAddress(secret, login, ISSUER), { ecc: "M", border: 0 }).data;
  return { id: pending.id, name: pending.name, spelled: spelledSecret(secret), square };
}

/** What the row of a sign-in says while an application is set up there, before the factor's id. */
const SETTING_UP = "application ";

/** What is set up on this device: another one, signed in with the password alone, would learn the secret that is to keep it out. */
async function pendingOn(db: Db, { accountId, signInId }: FactorHolder, now: Temporal.Instant) {
  const device = await db.signIn.findFirst({
    where: { id: signInId, accountId, revokedAt: null, challengeUntil: { gt: toDbInstant(now) } },
    select: { challenge: true },
  });
  if (!device?.challenge?.startsWith(SETTING_UP)) return null;
  return db.secondFactor.findFirst({
    where: { id: device.challenge.slice(SETTING_UP.length), accountId, kind: "TOTP", confirmedAt: null },
    select: { id: true, name: true, secret: true },
  });
}

/**
 * May this holder begin a new second factor? The password is asked for again from who is signed in: a computer left open must not give its
 * account away. INVALID and LIMITED as for changing a password.
 */
export async function mayBeginFactor(
  visitor: Visitor,
  holder: FactorHolder,
  currentPassword: string,
  browser: string | null,
): Promise<Result<null>> {
  if (holder.isOpen) {
    const checked = await checkOwnPassword(visitor, holder, currentPassword, browser);
    if (!checked.ok) return checked;
  }
  const { accountId } = holder;
  const count = await withIdentity({ accountId }, (db) =>
    db.secondFactor.count({ where: { accountId, confirmedAt: { not: null } } }),
  );
  return count < MOST_FACTORS ? ok(null) : fail("INVALID", { message: TOO_MANY });
}

/** Begins to set up an application: the page then shows its square, on this device. One begun before is forgotten. */
export async function beginAuthenticator(
  visitor: Visitor,
  holder: FactorHolder,
  input: { name: string; currentPassword: string },
  browser: string | null,
): Promise<Result<null>> {
  const may = await mayBeginFactor(visitor, holder, input.currentPassword, browser);
  if (!may.ok) return may;
  const { accountId, signInId } = holder;
  await withIdentity({ accountId }, async (db, now) => {
    const id = newId();
    const until = toDbInstant(now.add({ minutes: SECOND_STEP_MINUTES }));
    await db.secondFactor.deleteMany({ where: { accountId, confirmedAt: null } });
    await db.signIn.updateMany({
      where: { id: signInId, accountId, revokedAt: null },
      data: { challenge: SETTING_UP + id, challengeUntil: until },
    });
    await db.secondFactor.create({
      data: {
        id,
        accountId,
        kind: "TOTP",
        name: input.name,
        createdAt: toDbInstant(now),
        secret: seal(newTotpSecret(), accountId, authSecret()),
      },
    });
  });
  return ok(null);
}

/** Gives up the application that I am setting up. */
export async function giveUpAuthenticator({ accountId }: FactorHolder): Promise<Result<null>> {
  await withIdentity({ accountId }, (db) => db.secondFactor.deleteMany({ where: { accountId, confirmedAt: null } }));
  return ok(null);
}

/**
 * Confirms an application by its first code: from now on it is asked for. INVALID when the code is wrong, LIMITED after many.
 * @returns recovery codes, told once, when the account had none; else none.
 */
export async function confirmAuthenticator(
  holder: FactorHolder,
  input: { factorId: string; code: string },
): Promise<Result<{ codes: string[] }>> {
  const { accountId } = holder;
  const leave = await beginFactorTry(accountId);
  if (!leave.ok) return fail("LIMITED", { message: waitMessage(leave.waitSeconds) });
  const code = parseTotp(input.code);
  const done = await withIdentity({ accountId }, async (db, now) => {
    const pending = await pendingOn(db, holder, now);
    const secret = pending?.secret && unseal(pending.secret, accountId, authSecret());
    if (!secret || pending.id !== input.factorId) return fail("INVALID", { message: STEP_OVER });
    const step = code && matchingStep(secret, code, now, null);
    if (!step) return fail("INVALID", { fields: { code: [WRONG_FACTOR] } });
    const { count } = await db.secondFactor.updateMany({
      where: { id: pending.id, confirmedAt: null },
      data: { confirmedAt: toDbInstant(now), lastUsedAt: toDbInstant(now), lastStep: step },
    });
    return count === 1 ? ok({ codes: await protect(db, holder, now) }) : fail("CONFLICT");
  });
  if (!done.ok) return done;
  await endFactorTryWell(accountId);
  await recordFactors(accountId, "auth.factor.add");
  return done;
}

/**
 * What follows every new second factor, in its transaction: this device has shown it, the others are signed out, the holder is told by
 * mail, and has recovery codes.
 * @returns the codes when the account had none left, told once.
 */
export async function protect(db: Db, { accountId, signInId }: FactorHolder, now: Temporal.Instant): Promise<string[]> {
  await passStep(db, signInId, now);
  await revokeAll(db, accountId, now, signInId);
  await tellByMail(db, accountId, "FACTOR_ADDED", now);
  const left = await db.recoveryCode.count({ where: { accountId, usedAt: null } });
  return left > 0 ? [] : makeRecoveryCodes(db, accountId, now);
}

/**
 * Removes one of my second factors; the recovery codes go with the last. INVALID when the password is wrong, or when it is the last one of
 * who must have one; NOT_FOUND when it is not mine.
 */
export async function removeFactor(
  visitor: Visitor,
  account: SignedInAccount,
  input: { factorId: string; currentPassword: string },
  browser: string | null,
): Promise<Result<null>> {
  const checked = await checkOwnPassword(visitor, account, input.currentPassword, browser);
  if (!checked.ok) return checked;
  const { accountId } = account;
  const done = await withIdentity({ accountId }, async (db, now) => {
    // One after another: two factors removed at once must not both believe that the other stays.
    await db.$queryRaw`SELECT id FROM account WHERE id = ${accountId}::uuid FOR UPDATE`;
    const factors = await db.secondFactor.findMany({
      where: { accountId, confirmedAt: { not: null } },
      select: { id: true },
    });
    if (!factors.some(({ id }) => id === input.factorId)) return fail("NOT_FOUND");
    const isLast = factors.length === 1;
    if (isLast && (await demandsFactor(db, accountId, now))) {
      return fail("INVALID", {
        message:
          "Votre fonction, ou un droit qui vous est confié, demande une double vérification\u202F: ajoutez un autre moyen avant de retirer celui-ci.",
      });
    }
    await db.secondFactor.deleteMany({ where: { id: input.factorId, accountId } });
    if (isLast) await db.recoveryCode.deleteMany({ where: { accountId, usedAt: null } });
    await tellByMail(db, accountId, "FACTOR_REMOVED", now);
    return ok(null);
  });
  if (done.ok) await recordOwn(account, "auth.factor.remove");
  return done;
}

/** Ten new recovery codes, told once; those from before stop working. INVALID when the password is wrong or nothing is to be recovered. */
export async function renewRecoveryCodes(
  visitor: Visitor,
  account: SignedInAccount,
  input: { currentPassword: string },
  browser: string | null,
): Promise<Result<{ codes: string[] }>> {
  const checked = await checkOwnPassword(visitor, account, input.currentPassword, browser);
  if (!checked.ok) return checked;
  const { accountId } = account;
  const done = await withIdentity({ accountId }, async (db, now) => {
    const factors = await db.secondFactor.count({ where: { accountId, confirmedAt: { not: null } } });
    return factors > 0 ? ok({ codes: await makeRecoveryCodes(db, accountId, now) }) : fail("NOT_FOUND");
  });
  if (done.ok) await recordOwn(account, "auth.recovery.renew");
  return done;
}

/** Takes all second factors of an account away, and tells its holder; for a reset by who may print one (mayReset). */
export async function dropFactors(db: Db, accountId: string, now: Temporal.Instant): Promise<void> {
  const { count } = await db.secondFactor.deleteMany({ where: { accountId } });
  await db.recoveryCode.deleteMany({ where: { accountId, usedAt: null } });
  if (count > 0) await tellByMail(db, accountId, "FACTORS_RESET", now);
}

/** Must this account have a second factor? The database says it (function account_demands_factor). */
async function demandsFactor(db: Db, accountId: string, now: Temporal.Instant): Promise<boolean> {
  const [row] = await db.$queryRaw<{ demanded: boolean }[]>`
    SELECT account_demands_factor(${accountId}::uuid, ${toDbInstant(now)}) AS demanded`;
  return row?.demanded ?? true;
}

/** A line in the journal of each school that the account opens today. */
export async function recordFactors(accountId: string, action: string): Promise<void> {
  const persons = await withIdentity({ accountId }, (db, now) => currentPersons(db, accountId, now));
  await recordOwn({ persons: persons.map(({ id, schoolId }) => ({ id, school: { id: schoolId } })) }, action);
}

async function makeRecoveryCodes(db: Db, accountId: string, now: Temporal.Instant): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  await db.recoveryCode.deleteMany({ where: { accountId, usedAt: null } });
  await db.recoveryCode.createMany({
    data: codes.map((code) => ({
      id: newId(),
      accountId,
      codeHash: hashRecoveryCode(code, accountId, authSecret()),
      createdAt: toDbInstant(now),
    })),
  });
  return codes.map(formatCode);
}

/** The holder hears of it by mail, where there is an address: whoever did it, also somebody who should not have. */
async function tellByMail(db: Db, accountId: string, kind: SecurityMailKind, now: Temporal.Instant): Promise<void> {
  await db.securityMail.createMany({
    data: [
      {
        id: newId(),
        accountId,
        kind,
        createdAt: toDbInstant(now),
        expiresAt: toDbInstant(now.add({ hours: MAIL_WITHIN_HOURS })),
      },
    ],
  });
}
