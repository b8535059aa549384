import { z } from "zod";
import { MAX_FILES } from "@/lib/files/rules";
import { richTextInput } from "@/lib/rich-text/schema";
import { MAX_AUDIENCES, parseAudience } from "./rules";
import { MAX_SUBJECT, textToRichText } from "./text";

const operationId = z.uuid();
const files = z.array(z.uuid()).max(MAX_FILES, `${MAX_FILES} fichiers au plus.`).default([]);

/** The boxes ticked, as «parents:018f…»; what is none of ours is left out. */
const audience = z
  .array(z.string())
  .default([])
  .transform((keys) => [...new Set(keys)].filter((key) => parseAudience(key)))
  .refine((keys) => keys.length <= MAX_AUDIENCES, `${MAX_AUDIENCES} destinataires ou groupes au plus.`);

/** A text from the editor as JSON, or, without JavaScript, from a plain field. */
const written = {
  content: z
    .literal("")
    .transform(() => null)
    .or(richTextInput)
    .nullish(),
  text: z.string().max(50_000, "Ce texte est trop long\u202F: 50\u202F000 signes au plus.").optional(),
};

function withContent<Input extends { content?: unknown; text?: string | undefined }>({ text, ...input }: Input) {
  return { ...input, content: (input.content ?? textToRichText(text ?? "")) as ReturnType<typeof textToRichText> };
}

const draftFields = {
  /** Minted by the form: the draft that the message is written in, whether it is stored yet or not. */
  draftId: z.uuid(),
  subject: z.string().trim().max(MAX_SUBJECT, `${MAX_SUBJECT} signes au plus.`).default(""),
  audience,
  ...written,
  files,
};

/** A new message: to send, to keep as a draft, or, without JavaScript, to search a recipient for. */
export const composeInput = z
  .object({
    operationId,
    intent: z.enum(["SEND", "KEEP", "SEARCH"]).default("SEND"),
    q: z.string().max(80).default(""),
    isUrgent: z
      .literal("1")
      .optional()
      .transform((value) => value === "1"),
    version: z.coerce.number().int().min(0).default(0),
    ...draftFields,
  })
  .transform(withContent);

/** What is being written, kept by itself. `version` is that of the draft as it was read, 0 for a new one. */
export const saveDraftInput = z
  .object({
    ...draftFields,
    threadId: z.uuid().nullish(),
    version: z.coerce.number().int().min(0).default(0),
  })
  .transform(withContent);

/** An answer in a thread. */
export const replyInput = z
  .object({ operationId, threadId: z.uuid(), draftId: z.uuid(), ...written, files })
  .transform(withContent);

/** A thread, to be filed, brought back, marked read or unread: doing it twice is doing it once. */
export const threadInput = z.object({ threadId: z.uuid() });

/** A message that is not delivered yet, taken back. */
export const withdrawInput = z.object({ operationId, messageId: z.uuid() });

/** A draft, given up. */
export const discardDraftInput = z.object({ draftId: z.uuid() });

/** A message, brought before the moderators. */
export const reportInput = z.object({
  operationId,
  messageId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(3, "Quelques mots sont nécessaires pour dire ce qui ne va pas.")
    .max(500, "500 signes au plus."),
});

/** A report, opened or settled by a moderator. */
export const reportIdInput = z.object({ reportId: z.uuid() });

export type DraftFields = z.output<typeof saveDraftInput>;
