import { defineDocumentRoute } from "@/lib/actions/define-route";
import { fetchCopy } from "@/lib/departs/commands";
import { fetchCopyInput } from "@/lib/departs/schema";
import { storage } from "@/lib/storage/storage";

/** The archive of a copy of one's data: posted for, so that each time it is taken is written down. */
export const POST = defineDocumentRoute({
  name: "departs.copy.fetch",
  module: "accueil",
  input: fetchCopyInput,
  run: fetchCopy,
  respond: async ({ name, mediaType, size, storageKey }) =>
    new Response(await storage().get(storageKey), {
      headers: {
        "content-type": mediaType,
        "content-length": String(size),
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    }),
  back: () => "/compte",
});
