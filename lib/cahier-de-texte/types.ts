import type { Departure } from "@/lib/emploi-du-temps/types";
import type { Attachment } from "@/lib/files/types";
import type { RichText } from "@/lib/rich-text/types";
import type { IsoDay } from "@/lib/time/day";

/** What a lesson is about, wherever it is named. */
export interface ServiceLabel {
  serviceId: string;
  subject: string;
  /** BCN code: stable, it chooses the subject's colour. */
  subjectCode: string;
  group: string;
}

/** A dated lesson, without its content. Minutes since midnight in the school's zone. */
export interface SessionSummary extends ServiceLabel {
  id: string;
  day: IsoDay;
  startMinute: number;
  endMinute: number;
  room: string | null;
  roomCode: string | null;
  teachers: string[];
  status: "PLANNED" | "CANCELLED" | "CHANGED" | "ADDED";
  departure: Departure;
}

/** A line of the teacher's day. */
export interface TeachingSession extends SessionSummary {
  hasContent: boolean;
  /** How many pieces of homework were given in it. */
  homeworkGiven: number;
  /** How many are due in it. */
  homeworkDue: number;
}

/** A division's lessons of one day: all, those begun, and how many of these are written. */
export interface DivisionLog {
  id: string;
  name: string;
  level: string | null;
  lessons: number;
  begun: number;
  written: number;
}

/** A lesson as its readers see it. */
export interface Lesson extends SessionSummary {
  /** Null: nothing written yet, or not to be shown yet. */
  content: RichText | null;
  attachments: Attachment[];
  homework: { id: string; dueOn: IsoDay; excerpt: string }[];
}

export type Audience = "ALL" | "GROUP" | "STUDENTS";

/** A piece of homework as its readers see it. */
export interface HomeworkItem extends ServiceLabel {
  id: string;
  /** The lesson in which it was given. */
  sessionId: string | null;
  teacher: string;
  givenOn: IsoDay;
  dueOn: IsoDay;
  /** Estimated work, in minutes. */
  minutes: number | null;
  audience: Audience;
  content: RichText;
  attachments: Attachment[];
  /** For each pupil the viewer may see whom it concerns: ticked or not. Empty for staff. */
  students: { id: string; firstName: string; isDone: boolean }[];
  can: { tick: boolean; edit: boolean };
}

/** Homework of one day due, with its work in minutes. */
export interface HomeworkDay {
  day: IsoDay;
  /** Minutes of what is left to do; for staff, of everything. */
  minutesLeft: number;
  items: HomeworkItem[];
}

/** A piece of homework as its teacher edits it. */
export interface EditableHomework {
  id: string;
  version: number;
  dueOn: IsoDay;
  dueSessionId: string | null;
  minutes: number | null;
  audience: Audience;
  groupId: string | null;
  studentIds: string[];
  content: RichText;
  attachments: Attachment[];
  /** How many pupils have ticked it. */
  doneCount: number;
}

/** Everything that the page of one lesson shows its teacher. */
export interface LessonEditor {
  session: SessionSummary;
  /** The stored entry; null when nothing was written. */
  entry: { content: RichText; version: number; attachments: Attachment[]; updatedAt: string } | null;
  homework: EditableHomework[];
  /** Next lessons of the same service, offered first as due dates. */
  nextSessions: { id: string; day: IsoDay; startMinute: number }[];
  /** Subgroups of the lesson's pupils, for the audience. */
  groups: { id: string; name: string }[];
  students: { id: string; firstName: string; lastName: string }[];
  /** What is already due for these pupils, by day, in minutes: the workload that a new piece adds to. */
  workload: { day: IsoDay; minutes: number; count: number }[];
  /** First and last day that may be chosen. */
  dueFrom: IsoDay;
  dueUntil: IsoDay;
}
