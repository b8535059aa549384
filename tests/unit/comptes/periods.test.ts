import { describe, expect, it } from "vitest";
import { dividedYear, periodProblems } from "@/lib/comptes/rules";
import { daysAfter } from "@/lib/time/day";

const year = { startsOn: "2026-09-01", endsOn: "2027-07-04" };

describe("a year divided", () => {
  it.each([
    ["TRIMESTRE", 3, "1er trimestre", "T1"],
    ["SEMESTRE", 2, "1er semestre", "S1"],
    ["CUSTOM", 5, "Période 1", "P1"],
  ] as const)(
    "in %s has %d periods that follow each other from its first to its last day",
    (kind, count, name, short) => {
      const periods = dividedYear(kind, 5, year);
      expect(periods).toHaveLength(count);
      expect(periods[0]).toMatchObject({ name, shortName: short, startsOn: year.startsOn });
      expect(periods.at(-1)?.endsOn).toBe(year.endsOn);
      for (const [index, period] of periods.entries()) {
        expect(period.startsOn < period.endsOn).toBe(true);
        expect(periods[index + 1]?.startsOn ?? year.endsOn).toBe(period.endsOn);
      }
    },
  );

  it("gives dates that the form of its dates takes as they are", () => {
    const typed = dividedYear("TRIMESTRE", 3, year).map(({ shortName, startsOn, endsOn }) => {
      return { id: shortName, firstDay: startsOn, lastDay: daysAfter(endsOn, -1) };
    });
    expect(periodProblems(typed, { ...year, isClosed: false })).toEqual({});
  });
});
