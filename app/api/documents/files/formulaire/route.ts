import { defineRoute } from "@/lib/actions/define-route";
import { addDocument } from "@/lib/documents/commands";
import { backToFolder, receiveForm } from "@/lib/documents/receive";
import { addDocumentInput } from "@/lib/documents/schema";
import { storage } from "@/lib/storage/storage";

/** A file sent without script. */
export const POST = defineRoute({
  name: "documents.document.add",
  module: "documents",
  profiles: ["STUDENT", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
  input: addDocumentInput,
  receive: receiveForm,
  run: addDocument,
  discard: async ({ file }) => storage().remove(file.storageKey),
  answer: backToFolder,
});
