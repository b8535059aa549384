import type { CsvRow } from "@/lib/imports/csv";
import { ImportFailure } from "@/lib/imports/failure";
import { collapse, readRecords, type Records, type XmlElement } from "@/lib/imports/xml";
import { dayOfSerial } from "@/lib/imports/days";

// Workbooks (ECMA-376, part 1, chapter 18), read a row at a time by what already reads XML and archives without being trapped.

/** The parts of a workbook, by their path in it; null for one that it has not. */
export type Part = (path: string) => (() => AsyncIterable<Uint8Array>) | null;

// Real files stay far below: they only stop what is not one.
const MAX_SHARED_CHARACTERS = 20_000_000;
const MAX_ROWS = 100_000;
const MAX_ROW_CHARACTERS = 100_000;
const MAX_COLUMNS = 500;

/** Formats that every workbook has, of days and times (18.8.30). */
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);

/** A sheet of a workbook: what people call it, and where it is. */
export interface Sheet {
  name: string;
  path: string;
}

interface Workbook {
  /** The sheets that are not hidden, in order. */
  sheets: Sheet[];
  countsFrom1904: boolean;
  shared: readonly string[];
  /** Styles of cells that are days. */
  dateStyles: ReadonlySet<number>;
}

/** The visible sheets that have a table, in order. @throws ImportFailure as sheetRows. */
export async function sheetsOf(part: Part, file: string): Promise<Sheet[]> {
  const workbook = await readWorkbook(part, file);
  const found: Sheet[] = [];
  for (const sheet of workbook.sheets) {
    for await (const _row of tableRows(part, file, workbook, sheet)) {
      found.push(sheet);
      break;
    }
  }
  return found;
}

/**
 * The rows of a sheet, from the first with two cells: a title above the headers is passed over. Formulas are what they gave when the
 * file was saved; days become ISO.
 * @throws ImportFailure MALFORMED, DOCTYPE, ENCODING or TOO_LARGE.
 */
export async function* sheetRows(part: Part, file: string, sheet: Sheet): AsyncGenerator<CsvRow> {
  yield* tableRows(part, file, await readWorkbook(part, file), sheet);
}

async function* tableRows(part: Part, file: string, workbook: Workbook, { path }: Sheet): AsyncGenerator<CsvRow> {
  const open = part(path);
  let isBegun = false;
  for await (const row of open ? rowsOf(open(), file, workbook) : []) {
    isBegun ||= row.cells.filter((cell) => cell !== "").length > 1;
    if (isBegun) yield row;
  }
}

async function* rowsOf(chunks: AsyncIterable<Uint8Array>, file: string, workbook: Workbook): AsyncGenerator<CsvRow> {
  let count = 0;
  for await (const element of elements(chunks, file, ["worksheet", "sheetData", "row"])) {
    count += 1;
    const line = Number(element.attributes["r"] ?? count);
    const cells: string[] = [];
    for (const cell of element.children) {
      const column = columnOf(cell.attributes["r"]) ?? cells.length;
      if (count > MAX_ROWS || column >= MAX_COLUMNS) {
        throw new ImportFailure("TOO_LARGE", file, line, "ce tableau est trop grand");
      }
      while (cells.length < column) cells.push("");
      cells[column] = textOf(cell, workbook);
    }
    if (cells.reduce((sum, cell) => sum + cell.length, 0) > MAX_ROW_CHARACTERS) {
      throw new ImportFailure("TOO_LARGE", file, line, "une ligne est trop longue");
    }
    if (cells.some((cell) => cell !== "")) yield { line, cells };
  }
}

