/**
 * The averages engine: the only place where grades become averages, for every screen, document, export and the browser's
 * simulator. Pure, exact, and explained: each result carries its terms, with what each brought and why.
 *
 * One rule covers all mixtures. An assessment brings points and a weight, both in units of the service's scale:
 * - brought to the scale: points × scale ÷ out-of, weighing its coefficient;
 * - not brought: its points as they are, weighing its coefficient × out-of ÷ scale, so that points add up.
 *
 * The average is the sum of points over the sum of weights. 18/20, 2/10 and 1/5 give (18 + 4 + 4) ÷ 3 = 8.67 when brought,
 * (18 + 2 + 1) ÷ 1.75 = 12 when not, which is 21 points of 35. When both kinds meet, one of 10 points that is not brought weighs half of
 * one brought to 20: as much as its points say.
 *
 * Whatever the publication policy hides is left out by the caller; a zero here is a zero that the reader may see.
 */
import { compare, exactly, isZero, minus, over, sum, times, ZERO, type Decimal, type Fraction } from "./fraction";
import { NO_ROUNDING, round, type Rounding } from "./rounding";

/** What stands for a grade. The two zeros count as 0; the others take the assessment out for this pupil. */
export type GradeCode =
  "ABSENT" | "DISPENSE" | "NON_NOTE" | "INAPTE" | "NON_RENDU" | "ABSENT_ZERO" | "NON_RENDU_ZERO" | "FELICITATIONS";

const ZERO_CODES: readonly GradeCode[] = ["ABSENT_ZERO", "NON_RENDU_ZERO"];

/** What a pupil got: points, a code, or nothing written yet. */
export type Mark = { points: Decimal; code?: null } | { points?: null; code: GradeCode } | null;

/** An assessment with one pupil's mark. */
export interface MarkedAssessment {
  id: string;
  mark: Mark;
  /** Above zero. */
  outOf: Decimal;
  /** Zero is legal: shown, and counted for nothing. */
  coefficient: Decimal;
  broughtToScale: boolean;
  /** BONUS: only its points above half count, and never lower. OPTIONAL: only if it raises the average. */
  kind: "NORMAL" | "BONUS" | "OPTIONAL";
  /** The part of the service that it belongs to (écrit, oral), if the service has parts. */
  partId?: string | null;
}

/** What the engine asks of a service. */
export interface ServiceRules {
  scale: Decimal;
  /** Parts and their coefficients; assessments outside of them form one more, of coefficient 1. */
  parts?: readonly { id: string; coefficient: Decimal }[];
  rounding?: Rounding;
}

/** What became of a term. */
export type Outcome =
  | "COUNTED"
  /** A bonus above half: its excess was added. */
  | "BONUS_ADDED"
  /** A bonus at half or below: nothing added, nothing lost. */
  | "BONUS_WITHOUT_EXCESS"
  /** Optional, and it raised the average. */
  | "OPTIONAL_KEPT"
  /** Optional, and it would not have raised the average. */
  | "OPTIONAL_REJECTED"
  /** Bonus or optional, while nothing else makes an average that it could raise. */
  | "NOTHING_TO_RAISE"
  | "COEFFICIENT_ZERO"
  /** A code that takes it out. */
  | "EXCUSED"
  /** Nothing written, or no average. */
  | "MISSING";

/** One line of an average's explanation. */
export interface Term {
  id: string;
  outcome: Outcome;
  /** Its own value on the average's scale, whatever its weight; null without one. */
  value: Fraction | null;
  /** What it brought to the sum of points and to the sum of weights; zero and zero when it was not counted. */
  points: Fraction;
  weight: Fraction;
}

/** An average and its explanation; `value` is points ÷ weight, null when nothing counted. Not capped. */
export interface Average {
  value: Fraction | null;
  points: Fraction;
  weight: Fraction;
  terms: Term[];
}

/** A service's average: its terms are its assessments, or its parts where it has some, each with an average of its own. */
export interface ServiceAverage extends Average {
  parts: (Average & { id: string })[];
}

/** The id of what belongs to none of a service's parts. */
export const OUTSIDE_PARTS = "outside";

/**
 * One pupil's average in one service.
 * @param assessments those that the reader may see, in any order: the caller applies the publication policy before.
 * Terms come back in the order given.
 * @throws RangeError on what is not a decimal.
 */
export function averageOfService(
  { scale, parts = [], rounding = NO_ROUNDING }: ServiceRules,
  assessments: readonly MarkedAssessment[],
): ServiceAverage {
  if (parts.length === 0) return finished({ ...averageOfMarks(scale, assessments), parts: [] }, rounding);
  const named = new Set(parts.map(({ id }) => id));
  const partOf = ({ partId }: MarkedAssessment): string => (partId && named.has(partId) ? partId : OUTSIDE_PARTS);
  const outside = assessments.some((each) => partOf(each) === OUTSIDE_PARTS);
  const all = outside ? [...parts, { id: OUTSIDE_PARTS, coefficient: "1" }] : parts;
  const averages = all.map(({ id }) => {
    const average = averageOfMarks(
      scale,
      assessments.filter((each) => partOf(each) === id),
    );
    const value = average.value && rounding.at === "PARTS" ? round(average.value, rounding) : average.value;
    return { ...average, id, value };
  });
  const whole = weighted(all.map((part, index) => ({ ...part, value: averages[index]?.value ?? null })));
  return finished({ ...whole, parts: averages }, rounding);
}

