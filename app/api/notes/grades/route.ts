import { defineRoute } from "@/lib/actions/define-route";
import { readJson } from "@/lib/actions/json-body";
import { saveGrades } from "@/lib/notes/commands";
import { saveGradesInput } from "@/lib/notes/schema";

/** A full grid, with identifiers, is half of this. */
const MOST_BYTES = 250_000;

/** Cells of the grid, saved as they are typed: a server action would draw the whole page again after each of them. */
export const POST = defineRoute({
  name: "notes.grades.save",
  module: "notes",
  profiles: ["TEACHER"],
  input: saveGradesInput,
  receive: (request) => readJson(request, MOST_BYTES),
  run: saveGrades,
  discard: async () => {},
});
