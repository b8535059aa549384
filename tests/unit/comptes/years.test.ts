import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  movedPeriods,
  needsConfirmation,
  nextLabel,
  nextYear,
  yearProblems,
  yearState,
} from "@/lib/comptes/annees/rules";
import { plannedCalendar } from "@/lib/school/calendar";
import { daysAfter } from "@/lib/time/day";

const closedAt = Temporal.Instant.from("2027-07-10T08:00:00Z");
const year = { startsOn: "2026-09-01", endsOn: "2027-07-07", closedAt: null };

describe("where a year stands", () => {
  it.each([
    ["2026-08-31", "PREPARED"],
    ["2026-09-01", "CURRENT"],
    ["2027-07-06", "CURRENT"],
    ["2027-07-07", "OVER"],
  ])("on %s: %s", (day, state) => {
    expect(yearState(year, day)).toBe(state);
  });

  it("is closed once it was closed, whatever the day", () => {
    expect(yearState({ ...year, closedAt }, "2026-12-01")).toBe("CLOSED");
  });

  it("asks to confirm before its end, or when something is open", () => {
    const none = { bulletins: 0, absences: 0, rollCalls: 0 };
    expect(needsConfirmation("OVER", none)).toBe(false);
    expect(needsConfirmation("CURRENT", none)).toBe(true);
    expect(needsConfirmation("OVER", { ...none, absences: 1 })).toBe(true);
  });
});

describe("the year that comes", () => {
  it("has the same days a year later, and its own name", () => {
    expect(nextYear({ label: "2026-2027", startsOn: "2026-09-01", endsOn: "2027-09-01" })).toEqual({
      label: "2027-2028",
      startsOn: "2027-09-01",
      endsOn: "2028-09-01",
    });
  });

  it("begins in February in Nouméa, and is of one calendar year", () => {
    expect(nextYear({ label: "2027", startsOn: "2027-02-15", endsOn: "2027-12-18" })).toEqual({
      label: "2028",
      startsOn: "2028-02-15",
      endsOn: "2028-12-18",
    });
    expect(nextLabel("2027-2028")).toBe("2028-2029");
  });

  it("neither overlaps the year before, nor is too short or too long", () => {
    const before = { label: "2026-2027", endsOn: "2027-09-01", isFollowed: true };
    const problems = (firstDay: string, lastDay: string) => Object.keys(yearProblems({ firstDay, lastDay }, before));
    expect(problems("2027-09-01", "2028-08-31")).toEqual([]);
    expect(problems("2027-08-31", "2028-08-31")).toEqual(["firstDay"]);
    expect(problems("2027-09-01", "2027-09-01")).toEqual(["lastDay"]);
    expect(problems("2027-09-01", "2028-03-17")).toEqual(["lastDay"]);
    expect(problems("2027-09-01", "2028-03-18")).toEqual([]);
    expect(problems("2027-09-01", "2028-10-04")).toEqual([]);
    expect(problems("2027-09-01", "2028-10-05")).toEqual(["lastDay"]);
    // A year mistyped.
    expect(problems("2028-09-01", "2029-08-31")).toEqual(["firstDay"]);
  });

  it("has periods in order, apart, inside of it, each of a day at least, whatever those of the year before", () => {
    const from = { startsOn: "2026-09-01", endsOn: "2027-09-01" };
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 365 }), { minLength: 2, maxLength: 9 }),
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 200, max: 400 }),
        (cuts, late, length) => {
          const days = cuts.toSorted((a, b) => a - b).map((cut) => daysAfter(from.startsOn, cut));
          const periods = days.slice(1).map((endsOn, index) => ({
            name: `P${index}`,
            shortName: `P${index}`,
            startsOn: days[index] ?? from.startsOn,
            endsOn,
          }));
          const startsOn = daysAfter("2027-09-01", late);
          const to = { startsOn, endsOn: daysAfter(startsOn, length) };
          const moved = movedPeriods(periods, from, to);
          expect(moved).toHaveLength(periods.length);
          let earliest = to.startsOn;
          for (const period of moved) {
            expect(period.startsOn >= earliest && period.endsOn > period.startsOn && period.endsOn <= to.endsOn).toBe(
              true,
            );
            earliest = period.endsOn;
          }
        },
      ),
    );
  });

  it("keeps its first and last day for the first and the last period", () => {
    const terms = [
      { name: "1er trimestre", shortName: "T1", startsOn: "2026-09-01", endsOn: "2026-12-01" },
      { name: "2e trimestre", shortName: "T2", startsOn: "2026-12-01", endsOn: "2027-03-11" },
      { name: "3e trimestre", shortName: "T3", startsOn: "2027-03-11", endsOn: "2027-09-01" },
    ];
    const moved = movedPeriods(
      terms,
      { startsOn: "2026-09-01", endsOn: "2027-09-01" },
      { startsOn: "2027-08-31", endsOn: "2028-08-20" },
    );
    expect(moved.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
      ["2027-08-31", "2027-12-01"],
      ["2027-12-01", "2028-03-11"],
      ["2028-03-11", "2028-08-20"],
    ]);
  });
});

describe("the calendar of a year", () => {
  const of2027 = { startsOn: "2027-09-01", endsOn: "2028-09-01" };

  it("has the holidays of the zone, the public holidays, and weeks A and B in turn", () => {
    const { closures, weeks } = plannedCalendar("C", of2027, { hasAlternance: true });
    expect(closures.filter(({ kind }) => kind === "HOLIDAY").map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Vacances de la Toussaint", "Vacances de Noël", "Vacances d’été"]),
    );
    expect(closures.map(({ startsOn }) => startsOn)).toContain("2027-11-11");
    expect(closures.every(({ startsOn, endsOn }) => of2027.startsOn <= startsOn && endsOn <= of2027.endsOn)).toBe(true);
    expect(weeks.length).toBeGreaterThan(34);
    expect(weeks.length).toBeLessThan(39);
    expect(weeks.every(({ alternance }, index) => alternance === (index % 2 === 0 ? "A" : "B"))).toBe(true);
    expect(new Set(closures.map(({ startsOn, name }) => `${startsOn} ${name}`)).size).toBe(closures.length);
  });

  it("has no holidays where the zone has no national calendar, and no letters where weeks have none", () => {
    const { closures, weeks } = plannedCalendar(
      "NOUVELLE-CALEDONIE",
      { startsOn: "2028-02-14", endsOn: "2028-12-16" },
      { hasAlternance: false },
    );
    expect(closures.every(({ kind }) => kind === "PUBLIC_HOLIDAY")).toBe(true);
    expect(weeks).toHaveLength(44);
    expect(weeks.every(({ alternance }) => alternance === null)).toBe(true);
  });
});