/** «BC12» is the 55th column. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? "")?.[1];
  return letters ? Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : null;
}

function textOf(cell: XmlElement, { shared, dateStyles, countsFrom1904 }: Workbook): string {
  const value = child(cell, "v")?.text ?? "";
  switch (cell.attributes["t"]) {
    case "s":
      return shared[Number(value)] ?? "";
    case "inlineStr":
      return stringOf(child(cell, "is"));
    case "str":
      return value;
    case "b":
      return value === "1" ? "oui" : "non";
    case "d":
      return value.slice(0, 10);
    case "e":
      return "";
    default: {
      const number = Number(value);
      if (value === "" || !Number.isFinite(number)) return value;
      const isDay = dateStyles.has(Number(cell.attributes["s"] ?? -1));
      return (isDay && dayOfSerial(number, countsFrom1904)) || (Number.isSafeInteger(number) ? String(number) : value);
    }
  }
}

async function readWorkbook(part: Part, file: string): Promise<Workbook> {
  const targets = new Map<string, string>();
  for await (const link of recordsIn(part("xl/_rels/workbook.xml.rels"), file, ["Relationships", "Relationship"])) {
    const target = link.attributes["Target"] ?? "";
    targets.set(link.attributes["Id"] ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  }
  const sheets: Sheet[] = [];
  for await (const sheet of recordsIn(part("xl/workbook.xml"), file, ["workbook", "sheets", "sheet"])) {
    const id = Object.entries(sheet.attributes).find(([name]) => local(name) === "id")?.[1] ?? "";
    const target = targets.get(id);
    const name = sheet.attributes["name"] ?? "";
    if (target && !["hidden", "veryHidden"].includes(sheet.attributes["state"] ?? ""))
      sheets.push({ name, path: target });
  }
  let countsFrom1904 = false;
  for await (const properties of recordsIn(part("xl/workbook.xml"), file, ["workbook", "workbookPr"])) {
    countsFrom1904 = ["1", "true"].includes(properties.attributes["date1904"] ?? "");
  }
  const shared: string[] = [];
  let characters = 0;
  for await (const item of recordsIn(part("xl/sharedStrings.xml"), file, ["sst", "si"])) {
    const text = stringOf(item);
    characters += text.length + 1;
    if (characters > MAX_SHARED_CHARACTERS)
      throw new ImportFailure("TOO_LARGE", file, null, "ce classeur est trop gros");
    shared.push(text);
  }
  return { sheets, countsFrom1904, shared, dateStyles: await readDateStyles(part, file) };
}

async function readDateStyles(part: Part, file: string): Promise<Set<number>> {
  const dates = new Set<number>();
  for await (const format of recordsIn(part("xl/styles.xml"), file, ["styleSheet", "numFmts", "numFmt"])) {
    // What stands between quotes or brackets is not a part of the day.
    const code = (format.attributes["formatCode"] ?? "").replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, "");
    if (/[dmyj]/i.test(code)) dates.add(Number(format.attributes["numFmtId"]));
  }
  const styles = new Set<number>();
  let index = 0;
  for await (const style of recordsIn(part("xl/styles.xml"), file, ["styleSheet", "cellXfs", "xf"])) {
    const id = Number(style.attributes["numFmtId"] ?? 0);
    if (dates.has(id) || isBuiltInDate(id)) styles.add(index);
    index += 1;
  }
  return styles;
}

/** A text, whole or in runs; a run that says that it keeps its spaces begins or ends with one. */
function stringOf(element: XmlElement | undefined): string {
  const runs = (element?.children ?? []).flatMap((part) =>
    local(part.name) === "t" ? part : local(part.name) === "r" ? (child(part, "t") ?? []) : [],
  );
  return collapse(runs.map((run) => (run.attributes["xml:space"] ? ` ${run.text} ` : run.text)).join(""));
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);
const child = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((each) => local(each.name) === name);

async function* recordsIn(open: ReturnType<Part>, file: string, path: readonly string[]): AsyncGenerator<XmlElement> {
  if (open) yield* elements(open(), file, path);
}

/** The elements at a path, whatever the prefix of the document. */
async function* elements(
  chunks: AsyncIterable<Uint8Array>,
  file: string,
  path: readonly string[],
): AsyncGenerator<XmlElement> {
  const recordsOf = (root: string): Records | null => {
    const prefix = root.slice(0, root.indexOf(":") + 1);
    return local(root) === path[0] ? { paths: new Set([path.map((name) => `${prefix}${name}`).join("/")]) } : null;
  };
  for await (const { element } of readRecords(chunks, file, recordsOf)) yield element;
}
