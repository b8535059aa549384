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
const retour = z.string().max(1000).optional();

/** The code of the second step: six digits of an application, or a recovery code. */
export const secondStepInput = z.object({
  code: z.string("Indiquez votre code.").trim().min(1, "Indiquez votre code.").max(100, "Ce code est trop long."),
  retour,
});

/** What a browser answers in the name of a passkey: JSON, whose shape is checked here and whose truth by the library. */
function answer<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .max(20_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "Cette clé d’accès n’a pas répondu." });
        return z.NEVER;
      }
    })
    .pipe(schema);
}

const credential = {
  id: z.string(),
  rawId: z.string(),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}),
};

/** A passkey shown at the second step. */
export const showPasskeyInput = z.object({
  response: answer(
    z.object({
      ...credential,
      response: z.object({ clientDataJSON: z.string(), authenticatorData: z.string(), signature: z.string() }),
    }),
  ),
  retour,
});

const factorName = z
  .string("Donnez un nom à ce moyen.")
  .trim()
  .min(1, "Donnez un nom à ce moyen.")
  .max(60, "60 caractères au plus.");

/** Asked for again from who is signed in, not from who has just given it (mayBeginFactor). */
const passwordAgain = z.string().max(1000, "Ce mot de passe est trop long.").default("");

/** An application that is begun. */
export const beginAuthenticatorInput = z.object({ name: factorName, currentPassword: passwordAgain });

/** Its first code. */
export const confirmAuthenticatorInput = z.object({
  factorId: z.uuid(),
  code: z.string("Recopiez les six chiffres.").trim().min(1, "Recopiez les six chiffres.").max(20),
});

/** A passkey that is begun. */
export const beginPasskeyInput = z.object({ currentPassword: passwordAgain });

/** A passkey that a browser has made. */
export const addPasskeyInput = z.object({
  name: factorName,
  response: answer(
    z.object({
      ...credential,
      response: z.object({
        clientDataJSON: z.string(),
        attestationObject: z.string(),
        transports: z.array(z.enum(["ble", "cable", "hybrid", "internal", "nfc", "smart-card", "usb"])).default([]),
      }),
    }),
  ),
});

/** One of my second factors, to be removed. */
export const removeFactorInput = z.object({ factorId: z.uuid(), currentPassword: typedPassword });

/** New recovery codes. */
export const renewCodesInput = z.object({ currentPassword: typedPassword });

/** A button without anything to say. */
export const emptyInput = z.object({});
