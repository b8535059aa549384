"use server";

import { defineAction } from "@/lib/actions/define-action";
import { askCopy, askErasure } from "./commands";
import { askCopyInput, askErasureInput } from "./schema";

/** In the module that everybody opens: one's data is everybody's. */
export const askCopyAction = defineAction({
  name: "departs.copy.ask",
  module: "accueil",
  input: askCopyInput,
  run: askCopy,
});

export const askErasureAction = defineAction({
  name: "departs.erasure.ask",
  module: "comptes",
  input: askErasureInput,
  run: askErasure,
});
