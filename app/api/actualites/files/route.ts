import { defineRoute } from "@/lib/actions/define-route";
import { addNewsFile } from "@/lib/actualites/commands";
import { receivedFileInput } from "@/lib/files/keep";
import { receiveFile, type ReceivedFile } from "@/lib/files/receive";
import { storage } from "@/lib/storage/storage";

/** An upload of somebody who writes news, before it hangs on one. */
export const POST = defineRoute({
  name: "actualites.file.add",
  module: "actualites",
  profiles: ["TEACHER", "VIE_SCOLAIRE", "STAFF", "HEAD"],
  input: receivedFileInput,
  receive: receiveFile,
  run: addNewsFile,
  discard: async (received: ReceivedFile) => storage().remove(received.storageKey),
});
