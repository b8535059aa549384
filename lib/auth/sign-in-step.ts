import "server-only";
import type { Temporal } from "temporal-polyfill";
import { SECOND_STEP_MINUTES } from "@/lib/auth/rules";
import type { SignInStep, WaitingSignIn } from "@/lib/auth/types";
import { withIdentity } from "@/lib/db/identity";
import type { Db } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

// What a right password does not open yet. The database says it (function sign_in_step), for every request alike: no page can forget it.

/** What stands before a sign-in just made. One that opens nothing yet does not wait longer than the second step takes. */
export async function stepOfNew(db: Db, signInId: string, at: Temporal.Instant): Promise<SignInStep> {
  const step = await stepOfSignIn(db, signInId, at);
  if (step === "OPEN") return step;
  await db.signIn.updateMany({
    where: { id: signInId },
    data: { expiresAt: toDbInstant(at.add({ minutes: SECOND_STEP_MINUTES })) },
  });
  return step ?? "VERIFY";
}

async function stepOfSignIn(db: Db, signInId: string, at: Temporal.Instant): Promise<SignInStep | null> {
  const [row] = await db.$queryRaw<{ step: SignInStep | null }[]>`
    SELECT sign_in_step(${signInId}::uuid, NULL, ${toDbInstant(at)}) AS step`;
  return row?.step ?? null;
}

/** The sign-in of a token while it opens nothing yet; null once it is open, or over. */
export async function waitingSignInOf(tokenHash: string): Promise<WaitingSignIn | null> {
  return withIdentity({}, async (db, now) => {
    const found = await db.signIn.findUnique({
      where: { tokenHash },
      select: { id: true, account: { select: { id: true, login: true } } },
    });
    const step = found && (await stepOfSignIn(db, found.id, now));
    if (!found || !step || step === "OPEN") return null;
    return { signInId: found.id, accountId: found.account.id, login: found.account.login, step };
  });
}

/** The second step was passed on this device: from now on the sign-in opens the account, as long as any other. */
export async function passStep(db: Db, signInId: string, now: Temporal.Instant): Promise<void> {
  const at = toDbInstant(now);
  await db.$executeRaw`
    UPDATE sign_in SET factor_at = ${at}, last_seen_at = ${at}, challenge = NULL, challenge_until = NULL,
      expires_at = least(ends_at, ${at}::timestamptz + make_interval(mins => idle_minutes))
    WHERE id = ${signInId}::uuid AND revoked_at IS NULL`;
}
