import { defineRoute } from "@/lib/actions/define-route";
import { beginUpload } from "@/lib/documents/commands";
import { receiveAnnouncement } from "@/lib/documents/receive";
import { beginUploadInput } from "@/lib/documents/schema";

/** A file that is about to leave, in parts. */
export const POST = defineRoute({
  name: "documents.upload.begin",
  module: "documents",
  profiles: ["STUDENT", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
  input: beginUploadInput,
  receive: receiveAnnouncement,
  run: beginUpload,
  discard: () => Promise.resolve(),
});
