import { NextResponse } from "next/server";
import { defineReadRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { findUpload } from "@/lib/documents/queries";
import { fail, ok } from "@/lib/errors/codes";
import { storage } from "@/lib/storage/storage";

/** How much of one's own upload has arrived: where to go on after a cut. */
export const GET = defineReadRoute({
  module: "documents",
  read: async (ctx, { uploadId }) => {
    const upload = isId(uploadId) ? await findUpload(ctx, uploadId) : null;
    return upload ? ok(upload) : fail("NOT_FOUND");
  },
  respond: async ({ storageKey }) => NextResponse.json({ arrived: await storage().arrived(storageKey) }),
});
