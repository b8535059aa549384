import type { Viewer } from "@/lib/auth/viewer";
import { isFamily } from "@/lib/auth/viewer";
import type { Subject } from "./types";

/**
 * Who reads which timetable: a pupil its own, guardians of level 1 and 2 each child's, an AESH those of its pupils; teachers
 * and the rest of the staff any class, room and colleague; head and vie scolaire any pupil too. An administrator runs the
 * portal and reads none.
 */
export type Reach = "family" | "supported" | "structures" | "school" | "nothing";

type Asking = Pick<Viewer, "profile" | "duty">;

/** How far this viewer reads. Pure; level 3 guardians have no pupils in this module (lib/modules.ts). */
export function reachOf(viewer: Asking): Reach {
  switch (viewer.profile) {
    case "STUDENT":
    case "GUARDIAN":
      return "family";
    case "TEACHER":
      return "structures";
    case "STAFF":
      return viewer.duty === "AESH" ? "supported" : "structures";
    case "HEAD":
    case "VIE_SCOLAIRE":
      return "school";
    default:
      return "nothing";
  }
}

/** May this viewer ask for such a timetable? Whether an AESH accompanies the pupil is for the query to find. */
export function mayAskFor(viewer: Viewer, subject: Subject): boolean {
  switch (reachOf(viewer)) {
    case "family":
      return subject.kind === "student" && viewer.students.some((student) => student.id === subject.id);
    case "supported":
      return subject.kind === "student";
    case "structures":
      return subject.kind !== "student";
    case "school":
      return true;
    case "nothing":
      return false;
  }
}

/** Who changes the timetable and declares absences of teachers: head, deputies and CPE. */
export function mayManage(viewer: Asking): boolean {
  return viewer.profile === "HEAD" || (viewer.profile === "VIE_SCOLAIRE" && viewer.duty === "CPE");
}

/**
 * The timetables that a viewer may subscribe a calendar to: its own lessons, or its pupils'.
 * @param studentId null: one's own as a teacher.
 */
export function maySubscribeTo(viewer: Viewer, studentId: string | null): boolean {
  if (studentId === null) return viewer.profile === "TEACHER";
  return isFamily(viewer) && viewer.students.some((student) => student.id === studentId);
}
