import { z } from "zod";
import { CODE_DAYS, SHEET_DAYS } from "@/lib/auth/rules";
import { modules } from "@/lib/modules";

const operationId = z.uuid();
const personId = z.uuid();
const version = z.coerce.number().int().min(1);

/** Why an access is ended; the words are kept in the journal, not on the person. */
export const endReasons = ["LEFT", "DUPLICATE", "MISUSE", "OTHER"] as const;

/** An access, as the form was opened with: the day on which it ends, or nothing. */
const expected = z
  .literal("")
  .transform(() => null)
  .or(z.iso.date())
  .default(null);

/** From a day on, this person signs in no more. */
export const endAccessInput = z.object({
  operationId,
  personId,
  expected,
  endsOn: z.iso.date({ error: "Choisissez une date." }),
  reason: z.enum(endReasons, { error: "Indiquez pourquoi." }),
});

/** The access comes back. */
export const restoreAccessInput = z.object({ operationId, personId, expected });

const ticked = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** A code for one person. Without an operation: it is told once and stored nowhere. `removesFactors`: see createAccessCode. */
export const printCodeInput = z.object({ personId, removesFactors: ticked });

/** One device of a person's account, or all of them. `personne`: who acts (lib/actions/define-action.ts). */
export const signOutDeviceInput = z.object({
  personne: z.uuid().optional(),
  personId,
  signInId: z
    .literal("")
    .transform(() => null)
    .or(z.uuid()),
});

const sheetHolders = z.enum(["EVERYONE", "STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"], {
  error: "Choisissez pour qui.",
});

/** Whom the sheets of a class, or of the staff, are for. */
export const printSheetsInput = z.object({
  divisionId: z
    .literal("")
    .transform(() => null)
    .or(z.uuid()),
  who: sheetHolders,
  /** Days during which the codes open an account. */
  days: z.coerce.number().pipe(z.literal(SHEET_DAYS, "Choisissez une durée.")).default(CODE_DAYS.ACTIVATION),
  /** Those who have an account get a slip too, with their login alone. */
  withActive: ticked,
});

/** Whom an invitation by mail goes to: one person, those of a class, the staff, or all who wait in the school. */
export const inviteInput = z
  .object({
    operationId,
    to: z.enum(["PERSON", "CLASS", "STAFF", "EVERYONE"]),
    /** Of the person or the class. */
    id: z
      .literal("")
      .transform(() => null)
      .or(z.uuid())
      .default(null),
    who: sheetHolders.default("EVERYONE"),
  })
  .refine(({ to, id }) => (to === "PERSON" || to === "CLASS") === (id !== null), "Choisissez qui inviter.");

const switchable = new Set<string>(modules.filter((module) => module.canBeDisabled).map((module) => module.slug));

/** The modules that stay open. */
export const saveModulesInput = z.object({
  operationId,
  version,
  open: z
    .union([z.string().transform((slug) => [slug]), z.array(z.string())])
    .default([])
    .transform((slugs) => slugs.filter((slug) => switchable.has(slug))),
});

/** A group of settings, as its fields send them: which they are, the registry of settings says. */
export const saveSettingsInput = z.looseObject({ operationId, version, group: z.string().max(60) });

/** The dates of a scheme's periods: `debut.<period>` and `fin.<period>`. */
export const savePeriodsInput = z.looseObject({ operationId, version, schemeId: z.uuid() });

/** A period, for all classes that follow it: closed, or open again. */
export const closePeriodInput = z.object({ operationId, periodId: z.uuid(), closed: z.enum(["yes", "no"]) });

/** A new way of dividing the year, and the classes that follow it. */
export const createSchemeInput = z.object({
  operationId,
  kind: z.enum(["TRIMESTRE", "SEMESTRE", "CUSTOM"], { error: "Choisissez un découpage." }),
  count: z.coerce
    .number({ error: "Indiquez un nombre entre 2 et 8." })
    .int("Indiquez un nombre entre 2 et 8.")
    .min(2, "Indiquez un nombre entre 2 et 8.")
    .max(8, "Indiquez un nombre entre 2 et 8.")
    .default(4),
  name: z.string().trim().max(60, "60 caractères au plus.").default(""),
  divisionIds: z
    .union([z.uuid().transform((id) => [id]), z.array(z.uuid())], { error: "Choisissez au moins une classe." })
    .pipe(z.array(z.uuid()).min(1, "Choisissez au moins une classe.")),
});
