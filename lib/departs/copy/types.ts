import type { Temporal } from "temporal-polyfill";
import type { Db, Profile } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";
import type { CopySectionSlug } from "@/lib/departs/registry";

/**
 * For whom a copy is made. SELF: the person, who reads all. GUARDIAN: who has parental authority over a pupil, and reads of it what the
 * portal shows, neither its mail nor its own space. SCHOOL: the school, for somebody who asked in writing; a mailbox and an own space are
 * their owner's alone.
 */
export type CopyReader = "SELF" | "GUARDIAN" | "SCHOOL";

/** Whose copy it is, at what instant. */
export interface CopySubject {
  schoolId: string;
  personId: string;
  accountId: string | null;
  profile: Profile;
  reader: CopyReader;
  timeZone: string;
  now: Temporal.Instant;
  today: IsoDay;
}

/** What stands in a table: text, a number, an instant, a day, nothing. */
export type Cell = string | number | null | { instant: Date } | { day: IsoDay };

export interface CopyTable {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** A chapter of the copy. */
export interface CopySection {
  slug: CopySectionSlug;
  title: string;
  /** What is in it, and where the rest is. */
  lead: string;
  tables: CopyTable[];
}

/** How a chapter is read. */
export interface SectionSource {
  title: string;
  lead: string;
  /** For whom it is made. */
  readers: readonly CopyReader[];
  read: (db: Db, subject: CopySubject) => Promise<CopyTable[]>;
}
