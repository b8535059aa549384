import type { RichTextNode } from "./types";

const BLOCKS = new Set(["paragraph", "heading", "listItem", "blockquote"]);

/** The words of a document, one line a block, formulas as one would say them: for excerpts, search and length limits. */
export function plainText(node: RichTextNode): string {
  return textOf(node)
    .replace(/\n{2,}/g, "\n")
    .trim();
}

/** Is there nothing to read in it? */
export function isEmptyRichText(node: RichTextNode): boolean {
  return plainText(node) === "";
}

/** The first words, cut at a word, with «…» when something was left out. */
export function excerpt(node: RichTextNode, maxLength: number): string {
  const text = plainText(node).replace(/\s+/g, " ");
  if (text.length <= maxLength) return text;
  const cut = text.slice(0, maxLength);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), maxLength / 2)).trimEnd()}…`;
}

/** Commands that a line of text can say. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\\(?:times|cdot)(?![a-z])/g, "×"],
  [/\\div(?![a-z])/g, "÷"],
  [/\\pi(?![a-z])/g, "π"],
  [/\\leq?(?![a-z])/g, "≤"],
  [/\\geq?(?![a-z])/g, "≥"],
  [/\\neq?(?![a-z])/g, "≠"],
  [/\\approx(?![a-z])/g, "≈"],
  [/\\degree|\^\\circ/g, "°"],
  [/\\(?:left|right)(?![a-z])/g, ""],
  [/\^\{?2\}?/g, "²"],
  [/\^\{?3\}?/g, "³"],
];

/** A formula as one would say it in a line: `\frac{3}{4}` is «3/4». What it does not know loses its backslash. */
function formulaText(latex: string): string {
  let text = latex;
  for (let before = ""; before !== text;) {
    before = text;
    text = text
      .replace(/\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2")
      .replace(/\\sqrt\s*\{([^{}]*)\}/g, "√$1")
      .replace(/\\(?:text|mathrm|vec|overline)\s*\{([^{}]*)\}/g, "$1");
  }
  for (const [sign, character] of SIGNS) text = text.replace(sign, character);
  return text
    .replace(/\\[,;:! ]/g, " ")
    .replace(/\\([a-zA-Z]+)/g, "$1")
    .replace(/[{}\\]/g, "");
}

function textOf(node: RichTextNode): string {
  if (node.type === "text") return node.text ?? "";
  if (node.type === "hardBreak") return "\n";
  if (node.type === "formula") return typeof node.attrs?.["latex"] === "string" ? formulaText(node.attrs["latex"]) : "";
  const inside = (node.content ?? []).map(textOf).join("");
  return BLOCKS.has(node.type) ? `${inside}\n` : inside;
}
