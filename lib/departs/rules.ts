import { Temporal } from "temporal-polyfill";
import type { Profile } from "@/lib/db/types";
import { daysAfter, type IsoDay } from "@/lib/time/day";

// When what somebody leaves behind goes, and under what name the rest stays. Pure.

/** Days that the file of absences outlives its school year: as lib/jobs/retention.ts keeps it (R131-6). */
export const ABSENCES_DAYS = 31;

/** Years for which the author of a cahier de textes stays named after the school year (circulaire 2010-136). */
export const LESSONS_YEARS = 5;

/** Days for which a copy of one's data can be fetched. */
export const COPY_DAYS = 7;

/** Hours between two copies for the same person: a copy reads everything there is. */
export const COPY_EVERY_HOURS = 24;

/** Times that a copy is begun again. */
export const COPY_ATTEMPTS = 3;

/** Bytes of files in one copy: a zip of 2 GB is the most that every system opens. */
export const MAX_COPY_BYTES = 1_900_000_000;

/** How many departures a page shows. */
export const DEPARTURES_PAGE = 30;

/** Somebody who has left, as the database tells it. */
export interface Leaver {
  profile: Profile;
  /** The first day on which it was there no more. */
  leftOn: IsoDay;
  /** The end, excluded, of the school year in which it left; null when there is none. */
  yearEndsOn: IsoDay | null;
  /** Has it given lessons here? */
  hasTaught: boolean;
  /** A report of a message that it wrote or made waits for its answer. */
  isReported: boolean;
  /** The day on which its things were deleted, if that was after it left. */
  closedOn: IsoDay | null;
  /** The day on which it asked to be erased at once. */
  askedOn: IsoDay | null;
}

/** Why a name stays longer than the access. */
export type Hold = "ABSENCES" | "LESSONS" | "REPORT";

/** What happens when. */
export interface Departure {
  /** Access, account, mailbox, own space; null while a report waits. */
  closesOn: IsoDay | null;
  /** From when a pseudonym takes the place of the name; null while a report waits. */
  erasesOn: IsoDay | null;
  /** Why the second is later than the first, or why neither has a date. */
  hold: Hold | null;
}

/**
 * When the things of somebody who left are deleted, and when its file is.
 * @param months the school's delay, three at the most (arrêté of 30 November 2006, art. 6).
 */
export function departureOf(leaver: Leaver, months: number): Departure {
  if (leaver.isReported) return { closesOn: leaver.closedOn, erasesOn: null, hold: "REPORT" };
  const delayed = Temporal.PlainDate.from(leaver.leftOn).add({ months }).toString();
  const closesOn = leaver.closedOn ?? (leaver.askedOn && leaver.askedOn < delayed ? leaver.askedOn : delayed);
  const held = heldUntil(leaver);
  return held && held.day > closesOn
    ? { closesOn, erasesOn: held.day, hold: held.hold }
    : { closesOn, erasesOn: closesOn, hold: null };
}

function heldUntil({ profile, leftOn, yearEndsOn, hasTaught }: Leaver): { day: IsoDay; hold: Hold } | null {
  if (profile === "STUDENT") {
    return yearEndsOn ? { day: daysAfter(yearEndsOn, ABSENCES_DAYS), hold: "ABSENCES" } : null;
  }
  if (!hasTaught) return null;
  const from = Temporal.PlainDate.from(yearEndsOn ?? leftOn);
  return { day: from.add({ years: LESSONS_YEARS }).toString(), hold: "LESSONS" };
}

/** What is to be done for a leaver on a day: its things first, then its file. */
export function stepsDue(leaver: Leaver, months: number, day: IsoDay): { closes: boolean; erases: boolean } {
  const { closesOn, erasesOn } = departureOf(leaver, months);
  return {
    closes: leaver.closedOn === null && closesOn !== null && closesOn <= day,
    erases: erasesOn !== null && erasesOn <= day,
  };
}

/** What stays of a name: «Ancien élève K4T7». Teachers are «Ancien enseignant», parents «Ancien parent». */
export function pseudonymOf(profile: Profile, code: string): { firstName: string; lastName: string } {
  return { firstName: FORMER[profile], lastName: code };
}

const FORMER: Readonly<Record<Profile, string>> = {
  STUDENT: "Ancien élève",
  GUARDIAN: "Ancien parent",
  TEACHER: "Ancien enseignant",
  VIE_SCOLAIRE: "Ancien personnel",
  STAFF: "Ancien personnel",
  HEAD: "Ancienne direction",
  ADMIN: "Ancien personnel",
};

/** Neither vowels, which make words, nor what is mistaken for something else. */
export const CODE_SIGNS = "BCDFGHJKMNPQRTVWXZ2346789";

const LETTER = String.raw`\p{L}\p{M}`;

/**
 * A text in which a person is named no more: first and last names, together or alone, written with capitals as names are, whatever the
 * accents. A last name that is also a word («petit») stays a word.
 */
export function withoutName(text: string, name: { firstName: string; lastName: string }, instead: string): string {
  const [first, last] = [namePattern(name.firstName), namePattern(name.lastName)];
  const both = first && last ? [`${first}[\\s-]+${last}`, `${last}[\\s,-]+${first}`] : [];
  const patterns = [...both, first, last].filter(Boolean);
  if (patterns.length === 0) return text;
  const found = new RegExp(`(?<![${LETTER}])(?:${patterns.join("|")})(?![${LETTER}])`, "gu");
  const plain = text.normalize("NFD");
  const replaced = plain.replace(found, () => instead);
  // What names nobody stays as it was, sign by sign.
  return replaced === plain ? text : replaced.normalize("NFC");
}

/** The words of a name, with the capitals that it has at least, in any accents: «Éloïse» also finds ELOISE, «de La Tour» DE LA TOUR. */
function namePattern(name: string): string {
  const words =
    name
      .normalize("NFD")
      .replaceAll(/\p{M}/gu, "")
      .match(/\p{L}+/gu) ?? [];
  if (words.join("").length < 2) return "";
  return words.map(wordPattern).join(String.raw`[\s'’-]+`);
}

function wordPattern(word: string): string {
  return Array.from(word)
    .map((sign, place) => {
      const upper = sign.toUpperCase();
      const lower = sign.toLowerCase();
      const isFixed = upper === lower || (place === 0 && sign === upper);
      return `${isFixed ? sign : `[${upper}${lower}]`}\\p{M}*`;
    })
    .join("");
}

/** The same in all the texts of a value of JSON. */
export function valueWithoutName<Value>(
  value: Value,
  name: { firstName: string; lastName: string },
  instead: string,
): Value {
  const inside = (each: unknown): unknown => {
    if (typeof each === "string") return withoutName(each, name, instead);
    if (Array.isArray(each)) return each.map(inside);
    if (typeof each !== "object" || each === null) return each;
    return Object.fromEntries(Object.entries(each).map(([key, own]) => [key, inside(own)]));
  };
  return inside(value) as Value;
}
