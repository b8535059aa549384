import "server-only";
import { NextResponse } from "next/server";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { cleanFileName } from "@/lib/files/rules";
import { storage } from "@/lib/storage/storage";
import { MAX_IMPORT_BYTES, MAX_IMPORT_FILES } from "./rules";

/** A file as it is kept: what it is, only the reading of its content tells. */
interface StoredFile {
  name: string;
  size: number;
  sha256: string;
  storageKey: string;
}

/** Forms and their fields add a little to the files. */
const FORM_BYTES = 50_000;

/** The files of an import, sent by a plain form. INVALID when there is none; TOO_LARGE for too many or too heavy ones. */
export async function receiveImport(request: Request): Promise<Result<{ files: StoredFile[] }>> {
  const length = Number(request.headers.get("content-length") ?? Infinity);
  if (length > MAX_IMPORT_BYTES + FORM_BYTES) return fail("TOO_LARGE");
  const given = (await request.formData()).getAll("file").filter((each) => each instanceof File && each.size > 0);
  if (given.length === 0) return fail("INVALID");
  if (given.length > MAX_IMPORT_FILES) return fail("TOO_LARGE");
  const files: StoredFile[] = [];
  try {
    for (const file of given as File[]) {
      const { key, size, sha256 } = await storage().put(`${newId()}/${newId()}`, file.stream(), MAX_IMPORT_BYTES);
      files.push({ name: cleanFileName(file.name), size, sha256, storageKey: key });
    }
  } catch (error) {
    await discardReceived({ files });
    throw error;
  }
  return ok({ files });
}

/** Forgets files whose import was not begun. */
export async function discardReceived({ files }: { files: readonly StoredFile[] }): Promise<void> {
  for (const { storageKey } of files) await storage().remove(storageKey);
}

/** To the import that was begun; else back to the list, which says what stopped it. */
export function toImport(result: Result<{ id: string }>, request: Request): Response {
  const query = new URLSearchParams();
  const person = new URL(request.url).searchParams.get("personne");
  if (person) query.set("personne", person);
  if (!result.ok) query.set("avis", result.code);
  const path = result.ok ? `/comptes/imports/${result.value.id}` : "/comptes/imports";
  return new NextResponse(null, { status: 303, headers: { location: `${path}?${query.toString()}` } });
}
