import type { Mark } from "./averages";
import { compare, exactly, over, sum, type Fraction } from "./fraction";

/** A class's results in one assessment, in points of its own out-of. Not who got what, and never an order of pupils. */
export interface AssessmentStatistics {
  count: number;
  mean: Fraction;
  min: Fraction;
  max: Fraction;
  median: Fraction;
}

/** The statistics of an assessment over those who have points (the two zero codes included); null when nobody has. */
export function statisticsOf(marks: readonly Mark[]): AssessmentStatistics | null {
  const points = marks
    .flatMap((mark) => {
      if (mark?.code === "ABSENT_ZERO" || mark?.code === "NON_RENDU_ZERO") return [exactly("0")];
      return mark?.points == null ? [] : [exactly(mark.points)];
    })
    .toSorted(compare);
  const [min, max] = [points[0], points.at(-1)];
  const low = points[Math.floor((points.length - 1) / 2)];
  const high = points[Math.floor(points.length / 2)];
  if (!min || !max || !low || !high) return null;
  const count = points.length;
  return { count, min, max, mean: over(sum(points), exactly(count)), median: over(sum([low, high]), exactly(2)) };
}
