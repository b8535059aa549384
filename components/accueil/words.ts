import type { IsoDay } from "@/lib/time/day";
import { formatDay, formatRelativeDay } from "@/lib/time/format";

/**
 * «Pas d’autre cours aujourd’hui : voici lundi 23 novembre.»: said when the day shown is not today, be it evening, Sunday
 * or holidays. Null when it is today, or when there is none.
 */
export function otherDayNote(day: IsoDay | null, today: IsoDay): string | null {
  if (day === null || day === today) return null;
  const isTomorrow = formatRelativeDay(day, today) === "demain";
  return `Pas d’autre cours aujourd’hui : voici ${isTomorrow ? "demain, " : ""}${formatDay(day, { long: true, today })}.`;
}
