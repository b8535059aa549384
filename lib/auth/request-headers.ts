// What proxy.ts tells server components about the address, which they cannot see. It deletes whatever a client sent
// under these names.

/** The person that the address names (`?personne=`), a UUID. */
export const PERSON_HEADER = "x-preau-personne";

/** Path and query asked for, to come back to after signing in. */
export const RETURN_HEADER = "x-preau-retour";

/** The nonce of this response's scripts and styles. */
export const NONCE_HEADER = "x-nonce";
