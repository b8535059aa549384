import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isCommonPassword } from "@/lib/auth/known-passwords";
import { passphrase } from "@/lib/auth/passphrase";
import { passphraseWords } from "@/lib/auth/passphrase-words";
import { isKnown, PASSWORD_MIN, passwordStrength } from "@/lib/auth/password-strength";
import { passwordProblem } from "@/lib/auth/rules";

describe("passwords that everybody tries first", () => {
  const known = new Set(["soleil", "marseille", "azertyuiop", "jetaime"]);

  test.each([
    "marseille",
    "MARSEILLE",
    "marseille2026",
    "2026 Marseille!",
    "m4rs31ll3",
    "M@r$eille13",
    "ellies-ram",
    "soleilsoleil",
    "Soleil.Marseille",
    "jetaime / azertyuiop 1",
  ])("«%s» is known, dressed up", (password) => expect(isKnown(password, known)).toBe(true));

  test.each(["marseillais", "soleil sur la mer", "soleil marseille azertyuiop", "", "2026", "!?"])(
    "«%s» is not",
    (password) => expect(isKnown(password, known)).toBe(false),
  );

  test.each([
    "nicolas123456",
    "Marseille1993!",
    "doudou, loulou !",
    "chocolat2010",
    "1q2w3e4r5t6y",
    "Jonathan-Martin",
    "Christophe75!",
    "m0td3passe2026",
  ])("«%s» is in the list of this machine", async (password) => expect(await isCommonPassword(password)).toBe(true));

  test.each(["trottoir mauve caillou", "quatre nuages verts dansent", "un vélo sans roues"])(
    "«%s» is not",
    async (password) => expect(await isCommonPassword(password)).toBe(false),
  );
});

describe("passphrases", () => {
  test("are four of many plain words, without accents, none twice in the list", () => {
    expect(passphraseWords.length).toBeGreaterThan(1_500);
    expect(new Set(passphraseWords).size).toBe(passphraseWords.length);
    for (const word of passphraseWords) expect(word).toMatch(/^[a-z]{4,8}$/);
    expect(passphrase().split(" ")).toHaveLength(4);
  });

  test("an example is always good enough to be taken", async () => {
    for (let each = 0; each < 200; each += 1) {
      const example = passphrase();
      expect(passwordProblem(example, [])).toBeNull();
      expect(await isCommonPassword(example)).toBe(false);
      expect(["GOOD", "STRONG"]).toContain(passwordStrength(example).level);
    }
  });
});

describe("how good a password is said to be", () => {
  test.each([
    ["", "SHORT"],
    ["onze signes", "SHORT"],
    ["douze signes", "GOOD"],
    ["aaaaaaaaaaaaaaaa", "WEAK"],
    ["anticonstitution", "WEAK"],
    ["trottoir mauve", "GOOD"],
    ["trottoir mauve caillou neige", "STRONG"],
    ["mauve mauve mauve mauve", "WEAK"],
    ["x7Kq9!mZp2Lw4Rt8Vb3N", "STRONG"],
  ])("«%s»: %s", (password, level) => expect(passwordStrength(password).level).toBe(level));

  test("what is too short says how much is missing, and nothing long enough is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (password) => {
        const length = Array.from(password.normalize("NFC")).length;
        const strength = passwordStrength(password);
        expect(strength.level === "SHORT" ? strength.missing : 0).toBe(Math.max(0, PASSWORD_MIN - length));
      }),
    );
  });
});
