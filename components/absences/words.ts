import type { AbsenceSpan } from "@/lib/absences/rules";
import type { AbsenceItem } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatDay, formatNumber, formatTimeOfDay } from "@/lib/time/format";

const MIDNIGHT = 24 * 60;

/** «jeu. 12 nov., de 8 h à 9 h 55», «aujourd’hui, depuis 8 h», «du lun. 16 nov. au ven. 20 nov.». */
export function spanWords(span: AbsenceSpan & { isOpen?: boolean }, today: IsoDay): string {
  const { startDay, startMinute, endDay, endMinute } = span;
  const from = startMinute === 0 ? null : formatTimeOfDay(startMinute);
  const until = endMinute === MIDNIGHT ? null : formatTimeOfDay(endMinute);
  const day = startDay === today ? "aujourd’hui" : formatDay(startDay, { today });
  if (startDay !== endDay) {
    const first = formatDay(startDay, { today });
    const end = formatDay(endDay, { today });
    return `du ${[first, from].filter(Boolean).join(", ")} au ${[end, until].filter(Boolean).join(", ")}`;
  }
  if (span.isOpen && from) return `${day}, depuis ${from}`;
  if (from && until) return `${day}, de ${from} à ${until}`;
  if (from) return `${day}, à partir de ${from}`;
  return until ? `${day}, jusqu’à ${until}` : `${day}, toute la journée`;
}

/** «1 demi-journée», «2 demi-journées (1,5 en proportion)»: both counts where they differ. */
export function halfDayWords({ gross, proportional }: AbsenceItem["halfDays"]): string {
  const counted = formatCount(gross, "demi-journée");
  const share = formatNumber(proportional);
  return share === formatNumber(gross) ? counted : `${counted} (${share} en proportion)`;
}
