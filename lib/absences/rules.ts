import { Temporal } from "temporal-polyfill";
import type { IsoDay } from "@/lib/time/day";

/** A lesson of a pupil, in the school's zone: minutes since midnight. */
export interface LessonTime {
  day: IsoDay;
  startMinute: number;
  endMinute: number;
}

/** A lesson of one day, and what its roll call says of one pupil. A pupil who came late was there. */
export interface Evidence {
  startMinute: number;
  endMinute: number;
  state: "ABSENT" | "THERE" | "UNKNOWN";
}

/** A part of a day that a pupil missed. */
export interface MissedSpan {
  startMinute: number;
  endMinute: number;
  /** Not seen again since. */
  isOpen: boolean;
}

/**
 * What the roll calls of one day say that a pupil missed: absences of lessons that follow each other are one span, a roll call that finds
 * the pupil there ends it, a lesson without roll call ends nothing. Who is seen in one lesson was not missing from another at
 * the same time.
 */
export function missedSpans(evidence: readonly Evidence[]): MissedSpan[] {
  const seen = evidence.filter(({ state }) => state === "THERE");
  const known = evidence
    .filter(({ state }) => state !== "UNKNOWN")
    .filter((lesson) => lesson.state === "THERE" || !seen.some((other) => overlaps(lesson, other)))
    .toSorted((a, b) => a.startMinute - b.startMinute || a.endMinute - b.endMinute);
  const spans: MissedSpan[] = [];
  let current: MissedSpan | null = null;
  for (const { state, startMinute, endMinute } of known) {
    if (state === "THERE") {
      if (current) current.isOpen = false;
      current = null;
    } else if (current) {
      current.endMinute = Math.max(current.endMinute, endMinute);
    } else {
      current = { startMinute, endMinute, isOpen: true };
      spans.push(current);
    }
  }
  return spans;
}

/** What must become of the absences that earlier roll calls made. */
export type SpanChange =
  | { kind: "open"; span: MissedSpan }
  /** The same absence, known better: it goes on, or it is over. */
  | { kind: "extend"; id: string; span: MissedSpan }
  /** It was not so: another row takes its place… */
  | { kind: "correct"; id: string; span: MissedSpan }
  /** …or none does. */
  | { kind: "withdraw"; id: string };

/**
 * Compares what the roll calls of a day say with the absences made of them before. One that somebody closed (the pupil came to the
 * office) is opened again only by a later lesson missed.
 * @param known the absences of that pupil and day that hold, made of roll calls.
 */
export function reconcile(
  wanted: readonly MissedSpan[],
  known: readonly (MissedSpan & { id: string })[],
): SpanChange[] {
  const left = new Set(known);
  const changes = wanted.flatMap((span): SpanChange[] => {
    const same = [...left].filter((each) => overlaps(each, span));
    for (const each of same) left.delete(each);
    const [first, ...others] = same;
    if (!first) return [{ kind: "open", span }];
    const merged = others.map(({ id }): SpanChange => ({ kind: "withdraw", id }));
    const isSame = span.startMinute === first.startMinute && span.endMinute === first.endMinute;
    if (isSame && (span.isOpen || !first.isOpen)) return merged;
    const isMore = span.startMinute <= first.startMinute && span.endMinute >= first.endMinute;
    return [{ kind: isMore ? "extend" : "correct", id: first.id, span }, ...merged];
  });
  return [...changes, ...[...left].map(({ id }): SpanChange => ({ kind: "withdraw", id }))];
}

/** From a minute of a day until a minute of a day. */
export interface AbsenceSpan {
  startDay: IsoDay;
  startMinute: number;
  endDay: IsoDay;
  endMinute: number;
}

/** The part of a lesson that lies in an absence; null when none does. */
function missedPart(span: AbsenceSpan, lesson: LessonTime): { startMinute: number; endMinute: number } | null {
  if (lesson.day < span.startDay || lesson.day > span.endDay) return null;
  const startMinute =
    lesson.day === span.startDay ? Math.max(lesson.startMinute, span.startMinute) : lesson.startMinute;
  const endMinute = lesson.day === span.endDay ? Math.min(lesson.endMinute, span.endMinute) : lesson.endMinute;
  return startMinute < endMinute ? { startMinute, endMinute } : null;
}

/** Does an absence take away some of this lesson? */
export function touches(span: AbsenceSpan, lesson: LessonTime): boolean {
  return missedPart(span, lesson) !== null;
}

