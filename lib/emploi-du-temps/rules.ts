import { Temporal } from "temporal-polyfill";
import { daysAfter, fromDbDay, type IsoDay, type Week } from "@/lib/time/day";
import type { Departure, Moment, TimetableDay, TimetableSession, TimetableWeek } from "./types";

/** A closed span of the school's calendar; `endsOn` exclusive. */
export interface Closed {
  name: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
}

/**
 * A week of lessons, day by day: Monday to Friday, then Saturday and Sunday as far as lessons go. A lesson that moved to
 * another day is also told of on the day it left.
 * @param sessions those that are, or were planned, in the week, whatever their order.
 */
export function arrangeWeek(
  week: Pick<Week, "from" | "until">,
  alternance: TimetableWeek["alternance"],
  closures: readonly Closed[],
  sessions: readonly TimetableSession[],
): TimetableWeek {
  const days: TimetableDay[] = [];
  for (let offset = 0; offset < 7; offset += 1) {
    const arranged = arrangeDay(daysAfter(week.from, offset), closures, sessions);
    if (offset < 5 || arranged.sessions.length > 0) days.push(arranged);
  }
  return { from: week.from, until: week.until, alternance, days };
}

/** One day of lessons, in order of time. */
export function arrangeDay(
  day: IsoDay,
  closures: readonly Closed[],
  sessions: readonly TimetableSession[],
): TimetableDay {
  return {
    day,
    closure: closureOn(closures, day),
    sessions: sessions.filter((session) => session.day === day).toSorted(inOrder),
    movedAway: sessions.filter((session) => session.day !== day && session.planned?.day === day).toSorted(inOrder),
  };
}

function inOrder(a: TimetableSession, b: TimetableSession): number {
  return a.startMinute - b.startMinute || a.endMinute - b.endMinute || a.subject.localeCompare(b.subject, "fr");
}

/** The name of what closes the school on a day; null on a school day. The longest says it: holidays before 11 novembre. */
export function closureOn(closures: readonly Closed[], day: IsoDay): string | null {
  const closed = closures.filter(({ startsOn, endsOn }) => startsOn <= day && day < endsOn);
  return closed.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]?.name ?? null;
}

function lengthOf({ startsOn, endsOn }: Closed): number {
  return Temporal.PlainDate.from(startsOn).until(endsOn).days;
}

/** Where a lesson stands beside those at the same time: its lane, and how many there are. */
export interface Lane {
  lane: number;
  lanes: number;
}

/** Lanes for lessons of one day, sorted by start: those that overlap, in a chain, share the width. */
export function lanesOf(sessions: readonly Pick<Moment, "startMinute" | "endMinute">[]): Lane[] {
  const placed: Lane[] = [];
  let chain: Lane[] = [];
  let ends: number[] = [];
  for (const { startMinute, endMinute } of sessions) {
    if (ends.every((end) => end <= startMinute)) [chain, ends] = [[], []];
    const free = ends.findIndex((end) => end <= startMinute);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = endMinute;
    const place = { lane, lanes: 1 };
    chain.push(place);
    placed.push(place);
    for (const each of chain) each.lanes = ends.length;
  }
  return placed;
}

/** The hours that a week's grid shows: from the first lesson to the last, at least the morning, on whole hours. */
export function hoursOf(days: readonly TimetableDay[]): { from: number; until: number } {
  const sessions = days.flatMap((day) => day.sessions);
  const from = Math.min(8 * 60, ...sessions.map((session) => session.startMinute));
  const until = Math.max(12 * 60, ...sessions.map((session) => session.endMinute));
  return { from: Math.floor(from / 60) * 60, until: Math.ceil(until / 60) * 60 };
}

/** The instants at which a lesson begins and ends: what calendars take. An hour that the clock skips is read after the change. */
export function instantsOf(session: Moment, timeZone: string): { start: Temporal.Instant; end: Temporal.Instant } {
  const midnight = Temporal.PlainDate.from(session.day).toPlainDateTime();
  const at = (minutes: number): Temporal.Instant =>
    midnight.add({ minutes }).toZonedDateTime(timeZone, { disambiguation: "compatible" }).toInstant();
  return { start: at(session.startMinute), end: at(session.endMinute) };
}

/** Do two spans of minutes of one day overlap? Ends that touch do not. */
export function overlaps(
  a: Pick<Moment, "startMinute" | "endMinute">,
  b: Pick<Moment, "startMinute" | "endMinute">,
): boolean {
  return a.startMinute < b.endMinute && b.startMinute < a.endMinute;
}

/** Is the lesson being given at this minute of this day? */
export function isNow(session: TimetableSession, now: { day: IsoDay; minute: number }): boolean {
  return (
    session.status !== "CANCELLED" &&
    session.day === now.day &&
    session.startMinute <= now.minute &&
    now.minute < session.endMinute
  );
}

/** How a stored session departs from what was planned. What it is planned as counts only once somebody has changed it. */
export function departureOf(
  session: Moment & Pick<TimetableSession, "room" | "status" | "cancelReason">,
  stored: {
    plannedDay: Date | null;
    plannedStartMinute: number | null;
    plannedEndMinute: number | null;
    plannedRoomCode: string | null;
  },
): Departure {
  const plannedDay = session.status !== "PLANNED" && stored.plannedDay ? fromDbDay(stored.plannedDay) : null;
  const planned = plannedDay && {
    day: plannedDay,
    startMinute: stored.plannedStartMinute ?? session.startMinute,
    endMinute: stored.plannedEndMinute ?? session.endMinute,
  };
  const isMoved = planned && (planned.day !== session.day || planned.startMinute !== session.startMinute);
  return {
    cancelReason: session.cancelReason,
    planned: isMoved ? planned : null,
    plannedRoom: planned && stored.plannedRoomCode !== session.room ? { code: stored.plannedRoomCode } : null,
  };
}
