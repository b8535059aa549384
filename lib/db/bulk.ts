import "server-only";
import { type Db, Prisma } from "./types";

/** Tables that are filled by thousands of rows: by the importer and by the demo. */
export type BulkTable =
  | "account"
  | "sign_in"
  | "sign_in_attempt"
  | "access_code"
  | "person"
  | "civil_status"
  | "external_id"
  | "contact"
  | "guardianship"
  | "group"
  | "group_division"
  | "enrollment"
  | "subject"
  | "service"
  | "service_teacher"
  | "main_teacher"
  | "closure"
  | "teaching_week"
  | "room"
  | "slot"
  | "teacher_absence"
  | "session"
  | "session_teacher"
  | "session_group"
  | "lesson_entry"
  | "homework"
  | "homework_recipient"
  | "homework_completion"
  | "absence_motive"
  | "roll_call"
  | "attendance"
  | "absence"
  | "justification"
  | "absence_alert"
  | "thread"
  | "message"
  | "delivery"
  | "news"
  | "news_place"
  | "news_read"
  | "news_acknowledgement"
  | "service_part"
  | "assessment"
  | "grade"
  | "assessment_statistic"
  | "shown_statistic"
  | "class_average"
  | "appreciation"
  | "council_appreciation"
  | "journal";

/** Rows per statement: a few megabytes of JSON at most. */
const CHUNK = 5_000;

/**
 * Inserts many rows in one parameter, ten times faster than createMany. Keys are the names of the Prisma fields, the same in every
 * row; days are ISO texts. A column that no row names gets its default. Under the walls of the transaction's role, like any insert.
 */
export async function insertRows(db: Db, table: BulkTable, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  // The only text that enters this statement: the name of a table, from the closed list above, and those of its columns.
  const name = Prisma.raw(`"${table}"`);
  const columns = Prisma.raw(
    Object.keys(first)
      .map((field) => `"${columnOf(field)}"`)
      .join(", "),
  );
  for (let start = 0; start < rows.length; start += CHUNK) {
    const json = JSON.stringify(rows.slice(start, start + CHUNK).map(inColumns));
    await db.$executeRaw`INSERT INTO ${name} (${columns})
      SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${json}::jsonb)`;
  }
}

const columnNames = new Map<string, string>();

/** schoolId → school_id, as every @map of the schema does. @throws for what is no name of a field. */
function columnOf(field: string): string {
  let column = columnNames.get(field);
  if (column === undefined) {
    if (!/^[a-z][A-Za-z]*$/.test(field)) throw new Error(`${field} is no field.`);
    column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    columnNames.set(field, column);
  }
  return column;
}

function inColumns(row: object): object {
  return Object.fromEntries(Object.entries(row).map(([field, value]: [string, unknown]) => [columnOf(field), value]));
}
