import { Temporal } from "temporal-polyfill";
import { fileHrefsOf, type HrefOf, hrefsOf } from "@/components/cahier-de-texte/address";
import type { ShownEditor } from "@/components/cahier-de-texte/editor/editor-page";
import type { Context } from "@/lib/auth/context";
import { isFamily, personHref, type Viewer } from "@/lib/auth/viewer";
import type { Focus } from "@/lib/cahier-de-texte/queries";
import type { HomeworkDay, HomeworkItem, Lesson, LessonEditor } from "@/lib/cahier-de-texte/types";
import { dayIn, type IsoDay, minuteIn } from "@/lib/time/day";
import { formatInstant, formatTimeOfDay } from "@/lib/time/format";

/** Who reads: pupils are said «tu», only they tick; guardians see each child's tick; staff see the class. */
export type Voice = "pupil" | "guardian" | "staff";

/** A piece of homework with the addresses that its reader needs. */
export interface ShownHomework extends HomeworkItem {
  /** Who ticks, when the reader is the pupil. */
  personId: string;
  /** Of its lesson; null when it was given outside of any. */
  lessonHref: string | null;
  fileHrefOf: (fileId: string) => string;
}

/** A day of homework, ready to be shown. */
export type ShownDay = Omit<HomeworkDay, "items"> & { items: ShownHomework[] };

/** A lesson with the addresses that its reader needs. */
export interface ShownLesson extends Lesson {
  href: string;
  fileHrefOf: (fileId: string) => string;
  /** Staff read several groups at once: they are told which. */
  showsGroup: boolean;
}

/** How this viewer is spoken to. */
export function voiceOf(viewer: Viewer): Voice {
  if (viewer.profile === "STUDENT") return "pupil";
  return viewer.profile === "GUARDIAN" ? "guardian" : "staff";
}

/** Homework as one viewer is shown it. */
export function showDays(viewer: Viewer, focus: Focus, days: readonly HomeworkDay[]): ShownDay[] {
  const hrefOf = hrefsOf(viewer, focus);
  const fileHrefOf = fileHrefsOf(viewer);
  return days.map((day) => ({
    ...day,
    items: day.items.map((item) => ({
      ...item,
      personId: viewer.person.id,
      lessonHref: item.sessionId && lessonHref(hrefOf, item.sessionId),
      fileHrefOf,
    })),
  }));
}

/** Lessons as one viewer is shown them. */
export function showLessons(viewer: Viewer, focus: Focus, lessons: readonly Lesson[]): ShownLesson[] {
  return lessons.map((lesson) => showLesson(viewer, focus, lesson));
}

/** A lesson as one viewer is shown it. */
export function showLesson(viewer: Viewer, focus: Focus, lesson: Lesson): ShownLesson {
  return {
    ...lesson,
    href: lessonHref(hrefsOf(viewer, focus), lesson.id),
    fileHrefOf: fileHrefsOf(viewer),
    showsGroup: !isFamily(viewer),
  };
}

/** A lesson as its teacher is shown it, to be written. */
export function showEditor(
  { viewer, now }: Pick<Context, "viewer" | "now">,
  focus: Focus,
  editor: LessonEditor,
): ShownEditor {
  return {
    editor,
    personId: viewer.person.id,
    savedLabel: editor.entry && savedLabel(Temporal.Instant.from(editor.entry.updatedAt), viewer.school.timeZone, now),
    dayHref: personHref(viewer, "/accueil", { jour: editor.session.day }),
    hrefOf: hrefsOf(viewer, focus),
    fileHrefOf: fileHrefsOf(viewer),
  };
}

/** «Enregistré à 8 h 12», with the day when it is another one. */
export function savedLabel(at: Temporal.Instant, timeZone: string, now: Temporal.Instant): string {
  const isToday = dayIn(timeZone, at).equals(dayIn(timeZone, now));
  return isToday
    ? `Enregistré à ${formatTimeOfDay(minuteIn(timeZone, at))}`
    : `Enregistré le ${formatInstant(at, timeZone, dayIn(timeZone, now))}`;
}

/** The page of a lesson. */
export function lessonHref(hrefOf: HrefOf, sessionId: string): string {
  return hrefOf(`/seances/${sessionId}`);
}

/** The days of several schools in one list: a guardian's children may be in two. */
export function mergeDays(schools: readonly (readonly ShownDay[])[]): ShownDay[] {
  const merged = new Map<string, ShownDay>();
  for (const { day, minutesLeft, items } of schools.flat()) {
    const same = merged.get(day);
    merged.set(day, {
      day,
      minutesLeft: minutesLeft + (same?.minutesLeft ?? 0),
      items: [...(same?.items ?? []), ...items],
    });
  }
  return [...merged.values()].toSorted((a, b) => a.day.localeCompare(b.day));
}

/** The same lessons, day by day, in the order in which they come. */
export function lessonsByDay<T extends { day: IsoDay }>(lessons: readonly T[]): Map<IsoDay, T[]> {
  const days = new Map<IsoDay, T[]>();
  for (const lesson of lessons) {
    const ofDay = days.get(lesson.day);
    if (ofDay) ofDay.push(lesson);
    else days.set(lesson.day, [lesson]);
  }
  return days;
}
