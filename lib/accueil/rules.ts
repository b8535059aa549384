import type { Viewer } from "@/lib/auth/viewer";

/** The first forms of the home page, by what somebody comes for. */
export type HomeKind = "pupil" | "guardian" | "teacher" | "support" | "school" | "desk" | "admin" | "calm";

/**
 * The home page of a profile. Those who read every log get the school's; the vie scolaire's office follows the day; an AESH follows
 * pupils; an administrator runs accounts; a secretary has mail and news.
 */
export function homeKind({ profile, duty }: Pick<Viewer, "profile" | "duty">): HomeKind {
  switch (profile) {
    case "STUDENT":
      return "pupil";
    case "GUARDIAN":
      return "guardian";
    case "TEACHER":
      return "teacher";
    case "HEAD":
      return "school";
    case "VIE_SCOLAIRE":
      return duty === "CPE" ? "school" : "desk";
    case "STAFF":
      return duty === "INSPECTOR" ? "school" : duty === "AESH" ? "support" : "calm";
    case "ADMIN":
      return "admin";
  }
}

/** The lessons of a day that are not over at a minute of it, cancelled ones included: they are news. */
export function lessonsLeft<Lesson extends { endMinute: number }>(
  lessons: readonly Lesson[],
  minute: number,
): Lesson[] {
  return lessons.filter(({ endMinute }) => endMinute > minute);
}

/**
 * Classes in the order in which somebody who watches over their logs looks at them: those with the most lessons begun and not
 * written first, in the order given among equals. Pure.
 */
export function mostToWriteFirst<Log extends { begun: number; written: number }>(logs: readonly Log[]): Log[] {
  return logs.toSorted((a, b) => b.begun - b.written - (a.begun - a.written));
}
