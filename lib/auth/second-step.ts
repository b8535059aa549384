import "server-only";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import type { Visitor } from "@/lib/actions/define-public-action";
import { parseCode } from "@/lib/auth/codes";
import { logAttempt } from "@/lib/auth/commands";
import { beginFactorTry, endFactorTryWell } from "@/lib/auth/limits";
import { STEP_OVER, waitMessage, WRONG_FACTOR, WRONG_PASSKEY } from "@/lib/auth/messages";
import { isPasskey } from "@/lib/auth/passkeys";
import { hashRecoveryCode, unseal } from "@/lib/auth/sealing";
import { passStep } from "@/lib/auth/sign-in-step";
import { matchingStep, parseTotp } from "@/lib/auth/totp";
import type { WaitingSignIn } from "@/lib/auth/types";
import { type Comfort, storedComfort } from "@/lib/comfort";
import { withIdentity } from "@/lib/db/identity";
import { authSecret } from "@/lib/env";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { toDbInstant } from "@/lib/time/day";

// The second step of signing in, for accounts with a second factor. It stands behind the right password and its limits.

/** What the device learns of the account once it is open. */
type Opened = { comfort: Comfort | null };

/**
 * Passes the second step by six digits of an application, or by a recovery code, which is then spent. INVALID when it is neither, LIMITED
 * after many.
 */
export async function passByCode(visitor: Visitor, waiting: WaitingSignIn, typed: string): Promise<Result<Opened>> {
  if (waiting.step !== "VERIFY") return fail("INVALID", { message: STEP_OVER });
  const { accountId } = waiting;
  const leave = await beginFactorTry(accountId);
  if (!leave.ok) {
    await logAttempt(visitor, accountId, "LIMITED");
    return fail("LIMITED", { message: waitMessage(leave.waitSeconds) });
  }
  const digits = parseTotp(typed);
  const isRight = digits ? await isAuthenticatorCode(accountId, digits) : await isRecoveryCode(accountId, typed);
  if (!isRight) {
    await logAttempt(visitor, accountId, "WRONG_FACTOR");
    return fail("INVALID", { fields: { code: [WRONG_FACTOR] } });
  }
  return opened(visitor, waiting);
}

/** Passes the second step by a passkey's answer to askForPasskey. INVALID when it is not right. */
export async function passByPasskey(
  visitor: Visitor,
  waiting: WaitingSignIn,
  response: AuthenticationResponseJSON,
): Promise<Result<Opened>> {
  if (waiting.step !== "VERIFY") return fail("INVALID", { message: STEP_OVER });
  if (await isPasskey(waiting, response)) return opened(visitor, waiting);
  await logAttempt(visitor, waiting.accountId, "WRONG_FACTOR");
  return fail("INVALID", { message: WRONG_PASSKEY });
}

async function opened(visitor: Visitor, { accountId, signInId }: WaitingSignIn): Promise<Result<Opened>> {
  const account = await withIdentity({ accountId }, async (db, now) => {
    await passStep(db, signInId, now);
    return db.account.findUnique({ where: { id: accountId }, select: { comfort: true } });
  });
  await endFactorTryWell(accountId);
  await logAttempt(visitor, accountId, "SUCCESS");
  return ok({ comfort: storedComfort(account?.comfort) });
}

/** The code of one of the account's applications, which it then never is again. */
async function isAuthenticatorCode(accountId: string, digits: string): Promise<boolean> {
  return withIdentity({ accountId }, async (db, now) => {
    const factors = await db.secondFactor.findMany({
      where: { accountId, kind: "TOTP", confirmedAt: { not: null } },
      select: { id: true, secret: true, lastStep: true },
    });
    for (const { id, secret: sealed, lastStep } of factors) {
      const secret = sealed && unseal(sealed, accountId, authSecret());
      const step = secret && matchingStep(secret, digits, now, lastStep);
      if (!step) continue;
      // Of the same code sent twice at once, one passes.
      const { count } = await db.secondFactor.updateMany({
        where: { id, OR: [{ lastStep: null }, { lastStep: { lt: step } }] },
        data: { lastStep: step, lastUsedAt: toDbInstant(now) },
      });
      if (count === 1) return true;
    }
    return false;
  });
}

async function isRecoveryCode(accountId: string, typed: string): Promise<boolean> {
  const code = parseCode(typed);
  if (!code) return false;
  return withIdentity({ accountId }, async (db, now) => {
    const { count } = await db.recoveryCode.updateMany({
      where: { accountId, codeHash: hashRecoveryCode(code, accountId, authSecret()), usedAt: null },
      data: { usedAt: toDbInstant(now) },
    });
    return count === 1;
  });
}
