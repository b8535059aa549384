import type { Prisma } from "@/lib/db/types";
import { teacherName } from "@/lib/school/rules";
import { fromDbDay } from "@/lib/time/day";
import type { Mark, ServiceRules } from "@/lib/notes/averages";
import { NO_ROUNDING } from "@/lib/notes/rounding";
import { roundingOf, toMark } from "@/lib/notes/shapes";
import type { ServiceMaterial } from "./rules";
import type { Attendance, PeriodChoice } from "./types";

/** What a period is known by. */
export const periodSelect = {
  id: true,
  name: true,
  shortName: true,
  startsOn: true,
  endsOn: true,
} as const satisfies Prisma.PeriodSelect;

/** A stored period as its readers see it. */
export function toPeriod(row: Prisma.PeriodGetPayload<{ select: typeof periodSelect }>): PeriodChoice {
  return { ...row, startsOn: fromDbDay(row.startsOn), endsOn: fromDbDay(row.endsOn) };
}

/** All that averages and bulletins take of a service in a period. */
export function materialSelect(schoolId: string, periodId: string) {
  return {
    id: true,
    groupId: true,
    coefficient: true,
    subject: { select: { code: true, name: true } },
    teachers: {
      where: { schoolId, replacesId: null },
      select: { teacher: { select: { civility: true, firstName: true, lastName: true } } },
      orderBy: { startsOn: "asc" },
    },
    grading: { select: { scale: true, roundingMode: true, roundingStep: true } },
    parts: { select: { id: true, coefficient: true }, orderBy: { position: "asc" } },
    assessments: {
      where: { schoolId, periodId },
      select: {
        id: true,
        partId: true,
        outOf: true,
        coefficient: true,
        broughtToScale: true,
        kind: true,
        grades: { select: { studentId: true, points: true, code: true } },
      },
    },
    appreciations: { where: { schoolId, periodId }, select: { studentId: true, text: true } },
  } as const satisfies Prisma.ServiceSelect;
}

type MaterialRow = Prisma.ServiceGetPayload<{ select: ReturnType<typeof materialSelect> }>;

/** A stored service, its grades by pupil. A cell that was emptied is no mark. */
export function toMaterial(row: MaterialRow): ServiceMaterial {
  return {
    id: row.id,
    groupId: row.groupId,
    subject: row.subject,
    teachers: [...new Set(row.teachers.map(({ teacher }) => teacherName(teacher)))],
    coefficient: row.coefficient.toString(),
    rules: toRules(row),
    assessments: row.assessments.map(({ grades, outOf, coefficient, ...assessment }) => ({
      ...assessment,
      outOf: outOf.toString(),
      coefficient: coefficient.toString(),
      marks: new Map(
        grades.flatMap((grade): [string, Mark][] => {
          const mark = toMark(grade);
          return mark ? [[grade.studentId, mark]] : [];
        }),
      ),
    })),
    appreciations: new Map(row.appreciations.map(({ studentId, text }) => [studentId, text])),
  };
}

function toRules({ grading, parts }: Pick<MaterialRow, "grading" | "parts">): ServiceRules {
  return {
    scale: grading?.scale.toString() ?? "20",
    parts: parts.map(({ id, coefficient }) => ({ id, coefficient: coefficient.toString() })),
    rounding: grading ? roundingOf(grading) : NO_ROUNDING,
  };
}

export const attendanceSelect = {
  justified: true,
  unjustified: true,
  lates: true,
  version: true,
} as const satisfies Prisma.BulletinAttendanceSelect;

/** What was put in the place of a count; null when nothing was, or is no more. */
export function toAttendance(
  row: Prisma.BulletinAttendanceGetPayload<{ select: typeof attendanceSelect }> | undefined,
): Attendance | null {
  if (!row?.justified || !row.unjustified || row.lates === null) return null;
  return { justified: row.justified.toString(), unjustified: row.unjustified.toString(), lates: String(row.lates) };
}
