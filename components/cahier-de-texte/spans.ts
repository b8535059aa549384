import { Temporal } from "temporal-polyfill";
import { type IsoDay, parseDay, type Week } from "@/lib/time/day";

/** How many days of homework a page shows. */
export const HOMEWORK_DAYS = 14;

/** How far pages of homework go on, before and after today: beyond, a year has no lessons. */
const FARTHEST_DAYS = 365;

/** A span of days, `until` exclusive. */
export interface DaySpan {
  from: IsoDay;
  until: IsoDay;
}

/** The days of homework that an address asks for, and the pages around them. */
export interface HomeworkSpan extends DaySpan {
  /** What is past is read backwards, from the latest day. */
  isPast: boolean;
  /** `avant` of the page before this one; null when it would be too far. */
  earlier: IsoDay | null;
  /** `du` of the page after this one. */
  later: IsoDay | null;
}

/**
 * Two weeks from today; from the day `du`; or the two weeks before the day `avant`. What is no day is as if it was not said.
 */
export function homeworkSpan(
  today: IsoDay,
  asked: { du?: string | undefined; avant?: string | undefined },
): HomeworkSpan {
  const now = Temporal.PlainDate.from(today);
  const before = parseDay(asked.avant);
  const from = before ? before.subtract({ days: HOMEWORK_DAYS }) : (parseDay(asked.du) ?? now);
  const until = from.add({ days: HOMEWORK_DAYS });
  const isNear = (day: Temporal.PlainDate) => Math.abs(now.until(day).days) <= FARTHEST_DAYS;
  return {
    from: from.toString(),
    until: until.toString(),
    isPast: before !== null,
    earlier: isNear(from) ? from.toString() : null,
    later: isNear(until) ? until.toString() : null,
  };
}

/** The last day of a span. */
export function lastDayOf(span: DaySpan): IsoDay {
  return Temporal.PlainDate.from(span.until).subtract({ days: 1 }).toString();
}

/** Friday, or Saturday where it is taught: a week is said by its school days. */
export function lastSchoolDay(week: Week, daysWithLessons: readonly IsoDay[]): IsoDay {
  const friday = Temporal.PlainDate.from(week.from).add({ days: 4 }).toString();
  const last = daysWithLessons.at(-1);
  return last && last > friday ? last : friday;
}
