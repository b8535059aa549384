import type { PasswordProblem } from "@/lib/auth/rules";
import { PASSWORD_MAX, PASSWORD_MIN } from "@/lib/auth/password-strength";
import { formatCount } from "@/lib/time/format";

/** One sentence for an unknown account, a wrong password and an ended account: it tells nothing. */
export const WRONG_CREDENTIALS = "Identifiant ou mot de passe incorrect.";

export const LOGIN_TAKEN = "Cet identifiant est déjà pris : ajoutez un chiffre ou un point.";

/** One sentence for a code that is wrong, used or out of date. */
export const WRONG_CODE =
  "Ce code n’est pas valable, ou ne l’est plus. Vérifiez votre saisie ou demandez une nouvelle feuille à l’établissement.";

/** One sentence for a reset link that is wrong, used or out of date. */
export const WRONG_LINK = "Ce lien n’est plus valable. Demandez-en un nouveau.";

/** One sentence for a code of the second step that is wrong, used or out of date. */
export const WRONG_FACTOR = "Ce code n’est pas le bon, ou il a déjà servi\u202F: il faut attendre le suivant.";

/** A passkey that did not answer as it should. */
export const WRONG_PASSKEY = "Cette clé d’accès n’a pas été reconnue. Un code peut la remplacer.";

/** The time for the second step is over, or it was passed elsewhere. */
export const STEP_OVER = "Le délai est passé\u202F: il faut se reconnecter avec le mot de passe.";

/** What to do about a password that is refused, in words for pupils and adults alike. */
export const passwordMessages: Record<PasswordProblem, string> = {
  TOO_SHORT: `Il faut au moins ${PASSWORD_MIN} caractères\u202F: quatre mots au hasard font un bon mot de passe.`,
  TOO_LONG: `Il faut ${PASSWORD_MAX} caractères au plus.`,
  PERSONAL: "Ce mot de passe reprend le nom ou l’identifiant\u202F: il serait vite deviné.",
  COMMON: "Ce mot de passe est trop facile à deviner\u202F: quatre mots au hasard valent mieux.",
};

/** «Trop de tentatives. Réessayez dans 2 minutes.» */
export function waitMessage(seconds: number): string {
  const wait = seconds < 60 ? formatCount(seconds, "seconde") : formatCount(Math.ceil(seconds / 60), "minute");
  return `Trop de tentatives. Réessayez dans ${wait}.`;
}
