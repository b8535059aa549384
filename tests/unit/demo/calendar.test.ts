import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { demoYearOf, instantAt, schoolCalendar, terms } from "@/prisma/demo/calendar";

describe("the demo's year", () => {
  it("contains the day it is made on, every day of six years", () => {
    for (let day = Temporal.PlainDate.from("2026-01-01"); day.year < 2032; day = day.add({ days: 1 })) {
      const { startsOn, endsOn } = demoYearOf(day);
      expect(startsOn <= day.toString() && day.toString() < endsOn).toBe(true);
    }
  });

  it("has a next day of lessons on any day but the last of June", () => {
    for (const day of ["2026-11-22", "2026-12-25", "2027-05-08", "2027-07-14", "2027-08-31"]) {
      const calendar = schoolCalendar(demoYearOf(Temporal.PlainDate.from(day)));
      expect(calendar.days.some((lesson) => lesson.day >= day)).toBe(true);
    }
  });

  it("has no lessons on holidays, weekends and public holidays, and alternates weeks A and B", () => {
    const calendar = schoolCalendar(demoYearOf(Temporal.PlainDate.from("2026-11-19")));
    const days = new Set(calendar.days.map(({ day }) => day));
    for (const closed of ["2026-10-20", "2026-11-11", "2026-11-22", "2027-05-07", "2027-07-05", "2027-02-10"]) {
      expect(days.has(closed)).toBe(false);
    }
    expect(days.has("2026-09-01")).toBe(true);
    expect(days.size).toBeGreaterThan(170);
    expect(calendar.weeks.length).toBe(36);
    expect(calendar.weeks.slice(0, 3).map(({ alternance }) => alternance)).toEqual(["A", "B", "A"]);
    for (const { startsOn } of calendar.weeks) expect(Temporal.PlainDate.from(startsOn).dayOfWeek).toBe(1);
  });

  it("is cut into three terms without gaps", () => {
    const year = demoYearOf(Temporal.PlainDate.from("2027-03-01"));
    const [first, second, third] = terms(year);
    expect([first?.startsOn, third?.endsOn]).toEqual([year.startsOn, year.endsOn]);
    expect([first?.endsOn, second?.endsOn]).toEqual([second?.startsOn, third?.startsOn]);
  });

  it("knows what time it is where the school is, summer and winter", () => {
    expect(instantAt("2026-11-19", 8 * 60)).toBe("2026-11-19T07:00:00.000Z");
    expect(instantAt("2026-09-10", 8 * 60)).toBe("2026-09-10T06:00:00.000Z");
  });
});
