import type { RichTextNode } from "./types";

const BLOCKS = new Set(["paragraph", "heading", "listItem", "blockquote"]);

/** The words of a document, one line a block, formulas as LaTeX: for excerpts, search and length limits. */
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

function textOf(node: RichTextNode): string {
  if (node.type === "text") return node.text ?? "";
  if (node.type === "hardBreak") return "\n";
  if (node.type === "formula") return typeof node.attrs?.["latex"] === "string" ? node.attrs["latex"] : "";
  const inside = (node.content ?? []).map(textOf).join("");
  return BLOCKS.has(node.type) ? `${inside}\n` : inside;
}
