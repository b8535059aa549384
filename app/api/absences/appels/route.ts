import { saveRollCall } from "@/lib/absences/commands";
import { saveRollCallInput } from "@/lib/absences/schema";
import { defineRoute } from "@/lib/actions/define-route";
import { readJson } from "@/lib/actions/json-body";

/** A class of 500, with a lateness for each. */
const MAX_BYTES = 100_000;

/**
 * A roll call that waited on a device without network. By a route and not by the action of the form, whose address changes with each
 * build; under the name of that action, so that one which had arrived after all is not written twice.
 */
export const POST = defineRoute({
  name: "absences.roll-call.save",
  module: "absences",
  profiles: ["TEACHER", "VIE_SCOLAIRE", "HEAD"],
  input: saveRollCallInput,
  receive: (request) => readJson(request, MAX_BYTES),
  run: saveRollCall,
  discard: () => Promise.resolve(),
});
