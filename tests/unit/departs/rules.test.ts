import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { departureOf, type Leaver, pseudonymOf, stepsDue, valueWithoutName, withoutName } from "@/lib/departs/rules";
import { daysAfter } from "@/lib/time/day";

const leaver = (values: Partial<Leaver> = {}): Leaver => ({
  profile: "GUARDIAN",
  leftOn: "2026-07-04",
  yearEndsOn: "2026-09-01",
  hasTaught: false,
  isReported: false,
  closedOn: null,
  askedOn: null,
  ...values,
});

describe("when what somebody leaves behind goes", () => {
  test("three months after, by the calendar; a parent is then nobody", () => {
    expect(departureOf(leaver(), 3)).toEqual({ closesOn: "2026-10-04", erasesOn: "2026-10-04", hold: null });
    expect(departureOf(leaver({ leftOn: "2026-11-30" }), 3).closesOn).toBe("2027-02-28");
  });

  test("a pupil keeps its name for as long as the file of absences lives", () => {
    const inAutumn = leaver({ profile: "STUDENT", leftOn: "2026-10-17", yearEndsOn: "2027-09-01" });
    expect(departureOf(inAutumn, 3)).toEqual({ closesOn: "2027-01-17", erasesOn: "2027-10-02", hold: "ABSENCES" });
    const inSummer = leaver({ profile: "STUDENT" });
    expect(departureOf(inSummer, 3)).toEqual({ closesOn: "2026-10-04", erasesOn: "2026-10-04", hold: null });
    expect(departureOf(leaver({ profile: "STUDENT", yearEndsOn: null }), 3).hold).toBeNull();
  });

  test("who has given lessons stays named five years after the school year, others of the staff do not", () => {
    expect(departureOf(leaver({ profile: "TEACHER", hasTaught: true }), 3)).toEqual({
      closesOn: "2026-10-04",
      erasesOn: "2031-09-01",
      hold: "LESSONS",
    });
    expect(departureOf(leaver({ profile: "STAFF" }), 3).hold).toBeNull();
  });

  test("asked for, it goes that day, but for what a text holds", () => {
    expect(departureOf(leaver({ askedOn: "2026-07-10" }), 3).erasesOn).toBe("2026-07-10");
    const pupil = leaver({ profile: "STUDENT", askedOn: "2026-07-10" });
    expect(departureOf(pupil, 3)).toEqual({ closesOn: "2026-07-10", erasesOn: "2026-10-02", hold: "ABSENCES" });
  });

  test("nothing goes while a report waits", () => {
    expect(departureOf(leaver({ isReported: true }), 3)).toEqual({ closesOn: null, erasesOn: null, hold: "REPORT" });
    expect(stepsDue(leaver({ isReported: true }), 3, "2040-01-01")).toEqual({ closes: false, erases: false });
  });

  test("both sides of the day", () => {
    expect(stepsDue(leaver(), 3, "2026-10-03")).toEqual({ closes: false, erases: false });
    expect(stepsDue(leaver(), 3, "2026-10-04")).toEqual({ closes: true, erases: true });
    const closed = leaver({ profile: "STUDENT", closedOn: "2026-07-10" });
    expect(stepsDue(closed, 3, "2026-10-01")).toEqual({ closes: false, erases: false });
    expect(stepsDue(closed, 3, "2026-10-02")).toEqual({ closes: false, erases: true });
  });

  test("a file never goes before the things, nor anything before the person has left", () => {
    fc.assert(
      fc.property(
        fc.record({
          profile: fc.constantFrom("STUDENT", "GUARDIAN", "TEACHER", "STAFF" as const),
          hasTaught: fc.boolean(),
          away: fc.integer({ min: 0, max: 400 }),
          asked: fc.option(fc.integer({ min: 0, max: 400 })),
          months: fc.integer({ min: 1, max: 3 }),
        }),
        ({ profile, hasTaught, away, asked, months }) => {
          const leftOn = daysAfter("2026-01-05", away);
          const askedOn = asked === null ? null : daysAfter(leftOn, asked);
          const { closesOn, erasesOn } = departureOf(leaver({ profile, hasTaught, leftOn, askedOn }), months);
          expect(closesOn && closesOn >= leftOn).toBe(true);
          expect(erasesOn && closesOn && erasesOn >= closesOn).toBe(true);
          expect(closesOn && closesOn <= daysAfter(leftOn, 93)).toBe(true);
        },
      ),
    );
  });
});

describe("a name taken out of a text", () => {
  const name = { firstName: "Éloïse", lastName: "de La Tour" };

  test("first and last, together and alone, in any accents and capitals", () => {
    expect(withoutName("Éloïse progresse. ELOISE doit oser.", name, "l’élève")).toBe(
      "l’élève progresse. l’élève doit oser.",
    );
    expect(withoutName("DE LA TOUR Éloïse, de La Tour", name, "X")).toBe("X, X");
    expect(withoutName("Vu par M. Eloise-Martin", name, "X")).toBe("Vu par M. X-Martin");
  });

  test("words that only look like it stay", () => {
    expect(withoutName("un petit effort, Petit !", { firstName: "Paul", lastName: "Petit" }, "X")).toBe(
      "un petit effort, X !",
    );
    expect(withoutName("Paulette et paul", { firstName: "Paul", lastName: "P" }, "X")).toBe("Paulette et paul");
    expect(withoutName("rien", { firstName: "", lastName: "" }, "X")).toBe("rien");
  });

  test("in every text of a value, whatever surrounds it", () => {
    expect(valueWithoutName({ lines: [{ text: "Bravo Éloïse", mark: 12 }], none: null }, name, "l’élève")).toEqual({
      lines: [{ text: "Bravo l’élève", mark: 12 }],
      none: null,
    });
    const part = fc.stringMatching(/^[A-Z][a-zéèï]{2,8}$/);
    fc.assert(
      fc.property(part, part, fc.string(), fc.string(), (firstName, lastName, before, after) => {
        const text = `${before} ${firstName} ${lastName} ${after}`;
        const left = withoutName(text, { firstName, lastName }, "—");
        expect(left.split(/[^\p{L}\p{M}]+/u)).not.toContain(lastName);
      }),
    );
  });

  test("a pseudonym says what somebody was, and no more", () => {
    expect(pseudonymOf("STUDENT", "K4T7")).toEqual({ firstName: "Ancien élève", lastName: "K4T7" });
  });
});
