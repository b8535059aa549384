import type { Matching, PlainTable } from "@/lib/imports/columns";
import { type CsvRow, readRows, type TableFormat, type TableReader } from "@/lib/imports/csv";
import type { Reader } from "@/lib/imports/fields";
import { ImportFailure } from "@/lib/imports/failure";
import { ONDE_FORMATS } from "@/lib/imports/onde";
import { oneRosterFiles } from "@/lib/imports/oneroster";
import { ONEROSTER_FORMATS, type OneRosterTable } from "@/lib/imports/oneroster-tables";
import { plainTables, signatureOf, unmatchedTable } from "@/lib/imports/plain-table";
import type { ImportFile } from "@/lib/imports/records";
import { elevesReader, responsablesReader } from "@/lib/imports/siecle";
import { nomenclaturesReader, structuresReader } from "@/lib/imports/siecle-structures";
import { formatOf, headOf, isOfFeed } from "@/lib/imports/sniff";
import { stsReader } from "@/lib/imports/sts";
import { readRecords } from "@/lib/imports/xml";

/** A file to import: a name to speak of it, and its bytes as a stream. */
export interface Source {
  name: string;
  /** Found in a folder or an archive: when it is not one of ours it is passed over, not an error. */
  isOptional?: boolean;
  open(): AsyncIterable<Uint8Array>;
  /** Of the sheet of a workbook, which is a table although its bytes are an archive. */
  rows?(): AsyncIterable<CsvRow>;
  /** The sheet is one of several: not all of them need be lists of people. */
  isOneOfSeveral?: boolean;
}

/** What the columns of a plain table are, from its headers' digest; null for one that nobody has matched yet. */
export type Matched = (signature: string) => Matching | null;

/** The root element tells what an XML file is; its name never does. */
const READERS: Readonly<Record<string, (root: string, file: string) => Reader>> = {
  BEE_ELEVES: elevesReader,
  BEE_RESPONSABLES: responsablesReader,
  BEE_STRUCTURES: structuresReader,
  BEE_NOMENCLATURE: nomenclaturesReader,
  BEE_NOMENCLATURES: nomenclaturesReader,
  STS_EDT: stsReader,
};

/** Recognised from their headers, which no two kinds share. */
const TABLES: readonly TableFormat<ImportFile | OneRosterTable>[] = [
  ...ONDE_FORMATS.map((format): TableFormat<ImportFile> => (headers, file) => {
    const reader = format(headers, file);
    return reader && ofOneSchool(reader, file);
  }),
  ...ONEROSTER_FORMATS,
];

/** More rows of people than the largest school has: what they become is held in memory until it is compared. */
const MAX_PEOPLE = 10_000;

function ofOneSchool<Made>(reader: TableReader<Made>, file: string): TableReader<Made> {
  let rows = 0;
  return {
    take(row) {
      rows += 1;
      if (rows > MAX_PEOPLE) {
        const reason = `ce tableau a plus de ${MAX_PEOPLE} lignes, coupez-le en plusieurs`;
        throw new ImportFailure("TOO_LARGE", file, row.line, reason);
      }
      reader.take(row);
    },
    finish: () => reader.finish(),
  };
}

/** A file read: most are whole by themselves, the tables of a OneRoster set are together, a plain table makes several. */
type Piece = ImportFile | OneRosterTable | PlainPiece;
interface PlainPiece {
  kind: "PLAIN";
  table: PlainTable;
}

/** What is known of plain tables: their columns, and what takes their rows. */
interface Plain {
  matched: Matched;
  tables: ReturnType<typeof plainTables>;
}

async function readPiece(source: Source, plain: Plain | null): Promise<Piece> {
  const isTable = source.rows !== undefined || formatOf(await headOf(source)) === "CSV";
  return isTable ? readTable(source, plain) : readXml(source);
}

async function readXml(source: Source): Promise<ImportFile> {
  const readers: Reader[] = [];
  const recordsOf = (root: string): Reader | null => {
    const reader = Object.hasOwn(READERS, root) ? READERS[root]?.(root, source.name) : undefined;
    if (reader) readers.push(reader);
    return reader ?? null;
  };
  for await (const record of readRecords(source.open(), source.name, recordsOf)) readers[0]?.take(record);
  const [reader] = readers;
  if (!reader) throw new ImportFailure("MALFORMED", source.name, 1, "le fichier ne contient aucun élément");
  return reader.finish();
}

