import "server-only";
import { storage } from "@/lib/storage/storage";
import { byteRange, isShownInline } from "./rules";

/** What is needed to hand a file over, once somebody has checked that the reader may have it. */
export interface ServedFile {
  name: string;
  mediaType: string;
  size: number;
  storageKey: string;
  sha256: string;
}

const SANDBOX = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox";
/** Chromium does not start its PDF viewer in a sandboxed document; the viewer is isolated by itself. */
const PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/**
 * The file as a response: sandboxed, never sniffed, downloaded unless it is a type that browsers show safely. Answers a
 * range, without which Safari plays no sound and no video.
 */
export async function serveFile(file: ServedFile, request: Request): Promise<Response> {
  const headers = new Headers({
    "content-type": file.mediaType === "text/plain" ? "text/plain; charset=utf-8" : file.mediaType,
    "content-disposition": `${isShownInline(file.mediaType) ? "inline" : "attachment"}; filename*=UTF-8''${encodeRfc8187(file.name)}`,
    "content-security-policy": file.mediaType === "application/pdf" ? PDF_VIEWER : SANDBOX,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    "accept-ranges": "bytes",
    etag: `"${file.sha256}"`,
  });
  if (request.headers.get("if-none-match") === headers.get("etag")) return new Response(null, { status: 304, headers });
  const asked = request.headers.get("if-range");
  const isCurrent = asked === null || asked === headers.get("etag");
  const range = isCurrent ? byteRange(request.headers.get("range"), file.size) : null;
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.size}`);
    return new Response(null, { status: 416, headers });
  }
  if (!range) {
    headers.set("content-length", String(file.size));
    return new Response(await storage().get(file.storageKey), { headers });
  }
  headers.set("content-length", String(range.last - range.first + 1));
  headers.set("content-range", `bytes ${range.first}-${range.last}/${file.size}`);
  return new Response(await storage().get(file.storageKey, range), { status: 206, headers });
}

/** As encodeURIComponent, with the four signs that RFC 8187 keeps out of a parameter's value. */
function encodeRfc8187(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
