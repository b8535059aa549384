import { Temporal } from "temporal-polyfill";

/** A day as "YYYY-MM-DD": what addresses, DTOs and forms carry. */
export type IsoDay = string;

/** The day of an instant where the school is: at 23:00 UTC it is already tomorrow in Nouméa. */
export function dayIn(timeZone: string, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** Minutes since midnight where the school is. */
export function minuteIn(timeZone: string, at: Temporal.Instant): number {
  const time = at.toZonedDateTimeISO(timeZone).toPlainTime();
  return time.hour * 60 + time.minute;
}

/** A `date` column as Prisma wants it: a JavaScript Date at midnight UTC. */
export function toDbDay(day: Temporal.PlainDate | IsoDay): Date {
  return new Date(`${day.toString()}T00:00:00Z`);
}

/** The day of a `date` column, which Prisma hands over as midnight UTC. */
export function fromDbDay(date: Date): IsoDay {
  return date.toISOString().slice(0, 10);
}

/** An instant as Prisma wants it. */
export function toDbInstant(at: Temporal.Instant): Date {
  return new Date(at.epochMilliseconds);
}

/** An instant of the database. */
export function fromDbInstant(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/**
 * The day that a text names, or null when it names none of our times: for addresses that a person may edit, and imported
 * birthdays. PostgreSQL knows no year 0.
 */
export function parseDay(text: string | undefined): Temporal.PlainDate | null {
  if (!text || !/^(?:19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" });
  } catch {
    return null;
  }
}

/** So many days later; earlier when negative. */
export function daysAfter(day: IsoDay, days: number): IsoDay {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The Monday of a day's week. */
export function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

/** A week, from Monday; `until` is exclusive, `previous` and `next` are Mondays. */
export interface Week {
  from: IsoDay;
  until: IsoDay;
  previous: IsoDay;
  next: IsoDay;
}

/** The week that contains a day. */
export function weekOf(day: IsoDay): Week {
  const monday = mondayOf(Temporal.PlainDate.from(day));
  const shifted = (days: number): IsoDay => monday.add({ days }).toString();
  return { from: shifted(0), until: shifted(7), previous: shifted(-7), next: shifted(7) };
}
