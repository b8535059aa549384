/**
 * Exact figures: fractions of whole numbers, since an average is a quotient and no decimal writes a third (docs/adr/0012).
 * Isomorphic and without dependency; plain objects, which React carries from server to browser as they are.
 */

declare const exact: unique symbol;

/** An exact figure, in lowest terms, with a positive denominator. Made only by the functions of this module. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
  readonly [exact]: true;
}

/** A decimal of zero or more as databases write it, with a point: «12», «0.5». */
export type Decimal = string;

const written = /^(\d+)(?:\.(\d+))?$/;

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function reduced(n: bigint, d: bigint): Fraction {
  if (d === 0n) throw new RangeError("A fraction over zero");
  const common = gcd(n < 0n ? -n : n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  return { n: n / common, d: d / common } as Fraction;
}

/**
 * The exact value of a decimal.
 * @throws RangeError when the text is not a decimal with a point: what people type is read elsewhere, by the schema.
 */
export function exactly(decimal: Decimal | number): Fraction {
  const [, whole, decimals = ""] = written.exec(String(decimal)) ?? [];
  if (whole === undefined) throw new RangeError(`Not a decimal: ${decimal}`);
  return reduced(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length));
}

export const ZERO: Fraction = exactly(0);

/** The sum of any number of figures; zero for none. */
export function sum(figures: readonly Fraction[]): Fraction {
  return figures.reduce((a, b) => reduced(a.n * b.d + b.n * a.d, a.d * b.d), ZERO);
}

export function minus(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.d - b.n * a.d, a.d * b.d);
}

export function times(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.n, a.d * b.d);
}

/** @throws RangeError over zero: callers decide what no average means before dividing. */
export function over(a: Fraction, b: Fraction): Fraction {
  return reduced(a.n * b.d, a.d * b.n);
}

/** Negative, zero or positive as `a` is below, equal to or above `b`; for `toSorted`. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isZero(a: Fraction): boolean {
  return a.n === 0n;
}

/** The smaller of two. */
export function least(a: Fraction, b: Fraction): Fraction {
  return compare(a, b) <= 0 ? a : b;
}

/** The nearest floating-point number: for bars and curves, never for a figure that is read or compared. */
export function approximately({ n, d }: Fraction): number {
  return Number(n) / Number(d);
}
