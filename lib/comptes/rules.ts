import { Temporal } from "temporal-polyfill";
import type { Duty, PeriodKind, Profile } from "@/lib/db/types";
import { fold, likeText } from "@/lib/fold";
import type { AccountState, Scheme } from "./types";
import { daysAfter, type IsoDay } from "@/lib/time/day";
import { formatDay } from "@/lib/time/format";

/** How many people a page of the directory shows. */
export const DIRECTORY_PAGE = 50;

/**
 * What is typed, as the words that must all be found: «benali 5b» finds BENALI Lina of 5B. Folded as the database folds names; what LIKE
 * reads as a joker is escaped.
 */
export function searchWords(text: string): string[] {
  return fold(text)
    .split(/[\s'’-]+/)
    .filter(Boolean)
    .slice(0, 8)
    .map(likeText);
}

/**
 * Where somebody stands with the portal. Those who are gone come first, whatever they hold; a guardian of level 3 alone is given
 * nothing, since no module opens to one (docs/rules.md).
 */
export function accountState(person: {
  endsOn: IsoDay | null;
  accessEndsOn: IsoDay | null;
  hasAccount: boolean;
  isContactOnly: boolean;
  hasCode: boolean;
  today: IsoDay;
}): AccountState {
  const { today } = person;
  if ([person.endsOn, person.accessEndsOn].some((end) => end !== null && end <= today)) return "ENDED";
  if (person.hasAccount) return "ACTIVE";
  if (person.isContactOnly) return "CONTACT";
  return person.hasCode ? "CODED" : "WAITING";
}

/** A period as the form gives it: its last day is included. */
export interface TypedPeriod {
  id: string;
  firstDay: IsoDay;
  lastDay: IsoDay;
}

/**
 * What is wrong with the dates of a scheme's periods, by field («fin.<id>»): each ends after it begins, inside the school year, in the order
 * that they had, and none overlaps another. Days between two periods are allowed: holidays may belong to none.
 */
export function periodProblems(periods: readonly TypedPeriod[], year: Scheme["year"]): Record<string, string[]> {
  const problems: Record<string, string[]> = {};
  const lastOfYear = daysAfter(year.endsOn, -1);
  const withYear = (day: IsoDay) => formatDay(day, { today: "0001-01-01" });
  let before: TypedPeriod | null = null;
  for (const period of periods) {
    if (period.firstDay < year.startsOn) {
      problems[`debut.${period.id}`] = [`L’année scolaire commence le ${withYear(year.startsOn)}.`];
    } else if (before && period.firstDay <= before.lastDay) {
      problems[`debut.${period.id}`] = [`La période précédente va jusqu’au ${withYear(before.lastDay)}.`];
    }
    if (period.lastDay < period.firstDay) problems[`fin.${period.id}`] = ["La fin doit suivre le début."];
    else if (period.lastDay > lastOfYear) {
      problems[`fin.${period.id}`] = [`L’année scolaire finit le ${withYear(lastOfYear)}.`];
    }
    before = period;
  }
  return problems;
}

/** What a way of dividing the year is called when nobody names it. */
export const SCHEME_NAMES: Readonly<Record<PeriodKind, string>> = {
  TRIMESTRE: "Trimestres",
  SEMESTRE: "Semestres",
  CUSTOM: "Périodes",
};

const COUNTS: Readonly<Partial<Record<PeriodKind, number>>> = { TRIMESTRE: 3, SEMESTRE: 2 };
const WORDS: Readonly<Record<PeriodKind, (position: number) => string>> = {
  TRIMESTRE: (position) => `${ordinal(position)} trimestre`,
  SEMESTRE: (position) => `${ordinal(position)} semestre`,
  CUSTOM: (position) => `Période ${position}`,
};

function ordinal(position: number): string {
  return position === 1 ? "1er" : `${position}e`;
}

/**
 * The periods of a year, of as equal lengths as days allow, one after another: three terms, two semesters, or as many as asked.
 * @param count of a division of one's own.
 * @param year `endsOn` exclusive, as in the result.
 */
export function dividedYear(
  kind: PeriodKind,
  count: number,
  year: { startsOn: IsoDay; endsOn: IsoDay },
): { name: string; shortName: string; startsOn: IsoDay; endsOn: IsoDay }[] {
  const parts = COUNTS[kind] ?? count;
  const { days } = Temporal.PlainDate.from(year.startsOn).until(year.endsOn);
  const dayAt = (part: number): IsoDay => daysAfter(year.startsOn, Math.round((days * part) / parts));
  return Array.from({ length: parts }, (_, index) => ({
    name: WORDS[kind](index + 1),
    shortName: `${kind === "CUSTOM" ? "P" : kind.charAt(0)}${index + 1}`,
    startsOn: dayAt(index),
    endsOn: dayAt(index + 1),
  }));
}

const DUTIES: Readonly<Partial<Record<Profile, readonly Duty[]>>> = {
  TEACHER: ["LIBRARIAN"],
  VIE_SCOLAIRE: ["CPE", "AED"],
  STAFF: ["AESH", "SECRETARY", "NURSE", "LIBRARIAN", "INSPECTOR"],
  HEAD: ["DEPUTY_HEAD"],
};

/** The duties that somebody of a profile may have, or none: what a form offers. Empty for families. */
export function dutiesOf(profile: Profile): readonly Duty[] {
  return DUTIES[profile] ?? [];
}

/** The fields that a school may set otherwise than its files, as tables and columns: what an import then leaves alone. */
export const OVERRIDABLE = [
  "person.lastName",
  "person.firstName",
  "person.civility",
  "person.duty",
  "civilStatus.birthDate",
  "civilStatus.sex",
  "contact.EMAIL",
  "contact.MOBILE",
  "contact.HOME_PHONE",
  "contact.WORK_PHONE",
  "contact.ADDRESS",
  "guardianship.level",
  "guardianship.kinship",
  "guardianship.endsOn",
] as const;

/** A field that a school may set itself. */
export type OverrideField = (typeof OVERRIDABLE)[number];

/** Is this the name of such a field? */
export function isOverridable(field: string): field is OverrideField {
  return (OVERRIDABLE as readonly string[]).includes(field);
}
