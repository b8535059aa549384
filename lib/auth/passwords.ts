import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { normalizePassword } from "@/lib/auth/rules";

/** Argon2id with the parameters OWASP advises (19 MiB, 2 passes, 1 lane); id is the library's default algorithm. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let dummy: Promise<string> | undefined;

/** The hash to store. Takes some 30 ms on a thread of its own: never inside a transaction. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalizePassword(password), PARAMETERS);
}

/**
 * Is this the password? Without a stored hash (no such account, no password yet) the same work is done and the answer
 * is no, so that the time taken tells nothing. Never inside a transaction.
 */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  dummy ??= hash("no account has this password", PARAMETERS);
  const matches = await verify(stored ?? (await dummy), normalizePassword(password));
  return Boolean(stored) && matches;
}
