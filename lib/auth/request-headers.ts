// What proxy.ts tells server components about the address, which they cannot see. It deletes whatever a client sent
// under these names.

/** The person that the address names (`?personne=`), a UUID. */
export const PERSON_HEADER = "x-preau-personne";

/** The school year that the address names (`?annee=2025-2026`), to read an archive. */
export const YEAR_HEADER = "x-preau-annee";

/** Path and query asked for, to come back to after signing in. */
export const RETURN_HEADER = "x-preau-retour";

/** The nonce of this response's scripts and styles. */
export const NONCE_HEADER = "x-nonce";

/** «2026-2027»; «2027» where school years are those of the calendar. */
export function isYearLabel(text: string | null): text is string {
  return text !== null && /^\d{4}(-\d{4})?$/.test(text);
}
