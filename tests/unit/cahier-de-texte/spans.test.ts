import { describe, expect, it } from "vitest";
import { homeworkSpan, lastDayOf, lastSchoolDay } from "@/components/cahier-de-texte/spans";
import { weekOf } from "@/lib/time/day";

const THURSDAY = "2026-11-19";

describe("homeworkSpan", () => {
  it("starts today and lasts two weeks", () => {
    expect(homeworkSpan(THURSDAY, {})).toEqual({
      from: THURSDAY,
      until: "2026-12-03",
      isPast: false,
      earlier: THURSDAY,
      later: "2026-12-03",
    });
  });

  it("goes on from the day asked for, whatever month ends", () => {
    expect(homeworkSpan(THURSDAY, { du: "2026-12-24" })).toMatchObject({ from: "2026-12-24", until: "2027-01-07" });
  });

  it("reads what is past backwards, without overlap", () => {
    const past = homeworkSpan(THURSDAY, { avant: THURSDAY });
    expect(past).toMatchObject({ from: "2026-11-05", until: THURSDAY, isPast: true, earlier: "2026-11-05" });
  });

  it("takes what is no day for nothing", () => {
    expect(homeworkSpan(THURSDAY, { du: "2026-02-30", avant: "hier" })).toEqual(homeworkSpan(THURSDAY, {}));
  });

  it("stops a year away", () => {
    expect(homeworkSpan(THURSDAY, { avant: "2025-11-20" }).earlier).toBeNull();
    expect(homeworkSpan(THURSDAY, { du: "2027-11-10" }).later).toBeNull();
  });
});

describe("weekOf", () => {
  it("goes from Monday to Monday, for a Sunday too", () => {
    const week = { from: "2026-11-16", until: "2026-11-23", previous: "2026-11-09", next: "2026-11-23" };
    expect(weekOf("2026-11-16")).toEqual(week);
    expect(weekOf("2026-11-22")).toEqual(week);
  });

  it("is said from Monday to Friday, or to a Saturday that is taught", () => {
    const week = weekOf(THURSDAY);
    expect(lastSchoolDay(week, [])).toBe("2026-11-20");
    expect(lastSchoolDay(week, ["2026-11-16", "2026-11-18"])).toBe("2026-11-20");
    expect(lastSchoolDay(week, ["2026-11-16", "2026-11-21"])).toBe("2026-11-21");
    expect(lastDayOf(week)).toBe("2026-11-22");
  });
});
