import { defineReadRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";
import { printBulletins } from "@/lib/notes/bulletins/print";
import { bulletinsOf } from "@/lib/notes/bulletins/queries";

/** The bulletins of a class in a period, one after another: for staff that reads them. Absent for everybody else. */
export const GET = defineReadRoute({
  module: "notes",
  read: async (ctx, { periode, classe }) => {
    const set = isId(periode) && isId(classe) ? await bulletinsOf(ctx, classe, periode, null) : null;
    const { timeZone } = ctx.viewer.school;
    return set && set.period.id === periode ? ok({ set, timeZone, now: ctx.now }) : fail("NOT_FOUND");
  },
  respond: async ({ set, timeZone, now }) => printBulletins(set, timeZone, now),
});
