import { defineRoute } from "@/lib/actions/define-route";
import { receivedFileInput } from "@/lib/files/keep";
import { receiveFile, type ReceivedFile } from "@/lib/files/receive";
import { addFile } from "@/lib/messagerie/commands";
import { storage } from "@/lib/storage/storage";

/** A file on its way to a message. */
export const POST = defineRoute({
  name: "messagerie.file.add",
  module: "messagerie",
  profiles: ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"],
  input: receivedFileInput,
  receive: receiveFile,
  run: addFile,
  discard: async (received: ReceivedFile) => storage().remove(received.storageKey),
});
