import { readRows, type TableFormat, type TableReader } from "@/lib/imports/csv";
import type { Reader } from "@/lib/imports/fields";
import { ImportFailure } from "@/lib/imports/failure";
import { ONDE_FORMATS } from "@/lib/imports/onde";
import { oneRosterFiles } from "@/lib/imports/oneroster";
import { ONEROSTER_FORMATS, type OneRosterTable } from "@/lib/imports/oneroster-tables";
import type { ImportFile } from "@/lib/imports/records";
import { elevesReader, responsablesReader } from "@/lib/imports/siecle";
import { nomenclaturesReader, structuresReader } from "@/lib/imports/siecle-structures";
import { formatOf, headOf } from "@/lib/imports/sniff";
import { stsReader } from "@/lib/imports/sts";
import { readRecords } from "@/lib/imports/xml";

/** A file to import: a name to speak of it, and its bytes as a stream. */
export interface Source {
  name: string;
  /** Found in a folder or an archive: when it is not one of ours it is passed over, not an error. */
  isOptional?: boolean;
  open(): AsyncIterable<Uint8Array>;
}

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
const TABLES: readonly TableFormat<ImportFile | OneRosterTable>[] = [...ONDE_FORMATS, ...ONEROSTER_FORMATS];

/** A file read: most are whole by themselves, the tables of a OneRoster set are together. */
type Piece = ImportFile | OneRosterTable;

async function readPiece(source: Source): Promise<Piece> {
  return formatOf(await headOf(source)) === "CSV" ? readTable(source) : readXml(source);
}

async function readXml(source: Source): Promise<ImportFile> {
  const readers: Reader[] = [];
  const recordsOf = (root: string): ReadonlySet<string> | null => {
    const reader = Object.hasOwn(READERS, root) ? READERS[root]?.(root, source.name) : undefined;
    if (reader) readers.push(reader);
    return reader?.paths ?? null;
  };
  for await (const record of readRecords(source.open(), source.name, recordsOf)) readers[0]?.take(record);
  const [reader] = readers;
  if (!reader) throw new ImportFailure("MALFORMED", source.name, 1, "le fichier ne contient aucun élément");
  return reader.finish();
}

async function readTable(source: Source): Promise<Piece> {
  let reader: TableReader<Piece> | null = null;
  for await (const row of readRows(source)) {
    if (reader) reader.take(row);
    else {
      reader = TABLES.map((format) => format(row.cells, source.name)).find((found) => found !== null) ?? null;
      if (!reader) throw new ImportFailure("UNKNOWN_KIND", source.name, row.line, "ses colonnes ne sont pas connues");
    }
  }
  if (!reader) throw new ImportFailure("MALFORMED", source.name, 1, "le fichier est vide");
  return reader.finish();
}

/**
 * Reads files into our records, passing over the optional ones that are of another kind; tables of one archive or folder make one
 * OneRoster set. Pure: nothing of the school is known here. Records that make no sense are in `refusals`; what is wrong with a
 * whole file is thrown.
 * @param told how many have been read.
 * @throws ImportFailure, and nothing else for anything that the bytes may contain.
 */
export async function readFiles(
  sources: readonly Source[],
  told: (count: number) => Promise<void> = async () => {},
): Promise<{ files: ImportFile[]; skipped: string[] }> {
  const files: ImportFile[] = [];
  const skipped: string[] = [];
  const sets = new Map<string, OneRosterTable[]>();
  for (const [index, source] of sources.entries()) {
    try {
      const piece = await readPiece(source);
      const place = source.name.slice(0, source.name.lastIndexOf("/") + 1);
      if (piece.kind === "ONEROSTER") sets.set(place, [...(sets.get(place) ?? []), piece]);
      else files.push(piece);
    } catch (error) {
      const isOther = error instanceof ImportFailure && error.code === "UNKNOWN_KIND" && source.isOptional;
      if (!isOther) throw error;
      skipped.push(source.name);
    }
    await told(index + 1);
  }
  for (const tables of sets.values()) files.push(...oneRosterFiles(tables));
  return { files, skipped };
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
