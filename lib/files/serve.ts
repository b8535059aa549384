import "server-only";
import { storage } from "@/lib/storage/storage";
import { isShownInline } from "./rules";

/** What is needed to hand a file over, once somebody has checked that the reader may have it. */
export interface ServedFile {
  name: string;
  mediaType: string;
  size: number;
  storageKey: string;
  sha256: string;
}

/** The file as a response: sandboxed, never sniffed, downloaded unless it is a type that browsers show safely. */
export async function serveFile(file: ServedFile, request: Request): Promise<Response> {
  const headers = new Headers({
    "content-type": file.mediaType === "text/plain" ? "text/plain; charset=utf-8" : file.mediaType,
    "content-disposition": `${isShownInline(file.mediaType) ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "content-security-policy":
      "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
    etag: `"${file.sha256}"`,
  });
  if (request.headers.get("if-none-match") === headers.get("etag")) return new Response(null, { status: 304, headers });
  headers.set("content-length", String(file.size));
  return new Response(await storage().get(file.storageKey), { headers });
}
