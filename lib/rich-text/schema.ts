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

/** No lesson comes near them; rendering a formula costs, at each reading. */
const MAX_FORMULA_LENGTH = 2_000;
const MAX_FORMULAS = 500;
/** What defines commands: KaTeX expands them a thousand times, and 2,000 signs become five megabytes and a second of work. */
const DEFINITION = /\\(?:[gex]?def|(?:future)?let|global|long|(?:re)?newcommand|providecommand)(?![a-z])/i;

const schema = getSchema(richTextExtensions);

const UNKNOWN = "Ce texte a une mise en forme inconnue.";

/** The attributes that are kept, by node or mark; every other one is left out, whatever the editor's libraries write there. */
const ATTRIBUTES: Record<string, z.ZodType<Record<string, unknown>>> = {
  heading: z.object({ level: z.literal([2, 3], UNKNOWN) }, UNKNOWN),
  orderedList: z.object({ start: z.int(UNKNOWN).min(0, UNKNOWN).max(9_999, UNKNOWN) }, UNKNOWN),
  formula: z.object(
    {
      latex: z
        .string(UNKNOWN)
        .max(MAX_FORMULA_LENGTH, "Cette formule est trop longue.")
        .refine((latex) => !DEFINITION.test(latex), "Une formule ne peut pas définir de commande."),
    },
    UNKNOWN,
  ),
  link: z.object(
    { href: z.string(UNKNOWN).regex(SAFE_LINK, "Un lien doit commencer par https:// (ou mailto:).") },
    UNKNOWN,
  ),
};

/**
 * Checks a document that a form sends as JSON text: the editor's own schema, safe links, bounded size and depth.
 * What passes is stored as it is and rendered by components/rich-text. French messages.
 */
export const richTextInput = z
  .string({ error: "Écrivez un texte." })
  .max(MAX_JSON_LENGTH, "Ce texte est trop long : 50 000 signes au plus.")
  .transform((text, context): RichText => {
    try {
      return checkRichText(JSON.parse(text));
    } catch (error) {
      const message =
        error instanceof RichTextError
          ? error.message
          : "Ce texte n’est pas lisible : copiez-le, rechargez la page, puis collez-le.";
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
  const document: RichText = { ...withCheckedAttributes(node.toJSON() as RichTextNode), type: "doc" };
  if (formulasIn(document) > MAX_FORMULAS) {
    throw new RichTextError("Ce texte a trop de formules.");
  }
  if (plainText(document).length > MAX_TEXT_LENGTH) {
    throw new RichTextError("Ce texte est trop long : 50 000 signes au plus.");
  }
  return document;
}

/** A document read back from the database, which only ever received checked ones. */
export function storedRichText(json: unknown): RichText {
  return json as RichText;
}

function formulasIn({ type, content = [] }: RichTextNode): number {
  return content.reduce((count, child) => count + formulasIn(child), type === "formula" ? 1 : 0);
}

function withCheckedAttributes(node: RichTextNode): RichTextNode {
  const { type, text, content, marks } = node;
  return {
    type,
    ...checkedAttributes(node),
    ...(content && { content: content.map(withCheckedAttributes) }),
    ...(marks && { marks: marks.map((mark) => ({ type: mark.type, ...checkedAttributes(mark) })) }),
    ...(text !== undefined && { text }),
  };
}

function checkedAttributes({ type, attrs }: Pick<RichTextNode, "type" | "attrs">): Pick<RichTextNode, "attrs"> {
  const expected = ATTRIBUTES[type];
  if (!expected) return {};
  const parsed = expected.safeParse(attrs);
  if (!parsed.success) throw new RichTextError(parsed.error.issues[0]?.message ?? UNKNOWN);
  return { attrs: parsed.data };
}

function depthOf(json: unknown, depth = 0): number {
  if (depth > MAX_DEPTH || typeof json !== "object" || json === null) return depth;
  const content = (json as RichTextNode).content;
  if (!Array.isArray(content)) return depth;
  return content.reduce((deepest, child) => Math.max(deepest, depthOf(child, depth + 1)), depth);
}
