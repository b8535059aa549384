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
