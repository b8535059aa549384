import type { Mark, Outcome } from "@/lib/notes/averages";
import { toStored } from "@/lib/notes/figures";
import type { Decimal, Fraction } from "@/lib/notes/fraction";
import { inFrench, nameOfCode, writeMark } from "@/lib/notes/marks";
import type { Assessment } from "@/lib/notes/types";
import { formatNumber } from "@/lib/time/format";

/** Whether pupils (tu) or adults (vous) are spoken to. */
export type Voice = "pupil" | "adult";

/** What became of a grade in an average, in a few words. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  COUNTED: "compte",
  BONUS_ADDED: "bonus\u202F: seuls les points au-dessus de la moitié s’ajoutent",
  BONUS_WITHOUT_EXCESS: "bonus sans effet\u202F: pas de point au-dessus de la moitié",
  OPTIONAL_KEPT: "comptée, car elle fait monter la moyenne",
  OPTIONAL_REJECTED: "non comptée\u202F: elle ne ferait pas monter la moyenne",
  NOTHING_TO_RAISE: "non comptée\u202F: il n’y a pas encore de moyenne à faire monter",
  COEFFICIENT_ZERO: "coefficient 0\u202F: ne compte pas",
  EXCUSED: "ne compte pas",
  MISSING: "pas de note",
};

/** How an assessment counts, as one chooses it. */
export const kindWords: Readonly<Record<Assessment["kind"], string>> = {
  NORMAL: "Normale",
  BONUS: "Bonus",
  OPTIONAL: "Facultative",
};

/** A mark as a family reads it: «12,5», or the word of a code. */
export function markWords(mark: Mark): string {
  return mark?.code ? nameOfCode(mark.code) : writeMark(mark);
}

/** «coef. 2», nothing for 1. */
export function coefficientWords(coefficient: Decimal): string | null {
  return Number(coefficient) === 1 ? null : `coef.\u00A0${inFrench(coefficient)}`;
}

/** An exact figure, with at most two decimals. */
export function fractionWords(figure: Fraction): string {
  return figureWords(toStored(figure));
}

/** A figure of a class, with at most two decimals. */
export function figureWords(figure: Decimal): string {
  return formatNumber(Number(figure), { digits: 2 });
}
