import type { IsoDay } from "@/lib/time/day";
import type { HomeworkDay, HomeworkItem, LessonEditor } from "./types";

/** What a piece of homework may be estimated at; more is several pieces. */
export const MINUTE_CHOICES = [5, 10, 15, 20, 30, 45, 60, 90, 120] as const;

/** More than this for one day is said to the teacher: two hours, the ceiling that collèges commonly give themselves. */
export const HEAVY_DAY_MINUTES = 120;

/** Is it done, for everybody whom the viewer sees it concern? */
export function isAllDone(item: Pick<HomeworkItem, "students">): boolean {
  return item.students.length > 0 && item.students.every((student) => student.isDone);
}

/** Homework, already sorted by day due, as days with the work that is left. For staff nothing is ticked: all of it. */
export function groupByDueDay(items: readonly HomeworkItem[]): HomeworkDay[] {
  const days: HomeworkDay[] = [];
  for (const item of items) {
    let day = days.at(-1);
    if (day?.day !== item.dueOn) days.push((day = { day: item.dueOn, minutesLeft: 0, items: [] }));
    day.items.push(item);
    const left = item.students.length === 0 ? 1 : item.students.filter((student) => !student.isDone).length;
    day.minutesLeft += (item.minutes ?? 0) * left;
  }
  return days;
}

/** Why a due day is not possible, in French; null when it is. */
export function dueDayProblem(dueOn: IsoDay, editor: Pick<LessonEditor, "dueFrom" | "dueUntil">): string | null {
  if (dueOn < editor.dueFrom) return "La date de remise doit suivre la séance.";
  if (dueOn > editor.dueUntil) return "La date de remise dépasse l’année scolaire.";
  return null;
}
