import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/types";
import { guardiansOf } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { dayIn, fromDbInstant, toDbInstant } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";

const returned = z.object({ assessmentId: z.uuid() });
const published = z.object({ divisionId: z.uuid(), periodId: z.uuid() });

/**
 * Grades were given back: each pupil who has one is told from the instant on at which it sees it, the guardians who read
 * its results from theirs (eduscol, July 2025). Never the grade itself. What was taken back, or emptied, is told to nobody; what was given back again
 * since, by its own event.
 */
async function assessmentReturned(
  db: Db,
  { schoolId, payload, happenedAt, at, timeZone }: NoticeEvent,
): Promise<Notice[]> {
  const assessment = await db.assessment.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: returned.parse(payload).assessmentId, returnedAt: { lte: toDbInstant(happenedAt) } },
    select: {
      title: true,
      service: { select: { subject: { select: { name: true } } } },
      grades: {
        // An emptied cell keeps its row.
        where: { OR: [{ points: { not: null } }, { code: { not: null } }] },
        select: { studentId: true, visibleToStudentAt: true, visibleToGuardianAt: true },
      },
    },
  });
  if (!assessment) return [];
  const words = {
    title: `${assessment.service.subject.name}\u202F: nouvelle note`,
    detail: assessment.title,
    href: "/notes",
  };
  const shown = assessment.grades.flatMap(({ studentId, visibleToStudentAt, visibleToGuardianAt }) =>
    visibleToStudentAt && visibleToGuardianAt
      ? [{ studentId, toStudent: fromDbInstant(visibleToStudentAt), toGuardian: fromDbInstant(visibleToGuardianAt) }]
      : [],
  );
  const studentIds = shown.map(({ studentId }) => studentId);
  const guardians = await guardiansOf(db, schoolId, studentIds, "notes", dayIn(timeZone, at).toString());
  const toGuardian = new Map(shown.map((grade) => [grade.studentId, grade.toGuardian]));
  return [
    ...shown.map(({ studentId, toStudent }) => ({ ...words, personId: studentId, visibleAt: toStudent })),
    ...guardians.map(({ guardianId, studentId }) => {
      const visibleAt = toGuardian.get(studentId);
      return { ...words, personId: guardianId, studentId, ...(visibleAt && { visibleAt }) };
    }),
  ];
}

/**
 * The bulletins of a class were published: each pupil who has one and the guardians who read its results are told, from the instant on
 * at which they read it. What was taken back meanwhile is told to nobody; what was published again since, by its own event.
 */
async function bulletinsPublished(
  db: Db,
  { schoolId, payload, happenedAt, at, timeZone }: NoticeEvent,
): Promise<Notice[]> {
  const bulletins = await db.bulletin.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, ...published.parse(payload), createdAt: { lte: toDbInstant(happenedAt) } },
    select: { studentId: true, visibleAt: true, period: { select: { name: true } } },
  });
  const studentIds = bulletins.map(({ studentId }) => studentId);
  const guardians = await guardiansOf(db, schoolId, studentIds, "notes", dayIn(timeZone, at).toString());
  return bulletins.flatMap(({ studentId, visibleAt, period }) => {
    const words = {
      title: "Bulletin disponible",
      detail: period.name,
      href: "/notes/bulletins",
      visibleAt: fromDbInstant(visibleAt),
    };
    const parents = guardians.filter((guardian) => guardian.studentId === studentId);
    return [
      { ...words, personId: studentId },
      ...parents.map(({ guardianId }) => ({ ...words, personId: guardianId, studentId })),
    ];
  });
}

/** What grades and bulletins tell of. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "notes.grade",
    label: "Nouvelles notes",
    count: (count) => formatCount(count, "nouvelle note", "nouvelles notes"),
    mail: { STUDENT: "NONE", GUARDIAN: "NONE" },
    makers: { "notes.assessment.returned": assessmentReturned },
  },
  {
    kind: "notes.bulletin",
    label: "Bulletins",
    count: (count) => formatCount(count, "nouveau bulletin", "nouveaux bulletins"),
    mail: { STUDENT: "NONE", GUARDIAN: "NONE" },
    makers: { "notes.bulletin.published": bulletinsPublished },
  },
];
