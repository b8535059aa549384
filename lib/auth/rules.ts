import { Temporal } from "temporal-polyfill";
import { commonPasswordWords } from "@/lib/auth/common-passwords";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/auth/password-strength";
import type { AccessCodeIssuer, DelegatedRight, Profile } from "@/lib/db/types";
import { fold } from "@/lib/fold";
import type { SchoolSettings } from "@/lib/school/settings";

// Pure rules of signing in. The clock and the secrets are passed in; nothing here reads a database.

/** However active a sign-in is, the password is asked for again after this time. */
export const SIGN_IN_MAX_DAYS = 30;

/** Minutes without use that sign a shared computer out: one of the library, of a hall, of a family. */
export const SHARED_IDLE_MINUTES = 30;

/**
 * Minutes without use that end a sign-in: the shortest that any person's school sets for its profile, because one
 * sign-in opens them all. Somebody who is staff anywhere follows the staff's rule everywhere.
 */
export function idleMinutes(
  persons: readonly { profile: Profile; settings: SchoolSettings }[],
  shared: boolean,
): number {
  const limits = persons.map(({ profile, settings }) =>
    profile === "STUDENT" || profile === "GUARDIAN"
      ? settings.signIn.familyIdleMinutes
      : settings.signIn.staffIdleMinutes,
  );
  return Math.min(...limits, shared ? SHARED_IDLE_MINUTES : SIGN_IN_MAX_DAYS * 24 * 60);
}

/** When a sign-in opened at `at` expires if unused, and when it ends whatever happens. */
export function signInTimes(
  at: Temporal.Instant,
  idle: number,
): { expiresAt: Temporal.Instant; endsAt: Temporal.Instant } {
  const endsAt = at.add({ hours: SIGN_IN_MAX_DAYS * 24 });
  const expiresAt = at.add({ minutes: idle });
  return { expiresAt: Temporal.Instant.compare(expiresAt, endsAt) < 0 ? expiresAt : endsAt, endsAt };
}

/** A login as it is stored and compared: no accents, no spaces, lower case («Élise Martin » → «elisemartin»). */
export function normalizeLogin(text: string): string {
  return fold(text).replaceAll(/[^a-z0-9._@-]/g, "");
}

/** Shape of a login chosen by a person: 3 to 64 characters, starting with a letter. */
export function isLogin(text: string): boolean {
  return /^[a-z][a-z0-9._@-]{2,63}$/.test(text);
}

/**
 * The login proposed to a person, «prenom.nom», and the ones to try when it is taken: «prenom.nom2», «prenom.nom3»…
 * @param attempt 1 for the plain one.
 */
export function proposedLogin(firstName: string, lastName: string, attempt = 1): string {
  const [first, last] = [firstName, lastName].map((name) => fold(name).replaceAll(/[^a-z]/g, ""));
  const base = [first, last].filter(Boolean).join(".").slice(0, 58);
  const start = base.length >= 3 ? base : `compte.${base}`;
  return attempt === 1 ? start : `${start}${attempt}`;
}

export type PasswordProblem = "TOO_SHORT" | "TOO_LONG" | "PERSONAL" | "COMMON";

/** A password as it is hashed: the same accents typed on two systems give the same bytes. */
export function normalizePassword(password: string): string {
  return password.normalize("NFC");
}

/**
 * What is wrong with a new password, or null. Refused: too short, too long, made only of the person's own names or
 * login, or only of common words, digits and one repeated character.
 * @param personal login and names of the person.
 */
export function passwordProblem(password: string, personal: readonly string[]): PasswordProblem | null {
  const length = Array.from(normalizePassword(password)).length;
  if (length < PASSWORD_MIN) return "TOO_SHORT";
  if (length > PASSWORD_MAX) return "TOO_LONG";
  const folded = fold(password);
  const letters = folded.replaceAll(/[^\p{L}]/gu, "");
  const own = personal.flatMap((text) => fold(text).split(/[^a-z]+/)).filter((word) => word.length >= 2);
  if (new Set(folded).size < 5) return "COMMON";
  if (own.length > 0 && letters.length > 0 && isMadeOf(letters, own)) return "PERSONAL";
  return isMadeOf(letters, [...own, ...commonPasswordWords]) ? "COMMON" : null;
}

/** Can `text` be cut into these words, each as often as needed? The empty text can. */
function isMadeOf(text: string, words: readonly string[]): boolean {
  const reachable = new Set([0]);
  for (let start = 0; start < text.length; start += 1) {
    if (!reachable.has(start)) continue;
    for (const word of words) if (text.startsWith(word, start)) reachable.add(start + word.length);
  }
  return reachable.has(text.length);
}

/** Tries that a pair (login, address) or (login, known browser) has before it must wait. */
export const PAIR_FREE_TRIES = 10;
/** The same while the whole account is under attack, from addresses that never signed in to it. */
export const PAIR_FREE_TRIES_UNDER_ATTACK = 3;
/** Failures of a pair are counted over this time, or until it succeeds: about 250 guesses a day at most. */
export const PAIR_WINDOW_SECONDS = 2 * 60 * 60;
/** Failures on one account, all addresses together, after which it is slowed. */
export const ACCOUNT_CALM_FAILURES = 30;
export const ACCOUNT_WINDOW_SECONDS = 60 * 60;
/** A school of 1,500 people behind one address signs in on the first morning: 2,000 in ten minutes must pass, with their mistakes. */
export const ADDRESS_TRIES = 4_000;
export const ADDRESS_WINDOW_SECONDS = 10 * 60;
/** Printed codes carry 60 random bits, so the limit only keeps the noise down; a classroom types them behind one address. */
export const CODE_FAILURES = 300;
export const CODE_WINDOW_SECONDS = 10 * 60;
/** Reset mails to one account: a mailbox is not a target. */
export const RESET_MAILS_PER_ACCOUNT = 3;
export const RESET_MAILS_PER_ADDRESS = 200;
export const RESET_MAIL_WINDOW_SECONDS = 60 * 60;

