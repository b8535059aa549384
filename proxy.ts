import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { isYearLabel, NONCE_HEADER, PERSON_HEADER, RETURN_HEADER, YEAR_HEADER } from "@/lib/auth/request-headers";
import { securityHeaders } from "@/lib/auth/security-headers";
import { isId } from "@/lib/db/id";
import { env, publicUrl } from "@/lib/env";

/**
 * Before every page and action: security headers with a fresh nonce, and what server components cannot see of the
 * address (the person named, the path to come back to). It gates nothing: pages do, with withViewer.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = randomBytes(18).toString("base64");
  const headers = securityHeaders({
    nonce,
    secure: publicUrl().startsWith("https:"),
    development: env().NODE_ENV === "development",
  });

  const forwarded = new Headers(request.headers);
  forwarded.set(NONCE_HEADER, nonce);
  // Next reads the nonce for its own scripts from the policy of the request.
  for (const [name, value] of headers) if (name === "Content-Security-Policy") forwarded.set(name, value);
  const person = request.nextUrl.searchParams.get("personne");
  forwarded.delete(PERSON_HEADER);
  if (isId(person)) forwarded.set(PERSON_HEADER, person);
  const year = request.nextUrl.searchParams.get("annee");
  forwarded.delete(YEAR_HEADER);
  if (isYearLabel(year)) forwarded.set(YEAR_HEADER, year);
  forwarded.delete(RETURN_HEADER);
  if (request.method === "GET") forwarded.set(RETURN_HEADER, request.nextUrl.pathname + request.nextUrl.search);

  const response = NextResponse.next({ request: { headers: forwarded } });
  for (const [name, value] of headers) response.headers.set(name, value);
  // Shared computers: nothing personal stays in a cache, the back button asks again.
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

export const config = {
  // Static files are public and cached for long. Files go through defineRoute, which sets the same headers: a proxy would
  // cut uploads off at 10 MB. So does the stream of live updates. Whole names, so that no page of another address is left without its policy.
  matcher: [
    "/((?!_next/static/|(?:favicon\\.ico|icon\\.svg|apple-icon\\.png|manifest\\.webmanifest)$|api/[^/]+/files(?:/[^/]+)?$|api/live$).*)",
  ],
};
