import { z } from "zod";
import type { DelegatedRight } from "@/lib/db/types";

const operationId = z.uuid();
const rights = ["LOCAL_ADMIN", "ACTIVATION", "IMPORTS", "SETTINGS"] as const satisfies readonly DelegatedRight[];
const day = z.iso.date({ error: "Choisissez une date." });

/** A right lent to one person, from a day to a last day, with the reason. */
export const giveDelegationInput = z.object({
  operationId,
  personId: z.uuid({ error: "Choisissez une personne." }),
  right: z.enum(rights, { error: "Choisissez un droit." }),
  startsOn: day,
  lastDay: day,
  reason: z
    .string({ error: "Dites pourquoi, en quelques mots." })
    .trim()
    .min(3, "Dites pourquoi, en quelques mots.")
    .max(200, "200 caractères au plus."),
});

/** A delegation that ends today, or never begins. */
export const endDelegationInput = z.object({ operationId, delegationId: z.uuid() });

/** Somebody gives the services of a colleague, from a day to a last day. */
export const appointSubstituteInput = z.object({
  operationId,
  replacedId: z.uuid({ error: "Choisissez qui est remplacé." }),
  substituteId: z.uuid({ error: "Choisissez qui remplace." }),
  serviceIds: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid())], { error: "Choisissez au moins un service." })
    .pipe(z.array(z.uuid()).min(1, "Choisissez au moins un service.").max(60)),
  startsOn: day,
  lastDay: day,
});

/** A substitution that ends today, or never begins. */
export const endSubstitutionInput = z.object({ operationId, substitutionId: z.uuid() });
