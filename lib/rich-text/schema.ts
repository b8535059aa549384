import { getSchema } from "@tiptap/core";
import { z } from "zod";
import { richTextExtensions } from "./extensions";
import { plainText } from "./text";
import type { RichText, RichTextNode } from "./types";

/** A long lesson is 5,000 signs; ten times that is a pasted book. */
const MAX_TEXT_LENGTH = 50_000;
const MAX_JSON_LENGTH = 400_000;
const MAX_DEPTH = 20;
/** No `javascript:`, no `data:`: what a reader's click may open. */
const SAFE_LINK = /^(https?:\/\/|mailto:)/i;

const schema = getSchema(richTextExtensions);

/**
 * Checks a document that a form sends as JSON text: the editor's own schema, safe links, bounded size and depth.
 * What passes is stored as it is and rendered by components/rich-text. French messages.
 */
export const richTextInput = z
  .string({ error: "Écrivez un texte." })
  .max(MAX_JSON_LENGTH, "Ce texte est trop long : 50 000 signes au plus.")
  .transform((text, context): RichText => {
    try {
      return checkRichText(JSON.parse(text));
    } catch (error) {
      const message =
        error instanceof RichTextError
          ? error.message
          : "Ce texte n’est pas lisible : copiez-le, rechargez la page, puis collez-le.";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    }
  });

/** Why a document is refused, in French. */
export class RichTextError extends Error {}

/**
 * The document, if it is one.
 * @throws RichTextError or ProseMirror's RangeError when it is not.
 */
export function checkRichText(json: unknown): RichText {
  if (depthOf(json) > MAX_DEPTH) throw new RichTextError("Ce texte a trop de listes imbriquées.");
  const node = schema.nodeFromJSON(json);
  node.check();
  if (node.type.name !== "doc") throw new RichTextError("Ce texte n’est pas un document.");
  node.descendants((child) => {
    for (const mark of child.marks) {
      if (mark.type.name === "link" && !SAFE_LINK.test(String(mark.attrs["href"]))) {
        throw new RichTextError("Un lien doit commencer par https:// (ou mailto:).");
      }
    }
  });
  const document = node.toJSON() as RichText;
  if (plainText(document).length > MAX_TEXT_LENGTH) {
    throw new RichTextError("Ce texte est trop long : 50 000 signes au plus.");
  }
  return document;
}

/** A document read back from the database, which only ever received checked ones. */
export function storedRichText(json: unknown): RichText {
  return json as RichText;
}

function depthOf(json: unknown, depth = 0): number {
  if (depth > MAX_DEPTH || typeof json !== "object" || json === null) return depth;
  const content = (json as RichTextNode).content;
  if (!Array.isArray(content)) return depth;
  return content.reduce((deepest, child) => Math.max(deepest, depthOf(child, depth + 1)), depth);
}
