import { defineRoute } from "@/lib/actions/define-route";
import { addFile } from "@/lib/cahier-de-texte/commands";
import { receivedFileInput } from "@/lib/files/keep";
import { receiveFile, type ReceivedFile } from "@/lib/files/receive";
import { storage } from "@/lib/storage/storage";

/** A teacher's upload, before it hangs on a lesson or on homework. */
export const POST = defineRoute({
  name: "cahier-de-texte.file.add",
  module: "cahier-de-texte",
  profiles: ["TEACHER"],
  input: receivedFileInput,
  receive: receiveFile,
  run: addFile,
  discard: async (received: ReceivedFile) => storage().remove(received.storageKey),
});
