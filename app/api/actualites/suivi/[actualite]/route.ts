import { defineReadRoute } from "@/lib/actions/define-route";
import { followUpTable } from "@/lib/actualites/export";
import { expectedReaders } from "@/lib/actualites/follow-up";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";

/** Who has confirmed a piece of news, as a table for a spreadsheet; absent for who may not follow it. */
export const GET = defineReadRoute({
  module: "actualites",
  read: async (ctx, { actualite }) => {
    const found = isId(actualite) ? await expectedReaders(ctx, actualite) : null;
    return found ? ok({ ...found, timeZone: ctx.viewer.school.timeZone }) : fail("NOT_FOUND");
  },
  respond: ({ readers, timeZone }) =>
    Promise.resolve(
      new Response(followUpTable(readers, timeZone), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": 'attachment; filename="confirmations.csv"',
          "cache-control": "private, no-store",
        },
      }),
    ),
});
