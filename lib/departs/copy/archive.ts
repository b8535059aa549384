import "server-only";
import type { ZipEntry } from "@/lib/files/zip";
import { storage } from "@/lib/storage/storage";
import { csvName, csvOf, jsonOf } from "./files";
import type { CopiedFile } from "./of-ones-own";
import { type CopyCover, pageOf } from "./page";
import type { CopySection } from "./types";

/** How much of the bytes passes between two words about how far it is. */
const STEP = 0.05;

/**
 * What goes into the archive of a copy, in its order: the page, the tables twice, the files. A file whose bytes are gone is left out.
 * @param tell how much of the files' bytes has passed, from 0 to 1.
 */
export async function* archiveOf(
  cover: CopyCover,
  sections: readonly CopySection[],
  files: readonly CopiedFile[],
  tell: (share: number) => Promise<void>,
): AsyncGenerator<ZipEntry, void> {
  yield { name: "index.html", body: textOf(pageOf(cover, sections)) };
  for (const section of sections) {
    yield { name: `donnees/${section.slug}.json`, body: textOf(jsonOf(section)) };
    for (const table of section.tables)
      yield { name: `donnees/${csvName(section, table)}`, body: textOf(csvOf(table)) };
  }
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let [passed, told] = [0, 0];
  for (const { path, size, storageKey } of files) {
    const body = await storage()
      .get(storageKey)
      .catch(() => null);
    if (body) yield { name: path, body: bytesOf(body) };
    passed += size;
    if (passed / total < told + STEP) continue;
    told = passed / total;
    await tell(told);
  }
}

const encoder = new TextEncoder();

function textOf(text: string): Uint8Array[] {
  return [encoder.encode(text)];
}

async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
