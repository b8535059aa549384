import { stringify } from "csv-stringify/sync";
import { fold } from "@/lib/fold";
import type { Cell, CopySection, CopyTable } from "./types";

/** A cell as machines read it: ISO instants and days. */
function plain(cell: Cell): string | number | null {
  if (typeof cell !== "object" || cell === null) return cell;
  return "day" in cell ? cell.day : cell.instant.toISOString();
}

/** A table for a spreadsheet, as French ones open it: UTF-8 with its mark, semicolons; what looks like a formula is made harmless. */
export function csvOf({ columns, rows }: CopyTable): string {
  return stringify([columns, ...rows.map((row) => row.map(plain))], {
    delimiter: ";",
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}

/** A chapter for programs (RGPD, article 20: a structured, commonly used, machine-readable format). */
export function jsonOf({ slug, title, tables }: CopySection): string {
  const told = tables.map(({ title: name, columns, rows }) => ({
    titre: name,
    colonnes: columns,
    lignes: rows.map((row) => row.map(plain)),
  }));
  return `${JSON.stringify({ chapitre: slug, titre: title, tables: told }, null, 2)}\n`;
}

/** The file of a table: «notes-bulletins-matiere-par-matiere.csv». */
export function csvName({ slug }: Pick<CopySection, "slug">, { title }: Pick<CopyTable, "title">): string {
  return `${slug}-${fold(title)
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "")}.csv`;
}
