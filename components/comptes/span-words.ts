import type { Span } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";
import { formatDay } from "@/lib/time/format";

/** «depuis le …», «du … au …», «à partir du …»; nothing for what has been there since the year began. */
export function spanWords({ startsOn, endsOn }: Span, today: IsoDay): string {
  if (endsOn !== null) return `du ${dayWords(startsOn)} au ${dayWords(endsOn)} exclu`;
  return startsOn > today ? `à partir du ${dayWords(startsOn)}` : "";
}

/** A day with its year. */
export function dayWords(day: IsoDay): string {
  return formatDay(day, { today: "0001-01-01" });
}
