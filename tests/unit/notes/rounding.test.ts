import { describe, expect, it } from "vitest";
import { exactly, over } from "@/lib/notes/fraction";
import { formatAverage, round, shownDecimal } from "@/lib/notes/rounding";

const third = over(exactly("26"), exactly("3"));

describe("rounding", () => {
  it.each([
    ["NONE", "0.5", "8.67"],
    ["NEAREST", "0.01", "8.67"],
    ["NEAREST", "0.1", "8.70"],
    ["NEAREST", "0.5", "8.50"],
    ["NEAREST", "1", "9.00"],
    ["UP", "0.01", "8.67"],
    ["UP", "0.1", "8.70"],
    ["UP", "0.5", "9.00"],
    ["UP", "1", "9.00"],
  ] as const)("26/3, %s to %s, is %s", (mode, step, shown) => {
    expect(shownDecimal(third, "20", { mode, step })).toBe(shown);
  });

  it("takes a half up, and leaves what is on the step", () => {
    expect(round(exactly("12.25"), { mode: "NEAREST", step: "0.5" })).toEqual(exactly("12.5"));
    expect(round(exactly("12.5"), { mode: "UP", step: "0.5" })).toEqual(exactly("12.5"));
    expect(shownDecimal(exactly("9.995"), "20")).toBe("10.00");
  });

  it("never shows more than the scale, nor less than two figures of cents", () => {
    expect(shownDecimal(exactly("23"), "20")).toBe("20.00");
    expect(shownDecimal(exactly("7.2"), "7.25", { mode: "UP", step: "1" })).toBe("7.25");
    expect(shownDecimal(exactly("0.05"), "20")).toBe("0.05");
    expect(shownDecimal(exactly("0"), "20")).toBe("0.00");
  });

  it("is written in French, with the decimals of its step, or as a dash", () => {
    expect(formatAverage(third, "20")).toBe("8,67");
    expect(formatAverage(exactly("12"), "20")).toBe("12,00");
    expect(formatAverage(third, "20", { mode: "NEAREST", step: "0.1" })).toBe("8,7");
    expect(formatAverage(third, "20", { mode: "UP", step: "1" })).toBe("9");
    expect(formatAverage(null, "20")).toBe("—");
  });
});

describe("what is not a figure", () => {
  it.each(["", "12,5", "-1", "1e3", "NaN", " 4"])("%j is refused", (text) => {
    expect(() => exactly(text)).toThrow(RangeError);
  });

  it("is nothing over zero", () => {
    expect(() => over(exactly("1"), exactly("0"))).toThrow(RangeError);
  });
});
