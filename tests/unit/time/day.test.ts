import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dayIn, fromDbDay, fromDbInstant, minuteIn, mondayOf, parseDay, toDbDay, toDbInstant } from "@/lib/time/day";

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
/** Days of the years that a school keeps, whatever the zone. */
const days = fc
  .integer({ min: 0, max: 40_000 })
  .map((count) => Temporal.PlainDate.from("1990-01-01").add({ days: count }));
const instants = fc
  .integer({ min: Date.UTC(1990), max: Date.UTC(2099) })
  .map((milliseconds) => Temporal.Instant.fromEpochMilliseconds(milliseconds));
const zones = fc.constantFrom("Europe/Paris", "Pacific/Noumea", "America/Cayenne", "Indian/Reunion", "Pacific/Tahiti");

describe("the day and the time where the school is", () => {
  it.each([
    // In Nouméa (UTC+11) Thursday is over when Paris has lunch.
    ["2026-11-19T12:59:00Z", "Pacific/Noumea", "2026-11-19", 23 * 60 + 59],
    ["2026-11-19T13:00:00Z", "Pacific/Noumea", "2026-11-20", 0],
    ["2026-11-19T12:59:00Z", "Europe/Paris", "2026-11-19", 13 * 60 + 59],
    ["2026-11-19T02:59:00Z", "America/Cayenne", "2026-11-18", 23 * 60 + 59],
    // Summer ends on 25 October 2026: 2 h 30 comes twice.
    ["2026-10-25T00:30:00Z", "Europe/Paris", "2026-10-25", 2 * 60 + 30],
    ["2026-10-25T01:30:00Z", "Europe/Paris", "2026-10-25", 2 * 60 + 30],
    ["2026-10-24T22:00:00Z", "Europe/Paris", "2026-10-25", 0],
    ["2026-10-25T23:00:00Z", "Europe/Paris", "2026-10-26", 0],
    // Summer begins on 28 March 2027: 2 h 30 does not exist.
    ["2027-03-28T00:59:00Z", "Europe/Paris", "2027-03-28", 1 * 60 + 59],
    ["2027-03-28T01:00:00Z", "Europe/Paris", "2027-03-28", 3 * 60],
    ["2027-03-28T21:59:00Z", "Europe/Paris", "2027-03-28", 23 * 60 + 59],
    ["2027-03-28T22:00:00Z", "Europe/Paris", "2027-03-29", 0],
  ])("%s in %s: %s, minute %i", (instant, zone, day, minute) => {
    expect([dayIn(zone, at(instant)).toString(), minuteIn(zone, at(instant))]).toEqual([day, minute]);
  });

  it("agree with each other for every instant and zone", () => {
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const minute = minuteIn(zone, instant);
        expect(minute).toBeGreaterThanOrEqual(0);
        expect(minute).toBeLessThan(24 * 60);
        const zoned = instant.toZonedDateTimeISO(zone);
        expect(dayIn(zone, instant).toString()).toBe(zoned.toPlainDate().toString());
        expect(dayIn(zone, instant.add({ hours: 25 })).since(dayIn(zone, instant)).days).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});

describe("days and instants in the database", () => {
  it("come back as they went", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(fromDbDay(toDbDay(day))).toBe(day.toString());
        expect(toDbDay(day.toString()).getTime() % 86_400_000).toBe(0);
      }),
    );
    fc.assert(
      fc.property(instants, (instant) => {
        expect(fromDbInstant(toDbInstant(instant)).equals(instant)).toBe(true);
      }),
    );
  });

  it("are ordered as text", () => {
    fc.assert(
      fc.property(days, days, (a, b) => {
        expect(Math.sign(Temporal.PlainDate.compare(a, b))).toBe(
          a.toString() < b.toString() ? -1 : a.toString() > b.toString() ? 1 : 0,
        );
      }),
    );
  });
});

describe("a day in an address", () => {
  it("is read when it is one", () => {
    fc.assert(
      fc.property(days, (day) => {
        expect(parseDay(day.toString())?.equals(day)).toBe(true);
      }),
    );
  });

  it.each([
    undefined,
    "",
    "2026-02-29",
    "2026-13-01",
    "2026-1-1",
    "19/11/2026",
    "2026-11-19T08:00",
    // No year of a school; PostgreSQL has no year 0.
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    " 2026-11-19",
    "x",
  ])("%j is none", (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it("never throws, whatever is typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/)), (text) => {
        expect([null, text]).toContain(parseDay(text)?.toString() ?? null);
      }),
    );
  });
});

describe("a week", () => {
  it.each([
    ["2026-11-22", "2026-11-16"], // a Sunday belongs to the week before
    ["2026-11-23", "2026-11-23"],
    ["2027-01-01", "2026-12-28"],
    ["2024-03-03", "2024-02-26"],
  ])("of %s begins on %s", (day, monday) => {
    expect(mondayOf(Temporal.PlainDate.from(day)).toString()).toBe(monday);
  });

  it("begins on a Monday, at most six days before", () => {
    fc.assert(
      fc.property(days, (day) => {
        const monday = mondayOf(day);
        expect(monday.dayOfWeek).toBe(1);
        expect(day.since(monday).days).toBe(day.dayOfWeek - 1);
      }),
    );
  });
});