/** Readings of one calendar address: the busiest calendars come every five minutes, on a few devices. */
export const FEED_READS = 120;
export const FEED_WINDOW_SECONDS = 60 * 60;

/**
 * Seconds to wait after the n-th failure of a pair: none while tries are free, then 1, 2, 4, 8, at most 15 minutes.
 * Seconds, since that is what the counters take.
 * @param failures counted in the window, this one included.
 */
export function pairWaitSeconds(failures: number, underAttack: boolean): number {
  const beyond = failures - (underAttack ? PAIR_FREE_TRIES_UNDER_ATTACK : PAIR_FREE_TRIES);
  return beyond < 0 ? 0 : Math.min(60 * 2 ** Math.min(beyond, 10), 15 * 60);
}

/**
 * Milliseconds by which every try on an account is slowed once many have failed on it: it is never locked, since pupils
 * would soon know how to lock a teacher out.
 */
export function accountPauseMs(failures: number): number {
  return Math.min(Math.max(failures - ACCOUNT_CALM_FAILURES, 0) * 100, 2_000);
}

/** Minutes for which the portal is seen as somebody else: the time of a telephone call. */
export const SEEING_MINUTES = 30;

/** Wrong codes of the second step on one account, over this time: one chance in a thousand a day for who knows the password. */
export const FACTOR_FAILURES = 10;
export const FACTOR_WINDOW_SECONDS = 60 * 60;
/** Minutes that the second step, or the setting up of a second factor, may take after the password. */
export const SECOND_STEP_MINUTES = 15;
/** Codes that stand in for a lost second factor, made together. */
export const RECOVERY_CODES = 10;
/** Second factors of one account: a phone, a computer, two keys, and some that were forgotten. */
export const MOST_FACTORS = 10;

/**
 * Validity of printed codes: an activation sheet crosses the summer, unless who prints it says otherwise (SHEET_DAYS); a reset code is
 * handed over the counter.
 */
export const CODE_DAYS = { ACTIVATION: 60, RESET: 2 } as const;

/** Hours for which a code of the server's console is valid: it is read out to somebody who waits for it. */
export const RESCUE_HOURS = 4;

/** What a sheet's validity may be: a parents' evening, a month, two, and from before the summer until after the autumn holidays. */
export const SHEET_DAYS = [15, 30, 60, 120] as const;

/** Days that the link of an invitation can be followed: a mail is read within two weeks, and asked for again in a moment. */
export const INVITATION_DAYS = 14;

/** Minutes during which the link of a reset mail can be followed, once sent. */
export const RESET_LINK_MINUTES = 30;

/** Who asks for a code. */
interface CodeGiver {
  profile: Profile;
  rights: readonly DelegatedRight[];
}

/** A person of the account that a code would open, with what is delegated to it from now on. */
export interface CodeHolder {
  profile: Profile;
  rights: readonly DelegatedRight[];
}

/**
 * May this viewer print a code that opens an account that exists? An account that also is the head's or a deputy's, in this school, is
 * theirs alone to reopen: an administrator would otherwise take over whom it reports to. For the same reason those to whom it was
 * delegated reopen neither an administrator's nor one that holds a right which they lack; and who only activates, families' accounts.
 * @param holders all the persons of that account in the school.
 */
export function mayReset(viewer: CodeGiver, holders: readonly CodeHolder[]): boolean {
  if (viewer.profile === "HEAD") return true;
  if (viewer.profile === "ADMIN") return holders.every(({ profile }) => profile !== "HEAD");
  if (!viewer.rights.includes("LOCAL_ADMIN")) return holders.every(({ profile }) => isFamilyProfile(profile));
  return holders.every((holder) => mayActivate(viewer, holder));
}

/**
 * May this viewer print the code that opens a first account for this person? Whoever holds a head's sheet is the head: an administrator,
 * whose import may have made that head, prints none for the direction, and those to whom it was delegated none for who stands above them.
 */
export function mayActivate(viewer: CodeGiver, { profile, rights }: CodeHolder): boolean {
  if (viewer.profile === "HEAD") return true;
  if (viewer.profile === "ADMIN") return profile !== "HEAD";
  return profile !== "HEAD" && profile !== "ADMIN" && rights.every((right) => viewer.rights.includes(right));
}

/**
 * Does a code still open this account, whatever its persons have become since it was given? What opens the direction's was given by it,
 * or above it (AccessCodeIssuer): a sheet printed for a teacher whom an import then makes a head opens nothing any more.
 * @param profiles of the persons behind the account, in the school of the code.
 */
export function opensStill(issuer: AccessCodeIssuer, profiles: readonly Profile[]): boolean {
  return issuer !== "SCHOOL" || !profiles.includes("HEAD");
}

function isFamilyProfile(profile: Profile): boolean {
  return profile === "STUDENT" || profile === "GUARDIAN";
}
