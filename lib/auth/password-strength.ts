import { fold } from "@/lib/fold";

// How good a password is, in words for who chooses it, and whether it stands in a list. Pure; the list is passed in, since browsers do
// not need it.

/** Length is what protects a password; rules of composition only make it forgotten (NIST SP 800-63B, 5.1.1.2). */
export const PASSWORD_MIN = 12;
/** Bounds the work of hashing. */
export const PASSWORD_MAX = 128;

/** Signs written for letters, which guessing programs undo first. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};

/** The shortest entry of a list that may be one of two in a row: shorter ones are in everything. */
const PIECE_MIN = 3;

/**
 * Is this password one of a list, dressed up? In any case, with accents, digits around it, signs for letters, repeated, spelled backwards, or
 * two entries in a row: what a guessing program tries in its first minutes.
 * @param known folded, without digits around them.
 */
export function isKnown(password: string, known: ReadonlySet<string>): boolean {
  const folded = fold(password);
  const undressed = folded.replaceAll(/^[^a-z]+|[^a-z]+$/g, "");
  const spelled = [folded, undressed].map((text) => Array.from(text, (sign) => LOOKALIKES[sign] ?? sign).join(""));
  return [folded, ...spelled]
    .map((text) => text.replaceAll(/[^a-z0-9]/g, ""))
    .flatMap((text) => [text, text.replaceAll(/^\d+|\d+$/g, "")])
    .some((text) => text !== "" && isDressedUp(text, known));
}

function isDressedUp(text: string, known: ReadonlySet<string>): boolean {
  if (known.has(text) || known.has(Array.from(text).toReversed().join(""))) return true;
  for (let size = PIECE_MIN; size <= text.length - PIECE_MIN; size += 1) {
    const [first, rest] = [text.slice(0, size), text.slice(size)];
    if (known.has(first) && (known.has(rest) || rest.replaceAll(first, "") === "")) return true;
  }
  return false;
}

/** From bad to very good; `missing`: signs to add before it may be taken at all. */
export type Strength = { level: "SHORT"; missing: number } | { level: "WEAK" | "GOOD" | "STRONG" };

/** Words that make a passphrase, and letters that make a word. */
const WORDS = 4;
const WORD_MIN = 3;
/** Different signs below which length is only repetition. */
const FEW_SIGNS = 8;
/** Signs that make up for words. */
const LONG = 20;

/**
 * What length and variety say of a password, before anybody knows more: the server looks further. Four words make it very good, however
 * plain they are, if chance chose them.
 */
export function passwordStrength(password: string): Strength {
  const signs = Array.from(password.normalize("NFC"));
  if (signs.length < PASSWORD_MIN) return { level: "SHORT", missing: PASSWORD_MIN - signs.length };
  const words = new Set(
    fold(password)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length >= WORD_MIN),
  );
  const variety = new Set(signs).size;
  if (variety < FEW_SIGNS) return { level: "WEAK" };
  if (words.size >= WORDS || (signs.length >= LONG && variety >= FEW_SIGNS + 4)) return { level: "STRONG" };
  return { level: words.size >= 2 || variety >= FEW_SIGNS + 3 ? "GOOD" : "WEAK" };
}
