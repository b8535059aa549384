import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { fold, hasWords, wordsOf } from "@/lib/fold";

describe("wordsOf", () => {
  it("reads what people type", () => {
    expect(wordsOf("  L’Exercice n° 3, Élise & Bœuf ")).toEqual(["l", "exercice", "n", "3", "elise", "boeuf"]);
    expect(wordsOf("6e A 6E a")).toEqual(["6e", "a"]);
  });

  it("finds nothing to search for under two letters", () => {
    expect(wordsOf("")).toEqual([]);
    expect(wordsOf("a")).toEqual([]);
    expect(wordsOf("a a")).toEqual([]);
    expect(wordsOf("%_ '")).toEqual([]);
    expect(wordsOf("6e")).toEqual(["6e"]);
  });

  test("gives at most six words of letters and digits, whatever is typed: no sign of LIKE among them", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (typed) => {
        const words = wordsOf(typed);
        expect(words.length).toBeLessThanOrEqual(6);
        for (const word of words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
      }),
    );
  });

  test("says the same of what is folded already", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (typed) => {
        expect(wordsOf(fold(typed))).toEqual(wordsOf(typed));
      }),
    );
  });
});

describe("hasWords", () => {
  it("asks for all words, in any order, each from its beginning", () => {
    expect(hasWords("Jean-Pierre DE L’ÉTOILE", ["etoile", "jean"])).toBe(true);
    expect(hasWords("Jean-Pierre DE L’ÉTOILE", ["toile"])).toBe(false);
    expect(hasWords("Jean-Pierre DE L’ÉTOILE", ["etoile", "paul"])).toBe(false);
  });
});
