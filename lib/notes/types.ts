import type { Temporal } from "temporal-polyfill";
import type { IsoDay } from "@/lib/time/day";
import type { Mark, MarkedAssessment, ServiceRules } from "./averages";
import type { Decimal } from "./fraction";

/** A period of a division's scheme. `endsOn` is exclusive. */
export interface GradingPeriod {
  id: string;
  name: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
}

/** A service, as everybody names it, and how it counts. */
export interface GradedService {
  id: string;
  subject: string;
  /** BCN code. */
  subjectCode: string;
  group: string;
  teachers: string[];
  /** In the general average. */
  coefficient: Decimal;
  rules: Omit<ServiceRules, "parts"> & { parts: readonly ServicePart[] };
}

/** Sous-service: écrit, oral… */
export interface ServicePart {
  id: string;
  name: string;
  coefficient: Decimal;
}

/** An assessment, without anybody's mark. */
export interface Assessment extends Omit<MarkedAssessment, "mark"> {
  title: string;
  heldOn: IsoDay;
  comment: string | null;
}

/** The figures of a class at an assessment, in its points; `mean` exact to four decimals. */
export interface ClassFigures {
  count: number;
  mean: Decimal;
  lowest: Decimal;
  highest: Decimal;
  median: Decimal;
}

/** An assessment as who teaches the service sees it. */
export interface TaughtAssessment extends Assessment {
  version: number;
  isReturned: boolean;
  visibleToStudentAt: Temporal.Instant | null;
  visibleToGuardianAt: Temporal.Instant | null;
  figures: ClassFigures | null;
}

/** A pupil of a service. */
export interface Pupil {
  id: string;
  firstName: string;
  lastName: string;
}

/** A cell: what it says, and the version that a change of it must name; 0 when nobody has written in it. */
export interface Cell {
  assessmentId: string;
  studentId: string;
  mark: Mark;
  version: number;
}

/** Why a service's grades cannot be written now; null when they can. */
export type ReadOnlyReason = "NOT_TEACHING" | "CLOSED" | null;

/** The grades of a service in a period. */
export interface GradeSheet {
  service: GradedService;
  /** Of how the service counts; 0 when nobody has set it. */
  settingsVersion: number;
  periods: GradingPeriod[];
  period: GradingPeriod;
  readOnly: ReadOnlyReason;
  pupils: Pupil[];
  /** In order of date. */
  assessments: TaughtAssessment[];
  cells: Cell[];
}

/** A service in a list. */
export interface ServiceLine {
  id: string;
  subject: string;
  subjectCode: string;
  group: string;
  teachers: string[];
  /** Of the period of today. */
  assessments: number;
  /** Of these, those that took place and in which nobody has a grade yet. */
  unmarked: number;
}

/** What became of one cell. */
export type CellOutcome = { assessmentId: string; studentId: string } & (
  | { status: "saved"; version: number }
  /** Somebody else wrote first: `current` is what they wrote, in the words of a cell; `typed` what was not saved. */
  | { status: "conflict"; version: number; current: string; by: string; typed: string }
  | { status: "refused"; message: string; typed: string }
);

/** A grade as its pupil and guardians read it. */
export interface ReadGrade extends Assessment {
  mark: Mark;
  remark: string | null;
  visibleAt: Temporal.Instant;
  isNew: boolean;
  /** Null while the school shows none, or for few pupils. */
  figures: ClassFigures | null;
}

/** A pupil's results in a service, as a reader may see them now. */
export interface SubjectResults {
  service: GradedService;
  /** In order of date. */
  grades: ReadGrade[];
  /** The class's average as this reader may know it, on the service's scale. */
  classAverage: Decimal | null;
}

/** A pupil's results in a period. */
export interface PupilResults {
  periods: GradingPeriod[];
  period: GradingPeriod | null;
  subjects: SubjectResults[];
}

/** A grade on a home page. */
export interface RecentGrade {
  assessmentId: string;
  studentId: string;
  subject: string;
  title: string;
  mark: Mark;
  outOf: Decimal;
}

/** Copies that wait for their grades. */
export interface UnmarkedAssessment {
  id: string;
  title: string;
  heldOn: IsoDay;
  subject: string;
  group: string;
}
