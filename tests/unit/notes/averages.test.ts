import { describe, expect, it } from "vitest";
import {
  averageOfService,
  generalAverage,
  meanOf,
  OUTSIDE_PARTS,
  type GradeCode,
  type MarkedAssessment,
} from "@/lib/notes/averages";
import { exactly } from "@/lib/notes/fraction";
import { shownDecimal } from "@/lib/notes/rounding";
import { anAssessment, shownAverage } from "./assessment";

const on20 = { scale: "20" };

function outcomes(assessments: readonly MarkedAssessment[]): string[] {
  return averageOfService(on20, assessments).terms.map(({ outcome }) => outcome);
}

describe("the scale", () => {
  const marks = [
    ["18", "20"],
    ["2", "10"],
    ["1", "5"],
  ] as const;

  it("brings 18/20, 2/10 and 1/5 to 20: the mean of 18, 4 and 4", () => {
    expect(shownAverage(marks.map(([points, outOf]) => anAssessment(points, { outOf })))).toBe("8.67");
  });

  it("or adds their points up: 21 of 35", () => {
    const unbrought = marks.map(([points, outOf]) => anAssessment(points, { outOf, broughtToScale: false }));
    expect(shownAverage(unbrought)).toBe("12.00");
    const { points, weight } = averageOfService(on20, unbrought);
    expect([points, weight]).toEqual([exactly("21"), exactly("1.75")]);
  });

  it("mixes both: 18/20 brought, then 2 of 10 points that weigh half of it", () => {
    const mixed = [anAssessment("18"), anAssessment("2", { outOf: "10", broughtToScale: false })];
    expect(shownAverage(mixed)).toBe("13.33");
  });

  it("follows a service on another scale", () => {
    const average = averageOfService({ scale: "10" }, [anAssessment("18"), anAssessment("3", { outOf: "5" })]);
    expect(shownDecimal(average.value, "10")).toBe("7.50");
  });

  it("multiplies by coefficients, decimal ones too", () => {
    expect(shownAverage([anAssessment("10"), anAssessment("16", { coefficient: "0.5" })])).toBe("12.00");
  });
});

describe("coefficient 0", () => {
  it("shows the grade and counts it for nothing", () => {
    const zero = anAssessment("2", { coefficient: "0" });
    expect(shownAverage([anAssessment("15"), zero])).toBe("15.00");
    expect(shownAverage([zero])).toBeNull();
    expect(outcomes([zero])).toEqual(["COEFFICIENT_ZERO"]);
    const optional = anAssessment("20", { coefficient: "0", kind: "OPTIONAL" });
    expect(shownAverage([anAssessment("15"), optional])).toBe("15.00");
  });
});

describe("a bonus", () => {
  const normal = [anAssessment("12"), anAssessment("16")];

  it("adds its points above half and no weight: 12, 16 and a bonus 17 make 17.50", () => {
    const all = [...normal, anAssessment("17", { kind: "BONUS" })];
    expect(shownAverage(all)).toBe("17.50");
    expect(averageOfService(on20, all).terms[2]).toMatchObject({
      outcome: "BONUS_ADDED",
      value: exactly("17"),
      points: exactly("7"),
      weight: exactly("0"),
    });
  });

  it("takes nothing away: a bonus 8, or 10, leaves 14.00", () => {
    for (const points of ["8", "10"]) {
      const all = [...normal, anAssessment(points, { kind: "BONUS" })];
      expect(shownAverage(all)).toBe("14.00");
      expect(outcomes(all)).toEqual(["COUNTED", "COUNTED", "BONUS_WITHOUT_EXCESS"]);
    }
  });

  it("may pass the scale in the engine, and is capped where shown", () => {
    const all = [anAssessment("20"), anAssessment("20", { kind: "BONUS" })];
    expect(averageOfService(on20, all).value).toEqual(exactly("30"));
    expect(shownAverage(all)).toBe("20.00");
  });

  it("makes no average alone", () => {
    const alone = [anAssessment("17", { kind: "BONUS" }), anAssessment("4", { kind: "BONUS" })];
    expect(shownAverage(alone)).toBeNull();
    expect(outcomes(alone)).toEqual(["NOTHING_TO_RAISE", "NOTHING_TO_RAISE"]);
  });

  it("follows its own out-of, brought or not, and its coefficient", () => {
    const brought = anAssessment("8", { outOf: "10", kind: "BONUS", coefficient: "2" });
    expect(shownAverage([...normal, brought])).toBe("20.00");
    expect(shownAverage([...normal, { ...brought, broughtToScale: false }])).toBe("17.00");
  });
});

