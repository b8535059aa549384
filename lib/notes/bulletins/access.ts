import type { Viewer } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { validOn } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";

/**
 * Who reads bulletins while they are written: head and CPE those of every class, the professeur principal those of its classes.
 * Who teaches the class writes in them, and reads its own part alone. A family reads its own once published. Nobody else.
 */
export type Reach = "school" | "main" | "family" | "nothing";

type Asking = Pick<Viewer, "profile" | "duty">;

/** How far this viewer reads. Pure; which guardians have pupils here says lib/modules.ts. */
export function reachOf(viewer: Asking): Reach {
  switch (viewer.profile) {
    case "STUDENT":
    case "GUARDIAN":
      return "family";
    case "TEACHER":
      return "main";
    case "HEAD":
      return "school";
    case "VIE_SCOLAIRE":
      return viewer.duty === "CPE" ? "school" : "nothing";
    default:
      return "nothing";
  }
}

/** Who closes the council: publishes the bulletins of a class, and takes them back. */
export function mayPublish(viewer: Asking): boolean {
  return viewer.profile === "HEAD";
}

/** Of a class whose bulletins one reads: who writes the council's appreciation. The CPE reads. */
export function mayWriteCouncil(viewer: Asking): boolean {
  return viewer.profile === "HEAD" || viewer.profile === "TEACHER";
}

/** Of a class whose bulletins one reads: who corrects its absences and latenesses. The office that counts them, and the head. */
export function mayCorrectAttendance(viewer: Asking): boolean {
  return viewer.profile === "HEAD" || (viewer.profile === "VIE_SCOLAIRE" && viewer.duty === "CPE");
}

/** The classes whose bulletins staff reads as they are written; a family none. */
export function readDivisions(viewer: Viewer, today: IsoDay): Prisma.GroupWhereInput {
  const schoolId = viewer.school.id;
  const reach = reachOf(viewer);
  if (reach === "school") return { schoolId, kind: "DIVISION" };
  // Never `OR: []`: inside an AND, Prisma reads it as «anything».
  if (reach !== "main") return { schoolId, id: { in: [] } };
  const own = { schoolId, teacherId: viewer.person.id, ...validOn(today) };
  return { schoolId, kind: "DIVISION", mainTeachers: { some: own } };
}

/** The services in which a teacher writes: those taught today, as titular, co-teacher or substitute, in a year that is open. */
export function writtenServices(viewer: Viewer, today: IsoDay): Prisma.ServiceWhereInput {
  const schoolId = viewer.school.id;
  if (viewer.profile !== "TEACHER") return { schoolId, id: { in: [] } };
  const own = { schoolId, teacherId: viewer.person.id, ...validOn(today) };
  return { schoolId, year: { closedAt: null }, teachers: { some: own } };
}
