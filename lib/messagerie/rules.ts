import { Temporal } from "temporal-polyfill";
import { isId } from "@/lib/db/id";
import type { SchoolSettings } from "@/lib/school/settings";
import { fold } from "@/lib/fold";
import { plainText } from "@/lib/rich-text/text";
import type { RichText } from "@/lib/rich-text/types";
import type { Audience, Cursor } from "./types";

/** A school of thirty classes, each ticked, pupils and parents. */
export const MAX_AUDIENCES = 80;

/** How many messages a list shows at a time. */
export const PAGE_SIZE = 25;

/** How many messages of a thread are shown; older ones by their own page. */
export const THREAD_PAGE = 50;

/** Beyond, a conversation is a crowd: everybody would read everybody's «merci». */
const MAX_CONVERSATION = 20;

const SEARCHED_TEXT = 4_000;
const KINDS: readonly Audience["kind"][] = ["person", "pupils", "parents", "team", "guardians", "teachers"];

/** An audience from the text of a form, null when it is none. */
export function parseAudience(key: string): Audience | null {
  const [name, id = ""] = key.split(":");
  const kind = KINDS.find((each) => each === name);
  return kind && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? { kind, id } : null;
}

/** «parents:018f…»: an audience as forms and drafts hold it. */
export function audienceKey({ kind, id }: Audience): string {
  return `${kind}:${id}`;
}

/**
 * Do these recipients stay hidden from each other, each answering the author alone? As soon as two of them are pupils or
 * guardians: one parent is never shown to another, separated ones included (docs/rules.md).
 */
export function isCircular(recipients: readonly { isFamily: boolean }[]): boolean {
  return recipients.length > MAX_CONVERSATION || recipients.filter(({ isFamily }) => isFamily).length > 1;
}

/**
 * When a message sent now is delivered. What the school sends in quiet hours waits for their end, to families and between
 * colleagues alike; families write when they can, and an urgent message of a head or CPE does not wait.
 * @param zone IANA zone of the school, whose clocks decide.
 */
export function deliveryInstant(
  now: Temporal.Instant,
  zone: string,
  { quietFromMinute, quietUntilMinute, isWeekendQuiet }: SchoolSettings["messaging"],
): Temporal.Instant {
  const local = now.toZonedDateTimeISO(zone);
  const minute = local.hour * 60 + local.minute;
  const isOff = (day: Temporal.PlainDate) => isWeekendQuiet && day.dayOfWeek > 5;
  const today = local.toPlainDate();
  const isNight =
    quietFromMinute > quietUntilMinute
      ? minute >= quietFromMinute || minute < quietUntilMinute
      : minute >= quietFromMinute && minute < quietUntilMinute;
  if (!isNight && !isOff(today)) return now;
  let day = minute < quietUntilMinute ? today : today.add({ days: 1 });
  while (isOff(day)) day = day.add({ days: 1 });
  const time = new Temporal.PlainTime(Math.floor(quietUntilMinute / 60), quietUntilMinute % 60);
  return day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
}

/** Without accents, capitals or runs of spaces: what is searched, and what is searched for. */
export function folded(text: string): string {
  return fold(text).replace(/\s+/g, " ").trim();
}

/** What a search looks through: who wrote, the subject, the beginning of the text. */
export function searchTextOf(author: string, subject: string, content: RichText): string {
  return folded(`${author} ${subject} ${plainText(content).slice(0, SEARCHED_TEXT)}`);
}

/** The words of a search, five at the most. */
export function searchTerms(text: string): string[] {
  return folded(text).split(" ").filter(Boolean).slice(0, 5);
}

/** «2026-11-19T07:05:00Z_018f…»: where a list goes on, in an address. */
export function cursorText({ at, id }: Cursor): string {
  return `${at}_${id}`;
}

/** The same, read from an address that a person may have edited. */
export function parseCursor(text: string | undefined): Cursor | null {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)_([0-9a-f-]{36})$/.exec(text ?? "");
  const [, at, id] = match ?? [];
  return at && isId(id) && !Number.isNaN(Date.parse(at)) ? { at, id } : null;
}
