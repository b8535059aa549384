import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALERT_THRESHOLDS,
  countHalfDays,
  countsAsAbsence,
  covers,
  type Evidence,
  halfDaysMissed,
  isOfAge,
  isUnexcused,
  type LessonTime,
  type MissedSpan,
  missedSpans,
  monthOf,
  proposedLateness,
  reconcile,
  thresholdsReached,
  touches,
} from "@/lib/absences/rules";

const THURSDAY = "2026-11-19";
const RULES = { middayMinute: 13 * 60, countsEmptyHalfDays: false };

/** A day's lessons of 55 minutes from 8 h on, by what their roll calls say: «AA.T» is absent, absent, unknown, there. */
function evidence(states: string): Evidence[] {
  const meaning: Record<string, Evidence["state"]> = { A: "ABSENT", T: "THERE", ".": "UNKNOWN" };
  return states.split("").map((letter, index) => ({
    startMinute: 480 + index * 60,
    endMinute: 535 + index * 60,
    state: meaning[letter] ?? "UNKNOWN",
  }));
}

const spansOf = (states: string): string[] =>
  missedSpans(evidence(states)).map(
    ({ startMinute, endMinute, isOpen }) => `${startMinute}-${endMinute}${isOpen ? " open" : ""}`,
  );

describe("what the roll calls of a day say that a pupil missed", () => {
  it.each([
    ["", []],
    ["TTT", []],
    ["A", ["480-535 open"]],
    ["AA", ["480-595 open"]],
    ["A.A", ["480-655 open"]],
    ["AT", ["480-535"]],
    ["ATA", ["480-535", "600-655 open"]],
    ["TA.", ["540-595 open"]],
    ["A.T", ["480-535"]],
  ])("%s", (states, spans) => expect(spansOf(states)).toEqual(spans));

  it("believes who saw the pupil, when two lessons are at the same time", () => {
    const both: Evidence[] = [
      { startMinute: 480, endMinute: 535, state: "ABSENT" },
      { startMinute: 490, endMinute: 545, state: "THERE" },
    ];
    expect(missedSpans(both)).toEqual([]);
  });

  it("covers every lesson missed and no lesson at which the pupil was there, in any order of roll calls", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("A", "T", "."), { maxLength: 8 }), (letters) => {
        const lessons = evidence(letters.join(""));
        const spans = missedSpans(lessons.toReversed());
        expect(spans).toEqual(missedSpans(lessons));
        for (const lesson of lessons) {
          const isMissed = spans.some(
            (span) => span.startMinute < lesson.endMinute && lesson.startMinute < span.endMinute,
          );
          // A lesson without roll call may lie on either side.
          expect({ ABSENT: true, THERE: false, UNKNOWN: isMissed }[lesson.state]).toBe(isMissed);
        }
        expect(spans.filter((span) => span.isOpen).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("what becomes of the absences made before", () => {
  const span = (startMinute: number, endMinute: number, isOpen = true): MissedSpan => ({
    startMinute,
    endMinute,
    isOpen,
  });
  const known = (id: string, startMinute: number, endMinute: number, isOpen = true) => ({
    id,
    ...span(startMinute, endMinute, isOpen),
  });

  it("opens, extends, closes, corrects, withdraws", () => {
    expect(reconcile([span(480, 535)], [])).toEqual([{ kind: "open", span: span(480, 535) }]);
    expect(reconcile([span(480, 595)], [known("a", 480, 535)])).toEqual([
      { kind: "extend", id: "a", span: span(480, 595) },
    ]);
    expect(reconcile([span(480, 535, false)], [known("a", 480, 535)])).toEqual([
      { kind: "extend", id: "a", span: span(480, 535, false) },
    ]);
    expect(reconcile([span(540, 595)], [known("a", 480, 595)])).toEqual([
      { kind: "correct", id: "a", span: span(540, 595) },
    ]);
    expect(reconcile([], [known("a", 480, 535)])).toEqual([{ kind: "withdraw", id: "a" }]);
  });

  it("merges two that turn out to be one, and splits one that turns out to be two", () => {
    expect(reconcile([span(480, 655)], [known("a", 480, 535, false), known("b", 600, 655)])).toEqual([
      { kind: "extend", id: "a", span: span(480, 655) },
      { kind: "withdraw", id: "b" },
    ]);
    expect(reconcile([span(480, 535, false), span(600, 655)], [known("a", 480, 655)])).toEqual([
      { kind: "correct", id: "a", span: span(480, 535, false) },
      { kind: "open", span: span(600, 655) },
    ]);
  });

  it("does not open again what somebody closed, until another lesson is missed", () => {
    expect(reconcile([span(480, 535)], [known("a", 480, 535, false)])).toEqual([]);
    expect(reconcile([span(480, 595)], [known("a", 480, 535, false)])).toEqual([
      { kind: "extend", id: "a", span: span(480, 595) },
    ]);
  });

  it("settles: the same roll calls said again change nothing", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("A", "T", "."), { maxLength: 8 }),
        fc.array(fc.constantFrom("A", "T", "."), { maxLength: 8 }),
        (before, after) => {
          const stored = missedSpans(evidence(before.join(""))).map((each, index) => ({ id: `k${index}`, ...each }));
          const wanted = missedSpans(evidence(after.join("")));
          let serial = 0;
          const kept = new Map(stored.map((each) => [each.id, each]));
          for (const change of reconcile(wanted, stored)) {
            if (change.kind !== "open") kept.delete(change.id);
            if (change.kind === "withdraw") continue;
            const id = change.kind === "extend" ? change.id : `n${(serial += 1)}`;
            kept.set(id, { id, ...change.span });
          }
          expect(reconcile(wanted, [...kept.values()])).toEqual([]);
        },
      ),
    );
  });
});

