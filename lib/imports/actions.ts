"use server";

import { defineAction } from "@/lib/actions/define-action";
import { allowDepartures, answerQuestions, applyImport, discardImport, matchColumns, undoImport } from "./commands";
import { answerQuestionsInput, importInput, matchColumnsInput } from "./schema";

const module = "comptes";

export const applyImportAction = defineAction({
  name: "imports.apply",
  module,
  input: importInput,
  run: applyImport,
});

export const matchColumnsAction = defineAction({
  name: "imports.match",
  module,
  input: matchColumnsInput,
  run: matchColumns,
});

export const answerQuestionsAction = defineAction({
  name: "imports.decide",
  module,
  input: answerQuestionsInput,
  run: answerQuestions,
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
