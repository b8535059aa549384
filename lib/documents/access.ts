import type { Viewer } from "@/lib/auth/viewer";
import { isFamily } from "@/lib/auth/viewer";
import type { Prisma, SpaceKind } from "@/lib/db/types";
import { validOn } from "@/lib/school/rules";
import { type IsoDay, toDbDay } from "@/lib/time/day";
import { MAX_DEPTH } from "./rules";

/*
 * Who keeps and reads what. Everybody but guardians has a space of their own. A class has one: its teachers write in it, its pupils,
 * their AESH, the head and the CPE read it. The staff of the school has one; an inspector is no part of it. Guardians have none: what
 * a class is given reaches them by the cahier de textes.
 */

/** Matches nothing. Never written as `OR: []`, which Prisma reads as «anything» inside an AND. */
const NO_ROW = { id: { in: [] } };

/** Has this viewer a space of its own? */
export function hasOwnSpace(viewer: Pick<Viewer, "profile">): boolean {
  return viewer.profile !== "GUARDIAN";
}

/** Is this viewer of the school's team? */
export function isOfTeam(viewer: Viewer): boolean {
  return !isFamily(viewer) && viewer.duty !== "INSPECTOR";
}

/** May this viewer add, move and throw away in a space of that kind which it reads? */
export function mayWrite(viewer: Pick<Viewer, "profile">, kind: SpaceKind): boolean {
  return kind !== "CLASS" || viewer.profile === "TEACHER";
}

/** May this viewer show documents and folders of its own space to others? Adults of the school. */
export function mayShare(viewer: Viewer, kind: SpaceKind): boolean {
  return kind === "PERSONAL" && isOfTeam(viewer);
}

/** The classes and groups whose space this viewer reads on a day. */
export function readableGroups(viewer: Viewer, day: IsoDay): Prisma.GroupWhereInput {
  const schoolId = viewer.school.id;
  const valid = validOn(day);
  const ofYear = { schoolId, year: { is: { startsOn: valid.startsOn, endsOn: { gt: toDbDay(day) } } } };
  const { id } = viewer.person;
  switch (viewer.profile) {
    case "STUDENT":
      return { ...ofYear, enrollments: { some: { schoolId, studentId: id, ...valid } } };
    case "TEACHER":
      return {
        ...ofYear,
        services: { some: { schoolId, ...valid, teachers: { some: { schoolId, teacherId: id, ...valid } } } },
      };
    case "HEAD":
      return { ...ofYear, kind: "DIVISION" };
    case "VIE_SCOLAIRE":
      return viewer.duty === "CPE" ? { ...ofYear, kind: "DIVISION" } : { schoolId, ...NO_ROW };
    case "STAFF":
      if (viewer.duty !== "AESH") return { schoolId, ...NO_ROW };
      return {
        ...ofYear,
        enrollments: {
          some: {
            schoolId,
            ...valid,
            student: { is: { supportedBy: { some: { schoolId, staffId: id, ...valid } } } },
          },
        },
      };
    default:
      return { schoolId, ...NO_ROW };
  }
}

/** The spaces that this viewer reads, among those that exist. */
export function readableSpaces(viewer: Viewer, day: IsoDay): Prisma.SpaceWhereInput {
  const schoolId = viewer.school.id;
  return {
    schoolId,
    OR: [
      { kind: "CLASS", group: { is: readableGroups(viewer, day) } },
      ...(hasOwnSpace(viewer) ? [{ kind: "PERSONAL" as const, id: viewer.person.id }] : []),
      ...(isOfTeam(viewer) ? [{ kind: "TEAM" as const, id: schoolId }] : []),
    ],
  };
}

/** The shares by which this viewer reads: for it by name, or for a group whose space it reads. Guardians have none. */
export function sharesFor(viewer: Viewer, day: IsoDay): Prisma.DocumentShareWhereInput {
  const schoolId = viewer.school.id;
  if (!hasOwnSpace(viewer)) return { schoolId, ...NO_ROW };
  return {
    schoolId,
    AND: [
      { OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(day) } }] },
      { OR: [{ personId: viewer.person.id }, { group: { is: readableGroups(viewer, day) } }] },
    ],
  };
}

/** The documents that this viewer reads: those of its spaces, and those shared with it by themselves; never what is in a trash. */
export function readableDocuments(viewer: Viewer, day: IsoDay): Prisma.DocumentWhereInput {
  return {
    schoolId: viewer.school.id,
    deletedAt: null,
    OR: [{ space: { is: readableSpaces(viewer, day) } }, { shares: { some: sharesFor(viewer, day) } }],
  };
}

/** The documents of folders that are shown to this viewer, or that stand below one that is. */
export function documentsOfShownFolders(viewer: Viewer, day: IsoDay): Prisma.DocumentWhereInput {
  return { schoolId: viewer.school.id, deletedAt: null, folder: { is: shownFolder(viewer, day, MAX_DEPTH) } };
}

/** The database looks up a tree by its levels, one by one. */
function shownFolder(viewer: Viewer, day: IsoDay, levels: number): Prisma.FolderWhereInput {
  const itself = { shares: { some: sharesFor(viewer, day) } };
  return levels === 1 ? itself : { OR: [itself, { parent: { is: shownFolder(viewer, day, levels - 1) } }] };
}

/** The folders that somebody shows to this viewer, themselves: what stands below them is shown with them. */
export function foldersShownTo(viewer: Viewer, day: IsoDay): Prisma.FolderWhereInput {
  const schoolId = viewer.school.id;
  return {
    schoolId,
    deletedAt: null,
    ownerId: { not: viewer.person.id },
    shares: { some: sharesFor(viewer, day) },
  };
}

/** The adults of a school to whom something may be shown. */
export function colleaguesOf(schoolId: string, day: IsoDay): Prisma.PersonWhereInput {
  return {
    schoolId,
    profile: { notIn: ["STUDENT", "GUARDIAN"] },
    ...validOn(day),
  };
}