function finished(average: ServiceAverage, rounding: Rounding): ServiceAverage {
  if (!average.value || rounding.at !== "SERVICE") return average;
  return { ...average, value: round(average.value, rounding) };
}

function averageOfMarks(scale: Decimal, assessments: readonly MarkedAssessment[]): Average {
  const candidates = assessments.map((assessment) => candidateOf(exactly(scale), assessment));
  const normal = candidates.filter(({ kind, term }) => kind === "NORMAL" && term.outcome === "COUNTED");
  let weight = sum(normal.map(({ term }) => term.weight));
  if (isZero(weight)) {
    return concluded(candidates.map((each) => (each.kind === "NORMAL" ? each.term : unused(each.term))));
  }
  const bonuses = candidates.filter(({ term }) => term.outcome === "BONUS_ADDED");
  let points = sum([...normal, ...bonuses].map(({ term }) => term.points));
  const kept = new Set<Term>();
  // In descending order, each only if the average rises strictly. Equals share their fate, so that their order is free.
  const optional = candidates.filter(({ term }) => term.outcome === "OPTIONAL_KEPT");
  for (const { term } of optional.toSorted((a, b) => compare(b.term.value ?? ZERO, a.term.value ?? ZERO))) {
    if (compare(term.value ?? ZERO, over(points, weight)) <= 0) continue;
    kept.add(term);
    points = sum([points, term.points]);
    weight = sum([weight, term.weight]);
  }
  return concluded(
    candidates.map(({ term }) =>
      term.outcome === "OPTIONAL_KEPT" && !kept.has(term) ? dropped(term, "OPTIONAL_REJECTED") : term,
    ),
  );
}

/** A term as it counts if its turn comes: bonuses and optional ones are judged by the caller. */
function candidateOf(scale: Fraction, { id, mark, kind, ...assessment }: MarkedAssessment): Candidate {
  const out = (outcome: Outcome, value: Fraction | null = null): Candidate => {
    return { kind, term: { id, outcome, value, points: ZERO, weight: ZERO } };
  };
  if (!mark) return out("MISSING");
  if (mark.code && !ZERO_CODES.includes(mark.code)) return out("EXCUSED");
  const outOf = exactly(assessment.outOf);
  const value = times(over(exactly(mark.points ?? "0"), outOf), scale);
  const coefficient = exactly(assessment.coefficient);
  if (isZero(coefficient)) return out("COEFFICIENT_ZERO", value);
  const weight = assessment.broughtToScale ? coefficient : times(coefficient, over(outOf, scale));
  if (kind !== "BONUS") {
    const outcome = kind === "OPTIONAL" ? "OPTIONAL_KEPT" : "COUNTED";
    return { kind, term: { id, outcome, value, points: times(value, weight), weight } };
  }
  const excess = minus(value, over(scale, exactly(2)));
  if (compare(excess, ZERO) <= 0) return out("BONUS_WITHOUT_EXCESS", value);
  return { kind, term: { id, outcome: "BONUS_ADDED", value, points: times(excess, weight), weight: ZERO } };
}

interface Candidate {
  kind: MarkedAssessment["kind"];
  term: Term;
}

function dropped(term: Term, outcome: Outcome): Term {
  return { ...term, outcome, points: ZERO, weight: ZERO };
}

function unused(term: Term): Term {
  const would: Outcome[] = ["BONUS_ADDED", "BONUS_WITHOUT_EXCESS", "OPTIONAL_KEPT"];
  return would.includes(term.outcome) ? dropped(term, "NOTHING_TO_RAISE") : term;
}

function concluded(terms: Term[]): Average {
  const points = sum(terms.map((term) => term.points));
  const weight = sum(terms.map((term) => term.weight));
  return { value: isZero(weight) ? null : over(points, weight), points, weight, terms };
}

/** Values with coefficients, all on one scale; those without a value take their coefficient out with them. */
function weighted(figures: readonly { id: string; coefficient: Decimal; value: Fraction | null }[]): Average {
  return concluded(
    figures.map(({ id, coefficient, value }) => {
      const weight = exactly(coefficient);
      const outcome = !value ? "MISSING" : isZero(weight) ? "COEFFICIENT_ZERO" : "COUNTED";
      const counted = value && outcome === "COUNTED";
      return { id, outcome, value, points: counted ? times(value, weight) : ZERO, weight: counted ? weight : ZERO };
    }),
  );
}

/** One pupil's service, as the general average takes it. */
export interface GeneralTerm {
  id: string;
  value: Fraction | null;
  scale: Decimal;
  coefficient: Decimal;
}

/** One pupil's general average: over the services that have an average, by their coefficients, each brought to `scale`. */
export function generalAverage(services: readonly GeneralTerm[], scale: Decimal = "20"): Average {
  return weighted(
    services.map(({ id, coefficient, value, scale: own }) => ({
      id,
      coefficient,
      value: value && times(over(value, exactly(own)), exactly(scale)),
    })),
  );
}

/**
 * The plain mean of averages, over those that exist: the class average of a service (over its pupils that have one; it cannot be rebuilt
 * from one pupil's figures), a subject's annual average (over its periods). Null when there is none.
 */
export function meanOf(values: readonly (Fraction | null)[]): Fraction | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : over(sum(known), exactly(known.length));
}
