import "server-only";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { hashSecret } from "@/lib/auth/codes";
import { addressBucket } from "@/lib/auth/forwarded";
import {
  ACCOUNT_CALM_FAILURES,
  ACCOUNT_WINDOW_SECONDS,
  accountPauseMs,
  ADDRESS_TRIES,
  ADDRESS_WINDOW_SECONDS,
  CODE_FAILURES,
  CODE_WINDOW_SECONDS,
  FACTOR_FAILURES,
  FACTOR_WINDOW_SECONDS,
  FEED_READS,
  FEED_WINDOW_SECONDS,
  PAIR_WINDOW_SECONDS,
  pairWaitSeconds,
  RESET_MAIL_WINDOW_SECONDS,
  RESET_MAILS_PER_ACCOUNT,
  RESET_MAILS_PER_ADDRESS,
} from "@/lib/auth/rules";
import { identityPool } from "@/lib/db/identity-pool";

// Counters shared by all web processes, in table rate_limit. They count real seconds, never the frozen clock. A try is
// counted before the password is checked and given back when it was right, so that tries made at once are all counted.
// Keys hold hashes: the table names no login and no address.

/** Seconds to wait, or leave to go on. */
export type Leave = { ok: true } | { ok: false; waitSeconds: number };

/** Who tries to sign in: the login as typed (whether it exists or not), the address, and the browser if it is known. */
export interface Try {
  login: string;
  address: string;
  browser: string | null;
}

function counter(keyPrefix: string, points: number, duration: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: identityPool(),
    storeType: "pool",
    tableName: "rate_limit",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration,
  });
}

function pairKey({ login, address, browser }: Try): string {
  return hashSecret(browser ? `${login}\nbrowser ${browser}` : `${login}\naddress ${addressBucket(address)}`);
}

async function take(limiter: RateLimiterPostgres, key: string, customDuration?: number): Promise<Leave> {
  try {
    await limiter.consume(key, 1, customDuration === undefined ? {} : { customDuration });
    return { ok: true };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { ok: false, waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}

const pairFailures = () => counter("pair", Number.MAX_SAFE_INTEGER, PAIR_WINDOW_SECONDS);
const pairWait = () => counter("wait", 1, 0);
const accountFailures = () => counter("account", Number.MAX_SAFE_INTEGER, ACCOUNT_WINDOW_SECONDS);
const addressTries = () => counter("address", ADDRESS_TRIES, ADDRESS_WINDOW_SECONDS);
const codeTries = () => counter("code", CODE_FAILURES, CODE_WINDOW_SECONDS);

/**
 * Counts a try to sign in as a failure and says whether its password may be checked at all; to call before checking.
 * Waits itself for as long as an account under attack is slowed (two seconds at most).
 */
export async function beginTry(attempt: Try): Promise<Leave> {
  const tries = await take(addressTries(), hashSecret(addressBucket(attempt.address)));
  if (!tries.ok) return tries;

  const key = pairKey(attempt);
  const waiting = await pairWait().get(key);
  if (waiting && waiting.consumedPoints > 0 && waiting.msBeforeNext > 0) {
    return { ok: false, waitSeconds: Math.ceil(waiting.msBeforeNext / 1000) };
  }
  const [pair, account] = await Promise.all([
    pairFailures().penalty(key),
    accountFailures().penalty(hashSecret(attempt.login)),
  ]);
  const underAttack = !attempt.browser && account.consumedPoints > ACCOUNT_CALM_FAILURES;
  const wait = pairWaitSeconds(pair.consumedPoints, underAttack);
  if (wait > 0) {
    // The first of the tries made at once takes the turn; the others find it taken.
    const turn = await take(pairWait(), key, wait);
    if (!turn.ok) return turn;
  }
  if (underAttack) await pause(accountPauseMs(account.consumedPoints));
  return { ok: true };
}

/** The try was right: it was no failure, and the pair starts afresh. */
export async function endTryWell(attempt: Try): Promise<void> {
  const key = pairKey(attempt);
  await Promise.all([
    pairFailures().delete(key),
    pairWait().delete(key),
    accountFailures().reward(hashSecret(attempt.login)),
  ]);
}

const factorTries = () => counter("factor", FACTOR_FAILURES, FACTOR_WINDOW_SECONDS);

/** Counts a try of the second step on this account, whoever tries it: its password was right. */
export async function beginFactorTry(accountId: string): Promise<Leave> {
  return take(factorTries(), hashSecret(accountId));
}

/** The second step was passed: its tries are forgotten. */
export async function endFactorTryWell(accountId: string): Promise<void> {
  await factorTries().delete(hashSecret(accountId));
}

/** Counts a try of a printed code or a reset link from this address. */
export async function beginCodeTry(address: string): Promise<Leave> {
  return take(codeTries(), hashSecret(addressBucket(address)));
}

/** The code was right: the try is given back. */
export async function endCodeTryWell(address: string): Promise<void> {
  await codeTries().reward(hashSecret(addressBucket(address)));
}

/**
 * May this address ask for a reset mail to this login or e-mail? Counted whether or not anybody answers to it.
 * @param loginOrEmail normalised as logins are, else each spelling of one login would have a limit of its own.
 */
export async function takeResetMail(address: string, loginOrEmail: string): Promise<Leave> {
  const from = await take(
    counter("mail-from", RESET_MAILS_PER_ADDRESS, RESET_MAIL_WINDOW_SECONDS),
    hashSecret(addressBucket(address)),
  );
  if (!from.ok) return from;
  return take(counter("mail-to", RESET_MAILS_PER_ACCOUNT, RESET_MAIL_WINDOW_SECONDS), hashSecret(loginOrEmail));
}

/** May this calendar address be read again, or this network address try another unknown one? */
export async function takeFeedRead(key: string): Promise<Leave> {
  return take(counter("feed", FEED_READS, FEED_WINDOW_SECONDS), hashSecret(key));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
