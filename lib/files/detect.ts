import "server-only";
import { fileTypeFromBuffer, fileTypeFromStream } from "file-type";

/** What an archive may turn out to be on a longer look: LibreOffice writes the list of types at its end. */
const ARCHIVE = "application/zip";

/**
 * What the bytes are, from the bytes: a browser's word and a name are never believed.
 * @param head the first 4,100 bytes.
 * @param whole opens all of them, for the archives whose beginning does not say which document they hold.
 * @returns a media type; "text/plain" for readable text; null when nothing is recognised.
 */
export async function detectMediaType(
  head: Uint8Array,
  whole: () => Promise<ReadableStream<Uint8Array>>,
): Promise<string | null> {
  // «audio/ogg; codecs=opus»: the parameter is no part of the type.
  const found = (await fileTypeFromBuffer(head))?.mime.split(";")[0];
  if (found === ARCHIVE) return (await fileTypeFromStream(await whole()))?.mime ?? ARCHIVE;
  return found ?? (isText(head) ? "text/plain" : null);
}

/** Text, in UTF-8 or as older French programs write it (Windows-1252), that no browser could take for a page. */
function isText(head: Uint8Array): boolean {
  if (head.byteLength === 0 || head.some((byte) => byte < 0x20 && !WHITESPACE.has(byte))) return false;
  return !/^[\s\uFEFF]*<(!doctype|!--|html|head|body|svg|\?xml|script)/i.test(new TextDecoder().decode(head));
}

/** Tab, line feed, form feed, carriage return. */
const WHITESPACE = new Set([0x09, 0x0a, 0x0c, 0x0d]);
