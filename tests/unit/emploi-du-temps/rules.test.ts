import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it, test } from "vitest";
import { arrangeWeek, closureOn, hoursOf, instantsOf, isNow, lanesOf, overlaps } from "@/lib/emploi-du-temps/rules";
import type { TimetableSession } from "@/lib/emploi-du-temps/types";
import { aTimetableSession } from "./session";
import { daysAfter, weekOf } from "@/lib/time/day";

const anyDay = fc
  .date({ min: new Date("2020-01-01"), max: new Date("2040-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyLesson = fc
  .record({ startMinute: fc.integer({ min: 0, max: 1380 }), length: fc.integer({ min: 5, max: 60 }) })
  .map(({ startMinute, length }) => ({ startMinute, endMinute: startMinute + length }));

describe("weeks", () => {
  it("run from Monday to Monday, over the ends of months and years", () => {
    expect(weekOf("2026-11-19")).toEqual({
      from: "2026-11-16",
      until: "2026-11-23",
      previous: "2026-11-09",
      next: "2026-11-23",
    });
    expect(weekOf("2027-01-01").from).toBe("2026-12-28");
    expect(weekOf("2028-02-29").until).toBe("2028-03-06");
  });

  test("contain their day, begin on a Monday, and follow each other (property)", () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const week = weekOf(day);
        expect(Temporal.PlainDate.from(week.from).dayOfWeek).toBe(1);
        expect(week.from <= day && day < week.until).toBe(true);
        expect(weekOf(week.next).previous).toBe(week.from);
        expect(weekOf(week.previous).until).toBe(week.from);
      }),
    );
  });

  it("have five days, and six where Saturday is taught; the letter is the calendar's", () => {
    const week = weekOf("2026-11-19");
    expect(arrangeWeek(week, "B", [], [aTimetableSession()])).toMatchObject({
      alternance: "B",
      days: [{}, {}, {}, { day: "2026-11-19", sessions: [{}] }, {}],
    });
    const saturday = arrangeWeek(week, null, [], [aTimetableSession({ day: "2026-11-21" })]);
    expect(saturday.days.map(({ day }) => day).at(-1)).toBe("2026-11-21");
    expect(saturday.days).toHaveLength(6);
  });

  it("tell of a lesson on the day it left, and of each in order of time", () => {
    const moved = aTimetableSession({
      id: "moved",
      status: "CHANGED",
      day: "2026-11-20",
      planned: { day: "2026-11-19", startMinute: 480, endMinute: 535 },
    });
    const late = aTimetableSession({ id: "late", startMinute: 600, endMinute: 655 });
    const { days } = arrangeWeek(weekOf("2026-11-19"), null, [], [late, moved, aTimetableSession({ id: "early" })]);
    expect(days[3]?.sessions.map(({ id }) => id)).toEqual(["early", "late"]);
    expect(days[3]?.movedAway.map(({ id }) => id)).toEqual(["moved"]);
    expect(days[4]?.sessions.map(({ id }) => id)).toEqual(["moved"]);
    expect(days[4]?.movedAway).toEqual([]);
  });

  it("say what closes the school; of two reasons the longer", () => {
    const closures = [
      { name: "Jour de Noël", startsOn: "2026-12-25", endsOn: "2026-12-26" },
      { name: "Vacances de Noël", startsOn: "2026-12-19", endsOn: "2027-01-04" },
    ];
    expect(closureOn(closures, "2026-12-25")).toBe("Vacances de Noël");
    expect(closureOn(closures, "2027-01-03")).toBe("Vacances de Noël");
    expect(closureOn(closures, "2027-01-04")).toBeNull();
    expect(closureOn(closures, "2026-12-18")).toBeNull();
  });

  test("days follow days through both clock changes", () => {
    expect(daysAfter("2026-10-25", 1)).toBe("2026-10-26");
    expect(daysAfter("2027-03-28", 1)).toBe("2027-03-29");
    expect(daysAfter("2027-03-01", -1)).toBe("2027-02-28");
  });
});

