import type { z } from "zod";
import type { IsoDay } from "@/lib/time/day";
import type { AttendanceCount } from "@/lib/absences/types";
import type { storedBulletin } from "./schema";

/** A period that a class is graded by; `endsOn` exclusive. */
export interface PeriodChoice {
  id: string;
  name: string;
  shortName: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
}

/** The bulletin of a pupil, as it is read: figures and names in French, averages «12,50» or «—». */
export type Bulletin = z.output<typeof storedBulletin>;

/** Half-days and latenesses as a bulletin says them. */
export type Attendance = NonNullable<Bulletin["attendance"]>;

/** What stands behind the presence that a bulletin tells: both counts of half-days, and what was put in their place. */
export interface PreparedAttendance {
  counted: AttendanceCount;
  corrected: Attendance | null;
  version: number;
}

/** A text and the version that the next change starts from; 0 when nothing was ever written. */
export interface WrittenText {
  text: string;
  version: number;
}

/** A pupil, as lists of pupils name it. */
export interface Pupil {
  id: string;
  firstName: string;
  lastName: string;
}

/** Where a class or a service is in the running period: how many of its pupils have something written. */
export interface Progress {
  id: string;
  name: string;
  period: PeriodChoice;
  pupils: number;
  written: number;
}

/** What a member of staff has to write and to read for the bulletins. */
export interface BulletinDesk {
  services: (Progress & { subject: string })[];
  divisions: (Progress & { publishedAt: string | null })[];
}

/** What one teacher writes in one service: pupil by pupil. */
export interface AppreciationSheet {
  service: { id: string; subject: string; group: string };
  period: PeriodChoice;
  periods: PeriodChoice[];
  pupils: (Pupil & WrittenText & { average: string; isPublished: boolean })[];
}

/** What the council has before it: the class, pupil by pupil. */
export interface CouncilSheet {
  division: { id: string; name: string };
  period: PeriodChoice;
  periods: PeriodChoice[];
  publishedAt: string | null;
  classAverage: string;
  pupils: (Pupil &
    WrittenText & {
      average: string;
      lines: number;
      written: number;
      attendance: Attendance | null;
      isCorrected: boolean;
    })[];
  can: { write: boolean; publish: boolean };
}

/** Bulletins of a class in a period. */
export interface BulletinSet {
  division: { id: string; name: string };
  period: { id: string; name: string; shortName: string };
  /** Null: a project, which changes with every grade. */
  publishedAt: string | null;
  bulletins: Bulletin[];
  /** By pupil, while the bulletins are a project; for staff. */
  prepared: ReadonlyMap<string, PreparedAttendance>;
  can: { correctAttendance: boolean };
}

/** A published bulletin in a family's list. */
export interface PublishedBulletin {
  student: { id: string; firstName: string };
  division: { id: string; name: string };
  period: { id: string; name: string };
  publishedAt: string;
}
