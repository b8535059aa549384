import { z } from "zod";

const MONTH_OF_MINUTES = 30 * 24 * 60;

/** A setting out of bounds counts as not set: a slip in one of them must not close the school's portal. */
function minutes(fallback: number) {
  return z.int().min(5).max(MONTH_OF_MINUTES).default(fallback).catch(fallback);
}

function hours(fallback: number) {
  return z
    .int()
    .min(0)
    .max(14 * 24)
    .default(fallback)
    .catch(fallback);
}

function minuteOfDay(least: number, most: number, fallback: number) {
  return z.int().min(least).max(most).default(fallback).catch(fallback);
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
  notes: z
    .object({
      /** Hours between the moment when a teacher gives grades back and the one when pupils see them here. */
      studentDelayHours: hours(0),
      /** The same for their guardians: pupils speak of their results first (eduscol, July 2025). */
      guardianDelayHours: hours(24),
      /** Nothing new appears from this minute of the evening until that of the morning, nor from Friday evening to Monday morning. */
      quietFromMinute: minuteOfDay(12 * 60, 24 * 60, 20 * 60),
      quietUntilMinute: minuteOfDay(0, 12 * 60, 7 * 60),
      isWeekendQuiet: z.boolean().default(true).catch(true),
      /** May families see the averages of the class beside those of their child? */
      showsClassFigures: z.boolean().default(true).catch(true),
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
