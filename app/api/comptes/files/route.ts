import { defineRoute } from "@/lib/actions/define-route";
import { startImport } from "@/lib/imports/commands";
import { discardReceived, receiveImport, toImport } from "@/lib/imports/receive";
import { startImportInput } from "@/lib/imports/schema";

/** The files of an import. Under `files`, whose bodies pass by no proxy (proxy.ts), which would cut them at 10 MB. */
export const POST = defineRoute({
  name: "imports.start",
  module: "comptes",
  profiles: ["HEAD", "ADMIN"],
  input: startImportInput,
  receive: receiveImport,
  run: startImport,
  discard: discardReceived,
  answer: toImport,
});
