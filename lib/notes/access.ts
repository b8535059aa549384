import type { Viewer } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { isWithin, type Span, validOn } from "@/lib/school/rules";
import { type IsoDay, toDbInstant } from "@/lib/time/day";
import type { Temporal } from "temporal-polyfill";
import type { Reader } from "./rules";

/**
 * Who reads grades: the head and the CPE all of them; a teacher those of its own services, and the main teacher those of its
 * division in every service; a pupil its own; guardians of level 1 those of their children, those of level 2 where the school has
 * chosen so. Nobody else. Who writes: the teachers of the service, on the days on which they are.
 */
export type Reach = "school" | "taught" | "family" | "nothing";

/** How far this viewer reads. Pure; which guardians have pupils in this module says lib/modules.ts. */
export function reachOf(viewer: Pick<Viewer, "profile" | "duty">): Reach {
  switch (viewer.profile) {
    case "STUDENT":
    case "GUARDIAN":
      return "family";
    case "TEACHER":
      return "taught";
    case "HEAD":
      return "school";
    case "VIE_SCOLAIRE":
      return viewer.duty === "CPE" ? "school" : "nothing";
    default:
      return "nothing";
  }
}

/** The services that a viewer teaches on a day. */
export function taughtScope(viewer: Viewer, day: IsoDay): Prisma.ServiceWhereInput {
  const schoolId = viewer.school.id;
  return { schoolId, teachers: { some: { schoolId, teacherId: viewer.person.id, ...validOn(day) } } };
}

/** The services whose grades a member of staff reads: null for none. */
export function serviceScope(viewer: Viewer, day: IsoDay): Prisma.ServiceWhereInput | null {
  const schoolId = viewer.school.id;
  const mainOf = { mainTeachers: { some: { schoolId, teacherId: viewer.person.id, ...validOn(day) } } };
  switch (reachOf(viewer)) {
    case "school":
      return { schoolId };
    case "taught":
      return {
        schoolId,
        OR: [
          taughtScope(viewer, day),
          { group: { is: { schoolId, ...mainOf } } },
          { group: { is: { schoolId, divisions: { some: { schoolId, division: { is: { schoolId, ...mainOf } } } } } } },
        ],
      };
    default:
      return null;
  }
}

/** May this viewer write the grades of a service with these teachers, on this day? */
export function mayGrade(
  viewer: Pick<Viewer, "profile" | "person">,
  teachers: readonly (Span & { teacherId: string })[],
  day: IsoDay,
): boolean {
  return (
    viewer.profile === "TEACHER" && teachers.some((each) => each.teacherId === viewer.person.id && isWithin(each, day))
  );
}

/** Which of the two readers a family's viewer is. */
export function readerOf(viewer: Pick<Viewer, "profile">): Reader {
  return viewer.profile === "STUDENT" ? "STUDENT" : "GUARDIAN";
}

/** The grades of a pupil that a reader may see at an instant: given back, and its time has come. */
export function visibleGrades(reader: Reader, at: Temporal.Instant) {
  const since = { lte: toDbInstant(at) };
  return reader === "STUDENT"
    ? ({ visibleToStudentAt: since, assessment: { is: { visibleToStudentAt: since } } } as const)
    : ({ visibleToGuardianAt: since, assessment: { is: { visibleToGuardianAt: since } } } as const);
}
