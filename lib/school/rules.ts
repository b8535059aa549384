import { Temporal } from "temporal-polyfill";
import { dayIn, type IsoDay, toDbDay } from "@/lib/time/day";

/**
 * Today where the viewer's school is; in the archive of a year, its last day: what was in force then is what is read, with the rights that
 * one had then and the pupils whom one speaks for now.
 */
export function today(ctx: {
  viewer: { school: { timeZone: string }; archive?: { lastDay: IsoDay } | null };
  now: Temporal.Instant;
}): IsoDay {
  return ctx.viewer.archive?.lastDay ?? dayIn(ctx.viewer.school.timeZone, ctx.now).toString();
}

/** A dated span: endsOn is exclusive, null is open. */
export interface Span {
  startsOn: IsoDay;
  endsOn: IsoDay | null;
}

/** Does the span contain the day? */
export function isWithin(span: Span, day: IsoDay): boolean {
  return span.startsOn <= day && (span.endsOn === null || day < span.endsOn);
}

/** The same as a condition of Prisma: a row that is valid on a day. How every dated table is asked. */
export function validOn(day: IsoDay): { startsOn: { lte: Date }; OR: ({ endsOn: null } | { endsOn: { gt: Date } })[] } {
  return { startsOn: { lte: toDbDay(day) }, OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(day) } }] };
}

/** The same for what always ends: school years, periods, closures. */
export function runningOn(day: IsoDay): { startsOn: { lte: Date }; endsOn: { gt: Date } } {
  return { startsOn: { lte: toDbDay(day) }, endsOn: { gt: toDbDay(day) } };
}

/** The same day of the next year; 29 February becomes the 28th. */
export function yearLater(day: IsoDay): IsoDay {
  return Temporal.PlainDate.from(day).add({ years: 1 }).toString();
}

/** «Mme Diallo»: how a teacher is named to pupils, families and colleagues. */
export function teacherName(person: { civility: "M" | "MME" | null; firstName: string; lastName: string }): string {
  const title = person.civility === "MME" ? "Mme" : person.civility === "M" ? "M." : person.firstName;
  return `${title} ${person.lastName}`;
}
