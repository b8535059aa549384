import { Temporal } from "temporal-polyfill";
import type { Alternance, ClosureKind } from "@/lib/db/types";
import {
  type HolidayZone,
  publicHolidays,
  rentreeOf,
  schoolHolidays,
  schoolYearOfDay,
} from "@/lib/school/calendar-data";
import { daysAfter, type IsoDay, mondayOf } from "@/lib/time/day";

/** Days without lessons, as a school has them; endsOn is exclusive. */
export interface PlannedClosure {
  kind: ClosureKind;
  name: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
}

/** The week of a Monday, A or B; null in a school that has no such weeks. */
export interface PlannedWeek {
  startsOn: IsoDay;
  alternance: Alternance | null;
}

/** Has the zone a national calendar? Corse and overseas enter their holidays themselves. */
export function hasNationalCalendar(zone: string): zone is HolidayZone {
  return zone === "A" || zone === "B" || zone === "C";
}

/** Where the school year is that of the calendar, from February on: the southern summer parts two of them. */
const CALENDAR_YEARS: readonly string[] = ["CALEDONIE", "WALLIS"];

/**
 * The school year that a school without any begins with, before its files tell the days: from September to August, in July and August the one
 * that comes; in Nouvelle-Calédonie and Wallis-et-Futuna from February to January, in January the one that comes.
 * @param today where the school is. `endsOn` exclusive.
 */
export function firstYear(zone: string, today: IsoDay): { label: string; startsOn: IsoDay; endsOn: IsoDay } {
  const year = Number(today.slice(0, 4));
  if (CALENDAR_YEARS.includes(zone)) {
    return { label: String(year), startsOn: `${year}-02-01`, endsOn: `${year + 1}-02-01` };
  }
  const month = Number(today.slice(5, 7));
  const first = month === 7 || month === 8 ? year : schoolYearOfDay(today);
  return { label: `${first}-${first + 1}`, startsOn: `${first}-09-01`, endsOn: `${first + 1}-09-01` };
}

/**
 * The days without lessons of a school year and its weeks, as they are expected: holidays of the zone where it has a national
 * calendar, public holidays, then weeks with a day of lessons, A and B in turn. The school corrects them.
 * @param year `endsOn` exclusive.
 */
export function plannedCalendar(
  zone: string,
  year: { startsOn: IsoDay; endsOn: IsoDay },
  { hasAlternance }: { hasAlternance: boolean },
): { closures: PlannedClosure[]; weeks: PlannedWeek[] } {
  const [first, last] = [year.startsOn, year.endsOn].map((day) => Number(day.slice(0, 4))) as [number, number];
  const years = Array.from({ length: last - first + 2 }, (_, index) => first - 1 + index);
  const holidays = hasNationalCalendar(zone) ? years.flatMap((each) => holidaysOf(zone, each)) : [];
  const closures = [
    ...holidays.map((holiday) => ({ kind: "HOLIDAY" as const, ...holiday })),
    ...years.flatMap((each) =>
      publicHolidays(each).map(({ name, day }) => ({
        kind: "PUBLIC_HOLIDAY" as const,
        name,
        startsOn: day,
        endsOn: daysAfter(day, 1),
      })),
    ),
  ].flatMap((closure) => {
    const startsOn = closure.startsOn < year.startsOn ? year.startsOn : closure.startsOn;
    const endsOn = closure.endsOn > year.endsOn ? year.endsOn : closure.endsOn;
    return startsOn < endsOn ? [{ ...closure, startsOn, endsOn }] : [];
  });
  return { closures, weeks: weeksBetween(year, closures, hasAlternance) };
}

/** The holidays of a zone in a national year, with the days of September that come before its rentrée. */
function holidaysOf(zone: HolidayZone, year: number): { name: string; startsOn: IsoDay; endsOn: IsoDay }[] {
  const eve = `${year}-09-01`;
  const rentree = rentreeOf(year);
  const before = eve < rentree ? [{ name: "Avant la rentrée", startsOn: eve, endsOn: rentree }] : [];
  return [...before, ...schoolHolidays(zone, year)];
}

function weeksBetween(
  year: { startsOn: IsoDay; endsOn: IsoDay },
  closures: readonly PlannedClosure[],
  hasAlternance: boolean,
): PlannedWeek[] {
  const weeks: PlannedWeek[] = [];
  let monday = mondayOf(Temporal.PlainDate.from(year.startsOn)).toString();
  for (; monday < year.endsOn; monday = daysAfter(monday, 7)) {
    const days = [0, 1, 2, 3, 4].map((offset) => daysAfter(monday, offset));
    const isTaught = days.some(
      (day) =>
        year.startsOn <= day &&
        day < year.endsOn &&
        !closures.some((closure) => closure.startsOn <= day && day < closure.endsOn),
    );
    if (isTaught)
      weeks.push({ startsOn: monday, alternance: hasAlternance ? (weeks.length % 2 === 0 ? "A" : "B") : null });
  }
  return weeks;
}
