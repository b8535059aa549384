/** A node of a stored document: Tiptap's JSON, limited to the vocabulary of lib/rich-text/extensions.ts. */
export interface RichTextNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: RichTextNode[];
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  text?: string;
}

/** A stored document: its root is `doc`. */
export type RichText = RichTextNode & { type: "doc" };

/** A document without anything in it. */
export const EMPTY_RICH_TEXT: RichText = { type: "doc", content: [{ type: "paragraph" }] };
