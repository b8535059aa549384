import { defineReadRoute } from "@/lib/actions/define-route";
import { ok } from "@/lib/errors/codes";
import { resolveRecipients } from "@/lib/messagerie/recipients";
import { MAX_AUDIENCES } from "@/lib/messagerie/rules";

/** Who will receive a message, as the boxes are ticked: keys, comma between them. */
export const GET = defineReadRoute({
  module: "messagerie",
  read: async (ctx, { cles }) => {
    const keys = typeof cles === "string" ? cles.split(",").slice(0, MAX_AUDIENCES) : [];
    const { persons, isCircular, hasRefused } = await resolveRecipients(ctx, keys);
    return ok({ names: persons.map(({ name }) => name), isCircular, hasRefused });
  },
  respond: (found) => Promise.resolve(Response.json(found, { headers: { "cache-control": "no-store" } })),
});
