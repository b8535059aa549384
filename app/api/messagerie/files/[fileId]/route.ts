import { defineReadRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";
import { serveFile } from "@/lib/files/serve";
import { findFile } from "@/lib/messagerie/queries";

/** A file for who has a message that it hangs on; absent for everybody else. */
export const GET = defineReadRoute({
  module: "messagerie",
  read: async (ctx, { fileId }) => {
    const file = isId(fileId) ? await findFile(ctx, fileId) : null;
    return file ? ok(file) : fail("NOT_FOUND");
  },
  respond: serveFile,
});