/** Four lessons of an hour in the morning, two in the afternoon. */
const DAY: LessonTime[] = [480, 540, 600, 660, 840, 900].map((startMinute) => ({
  day: THURSDAY,
  startMinute,
  endMinute: startMinute + 60,
}));
const missing = (startMinute: number, endMinute: number, startDay = THURSDAY, endDay = startDay) => ({
  startDay,
  startMinute,
  endDay,
  endMinute,
});
const counted = (...spans: ReturnType<typeof missing>[]) => countHalfDays(halfDaysMissed(spans, DAY, RULES));

describe("half-days", () => {
  it("2 h of 4 are one half-day gross, half of one in proportion", () => {
    expect(counted(missing(480, 600))).toEqual({ gross: 1, proportional: 0.5 });
  });

  it("a whole day is two, both ways; lunch is nothing", () => {
    expect(counted(missing(0, 1440))).toEqual({ gross: 2, proportional: 2 });
    expect(counted(missing(720, 840))).toEqual({ gross: 0, proportional: 0 });
  });

  it("touched by one minute is touched", () => {
    expect(counted(missing(719, 840)).gross).toBe(1);
    expect(counted(missing(720, 841)).gross).toBe(1);
  });

  it("a lesson across midday belongs to the half in which it begins", () => {
    const at = (startMinute: number) =>
      halfDaysMissed([missing(0, 1440)], [{ day: THURSDAY, startMinute, endMinute: startMinute + 55 }], RULES);
    expect(at(779).map(({ half }) => half)).toEqual(["MORNING"]);
    expect(at(780).map(({ half }) => half)).toEqual(["AFTERNOON"]);
  });

  it("two absences of the same lessons count once", () => {
    expect(counted(missing(480, 600), missing(480, 570))).toEqual({ gross: 1, proportional: 0.5 });
  });

  it("a half-day without lessons counts only where the school says so, and never on a day without any", () => {
    const morning = DAY.slice(0, 4);
    const days = [missing(0, 1440, THURSDAY, "2026-11-22")];
    expect(halfDaysMissed(days, morning, RULES)).toHaveLength(1);
    const generous = halfDaysMissed(days, morning, { ...RULES, countsEmptyHalfDays: true });
    expect(generous.map(({ half, share }) => [half, share])).toEqual([
      ["MORNING", 1],
      ["AFTERNOON", 1],
    ]);
  });

  it("is never more in proportion than gross, and at most two a day", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(fc.array(fc.tuple(minute, fc.integer({ min: 1, max: 600 })), { maxLength: 5 }), (parts) => {
        const spans = parts.map(([start, length]) => missing(start, Math.min(start + length, 1440)));
        const { gross, proportional } = counted(...spans);
        expect(gross).toBeLessThanOrEqual(2);
        expect(proportional).toBeLessThanOrEqual(gross + 1e-9);
        expect(gross > 0).toBe(proportional > 0);
        expect(gross > 0).toBe(spans.some((span) => DAY.some((lesson) => touches(span, lesson))));
      }),
    );
  });

  it("knows a lesson missed wholly from one missed in part", () => {
    const lesson = { day: THURSDAY, startMinute: 480, endMinute: 540 };
    expect(covers(missing(480, 540), lesson)).toBe(true);
    expect(covers(missing(481, 540), lesson)).toBe(false);
    expect(covers(missing(600, 60, "2026-11-18", "2026-11-20"), lesson)).toBe(true);
  });
});

describe("motives and thresholds", () => {
  const illness = { isAdmissible: true, countsInBulletin: true };
  const idle = { isAdmissible: false, countsInBulletin: true };
  const infirmary = { isAdmissible: true, countsInBulletin: false };

  it("without a motive it counts, and is without excuse", () => {
    expect([null, illness, idle, infirmary].map(countsAsAbsence)).toEqual([true, true, true, false]);
    expect([null, illness, idle, infirmary].map(isUnexcused)).toEqual([true, false, true, false]);
    expect(isUnexcused({ isAdmissible: false, countsInBulletin: false })).toBe(false);
  });

  it.each([
    [3, []],
    [4, [4]],
    [9, [4]],
    [10, [4, 10]],
  ])("%i half-days", (halfDays, reached) => expect(thresholdsReached(halfDays)).toEqual(reached));

  it("more half-days never reach less", () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), (halfDays) => {
        expect(thresholdsReached(halfDays)).toEqual(ALERT_THRESHOLDS.filter((threshold) => threshold <= halfDays));
        expect(thresholdsReached(halfDays + 1)).toEqual(expect.arrayContaining(thresholdsReached(halfDays)));
      }),
    );
  });

  it("counts by month of the calendar", () => {
    expect(monthOf("2026-11-19")).toBe("2026-11-01");
    expect(monthOf("2026-12-01")).toBe("2026-12-01");
  });
});

it("a pupil is of age on its eighteenth birthday, not the day before", () => {
  expect(isOfAge("2008-11-20", THURSDAY)).toBe(false);
  expect(isOfAge("2008-11-19", THURSDAY)).toBe(true);
});

it("proposes a lateness in fives, from five minutes to the whole lesson", () => {
  const lesson = { startMinute: 480, endMinute: 535 };
  expect([470, 480, 485, 486, 530, 900].map((minute) => proposedLateness(lesson, minute))).toEqual([
    5, 5, 5, 10, 50, 55,
  ]);
});
