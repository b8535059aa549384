import type { Temporal } from "temporal-polyfill";
import type { ImportChangeKind, ImportState } from "@/lib/db/types";

/** Days during which an import is undone as a whole; what it takes for that is then forgotten. */
export const UNDO_DAYS = 7;

/** Files of one import: SIECLE's four, STS, and room for exports cut in parts. */
export const MAX_IMPORT_FILES = 20;

/** All the files of an import, as a browser sends them in one form: a large lycée's are below 20 MB before they are zipped. */
export const MAX_IMPORT_BYTES = 64_000_000;

/** How many changes a page shows. */
export const CHANGES_PAGE = 50;

/** How many questions a page asks. */
export const QUESTIONS_PAGE = 10;

/** How many imports a page shows. */
export const RUNS_PAGE = 20;

/** Is the worker at it? */
export function isUnderWay(state: ImportState): boolean {
  return state === "READING" || state === "APPLYING" || state === "UNDOING";
}

/** The instant from which an import that was applied is undone no more. */
export function undoUntil(appliedAt: Temporal.Instant): Temporal.Instant {
  return appliedAt.add({ hours: 24 * UNDO_DAYS });
}

/** What may be done with an import now. */
export function abilitiesOf(
  run: { state: ImportState; problemCode: string | null; appliedAt: Temporal.Instant | null; changes: number },
  now: Temporal.Instant,
): { apply: boolean; discard: boolean; allowDepartures: boolean; undo: boolean; match: boolean; decide: boolean } {
  const isUndoable = run.appliedAt !== null && undoUntil(run.appliedAt).epochMilliseconds > now.epochMilliseconds;
  return {
    apply: run.state === "READY" && run.changes > 0,
    discard: run.state === "READY" || run.state === "FAILED" || run.state === "MATCHING",
    // The columns may be said again, as long as nothing has entered.
    match: run.state === "MATCHING" || run.state === "READY" || run.state === "FAILED",
    decide: run.state === "READY",
    allowDepartures: run.state === "FAILED" && run.problemCode === "MASS_DEPARTURE",
    undo: run.state === "APPLIED" && isUndoable,
  };
}

/** Changes of one import in a spreadsheet: three times those of the first import of a large lycée. */
export const MAX_TABLE_CHANGES = 50_000;

/** What an import does to things, in the order in which it is read. */
export const CHANGE_KINDS = ["CREATED", "CHANGED", "ENDED", "REFUSED"] as const satisfies readonly ImportChangeKind[];

/** The changes that a page shows: those asked for, else the first that there are. */
export function shownKind(
  asked: string | undefined,
  totals: Readonly<Record<ImportChangeKind, number>>,
): ImportChangeKind {
  return (
    CHANGE_KINDS.find((kind) => kind === asked) ?? CHANGE_KINDS.find((kind) => totals[kind] > 0) ?? CHANGE_KINDS[0]
  );
}
