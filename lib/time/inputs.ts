import { z } from "zod";

/** What `<input type="date">` sends: a day as «YYYY-MM-DD». */
export const dayInput = z.iso.date({ error: "Choisissez une date." });

/** A time of day as `<input type="time">` sends it, in minutes since midnight. */
export const minuteInput = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Indiquez une heure.")
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

/** The same, or nothing: from the beginning, or until the end, of the day. */
export const minuteInputOr = (empty: number) =>
  z
    .literal("")
    .transform(() => empty)
    .or(minuteInput)
    .default(empty);
