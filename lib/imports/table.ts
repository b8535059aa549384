import { stringify } from "csv-stringify/sync";
import type { ChangeLine } from "./types";
import { fieldWords, kindWords, thingWords, valueWords } from "./wording";

const COLUMNS = ["Effet", "Nature", "Qui ou quoi", "Champ", "Avant", "Après"];

/**
 * The changes of an import, one line per field, as French spreadsheets open a table: UTF-8 with its mark, semicolons. What looks
 * like a formula is made harmless: a name comes from outside.
 */
export function changesTable(changes: readonly ChangeLine[]): string {
  const rows = changes.flatMap(({ kind, entity, label, fields }) =>
    (fields.length > 0 ? fields : [null]).map((field) => [
      kindWords[kind],
      thingWords[entity],
      label,
      field ? fieldWords(field) : "",
      field?.before ? valueWords(entity, field.name, field.before) : "",
      field?.after ? valueWords(entity, field.name, field.after) : "",
    ]),
  );
  return stringify([COLUMNS, ...rows], {
    delimiter: ";",
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
