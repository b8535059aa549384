/**
 * The closed list of what can go wrong for a person. Each has its French message; an exception's text never reaches a
 * screen. Denied is NOT_FOUND: what one may not see looks absent.
 */
export const errorMessages = {
  SIGNED_OUT: "Votre session a pris fin. Reconnectez-vous : ce que vous avez saisi reste affiché.",
  PERSON_REQUIRED: "Votre compte a plusieurs profils : rechargez la page pour choisir celui qui agit.",
  NOT_FOUND: "Cet élément n’existe pas ou plus.",
  INVALID: "Certaines informations sont à corriger.",
  CONFLICT: "Quelqu’un d’autre a modifié cet élément entre-temps.",
  YEAR_CLOSED: "Cette année scolaire est close\u202F: elle se consulte et ne change plus.",
  LIMITED: "Trop de tentatives. Réessayez dans quelques minutes.",
  TOO_LARGE: "Ce fichier est trop lourd.",
  UNSUPPORTED_FILE: "Ce type de fichier n’est pas accepté.",
  UNAVAILABLE: "Ce service ne répond pas pour le moment. Réessayez dans un instant.",
  UNEXPECTED: "Une erreur est survenue de notre côté. Rien n’a été enregistré : réessayez.",
} as const;

export type ErrorCode = keyof typeof errorMessages;

/** Messages by field name, as zod's flattened errors give them. */
export type FieldErrors = Record<string, string[]>;

export interface Failure {
  ok: false;
  code: ErrorCode;
  message: string;
  fields?: FieldErrors;
  /** For CONFLICT: what is stored now, for the person to compare. */
  current?: unknown;
}

/** What a command answers: a value, or a failure that a person can understand. */
export type Result<T> = { ok: true; value: T } | Failure;

/** A success. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** A failure of the closed list, with a more precise French message where there is one. */
export function fail(code: ErrorCode, details: Omit<Partial<Failure>, "ok" | "code"> = {}): Failure {
  return { ok: false, code, message: errorMessages[code], ...details };
}
