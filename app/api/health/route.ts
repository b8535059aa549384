import { NextResponse } from "next/server";
import { isDatabaseReachable } from "@/lib/db/health";

/** For the supervisor and the reverse proxy: is the web process up, and does it reach its database? Public, says no more. */
export async function GET(): Promise<Response> {
  const isUp = await isDatabaseReachable();
  return NextResponse.json(
    { status: isUp ? "ok" : "unavailable" },
    { status: isUp ? 200 : 503, headers: { "cache-control": "no-store" } },
  );
}
