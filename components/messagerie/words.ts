import { Temporal } from "temporal-polyfill";
import { dayIn, minuteIn } from "@/lib/time/day";
import { formatDay, formatInstant, formatRelativeDay, formatTimeOfDay } from "@/lib/time/format";

/** Where and when the reader is. */
export interface Clock {
  zone: string;
  today: string;
}

/** When something came, for a list: «8 h 05» today, «hier», then «mar. 10 nov.». */
export function whenInList(iso: string, { zone, today }: Clock): string {
  const instant = Temporal.Instant.from(iso);
  const day = dayIn(zone, instant).toString();
  if (day === today) return formatTimeOfDay(minuteIn(zone, instant));
  const isYesterday = Temporal.PlainDate.from(day).add({ days: 1 }).toString() === today;
  return isYesterday ? "hier" : formatDay(day, { today });
}

/** The whole of it: «jeu. 19 nov., 8 h 05». */
export function whenInFull(iso: string, { zone, today }: Clock): string {
  return formatInstant(Temporal.Instant.from(iso), zone, today);
}

/** When something waits until: «demain à 7 h», «lundi à 7 h». */
export function untilWhen(iso: string, { zone, today }: Clock): string {
  const instant = Temporal.Instant.from(iso);
  const day = formatRelativeDay(dayIn(zone, instant), today);
  return `${day} à ${formatTimeOfDay(minuteIn(zone, instant))}`;
}
