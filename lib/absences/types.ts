import type { Attachment } from "@/lib/files/types";
import type { AbsenceOrigin, AttendanceKind, ContactKind, JustificationStatus, SessionStatus } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";
import type { AbsenceSpan, JustifiedHalfDays } from "./rules";

/** A pupil, as lists name it. */
export interface PupilName {
  id: string;
  firstName: string;
  lastName: string;
}

/** A pupil that was looked for, with its class. */
export interface FoundPupil extends PupilName {
  division: string;
}

/** A lesson, as roll calls name it. */
export interface CalledLesson {
  id: string;
  subject: string;
  /** BCN code: stable, it chooses the subject's colour. */
  subjectCode: string;
  group: string;
  room: string | null;
  teachers: string[];
  day: IsoDay;
  startMinute: number;
  endMinute: number;
}

/** Where a roll call stands. */
export interface RollCallState {
  version: number;
  absent: number;
  late: number;
  /** ISO instant. */
  calledAt: string;
}

/** A lesson of a teacher's day, with its roll call. */
export interface LessonToCall extends CalledLesson {
  status: SessionStatus;
  rollCall: RollCallState | null;
  /** May it be called at this moment? */
  isCallable: boolean;
}

/** A pupil on the sheet of a roll call. */
export interface SheetPupil extends PupilName {
  mark: AttendanceKind | null;
  /** Of lateness. */
  minutes: number | null;
  /** At the lesson before, that day; null when there, or not called. */
  before: { kind: AttendanceKind; startMinute: number } | null;
  /** An absence that the vie scolaire knows of, which covers this lesson or a part of it. */
  known: { isWhole: boolean; endDay: IsoDay; endMinute: number } | null;
}

/** A roll call to take or to correct. */
export interface RollCallSheet {
  lesson: CalledLesson;
  /** 0 before the first. */
  version: number;
  /** ISO instant; null before the first. */
  calledAt: string | null;
  calledBy: string | null;
  pupils: SheetPupil[];
  /** Minutes of lateness to propose now. */
  proposedMinutes: number;
  isCallable: boolean;
}

/** What a family said of an absence. */
export interface JustificationItem {
  id: string;
  status: JustificationStatus;
  motive: { id: string; label: string };
  /** Null where it is not for this reader: what parents write is no reading for their child. */
  comment: string | null;
  /** ISO instant. */
  sentAt: string;
  isOwn: boolean;
  /** Who sent it, for the staff; one parent is not told the other's name. */
  author: string | null;
  answer: string | null;
  files: Attachment[];
}

/** An absence, with where its follow-up stands. */
export interface AbsenceItem extends AbsenceSpan {
  id: string;
  version: number;
  student: PupilName;
  isOpen: boolean;
  origin: AbsenceOrigin;
  /** Null when none is given, or when families do not read it. */
  motive: { id: string; label: string } | null;
  state: "TO_JUSTIFY" | "WAITING" | "REFUSED" | "SETTLED";
  /** Both counts; none for what is no absence of the bulletin. */
  halfDays: { gross: number; proportional: number };
  /** The last one sent. */
  justification: JustificationItem | null;
  /** `answer`: to the justification that waits. */
  can: { justify: boolean; answer: boolean; settle: boolean; withdraw: boolean };
}

/** A pupil who came late to a lesson. */
export interface LateItem {
  lesson: Pick<CalledLesson, "id" | "subject" | "subjectCode" | "day" | "startMinute">;
  student: PupilName;
  minutes: number;
}

/** The absences and latenesses of one pupil in a school year. */
export interface PupilAbsences {
  student: PupilName;
  halfDays: { gross: number; proportional: number };
  absences: AbsenceItem[];
  lates: LateItem[];
}

/** A guardian of a pupil, as who calls home needs it. */
export interface PersonToCall {
  id: string;
  firstName: string;
  lastName: string;
  /** 1 représentant légal, 2 en charge, 3 contact. */
  level: number;
  kinship: string | null;
  /** The mobile first; none of who must not be told. */
  phones: { kind: ContactKind; value: string }[];
  /** By a judgment of today: is told nothing of the pupil. */
  isShut: boolean;
  /** By a judgment of today: the pupil is not handed over to this person. */
  hasNoVisit: boolean;
}

/** What a bulletin says of a pupil's presence in a period, as it is counted: half-days both ways, and latenesses. */
export interface AttendanceCount {
  gross: JustifiedHalfDays;
  proportional: JustifiedHalfDays;
  lates: number;
}

/** A motive to choose. */
export interface MotiveChoice {
  id: string;
  label: string;
  isAdmissible: boolean;
}

/** A pupil who is not there now. */
export interface AbsentPupil extends AbsenceSpan {
  id: string;
  student: PupilName;
  division: string | null;
  isOpen: boolean;
  origin: AbsenceOrigin;
  motive: string | null;
  isSettled: boolean;
}

/** A justification that awaits an answer. */
export interface WaitingJustification {
  justification: JustificationItem;
  absence: AbsenceSpan & { id: string };
  student: PupilName;
}

/** A pupil over a threshold. */
export interface AlertItem {
  id: string;
  student: PupilName;
  month: IsoDay;
  threshold: number;
  halfDays: number;
}

/** The live figures of the vie scolaire. */
export interface BoardFigures {
  missing: number;
  absent: number;
  late: number;
  waiting: number;
  alerts: number;
}
