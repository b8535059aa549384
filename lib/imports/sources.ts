import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { ImportFailure } from "@/lib/imports/failure";
import type { Source } from "@/lib/imports/read";
import { formatOf, HEAD_BYTES, headOf } from "@/lib/imports/sniff";
import { sheetRows, sheetsOf } from "@/lib/imports/xlsx";

// The largest SIECLE exports stay below 50 MB; beyond these limits an archive is a trap (a «zip bomb») or not one of ours.
const MAX_ENTRIES = 100;
const MAX_FILE_BYTES = 200 * 1024 * 1024;
const MAX_RATIO = 200;
const RATIO_FLOOR_BYTES = 1024 * 1024;

/** A set of sources, and what was passed over because it is neither XML, nor a table, nor a zip. Close it when the import is done. */
export interface OpenSources {
  sources: Source[];
  skipped: string[];
  close(): void;
}

type Opened = OpenSources & { zips: ZipFile[] };

/**
 * Opens XML files, CSV tables and Excel workbooks, zips of them (SIECLE's exports come zipped) and folders of both. Only the content tells what a file is.
 * A file named by the caller must be one of ours; in a folder or a zip, others are passed over.
 * @throws ImportFailure UNREADABLE or TOO_LARGE.
 */
export async function openSources(paths: readonly string[]): Promise<OpenSources> {
  const opened: Opened = {
    sources: [],
    skipped: [],
    zips: [],
    close: () => opened.zips.forEach((zip) => zip.close()),
  };
  try {
    for (const path of paths) {
      const info = await stat(path).catch(() => null);
      if (!info) throw new ImportFailure("UNREADABLE", path, null, "ce fichier n’existe pas ou ne peut pas être lu");
      if (!info.isDirectory()) {
        await addFile(opened, path, basename(path), true);
        continue;
      }
      const entries = await readdir(path, { withFileTypes: true });
      const names = entries
        .flatMap((entry) => (entry.isFile() && !entry.name.startsWith(".") ? entry.name : []))
        .sort();
      for (const name of names) await addFile(opened, join(path, name), name, false);
    }
    return opened;
  } catch (error) {
    opened.close();
    throw error;
  }
}

async function addFile(opened: Opened, path: string, name: string, isNamed: boolean): Promise<void> {
  const handle = await open(path).catch(() => {
    throw new ImportFailure("UNREADABLE", name, null, "ce fichier ne peut pas être lu");
  });
  const head = new Uint8Array(HEAD_BYTES);
  const { bytesRead } = await handle.read(head, 0, head.length, 0);
  await handle.close();
  const start = head.subarray(0, bytesRead);
  const format = formatOf(start);
  if (format === "ZIP") await addZip(opened, path, name, isNamed);
  else if (format !== null) {
    opened.sources.push({ name, isOptional: !isNamed, open: () => limited(createReadStream(path), name) });
  } else if (isNamed) {
    throw new ImportFailure(
      "UNREADABLE",
      name,
      null,
      isOldOffice(start)
        ? "ce classeur est protégé par un mot de passe, ou d’un ancien format\u202F: enregistrez-le en .xlsx"
        : "ce n’est ni un fichier XML, ni un tableau CSV ou Excel, ni une archive zip",
    );
  } else opened.skipped.push(name);
}

/** What Excel wrote before 2007, and writes still around what a password protects (MS-CFB). */
function isOldOffice(head: Uint8Array): boolean {
  return [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => head[index] === byte);
}

/** The bytes of a stream, up to the largest file accepted: sizes that an archive declares are not believed. */
async function* limited(stream: Readable, name: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_FILE_BYTES) throw new ImportFailure("TOO_LARGE", name, null, "ce fichier est trop gros");
    yield chunk;
  }
}

async function addZip(opened: Opened, path: string, name: string, isNamed: boolean): Promise<void> {
  const damaged = () => new ImportFailure("UNREADABLE", name, null, "cette archive est abîmée");
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true }).catch(() => {
    throw damaged();
  });
  opened.zips.push(zip);
  if (zip.entryCount > MAX_ENTRIES)
    throw new ImportFailure("TOO_LARGE", name, null, "cette archive a trop de fichiers");
  try {
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    if (entries.has("xl/workbook.xml")) await addWorkbook(opened, zip, entries, path, name, isNamed);
    else if (entries.has("content.xml") && entries.has("META-INF/manifest.xml")) {
      const reason = "ce classeur de LibreOffice est à enregistrer au format Excel (.xlsx) ou CSV";
      throw new ImportFailure("UNREADABLE", name, null, reason);
    } else {
      for (const entry of entries.values()) await addEntry(opened, zip, entry, `${name}/${entry.fileName}`);
    }
  } catch (error) {
    throw error instanceof ImportFailure ? error : damaged();
  }
}

/** Each sheet that has a table is a source. */
async function addWorkbook(
  opened: Opened,
  zip: ZipFile,
  entries: ReadonlyMap<string, Entry>,
  path: string,
  name: string,
  isNamed: boolean,
): Promise<void> {
  for (const entry of entries.values()) checkEntry(entry, name);
  const part = (inside: string): (() => AsyncIterable<Uint8Array>) | null => {
    const entry = entries.get(inside);
    return entry ? () => entryBytes(zip, entry, name) : null;
  };
  const sheets = await sheetsOf(part, name);
  if (sheets.length === 0) throw new ImportFailure("MALFORMED", name, 1, "ce classeur est vide");
  for (const sheet of sheets) {
    opened.sources.push({
      name: sheets.length > 1 ? `${name}, ${sheet.name}` : name,
      isOptional: !isNamed,
      isOneOfSeveral: sheets.length > 1,
      open: () => limited(createReadStream(path), name),
      rows: () => sheetRows(part, name, sheet),
    });
  }
}

/** What an archive says of a file tells a trap before it is opened. @throws ImportFailure UNREADABLE or TOO_LARGE. */
function checkEntry(entry: Entry, name: string): void {
  if (entry.isEncrypted()) throw new ImportFailure("UNREADABLE", name, null, "ce fichier est chiffré");
  const isTrap = entry.uncompressedSize > Math.max(entry.compressedSize * MAX_RATIO, RATIO_FLOOR_BYTES);
  if (isTrap || entry.uncompressedSize > MAX_FILE_BYTES) {
    throw new ImportFailure("TOO_LARGE", name, null, "ce fichier est trop gros une fois décompressé");
  }
}

async function addEntry(opened: Opened, zip: ZipFile, entry: Entry, name: string): Promise<void> {
  if (entry.fileName.endsWith("/") || entry.fileName.startsWith("__MACOSX/")) return;
  checkEntry(entry, name);
  const source = { name, isOptional: true, open: () => entryBytes(zip, entry, name) };
  const format = formatOf(await headOf(source));
  if (format === "XML" || format === "CSV") opened.sources.push(source);
  else opened.skipped.push(name);
}

async function* entryBytes(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Uint8Array> {
  try {
    yield* limited(await zip.openReadStreamPromise(entry), name);
  } catch (error) {
    if (error instanceof ImportFailure) throw error;
    throw new ImportFailure("UNREADABLE", name, null, "ce fichier de l’archive est abîmé");
  }
}
