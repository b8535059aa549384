import type { RichText, RichTextNode } from "@/lib/rich-text/types";

// Plain text and documents, there and back. Apart from rules.ts, so that the browser does without its calendar.

/** A line of a list on a phone, twice. */
export const MAX_SUBJECT = 120;

/** A plain text as a document: an empty line separates paragraphs. */
export function textToRichText(text: string): RichText {
  const paragraphs = text
    .replace(/\r\n?/g, "\n")
    .trim()
    .split(/\n{2,}/)
    .map((paragraph): RichTextNode => {
      const lines = paragraph.split("\n");
      const content = lines.flatMap((line, index): RichTextNode[] => [
        ...(index > 0 ? [{ type: "hardBreak" }] : []),
        ...(line === "" ? [] : [{ type: "text", text: line }]),
      ]);
      return content.length > 0 ? { type: "paragraph", content } : { type: "paragraph" };
    });
  return { type: "doc", content: paragraphs };
}

/** The text of a document that a plain field can hold; null when it has a shape that would be lost there. */
export function richTextToText({ content = [] }: RichText): string | null {
  const paragraphs = content.map((block) => (block.type === "paragraph" ? lineOf(block) : null));
  return paragraphs.includes(null) ? null : paragraphs.join("\n\n");
}

function lineOf({ content = [] }: RichTextNode): string | null {
  const parts = content.map((node) => {
    if (node.type === "hardBreak") return "\n";
    return node.type === "text" && !node.marks?.length ? (node.text ?? "") : null;
  });
  return parts.includes(null) ? null : parts.join("");
}
