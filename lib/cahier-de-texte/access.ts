import type { Viewer } from "@/lib/auth/viewer";
import { isFamily } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { isWithin } from "@/lib/school/rules";
import { toDbDay, type IsoDay } from "@/lib/time/day";

/**
 * Who reads a cahier de textes (circulaire 2010-136; docs/rules.md): the head, the CPE and the inspectors all of them; teachers
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

/** Matches nothing. Never written as `OR: []`, which Prisma reads as «anything» inside an AND. */
const NO_ROW = { id: { in: [] } };

/** A group whose log is read, and between which days: a pupil who changes class keeps the past. */
export interface GroupSpan {
  groupId: string;
  startsOn: IsoDay;
  endsOn: IsoDay | null;
  /** The pupil by whom it is read; null when the class is read as a whole, by staff. */
  studentId: string | null;
}

/** What a viewer reads: everything, or these groups. */
export type Scope = "school" | readonly GroupSpan[];

/** Sessions within the scope. */
export function sessionScope(schoolId: string, scope: Scope): Prisma.SessionWhereInput {
  if (scope === "school") return { schoolId };
  if (scope.length === 0) return { schoolId, ...NO_ROW };
  return {
    schoolId,
    OR: distinctSpans(scope).map(({ groupIds, startsOn, endsOn }) => ({
      day: dayRange(startsOn, endsOn),
      groups: { some: { schoolId, groupId: { in: groupIds } } },
    })),
  };
}

/**
 * Homework within the scope: that of the groups read, for everybody or for a group of which one of the pupils is; what was given to
 * named pupils only if one of them is the viewer's (the one who is in the class). A class that is read as a whole, by its teachers or
 * by who reads the school, is read with all of it. Families see it from the day it is given.
 */
export function homeworkScope(viewer: Viewer, scope: Scope, day: IsoDay): Prisma.HomeworkWhereInput {
  const schoolId = viewer.school.id;
  const standing = { schoolId, withdrawnAt: null };
  if (scope === "school") return standing;
  if (scope.length === 0) return { ...standing, ...NO_ROW };
  const ofGroups = ({ groupIds, startsOn, endsOn }: DatedGroups): Prisma.HomeworkWhereInput => ({
    dueOn: dayRange(startsOn, endsOn),
    service: { is: { schoolId, groupId: { in: groupIds } } },
  });
  const whole = distinctSpans(scope.filter((span) => span.studentId === null));
  const ofPupils = distinctSpans(scope.filter((span) => span.studentId !== null));
  return {
    ...standing,
    ...(isFamily(viewer) ? { givenOn: { lte: toDbDay(day) } } : {}),
    OR: [
      ...whole.map(ofGroups),
      ...ofPupils.map((span): Prisma.HomeworkWhereInput => ({ ...ofGroups(span), audience: "ALL" })),
      ...byStudent(scope).flatMap(({ studentId, own }) => [
        ...own.map((span): Prisma.HomeworkWhereInput => ({
          ...ofGroups(span),
          audience: "STUDENTS",
          recipients: { some: { schoolId, studentId } },
        })),
        ...pairs(own).map((pair): Prisma.HomeworkWhereInput => ({
          ...ofGroups(pair),
          audience: "GROUP",
          groupId: { in: pair.audienceIds },
        })),
      ]),
    ],
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
      span.studentId !== null && span.groupId === groupId && isWithin(span, homework.dueOn) ? span.studentId : [],
    );
  const taught = new Set(inGroup(homework.groupId));
  if (homework.audience === "GROUP" && homework.audienceGroupId) {
    return inGroup(homework.audienceGroupId).filter((id) => taught.has(id));
  }
  return homework.audience === "STUDENTS" ? homework.recipientIds.filter((id) => taught.has(id)) : [...taught];
}

interface DatedGroups {
  groupIds: string[];
  startsOn: IsoDay;
  endsOn: IsoDay | null;
}

/** Spans with the same dates, put together: nearly always one. */
function distinctSpans(spans: readonly GroupSpan[]): DatedGroups[] {
  const byDates = new Map<string, DatedGroups>();
  for (const { groupId, startsOn, endsOn } of spans) {
    const key = `${startsOn}/${endsOn ?? ""}`;
    const same = byDates.get(key);
    if (!same) byDates.set(key, { groupIds: [groupId], startsOn, endsOn });
    else if (!same.groupIds.includes(groupId)) same.groupIds.push(groupId);
  }
  return [...byDates.values()];
}

/** Pupil by pupil, because a brother in 6A and a sister in Latin do not make one «Latin pupil of 6A». */
function byStudent(spans: readonly GroupSpan[]): { studentId: string; own: DatedGroups[] }[] {
  const ids = new Set(spans.flatMap((span) => span.studentId ?? []));
  return [...ids].map((studentId) => ({
    studentId,
    own: distinctSpans(spans.filter((span) => span.studentId === studentId)),
  }));
}

/** For «the Latin pupils of 6A»: the days on which a pupil is both in the class and in the groupe. */
function pairs(own: readonly DatedGroups[]): (DatedGroups & { audienceIds: string[] })[] {
  return own.flatMap((taught) =>
    own.flatMap((audience) => {
      const startsOn = taught.startsOn > audience.startsOn ? taught.startsOn : audience.startsOn;
      const endsOn = earlier(taught.endsOn, audience.endsOn);
      const meet = endsOn === null || startsOn < endsOn;
      return meet ? [{ groupIds: taught.groupIds, audienceIds: audience.groupIds, startsOn, endsOn }] : [];
    }),
  );
}

/** The earlier of two ends; null is open. */
function earlier(a: IsoDay | null, b: IsoDay | null): IsoDay | null {
  if (a === null) return b;
  return b === null || a < b ? a : b;
}

function dayRange(startsOn: IsoDay, endsOn: IsoDay | null): { gte: Date; lt?: Date } {
  return endsOn === null ? { gte: toDbDay(startsOn) } : { gte: toDbDay(startsOn), lt: toDbDay(endsOn) };
}
