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

/** A step of what a reader knows: from an instant (milliseconds) on, these assessments. */
export interface Step {
  since: number;
  assessmentIds: Set<string>;
}

/** The steps at which assessments appear to a reader, in order of time; those never shown are in none. */
export function stepsOf(appearances: readonly { id: string; since: number | null }[]): Step[] {
  const shown = appearances.flatMap(({ id, since }) => (since === null ? [] : [{ id, since }]));
  return [...new Set(shown.map(({ since }) => since))]
    .toSorted((a, b) => a - b)
    .map((since) => ({ since, assessmentIds: new Set(shown.flatMap((each) => (each.since <= since ? each.id : []))) }));
}
