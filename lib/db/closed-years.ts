import { z } from "zod";

// A closed year is an archive (docs/adr/0029-a-closed-year-is-an-archive.md): triggers of the database refuse what the school would write
// there. The migrations call `preau_closed_year` for the tables named here; tests/integration/db/closed-years.test.ts compares them with the
// catalog and with the foreign keys.

/** The tables that a closed year keeps as they are: each has the trigger `closed_year`. */
export const ARCHIVED_TABLES: ReadonlySet<string> = new Set([
  "absence",
  "absence_alert",
  "appreciation",
  "assessment",
  "assessment_statistic",
  "attendance",
  "bulletin",
  "bulletin_attendance",
  "class_average",
  "closure",
  "council_appreciation",
  "division_period",
  "enrollment",
  "grade",
  "group",
  "group_division",
  "homework",
  "homework_completion",
  "homework_file",
  "homework_recipient",
  "justification",
  "justification_file",
  "lesson_entry",
  "lesson_entry_file",
  "main_teacher",
  "period",
  "period_scheme",
  "roll_call",
  "school_year",
  "service",
  "service_grading",
  "service_part",
  "service_teacher",
  "session",
  "session_group",
  "session_teacher",
  "shown_statistic",
  "slot",
  "teacher_absence",
  "teaching_week",
]);

/** The tables that hang on a year and stay open all the same, with the reason. */
export const OPEN_TABLES: Readonly<Record<string, string>> = {
  document_space: "the space of a class empties when its people put their things away",
  folder: "as its space",
  document: "as its space",
  document_share: "who shared may always take it back",
  upload: "what is being sent, gone within the day",
  news: "a notice is not of a year: it names classes, and its author withdraws it when they like",
  news_place: "as its notice",
  news_file: "as its notice",
  news_read: "as its notice",
  news_acknowledgement: "as its notice",
  resource_assignment: "who assigned may always take it back",
};

/** What PostgreSQL says when one of the triggers refuses, through Prisma, in a query of a model or in SQL of our own. */
const refusal = z.union([
  z.object({
    meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.literal("PRE01") }) }) }),
  }),
  z.object({ cause: z.object({ originalCode: z.literal("PRE01") }) }),
]);

/** Was a write refused because its year is closed? */
export function isOfClosedYear(error: unknown): boolean {
  return refusal.safeParse(error).success;
}
