import { Temporal } from "temporal-polyfill";
import type { SchoolSettings } from "@/lib/school/settings";

/** When results appear: the school's choice (lib/school/settings.ts). */
export type PublicationPolicy = Pick<
  SchoolSettings["notes"],
  "studentDelayHours" | "guardianDelayHours" | "quietFromMinute" | "quietUntilMinute" | "isWeekendQuiet"
>;

/** Who reads: pupils first, then their guardians. */
export type Reader = "STUDENT" | "GUARDIAN";

/** From when each reader sees something. */
export type Visibility = Readonly<Record<Reader, Temporal.Instant>>;

/**
 * Figures of a class are shown to families from this many pupils on: of fewer, one could be told from the others.
 * No text gives the number.
 */
export const LEAST_PUPILS_SHOWN = 5;

/** How long a grade is marked as new, in hours: from a Friday evening until the Tuesday. */
export const NEW_FOR_HOURS = 96;

/**
 * From when a reader sees what was given back at an instant: after the reader's delay, and outside of the quiet hours
 * (eduscol, July 2025: nothing new between 20:00 and 7:00, nor from Friday 20:00 to Monday 7:00, local time).
 */
export function visibleAt(
  policy: PublicationPolicy,
  returnedAt: Temporal.Instant,
  reader: Reader,
  timeZone: string,
): Temporal.Instant {
  const hours = reader === "STUDENT" ? policy.studentDelayHours : policy.guardianDelayHours;
  return afterQuietHours(policy, returnedAt.add({ hours }), timeZone);
}

/** The same for both readers; guardians never before pupils, whatever the delays. */
export function visibilityOf(policy: PublicationPolicy, returnedAt: Temporal.Instant, timeZone: string): Visibility {
  const student = visibleAt(policy, returnedAt, "STUDENT", timeZone);
  return { STUDENT: student, GUARDIAN: later(student, visibleAt(policy, returnedAt, "GUARDIAN", timeZone)) };
}

/**
 * From when a grade written at `at` is seen: with its assessment, or as if given back now when the others already were.
 * A correction waits for the end of the quiet hours only: what was wrong is not shown longer than needed.
 * @param before the visibility of the grade that it corrects; null for a first one.
 */
export function visibilityOfGrade(
  policy: PublicationPolicy,
  assessment: Visibility,
  before: Visibility | null,
  at: Temporal.Instant,
  timeZone: string,
): Visibility {
  const next = before ? afterQuietHours(policy, at, timeZone) : null;
  const own = next ? { STUDENT: next, GUARDIAN: next } : visibilityOf(policy, at, timeZone);
  const from = (reader: Reader): Temporal.Instant => {
    const since = before?.[reader] ?? assessment[reader];
    // Not shown yet to this reader: it comes with the rest.
    return Temporal.Instant.compare(at, assessment[reader]) < 0 ? assessment[reader] : later(since, own[reader]);
  };
  return { STUDENT: from("STUDENT"), GUARDIAN: from("GUARDIAN") };
}

/** Before and after a change of what a school has set. */
export interface PolicyChange {
  before: PublicationPolicy;
  after: PublicationPolicy;
}

/**
 * When an assessment is seen once the school has changed its policy at `now`. What a reader sees already stays; the rest comes when the
 * new policy says, never before `now` nor in the new quiet hours, pupils first.
 */
export function redated(
  { after }: PolicyChange,
  stored: Visibility,
  returnedAt: Temporal.Instant,
  now: Temporal.Instant,
  timeZone: string,
): Visibility {
  return unseenFrom(after, stored, visibilityOf(after, returnedAt, timeZone), now, timeZone);
}

/**
 * The same for a grade: with its assessment when it came with it; a late one as if given back when it was written, a correction after the quiet
 * hours in which it was.
 */
export function redatedGrade(
  { before, after }: PolicyChange,
  assessment: { before: Visibility; after: Visibility },
  { stored, writtenAt }: { stored: Visibility; writtenAt: Temporal.Instant },
  now: Temporal.Instant,
  timeZone: string,
): Visibility {
  const corrected = afterQuietHours(before, writtenAt, timeZone);
  const late = visibilityOf(after, writtenAt, timeZone);
  const wanted = (reader: Reader): Temporal.Instant => {
    if (stored[reader].equals(assessment.before[reader])) return assessment.after[reader];
    const own = stored[reader].equals(corrected) ? afterQuietHours(after, writtenAt, timeZone) : late[reader];
    return later(own, assessment.after[reader]);
  };
  return unseenFrom(after, stored, { STUDENT: wanted("STUDENT"), GUARDIAN: wanted("GUARDIAN") }, now, timeZone);
}

function unseenFrom(
  policy: PublicationPolicy,
  stored: Visibility,
  wanted: Visibility,
  now: Temporal.Instant,
  timeZone: string,
): Visibility {
  const soonest = afterQuietHours(policy, now, timeZone);
  const isSeen = (reader: Reader): boolean => Temporal.Instant.compare(stored[reader], now) <= 0;
  const student = isSeen("STUDENT") ? stored.STUDENT : later(wanted.STUDENT, soonest);
  const guardian = isSeen("GUARDIAN") ? stored.GUARDIAN : later(later(wanted.GUARDIAN, soonest), student);
  return { STUDENT: student, GUARDIAN: guardian };
}

function later(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? b : a;
}

/** The instant itself, or the first one after the quiet hours that it is in. */
function afterQuietHours(policy: PublicationPolicy, at: Temporal.Instant, timeZone: string): Temporal.Instant {
  const { quietFromMinute, quietUntilMinute, isWeekendQuiet } = policy;
  const local = at.toZonedDateTimeISO(timeZone);
  const minute = local.hour * 60 + local.minute;
  const isEvening = minute >= quietFromMinute;
  const isMorning = minute < quietUntilMinute;
  const weekday = local.dayOfWeek;
  const isWeekend = isWeekendQuiet && (weekday > 5 || (weekday === 5 && isEvening) || (weekday === 1 && isMorning));
  if (!isWeekend && !isEvening && !isMorning) return at;
  const days = isWeekend ? (8 - weekday) % 7 : isEvening ? 1 : 0;
  const opening = Temporal.PlainTime.from({ hour: Math.floor(quietUntilMinute / 60), minute: quietUntilMinute % 60 });
  return local.toPlainDate().add({ days }).toZonedDateTime({ timeZone, plainTime: opening }).toInstant();
}
