import type { Temporal } from "temporal-polyfill";
import type { ImportChangeKind, ImportChoice, ImportState } from "@/lib/db/types";
import type { PlainTable } from "./columns";
import type { Question } from "./plan/questions";
import type { Entity } from "./records";
import type { Rollover } from "./plan/rollover";
import type { abilitiesOf } from "./rules";
import type { TableName } from "./plan/tables";

/** What a field of a person, a class… was and becomes, as the database has it. `name`: «lastName», «contact.EMAIL», «externalId.INE». */
export interface FieldChange {
  name: string;
  before: string | null;
  after: string | null;
  /** The school has set this field itself: the files change, and this stays. */
  kept?: string | null;
}

/** The tables that undoing an import writes. */
export type ImportedTable = TableName | "schoolYear";

/** A row as it was (null: it was not) and as it became (null: it went). */
export interface RowChange {
  table: ImportedTable;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

/** One thing that an import creates, changes, ends or refuses. */
export interface DescribedChange {
  kind: ImportChangeKind;
  entity: Entity;
  /** «BENALI Lina», «6A», «Mathématiques, 6A». */
  label: string;
  fields: FieldChange[];
  rows: RowChange[];
}

/** How many things of each sort an import creates, changes, ends and refuses. */
export type ChangeCounts = Partial<Record<Entity, Partial<Record<ImportChangeKind, number>>>>;

/** What keeps an import from being undone. */
export interface Obstacle {
  /** What it is about, as the change says it; null when it is not about one. */
  label: string | null;
  /** Changed since; has an account; is used by `table`; its year is closed. */
  reason: "CHANGED" | "ACCOUNT" | "USED" | "CLOSED" | "DIRECTION";
  table: string | null;
}

/** An import, as the list shows it. */
export interface ImportLine {
  id: string;
  state: ImportState;
  createdAt: Temporal.Instant;
  appliedAt: Temporal.Instant | null;
  author: { firstName: string; lastName: string };
  files: string[];
  totals: Record<ImportChangeKind, number>;
  problem: string | null;
}

/** An import, as its page shows it. */
export interface ImportPage extends Omit<ImportLine, "files"> {
  version: number;
  progress: number;
  yearLabel: string | null;
  /** Who enters, goes on and leaves, when its year has not begun. */
  rollover: Rollover | null;
  hasMoved: boolean;
  counts: ChangeCounts;
  notices: string[];
  obstacles: Obstacle[];
  files: { id: string; name: string; size: number }[];
  /** Until when it can be undone; null when it was not applied. */
  undoUntil: Temporal.Instant | null;
  /** Are its changes still kept? */
  hasChanges: boolean;
  /** Plain tables, whose columns are to be matched or were. */
  tables: PlainTable[];
  can: ReturnType<typeof abilitiesOf>;
}

/** A record that may be several people, as a page asks about it. */
export interface QuestionLine extends Pick<Question, "label" | "reason" | "facts" | "candidates"> {
  id: string;
  entity: Entity;
  place: string;
  choice: ImportChoice | null;
  personId: string | null;
}

/** A change, as a page shows it. */
export interface ChangeLine {
  id: string;
  kind: ImportChangeKind;
  entity: Entity;
  label: string;
  fields: FieldChange[];
}
