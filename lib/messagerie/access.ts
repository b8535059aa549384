import type { Viewer } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { guardianLevelsOf } from "@/lib/modules";
import type { Tie } from "@/lib/school/guardians";
import { validOn } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";

/**
 * Who writes to whom. Pupils: their teachers, the vie scolaire and the staff of the school; never another pupil, never the
 * parents of anybody. Guardians of level 1 and 2: the teachers of their children, the vie scolaire, the head, the
 * administration; never another guardian. Inspectors: the staff. The rest of the staff: everybody.
 * Whoever takes part in a conversation may answer in it, as long as it writes to somebody at all.
 */
export type Reach = "school" | "staff" | "guardian" | "pupil" | "nothing";

type Asking = Pick<Viewer, "profile" | "duty">;

/** How far this viewer writes. Pure. A guardian without a child in this module (level 3) writes to nobody. */
export function reachOf(viewer: Asking & Pick<Viewer, "students">): Reach {
  switch (viewer.profile) {
    case "STUDENT":
      return "pupil";
    case "GUARDIAN":
      return viewer.students.length > 0 ? "guardian" : "nothing";
    case "STAFF":
      return viewer.duty === "INSPECTOR" ? "staff" : "school";
    default:
      return "school";
  }
}

/**
 * May this viewer write at all, be it an answer? A guardian whose last guardianship here has ended, or is of level 3, still reads what it
 * was sent, and writes no more.
 */
export function mayWrite(viewer: Asking & Pick<Viewer, "students">): boolean {
  return reachOf(viewer) !== "nothing";
}

/**
 * To which classes a viewer writes as a whole (pupils, parents, teaching team): teachers to those they teach today, head, CPE
 * and secretary to all.
 */
export function groupReachOf(viewer: Asking): "all" | "taught" | "none" {
  switch (viewer.profile) {
    case "HEAD":
      return "all";
    case "TEACHER":
      return "taught";
    case "VIE_SCOLAIRE":
      return viewer.duty === "CPE" ? "all" : "none";
    case "STAFF":
      return viewer.duty === "SECRETARY" ? "all" : "none";
    default:
      return "none";
  }
}

/** Who reads what is reported, and nothing else of others' mail: head, deputies and CPE. */
export function isModerator(viewer: Asking): boolean {
  return viewer.profile === "HEAD" || (viewer.profile === "VIE_SCOLAIRE" && viewer.duty === "CPE");
}

/** Whose urgent messages do not wait for the end of quiet hours, as for results (eduscol, July 2025). */
export function mayBeUrgent(viewer: Asking): boolean {
  return isModerator(viewer);
}

/** Whose messages wait: those of the staff. */
export function waitsInQuietHours(viewer: Asking): boolean {
  return viewer.profile !== "STUDENT" && viewer.profile !== "GUARDIAN";
}

/**
 * Who is in the school on a day; a guardian of level 3 only, or whose guardianship has ended, is not written to, nor answered.
 * @param shut the guardianships of that day that count for nothing: lib/school/guardians.ts.
 */
export function mayBeWrittenTo(day: IsoDay, shut: Tie[]) {
  const levels = [...guardianLevelsOf("messagerie")];
  return {
    ...validOn(day),
    NOT: { profile: "GUARDIAN", wards: { none: { level: { in: levels }, ...validOn(day), NOT: shut } } },
  } satisfies Prisma.PersonWhereInput;
}
