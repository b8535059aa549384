import type { Prisma } from "@/lib/db/types";
import { teacherName } from "@/lib/school/rules";
import { fromDbDay, fromDbInstant } from "@/lib/time/day";
import type { GradeCode, Mark } from "./averages";
import { NO_ROUNDING, type Rounding } from "./rounding";
import type { Visibility } from "./rules";
import type { Assessment, ClassFigures, GradedService, GradingPeriod } from "./types";

/** Row shapes that queries.ts and commands.ts share, and their DTOs. */

const SCALE = "20";

const personSelect = { select: { civility: true, firstName: true, lastName: true } } as const;

export const periodsSelect = {
  select: { periods: { orderBy: { position: "asc" }, select: { id: true, name: true, startsOn: true, endsOn: true } } },
} as const satisfies Prisma.GroupSelect["periodScheme"];

export const serviceSelect = {
  id: true,
  coefficient: true,
  subject: { select: { name: true, code: true } },
  group: { select: { name: true } },
  teachers: { select: { teacherId: true, startsOn: true, endsOn: true, teacher: personSelect } },
  grading: { select: { scale: true, roundingMode: true, roundingStep: true, version: true } },
  parts: { select: { id: true, name: true, coefficient: true }, orderBy: { position: "asc" } },
} as const satisfies Prisma.ServiceSelect;

type ServiceRow = Prisma.ServiceGetPayload<{ select: typeof serviceSelect }>;

/** @param teachers those to be named: the ones of the day. */
export function toGradedService(row: ServiceRow, teachers: readonly ServiceRow["teachers"][number][]): GradedService {
  return {
    id: row.id,
    subject: row.subject.name,
    subjectCode: row.subject.code,
    group: row.group.name,
    teachers: teachers.map(({ teacher }) => teacherName(teacher)),
    coefficient: row.coefficient.toString(),
    rules: {
      scale: row.grading?.scale.toString() ?? SCALE,
      rounding: row.grading ? roundingOf(row.grading) : NO_ROUNDING,
      parts: row.parts.map(({ coefficient, ...part }) => ({ ...part, coefficient: coefficient.toString() })),
    },
  };
}

const STEPS: readonly Rounding["step"][] = ["0.01", "0.1", "0.5", "1"];

/** How a service rounds, from its row. */
export function roundingOf({
  roundingMode,
  roundingStep,
}: Pick<NonNullable<ServiceRow["grading"]>, "roundingMode" | "roundingStep">): Rounding {
  const step = STEPS.find((each) => Number(each) === roundingStep.toNumber()) ?? NO_ROUNDING.step;
  return { mode: roundingMode, step, at: "DISPLAY" };
}

export const assessmentSelect = {
  id: true,
  title: true,
  heldOn: true,
  outOf: true,
  coefficient: true,
  broughtToScale: true,
  kind: true,
  partId: true,
  comment: true,
} as const satisfies Prisma.AssessmentSelect;

type AssessmentRow = Prisma.AssessmentGetPayload<{ select: typeof assessmentSelect }>;

export function toAssessment(row: AssessmentRow): Assessment {
  const { id, title, broughtToScale, kind, partId, comment } = row;
  return {
    id,
    title,
    broughtToScale,
    kind,
    partId,
    comment,
    heldOn: fromDbDay(row.heldOn),
    outOf: row.outOf.toString(),
    coefficient: row.coefficient.toString(),
  };
}

export const figuresSelect = { count: true, mean: true, lowest: true, highest: true, median: true } as const;

type FiguresRow =
  | Prisma.AssessmentStatisticGetPayload<{ select: typeof figuresSelect }>
  | Prisma.ShownStatisticGetPayload<{ select: typeof figuresSelect }>;

export function toFigures(row: FiguresRow | null): ClassFigures | null {
  if (!row?.mean || !row.lowest || !row.highest || !row.median) return null;
  return {
    count: row.count,
    mean: row.mean.toString(),
    lowest: row.lowest.toString(),
    highest: row.highest.toString(),
    median: row.median.toString(),
  };
}

/** A stored grade as a mark; null for a cell that was emptied. */
export function toMark(row: { points: Prisma.Decimal | null; code: GradeCode | null }): Mark {
  if (row.code) return { code: row.code };
  return row.points === null ? null : { points: row.points.toString() };
}

export function toPeriod(row: { id: string; name: string; startsOn: Date; endsOn: Date }): GradingPeriod {
  return { id: row.id, name: row.name, startsOn: fromDbDay(row.startsOn), endsOn: fromDbDay(row.endsOn) };
}

/** From when each reader sees a row; null when nobody of a family does. */
export function visibilityIn(row: {
  visibleToStudentAt: Date | null;
  visibleToGuardianAt: Date | null;
}): Visibility | null {
  const { visibleToStudentAt, visibleToGuardianAt } = row;
  return visibleToStudentAt && visibleToGuardianAt
    ? { STUDENT: fromDbInstant(visibleToStudentAt), GUARDIAN: fromDbInstant(visibleToGuardianAt) }
    : null;
}
