import type { Temporal } from "temporal-polyfill";
import type { IsoDay } from "@/lib/time/day";

/** To come; under way; over and open still; an archive. */
export type YearState = "PREPARED" | "CURRENT" | "OVER" | "CLOSED";

/** What of a year nobody has finished. */
export interface OpenThings {
  /** Bulletins of a class for a period that is over, not yet published. */
  bulletins: number;
  /** Absences without a motive that somebody settled. */
  absences: number;
  /** Lessons held whose roll nobody called. */
  rollCalls: number;
}

/** A school year, as its page shows it. */
export interface YearLine {
  id: string;
  label: string;
  state: YearState;
  firstDay: IsoDay;
  /** Included. */
  lastDay: IsoDay;
  version: number;
  closedAt: Temporal.Instant | null;
  /** Until when the head opens it again. */
  reopenUntil: Temporal.Instant | null;
  divisions: number;
  pupils: number;
  /** «Trimestres», «Semestres». */
  schemes: string[];
  /** Days without lessons that are entered. */
  closures: number;
  can: { close: boolean; reopen: boolean; prepare: boolean };
}

/** The years of a school. */
export interface YearsPage {
  years: YearLine[];
  pages: number;
  /** The year that may be prepared now, with the days that are proposed for it; null when the last one has not begun. */
  next: { label: string; firstDay: IsoDay; lastDay: IsoDay; copies: string[] } | null;
  /** The holidays of the school's zone are entered with the year. */
  hasHolidays: boolean;
}

/** A year about to be closed. */
export interface ClosingPage {
  year: Pick<YearLine, "id" | "label" | "state" | "lastDay" | "version">;
  open: OpenThings;
  mustConfirm: boolean;
}
