import { Temporal } from "temporal-polyfill";
import { yearLater } from "@/lib/school/rules";
import { daysAfter, type IsoDay } from "@/lib/time/day";
import type { OpenThings, YearState } from "./types";

/** Days during which a head opens a closed year again. */
export const REOPEN_DAYS = 30;

/** A school year is longer than the shortest, that of Nouvelle-Calédonie from February to December, and shorter than this. */
export const YEAR_DAYS = { least: 200, most: 400 } as const;

/** The longest holidays between two years, those of the south, with room: further, a year was mistyped, and its days are set once. */
export const MOST_DAYS_BETWEEN = 150;

/** How many years a page shows. */
export const YEARS_PAGE = 10;

/** Where a year stands on a day: to come, under way, over and not yet closed, closed. */
export function yearState(
  year: { startsOn: IsoDay; endsOn: IsoDay; closedAt: Temporal.Instant | null },
  today: IsoDay,
): YearState {
  if (year.closedAt) return "CLOSED";
  if (today < year.startsOn) return "PREPARED";
  return today < year.endsOn ? "CURRENT" : "OVER";
}

/** The instant from which a closed year is opened again no more. */
export function reopenUntil(closedAt: Temporal.Instant): Temporal.Instant {
  return closedAt.add({ hours: 24 * REOPEN_DAYS });
}

/** «2026-2027» then «2027-2028»; «2027» then «2028», where the year is that of the calendar. */
export function nextLabel(label: string): string {
  return label.replaceAll(/\d{4}/g, (year) => String(Number(year) + 1));
}

/** What the school is proposed for the year after one: the same days, a year later, and never before the end of it. */
export function nextYear(year: { label: string; startsOn: IsoDay; endsOn: IsoDay }): {
  label: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
} {
  const startsOn = yearLater(year.startsOn);
  return {
    label: nextLabel(year.label),
    startsOn: startsOn < year.endsOn ? year.endsOn : startsOn,
    endsOn: yearLater(year.endsOn),
  };
}

/**
 * What is wrong with the days of a year, by field of the form, whose last day is included.
 * @param before.isFollowed the year is the very next one: files may have brought a later.
 */
export function yearProblems(
  { firstDay, lastDay }: { firstDay: IsoDay; lastDay: IsoDay },
  before: { label: string; endsOn: IsoDay; isFollowed?: boolean },
): Record<string, string[]> {
  if (firstDay < before.endsOn) {
    return { firstDay: [`L’année ${before.label} n’est pas finie ce jour-là.`] };
  }
  if (before.isFollowed && firstDay > daysAfter(before.endsOn, MOST_DAYS_BETWEEN)) {
    return { firstDay: [`C’est trop loin de la fin de l’année ${before.label}.`] };
  }
  if (lastDay <= firstDay) return { lastDay: ["La fin doit suivre le début."] };
  const { days } = Temporal.PlainDate.from(firstDay).until(daysAfter(lastDay, 1));
  if (days < YEAR_DAYS.least) return { lastDay: ["Cette année scolaire serait trop courte."] };
  return days > YEAR_DAYS.most ? { lastDay: ["Cette année scolaire serait trop longue."] } : {};
}

/** A period as it is copied: `endsOn` exclusive. */
interface Period {
  name: string;
  shortName: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
}

/**
 * The periods of a year, moved to the next: the same days a year later, the first from its first day, the last to its end. Days that
 * would cross those of the year are brought back into it; none overlaps the one before, and each keeps a day at least.
 */
export function movedPeriods(
  periods: readonly Period[],
  from: { startsOn: IsoDay; endsOn: IsoDay },
  to: { startsOn: IsoDay; endsOn: IsoDay },
): Period[] {
  const moved: Period[] = [];
  let earliest = to.startsOn;
  for (const [index, period] of periods.entries()) {
    const left = periods.length - index - 1;
    const latest = daysAfter(to.endsOn, -left);
    const isFirst = index === 0 && period.startsOn === from.startsOn;
    const isLast = left === 0 && period.endsOn === from.endsOn;
    const startsOn = between(isFirst ? to.startsOn : yearLater(period.startsOn), earliest, daysAfter(latest, -1));
    const endsOn = between(isLast ? to.endsOn : yearLater(period.endsOn), daysAfter(startsOn, 1), latest);
    moved.push({ name: period.name, shortName: period.shortName, startsOn, endsOn });
    earliest = endsOn;
  }
  return moved;
}

function between(day: IsoDay, first: IsoDay, last: IsoDay): IsoDay {
  return day < first ? first : day > last ? last : day;
}

/** Must who closes a year say that it was read what stays open? Before its end, or when something does. */
export function needsConfirmation(state: YearState, open: OpenThings): boolean {
  return state !== "OVER" || open.bulletins + open.absences + open.rollCalls > 0;
}
