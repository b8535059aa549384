import { z } from "zod";
import { isLogin, normalizeLogin } from "@/lib/auth/rules";

const typedLogin = z
  .string("Indiquez votre identifiant.")
  .trim()
  .min(1, "Indiquez votre identifiant.")
  .max(200, "Cet identifiant est trop long.");

const typedPassword = z
  .string("Indiquez votre mot de passe.")
  .min(1, "Indiquez votre mot de passe.")
  .max(1000, "Ce mot de passe est trop long.");

const checkbox = z
  .literal("on")
  .optional()
  .transform((value) => value === "on");

/** The sign-in form. `retour` is checked where it is used (safeReturnPath). */
export const signInInput = z.object({
  login: typedLogin,
  password: typedPassword,
  shared: checkbox,
  retour: z.string().max(1000).optional(),
});

/** One of the demo's persons, by login. */
export const demoSignInInput = z.object({ login: typedLogin, retour: z.string().max(1000).optional() });

/** A printed code, as typed. */
export const codeInput = z.object({
  code: z.string("Recopiez le code de votre feuille.").trim().min(1, "Recopiez le code de votre feuille.").max(100),
});

/** A new account: its strength is judged by passwordProblem, which knows the names. */
export const newAccountInput = z.object({
  login: typedLogin
    .transform(normalizeLogin)
    .refine(isLogin, "Choisissez de 3 à 64 lettres, chiffres, points ou tirets, en commençant par une lettre."),
  password: typedPassword,
  shared: checkbox,
});

/** An existing account that a printed code adds a person to. */
export const linkAccountInput = z.object({ login: typedLogin, password: typedPassword, shared: checkbox });

/** A new password alone: reset by a printed code. */
export const newPasswordInput = z.object({ password: typedPassword, shared: checkbox });

/** A new password by the link of a mail. */
export const resetByMailInput = z.object({ jeton: z.string().max(200), password: typedPassword });

/** «Mot de passe oublié»: a login or an e-mail address. */
export const forgottenInput = z.object({
  identifier: z
    .string("Indiquez votre identifiant ou votre adresse e-mail.")
    .trim()
    .min(1, "Indiquez votre identifiant ou votre adresse e-mail.")
    .max(200, "Ce texte est trop long."),
});

/** Changing one's password. */
export const changePasswordInput = z.object({ currentPassword: typedPassword, password: typedPassword });

/** The address that reset links are sent to; empty: none. */
export const emailInput = z.object({
  currentPassword: typedPassword,
  email: z.union([
    z.literal(""),
    z.email("Cette adresse e-mail n’est pas valable.").max(200, "Cette adresse e-mail est trop longue."),
  ]),
});

/** One of my devices. */
export const deviceInput = z.object({ signInId: z.uuid() });

/** One of my persons. */
export const switchPersonInput = z.object({ personId: z.uuid() });

/** Whom the portal is to be seen as. `personne`: who asks (lib/actions/define-action.ts). */
export const startSeeingInput = z.object({ personne: z.uuid().optional(), personId: z.uuid() });

/** A button without anything to say. */
export const emptyInput = z.object({});
