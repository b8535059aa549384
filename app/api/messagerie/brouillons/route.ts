import { defineRoute } from "@/lib/actions/define-route";
import { readJson } from "@/lib/actions/json-body";
import { saveDraft } from "@/lib/messagerie/commands";
import { saveDraftInput } from "@/lib/messagerie/schema";

/** A long message in JSON, and some. */
const MAX_BYTES = 1_000_000;

/**
 * What is being written, kept while it is: by a route and not an action, so that a page that is left sends it still, and that no page
 * is rendered again for it.
 */
export const POST = defineRoute({
  name: "messagerie.draft.save",
  module: "messagerie",
  profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
  input: saveDraftInput,
  receive: (request) => readJson(request, MAX_BYTES),
  run: saveDraft,
  discard: () => Promise.resolve(),
});