describe("lanes", () => {
  it("keep lessons that follow each other in one, and share the width among those at once", () => {
    const at = (startMinute: number, endMinute: number) => ({ startMinute, endMinute });
    expect(lanesOf([at(480, 535), at(535, 590)])).toEqual([
      { lane: 0, lanes: 1 },
      { lane: 0, lanes: 1 },
    ]);
    expect(lanesOf([at(480, 590), at(480, 535), at(535, 590), at(605, 660)])).toEqual([
      { lane: 0, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 1, lanes: 2 },
      { lane: 0, lanes: 1 },
    ]);
  });

  test("no two lessons at the same time in one, and all that overlap know the same number (property)", () => {
    fc.assert(
      fc.property(fc.array(anyLesson, { maxLength: 20 }), (lessons) => {
        const sorted = lessons.toSorted((a, b) => a.startMinute - b.startMinute || a.endMinute - b.endMinute);
        const lanes = lanesOf(sorted);
        for (const [i, a] of sorted.entries()) {
          for (const [j, b] of sorted.entries()) {
            if (i >= j || !overlaps(a, b)) continue;
            expect(lanes[i]?.lane).not.toBe(lanes[j]?.lane);
            expect(lanes[i]?.lanes).toBe(lanes[j]?.lanes);
          }
        }
        for (const { lane, lanes: count } of lanes) expect(lane).toBeLessThan(count);
      }),
    );
  });
});

describe("the hours of the grid", () => {
  it("hold every lesson, on whole hours, and the morning at least", () => {
    const days = (session: Partial<TimetableSession>) =>
      arrangeWeek(weekOf("2026-11-19"), null, [], [aTimetableSession(session)]).days;
    expect(hoursOf(days({}))).toEqual({ from: 480, until: 720 });
    expect(hoursOf(days({ startMinute: 455, endMinute: 1085 }))).toEqual({ from: 420, until: 1140 });
    expect(hoursOf([])).toEqual({ from: 480, until: 720 });
  });
});

describe("instants", () => {
  const lesson = (day: string, startMinute = 480) => ({ day, startMinute, endMinute: startMinute + 55 });
  const start = (day: string, timeZone: string, minute?: number) =>
    instantsOf(lesson(day, minute), timeZone).start.toString();

  it("follow both clock changes of Paris", () => {
    expect(start("2026-10-23", "Europe/Paris")).toBe("2026-10-23T06:00:00Z");
    expect(start("2026-10-26", "Europe/Paris")).toBe("2026-10-26T07:00:00Z");
    expect(start("2027-03-26", "Europe/Paris")).toBe("2027-03-26T07:00:00Z");
    expect(start("2027-03-29", "Europe/Paris")).toBe("2027-03-29T06:00:00Z");
  });

  it("are found even in the hour that is skipped or comes twice", () => {
    expect(start("2027-03-28", "Europe/Paris", 150)).toBe("2027-03-28T01:30:00Z");
    expect(start("2026-10-25", "Europe/Paris", 150)).toBe("2026-10-25T00:30:00Z");
  });

  it("are of the day before in Nouméa, which has no clock change", () => {
    expect(start("2027-02-15", "Pacific/Noumea")).toBe("2027-02-14T21:00:00Z");
    expect(start("2027-07-15", "Pacific/Noumea")).toBe("2027-07-14T21:00:00Z");
  });

  test("read back as the school's own time, wherever it is (property)", () => {
    const zones = fc.constantFrom("Europe/Paris", "Pacific/Noumea", "America/Cayenne", "Indian/Reunion");
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 7 * 60, max: 18 * 60 }), zones, (day, minute, zone) => {
        const { start: at, end } = instantsOf(lesson(day, minute), zone);
        const local = at.toZonedDateTimeISO(zone);
        expect(local.toPlainDate().toString()).toBe(day);
        expect(local.hour * 60 + local.minute).toBe(minute);
        expect(at.until(end).total("minutes")).toBe(55);
      }),
    );
  });
});

test("a lesson is under way from its first minute to the one before its end, unless cancelled", () => {
  const session = aTimetableSession();
  expect(isNow(session, { day: session.day, minute: 479 })).toBe(false);
  expect(isNow(session, { day: session.day, minute: 480 })).toBe(true);
  expect(isNow(session, { day: session.day, minute: 534 })).toBe(true);
  expect(isNow(session, { day: session.day, minute: 535 })).toBe(false);
  expect(isNow(session, { day: "2026-11-20", minute: 500 })).toBe(false);
  expect(isNow({ ...session, status: "CANCELLED" }, { day: session.day, minute: 500 })).toBe(false);
});
