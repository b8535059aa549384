import { z } from "zod";

const MONTH_OF_MINUTES = 30 * 24 * 60;

/** A setting out of bounds counts as not set: a slip in one of them must not close the school's portal. */
function minutes(fallback: number) {
  return z.int().min(5).max(MONTH_OF_MINUTES).default(fallback).catch(fallback);
}

/** What a school may set, with what holds when it has not. */
const settingsSchema = z.object({
  signIn: z
    .object({
      /**
       * Minutes without use that sign staff out. Two lessons in a row: who called the roll at 8 h is still there at
       * 9 h 55, and nobody the next morning.
       */
      staffIdleMinutes: minutes(120),
      /** The same for pupils and parents, on their own phones: long enough not to ask a pupil of 11 for it every week. */
      familyIdleMinutes: minutes(14 * 24 * 60),
    })
    .prefault({}),
  absences: z
    .object({
      /**
       * Where the day is cut in two half-days, in minutes since midnight: a lesson belongs to the half in which it begins.
       * ? No text says where: 13 h falls into the lunch break of most timetables.
       */
      middayMinute: z
        .int()
        .min(10 * 60)
        .max(16 * 60)
        .default(13 * 60)
        .catch(13 * 60),
      /** Does a half-day on which the pupil has no lesson count as missed? Not unless the school says so. */
      countsEmptyHalfDays: z.boolean().default(false).catch(false),
    })
    .prefault({}),
});

/** The settings of a school, complete. */
export type SchoolSettings = z.output<typeof settingsSchema>;

/** Reads column `settings` of a school. */
export function schoolSettings(stored: unknown): SchoolSettings {
  const parsed = settingsSchema.safeParse(stored);
  return parsed.success ? parsed.data : settingsSchema.parse({});
}
