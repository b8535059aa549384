import type { Decimal } from "./fraction";
import type { GradeCode, Mark } from "./averages";

/**
 * What is typed for each code: one letter, as on paper; a zero after it makes it count as 0.
 * In the order of the legend.
 */
export const CODES: readonly { code: GradeCode; typed: string; meaning: string }[] = [
  { code: "ABSENT", typed: "A", meaning: "Absent\u202F: ne compte pas" },
  { code: "ABSENT_ZERO", typed: "A0", meaning: "Absent, compté 0" },
  { code: "DISPENSE", typed: "D", meaning: "Dispensé\u202F: ne compte pas" },
  { code: "NON_NOTE", typed: "N", meaning: "Non noté\u202F: ne compte pas" },
  { code: "INAPTE", typed: "I", meaning: "Inapte\u202F: ne compte pas" },
  { code: "NON_RENDU", typed: "R", meaning: "Non rendu\u202F: ne compte pas" },
  { code: "NON_RENDU_ZERO", typed: "R0", meaning: "Non rendu, compté 0" },
  { code: "FELICITATIONS", typed: "F", meaning: "Félicitations, sans valeur" },
];

/** Columns `points` and `out_of` hold two decimals and less than ten thousand. */
const POINTS = /^\d{1,4}(?:[.,]\d{1,2})?$/;

/** What a cell says, or why it cannot say it, in French. */
export type ReadMark = { ok: true; mark: Mark } | { ok: false; message: string };

/** Reads what was typed in a cell: points with a comma or a point, a code, or nothing. Case and spaces are free. */
export function readMark(typed: string, outOf: Decimal): ReadMark {
  const text = typed.trim().toUpperCase();
  if (text === "") return { ok: true, mark: null };
  const known = CODES.find((each) => each.typed === text);
  if (known) return { ok: true, mark: { code: known.code } };
  if (!POINTS.test(text)) return { ok: false, message: "Saisissez un nombre ou un code (A, D, N, I, R, F)." };
  const points = text.replace(",", ".").replace(/^0+(?=\d)/, "");
  if (Number(points) > Number(outOf))
    return { ok: false, message: `Cette évaluation est notée sur ${inFrench(outOf)}.` };
  return { ok: true, mark: { points: trimmed(points) } };
}

/** What a cell shows for a mark, and what one types to get it: «12,5», «A», nothing. */
export function writeMark(mark: Mark): string {
  if (!mark) return "";
  if (mark.code) return CODES.find(({ code }) => code === mark.code)?.typed ?? "";
  return inFrench(mark.points ?? "");
}

/** What a code means, without what it does to the average: «Absent». */
export function nameOfCode(code: GradeCode): string {
  return (CODES.find((each) => each.code === code)?.meaning ?? "").split(/\u202F:|,/)[0] ?? "";
}

/** A decimal as people write it: «12,5». */
export function inFrench(decimal: Decimal): string {
  return trimmed(decimal).replace(".", ",");
}

/** 12.50 → 12.5, 12.00 → 12. */
function trimmed(decimal: Decimal): Decimal {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}
