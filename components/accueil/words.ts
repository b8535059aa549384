import type { IsoDay } from "@/lib/time/day";
import { formatDay, formatRelativeDay } from "@/lib/time/format";

/** «Dimanche : voici lundi 23 novembre»: said when the day shown is not today. Null when it is, or when there is none. */
export function otherDayNote(day: IsoDay | null, today: IsoDay): string | null {
  if (day === null || day === today) return null;
  const relative = formatRelativeDay(day, today);
  return relative === "demain"
    ? "Plus de cours aujourd’hui : voici demain."
    : `Pas de cours d’ici là : voici ${formatDay(day, { long: true, today })}.`;
}