/** Does an absence take away all of this lesson? */
export function covers(span: AbsenceSpan, lesson: LessonTime): boolean {
  const part = missedPart(span, lesson);
  return part !== null && part.startMinute === lesson.startMinute && part.endMinute === lesson.endMinute;
}

/** How a school counts half-days (lib/school/settings.ts). */
export interface HalfDayRules {
  /** A lesson belongs to the half of the day in which it begins. */
  middayMinute: number;
  /** Does a half-day without lessons, of a day with some, count too? */
  countsEmptyHalfDays: boolean;
}

/** Half a day that a pupil missed, or a part of it. */
export interface HalfDay {
  day: IsoDay;
  half: "MORNING" | "AFTERNOON";
  /** Of the pupil's lessons in that half, from 0 excluded to 1: 2 h missed of 4 is 0.5. Lunch is no lesson. */
  share: number;
}

/**
 * The half-days that absences touch, each once, however many absences touch it. Gross, they are counted; proportional, their shares
 * are added up.
 * @param lessons all lessons of the pupil on the days of the absences, those missed and the others, cancelled ones left out.
 */
export function halfDaysMissed(
  absences: readonly AbsenceSpan[],
  lessons: readonly LessonTime[],
  { middayMinute, countsEmptyHalfDays }: HalfDayRules,
): HalfDay[] {
  const byHalf = new Map<string, { day: IsoDay; half: HalfDay["half"]; taught: number; missed: number }>();
  const halfOf = (day: IsoDay, half: HalfDay["half"]) => {
    const found = byHalf.get(`${day} ${half}`) ?? { day, half, taught: 0, missed: 0 };
    byHalf.set(`${day} ${half}`, found);
    return found;
  };
  for (const lesson of lessons) {
    const found = halfOf(lesson.day, lesson.startMinute < middayMinute ? "MORNING" : "AFTERNOON");
    found.taught += lesson.endMinute - lesson.startMinute;
    found.missed += lengthOf(absences.flatMap((span) => missedPart(span, lesson) ?? []));
  }
  if (countsEmptyHalfDays) {
    for (const day of new Set(lessons.map((lesson) => lesson.day))) {
      const halves = [
        { half: "MORNING", startMinute: 0, endMinute: middayMinute },
        { half: "AFTERNOON", startMinute: middayMinute, endMinute: 24 * 60 },
      ] as const;
      for (const { half, startMinute, endMinute } of halves) {
        const found = halfOf(day, half);
        const isCovered = absences.some((span) => covers(span, { day, startMinute, endMinute }));
        if (found.taught === 0 && isCovered) Object.assign(found, { taught: 1, missed: 1 });
      }
    }
  }
  return [...byHalf.values()]
    .filter(({ missed }) => missed > 0)
    .map(({ day, half, taught, missed }) => ({ day, half, share: missed / taught }))
    .toSorted((a, b) => (a.day === b.day ? b.half.localeCompare(a.half) : a.day < b.day ? -1 : 1));
}

/** Both counts of half-days: each touched counts one, or its share. Both are shown; a bulletin takes one of them. */
export function countHalfDays(halfDays: readonly HalfDay[]): { gross: number; proportional: number } {
  const proportional = halfDays.reduce((sum, { share }) => sum + share, 0);
  return { gross: halfDays.length, proportional };
}

/** Half-days of a bulletin, apart by whether a legitimate motive was given. */
export interface JustifiedHalfDays {
  justified: number;
  unjustified: number;
}

/**
 * The half-days missed by absences that count, both ways, apart by their motives. A half-day touched by an absence without legitimate
 * motive is without one, whatever else touches it.
 */
export function justifiedHalfDays(
  absences: readonly (AbsenceSpan & { motive: MotiveFlags | null })[],
  lessons: readonly LessonTime[],
  rules: HalfDayRules,
): Record<"gross" | "proportional", JustifiedHalfDays> {
  const counted = absences.filter(({ motive }) => countsAsAbsence(motive));
  const all = countHalfDays(halfDaysMissed(counted, lessons, rules));
  const without = countHalfDays(
    halfDaysMissed(
      counted.filter(({ motive }) => isUnexcused(motive)),
      lessons,
      rules,
    ),
  );
  const apart = (way: "gross" | "proportional"): JustifiedHalfDays => {
    return { justified: all[way] - without[way], unjustified: without[way] };
  };
  return { gross: apart("gross"), proportional: apart("proportional") };
}

