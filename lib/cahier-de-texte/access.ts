import type { Viewer } from "@/lib/auth/viewer";
import { isFamily } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { toDbDay, type IsoDay } from "@/lib/time/day";

/**
 * Who reads a cahier de textes (circulaire 2010-136; docs/glossary.md): the head, the CPE and the inspectors all of them; teachers
 * those of the classes they teach; an AESH those of its pupils; the pupil; guardians of level 1 and 2. Nobody else.
 */
export type Reach =
  /** Every class of the school. */
  | "school"
  /** The classes of the teacher. */
  | "taught"
  /** The classes of the pupils accompanied. */
  | "supported"
  /** The classes of the viewer's own pupils, at the dates of their enrolment. */
  | "family"
  | "nothing";

/** How far this viewer reads. Pure; level 3 guardians have no pupils in this module (lib/modules.ts). */
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
    case "STAFF":
      return viewer.duty === "INSPECTOR" ? "school" : viewer.duty === "AESH" ? "supported" : "nothing";
    default:
      return "nothing";
  }
}

/** A group whose log is read, and between which days: a pupil who changes class keeps the past. */
export interface GroupSpan {
  groupId: string;
  startsOn: IsoDay;
  endsOn: IsoDay | null;
  /** The pupil by whom it is read; null for teachers. */
  studentId: string | null;
}

/** What a viewer reads: everything, or these groups. */
export type Scope = "school" | readonly GroupSpan[];

/** Sessions within the scope. */
export function sessionScope(schoolId: string, scope: Scope): Prisma.SessionWhereInput {
  if (scope === "school") return { schoolId };
  return {
    schoolId,
    OR: distinctSpans(scope).map(({ groupIds, startsOn, endsOn }) => ({
      day: dayRange(startsOn, endsOn),
      groups: { some: { schoolId, groupId: { in: groupIds } } },
    })),
  };
}

/**
 * Homework within the scope: that of the groups read, for everybody or for a group read; what was given to named pupils only if one
 * of them is the viewer's. Families see it from the day it is given.
 */
export function homeworkScope(viewer: Viewer, scope: Scope, day: IsoDay): Prisma.HomeworkWhereInput {
  const schoolId = viewer.school.id;
  const standing = { schoolId, withdrawnAt: null };
  if (scope === "school") return standing;
  const readsNamed = viewer.profile === "TEACHER";
  const studentIds = [...new Set(scope.flatMap((span) => span.studentId ?? []))];
  return {
    ...standing,
    ...(isFamily(viewer) ? { givenOn: { lte: toDbDay(day) } } : {}),
    OR: distinctSpans(scope).flatMap(({ groupIds, startsOn, endsOn }): Prisma.HomeworkWhereInput[] => {
      const ofGroups = { dueOn: dayRange(startsOn, endsOn), service: { is: { schoolId, groupId: { in: groupIds } } } };
      return readsNamed
        ? [ofGroups]
        : [
            { ...ofGroups, audience: "ALL" },
            { ...ofGroups, audience: "GROUP", groupId: { in: groupIds } },
            { ...ofGroups, audience: "STUDENTS", recipients: { some: { schoolId, studentId: { in: studentIds } } } },
          ];
    }),
  };
}

/** Whom of the viewer's pupils a piece of homework concerns: enrolled where it is given, and among those named. */
export function concernedStudents(
  scope: Scope,
  homework: {
    groupId: string;
    audience: string;
    audienceGroupId: string | null;
    recipientIds: readonly string[];
    dueOn: IsoDay;
  },
): string[] {
  if (scope === "school") return [];
  const inGroup = (groupId: string): string[] =>
    scope.flatMap((span) =>
      span.studentId !== null &&
      span.groupId === groupId &&
      span.startsOn <= homework.dueOn &&
      (span.endsOn === null || homework.dueOn < span.endsOn)
        ? span.studentId
        : [],
    );
  const taught = new Set(inGroup(homework.groupId));
  if (homework.audience === "GROUP" && homework.audienceGroupId) {
    return inGroup(homework.audienceGroupId).filter((id) => taught.has(id));
  }
  return homework.audience === "STUDENTS" ? homework.recipientIds.filter((id) => taught.has(id)) : [...taught];
}

/** Spans with the same dates, put together: nearly always one. */
function distinctSpans(spans: readonly GroupSpan[]): { groupIds: string[]; startsOn: IsoDay; endsOn: IsoDay | null }[] {
  const byDates = new Map<string, { groupIds: string[]; startsOn: IsoDay; endsOn: IsoDay | null }>();
  for (const { groupId, startsOn, endsOn } of spans) {
    const key = `${startsOn}/${endsOn ?? ""}`;
    const same = byDates.get(key);
    if (!same) byDates.set(key, { groupIds: [groupId], startsOn, endsOn });
    else if (!same.groupIds.includes(groupId)) same.groupIds.push(groupId);
  }
  return [...byDates.values()];
}

function dayRange(startsOn: IsoDay, endsOn: IsoDay | null): { gte: Date; lt?: Date } {
  return endsOn === null ? { gte: toDbDay(startsOn) } : { gte: toDbDay(startsOn), lt: toDbDay(endsOn) };
}
