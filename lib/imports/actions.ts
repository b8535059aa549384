"use server";

import { defineAction } from "@/lib/actions/define-action";
import { allowDepartures, applyImport, discardImport, undoImport } from "./commands";
import { importInput } from "./schema";

const module = "comptes";

export const applyImportAction = defineAction({
  name: "imports.apply",
  module,
  input: importInput,
  run: applyImport,
});

export const undoImportAction = defineAction({
  name: "imports.undo",
  module,
  input: importInput,
  run: undoImport,
});

export const discardImportAction = defineAction({
  name: "imports.discard",
  module,
  input: importInput,
  run: discardImport,
});

export const allowDeparturesAction = defineAction({
  name: "imports.allow-departures",
  module,
  input: importInput,
  run: allowDepartures,
});
