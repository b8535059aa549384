import "server-only";
import { fileTypeFromBuffer } from "file-type";

/**
 * What the bytes are, from the bytes: a browser's word and a name are never believed.
 * @param head the first 4,100 bytes.
 * @returns a media type; "text/plain" for readable text; null when nothing is recognised.
 */
export async function detectMediaType(head: Uint8Array): Promise<string | null> {
  const found = await fileTypeFromBuffer(head);
  if (found) return found.mime;
  return isText(head) ? "text/plain" : null;
}

function isText(head: Uint8Array): boolean {
  if (head.byteLength === 0 || head.includes(0)) return false;
  try {
    // A cut in the middle of a character is not an error with `stream`.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return !/^\s*(<!doctype|<html|<svg|<\?xml|<script)/i.test(text);
  } catch {
    return false;
  }
}