describe("only if it helps", () => {
  it("keeps the best first, each only if the average rises: 16 with 20 and 17 makes 18.00", () => {
    const all = [
      anAssessment("16"),
      anAssessment("17", { kind: "OPTIONAL" }),
      anAssessment("20", { kind: "OPTIONAL" }),
    ];
    expect(shownAverage(all)).toBe("18.00");
    expect(outcomes(all)).toEqual(["COUNTED", "OPTIONAL_REJECTED", "OPTIONAL_KEPT"]);
  });

  it("rejects what would leave the average where it is", () => {
    expect(outcomes([anAssessment("16"), anAssessment("16", { kind: "OPTIONAL" })])[1]).toBe("OPTIONAL_REJECTED");
  });

  it("tries after the bonuses, which may have raised the bar", () => {
    const all = [
      anAssessment("12"),
      anAssessment("16", { kind: "BONUS" }),
      anAssessment("17", { kind: "OPTIONAL" }),
      anAssessment("19", { kind: "OPTIONAL" }),
    ];
    expect(outcomes(all)).toEqual(["COUNTED", "BONUS_ADDED", "OPTIONAL_REJECTED", "OPTIONAL_KEPT"]);
    expect(shownAverage(all)).toBe("18.50");
  });

  it("compares values, not points: 9/10 comes before 17/20", () => {
    const all = [
      anAssessment("15"),
      anAssessment("17", { kind: "OPTIONAL" }),
      anAssessment("9", { outOf: "10", kind: "OPTIONAL" }),
    ];
    expect(outcomes(all)).toEqual(["COUNTED", "OPTIONAL_KEPT", "OPTIONAL_KEPT"]);
    expect(shownAverage(all)).toBe("16.67");
  });

  it("makes no average alone", () => {
    expect(outcomes([anAssessment("20", { kind: "OPTIONAL" })])).toEqual(["NOTHING_TO_RAISE"]);
  });
});

describe("codes", () => {
  const code = (of: GradeCode, more: Partial<MarkedAssessment> = {}): MarkedAssessment =>
    anAssessment("0", { mark: { code: of }, ...more });

  it.each(["ABSENT", "DISPENSE", "NON_NOTE", "INAPTE", "NON_RENDU", "FELICITATIONS"] as const)(
    "%s counts not",
    (of) => {
      expect(shownAverage([anAssessment("13"), code(of)])).toBe("13.00");
      expect(shownAverage([code(of)])).toBeNull();
      expect(outcomes([code(of)])).toEqual(["EXCUSED"]);
    },
  );

  it.each(["ABSENT_ZERO", "NON_RENDU_ZERO"] as const)("%s counts as 0", (of) => {
    expect(shownAverage([anAssessment("13"), code(of)])).toBe("6.50");
    expect(shownAverage([code(of)])).toBe("0.00");
    expect(shownAverage([anAssessment("13"), code(of, { kind: "BONUS" })])).toBe("13.00");
    expect(shownAverage([anAssessment("13"), code(of, { kind: "OPTIONAL" })])).toBe("13.00");
  });

  it("an empty cell counts not, and no grade is no average", () => {
    expect(shownAverage([anAssessment("13"), anAssessment("0", { mark: null })])).toBe("13.00");
    expect(averageOfService(on20, [anAssessment("0", { mark: null })])).toMatchObject({
      value: null,
      terms: [{ outcome: "MISSING", value: null }],
    });
    expect(averageOfService(on20, []).value).toBeNull();
  });
});

