import { defineRoute } from "@/lib/actions/define-route";
import { fail } from "@/lib/errors/codes";
import { mayImport } from "@/lib/imports/access";
import { startImport } from "@/lib/imports/commands";
import { discardReceived, receiveImport, toImport } from "@/lib/imports/receive";
import { startImportInput } from "@/lib/imports/schema";

/** The files of an import. Under `files`, whose bodies pass by no proxy (proxy.ts), which would cut them at 10 MB. */
export const POST = defineRoute({
  name: "imports.start",
  module: "comptes",
  // Imports may be lent to any of the staff: no body is read of who has not that right (lib/imports/access.ts).
  profiles: ["TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
  input: startImportInput,
  receive: async (request, viewer) => (mayImport(viewer) ? receiveImport(request) : fail("NOT_FOUND")),
  run: startImport,
  discard: discardReceived,
  answer: toImport,
});
