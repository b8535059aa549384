import { formatNumber } from "@/lib/time/format";
import { exactly, least, over, times, type Decimal, type Fraction } from "./fraction";

/** How the averages of a service are rounded. A half goes up, as arithmetic teaches it. */
export interface Rounding {
  mode: "NONE" | "UP" | "NEAREST";
  step: "0.01" | "0.1" | "0.5" | "1";
  /**
   * Where: only on display (the default: what follows is computed from the exact value), on each part before the parts make
   * the service's average, or on the service's average before it enters the general one.
   */
  at: "DISPLAY" | "PARTS" | "SERVICE";
}

/** What a school gets that chooses nothing: exact, and shown to the nearest hundredth. */
export const NO_ROUNDING: Rounding = { mode: "NONE", step: "0.01", at: "DISPLAY" };

/** A figure of zero or more, brought to its step; NONE leaves it as it is. */
export function round(value: Fraction, { mode, step }: Pick<Rounding, "mode" | "step">): Fraction {
  if (mode === "NONE") return value;
  const unit = exactly(step);
  const { n, d } = over(value, unit);
  const steps = mode === "UP" ? (n + d - 1n) / d : (2n * n + d) / (2n * d);
  return times(exactly(String(steps)), unit);
}

/**
 * An average as it may be shown: rounded, and never above its scale, which bonuses may pass (domain: kept in the engine, capped
 * where shown).
 * @returns a decimal of at most two places, to store or to export; null when there is no average.
 */
export function shownDecimal(
  value: Fraction | null,
  scale: Decimal,
  rounding: Pick<Rounding, "mode" | "step"> = NO_ROUNDING,
): Decimal | null {
  if (!value) return null;
  const rounded = round(round(value, rounding), { mode: "NEAREST", step: "0.01" });
  const { n, d } = least(rounded, exactly(scale));
  const hundredths = String((n * 100n) / d).padStart(3, "0");
  return `${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`;
}

/** An average in French, «8,67», with the decimals that its step has; «—» when there is none. */
export function formatAverage(
  value: Fraction | null,
  scale: Decimal,
  rounding: Pick<Rounding, "mode" | "step"> = NO_ROUNDING,
): string {
  const shown = shownDecimal(value, scale, rounding);
  if (shown === null) return "—";
  const digits = rounding.mode === "NONE" ? 2 : (rounding.step.split(".")[1]?.length ?? 0);
  return formatNumber(Number(shown), { digits, fixed: true });
}
