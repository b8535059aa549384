/**
 * The one module that writes dates, durations and figures in French.
 *
 * Spaces follow the Imprimerie nationale: no-break (U+00A0) between a figure and its unit, narrow no-break (U+202F)
 * between thousands and before «%». Pure, and without the Temporal runtime, so that client components may import it.
 */
import type { Temporal } from "temporal-polyfill";

/** A day, as a plain date or as «YYYY-MM-DD». */
export type Day = Temporal.PlainDate | string;

const locale = "fr-FR";
const space = "\u00A0";
const narrowSpace = "\u202F";
const dayMs = 86_400_000;

function memoized<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}

type DayShape = "short" | "short-year" | "long" | "long-year" | "weekday";

// A day has no zone: it is read and written at midnight UTC.
const dayFormats: Record<DayShape, Intl.DateTimeFormat> = {
  short: dayFormat({ weekday: "short", day: "numeric", month: "short" }),
  "short-year": dayFormat({ weekday: "short", day: "numeric", month: "short", year: "numeric" }),
  long: dayFormat({ weekday: "long", day: "numeric", month: "long" }),
  "long-year": dayFormat({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  weekday: dayFormat({ weekday: "long" }),
};

function dayFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" });
}

const clockIn = memoized(
  (timeZone: string) =>
    new Intl.DateTimeFormat("en-CA", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    }),
);

