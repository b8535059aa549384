/** A search of more words is no search: it names one thing, and the first ones have found it. */
const MAX_WORDS = 6;
/** Under two letters everything matches. */
const MIN_LENGTH = 2;

/** The longest text that the search field takes. */
export const MAX_QUERY_LENGTH = 100;

/** Lower case without accents: «Élise» → «elise», «Bœuf» → «boeuf». The function `folded` of the database does the same. */
export function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss");
}

/** What was typed, as a part of a pattern of LIKE: its own %, _ and backslash stand for themselves. */
export function likeText(text: string): string {
  return text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
}

/**
 * The words of what was typed, folded, letters and digits only: «L’exercice n° 3 » → l, exercice, n, 3. None when there is too
 * little to search for.
 */
export function wordsOf(typed: string): string[] {
  const words = fold(typed.slice(0, MAX_QUERY_LENGTH))
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const distinct = [...new Set(words)];
  return distinct.join("").length < MIN_LENGTH ? [] : distinct.slice(0, MAX_WORDS);
}

/** Has the text all of these words, in any order, at least the beginning of each? */
export function hasWords(text: string, words: readonly string[]): boolean {
  const own = fold(text).split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => own.some((each) => each.startsWith(word)));
}
