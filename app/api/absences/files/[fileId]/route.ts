import { findFile } from "@/lib/absences/queries";
import { defineReadRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";
import { serveFile } from "@/lib/files/serve";

/** The file of a justification, for who sent it and for the vie scolaire; absent for everybody else. */
export const GET = defineReadRoute({
  module: "absences",
  read: async (ctx, { fileId }) => {
    const file = isId(fileId) ? await findFile(ctx, fileId) : null;
    return file ? ok(file) : fail("NOT_FOUND");
  },
  respond: serveFile,
});
