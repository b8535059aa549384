import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/types";
import { guardiansOf } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { dayIn, fromDbInstant } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";

const returned = z.object({ assessmentId: z.uuid() });

/**
 * Grades were given back: each pupil who has one is told from the instant on at which it sees it, its guardians of level 1 from
 * theirs (eduscol, July 2025). Never the grade itself. What was taken back before the worker came by is told to nobody.
 */
async function assessmentReturned(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const assessment = await db.assessment.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: returned.parse(payload).assessmentId },
    select: {
      title: true,
      visibleToStudentAt: true,
      visibleToGuardianAt: true,
      service: { select: { subject: { select: { name: true } } } },
      grades: { select: { studentId: true } },
    },
  });
  if (!assessment?.visibleToStudentAt || !assessment.visibleToGuardianAt) return [];
  const words = {
    title: `${assessment.service.subject.name}\u202F: nouvelle note`,
    detail: assessment.title,
    href: "/notes",
  };
  const studentIds = assessment.grades.map(({ studentId }) => studentId);
  const guardians = await guardiansOf(db, schoolId, studentIds, "notes", dayIn(timeZone, at).toString());
  const [toStudent, toGuardian] = [assessment.visibleToStudentAt, assessment.visibleToGuardianAt].map(fromDbInstant);
  return [
    ...studentIds.map((personId) => ({ ...words, personId, ...(toStudent && { visibleAt: toStudent }) })),
    ...guardians.map(({ guardianId, studentId }) => ({
      ...words,
      personId: guardianId,
      studentId,
      ...(toGuardian && { visibleAt: toGuardian }),
    })),
  ];
}

/** What grades tell of. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "notes.grade",
    label: "Nouvelles notes",
    count: (count) => formatCount(count, "nouvelle note", "nouvelles notes"),
    mail: { STUDENT: "NONE", GUARDIAN: "NONE" },
    makers: { "notes.assessment.returned": assessmentReturned },
  },
];
