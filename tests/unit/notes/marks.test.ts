import { describe, expect, it, test } from "vitest";
import fc from "fast-check";
import { CODES, inFrench, nameOfCode, readMark, writeMark } from "@/lib/notes/marks";

describe("what is typed in a cell", () => {
  test.each([
    ["12,5", "20", { points: "12.5" }],
    ["12.50", "20", { points: "12.5" }],
    [" 20 ", "20", { points: "20" }],
    ["007", "20", { points: "7" }],
    ["0", "20", { points: "0" }],
    ["a", "20", { code: "ABSENT" }],
    ["A0", "20", { code: "ABSENT_ZERO" }],
    ["r0", "20", { code: "NON_RENDU_ZERO" }],
    ["F", "20", { code: "FELICITATIONS" }],
    ["", "20", null],
    ["   ", "20", null],
  ])("%j out of %s", (typed, outOf, mark) => expect(readMark(typed, outOf)).toEqual({ ok: true, mark }));

  test.each([
    ["21", "20", "Cette évaluation est notée sur 20."],
    ["10,01", "10", "Cette évaluation est notée sur 10."],
    ["12,345", "20", "Saisissez un nombre ou un code (A, D, N, I, R, F)."],
    ["-1", "20", "Saisissez un nombre ou un code (A, D, N, I, R, F)."],
    ["1e1", "20", "Saisissez un nombre ou un code (A, D, N, I, R, F)."],
    ["abs", "20", "Saisissez un nombre ou un code (A, D, N, I, R, F)."],
  ])("%j out of %s is refused", (typed, outOf, message) =>
    expect(readMark(typed, outOf)).toEqual({ ok: false, message }),
  );

  it("is written as it is read, and read as it is written", () => {
    const points = fc.integer({ min: 0, max: 2000 }).map((hundredths) => ({ points: String(hundredths / 100) }));
    const code = fc.constantFrom(...CODES).map((each) => ({ code: each.code }));
    fc.assert(
      fc.property(fc.oneof(points, code, fc.constant(null)), (mark) => {
        expect(readMark(writeMark(mark), "20")).toEqual({ ok: true, mark });
      }),
    );
  });
});

it("codes have a name without their effect", () => {
  expect(nameOfCode("ABSENT")).toBe("Absent");
  expect(nameOfCode("NON_RENDU_ZERO")).toBe("Non rendu");
  expect(nameOfCode("FELICITATIONS")).toBe("Félicitations");
});

it("decimals are written with a comma and no idle zero", () => {
  expect(["20.00", "12.50", "0.5", "100"].map(inFrench)).toEqual(["20", "12,5", "0,5", "100"]);
});
