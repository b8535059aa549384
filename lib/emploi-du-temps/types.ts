import type { CancelReason, SessionStatus } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";

/** Whose timetable it is. */
export interface Subject {
  kind: "student" | "division" | "teacher" | "room";
  id: string;
}

/** A place in time, in the school's zone: minutes since midnight. */
export interface Moment {
  day: IsoDay;
  startMinute: number;
  endMinute: number;
}

/** A lesson as a timetable shows it, with what it was before where that differs. */
export interface TimetableSession extends Moment {
  id: string;
  version: number;
  subject: string;
  /** BCN code: stable, it chooses the subject's colour. */
  subjectCode: string;
  group: string;
  /** Code of the room: «204». */
  room: string | null;
  /** Those who give it. */
  teachers: string[];
  status: SessionStatus;
  cancelReason: CancelReason | null;
  /** When it was planned; null when that is when it is. */
  planned: Moment | null;
  /** Where it was planned; `code` null: nowhere said. Null when that is where it is. */
  plannedRoom: { code: string | null } | null;
  replacements: { substitute: string; replaced: string }[];
}

/** How a lesson departs from what was planned, as lists of lessons carry it. */
export type Departure = Pick<TimetableSession, "cancelReason" | "planned" | "plannedRoom">;

/** A day of a timetable, in order of time. */
export interface TimetableDay {
  day: IsoDay;
  /** Why nobody has lessons: «Vacances de Noël», «11 novembre». */
  closure: string | null;
  sessions: TimetableSession[];
  /** Lessons planned on this day that moved to another one. */
  movedAway: TimetableSession[];
}

/** A week of one timetable. */
export interface TimetableWeek {
  /** Monday. */
  from: IsoDay;
  /** Exclusive. */
  until: IsoDay;
  /** Week A or B by the school's calendar; null where the school has no such weeks. */
  alternance: "A" | "B" | null;
  /** Monday to Friday, and Saturday where it is taught. */
  days: TimetableDay[];
}

/** A timetable that one may choose to look at. */
export interface SubjectChoice extends Subject {
  label: string;
  /** Of a division. */
  level: string | null;
}

/** What a manager is shown to change one lesson. */
export interface SessionChange {
  session: TimetableSession;
  /** Does the absence of its teacher, as declared, cancel it? */
  isByAbsence: boolean;
  roomId: string | null;
  teachers: { id: string; name: string; replaces: { id: string; name: string } | null }[];
  rooms: { id: string; code: string; isFree: boolean }[];
  colleagues: { id: string; name: string; isFree: boolean }[];
}

/** A teacher's absence, as declared. */
export interface DeclaredAbsence {
  id: string;
  teacher: string;
  startDay: IsoDay;
  startMinute: number;
  endDay: IsoDay;
  endMinute: number;
  hasBegun: boolean;
  /** Lessons that it cancels still. */
  sessions: number;
}

/** A calendar's secret address, without the secret, which is not kept. */
export interface Feed {
  id: string;
  /** The pupil whose timetable it is; null for a teacher's own. */
  studentId: string | null;
  /** ISO instant. */
  createdAt: string;
}
