/** Why a whole file, or the whole import, is refused. Nothing has been written when it is thrown. */
export type ImportFailureCode =
  | "UNREADABLE"
  | "TOO_LARGE"
  | "ENCODING"
  | "DOCTYPE"
  | "MALFORMED"
  | "UNKNOWN_KIND"
  | "INCOMPLETE_HEADER"
  | "DUPLICATE_KIND"
  | "PARTIAL"
  | "MIXED_SYSTEMS"
  | "WRONG_SCHOOL"
  | "UNKNOWN_SCHOOL"
  | "WRONG_YEAR"
  | "CLOSED_YEAR"
  | "MASS_DEPARTURE"
  | "DIRECTION";

/** The only error that the importer throws for its input; `message` is French and meant for the school. */
export class ImportFailure extends Error {
  override name = "ImportFailure";

  constructor(
    readonly code: ImportFailureCode,
    readonly file: string,
    readonly line: number | null,
    readonly reason: string,
  ) {
    super([file, line === null ? "" : `ligne ${line}`, reason].filter((part) => part !== "").join(", "));
  }
}

/** A value as a French message shows it. */
export function quoted(value: string): string {
  return `«\u00a0${value}\u00a0»`;
}
