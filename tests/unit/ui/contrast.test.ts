import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Theme = "light" | "dark";
type Palette = ReadonlyMap<string, Record<Theme, string>>;

const css = readFileSync("app/globals.css", "utf8");

function palette(block: string): Palette {
  const found = block.matchAll(/--([\w-]+): (?:light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)|(#[0-9a-f]{6}));/g);
  return new Map(
    [...found].map(([, name = "", light, dark, both = ""]) => [name, { light: light ?? both, dark: dark ?? both }]),
  );
}

/** Relative luminance, WCAG 2.2 «relative luminance». */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const root = palette(/:root \{([^}]*)\}/.exec(css)?.[1] ?? "");
const modules = [...css.matchAll(/\[data-module="([\w-]+)"\] \{([^}]*)\}/g)].map(
  ([, slug = "", block = ""]) => [slug, palette(block)] as const,
);

function colour(name: string, theme: Theme, from: Palette = root): string {
  const found = from.get(name)?.[theme];
  if (!found) throw new Error(`no colour ${name}`);
  return found;
}

const grounds = ["ground", "surface", "sunken"];
const pairs: readonly [text: string, background: readonly string[], atLeast: number][] = [
  ["ink", [...grounds, "primary-soft", "sun-soft", "danger-soft", "success-soft", "warning-soft"], 7],
  ["soft", grounds, 7],
  ["primary", [...grounds, "primary-soft"], 4.5],
  ["primary-strong", [...grounds, "primary-soft"], 4.5],
  ["on-primary", ["primary", "primary-strong"], 4.5],
  ["on-danger", ["danger"], 4.5],
  ["danger", [...grounds, "danger-soft"], 4.5],
  ["success", [...grounds, "success-soft"], 4.5],
  ["warning", [...grounds, "warning-soft"], 4.5],
  ["on-roof", ["roof"], 7],
  ["on-roof-soft", ["roof"], 7],
  // WCAG 1.4.11: the border of a control is what shows it.
  ["control", grounds, 3],
];

describe.each(["light", "dark"] as const)("contrast in the %s theme", (theme) => {
  const cases = pairs.flatMap(([text, backgrounds, atLeast]) => backgrounds.map((on) => ({ text, on, atLeast })));

  test.each(cases)("$text on $on is at least $atLeast", ({ text, on, atLeast }) => {
    expect(contrast(colour(text, theme), colour(on, theme))).toBeGreaterThanOrEqual(atLeast);
  });

  test.each(modules)("the hue of %s reads on its own tint and on every ground", (_slug, hues) => {
    const hue = colour("module", theme, hues);
    const tint = colour("module-soft", theme, hues);
    for (const on of [tint, ...grounds.map((name) => colour(name, theme))]) {
      expect(contrast(hue, on)).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colour("ink", theme), tint)).toBeGreaterThanOrEqual(7);
  });
});

test("every module of the palette was read", () => {
  expect(modules.length).toBe(11);
});
