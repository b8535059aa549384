import "server-only";
import { fail, ok, type Result } from "@/lib/errors/codes";

/**
 * The body of a request as JSON, read no further than `maxBytes` whatever its headers say: routes that do not pass through proxy.ts have
 * no other bound. TOO_LARGE or INVALID otherwise.
 */
export async function readJson(request: Request, maxBytes: number): Promise<Result<unknown>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > maxBytes) return fail("TOO_LARGE");
    parts.push(part);
  }
  try {
    return ok(JSON.parse(Buffer.concat(parts).toString("utf8")));
  } catch {
    return fail("INVALID");
  }
}
