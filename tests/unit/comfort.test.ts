import { expect, test } from "vitest";
import { comfortAttributes, parseComfort, serializeComfort } from "@/lib/comfort";

const usual = { size: "100", spacing: "normal", font: "atkinson", theme: "system", motion: "system" };

test("without a cookie, or with a broken one, everything is as usual", () => {
  expect(parseComfort(undefined)).toEqual(usual);
  expect(parseComfort("size=999&theme=<script>&spacing")).toEqual(usual);
});

test("what is chosen survives the cookie", () => {
  const chosen = { ...usual, size: "130", font: "opendyslexic", theme: "dark" } as const;
  expect(parseComfort(serializeComfort(parseComfort(new URLSearchParams(chosen).toString())))).toEqual(chosen);
});

test("a part of the options keeps the usual for the others", () => {
  expect(comfortAttributes(parseComfort("theme=light"))).toMatchObject({ "data-theme": "light", "data-size": "100" });
});
