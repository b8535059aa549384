import { z } from "zod";

const operationId = z.uuid();
const yearId = z.uuid();
const version = z.coerce.number().int().min(1);

/** The days of the year that comes, its last one included. */
export const prepareYearInput = z.object({
  operationId,
  firstDay: z.iso.date({ error: "Choisissez une date." }),
  lastDay: z.iso.date({ error: "Choisissez une date." }),
});

/** A year becomes an archive; `confirmed` when what stays open was read. */
export const closeYearInput = z.object({
  operationId,
  yearId,
  version,
  confirmed: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
});

/** A closed year opens again. */
export const reopenYearInput = z.object({
  operationId,
  yearId,
  version,
  motive: z.string().trim().min(3, "Dites pourquoi, en quelques mots.").max(300, "300 caractères au plus."),
});
