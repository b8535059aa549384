import type { Source } from "@/lib/imports/read";
import { FEED_ROOT } from "@/lib/imports/xml";

// What bytes are, from the first of them: never from a name.

/** Enough to tell what a file is, and to hold the first line of a table. */
export const HEAD_BYTES = 4096;

export type Format = "ZIP" | "XML" | "CSV";

/** The format of a file from its first bytes; null for one that nobody here reads. */
export function formatOf(head: Uint8Array): Format | null {
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] === 3 || head[2] === 5)) return "ZIP";
  if (isXml(head)) return "XML";
  return isTable(head) ? "CSV" : null;
}

/** The first bytes of a source, whatever the size of its chunks. */
export async function headOf(source: Pick<Source, "open">): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES);
  let size = 0;
  for await (const chunk of source.open()) {
    const part = chunk.subarray(0, HEAD_BYTES - size);
    head.set(part, size);
    size += part.length;
    if (size === HEAD_BYTES) break;
  }
  return head.subarray(0, size);
}

/** Does a document of the AAF/SDET feed start so, whatever its encoding and its name? */
export function isOfFeed(head: Uint8Array): boolean {
  const text = new TextDecoder("latin1").decode(head).replaceAll("\0", "");
  const root = /<([A-Za-z_][\w.-]*)/.exec(text.replaceAll(/<!--.*?-->/gs, ""))?.[1];
  return root === FEED_ROOT;
}

/** Whatever the encoding, the first character that is neither white space nor a byte order mark is «<». */
function isXml(head: Uint8Array): boolean {
  const blank = [0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff];
  return head.find((byte) => !blank.includes(byte)) === 0x3c;
}

/** A text whose first line has cells. Only UTF-16, which announces itself, has zeros. */
function isTable(head: Uint8Array): boolean {
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!isWide && head.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0d].includes(byte))) return false;
  const text = new TextDecoder("latin1").decode(head).replaceAll("\0", "");
  return /^[^\r\n]*[;,\t]/.test(text.trimStart());
}
