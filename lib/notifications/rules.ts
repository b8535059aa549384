import { Temporal } from "temporal-polyfill";
import type { MailChoice } from "@/lib/db/types";
import type { Viewer } from "@/lib/auth/viewer";
import { guardianLevelsOf } from "@/lib/modules";
import type { NotificationItem } from "./types";

/** Beyond it the bell says «99+»: counting further tells nobody more. */
export const MOST_COUNTED = 100;

/** Notices on a page. */
export const PAGE_SIZE = 30;

/** The hour, where the school is, at which the daily mail leaves: after school, before the evening. */
export const DAILY_MAIL_HOUR = 18;

/** A mail about older things is worth nothing: a mail server that was away a day does not flood anybody. */
export const MAIL_WITHIN_HOURS = 36;

/** Refusals of one address after which it is given up. */
export const MAIL_ATTEMPTS = 5;

/** The choices for mails, as settings name them. */
export const mailChoices: readonly { value: MailChoice; label: string }[] = [
  { value: "NONE", label: "Jamais" },
  { value: "AT_ONCE", label: "Tout de suite" },
  { value: "DAILY", label: `Une fois par jour, à ${DAILY_MAIL_HOUR}\u00A0h` },
];

/** The pupils of whom all persons of an account may be told: themselves and their children, by level. */
export function pupilsOf(persons: Viewer["persons"]): string[] {
  const levels = guardianLevelsOf("notifications");
  return persons.flatMap(({ id, profile, children }) =>
    profile === "STUDENT" ? [id] : children.filter(({ level }) => levels.includes(level)).map((child) => child.id),
  );
}

/** Where a page of notices begins: after this one, the newest first. */
export interface Cursor {
  /** ISO instant. */
  at: string;
  id: string;
}

/** Writes a cursor for an address. */
export function writeCursor({ at, id }: Cursor): string {
  return `${at}_${id}`;
}

/** Reads a cursor of an address that a person may have edited; null when it is none. */
export function readCursor(text: string | undefined): Cursor | null {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    text ?? "",
  );
  return found?.[1] && found[2] && !Number.isNaN(Date.parse(found[1])) ? { at: found[1], id: found[2] } : null;
}

/**
 * One page out of those of each person of an account, the newest first.
 * @param lists each with one more than a page, when there are others.
 * @returns `next`: where the next page begins; null on the last.
 */
export function mergePages(lists: readonly (readonly NotificationItem[])[]): {
  items: NotificationItem[];
  next: Cursor | null;
} {
  const all = lists
    .flat()
    .toSorted((a, b) => Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0));
  const items = all.slice(0, PAGE_SIZE);
  const last = items.at(-1);
  return { items, next: all.length > PAGE_SIZE && last ? { at: last.at, id: last.id } : null };
}
