import "server-only";
import { type Db, Prisma } from "./types";

/** Tables that are written by thousands of rows: by the importer and by the demo. */
export type BulkTable =
  | "account"
  | "platform_role"
  | "sign_in"
  | "sign_in_attempt"
  | "access_code"
  | "person"
  | "civil_status"
  | "external_id"
  | "contact"
  | "guardianship"
  | "judgment"
  | "person_override"
  | "school_year"
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
  | "import_change"
  | "import_question"
  | "journal";

/** Characters of JSON per statement: Prisma keeps what it was last given, a hundred times over, so that large ones add up. */
const CHUNK = 250_000;

/**
 * Inserts many rows in one parameter, ten times faster than createMany. Keys are the names of the Prisma fields, the same in every
 * row; days are ISO texts. A column that no row names gets its default. Under the walls of the transaction's role, like any insert.
 */
export async function insertRows(db: Db, table: BulkTable, rows: Iterable<object>): Promise<void> {
  for (const { name, columns, json } of chunksOf(table, rows)) {
    const all = listed(columns);
    await db.$executeRaw`INSERT INTO ${name} (${all})
      SELECT ${all} FROM jsonb_populate_recordset(NULL::${name}, ${json}::jsonb)`;
  }
}

/** Writes many rows that are there already, found by these fields; the others that the rows name are set. As `insertRows`. */
export async function updateRows(
  db: Db,
  table: BulkTable,
  keys: readonly string[],
  rows: readonly object[],
): Promise<void> {
  for (const { name, columns, json } of chunksOf(table, rows)) {
    await db.$executeRaw`UPDATE ${name} AS old SET (${listed(columns)}) = ROW(${listed(columns, "new")})
      FROM jsonb_populate_recordset(NULL::${name}, ${json}::jsonb) AS new
      WHERE (${listed(keys.map(columnOf), "old")}) = (${listed(keys.map(columnOf), "new")})`;
  }
}

/** Deletes many rows, found by these fields. As `insertRows`. */
export async function deleteRows(
  db: Db,
  table: BulkTable,
  keys: readonly string[],
  rows: readonly object[],
): Promise<void> {
  for (const { name, json } of chunksOf(table, rows)) {
    await db.$executeRaw`DELETE FROM ${name} AS old
      USING jsonb_populate_recordset(NULL::${name}, ${json}::jsonb) AS gone
      WHERE (${listed(keys.map(columnOf), "old")}) = (${listed(keys.map(columnOf), "gone")})`;
  }
}

/** Those of the rows that the database has not, found by these fields, or has otherwise. As `insertRows`. */
export async function differingRows<Row extends object>(
  db: Db,
  table: BulkTable,
  keys: readonly string[],
  rows: readonly Row[],
): Promise<Row[]> {
  const found: Row[] = [];
  let start = 0;
  for (const { name, columns, json, count } of chunksOf(table, rows)) {
    const differing = await db.$queryRaw<{ place: number }[]>`
      SELECT given.ordinality::int AS place
      FROM jsonb_populate_recordset(NULL::${name}, ${json}::jsonb) WITH ORDINALITY AS given
      LEFT JOIN ${name} AS old ON (${listed(keys.map(columnOf), "old")}) = (${listed(keys.map(columnOf), "given")})
      WHERE (${listed(columns, "old")}) IS DISTINCT FROM (${listed(columns, "given")}) ORDER BY 1`;
    for (const { place } of differing) {
      const row = rows[start + place - 1];
      if (row) found.push(row);
    }
    start += count;
  }
  return found;
}

/** Statements' worth of rows. The only text that enters a statement: a table of the closed list above and names of its columns. */
function* chunksOf(table: BulkTable, rows: Iterable<object>) {
  const name = Prisma.raw(`"${table}"`);
  let columns: string[] | null = null;
  let texts: string[] = [];
  let size = 0;
  for (const row of rows) {
    columns ??= Object.keys(row).map(columnOf);
    const text = JSON.stringify(inColumns(row));
    texts.push(text);
    size += text.length;
    if (size < CHUNK) continue;
    yield { name, columns, json: `[${texts.join(",")}]`, count: texts.length };
    texts = [];
    size = 0;
  }
  if (columns && texts.length > 0) yield { name, columns, json: `[${texts.join(",")}]`, count: texts.length };
}

function listed(columns: readonly string[], of?: "old" | "new" | "gone" | "given"): Prisma.Sql {
  return Prisma.raw(columns.map((column) => (of ? `${of}."${column}"` : `"${column}"`)).join(", "));
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
