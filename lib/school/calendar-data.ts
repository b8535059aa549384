import { Temporal } from "temporal-polyfill";
import type { IsoDay } from "@/lib/time/day";

/** Days without lessons; endsOn is exclusive. */
export interface Holiday {
  name: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
}

/** The three zones of mainland France. Corse and overseas have calendars of their own, which the school enters. */
export type HolidayZone = "A" | "B" | "C";

const NAMES = {
  toussaint: "Vacances de la Toussaint",
  noel: "Vacances de Noël",
  hiver: "Vacances d’hiver",
  printemps: "Vacances de printemps",
  ascension: "Pont de l’Ascension",
  ete: "Vacances d’été",
} as const;

/** First days of each holiday and first days of school after it, from the national calendars. */
interface NationalYear {
  /** First day of school. */
  rentree: IsoDay;
  toussaint: [IsoDay, IsoDay];
  noel: [IsoDay, IsoDay];
  hiver: Record<HolidayZone, [IsoDay, IsoDay]>;
  printemps: Record<HolidayZone, [IsoDay, IsoDay]>;
  ete: IsoDay;
}

// 2024-2025 and 2025-2026: A. Augusti, vacances-scolaires (Licence Ouverte 1.0, https://github.com/AntoineAugusti/vacances-scolaires),
// from the arrêtés; read on 2026-07-01. 2026-2027: the same dates as published by the ministry. Keys are first calendar years.
const NATIONAL: Readonly<Record<number, NationalYear>> = {
  2024: {
    rentree: "2024-09-02",
    toussaint: ["2024-10-19", "2024-11-04"],
    noel: ["2024-12-21", "2025-01-06"],
    hiver: {
      A: ["2025-02-22", "2025-03-10"],
      B: ["2025-02-08", "2025-02-24"],
      C: ["2025-02-15", "2025-03-03"],
    },
    printemps: {
      A: ["2025-04-19", "2025-05-05"],
      B: ["2025-04-05", "2025-04-22"],
      C: ["2025-04-12", "2025-04-28"],
    },
    ete: "2025-07-05",
  },
  2025: {
    rentree: "2025-09-01",
    toussaint: ["2025-10-18", "2025-11-03"],
    noel: ["2025-12-20", "2026-01-05"],
    hiver: {
      A: ["2026-02-07", "2026-02-23"],
      B: ["2026-02-14", "2026-03-02"],
      C: ["2026-02-21", "2026-03-09"],
    },
    printemps: {
      A: ["2026-04-04", "2026-04-20"],
      B: ["2026-04-11", "2026-04-27"],
      C: ["2026-04-18", "2026-05-04"],
    },
    ete: "2026-07-04",
  },
  2026: {
    rentree: "2026-09-01",
    toussaint: ["2026-10-17", "2026-11-02"],
    noel: ["2026-12-19", "2027-01-04"],
    hiver: {
      A: ["2027-02-13", "2027-03-01"],
      B: ["2027-02-20", "2027-03-08"],
      C: ["2027-02-06", "2027-02-22"],
    },
    printemps: {
      A: ["2027-04-10", "2027-04-26"],
      B: ["2027-04-17", "2027-05-03"],
      C: ["2027-04-03", "2027-04-19"],
    },
    ete: "2027-07-03",
  },
};

/** The first calendar year of the school year that a day is in: it changes on 1 September. */
export function schoolYearOfDay(day: IsoDay): number {
  const { year, month } = Temporal.PlainDate.from(day);
  return month >= 9 ? year : year - 1;
}

/** First day of lessons of a school year, named by its first calendar year. */
export function rentreeOf(year: number): IsoDay {
  return (NATIONAL[year] ?? expectedYear(year)).rentree;
}

/**
 * School holidays of a zone in a school year, named by its first calendar year, up to 31 August. Beyond the calendars
 * published so far they are computed as the ministry has placed them since 2023, which the school can correct.
 */
