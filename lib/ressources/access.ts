import { isFamily, type Viewer } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { runningOn, validOn } from "@/lib/school/rules";
import { type IsoDay } from "@/lib/time/day";
import type { ResourceAbilities } from "./types";

/*
 * The catalogue is the school's: everybody reads it, but what is for the adults alone. The head, the administrator and the professeur
 * documentaliste keep it. A teacher gives from it to the classes and groupes of its services of the day, substitutes included.
 */

/** Matches nothing. Never written as `OR: []`, which Prisma reads as «anything» inside an AND. */
const NO_ROW = { id: { in: [] } };

/** Does this viewer keep the catalogue: add, change, withdraw? The documentaliste teaches, or is of the staff. */
export function managesCatalogue({ profile, duty }: Pick<Viewer, "profile" | "duty">): boolean {
  return profile === "HEAD" || profile === "ADMIN" || duty === "LIBRARIAN";
}

/** May this viewer give resources to classes: those that it teaches? */
export function givesResources({ profile }: Pick<Viewer, "profile">): boolean {
  return profile === "TEACHER";
}

/** The resources of the catalogue that this viewer reads. A guardian without a child that the module shows reads none. */
export function catalogueScope(viewer: Viewer): Prisma.ResourceWhereInput {
  const standing = { schoolId: viewer.school.id, withdrawnAt: null };
  if (!isFamily(viewer)) return standing;
  return viewer.students.length > 0 ? { ...standing, isForPupils: true } : { ...standing, ...NO_ROW };
}

/** What a viewer may do with a resource. */
export function resourceAbilities(
  viewer: Pick<Viewer, "profile" | "duty">,
  { isForPupils, withdrawnAt }: { isForPupils: boolean; withdrawnAt: Date | null },
): ResourceAbilities {
  return {
    edit: managesCatalogue(viewer),
    give: givesResources(viewer) && isForPupils && withdrawnAt === null,
  };
}

/** The classes and groupes that this viewer gives to on a day: those of its services. */
export function taughtGroups(viewer: Viewer, day: IsoDay): Prisma.GroupWhereInput {
  const schoolId = viewer.school.id;
  if (!givesResources(viewer)) return { schoolId, ...NO_ROW };
  const valid = validOn(day);
  return {
    schoolId,
    year: { is: runningOn(day) },
    services: { some: { schoolId, ...valid, teachers: { some: { schoolId, teacherId: viewer.person.id, ...valid } } } },
  };
}

/**
 * What a viewer reads of what was given: a teacher all that it gave; a pupil, and its guardians, what its classes of the day were
 * given, but what was taken back. Others nothing: what a class is given is between it and its teachers.
 * @param studentIds the viewer's pupils that are looked at.
 */
export function givenScope(
  viewer: Viewer,
  studentIds: readonly string[],
  day: IsoDay,
): Prisma.ResourceAssignmentWhereInput {
  const schoolId = viewer.school.id;
  if (givesResources(viewer)) return { schoolId, teacherId: viewer.person.id };
  if (studentIds.length === 0) return { schoolId, ...NO_ROW };
  return {
    schoolId,
    withdrawnAt: null,
    resource: { is: catalogueScope(viewer) },
    group: {
      is: { schoolId, enrollments: { some: { schoolId, studentId: { in: [...studentIds] }, ...validOn(day) } } },
    },
  };
}
