import { ImportFailure, quoted } from "@/lib/imports/failure";
import type { Source } from "@/lib/imports/read";

/** The prolog fits in far less; a file that hides its encoding further is not one of ours. */
const PROLOG_BYTES = 1024;

/**
 * The encoding of an XML document from its first bytes: byte order mark, else prolog, else UTF-8 (XML 1.0, appendix F).
 * SIECLE and STS are ISO-8859-15 and say so.
 */
export function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const prolog = new TextDecoder("latin1").decode(head.subarray(0, PROLOG_BYTES));
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(prolog)?.[1]?.toLowerCase() ?? "utf-8";
}

/**
 * Decodes a byte stream as its own prolog says, chunk by chunk, without its byte order mark.
 * @throws ImportFailure ENCODING for an unknown encoding or bytes that are not valid in it.
 */
export async function* decode(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  let head = new Uint8Array(0);
  let decoder: TextDecoder | null = null;
  try {
    for await (const chunk of chunks) {
      if (decoder) {
        yield decoder.decode(chunk, { stream: true });
        continue;
      }
      const longer = new Uint8Array(head.length + chunk.length);
      longer.set(head);
      longer.set(chunk, head.length);
      head = longer;
      if (head.length < PROLOG_BYTES) continue;
      decoder = decoderFor(head, file);
      yield decoder.decode(head, { stream: true });
    }
    if (!decoder) {
      decoder = decoderFor(head, file);
      yield decoder.decode(head, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError && decoder) {
      throw new ImportFailure("ENCODING", file, null, `des octets ne sont pas du ${decoder.encoding}`);
    }
    throw error;
  }
}

function decoderFor(head: Uint8Array, file: string): TextDecoder {
  const label = encodingOf(head);
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new ImportFailure("ENCODING", file, 1, `l’encodage ${quoted(label)} n’est pas connu`);
  }
}

/**
 * Decodes a table, which says nothing of its encoding but by a byte order mark: UTF-8 when all of it is, else Windows-1252, which
 * is ISO-8859-1 with the signs that people use. Opens the source twice, and holds a chunk at a time.
 */
export async function* textOf(source: Pick<Source, "name" | "open">): AsyncGenerator<string> {
  const label = await tableEncoding(source);
  const decoder = new TextDecoder(label);
  for await (const chunk of source.open()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function tableEncoding(source: Pick<Source, "open">): Promise<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let isFirst = true;
  try {
    for await (const chunk of source.open()) {
      const [first, second] = isFirst ? chunk : [];
      if (first === 0xff && second === 0xfe) return "utf-16le";
      if (first === 0xfe && second === 0xff) return "utf-16be";
      isFirst = false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return "windows-1252";
    throw error;
  }
}
