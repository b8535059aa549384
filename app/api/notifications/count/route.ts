import { NextResponse } from "next/server";
import { defineReadRoute } from "@/lib/actions/define-route";
import { ok } from "@/lib/errors/codes";
import { countUnread } from "@/lib/notifications/queries";

/** How many notices the account has not read: the number on the bell, asked again when it moves. */
export const GET = defineReadRoute({
  module: "notifications",
  isAskedByItself: true,
  read: async ({ viewer }) => ok(viewer),
  respond: async (viewer) =>
    NextResponse.json(await countUnread(viewer), { headers: { "cache-control": "private, no-store" } }),
});
