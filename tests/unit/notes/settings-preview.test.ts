import { describe, expect, it } from "vitest";
import { effectOf, typedRules } from "@/components/notes/settings-preview";
import { NO_ROUNDING } from "@/lib/notes/rounding";

const form = (values: Record<string, string | string[]>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) for (const each of [value].flat()) data.append(name, each);
  return data;
};
const usual = { scale: "20", roundingMode: "UP", roundingStep: "0.5" };

describe("the rules that a form of settings says", () => {
  it("are its scale, rounding and the parts that assessments may be in", () => {
    const parts = {
      "partId[]": ["a", "b", ""],
      "partName[]": ["Écrit", " ", "Oral"],
      "partCoefficient[]": ["1,5", "2", ""],
    };
    expect(typedRules(form({ ...usual, ...parts }))).toEqual({
      scale: "20",
      rounding: { mode: "UP", step: "0.5", at: "DISPLAY" },
      parts: [{ id: "a", coefficient: "1.5" }],
    });
  });

  it.each([{ scale: "vingt" }, { scale: "0" }, { roundingStep: "0.2" }, { roundingMode: "" }])(
    "are none yet: %j",
    (wrong) => expect(typedRules(form({ ...usual, ...wrong }))).toBeNull(),
  );
});

describe("what other rules change", () => {
  const assessment = { outOf: "20", coefficient: "1", broughtToScale: true, kind: "NORMAL", partId: null } as const;
  const marks = {
    assessments: [{ ...assessment, id: "one" }],
    pupilIds: ["alice", "adam", "basile"],
    cells: [
      { studentId: "alice", assessmentId: "one", mark: { points: "12" } },
      { studentId: "adam", assessmentId: "one", mark: { points: "13.25" } },
    ],
  };
  const before = { scale: "20", rounding: NO_ROUNDING, parts: [] };

  it("is told of the averages as they are shown", () => {
    const after = { ...before, rounding: { mode: "UP", step: "0.5", at: "DISPLAY" } as const };
    expect(effectOf(before, after, marks)).toEqual({ changed: 2, before: "12,63", after: "13,0" });
    expect(effectOf(before, before, marks)).toMatchObject({ changed: 0 });
    expect(effectOf(before, { ...before, scale: "10" }, marks)).toMatchObject({ after: "6,31" });
  });

  it("is nothing while nobody has an average", () =>
    expect(effectOf(before, before, { ...marks, cells: [] })).toBeNull());
});
