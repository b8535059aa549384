import { defineReadRoute } from "@/lib/actions/define-route";
import { findNewsFile } from "@/lib/actualites/queries";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";
import { serveFile } from "@/lib/files/serve";

/** A file for who may read the news on which it hangs; absent for everybody else. */
export const GET = defineReadRoute({
  module: "actualites",
  read: async (ctx, { fileId }) => {
    const file = isId(fileId) ? await findNewsFile(ctx, fileId) : null;
    return file ? ok(file) : fail("NOT_FOUND");
  },
  respond: serveFile,
});
