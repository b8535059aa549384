/**
 * The diplôme national du brevet from the session of 2026: arrêté du 31-12-2015 modified by the arrêté du 10-4-2025, note de service
 * of 2-9-2025. Forty per cent contrôle continu, sixty per cent exams, all on 20.
 */
import { compare, exactly, least, minus, over, sum, times, ZERO, type Fraction } from "./fraction";

const SCALE = exactly("20");
const PASS = exactly("10");
const SHARES = { continuous: exactly("0.4"), exams: exactly("0.6") };

/** From which result the diploma says so. */
const MENTIONS = [
  ["FELICITATIONS", "18"],
  ["TRES_BIEN", "16"],
  ["BIEN", "14"],
  ["ASSEZ_BIEN", "12"],
] as const;

/** FELICITATIONS is «très bien avec les félicitations du jury». */
export type Mention = (typeof MENTIONS)[number][0];

/**
 * The contrôle continu: the mean of the annual averages of the compulsory subjects, all of equal weight; an optional subject
 * adds its points above 10 to their sum («?» the texts say that they are added, not before or after dividing: the sum is how
 * optional subjects of examinations count elsewhere); never above 20. Averages are capped at their scale, as bulletins show them.
 * @param compulsory annual averages on 20; null where the pupil has none (dispensé): the subject leaves the mean.
 * @returns null when no compulsory subject has an average.
 */
export function continuousAssessment(
  compulsory: readonly (Fraction | null)[],
  optional: readonly (Fraction | null)[] = [],
): Fraction | null {
  const known = compulsory.filter((value) => value !== null).map((value) => least(value, SCALE));
  if (known.length === 0) return null;
  const above = optional.filter((value) => value !== null && compare(value, PASS) > 0);
  const added = above.map((value) => minus(least(value ?? ZERO, SCALE), PASS));
  return least(over(sum([...known, ...added]), exactly(known.length)), SCALE);
}

/** The final result on 20 and what it gives: admitted from 10; mentions at 12, 14, 16 and 18. */
export function brevetResult(
  continuous: Fraction,
  exams: Fraction,
): { value: Fraction; admitted: boolean; mention: Mention | null } {
  const value = sum([times(continuous, SHARES.continuous), times(exams, SHARES.exams)]);
  const mention = MENTIONS.find(([, from]) => compare(value, exactly(from)) >= 0)?.[0] ?? null;
  return { value, admitted: compare(value, PASS) >= 0, mention };
}
