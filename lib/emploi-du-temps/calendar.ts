import ICAL from "ical.js";
import type { Temporal } from "temporal-polyfill";
import { instantsOf } from "./rules";
import type { TimetableSession } from "./types";
import { changesOf, roomName } from "./wording";

/** How often a calendar should come back (RFC 7986, 5.7); `X-PUBLISHED-TTL` says it to Outlook. */
const REFRESH = "PT1H";

/**
 * A timetable as an iCalendar text (RFC 5545), all times in UTC, so that no calendar has to know the school's zone. No more than
 * subject, group, room and teachers; a change is told as on the screen, and a cancelled lesson stays, marked so.
 * @param now stamps the events that were never changed.
 */
export function toCalendar(
  label: string,
  sessions: readonly (TimetableSession & { changedAt: Date | null })[],
  timeZone: string,
  now: Temporal.Instant,
): string {
  const calendar = new ICAL.Component("vcalendar");
  calendar.addPropertyWithValue("version", "2.0");
  calendar.addPropertyWithValue("prodid", "-//Préau//Emploi du temps//FR");
  calendar.addPropertyWithValue("method", "PUBLISH");
  calendar.addPropertyWithValue("x-wr-calname", label);
  calendar.addPropertyWithValue("x-published-ttl", REFRESH);
  const refresh = new ICAL.Property("refresh-interval");
  refresh.resetType("duration");
  refresh.setValue(ICAL.Duration.fromString(REFRESH));
  calendar.addProperty(refresh);
  for (const session of sessions) calendar.addSubcomponent(toEvent(session, timeZone, now));
  return `${calendar.toString()}\r\n`;
}

function toEvent(
  session: TimetableSession & { changedAt: Date | null },
  timeZone: string,
  now: Temporal.Instant,
): ICAL.Component {
  const { start, end } = instantsOf(session, timeZone);
  const changes = changesOf(session);
  const isCancelled = session.status === "CANCELLED";
  const place = roomName(session.room);
  const event = new ICAL.Component("vevent");
  event.addPropertyWithValue("uid", `${session.id}@preau`);
  event.addPropertyWithValue("dtstamp", utc(session.changedAt ?? new Date(now.epochMilliseconds)));
  event.addPropertyWithValue("sequence", session.version);
  event.addPropertyWithValue("dtstart", utc(new Date(start.epochMilliseconds)));
  event.addPropertyWithValue("dtend", utc(new Date(end.epochMilliseconds)));
  // Many calendars show cancelled events as any other: the title says it too.
  event.addPropertyWithValue("summary", isCancelled ? `Annulé\u202F: ${session.subject}` : session.subject);
  event.addPropertyWithValue("description", [session.group, ...session.teachers, ...changes].join("\n"));
  if (place) event.addPropertyWithValue("location", place);
  event.addPropertyWithValue("status", isCancelled ? "CANCELLED" : "CONFIRMED");
  return event;
}

function utc(date: Date): ICAL.Time {
  return ICAL.Time.fromJSDate(date, true);
}
