import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";

// What the database keeps of second factors is of no use without the server's own secret: each purpose has a key of its own, derived from
// AUTH_SECRET (HKDF, RFC 5869). A stolen copy of the database opens no second step. Changing AUTH_SECRET ends all of them.

function keyFor(purpose: string, secret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "preau", purpose, 32));
}

/**
 * Encrypts (AES-256-GCM) a shared secret for one account: copied to another account's row it does not open.
 * @returns «iv.tag.text» in base64url.
 */
export function seal(plain: Buffer, accountId: string, secret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor("totp", secret), iv);
  cipher.setAAD(Buffer.from(accountId));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return [iv, cipher.getAuthTag(), text].map((part) => part.toString("base64url")).join(".");
}

/** What was sealed for this account, or null: altered, another's, or sealed with another secret. */
export function unseal(sealed: string, accountId: string, secret: string): Buffer | null {
  const [iv, tag, text] = sealed.split(".").map((part) => Buffer.from(part, "base64url"));
  if (iv?.length !== 12 || tag?.length !== 16 || !text) return null;
  const decipher = createDecipheriv("aes-256-gcm", keyFor("totp", secret), iv);
  decipher.setAAD(Buffer.from(accountId));
  decipher.setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]);
  } catch {
    return null;
  }
}

/** What is stored of a recovery code of one account: its keyed hash, in hexadecimal. */
export function hashRecoveryCode(code: string, accountId: string, secret: string): string {
  return createHmac("sha256", keyFor("recovery codes", secret)).update(`${accountId}\n${code}`).digest("hex");
}
