import "server-only";
import { NextResponse } from "next/server";
import { readJson } from "@/lib/actions/json-body";
import { openContext } from "@/lib/auth/context";
import type { Viewer } from "@/lib/auth/viewer";
import { isId, newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { type ReceivedFile, recognise } from "@/lib/files/receive";
import { cleanFileName, MAX_FILE_BYTES } from "@/lib/files/rules";
import { storage } from "@/lib/storage/storage";
import { findUpload } from "./queries";

/** What one part of an upload brought: how far it is, and the file once it is whole. */
export interface Part {
  uploadId: string;
  /** Where its parts wait. */
  storageKey: string;
  /** Bytes that have arrived in all. */
  arrived: number;
  file: ReceivedFile | null;
}

/** Forgets a part that was not wanted: of an upload that has ended meanwhile, all of it. */
export async function discardPart({ storageKey, file }: Part): Promise<void> {
  await storage().remove(file?.storageKey ?? storageKey);
}

/** Forms and their fields add a little to the file. */
const FORM_BYTES = 50_000;

/** An announcement is a few names. */
const ANNOUNCEMENT_BYTES = 10_000;

/** The announcement of an upload, as JSON. */
export async function receiveAnnouncement(request: Request): Promise<Result<unknown>> {
  return readJson(request, ANNOUNCEMENT_BYTES);
}

/**
 * A part of one's own upload, from the byte that `debut` names. CONFLICT when that is not where it stopped: the sender asks again
 * where that is. With the last part the whole is put under a key of its own, where no late part reaches it, and recognised as any
 * other file.
 */
export async function receivePart(
  request: Request,
  viewer: Viewer,
  { fileId }: Record<string, string | string[] | undefined>,
): Promise<Result<Part>> {
  const upload = isId(fileId)
    ? await openContext(viewer, "documents", { readOnly: true }, (ctx) => findUpload(ctx, fileId))
    : null;
  if (!upload) return fail("NOT_FOUND");
  const { storageKey, size, name } = upload;
  const offset = Number(new URL(request.url).searchParams.get("debut"));
  if (offset !== (await storage().arrived(storageKey))) return fail("CONFLICT");
  if (request.body) await storage().append(storageKey, offset, request.body, size);
  const arrived = await storage().arrived(storageKey);
  const part = { uploadId: upload.id, storageKey, arrived };
  if (arrived < size) return ok({ ...part, file: null });
  const stored = await storage().finish(storageKey, `${newId()}/${newId()}`, size);
  const recognised = await recognise(stored, { id: newId(), name });
  return recognised.ok ? ok({ ...part, file: recognised.value }) : recognised;
}

/**
 * A file sent by the plain form, without script: one, of 25 MB at most, since a browser's form arrives as a whole. The address names
 * the space and the folder.
 */
export async function receiveForm(
  request: Request,
): Promise<Result<{ spaceId: string | null; folderId: string; file: ReceivedFile }>> {
  const length = Number(request.headers.get("content-length") ?? Infinity);
  if (length > MAX_FILE_BYTES + FORM_BYTES) return fail("TOO_LARGE");
  const file = (await request.formData()).get("file");
  if (!(file instanceof File) || file.size === 0) return fail("INVALID");
  const stored = await storage().put(`${newId()}/${newId()}`, file.stream(), MAX_FILE_BYTES);
  const recognised = await recognise(stored, { id: newId(), name: cleanFileName(file.name) });
  if (!recognised.ok) return recognised;
  const query = new URL(request.url).searchParams;
  return ok({ spaceId: query.get("espace"), folderId: query.get("dossier") ?? "", file: recognised.value });
}

/** Back to the folder from which the form was sent, which says what became of it. */
export function backToFolder(result: Result<unknown>, request: Request): Response {
  const query = new URL(request.url).searchParams;
  const space = query.get("espace");
  const back = new URLSearchParams({ envoi: result.ok ? "FAIT" : result.code });
  for (const name of ["dossier", "personne"]) {
    const value = query.get(name);
    if (value) back.set(name, value);
  }
  return new NextResponse(null, {
    status: 303,
    headers: { location: isId(space) ? `/documents/${space}?${back.toString()}` : "/documents" },
  });
}
