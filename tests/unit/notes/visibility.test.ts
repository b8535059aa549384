import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { type Reader, visibilityOf, visibilityOfGrade, visibleAt } from "@/lib/notes/rules";
import { schoolSettings } from "@/lib/school/settings";

const policy = schoolSettings({}).notes;
const PARIS = "Europe/Paris";
const ZONES = [PARIS, "Pacific/Noumea", "America/Cayenne", "Indian/Reunion"] as const;

function at(local: string, zone: string = PARIS): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
}

function shown(returned: string, reader: Reader, zone: string = PARIS): string {
  return visibleAt(policy, at(returned, zone), reader, zone).toZonedDateTimeISO(zone).toPlainDateTime().toString();
}

describe("results appear", () => {
  test.each<[string, Reader, string]>([
    ["2026-11-19T10:00", "STUDENT", "2026-11-19T10:00:00"],
    ["2026-11-19T10:00", "GUARDIAN", "2026-11-20T10:00:00"],
    // In the evening: the next morning.
    ["2026-11-18T20:00", "STUDENT", "2026-11-19T07:00:00"],
    ["2026-11-18T19:59", "STUDENT", "2026-11-18T19:59:00"],
    ["2026-11-19T06:59", "STUDENT", "2026-11-19T07:00:00"],
    ["2026-11-19T07:00", "STUDENT", "2026-11-19T07:00:00"],
    // At the end of the week: on Monday.
    ["2026-11-20T20:00", "STUDENT", "2026-11-23T07:00:00"],
    ["2026-11-20T19:00", "GUARDIAN", "2026-11-23T07:00:00"],
    ["2026-11-22T12:00", "STUDENT", "2026-11-23T07:00:00"],
    ["2026-11-23T06:00", "STUDENT", "2026-11-23T07:00:00"],
    // Both changes of clock, on Sundays: the Monday's 7:00 is local.
    ["2026-10-24T12:00", "STUDENT", "2026-10-26T07:00:00"],
    ["2027-03-27T12:00", "STUDENT", "2027-03-29T07:00:00"],
  ])("given back on %s, for a %s: %s", (returned, reader, expected) => expect(shown(returned, reader)).toBe(expected));

  it("by the school's own clock, in Nouméa too", () => {
    expect(shown("2026-11-20T20:30", "STUDENT", "Pacific/Noumea")).toBe("2026-11-23T07:00:00");
    expect(shown("2026-11-19T10:00", "GUARDIAN", "Pacific/Noumea")).toBe("2026-11-20T10:00:00");
  });

  it("at once where the school has no quiet hours", () => {
    const open = { ...policy, quietFromMinute: 24 * 60, quietUntilMinute: 0, isWeekendQuiet: false };
    expect(visibleAt(open, at("2026-11-21T23:59"), "STUDENT", PARIS)).toEqual(at("2026-11-21T23:59"));
  });

  const anInstant = fc
    .integer({ min: Date.parse("2026-01-01T00:00Z"), max: Date.parse("2028-01-01T00:00Z") })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));

  it("never before they are given back, never in quiet hours, pupils first, at most a weekend late", () => {
    fc.assert(
      fc.property(anInstant, fc.constantFrom(...ZONES), (returned, zone) => {
        const visibility = visibilityOf(policy, returned, zone);
        for (const reader of ["STUDENT", "GUARDIAN"] as const) {
          const local = visibility[reader].toZonedDateTimeISO(zone);
          expect(Temporal.Instant.compare(visibility[reader], returned)).toBeGreaterThanOrEqual(0);
          expect(local.hour).toBeGreaterThanOrEqual(7);
          expect(local.hour).toBeLessThan(20);
          expect(local.dayOfWeek).toBeLessThan(6);
          const wait = visibility[reader].since(returned).total("hours");
          expect(wait).toBeLessThanOrEqual((reader === "STUDENT" ? 0 : 24) + 60);
        }
        expect(Temporal.Instant.compare(visibility.STUDENT, visibility.GUARDIAN)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("in the order in which they are given back", () => {
    fc.assert(
      fc.property(anInstant, anInstant, fc.constantFrom(...ZONES), (a, b, zone) => {
        const [first, second] = Temporal.Instant.compare(a, b) <= 0 ? [a, b] : [b, a];
        const [before, after] = [
          visibleAt(policy, first, "GUARDIAN", zone),
          visibleAt(policy, second, "GUARDIAN", zone),
        ];
        expect(Temporal.Instant.compare(before, after)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe("a grade written once its assessment is given back", () => {
  const assessment = visibilityOf(policy, at("2026-11-16T10:00"), PARIS);

  it("appears with the others while they are not shown yet", () => {
    expect(visibilityOfGrade(policy, assessment, null, at("2026-11-16T09:00"), PARIS)).toEqual(assessment);
  });

  it("appears as if given back now", () => {
    const late = visibilityOfGrade(policy, assessment, null, at("2026-11-18T10:00"), PARIS);
    expect(late).toEqual({ STUDENT: at("2026-11-18T10:00"), GUARDIAN: at("2026-11-19T10:00") });
  });

  it("as a correction waits for the morning only, for both", () => {
    const corrected = visibilityOfGrade(policy, assessment, assessment, at("2026-11-18T21:00"), PARIS);
    expect(corrected).toEqual({ STUDENT: at("2026-11-19T07:00"), GUARDIAN: at("2026-11-19T07:00") });
  });

  it("as a correction that the guardians do not see yet comes with the rest", () => {
    const corrected = visibilityOfGrade(policy, assessment, assessment, at("2026-11-16T12:00"), PARIS);
    expect(corrected).toEqual({ STUDENT: at("2026-11-16T12:00"), GUARDIAN: assessment.GUARDIAN });
  });
});
