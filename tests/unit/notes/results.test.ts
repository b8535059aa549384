import { describe, expect, it } from "vitest";
import { brevetResult, continuousAssessment } from "@/lib/notes/dnb";
import { exactly } from "@/lib/notes/fraction";
import { positionOf } from "@/lib/notes/positions";
import { statisticsOf } from "@/lib/notes/statistics";

describe("positions of the LSU", () => {
  it.each([
    ["0", 1],
    ["6.9", 1],
    ["6.99", 1],
    ["7", 2],
    ["11.99", 2],
    ["12", 3],
    ["16.1", 3],
    ["16.2", 4],
    ["20", 4],
    ["23", 4],
  ])("%s of 20 is %d", (value, position) => {
    expect(positionOf(exactly(value), "20")).toBe(position);
  });

  it("follow the school's thresholds and the service's scale; none without average", () => {
    expect(positionOf(exactly("5"), "10", ["50", "75", "90"])).toBe(2);
    expect(positionOf(null, "20")).toBeNull();
  });
});

describe("the brevet of 2026", () => {
  const annual = (...values: string[]) => values.map((value) => exactly(value));

  it("means the compulsory subjects with equal weights, without those that have no average", () => {
    expect(continuousAssessment([...annual("10", "14"), null])).toEqual(exactly("12"));
    expect(continuousAssessment([null], annual("18"))).toBeNull();
  });

  it("adds the points of optional subjects above 10, up to 20", () => {
    expect(continuousAssessment(annual("10", "14"), [...annual("16", "8"), null])).toEqual(exactly("15"));
    expect(continuousAssessment(annual("19", "19"), annual("20"))).toEqual(exactly("20"));
    expect(continuousAssessment(annual("24", "10"))).toEqual(exactly("15"));
  });

  it.each([
    ["10", "10", true, null],
    ["9.9", "10", false, null],
    ["12", "12", true, "ASSEZ_BIEN"],
    ["14", "14", true, "BIEN"],
    ["16", "16", true, "TRES_BIEN"],
    ["20", "16.67", true, "FELICITATIONS"],
    ["15", "17.9", true, "TRES_BIEN"],
  ])("%s in class and %s at the exams", (continuous, exams, admitted, mention) => {
    expect(brevetResult(exactly(continuous), exactly(exams))).toMatchObject({ admitted, mention });
  });
});

describe("the statistics of an assessment", () => {
  it("are over those who have points, zeros included", () => {
    const marks = [
      { points: "12.5" },
      { points: "8" },
      null,
      { code: "ABSENT" },
      { code: "NON_RENDU_ZERO" },
      { points: "20" },
    ] as const;
    expect(statisticsOf(marks)).toEqual({
      count: 4,
      mean: exactly("10.125"),
      min: exactly("0"),
      max: exactly("20"),
      median: exactly("10.25"),
    });
    expect(statisticsOf([{ points: "3" }, { points: "9" }, { points: "4" }])?.median).toEqual(exactly("4"));
    expect(statisticsOf([null, { code: "DISPENSE" }])).toBeNull();
  });
});