describe("parts", () => {
  const parts = [
    { id: "écrit", coefficient: "2" },
    { id: "oral", coefficient: "1" },
  ];
  const marks = [
    anAssessment("10", { partId: "écrit" }),
    anAssessment("13", { partId: "écrit" }),
    anAssessment("17", { partId: "oral" }),
  ];

  it("average by their own coefficients, each from its own assessments", () => {
    const average = averageOfService({ scale: "20", parts }, marks);
    expect(average.value).toEqual(meanOf([exactly("11.5"), exactly("11.5"), exactly("17")]));
    expect(average.parts.map(({ value }) => value)).toEqual([exactly("11.5"), exactly("17")]);
    expect(average.terms.map(({ id, outcome }) => [id, outcome])).toEqual([
      ["écrit", "COUNTED"],
      ["oral", "COUNTED"],
    ]);
  });

  it("leave with their coefficient when they have no average", () => {
    const average = averageOfService({ scale: "20", parts }, marks.slice(0, 2));
    expect(average.value).toEqual(exactly("11.5"));
    expect(average.terms[1]).toMatchObject({ id: "oral", outcome: "MISSING" });
  });

  it("hold what belongs to none of them as one more, of coefficient 1", () => {
    const average = averageOfService({ scale: "20", parts }, [...marks, anAssessment("20", { partId: "gone" })]);
    expect(average.value).toEqual(exactly("15"));
    expect(average.parts.at(-1)).toMatchObject({ id: OUTSIDE_PARTS, value: exactly("20") });
  });

  it("are rounded before they meet, where the service says so", () => {
    const rounding = { mode: "UP", step: "1", at: "PARTS" } as const;
    const average = averageOfService({ scale: "20", parts, rounding }, marks);
    expect(average.parts[0]?.value).toEqual(exactly("12"));
    expect(shownDecimal(average.value, "20")).toBe("13.67");
  });
});

describe("the general average", () => {
  const service = (id: string, value: string | null, more = {}) => {
    return { id, value: value === null ? null : exactly(value), scale: "20", coefficient: "1", ...more };
  };

  it("weighs services by their coefficients, and brings each to its scale", () => {
    const all = [service("fr", "12", { coefficient: "3" }), service("eps", "8", { scale: "10" })];
    expect(generalAverage(all).value).toEqual(exactly("13"));
  });

  it("leaves out those without average and those of coefficient 0, and says so", () => {
    const average = generalAverage([
      service("fr", "12"),
      service("lat", "19", { coefficient: "0" }),
      service("eps", null),
    ]);
    expect(average.value).toEqual(exactly("12"));
    expect(average.terms.map(({ outcome }) => outcome)).toEqual(["COUNTED", "COEFFICIENT_ZERO", "MISSING"]);
    expect(generalAverage([service("eps", null)]).value).toBeNull();
  });

  it("takes a service rounded where the service says so", () => {
    const rounding = { mode: "NEAREST", step: "0.5", at: "SERVICE" } as const;
    const rounded = averageOfService({ scale: "20", rounding }, [anAssessment("12.3")]);
    const exact = averageOfService({ scale: "20", rounding: { ...rounding, at: "DISPLAY" } }, [anAssessment("12.3")]);
    expect([rounded.value, exact.value]).toEqual([exactly("12.5"), exactly("12.3")]);
  });
});

describe("the class average", () => {
  it("is over the pupils who have an average", () => {
    expect(meanOf([exactly("10"), null, exactly("15")])).toEqual(exactly("12.5"));
    expect(meanOf([null])).toBeNull();
    expect(meanOf([])).toBeNull();
  });
});
