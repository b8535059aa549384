import { defineReadRoute } from "@/lib/actions/define-route";
import { findFile } from "@/lib/cahier-de-texte/queries";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";
import { serveFile } from "@/lib/files/serve";

/** A file for who may read what it hangs on; absent for everybody else. */
export const GET = defineReadRoute({
  module: "cahier-de-texte",
  read: async (ctx, { fileId }) => {
    const file = isId(fileId) ? await findFile(ctx, fileId) : null;
    return file ? ok(file) : fail("NOT_FOUND");
  },
  respond: serveFile,
});
