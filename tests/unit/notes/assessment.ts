import { averageOfService, type MarkedAssessment } from "@/lib/notes/averages";
import { shownDecimal } from "@/lib/notes/rounding";

let made = 0;

/** A plain assessment out of 20, of coefficient 1 and brought to the scale, with so many points. */
export function anAssessment(points: string, more: Partial<MarkedAssessment> = {}): MarkedAssessment {
  made += 1;
  return {
    id: `assessment-${made}`,
    mark: { points },
    outOf: "20",
    coefficient: "1",
    broughtToScale: true,
    kind: "NORMAL",
    ...more,
  };
}

/** The average on 20 that a screen would show. */
export function shownAverage(assessments: readonly MarkedAssessment[]): string | null {
  return shownDecimal(averageOfService({ scale: "20" }, assessments).value, "20");
}
