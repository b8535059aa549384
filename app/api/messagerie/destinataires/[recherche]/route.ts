import { defineReadRoute } from "@/lib/actions/define-route";
import { ok } from "@/lib/errors/codes";
import { searchRecipients } from "@/lib/messagerie/recipients";

/** Persons by name, while one types it. */
export const GET = defineReadRoute({
  module: "messagerie",
  read: async (ctx, { recherche }) => ok(await searchRecipients(ctx, typeof recherche === "string" ? recherche : "")),
  respond: (choices) => Promise.resolve(Response.json(choices, { headers: { "cache-control": "no-store" } })),
});
