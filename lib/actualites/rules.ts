import { Temporal } from "temporal-polyfill";
import { isId } from "@/lib/db/id";
import type { Profile } from "@/lib/db/types";
import { dayIn, daysAfter, type IsoDay, minuteIn } from "@/lib/time/day";
import type { NewsCursor, NewsState, Readers } from "./types";

/** A piece of news is new for a month at the most: somebody who arrives is not told of the whole year. */
export const NEW_DAYS = 30;

/** Who is meant by «les personnels». */
const STAFF_PROFILES = ["VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"] as const satisfies readonly Profile[];

/** All the readers that one may choose, in the order in which they are offered. */
export const ALL_READERS = ["STUDENT", "GUARDIAN", "TEACHER", "STAFF"] as const satisfies readonly Readers[];

/** The profiles that stand for these readers. */
export function profilesOf(readers: readonly Readers[]): Profile[] {
  return ALL_READERS.flatMap((each) =>
    !readers.includes(each) ? [] : each === "STAFF" ? [...STAFF_PROFILES] : [each],
  );
}

/** The readers that these profiles stand for. */
export function readersOf(profiles: readonly Profile[]): Readers[] {
  return ALL_READERS.filter((each) =>
    each === "STAFF" ? STAFF_PROFILES.some((profile) => profiles.includes(profile)) : profiles.includes(each),
  );
}

/** As whom a profile is counted. */
export function readerOf(profile: Profile): Readers {
  return profile === "STUDENT" || profile === "GUARDIAN" || profile === "TEACHER" ? profile : "STAFF";
}

/** The instants that decide of a state. */
interface Standing {
  publishedFrom: Date | null;
  publishedUntil: Date | null;
  withdrawnAt: Date | null;
}

/** Where a piece of news stands now. Withdrawn before all; a draft has no moment of publication. */
export function newsState({ publishedFrom, publishedUntil, withdrawnAt }: Standing, now: Temporal.Instant): NewsState {
  if (withdrawnAt) return "withdrawn";
  if (!publishedFrom) return "draft";
  const at = now.epochMilliseconds;
  if (publishedFrom.getTime() > at) return "scheduled";
  return publishedUntil && publishedUntil.getTime() <= at ? "ended" : "published";
}

/** A minute of a day where the school is, as an instant; the later one when clocks skip it. */
export function instantOf(day: IsoDay, minute: number, timeZone: string): Temporal.Instant {
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: time }).toInstant();
}

/** The end of a last day, excluded: the next midnight where the school is. */
export function endOfDay(day: IsoDay, timeZone: string): Temporal.Instant {
  return instantOf(daysAfter(day, 1), 0, timeZone);
}

/** The last day before an excluded end: what `endOfDay` was made from. */
export function lastDay(end: Temporal.Instant, timeZone: string): IsoDay {
  return dayIn(timeZone, end.subtract({ milliseconds: 1 })).toString();
}

/** A moment as a form writes it: day and minutes since midnight, where the school is. */
export function momentIn(timeZone: string, at: Temporal.Instant): { day: IsoDay; minute: number } {
  return { day: dayIn(timeZone, at).toString(), minute: minuteIn(timeZone, at) };
}

/** What an address carries of a cursor. */
export function cursorText({ priority, publishedFrom, id }: NewsCursor): string {
  return `${priority}.${Temporal.Instant.from(publishedFrom).epochMilliseconds}.${id}`;
}

/** The cursor of an address; null for none, or for what is none. */
export function readCursor(text: string | undefined): NewsCursor | null {
  const match = /^([012])\.(\d{1,14})\.([0-9a-f-]{36})$/.exec(text ?? "");
  if (!match?.[1] || !match[2] || !isId(match[3])) return null;
  const publishedFrom = Temporal.Instant.fromEpochMilliseconds(Number(match[2])).toString();
  return { priority: Number(match[1]), publishedFrom, id: match[3] };
}

/** The order of every list: what asks for a gesture, then what is pinned, then the newest. */
export function compareNews(a: NewsCursor, b: NewsCursor): number {
  return (
    b.priority - a.priority ||
    Temporal.Instant.compare(b.publishedFrom, a.publishedFrom) ||
    (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
  );
}

/** What somebody is called in a list, by profile. */
export const readerNames: Readonly<Record<Profile, string>> = {
  STUDENT: "Élève",
  GUARDIAN: "Parent",
  TEACHER: "Professeur",
  VIE_SCOLAIRE: "Vie scolaire",
  STAFF: "Personnel",
  HEAD: "Direction",
  ADMIN: "Administration",
};

/** An audience as a form holds it. */
export interface ChosenAudience {
  readers: readonly Readers[];
  scope: "SCHOOL" | "PLACES";
  levels: readonly string[];
  groups: readonly string[];
}

/** Stands for an empty list in a path. */
const NONE = "-";

/** An audience as the path of an address. */
export function audiencePath({ readers, scope, levels, groups }: ChosenAudience): string {
  const places = scope === "SCHOOL" ? [[], []] : [levels, groups];
  return [readers, [scope], ...places].map((list) => encodeURIComponent(list.join(",") || NONE)).join("/");
}

/** What a path says of an audience, to be checked by the schema. */
export function readAudiencePath(path: string | string[] | undefined): Record<keyof ChosenAudience, unknown> {
  const [readers, scope, levels, groups] = Array.isArray(path) ? path : [];
  const list = (text: string | undefined) => (!text || text === NONE ? [] : text.split(","));
  return { readers: list(readers), scope, levels: list(levels), groups: list(groups) };
}
