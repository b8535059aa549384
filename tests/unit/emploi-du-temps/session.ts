import type { TimetableSession } from "@/lib/emploi-du-temps/types";

/** A lesson of a timetable as planned: mathematics in 6A, Thursday at 8 in room 112. */
export function aTimetableSession(values: Partial<TimetableSession> = {}): TimetableSession {
  return {
    id: "01a20059-0000-7000-8000-000000000001",
    version: 1,
    subject: "Mathématiques",
    subjectCode: "061300",
    group: "6A",
    day: "2026-11-19",
    startMinute: 480,
    endMinute: 535,
    room: "112",
    teachers: ["Mme Marchand"],
    status: "PLANNED",
    cancelReason: null,
    planned: null,
    plannedRoom: null,
    replacements: [],
    ...values,
  };
}
