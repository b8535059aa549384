import { z } from "zod";
import { OVERRIDABLE } from "./rules";

// What the directory writes by hand: persons, the fields of the files that the school knows better, responsibilities and judgments.

const operationId = z.uuid();
const id = z.uuid();
const day = z.iso.date({ error: "Choisissez une date." });
const optionalDay = z
  .literal("")
  .transform(() => null)
  .or(day)
  .default(null);
const optionalId = z
  .literal("")
  .transform(() => null)
  .or(id)
  .default(null);
const optionalText = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, `${longest} caractères au plus.`)
    .default("")
    .transform((text) => text || null);
const name = (missing: string) => z.string({ error: missing }).trim().min(1, missing).max(80, "80 caractères au plus.");
const phone = z
  .string()
  .default("")
  .transform((text) => text.replaceAll(/[\s.\-()/]/g, ""))
  .pipe(z.string().regex(/^(\+?\d{6,15})?$/, "Écrivez un numéro, par exemple 06 12 34 56 78."))
  .transform((text) => text || null);

/** Who somebody is in the school, and how to reach them. */
const identity = {
  lastName: name("Indiquez un nom."),
  firstName: name("Indiquez un prénom."),
  civility: z
    .enum(["M", "MME", ""])
    .default("")
    .transform((text) => text || null),
  birthDate: optionalDay,
  sex: z
    .enum(["M", "F", ""])
    .default("")
    .transform((text) => text || null),
  email: z
    .literal("")
    .transform(() => null)
    .or(z.email("Écrivez une adresse, par exemple nom@exemple.fr."))
    .default(null),
  mobile: phone,
  home: phone,
  work: phone,
  address: optionalText(400).transform((text) => text?.replaceAll("\r\n", "\n") ?? null),
};

/** Whom the directory creates by hand: never the head nor an administrator. */
export const personKinds = [
  "STUDENT",
  "GUARDIAN",
  "TEACHER",
  "AESH",
  "AED",
  "CPE",
  "SECRETARY",
  "NURSE",
  "LIBRARIAN",
  "INSPECTOR",
  "STAFF",
] as const;
export type PersonKind = (typeof personKinds)[number];

const level = z.coerce.number({ error: "Choisissez un niveau." }).int().min(1).max(3);
/** SIECLE's CODE_PARENTE, or nothing. */
const kinship = z
  .string()
  .regex(/^(\d{1,2})?$/)
  .default("")
  .transform((code) => code || null);

/**
 * A person whom the files lack. The form mints `personId`, so that sending twice creates once; there is no operation, since the code is
 * told once and stored nowhere. `same`: nothing yet, «new» once namesakes were seen, or the known guardian who is meant.
 */
export const createPersonInput = z
  .object({
    personId: id,
    kind: z.enum(personKinds, { error: "Choisissez qui vous créez." }),
    ...identity,
    ine: optionalText(11),
    divisionId: optionalId,
    studentId: optionalId,
    level: level.default(1),
    kinship,
    same: z
      .literal("")
      .transform(() => null)
      .or(z.literal("new"))
      .or(id)
      .default(null),
  })
  .refine(({ kind, studentId }) => kind !== "GUARDIAN" || studentId !== null, {
    error: "Un responsable se crée depuis la page de l’élève.",
    path: ["kind"],
  })
  .refine(({ kind, birthDate }) => kind !== "STUDENT" || birthDate !== null, {
    error: "Indiquez la date de naissance\u202F: un import reconnaît l’élève par elle.",
    path: ["birthDate"],
  });

/** The fields of a person. `before`: as the form was opened with them, so that only what was changed is written. */
export const savePersonInput = z.object({
  operationId,
  personId: id,
  ...identity,
  /** Absent where the form has none: what stands then stays. */
  duty: z
    .string()
    .max(20)
    .optional()
    .transform((text) => (text === "" ? null : text)),
  before: z
    .string()
    .max(4000)
    .transform((text, issues): Record<string, string> => {
      try {
        return z.record(z.string(), z.string()).parse(JSON.parse(text));
      } catch {
        issues.addIssue({ code: "custom", message: "Rechargez la page." });
        return z.NEVER;
      }
    }),
});

/** A field that goes back to what the files say. `aboutId`: the person itself, or the pupil of a responsibility. */
export const giveBackInput = z.object({ operationId, personId: id, aboutId: id, field: z.enum(OVERRIDABLE) });

/** From a day on, somebody whom the school created is of it no more. */
export const endPersonInput = z.object({ operationId, personId: id, endsOn: day });

/** A guardian's responsibility for a pupil. */
export const saveGuardianshipInput = z
  .object({
    operationId,
    guardianId: id,
    studentId: id,
    level,
    kinship,
    startsOn: optionalDay,
    endsOn: optionalDay,
  })
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
    error: "La fin doit suivre le début.",
    path: ["endsOn"],
  });

/** A judgment, new or corrected. */
export const saveJudgmentInput = z
  .object({
    operationId,
    judgmentId: optionalId,
    version: z.coerce.number().int().min(1).default(1),
    guardianId: id,
    studentId: id,
    kind: z.enum(["NO_COMMUNICATION", "NO_VISIT"], { error: "Choisissez ce que dit le jugement." }),
    reference: name("Indiquez de quelle décision il s’agit, sans ses motifs.").max(120, "120 caractères au plus."),
    startsOn: day,
    endsOn: optionalDay,
  })
  .refine(({ startsOn, endsOn }) => !endsOn || startsOn <= endsOn, {
    error: "La fin doit suivre le début.",
    path: ["endsOn"],
  });
