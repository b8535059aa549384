import { compare, exactly, over, times, type Decimal, type Fraction } from "./fraction";

/** Objectives of a subject in the LSU, cycles 3 and 4: 1 not reached, 2 partly, 3 reached, 4 passed. */
export type Position = 1 | 2 | 3 | 4;

/** The percentages of the scale from which positions 2, 3 and 4 are reached, rising. */
export type PositionThresholds = readonly [Decimal, Decimal, Decimal];

/**
 * 0–34, 35–59, 60–80 and 81–100 %, as grading software proposes it; no text fixes it, so a school sets its own.
 */
export const USUAL_THRESHOLDS: PositionThresholds = ["35", "60", "81"];

/**
 * The position in the LSU that an average stands for (arrêté du 31-12-2015, bilans périodiques). A threshold is reached or it
 * is not: 34.9 % is still position 1. Null without average.
 */
export function positionOf(
  value: Fraction | null,
  scale: Decimal,
  thresholds: PositionThresholds = USUAL_THRESHOLDS,
): Position | null {
  if (!value) return null;
  const percent = times(over(value, exactly(scale)), exactly("100"));
  const reached = thresholds.filter((threshold) => compare(percent, exactly(threshold)) >= 0).length;
  return ([1, 2, 3, 4] as const)[reached] ?? 1;
}
