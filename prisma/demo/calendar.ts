import { Temporal } from "temporal-polyfill";
import { type Holiday, type HolidayZone, publicHolidays, rentreeOf, schoolHolidays } from "@/lib/school/calendar-data";
import { type IsoDay, mondayOf } from "@/lib/time/day";
import type { DemoYear } from "@/prisma/demo/schools";

/** The calendar of the demo's schools, which are in the Essonne. */
const ZONE: HolidayZone = "C";
export const TIME_ZONE = "Europe/Paris";

/** The days of a school year: when there are lessons, and why not. */
export interface SchoolCalendar {
  closures: (Holiday & { kind: "HOLIDAY" | "PUBLIC_HOLIDAY" })[];
  /** Mondays of the weeks with lessons, alternating A and B. */
  weeks: { startsOn: IsoDay; alternance: "A" | "B" }[];
  /** Days with lessons, in order, with the kind of their week. */
  days: { day: IsoDay; weekday: number; alternance: "A" | "B" }[];
}

/**
 * The school year that contains a day. In July and August it is the one that comes, begun early: then the next lesson is that of the
 * rentrée, and the whole loop can be tried.
 */
export function demoYearOf(today: Temporal.PlainDate): DemoYear {
  const { year, month } = today;
  if (month === 7 || month === 8) {
    return { year, startsOn: `${year}-07-01`, endsOn: `${year + 1}-09-01` };
  }
  const first = month >= 9 ? year : year - 1;
  return { year: first, startsOn: `${first}-09-01`, endsOn: `${first + 1}-09-01` };
}

/** Holidays of the zone, public holidays, and the days that are left, Monday to Friday. */
export function schoolCalendar({ year, startsOn, endsOn }: DemoYear): SchoolCalendar {
  const rentree = rentreeOf(year);
  const before: Holiday[] = startsOn < rentree ? [{ name: "Vacances d’été", startsOn, endsOn: rentree }] : [];
  const holidays = [...before, ...schoolHolidays(ZONE, year)].filter((holiday) => holiday.startsOn < endsOn);
  const publicDays = [year, year + 1]
    .flatMap((calendarYear) => publicHolidays(calendarYear))
    .filter(({ day }) => startsOn <= day && day < endsOn)
    .map(({ name, day }) => ({
      name,
      startsOn: day,
      endsOn: Temporal.PlainDate.from(day).add({ days: 1 }).toString(),
    }));
  const closures = [
    ...holidays.map((holiday) => ({ ...holiday, kind: "HOLIDAY" as const })),
    ...publicDays.map((holiday) => ({ ...holiday, kind: "PUBLIC_HOLIDAY" as const })),
  ];
  const weeks: SchoolCalendar["weeks"] = [];
  const days: SchoolCalendar["days"] = [];
  const end = Temporal.PlainDate.from(endsOn);
  for (
    let date = Temporal.PlainDate.from(rentree);
    Temporal.PlainDate.compare(date, end) < 0;
    date = date.add({ days: 1 })
  ) {
    const day = date.toString();
    if (date.dayOfWeek > 5 || closures.some((closed) => closed.startsOn <= day && day < closed.endsOn)) continue;
    const monday = mondayOf(date).toString();
    if (weeks.at(-1)?.startsOn !== monday)
      weeks.push({ startsOn: monday, alternance: weeks.length % 2 === 0 ? "A" : "B" });
    days.push({ day, weekday: date.dayOfWeek, alternance: weeks.at(-1)?.alternance ?? "A" });
  }
  return { closures, weeks, days };
}

/** Three terms, cut where councils meet: end of November, early March. */
export function terms({
  year,
  startsOn,
  endsOn,
}: DemoYear): { name: string; shortName: string; startsOn: IsoDay; endsOn: IsoDay }[] {
  const cuts = [startsOn, `${year}-12-01`, `${year + 1}-03-11`, endsOn];
  return ["1er trimestre", "2e trimestre", "3e trimestre"].map((name, index) => ({
    name,
    shortName: `T${index + 1}`,
    startsOn: cuts[index] ?? startsOn,
    endsOn: cuts[index + 1] ?? endsOn,
  }));
}

/** Minutes since midnight of a school day as an instant, fast: clocks change on Sundays only. */
export function instantAt(day: IsoDay, minute: number): string {
  let midnight = midnights.get(day);
  if (midnight === undefined) {
    midnight = Temporal.PlainDate.from(day).toZonedDateTime(TIME_ZONE).epochMilliseconds;
    midnights.set(day, midnight);
  }
  return new Date(midnight + minute * 60_000).toISOString();
}

const midnights = new Map<IsoDay, number>();
