import { defineReadRoute, defineRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { finishUpload } from "@/lib/documents/commands";
import { findDocumentFile, findUpload } from "@/lib/documents/queries";
import { discardPart, receivePart } from "@/lib/documents/receive";
import { uploadPartInput } from "@/lib/documents/schema";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { serveFile } from "@/lib/files/serve";

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
    // The upload may have ended while this part was on its way.
    if (!file) return (await findUpload(ctx, uploadId)) ? ok({ arrived, document: null }) : fail("NOT_FOUND");
    const finished = await finishUpload(ctx, { uploadId, file });
    return finished.ok ? ok({ arrived, document: finished.value }) : finished;
  },
  discard: discardPart,
});
