import { defineReadRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";
import { importChanges, openImport } from "@/lib/imports/queries";
import { MAX_TABLE_CHANGES } from "@/lib/imports/rules";
import { changesTable } from "@/lib/imports/table";

/** All that an import changes and refuses, as a table for a spreadsheet. */
export const GET = defineReadRoute({
  module: "comptes",
  read: async (ctx, { import: runId }) => {
    const run = isId(runId) ? await openImport(ctx, runId) : null;
    if (!run?.hasChanges) return fail("NOT_FOUND");
    return ok((await importChanges(ctx, run.id, { kind: null, text: "", page: 1 }, MAX_TABLE_CHANGES)).changes);
  },
  respond: (changes) =>
    Promise.resolve(
      new Response(changesTable(changes), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="import.csv"',
          "cache-control": "private, no-store",
        },
      }),
    ),
});
