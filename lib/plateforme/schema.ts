import { z } from "zod";
import { isUai } from "@/lib/imports/uai";
import { TIME_ZONES, ZONES } from "./zones";

const text = (most: number, missing: string) =>
  z.string(missing).trim().min(1, missing).max(most, "Ce texte est trop long.");

/** Nothing chosen is null. */
const optionalId = z.union([z.literal("").transform(() => null), z.uuid("Choisissez dans la liste.")]);

const optionalEmail = z.union([
  z.literal("").transform(() => null),
  z.email("Cette adresse e-mail n’est pas valable.").max(200, "Cette adresse e-mail est trop longue."),
]);

const organizationName = text(120, "Indiquez le nom de l’organisation.");

/** A new académie or collectivité. */
export const createOrganizationInput = z.object({
  kind: z.enum(["ACADEMIE", "COLLECTIVITE"], "Choisissez une sorte d’organisation."),
  code: z
    .string("Indiquez un code.")
    .trim()
    .transform((code) => code.toUpperCase())
    .refine((code) => /^[A-Z0-9][A-Z0-9-]{1,31}$/.test(code), "De 2 à 32 lettres, chiffres et tirets, sans espace."),
  name: organizationName,
  parentId: optionalId,
});

/** Another name for an organisation, or another place in the tree. */
export const saveOrganizationInput = z.object({
  organizationId: z.uuid(),
  name: organizationName,
  parentId: optionalId,
});

const zone = z.enum(Object.keys(ZONES) as (keyof typeof ZONES)[], "Choisissez une zone.");
const timeZone = z.enum(Object.keys(TIME_ZONES) as (keyof typeof TIME_ZONES)[], "Choisissez un fuseau horaire.");
const blank = z.literal("").transform(() => null);

const school = {
  name: text(120, "Indiquez le nom de l’établissement."),
  kind: z.enum(["ECOLE", "COLLEGE", "LYCEE"], "Choisissez le type d’établissement."),
  city: text(80, "Indiquez la commune."),
  organizationId: optionalId,
};

/** A new school; its zone and time zone are those of its UAI unless they are chosen. */
export const createSchoolInput = z.object({
  uai: z
    .string("Indiquez l’UAI.")
    .trim()
    .transform((uai) => uai.replaceAll(/\s/g, "").toUpperCase())
    .refine(isUai, "Sept chiffres et une lettre, qui dépend des chiffres\u202F: vérifiez l’UAI."),
  ...school,
  zone: z.union([blank, zone]),
  timeZone: z.union([blank, timeZone]),
});

/** What is known of a school, corrected. Its UAI is its identity. */
export const saveSchoolInput = z.object({ schoolId: z.uuid(), ...school, zone, timeZone });

/** A school to close, or to open again. */
export const schoolStateInput = z.object({ schoolId: z.uuid() });

const names = {
  firstName: text(60, "Indiquez le prénom."),
  lastName: text(60, "Indiquez le nom."),
  email: optionalEmail,
};

/** The first head or administrator of a school. */
export const inviteInput = z.object({
  schoolId: z.uuid(),
  profile: z.enum(["HEAD", "ADMIN"], "Choisissez une fonction."),
  civility: z.enum(["M", "MME"], "Choisissez une civilité."),
  ...names,
});

/** A new code for one of them. */
export const renewInviteInput = z.object({ schoolId: z.uuid(), personId: z.uuid() });

/** Another administrator, of the whole platform or of an organisation. */
export const addAdministratorInput = z.object({ ...names, organizationId: optionalId });

/** One of the administrators. */
export const administratorInput = z.object({ roleId: z.uuid() });
