import { addFile } from "@/lib/absences/commands";
import { defineRoute } from "@/lib/actions/define-route";
import { receivedFileInput } from "@/lib/files/keep";
import { receiveFile, type ReceivedFile } from "@/lib/files/receive";
import { storage } from "@/lib/storage/storage";

/** A family's upload, before it hangs on a justification. */
export const POST = defineRoute({
  name: "absences.file.add",
  module: "absences",
  profiles: ["GUARDIAN", "STUDENT"],
  input: receivedFileInput,
  receive: receiveFile,
  run: addFile,
  discard: async (received: ReceivedFile) => storage().remove(received.storageKey),
});
