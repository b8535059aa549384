import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { hashRecoveryCode, seal, unseal } from "@/lib/auth/sealing";
import { matchingStep, newTotpSecret, parseTotp, spelledSecret, stepOf, totpAddress, totpCode } from "@/lib/auth/totp";

/** The secret of both RFCs' vectors. */
const RFC = Buffer.from("12345678901234567890");
const second = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

describe("time-based codes", () => {
  test.each([
    [0, "755224"],
    [1, "287082"],
    [2, "359152"],
    [3, "969429"],
    [4, "338314"],
    [5, "254676"],
    [6, "287922"],
    [7, "162583"],
    [8, "399871"],
    [9, "520489"],
  ])("RFC 4226, appendix D, counter %d: %s", (counter, expected) => expect(totpCode(RFC, counter)).toBe(expected));

  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("RFC 6238, appendix B, second %d: %s", (seconds, expected) =>
    expect(totpCode(RFC, stepOf(second(seconds)))).toBe(expected),
  );

  test("one step of drift either way is forgiven, two are not", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 100_000_000 }), fc.integer({ min: -3, max: 3 }), (step, drift) => {
        const code = totpCode(RFC, step + drift);
        // Rarely, two neighbouring steps have the same code: then it opens from further away too.
        const opens = [step - 1, step, step + 1].some((each) => totpCode(RFC, each) === code);
        expect(opens || Math.abs(drift) > 1).toBe(true);
        expect(matchingStep(RFC, code, second(step * 30), null) !== null).toBe(opens);
      }),
    );
  });

  test("a step that was used opens no more, nor does any before it", () => {
    const step = stepOf(second(1_234_567_890));
    const at = second(1_234_567_890);
    const code = (each: number) => totpCode(RFC, each);
    expect(matchingStep(RFC, code(step), at, null)).toBe(step);
    expect(matchingStep(RFC, code(step), at, step - 1)).toBe(step);
    expect(matchingStep(RFC, code(step), at, step)).toBeNull();
    expect(matchingStep(RFC, code(step - 1), at, step)).toBeNull();
    expect(matchingStep(RFC, code(step + 1), at, step)).toBe(step + 1);
  });

  test.each([
    ["123456", "123456"],
    [" 123 456 ", "123456"],
    ["123\u202F456", "123456"],
    ["12345", null],
    ["1234567", null],
    ["12a456", null],
    ["١٢٣٤٥٦", null],
  ])("%j is read as %j", (typed, expected) => expect(parseTotp(typed)).toBe(expected));

  test("what is scanned and what is typed say the same secret", () => {
    const address = new URL(totpAddress(RFC, "élise.martin", "Préau"));
    expect(address.protocol).toBe("otpauth:");
    expect(address.searchParams.get("secret")).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    expect(address.searchParams.get("issuer")).toBe("Préau");
    expect(spelledSecret(RFC).replaceAll(" ", "")).toBe(address.searchParams.get("secret"));
    expect(newTotpSecret()).toHaveLength(20);
  });
});

describe("what the database keeps of them", () => {
  const secret = "a secret of thirty-two characters";

  test("opens for the account it was sealed for, and with the same secret, alone", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const plain = Buffer.from(bytes);
        const sealed = seal(plain, "one", secret);
        expect(unseal(sealed, "one", secret)).toEqual(plain);
        expect(unseal(sealed, "another", secret)).toBeNull();
        expect(unseal(sealed, "one", `${secret}!`)).toBeNull();
      }),
    );
  });

  test("altered, it opens no more", () => {
    const [iv = "", tag = "", text = ""] = seal(RFC, "one", secret).split(".");
    const flipped = `${text.startsWith("A") ? "B" : "A"}${text.slice(1)}`;
    for (const altered of [`${iv}.${tag}.${flipped}`, `${iv}.${tag}`, `${iv}..${text}`, "", "nonsense"]) {
      expect(unseal(altered, "one", secret)).toBeNull();
    }
  });

  test("a recovery code has another hash for another account and with another secret", () => {
    const hash = hashRecoveryCode("ABCD", "one", secret);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(hashRecoveryCode("ABCD", "another", secret)).not.toBe(hash);
    expect(hashRecoveryCode("ABCD", "one", `${secret}!`)).not.toBe(hash);
  });
});
