import { averageOfService, type Mark, type MarkedAssessment, meanOf, type ServiceRules } from "./averages";
import type { Decimal, Fraction } from "./fraction";
import { statisticsOf } from "./statistics";
import type { ClassFigures } from "./types";

/** Stored figures keep four decimals; a screen shows fewer. */
export function toStored({ n, d }: Fraction): Decimal {
  const units = (2n * n * 10_000n + d) / (2n * d);
  const text = String(units).padStart(5, "0");
  return `${text.slice(0, -4)}.${text.slice(-4)}`;
}

/** The figures of a class at an assessment, as they are stored; null when nobody has points. */
export function figuresOf(marks: readonly Mark[]): ClassFigures | null {
  const found = statisticsOf(marks);
  return (
    found && {
      count: found.count,
      mean: toStored(found.mean),
      lowest: toStored(found.min),
      highest: toStored(found.max),
      median: toStored(found.median),
    }
  );
}

/** The marks of a service in a period, pupil by pupil. */
export interface ServiceMarks {
  rules: ServiceRules;
  assessments: readonly Omit<MarkedAssessment, "mark">[];
  pupilIds: readonly string[];
  markOf: (pupilId: string, assessmentId: string) => Mark;
}

/** The average of a class over some assessments, and of how many pupils it is. */
export function classAverageOver(
  { rules, assessments, pupilIds, markOf }: ServiceMarks,
  counted: ReadonlySet<string>,
): { count: number; average: Fraction | null } {
  const shown = assessments.filter(({ id }) => counted.has(id));
  const averages = pupilIds
    .map(
      (pupilId) =>
        averageOfService(
          rules,
          shown.map((each) => ({ ...each, mark: markOf(pupilId, each.id) })),
        ).value,
    )
    .filter((value) => value !== null);
  return { count: averages.length, average: meanOf(averages) };
}

/** Something that a reader sees from an instant on (milliseconds); null: never so far. */
export type Appearance = number | null;

/**
 * The instants from `now` on at which a reader comes to know something new, in order. What was shown before them is never told otherwise:
 * the figures of a class move when a late grade or a correction is shown, not when it is written.
 */
export function stepsFrom(now: number, appearances: Iterable<Appearance>): number[] {
  const coming = [...appearances].filter((since): since is number => since !== null && since >= now);
  return [...new Set(coming)].toSorted((a, b) => a - b);
}

/** Has it appeared at an instant? */
export function isShownAt(since: Appearance, at: number): boolean {
  return since !== null && since <= at;
}
