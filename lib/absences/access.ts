import { isFamily, type Viewer } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { validOn } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";

type Asking = Pick<Viewer, "profile" | "duty">;

/** Who follows absences up: head, deputies and the whole vie scolaire, who answer the phone. */
export function mayFollowUp(viewer: Asking): boolean {
  return viewer.profile === "HEAD" || viewer.profile === "VIE_SCOLAIRE";
}

/** Whom a threshold alerts: the head (L131-8) and the CPE. */
export function mayReadAlerts(viewer: Asking): boolean {
  return viewer.profile === "HEAD" || (viewer.profile === "VIE_SCOLAIRE" && viewer.duty === "CPE");
}

/**
 * The lessons of a day whose roll a viewer may call or read: those that a teacher gave that day, or replaced the teacher of; any of
 * the school for those who follow absences up. Cancelled ones have no roll call.
 * @param day the lesson's own: who takes a service over does not read the roll calls of before, who has left it those of after.
 */
export function calledSessions(viewer: Viewer, day: IsoDay): Prisma.SessionWhereInput {
  const schoolId = viewer.school.id;
  const held = { schoolId, status: { not: "CANCELLED" as const }, year: { closedAt: null } };
  if (mayFollowUp(viewer)) return held;
  // Never `OR: []`: inside an AND, Prisma reads it as «anything».
  if (viewer.profile !== "TEACHER") return { schoolId, id: { in: [] } };
  return { ...held, ...taughtBy(viewer, day) };
}

/** The lessons that a teacher gives: in person, or on the service as titular, co-teacher or substitute for the dates given. */
export function taughtBy(viewer: Viewer, day: IsoDay): Prisma.SessionWhereInput {
  const schoolId = viewer.school.id;
  const teacherId = viewer.person.id;
  return {
    OR: [
      { teachers: { some: { schoolId, teacherId } } },
      { service: { teachers: { some: { schoolId, teacherId, ...validOn(day) } } } },
    ],
  };
}

/** Pupils come in before the bell: from then on the roll may be called. */
const MINUTES_BEFORE = 15;

/**
 * May the roll of a lesson be called, or corrected, at this moment? From a quarter of an hour before it; teachers until the end of that
 * day, those who follow absences up for as long as the year is open.
 */
export function isCallable(
  viewer: Asking,
  lesson: { day: IsoDay; startMinute: number },
  now: { day: IsoDay; minute: number },
): boolean {
  if (lesson.day > now.day) return false;
  if (lesson.day < now.day) return mayFollowUp(viewer);
  return now.minute >= lesson.startMinute - MINUTES_BEFORE;
}

/**
 * Who justifies an absence: those who answer for the child, which is guardians of level 1 and those in charge, level 2
 * (L131-4, L131-8); from 18 on the pupil alone, whose parents go on reading. Level 3 has no pupils here (lib/modules.ts).
 */
export function mayJustify(viewer: Viewer, absence: { studentId: string; isOfAge: boolean }): boolean {
  const isTheirs = viewer.students.some(({ id }) => id === absence.studentId);
  return isTheirs && viewer.profile === (absence.isOfAge ? "STUDENT" : "GUARDIAN");
}

/** Who may justify anything at all, and so join files to it: families that see a pupil here. */
export function mayJustifySome(viewer: Viewer): boolean {
  return isFamily(viewer) && viewer.students.length > 0;
}
