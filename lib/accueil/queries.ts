import "server-only";
import type { Context } from "@/lib/auth/context";
import { type Focus, lessonsBetween, nextDayWithLessons } from "@/lib/cahier-de-texte/queries";
import type { Lesson } from "@/lib/cahier-de-texte/types";
import { today } from "@/lib/school/rules";
import { daysAfter, type IsoDay, minuteIn } from "@/lib/time/day";
import { lessonsLeft } from "./rules";

/** The lessons to come on the first day that has some. */
export interface DayAhead {
  /** Null when no lesson is planned any more. */
  day: IsoDay | null;
  lessons: Lesson[];
  /** Minutes since midnight when the day is today; null on a later day. */
  minute: number | null;
}

/**
 * What is left of today; when nothing is, the next day with lessons. Two statements at any hour. Readers: those of the lessons
 * (cahier-de-texte).
 */
export async function dayAhead(ctx: Context, focus: Focus): Promise<DayAhead> {
  const day = today(ctx);
  const minute = minuteIn(ctx.viewer.school.timeZone, ctx.now);
  const next = await nextDayWithLessons(ctx, focus, day, minute);
  const lessons = next ? await lessonsBetween(ctx, focus, { from: next, until: daysAfter(next, 1) }) : [];
  return next === day ? { day, lessons: lessonsLeft(lessons, minute), minute } : { day: next, lessons, minute: null };
}
