import { z } from "zod";

const MONTH_OF_MINUTES = 30 * 24 * 60;

/** A setting out of bounds counts as not set: a slip in one of them must not close the school's portal. */
function minutes(fallback: number) {
  return z.int().min(5).max(MONTH_OF_MINUTES).default(fallback).catch(fallback);
}

/** Millions of bytes that a space may hold. */
function megabytes(fallback: number) {
  return z.int().min(1).max(1_000_000).default(fallback).catch(fallback);
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
  documents: z
    .object({
      pupilMegabytes: megabytes(200),
      staffMegabytes: megabytes(2_000),
      classMegabytes: megabytes(2_000),
      teamMegabytes: megabytes(5_000),
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
