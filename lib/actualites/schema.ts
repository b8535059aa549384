import { z } from "zod";
import { MAX_FILES } from "@/lib/files/rules";
import { richTextInput } from "@/lib/rich-text/schema";
import { dayInput, minuteInput } from "@/lib/time/inputs";
import { ALL_READERS } from "./rules";

const MAX_TITLE = 120;
/** A school has a hundred groups at the most. */
const MAX_PLACES = 200;

const operationId = z.uuid();
const newsId = z.uuid();

/** What an empty field of a form sends, or the value. */
function orNothing<Schema extends z.ZodType>(schema: Schema) {
  return z
    .literal("")
    .transform(() => null)
    .or(schema)
    .default(null);
}

const day = orNothing(dayInput);
const minute = orNothing(minuteInput);

/** To whom, as the form and the count of people reached send it. */
export const audienceInput = z.object({
  readers: z.array(z.enum(ALL_READERS)).default([]),
  scope: z.enum(["SCHOOL", "PLACES"], { error: "Indiquez pour quelles classes." }),
  levels: z.array(z.string().min(1).max(20)).max(MAX_PLACES).default([]),
  groups: z.array(z.uuid()).max(MAX_PLACES).default([]),
});

const newsFields = {
  title: z.string().trim().min(1, "Donnez un titre.").max(MAX_TITLE, `Un titre tient en ${MAX_TITLE} signes.`),
  content: richTextInput,
  ...audienceInput.shape,
  files: z.array(z.uuid()).max(MAX_FILES, `${MAX_FILES} fichiers au plus.`).default([]),
  /** A draft, at once, or at `fromDay` and `fromMinute`; of no effect once it is published. */
  timing: z.enum(["DRAFT", "NOW", "LATER"]),
  fromDay: day,
  fromMinute: minute,
  /** Last days, included. */
  untilDay: day,
  pinnedDay: day,
  needsAcknowledgement: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
};

/** A new piece of news. */
export const writeNewsInput = z.object({ operationId, ...newsFields });

/** The same, changed. `version` is what the form was opened with. */
export const updateNewsInput = z.object({
  operationId,
  newsId,
  version: z.coerce.number().int().min(1),
  ...newsFields,
});

/** A piece of news taken back, or shown again. */
export const withdrawNewsInput = z.object({ operationId, newsId });

/** «J’ai lu et compris». Doing it twice is doing it once, so it needs no operation. */
export const acknowledgeNewsInput = z.object({ newsId });

/** A piece of news that was opened. */
export const readNewsInput = z.object({ newsId });

/** A reminder to those who have not confirmed. */
export const remindReadersInput = z.object({ operationId, newsId });

export type NewsFields = Omit<z.output<typeof writeNewsInput>, "operationId">;
