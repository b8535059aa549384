import { Temporal } from "temporal-polyfill";
import { looseDayOf } from "@/lib/imports/fields";
import type { IsoDay } from "@/lib/time/day";

/** The days that a spreadsheet may mean by a bare number: from 1927 on, below which it is a year or a class. */
const SERIALS = { from: 10_000, to: 73_050 } as const;

/** The day that a spreadsheet counts from 30-12-1899, or from 1-1-1904 on old Macs; null for a number that is none of ours. */
export function dayOfSerial(serial: number, countsFrom1904 = false): IsoDay | null {
  const days = Math.floor(serial) + (countsFrom1904 ? 1462 : 0);
  if (days < SERIALS.from || days > SERIALS.to) return null;
  return Temporal.PlainDate.from("1899-12-30").add({ days }).toString();
}

/** A day as a table has it: 3/9/2019, 03-09-2019 or 3.9.2019, day first, ISO, or the number that a spreadsheet counts. */
export function tableDayOf(text: string): IsoDay | null {
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return dayOfSerial(Number(text));
  return looseDayOf(text.replace(/^(\d{1,2})[-.](\d{1,2})[-.](\d{4})$/, "$1/$2/$3"));
}