export function schoolHolidays(zone: HolidayZone, year: number): Holiday[] {
  const national = NATIONAL[year] ?? expectedYear(year);
  const holiday = (name: string, [startsOn, endsOn]: readonly [IsoDay, IsoDay]): Holiday => ({
    name,
    startsOn,
    endsOn,
  });
  // The Friday and Saturday after Ascension have been free every year since 2014.
  const ascension = easter(year + 1).add({ days: 39 });
  return [
    holiday(NAMES.toussaint, national.toussaint),
    holiday(NAMES.noel, national.noel),
    holiday(NAMES.hiver, national.hiver[zone]),
    holiday(NAMES.printemps, national.printemps[zone]),
    holiday(NAMES.ascension, [iso(ascension.add({ days: 1 })), iso(ascension.add({ days: 3 }))]),
    holiday(NAMES.ete, [national.ete, `${year + 1}-09-01`]),
  ];
}

/**
 * Where a year not yet published will probably be: Toussaint and Noël from the first Saturday after 17 October and
 * 18 December, winter in three waves from the first Saturday after 6 February whose order turns every year, spring eight
 * weeks after winter, summer from the first Saturday after 3 July. True of 2023 to 2026 but for one Easter Monday.
 */
function expectedYear(year: number): NationalYear {
  const from = (month: number, day: number): Temporal.PlainDate =>
    saturdayFrom(Temporal.PlainDate.from({ year: month > 8 ? year : year + 1, month, day }));
  const fortnight = (start: Temporal.PlainDate): [IsoDay, IsoDay] => [iso(start), iso(start.add({ days: 16 }))];
  const winter = from(2, 6);
  const orders: readonly (readonly HolidayZone[])[] = [
    ["A", "B", "C"],
    ["C", "A", "B"],
    ["B", "C", "A"],
  ];
  const order = orders[(year - 2025 + 300) % 3] ?? [];
  const waves = (weeks: number): Record<HolidayZone, [IsoDay, IsoDay]> => {
    const wave = (zone: HolidayZone) => fortnight(winter.add({ weeks: weeks + order.indexOf(zone) }));
    return { A: wave("A"), B: wave("B"), C: wave("C") };
  };
  const first = Temporal.PlainDate.from({ year, month: 9, day: 1 });
  // A rentrée at the end of a week waits for Monday.
  const rentree = first.dayOfWeek >= 5 ? first.add({ days: 8 - first.dayOfWeek }) : first;
  return {
    rentree: iso(rentree),
    toussaint: fortnight(from(10, 17)),
    noel: fortnight(from(12, 18)),
    hiver: waves(0),
    printemps: waves(8),
    ete: iso(from(7, 3)),
  };
}

/** Public holidays of mainland France in a calendar year (code du travail, L3133-1); never wrong, so never stored. */
export function publicHolidays(year: number): { name: string; day: IsoDay }[] {
  const sunday = easter(year);
  return [
    { name: "1er janvier", day: `${year}-01-01` },
    { name: "Lundi de Pâques", day: iso(sunday.add({ days: 1 })) },
    { name: "1er mai", day: `${year}-05-01` },
    { name: "8 mai", day: `${year}-05-08` },
    { name: "Ascension", day: iso(sunday.add({ days: 39 })) },
    { name: "Lundi de Pentecôte", day: iso(sunday.add({ days: 50 })) },
    { name: "14 juillet", day: `${year}-07-14` },
    { name: "Assomption", day: `${year}-08-15` },
    { name: "Toussaint", day: `${year}-11-01` },
    { name: "11 novembre", day: `${year}-11-11` },
    { name: "Jour de Noël", day: `${year}-12-25` },
  ];
}

function iso(day: Temporal.PlainDate): IsoDay {
  return day.toString();
}

function saturdayFrom(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.add({ days: (6 - day.dayOfWeek + 7) % 7 });
}

/** Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8). */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const e = (19 * a + b - Math.floor(b / 4) - d + 15) % 30;
  const f = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - e - (c % 4)) % 7;
  const g = Math.floor((a + 11 * e + 22 * f) / 451);
  const month = Math.floor((e + f - 7 * g + 114) / 31);
  return Temporal.PlainDate.from({ year, month, day: ((e + f - 7 * g + 114) % 31) + 1 });
}
