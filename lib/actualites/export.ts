import { stringify } from "csv-stringify/sync";
import { Temporal } from "temporal-polyfill";
import { formatInstant } from "@/lib/time/format";
import { readerNames } from "./rules";
import type { ExpectedReader } from "./types";

const COLUMNS = ["Nom", "Prénom", "Qui", "Classe", "Enfant", "Confirmé le"];

/**
 * The people expected and when each confirmed, as French spreadsheets open a table: UTF-8 with its mark, semicolons. What looks like a
 * formula is made harmless: a name comes from outside.
 */
export function followUpTable(readers: readonly ExpectedReader[], timeZone: string): string {
  const rows = readers.map((reader) => [
    reader.lastName,
    reader.firstName,
    readerNames[reader.profile],
    reader.classes,
    reader.children,
    reader.acknowledgedAt ? formatInstant(Temporal.Instant.from(reader.acknowledgedAt), timeZone) : "",
  ]);
  return stringify([COLUMNS, ...rows], {
    delimiter: ";",
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
