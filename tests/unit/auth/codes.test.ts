import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCode, hashSecret, newCode, newToken, parseCode } from "@/lib/auth/codes";

const codes = fc.constant(null).map(() => newCode());

describe("printed codes", () => {
  test("what is printed is read back", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(parseCode(formatCode(code))).toBe(code);
      }),
    );
  });

  test("hands and eyes are forgiven: case, spaces, hyphens, confused letters", () => {
    fc.assert(
      fc.property(codes, fc.constantFrom("-", " ", "–", ".", " - ", ""), fc.boolean(), (code, separator, lower) => {
        const typed = formatCode(code).replaceAll("-", separator).replaceAll("0", "O").replaceAll("1", "l");
        expect(parseCode(` ${lower ? typed.toLowerCase() : typed} `)).toBe(code);
      }),
    );
  });

  test("printed in threes of four, without I, L, O and U", () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(formatCode(code)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}$/);
      }),
    );
  });

  test.each(["", "ABCD-EFGH-JKM", "ABCD-EFGH-JKMN-P", "UUUU-UUUU-UUUU", "ABCD-EFGH-JKM!", "élisemartin1"])(
    "«%s» is no code",
    (text) => expect(parseCode(text)).toBeNull(),
  );

  test("anything typed is a code or null, never an exception", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("aZ09oOiIlLuU -–.éß\uFF21")), maxLength: 16 }),
        (text) => {
          expect(parseCode(text) ?? "0".repeat(12)).toHaveLength(12);
        },
      ),
    );
  });

  test("each is new, and stored as a hash", () => {
    const made = new Set(Array.from({ length: 1000 }, newCode));
    expect(made.size).toBe(1000);
    expect(new Set(Array.from({ length: 1000 }, newToken)).size).toBe(1000);
    expect(hashSecret("préau")).toMatch(/^[0-9a-f]{64}$/);
  });
});
