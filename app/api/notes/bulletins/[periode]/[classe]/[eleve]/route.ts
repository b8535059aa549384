import { defineReadRoute } from "@/lib/actions/define-route";
import { isId } from "@/lib/db/id";
import { fail, ok } from "@/lib/errors/codes";
import { printBulletins } from "@/lib/notes/bulletins/print";
import { bulletinsOf } from "@/lib/notes/bulletins/queries";

/** The bulletin of a pupil: a project for staff, and for its family once published. Absent for everybody else. */
export const GET = defineReadRoute({
  module: "notes",
  read: async (ctx, { periode, classe, eleve }) => {
    const set = isId(periode) && isId(classe) && isId(eleve) ? await bulletinsOf(ctx, classe, periode, eleve) : null;
    const { timeZone } = ctx.viewer.school;
    return set && set.period.id === periode ? ok({ set, timeZone, now: ctx.now }) : fail("NOT_FOUND");
  },
  respond: async ({ set, timeZone, now }) => printBulletins(set, timeZone, now),
});
