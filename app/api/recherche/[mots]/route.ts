import { showFound } from "@/components/recherche/shown";
import { defineReadRoute } from "@/lib/actions/define-route";
import { ok } from "@/lib/errors/codes";
import { search } from "@/lib/recherche/queries";

/** What the words find, for the panel that Ctrl K opens: the person of the address, in its school. */
export const GET = defineReadRoute({
  module: "accueil",
  read: async (ctx, { mots }) => {
    const typed = typeof mots === "string" ? mots : "";
    return ok(showFound(ctx.viewer, typed, await search(ctx, typed)));
  },
  respond: async (groups) => Response.json(groups),
});