async function readTable(source: Source, plain: Plain | null): Promise<Piece> {
  let reader: TableReader<Piece> | null = null;
  for await (const row of source.rows?.() ?? readRows(source)) {
    if (reader) reader.take(row);
    else {
      reader = TABLES.map((format) => format(row.cells, source.name)).find((found) => found !== null) ?? null;
      if (!reader && plain && !source.isOptional) {
        reader = ofOneSchool(plainReader(source, row, plain), source.name);
      }
      if (!reader) throw new ImportFailure("UNKNOWN_KIND", source.name, row.line, "ses colonnes ne sont pas connues");
    }
  }
  if (!reader) throw new ImportFailure("MALFORMED", source.name, 1, "le fichier est vide");
  return reader.finish();
}

function plainReader(
  { name, isOneOfSeveral }: Source,
  { cells, line }: CsvRow,
  { matched, tables }: Plain,
): TableReader<PlainPiece> {
  const table = unmatchedTable(name, cells, line, isOneOfSeveral);
  const matching = matched(signatureOf(cells));
  const reader = matching && tables.tableReader(name, matching);
  return {
    take(row): void {
      table.take(row);
      reader?.take(row);
    },
    finish(): PlainPiece {
      reader?.finish();
      return { kind: "PLAIN", table: { ...table.finish(), ...(matching && { matching, isMatched: true }) } };
    },
  };
}

/** What files hold, and what could not be read of them. */
export interface ReadFiles {
  files: ImportFile[];
  skipped: string[];
  /** The plain tables among them. While one is not matched, its records are not in `files`. */
  tables: PlainTable[];
  /** Documents of an AAF/SDET feed, not read. */
  feed: Source[];
}

/**
 * Reads files into our records, passing over the optional ones that are of another kind; tables of one archive or folder make one
 * OneRoster set. Pure: nothing of the school is known here. Records that make no sense are in `refusals`; what is wrong with a
 * whole file is thrown.
 * Documents of the AAF/SDET feed are left in `feed`: `readFeed` reads them, for the schools that it is given.
 * @param told how many have been read.
 * @param matched knows the columns of plain tables; without it they are refused.
 * @throws ImportFailure, and nothing else for anything that the bytes may contain.
 */
export async function readFiles(
  sources: readonly Source[],
  told: (count: number) => Promise<void> = async () => {},
  matched: Matched | null = null,
): Promise<ReadFiles> {
  const tables: PlainTable[] = [];
  const plain = matched && { matched, tables: plainTables() };
  const files: ImportFile[] = [];
  const feed: Source[] = [];
  const skipped: string[] = [];
  const sets = new Map<string, OneRosterTable[]>();
  for (const [index, source] of sources.entries()) {
    if (isOfFeed(await headOf(source))) {
      feed.push(source);
      continue;
    }
    try {
      const piece = await readPiece(source, plain);
      const place = source.name.slice(0, source.name.lastIndexOf("/") + 1);
      if (piece.kind === "PLAIN") tables.push(piece.table);
      else if (piece.kind === "ONEROSTER") sets.set(place, [...(sets.get(place) ?? []), piece]);
      else files.push(piece);
    } catch (error) {
      const isOther = error instanceof ImportFailure && error.code === "UNKNOWN_KIND" && source.isOptional;
      if (!isOther) throw error;
      skipped.push(source.name);
    }
    await told(index + 1);
  }
  files.push(...(plain?.tables.finish() ?? []));
  for (const tables of sets.values()) files.push(...oneRosterFiles(tables));
  return { files, skipped, tables, feed };
}

/**
 * Reads one file, as readFiles.
 * @throws ImportFailure as readFiles.
 */
export async function readFile(source: Source): Promise<ImportFile> {
  const { files } = await readFiles([source]);
  const [file] = files;
  if (!file) throw new ImportFailure("UNKNOWN_KIND", source.name, null, "rien n’y est d’un établissement");
  return file;
}
