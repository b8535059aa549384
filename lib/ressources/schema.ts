import { z } from "zod";
import { dayInput } from "@/lib/time/inputs";
import {
  ALL_LEVELS,
  DOMAINS,
  KINDS,
  MAX_DESCRIPTION,
  MAX_INSTRUCTION,
  MAX_PUBLISHER,
  MAX_TITLE,
  siteAddress,
} from "./rules";

/** A teacher has a dozen of classes and groupes at the most. */
const MAX_GROUPS = 30;

const operationId = z.uuid();
const resourceId = z.uuid();

function line(most: number, missing: string) {
  return z.string().trim().min(1, missing).max(most, `${most} signes au plus.`);
}

const resourceFields = {
  title: line(MAX_TITLE, "Donnez un titre."),
  publisher: line(MAX_PUBLISHER, "Dites qui publie cette ressource."),
  description: line(MAX_DESCRIPTION, "Dites en une phrase ce qu’on y trouve."),
  url: z
    .string()
    .trim()
    .transform((text, context) => {
      const address = siteAddress(text);
      if (address) return address;
      context.addIssue("Donnez une adresse complète et sûre, qui commence par https://.");
      return z.NEVER;
    }),
  kind: z.enum(KINDS, { error: "Choisissez un type." }),
  domains: z
    .array(z.enum(DOMAINS))
    .default([])
    .refine((list) => list.length > 0, "Choisissez au moins une matière."),
  levels: z
    .array(z.enum(ALL_LEVELS))
    .default([])
    .refine((list) => list.length > 0, "Choisissez au moins un niveau."),
  audience: z.enum(["EVERYBODY", "TEAM"], { error: "Dites qui la voit." }),
};

/** A resource that the school describes. */
export const addResourceInput = z.object({ operationId, ...resourceFields });

/** The same, changed. `version` is what the form was opened with. */
export const updateResourceInput = z.object({
  operationId,
  resourceId,
  version: z.coerce.number().int().min(1),
  ...resourceFields,
});

/** A resource taken out of the catalogue, or put back. Doing it twice is doing it once, so it needs no operation. */
export const withdrawResourceInput = z.object({ resourceId });

/** The free catalogue. Adding it twice is adding it once, so it needs no operation. */
export const addFreeCatalogueInput = z.object({});

/** A resource kept at hand, or no more. Doing it twice is doing it once. */
export const keepFavouriteInput = z.object({
  resourceId,
  favourite: z.enum(["0", "1"]).transform((value) => value === "1"),
});

/** A resource for classes. */
export const giveResourceInput = z.object({
  operationId,
  resourceId,
  groups: z
    .array(z.uuid())
    .max(MAX_GROUPS)
    .default([])
    .refine((list) => list.length > 0, "Choisissez au moins une classe."),
  instruction: z
    .string()
    .trim()
    .max(MAX_INSTRUCTION, `${MAX_INSTRUCTION} signes au plus.`)
    .transform((text) => text || null)
    .default(null),
  dueOn: z
    .literal("")
    .transform(() => null)
    .or(dayInput)
    .default(null),
});

/** A resource taken back from a class, or given again: the same. */
export const withdrawGivenInput = z.object({ assignmentId: z.uuid() });

export type ResourceFields = Omit<z.output<typeof addResourceInput>, "operationId">;
