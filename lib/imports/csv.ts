import { Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { textOf } from "@/lib/imports/encoding";
import { ImportFailure } from "@/lib/imports/failure";
import { headerKey } from "@/lib/imports/names";
import type { Source } from "@/lib/imports/read";
import { headOf } from "@/lib/imports/sniff";
import { collapse } from "@/lib/imports/xml";

/** One line of a table: where it starts, and its cells trimmed. */
export interface CsvRow {
  line: number;
  cells: readonly string[];
}

// Real files stay far below: they only stop what is not one.
const MAX_ROWS = 100_000;
const MAX_ROW_CHARACTERS = 100_000;
const MAX_COLUMNS = 500;

/**
 * Reads a table as a stream, one row at a time, empty ones left out; the separator is the one that its first line has most.
 * @throws ImportFailure ENCODING, MALFORMED or TOO_LARGE.
 */
export async function* readRows(source: Source): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    delimiter: separatorOf(await headOf(source)),
    info: true,
    max_record_size: MAX_ROW_CHARACTERS,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  const rows = Readable.from(textOf(source)).compose(parser) as AsyncIterable<{ info: Info; record: string[] }>;
  let count = 0;
  try {
    for await (const { info, record } of rows) {
      count += 1;
      const tooMany = count > MAX_ROWS || record.length > MAX_COLUMNS;
      if (tooMany) throw new ImportFailure("TOO_LARGE", source.name, info.lines, "ce tableau est trop grand");
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
      const cells = record.map(collapse);
      if (cells.some((cell) => cell !== "")) yield { line: info.lines - breaks, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = "lines" in error && typeof error["lines"] === "number" ? error["lines"] : null;
    if (error.code === "CSV_MAX_RECORD_SIZE")
      throw new ImportFailure("TOO_LARGE", source.name, line, "une ligne est trop longue");
    throw new ImportFailure("MALFORMED", source.name, line, "un guillemet n’est pas fermé");
  }
}

function separatorOf(head: Uint8Array): string {
  const text = new TextDecoder("latin1").decode(head).replaceAll("\0", "").trimStart();
  const first = text.split(/[\r\n]/, 1)[0] ?? "";
  const counted = [";", ",", "\t"].map((sign) => ({ sign, count: first.split(sign).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.sign ?? ";";
}

/** The columns of a kind of table: what we call them, and the names that they bear, as `headerKey` writes them. */
export type Columns = Readonly<Record<string, readonly string[]>>;

/** Where each column is, in order when it comes several times. */
export type Places<C extends Columns> = Readonly<Record<keyof C, readonly number[]>>;

/** Shorter names are too like one another for a misspelling to be recognised. */
const MISSPELT_FROM = 6;
const MISSPELLINGS = 2;

/**
 * Finds columns by their headers. A misspelt header is taken for the only column that is missing and that it is close to.
 */
export function placesOf<C extends Columns>(headers: readonly string[], columns: C): Places<C> {
  const keys = headers.map(headerKey);
  const names = Object.entries(columns);
  const places = new Map(
    names.map(([column, known]) => [column, keys.flatMap((key, index) => (known.includes(key) ? index : []))]),
  );
  const taken = new Set([...places.values()].flat());
  for (const [index, key] of keys.entries()) {
    if (taken.has(index) || key.length < MISSPELT_FROM) continue;
    const close = names.filter(
      ([column, known]) => places.get(column)?.length === 0 && known.some((name) => isClose(name, key)),
    );
    const [only] = close;
    if (only && close.length === 1) places.get(only[0])?.push(index);
  }
  return Object.fromEntries(places) as unknown as Places<C>;
}

function isClose(a: string, b: string): boolean {
  if (a.length < MISSPELT_FROM || Math.abs(a.length - b.length) > MISSPELLINGS) return false;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, sign] of Array.from(a).entries()) {
    const next = [i + 1];
    for (const [j, other] of Array.from(b).entries()) {
      const [left = 0, above = 0, corner = 0] = [next[j], row[j + 1], row[j]];
      next.push(Math.min(left + 1, above + 1, corner + (sign === other ? 0 : 1)));
    }
    row = next;
  }
  return (row[b.length] ?? 0) <= MISSPELLINGS;
}

/** A row as its format reads it: its cells by the name of their column, null for one that is absent or empty. */
export interface TableRow<Column extends string> {
  line: number;
  cell(column: Column, rank?: number): string | null;
  /** How many times a column comes. */
  ranks(column: Column): number;
}

/** What takes the rows of one kind of table, one by one, and makes something of them. */
export interface TableReader<Made> {
  take(row: CsvRow): void;
  finish(): Made;
}

/** A kind of table, recognised from its headers: null when they are not its own. */
export type TableFormat<Made> = (headers: readonly string[], file: string) => TableReader<Made> | null;

/** A kind of table that has these columns, among which some are those that make it recognised. */
export function tableFormat<C extends Columns, Made>(
  columns: C,
  needs: readonly (keyof C & string)[],
  read: (file: string) => { take(row: TableRow<keyof C & string>): void; finish(): Made },
): TableFormat<Made> {
  return (headers, file) => {
    const places = placesOf(headers, columns);
    if (!needs.every((column) => places[column].length > 0)) return null;
    const reader = read(file);
    return {
      take: ({ line, cells }) =>
        reader.take({
          line,
          cell: (column, rank = 0) => cells[places[column][rank] ?? -1] || null,
          ranks: (column) => places[column].length,
        }),
      finish: () => reader.finish(),
    };
  };
}
