import { existsSync, readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { publicHolidays, rentreeOf, schoolHolidays, schoolYearOfDay } from "@/lib/school/calendar-data";

const REFERENCE = new URL("../../../../shared/samples/refdata/", import.meta.url);

describe("school holidays", () => {
  it("are those of zone C in 2026-2027", () => {
    expect(schoolHolidays("C", 2026).slice(0, 4)).toEqual([
      { name: "Vacances de la Toussaint", startsOn: "2026-10-17", endsOn: "2026-11-02" },
      { name: "Vacances de Noël", startsOn: "2026-12-19", endsOn: "2027-01-04" },
      { name: "Vacances d’hiver", startsOn: "2027-02-06", endsOn: "2027-02-22" },
      { name: "Vacances de printemps", startsOn: "2027-04-03", endsOn: "2027-04-19" },
    ]);
  });

  it("are ordered and apart from each other in every year, published or computed", () => {
    for (let year = 2020; year < 2060; year += 1) {
      for (const zone of ["A", "B", "C"] as const) {
        const days = schoolHolidays(zone, year).flatMap(({ startsOn, endsOn }) => [startsOn, endsOn]);
        // Ascension may fall in spring holidays, never before their start.
        const withoutAscension = [...days.slice(0, 8), ...days.slice(10)];
        expect([...withoutAscension].sort()).toEqual(withoutAscension);
        expect(rentreeOf(year) < (days[0] ?? "")).toBe(true);
      }
    }
  });

  it("are computed beyond the published years as they were before", () => {
    // 2023-2024 is not among the data: arrêté du 7 décembre 2022.
    expect(schoolHolidays("C", 2023).filter(({ name }) => !name.startsWith("Pont"))).toEqual([
      { name: "Vacances de la Toussaint", startsOn: "2023-10-21", endsOn: "2023-11-06" },
      { name: "Vacances de Noël", startsOn: "2023-12-23", endsOn: "2024-01-08" },
      { name: "Vacances d’hiver", startsOn: "2024-02-10", endsOn: "2024-02-26" },
      { name: "Vacances de printemps", startsOn: "2024-04-06", endsOn: "2024-04-22" },
      { name: "Vacances d’été", startsOn: "2024-07-06", endsOn: "2024-09-01" },
    ]);
    expect(rentreeOf(2023)).toBe("2023-09-04");
    expect(schoolHolidays("A", 2023)[2]?.startsOn).toBe("2024-02-17");
    expect(schoolHolidays("B", 2023)[2]?.startsOn).toBe("2024-02-24");
  });

  it.skipIf(!existsSync(REFERENCE))("agree with the reference data day by day (../shared/samples/refdata)", () => {
    const lines = readFileSync(new URL("vacances-scolaires.csv", REFERENCE), "utf8").split("\n").slice(1);
    for (const line of lines) {
      const [day = "", ...zones] = line.split(",");
      if (day < "2023-09-04" || day >= "2026-08-31" || day.slice(5) === "08-31") continue;
      (["A", "B", "C"] as const).forEach((zone, index) => {
        const year = schoolYearOfDay(day);
        const isHoliday = schoolHolidays(zone, year).some(
          ({ name, startsOn, endsOn }) => !name.startsWith("Pont") && startsOn <= day && day < endsOn,
        );
        // Between 1 September and the rentrée nobody is at school either.
        expect([day, zone, isHoliday || day < rentreeOf(year)]).toEqual([day, zone, zones[index] === "True"]);
      });
    }
  });
});

describe("public holidays", () => {
  it("follow Easter", () => {
    expect(publicHolidays(2027).map(({ day }) => day)).toEqual([
      "2027-01-01",
      "2027-03-29",
      "2027-05-01",
      "2027-05-08",
      "2027-05-06",
      "2027-05-17",
      "2027-07-14",
      "2027-08-15",
      "2027-11-01",
      "2027-11-11",
      "2027-12-25",
    ]);
  });

  it.skipIf(!existsSync(REFERENCE))("are all those of the reference data (../shared/samples/refdata)", () => {
    const text = readFileSync(new URL("jours_feries_metropole.ics", REFERENCE), "utf8");
    const days = [...text.matchAll(/DTSTART;VALUE=DATE:(\d{8})/g)].map((found) => String(found[1]));
    expect(days.length).toBeGreaterThan(100);
    const years = new Set(days.map((day) => Number(day.slice(0, 4))));
    const ours = [...years].flatMap((year) => publicHolidays(year).map(({ day }) => day.replaceAll("-", "")));
    expect([...days].sort()).toEqual(ours.sort());
  });
});

describe("the school year of a day", () => {
  it("changes on 1 September", () => {
    expect(schoolYearOfDay("2026-08-31")).toBe(2025);
    expect(schoolYearOfDay("2026-09-01")).toBe(2026);
    expect(Temporal.PlainDate.from(rentreeOf(2027)).dayOfWeek).toBeLessThan(6);
  });
});
