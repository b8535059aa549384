import "server-only";
import type { ServedFile } from "@/lib/files/serve";
import { storage } from "@/lib/storage/storage";

/** What is read of a text in its page: a few screens. */
const PREVIEW_BYTES = 20_000;

/** The beginning of a text file. To be asked outside of any transaction. */
export async function textPreview({ storageKey, size }: Pick<ServedFile, "storageKey" | "size">): Promise<string> {
  const part = { first: 0, last: Math.min(size, PREVIEW_BYTES) - 1 };
  const bytes = await new Response(await storage().get(storageKey, part)).arrayBuffer();
  // Older French programs write Windows-1252. Cut in the middle of a sign, UTF-8 is still UTF-8.
  const text = new TextDecoder().decode(bytes);
  const isUtf8 = !text.slice(0, -1).includes("\uFFFD");
  const whole = isUtf8 ? text.replace(/\uFFFD$/, "") : new TextDecoder("windows-1252").decode(bytes);
  return size > PREVIEW_BYTES ? `${whole}…` : whole;
}
