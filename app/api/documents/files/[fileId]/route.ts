import { defineReadRoute, defineRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { finishUpload } from "@/lib/documents/commands";
import { findDocumentFile } from "@/lib/documents/queries";
import { type Part, receivePart } from "@/lib/documents/receive";
import { uploadPartInput } from "@/lib/documents/schema";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { serveFile } from "@/lib/files/serve";
import { storage } from "@/lib/storage/storage";

/** A document for who reads it; absent for everybody else. */
export const GET = defineReadRoute({
  module: "documents",
  read: async (ctx, { fileId }) => {
    const file = isId(fileId) ? await findDocumentFile(ctx, fileId) : null;
    return file ? ok(file) : fail("NOT_FOUND");
  },
  respond: serveFile,
});

/** How far an upload is, and the document that it became. */
interface Progress {
  arrived: number;
  document: { id: string; name: string } | null;
}

/** The next part of an upload; with the last one, the document is there. */
export const POST = defineRoute({
  name: "documents.upload.part",
  module: "documents",
  profiles: ["STUDENT", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
  input: uploadPartInput,
  receive: receivePart,
  run: async (ctx, { uploadId, arrived, file }): Promise<Result<Progress>> => {
    if (!file) return ok({ arrived, document: null });
    const finished = await finishUpload(ctx, { uploadId, file });
    return finished.ok ? ok({ arrived, document: finished.value }) : finished;
  },
  discard: async ({ file }: Part) => (file ? storage().remove(file.storageKey) : undefined),
});