/** Minutes that spans take together, what several share counted once. */
function lengthOf(parts: readonly { startMinute: number; endMinute: number }[]): number {
  let length = 0;
  let until = 0;
  for (const { startMinute, endMinute } of parts.toSorted((a, b) => a.startMinute - b.startMinute)) {
    length += Math.max(0, endMinute - Math.max(startMinute, until));
    until = Math.max(until, endMinute);
  }
  return length;
}

function overlaps(
  a: { startMinute: number; endMinute: number },
  b: { startMinute: number; endMinute: number },
): boolean {
  return a.startMinute < b.endMinute && b.startMinute < a.endMinute;
}

/** What of a motive decides how its absences count. */
export interface MotiveFlags {
  isAdmissible: boolean;
  countsInBulletin: boolean;
}

/**
 * Is it a half-day missed at all? Infirmary, outings and exclusions are written down as absences from a lesson, and are none of the
 * bulletin's. Without a motive it is.
 */
export function countsAsAbsence(motive: MotiveFlags | null): boolean {
  return motive?.countsInBulletin ?? true;
}

/** Is it without legitimate motive (L131-8)? Until somebody gives one, it is. */
export function isUnexcused(motive: MotiveFlags | null): boolean {
  return countsAsAbsence(motive) && !motive?.isAdmissible;
}

/**
 * Half-days without legitimate motive in one month that alert the head: four (code de l'éducation, L131-8), then ten, the «absentéisme
 * persistant» for which the commission éducative meets (circulaire 2014-159; ? the code names no figure).
 */
export const ALERT_THRESHOLDS = [4, 10] as const;

/** The first day of a day's month: a month is one of the calendar. */
export function monthOf(day: IsoDay): IsoDay {
  return `${day.slice(0, 7)}-01`;
}

/** Which thresholds a number of half-days reaches. */
export function thresholdsReached(halfDays: number): number[] {
  return ALERT_THRESHOLDS.filter((threshold) => halfDays >= threshold);
}

/** The lateness to propose at a minute of a lesson, in fives: what a teacher would say. */
export function proposedLateness(lesson: { startMinute: number; endMinute: number }, minute: number): number {
  const longest = lesson.endMinute - lesson.startMinute;
  return Math.min(longest, Math.max(5, Math.ceil((minute - lesson.startMinute) / 5) * 5));
}

/** From 18 on, a pupil justifies its own absences (majority: code civil, 414). */
export function isOfAge(birthDate: IsoDay, day: IsoDay): boolean {
  return Temporal.PlainDate.compare(Temporal.PlainDate.from(birthDate).add({ years: 18 }), day) <= 0;
}

/** A motive as a school begins with it. */
export interface MotiveSeed extends MotiveFlags {
  label: string;
  isSettling: boolean;
  isOutside: boolean;
  isHealth: boolean;
  isPublished: boolean;
  isOffered: boolean;
}

const family = { isOutside: true, isHealth: false, countsInBulletin: true, isPublished: true, isOffered: true };
const byOffice = { ...family, isOffered: false };

/** The list that a school begins with: the five legitimate motives of L131-8, then what every school writes down. */
export const DEFAULT_MOTIVES: readonly MotiveSeed[] = [
  { ...family, label: "Maladie", isAdmissible: true, isSettling: true, isHealth: true },
  { ...family, label: "Maladie contagieuse d’un proche", isAdmissible: true, isSettling: true, isHealth: true },
  { ...family, label: "Réunion solennelle de famille", isAdmissible: true, isSettling: true },
  { ...family, label: "Transports empêchés par accident", isAdmissible: true, isSettling: true },
  { ...family, label: "Absence temporaire des parents, suivis par l’enfant", isAdmissible: true, isSettling: true },
  { ...family, label: "Rendez-vous médical", isAdmissible: true, isSettling: true, isHealth: true },
  { ...family, label: "Autre raison familiale", isAdmissible: false, isSettling: false },
  { ...byOffice, label: "Motif non recevable", isAdmissible: false, isSettling: true },
  {
    ...byOffice,
    label: "Infirmerie",
    isAdmissible: true,
    isSettling: true,
    isOutside: false,
    isHealth: true,
    countsInBulletin: false,
  },
  { ...byOffice, label: "Sortie ou voyage scolaire", isAdmissible: true, isSettling: true, countsInBulletin: false },
  {
    ...byOffice,
    label: "Exclusion de cours",
    isAdmissible: true,
    isSettling: true,
    isOutside: false,
    countsInBulletin: false,
  },
];
