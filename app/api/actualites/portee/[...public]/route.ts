import { NextResponse } from "next/server";
import { defineReadRoute } from "@/lib/actions/define-route";
import { audienceReach } from "@/lib/actualites/editing";
import { readAudiencePath } from "@/lib/actualites/rules";
import { audienceInput } from "@/lib/actualites/schema";
import { fail, ok } from "@/lib/errors/codes";

/** How many people an audience has, for the form that chooses it: /portee/STUDENT,GUARDIAN/PLACES/5e/<group>,<group>. */
export const GET = defineReadRoute({
  module: "actualites",
  read: async (ctx, params) => {
    const parsed = audienceInput.safeParse(readAudiencePath(params["public"]));
    if (!parsed.success) return fail("NOT_FOUND");
    const { readers, scope, levels, groups } = parsed.data;
    const reach = await audienceReach(ctx, { readers, isSchoolWide: scope === "SCHOOL", levels, groupIds: groups });
    return reach ? ok(reach) : fail("NOT_FOUND");
  },
  respond: (reach) => Promise.resolve(NextResponse.json(reach, { headers: { "cache-control": "no-store" } })),
});
