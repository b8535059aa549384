import { createHash, randomBytes } from "node:crypto";

// Printed one-time codes: twelve characters of Crockford's base 32 (https://www.crockford.com/base32.html), 60 random bits.
// The alphabet has no I, L, O and U; whoever types them is understood.

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;

/** A new code, without hyphens, as `hashSecret` takes it. */
export function newCode(): string {
  return Array.from(randomBytes(LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join("");
}

/** The code as it is printed: «ABCD-EFGH-JKMN». */
export function formatCode(code: string): string {
  return code.match(/.{4}/g)?.join("-") ?? code;
}

/**
 * What a person typed, as a code: lower case, spaces, any hyphen and confused letters are forgiven.
 * @returns null when it cannot be a code.
 */
export function parseCode(text: string): string | null {
  const code = text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}._]/gu, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return new RegExp(`^[${ALPHABET}]{${LENGTH}}$`).test(code) ? code : null;
}

/** A new opaque token for a sign-in or a reset link: 256 random bits, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is stored of a code or token: its SHA-256 in hexadecimal. Enough, since neither can be guessed. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
