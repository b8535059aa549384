import "server-only";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { storage, type Stored, TooLargeError } from "@/lib/storage/storage";
import { detectMediaType } from "./detect";
import { cleanFileName, isAcceptedFile, MAX_FILE_BYTES } from "./rules";

/** A file that is stored, measured and recognised, and that no row names yet. */
export interface ReceivedFile {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  sha256: string;
  storageKey: string;
}

/**
 * Receives an upload: the raw body, streamed to the storage; its name in the header `x-file-name`, URI-encoded.
 * TOO_LARGE, UNSUPPORTED_FILE or INVALID leave nothing behind.
 */
export async function receiveFile(request: Request): Promise<Result<ReceivedFile>> {
  const name = cleanFileName(decoded(request.headers.get("x-file-name")));
  if (!request.body) return fail("INVALID", { message: "Ce fichier est vide." });
  if (Number(request.headers.get("content-length") ?? 0) > MAX_FILE_BYTES) return tooLarge(name);
  const id = newId();
  const storageKey = `${newId()}/${id}`;
  try {
    const stored = await storage().put(storageKey, request.body, MAX_FILE_BYTES);
    return await recognise(stored, { id, name });
  } catch (error) {
    await storage().remove(storageKey);
    if (error instanceof TooLargeError) return tooLarge(name);
    throw error;
  }
}

/**
 * What stored bytes are, and whether they may be kept under this name. UNSUPPORTED_FILE or INVALID leave nothing behind.
 */
export async function recognise(
  { key: storageKey, size, sha256, head }: Stored,
  { id, name }: { id: string; name: string },
): Promise<Result<ReceivedFile>> {
  const mediaType = await detectMediaType(head, () => storage().get(storageKey));
  if (size > 0 && mediaType && isAcceptedFile(mediaType, name)) {
    return ok({ id, name, mediaType, size, sha256, storageKey });
  }
  await storage().remove(storageKey);
  return size === 0
    ? fail("INVALID", { message: `«\u00a0${name}\u00a0» est vide.` })
    : fail("UNSUPPORTED_FILE", {
        message: `«\u00a0${name}\u00a0» n’est pas d’un type accepté, ou son contenu ne correspond pas à son nom.`,
      });
}

function tooLarge(name: string): Result<never> {
  return fail("TOO_LARGE", { message: `«\u00a0${name}\u00a0» dépasse 25\u00a0Mo.` });
}

function decoded(header: string | null): string {
  try {
    return decodeURIComponent(header ?? "");
  } catch {
    return "";
  }
}
