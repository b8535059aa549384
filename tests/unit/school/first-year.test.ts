import { describe, expect, it } from "vitest";
import { firstYear } from "@/lib/school/calendar";

describe("the year that a new school begins with", () => {
  it.each([
    ["A", "2026-11-19", "2026-2027", "2026-09-01", "2027-09-01"],
    ["C", "2027-06-30", "2026-2027", "2026-09-01", "2027-09-01"],
    ["C", "2027-07-01", "2027-2028", "2027-09-01", "2028-09-01"],
    ["REUNION", "2027-08-31", "2027-2028", "2027-09-01", "2028-09-01"],
    ["CALEDONIE", "2026-12-31", "2026", "2026-02-01", "2027-02-01"],
    ["CALEDONIE", "2027-01-01", "2027", "2027-02-01", "2028-02-01"],
    ["WALLIS", "2027-07-15", "2027", "2027-02-01", "2028-02-01"],
  ])("in zone %s on %s is %s", (zone, day, label, startsOn, endsOn) => {
    expect(firstYear(zone, day)).toEqual({ label, startsOn, endsOn });
  });
});
