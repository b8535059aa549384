import { storedRichText } from "@/lib/rich-text/schema";
import { plainText } from "@/lib/rich-text/text";
import { fromDbDay } from "@/lib/time/day";
import type { Cell, CopyTable } from "./types";

/** A table of the copy; without a row it is left out by those who gather them. */
export function table(title: string, columns: readonly string[], rows: readonly (readonly Cell[])[]): CopyTable {
  return { title, columns, rows };
}

export const day = (date: Date | null): Cell => date && { day: fromDbDay(date) };
export const instant = (date: Date | null): Cell => date && { instant: date };
export const yes = (isSo: boolean): Cell => (isSo ? "oui" : "non");

/** The words of a rich text. */
export function words(content: unknown): string {
  return plainText(storedRichText(content)).trim();
}
