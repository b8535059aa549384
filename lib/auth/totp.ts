import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Temporal } from "temporal-polyfill";

// Time-based one-time passwords (RFC 6238 over RFC 4226), with what every application takes by default: HMAC-SHA-1, thirty seconds,
// six digits. Some forty lines on node:crypto, checked against the vectors of both texts, instead of one more package.

const STEP_SECONDS = 30;
const DIGITS = 6;
/** Steps of lead or delay of the phone's clock that are forgiven (RFC 6238, 5.2: at most one of each). */
const DRIFT = 1;
/** Bytes of a secret: the length of the hash (RFC 4226, 4, R6). */
const SECRET_BYTES = 20;

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** A new shared secret. */
export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The thirty seconds in which an instant falls, counted since 1970. */
export function stepOf(at: Temporal.Instant): number {
  return Math.floor(at.epochMilliseconds / 1000 / STEP_SECONDS);
}

/** The six digits of one step (RFC 4226, 5.3: dynamic truncation). */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const number = (mac.readUInt32BE(offset) & 0x7fff_ffff) % 10 ** DIGITS;
  return String(number).padStart(DIGITS, "0");
}

/**
 * The step whose code this is, of those around an instant that come after the last one used; null when it is none: a code opens once,
 * and none that is older opens after it (RFC 6238, 5.2).
 */
export function matchingStep(
  secret: Buffer,
  typed: string,
  at: Temporal.Instant,
  lastStep: number | null,
): number | null {
  const given = Buffer.from(typed);
  const current = stepOf(at);
  let found: number | null = null;
  for (let step = current - DRIFT; step <= current + DRIFT; step += 1) {
    const expected = Buffer.from(totpCode(secret, step));
    const isSame = given.length === expected.length && timingSafeEqual(given, expected);
    if (isSame && step > (lastStep ?? -1)) found ??= step;
  }
  return found;
}

/** Six digits as typed, spaces forgiven; null when they cannot be a code. */
export function parseTotp(text: string): string | null {
  const digits = text.normalize("NFKC").replaceAll(/[\s\u202F\u00A0-]/g, "");
  return new RegExp(`^\\d{${DIGITS}}$`).test(digits) ? digits : null;
}

/** A secret for who types it instead of scanning it: base 32 (RFC 4648) in groups of four. */
export function spelledSecret(secret: Buffer): string {
  return (
    base32(secret)
      .match(/.{1,4}/g)
      ?.join(" ") ?? ""
  );
}

/** What the square says to an application («Key Uri Format» of Google Authenticator, which all of them read). */
export function totpAddress(secret: Buffer, login: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(login)}`;
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
}

function base32(bytes: Buffer): string {
  let bits = "";
  for (const byte of bytes) bits += byte.toString(2).padStart(8, "0");
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32.charAt(Number.parseInt(five.padEnd(5, "0"), 2))).join("");
}