const decimals = memoized((digits: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
const fixedDecimals = memoized(
  (digits: number) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);
const plural = new Intl.PluralRules(locale);
const lists = new Intl.ListFormat(locale, { type: "conjunction" });

function epochDay(day: Day): number {
  const ms = Date.parse(`${day.toString()}T00:00:00Z`);
  if (Number.isNaN(ms)) throw new RangeError(`Not a day: ${day.toString()}`);
  return ms / dayMs;
}

function writeDay(shape: DayShape, day: Day): string {
  const parts = dayFormats[shape].formatToParts(epochDay(day) * dayMs);
  // French says «1er décembre»; Intl writes «1 décembre».
  return parts.map(({ type, value }) => (type === "day" && value === "1" ? "1er" : value)).join("");
}

/**
 * A day: «jeu. 19 nov.», or with `long` «jeudi 19 novembre». The year is added when it differs from that of `today`;
 * without `today` it is left out.
 * @throws RangeError when the text is not a day.
 */
export function formatDay(day: Day, { long = false, today }: { long?: boolean; today?: Day } = {}): string {
  const otherYear = today !== undefined && day.toString().slice(0, 4) !== today.toString().slice(0, 4);
  return writeDay(`${long ? "long" : "short"}${otherYear ? "-year" : ""}`, day);
}

/**
 * A day as one says it today: «aujourd’hui», «demain», «après-demain», «hier», the weekday within the next six days
 * («lundi»), then «jeu. 19 nov.».
 */
export function formatRelativeDay(day: Day, today: Day): string {
  const distance = epochDay(day) - epochDay(today);
  switch (distance) {
    case -1:
      return "hier";
    case 0:
      return "aujourd’hui";
    case 1:
      return "demain";
    case 2:
      return "après-demain";
    default:
      return distance > 0 && distance < 7 ? writeDay("weekday", day) : formatDay(day, { today });
  }
}

/** A span of days, both included: «du lun. 19 oct. au dim. 1er nov.»; one day alone is that day. */
export function formatDayRange(first: Day, last: Day, today?: Day): string {
  const options = today === undefined ? {} : { today };
  if (first.toString() === last.toString()) return formatDay(first, options);
  return `du ${formatDay(first, options)} au ${formatDay(last, options)}`;
}

/** Minutes since midnight as `<input type="time">` takes them: «08:05». */
export function timeInputValue(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A time of day from minutes since midnight: «8 h 05», «8 h». */
export function formatTimeOfDay(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  const minute = minutes % 60;
  const written = `${hour}${space}h`;
  return minute === 0 ? written : `${written}${space}${String(minute).padStart(2, "0")}`;
}

/** A span within a day, from minutes since midnight: «8 h 05 – 9 h». */
export function formatTimeRange(startMinutes: number, endMinutes: number): string {
  return `${formatTimeOfDay(startMinutes)}${space}– ${formatTimeOfDay(endMinutes)}`;
}

/** An instant as the clocks of `timeZone` show it: «jeu. 19 nov., 8 h 05»; the year when it differs from that of `today`. */
export function formatInstant(instant: Temporal.Instant, timeZone: string, today?: Day): string {
  const parts = new Map(
    clockIn(timeZone)
      .formatToParts(instant.epochMilliseconds)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
  const minutes = Number(parts.get("hour")) * 60 + Number(parts.get("minute"));
  return `${formatDay(day, today === undefined ? {} : { today })}, ${formatTimeOfDay(minutes)}`;
}

/** A duration in minutes: «25 min», «1 h», «1 h 30». */
export function formatMinutes(minutes: number): string {
  return minutes < 60 ? `${minutes}${space}min` : formatTimeOfDay(minutes);
}

/** A figure: «1 234,5». At most `digits` decimals (2), exactly that many with `fixed`. */
export function formatNumber(value: number, { digits = 2, fixed = false } = {}): string {
  return (fixed ? fixedDecimals : decimals)(digits).format(value);
}

/** A share of one as a percentage: `formatPercent(0.125)` is «12,5 %». */
export function formatPercent(share: number, digits = 1): string {
  return `${formatNumber(share * 100, { digits })}${narrowSpace}%`;
}

/** A size of file, in decimal units as systems show it: «840 o», «12 ko», «3,4 Mo». */
export function formatBytes(bytes: number): string {
  const units = ["o", "ko", "Mo", "Go", "To"];
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** power;
  return `${formatNumber(value, { digits: power > 1 && value < 100 ? 1 : 0 })}${space}${units[power] ?? "o"}`;
}

/** A count and its noun, in French agreement (0 and 1 are singular): «1 devoir», «3 devoirs». */
export function formatCount(count: number, singular: string, plurals = `${singular}s`): string {
  return `${formatNumber(count)}${space}${plural.select(count) === "one" ? singular : plurals}`;
}

/** Names or words in a row: «Inès, Malo et Zoé». */
export function formatList(words: readonly string[]): string {
  return lists.format(words);
}

/** «d’Alice», «d’Hugo», «d’Yves», «de Lina», «de Yanis»: of a first name, or of a whole one. */
export function ofName(name: string): string {
  return /^([aeiouhàâäéèêëîïôöùûü]|y(?![aeiouy]))/i.test(name) ? `d’${name}` : `de ${name}`;
}

/** What a name is made of; `usualFirstName` is the one people use, when it differs. */
export type NameParts = { firstName: string; lastName: string; usualFirstName?: string | null };

/**
 * A person's name: «Inès Lefèvre». Registers write family names in capitals, as French administration does; `sorted`
 * gives that form, for lists in family name order: «LEFÈVRE Inès».
 */
export function formatName({ firstName, lastName, usualFirstName }: NameParts, { sorted = false } = {}): string {
  const first = usualFirstName || firstName;
  return sorted ? `${lastName.toLocaleUpperCase(locale)} ${first}`.trim() : `${first} ${lastName}`.trim();
}

/** A French number by pairs, which do not part: «06 39 98 04 12». Any other stays as it is written. */
export function formatPhone(number: string): string {
  return /^0\d{9}$/.test(number) ? (number.match(/\d\d/g) ?? []).join("\u00A0") : number;
}

/** Two letters for an avatar: «IL». */
export function formatInitials({ firstName, lastName, usualFirstName }: NameParts): string {
  const letters = [usualFirstName || firstName, lastName].map((word) => word.trim().at(0) ?? "");
  return letters.join("").toLocaleUpperCase(locale);
}
