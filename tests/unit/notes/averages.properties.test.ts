import fc from "fast-check";
import { expect, test } from "vitest";
import { averageOfService, generalAverage, meanOf, type MarkedAssessment } from "@/lib/notes/averages";
import { approximately, compare, exactly, isZero, over, sum, times, ZERO } from "@/lib/notes/fraction";
import { formatAverage, shownDecimal, type Rounding } from "@/lib/notes/rounding";

const quarters = (max: number): fc.Arbitrary<string> => fc.integer({ min: 0, max: max * 4 }).map((n) => String(n / 4));

const anyCode = fc.constantFrom(
  ...([
    "ABSENT",
    "DISPENSE",
    "NON_NOTE",
    "INAPTE",
    "NON_RENDU",
    "FELICITATIONS",
    "ABSENT_ZERO",
    "NON_RENDU_ZERO",
  ] as const),
);

const anyMarked: fc.Arbitrary<MarkedAssessment> = fc
  .record({
    outOf: fc.integer({ min: 1, max: 40 }),
    share: fc.integer({ min: 0, max: 1000 }),
    code: fc.option(anyCode, { freq: 4 }),
    empty: fc.boolean(),
    coefficient: quarters(5),
    broughtToScale: fc.boolean(),
    kind: fc.constantFrom("NORMAL" as const, "NORMAL" as const, "BONUS" as const, "OPTIONAL" as const),
    partId: fc.option(fc.constantFrom("a", "b")),
  })
  .map(({ outOf, share, code, empty, ...rest }) => {
    const points = (Math.floor((share * outOf * 4) / 1000) / 4).toString();
    return { ...rest, id: "", outOf: String(outOf), mark: code ? { code } : empty && share < 200 ? null : { points } };
  });

const anyMarks = fc.array(anyMarked, { maxLength: 12 }).map((all) => all.map((each, at) => ({ ...each, id: `${at}` })));
const anyRounding: fc.Arbitrary<Rounding> = fc.record({
  mode: fc.constantFrom("NONE", "UP", "NEAREST"),
  step: fc.constantFrom("0.01", "0.1", "0.5", "1"),
  at: fc.constantFrom("DISPLAY", "PARTS", "SERVICE"),
});
const anyRules = fc.record({
  scale: fc.constantFrom("20", "10", "5", "100"),
  parts: fc.constantFrom(
    [],
    [
      { id: "a", coefficient: "2" },
      { id: "b", coefficient: "0.5" },
    ],
  ),
  rounding: anyRounding,
});
const on20 = { scale: "20" };

test("the order of assessments changes nothing, exactly", () => {
  const shuffled = anyMarks.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(anyRules, shuffled, (rules, [all, other]) => {
      const [first, second] = [averageOfService(rules, all), averageOfService(rules, other)];
      expect(second.value).toEqual(first.value);
      const byId = (a: { id: string }, b: { id: string }): number => a.id.localeCompare(b.id);
      expect(second.terms.toSorted(byId)).toEqual(first.terms.toSorted(byId));
    }),
  );
});

test("the scale changes the unit, never the share, where all are brought to it or none is", () => {
  fc.assert(
    fc.property(anyMarks, fc.boolean(), (mixed, broughtToScale) => {
      const all = mixed.map((each) => ({ ...each, broughtToScale }));
      const [a, b] = [averageOfService(on20, all).value, averageOfService({ scale: "5" }, all).value];
      expect(a && over(a, exactly("20"))).toEqual(b && over(b, exactly("5")));
    }),
  );
});

test("multiplying every coefficient changes nothing", () => {
  fc.assert(
    fc.property(anyMarks, (all) => {
      const tripled = all.map((each) => ({ ...each, coefficient: String(Number(each.coefficient) * 3) }));
      expect(averageOfService(on20, tripled).value).toEqual(averageOfService(on20, all).value);
    }),
  );
});

test("an optional one or a bonus never lowers, and never makes an average", () => {
  fc.assert(
    fc.property(anyMarks, anyMarked, fc.constantFrom("BONUS" as const, "OPTIONAL" as const), (all, mark, kind) => {
      const before = averageOfService(on20, all).value;
      const after = averageOfService(on20, [...all, { ...mark, kind, id: "more" }]).value;
      expect(after === null).toBe(before === null);
      expect(compare(after ?? ZERO, before ?? ZERO)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test("without bonus, an average stays between the lowest and the highest value that counted", () => {
  fc.assert(
    fc.property(anyMarks, (all) => {
      const { value, terms } = averageOfService(
        on20,
        all.filter(({ kind }) => kind !== "BONUS"),
      );
      const counted = terms.filter(({ weight }) => !isZero(weight)).map((term) => term.value ?? ZERO);
      if (!value) return;
      expect(counted.some((each) => compare(each, value) <= 0)).toBe(true);
      expect(counted.some((each) => compare(each, value) >= 0)).toBe(true);
    }),
  );
});

test("there is no average if and only if nothing counted, and its terms make it up", () => {
  fc.assert(
    fc.property(anyRules, anyMarks, (rules, all) => {
      for (const average of [averageOfService(rules, all), ...averageOfService(rules, all).parts]) {
        expect(average.value === null).toBe(average.terms.every(({ weight }) => isZero(weight)));
        expect(average.points).toEqual(sum(average.terms.map(({ points }) => points)));
        expect(average.weight).toEqual(sum(average.terms.map(({ weight }) => weight)));
        const exact = rules.rounding.at === "DISPLAY";
        expect(exact ? times(average.value ?? ZERO, average.weight) : average.points).toEqual(average.points);
      }
    }),
  );
});

test("what is shown is a decimal between 0 and the scale, or a dash: never NaN", () => {
  fc.assert(
    fc.property(anyRules, anyMarks, ({ scale, ...rules }, all) => {
      const { value } = averageOfService({ scale, ...rules }, all);
      const shown = shownDecimal(value, scale, rules.rounding);
      expect(formatAverage(value, scale, rules.rounding)).toMatch(/^(—|\d+(,\d{1,2})?)$/);
      expect(shown === null).toBe(value === null);
      if (shown === null || value === null) return;
      expect(Number(shown)).toBeGreaterThanOrEqual(0);
      expect(Number(shown)).toBeLessThanOrEqual(Number(scale));
      expect(Number.isFinite(approximately(value))).toBe(true);
    }),
  );
});

test("a mean of means is exact whatever the way: grouped by equal numbers or all at once", () => {
  const groups = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([many, each]) =>
    fc.array(fc.array(quarters(20).map(exactly), { minLength: each, maxLength: each }), {
      minLength: many,
      maxLength: many,
    }),
  );
  fc.assert(
    fc.property(groups, (values) => {
      expect(meanOf(values.map((group) => meanOf(group)))).toEqual(meanOf(values.flat()));
    }),
  );
});

test("a general average of equal coefficients on one scale is the mean of those that exist", () => {
  fc.assert(
    fc.property(fc.array(fc.option(quarters(20).map(exactly))), (values) => {
      const services = values.map((value, at) => ({ id: `${at}`, value, scale: "20", coefficient: "2" }));
      expect(generalAverage(services).value).toEqual(meanOf(values));
    }),
  );
});
