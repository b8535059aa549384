import "server-only";
import { randomInt } from "node:crypto";
import { passphraseWords } from "@/lib/auth/passphrase-words";

/** Words of an example: 1,629 to the power of four, some 43 random bits, which the limits of signing in make enough. */
const WORDS = 4;

/**
 * A passphrase that chance has just chosen, here and for this page alone: an example that would be shown to all would soon be everybody's
 * password. Who likes it may take it.
 */
export function passphrase(): string {
  return Array.from({ length: WORDS }, () => passphraseWords[randomInt(passphraseWords.length)]).join(" ");
}
