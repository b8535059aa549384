import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  ACCOUNT_CALM_FAILURES,
  accountPauseMs,
  idleMinutes,
  isLogin,
  normalizeLogin,
  normalizePassword,
  PAIR_FREE_TRIES,
  PAIR_FREE_TRIES_UNDER_ATTACK,
  pairWaitSeconds,
  passwordProblem,
  proposedLogin,
  SHARED_IDLE_MINUTES,
  SIGN_IN_MAX_DAYS,
  signInTimes,
} from "@/lib/auth/rules";
import type { Profile } from "@/lib/db/types";
import { schoolSettings } from "@/lib/school/settings";

const at = Temporal.Instant.from("2026-11-19T07:05:00Z");

describe("idleMinutes", () => {
  const usual = schoolSettings({});
  const { staffIdleMinutes: staff, familyIdleMinutes: family } = usual.signIn;
  const of = (...profiles: Profile[]) => profiles.map((profile) => ({ profile, settings: usual }));

  test.each([
    [of("STUDENT"), false, family],
    [of("GUARDIAN", "GUARDIAN"), false, family],
    [of("TEACHER"), false, staff],
    [of("GUARDIAN", "TEACHER"), false, staff],
    [of("HEAD"), true, SHARED_IDLE_MINUTES],
    [of("STUDENT"), true, SHARED_IDLE_MINUTES],
  ])("%j, shared %s: %d minutes", (persons, shared, expected) => {
    expect(idleMinutes(persons, shared)).toBe(expected);
  });

  test("staff are signed out sooner than families, unless their school says otherwise", () => {
    expect(staff).toBeLessThan(family);
  });

  test("the strictest of the schools decides", () => {
    const strict = schoolSettings({ signIn: { familyIdleMinutes: 60 } });
    const persons = [...of("GUARDIAN"), { profile: "GUARDIAN" as const, settings: strict }];
    expect(idleMinutes(persons, false)).toBe(60);
    expect(
      idleMinutes([{ profile: "TEACHER", settings: schoolSettings({ signIn: { staffIdleMinutes: 10 } }) }], true),
    ).toBe(10);
  });
});

describe("signInTimes", () => {
  test("expires when unused, ends after thirty days", () => {
    const { expiresAt, endsAt } = signInTimes(at, 120);
    expect(expiresAt.since(at).total("minutes")).toBe(120);
    expect(endsAt.since(at).total("hours")).toBe(SIGN_IN_MAX_DAYS * 24);
  });

  test.each([SIGN_IN_MAX_DAYS * 24 * 60 - 1, SIGN_IN_MAX_DAYS * 24 * 60, SIGN_IN_MAX_DAYS * 24 * 60 + 1])(
    "never expires after its end, with %d idle minutes",
    (idle) => {
      const { expiresAt, endsAt } = signInTimes(at, idle);
      expect(Temporal.Instant.compare(expiresAt, endsAt)).toBe(idle < SIGN_IN_MAX_DAYS * 24 * 60 ? -1 : 0);
    },
  );
});

describe("logins", () => {
  test.each([
    [" Élise.Martin ", "elise.martin"],
    ["jean dupont", "jeandupont"],
    ["Mme.Bœuf", "mme.boeuf"],
    ["a@b.fr", "a@b.fr"],
  ])("%s is %s", (typed, login) => expect(normalizeLogin(typed)).toBe(login));

  test.each([
    ["Élise", "Martin", 1, "elise.martin"],
    ["Jean-Loup", "d’Ormesson", 1, "jeanloup.dormesson"],
    ["Élise", "Martin", 3, "elise.martin3"],
    ["Li", "", 1, "compte.li"],
    ["Łukasz", "Ng", 1, "ukasz.ng"],
    ["玲", "王", 1, "compte."],
  ])("%s %s, proposal %d: %s", (first, last, attempt, login) => {
    expect(proposedLogin(first, last, attempt)).toBe(login);
  });

  test("every proposal is a login, whatever the name", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 1, max: 9999 }), (first, last, attempt) => {
        const login = proposedLogin(first, last, attempt);
        expect(isLogin(login)).toBe(true);
        expect(normalizeLogin(login)).toBe(login);
      }),
    );
  });

  test("normalizing twice changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from("aZ9 .-_@éÉœŒßæ’Äñ玲\u0301\uFB01")) }), (text) => {
        expect(normalizeLogin(normalizeLogin(text))).toBe(normalizeLogin(text));
      }),
    );
  });
});

describe("passwordProblem", () => {
  const personal = ["elise.martin", "Élise", "Martin-Petit"];
  test.each([
    ["onze lettre", "TOO_SHORT"],
    ["douze lettre", null],
    ["a".repeat(129), "TOO_LONG"],
    ["elisemartin2015", "PERSONAL"],
    ["Élise Martin Petit", "PERSONAL"],
    ["motdepasse2026", "COMMON"],
    ["azertyuiop123", "COMMON"],
    ["Elise-bonjour-2026", "COMMON"],
    ["123456789012", "COMMON"],
    ["ababababababab", "COMMON"],
    ["cheval-agrafe-pile", null],
    ["trottoir mauve caillou", null],
    ["élise mange des cerises", null],
    ["🐢🐇🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵", "COMMON"],
  ])("%s: %s", (password, problem) => expect(passwordProblem(password, personal)).toBe(problem));

  test("counts characters as people do, not UTF-16 units", () => {
    expect(passwordProblem("🐢".repeat(11), [])).toBe("TOO_SHORT");
  });

  test("the same accents typed on two systems are one password", () => {
    expect(normalizePassword("re\u0301cre\u0301ation")).toBe(normalizePassword("r\u00E9cr\u00E9ation"));
  });
});

describe("limits", () => {
  test.each([
    [PAIR_FREE_TRIES - 1, false, 0],
    [PAIR_FREE_TRIES, false, 60],
    [PAIR_FREE_TRIES + 1, false, 120],
    [PAIR_FREE_TRIES + 3, false, 480],
    [PAIR_FREE_TRIES + 4, false, 900],
    [1_000_000, false, 900],
    [PAIR_FREE_TRIES_UNDER_ATTACK - 1, true, 0],
    [PAIR_FREE_TRIES_UNDER_ATTACK, true, 60],
  ])("after %d failures (attack %s): %d seconds", (failures, underAttack, seconds) => {
    expect(pairWaitSeconds(failures, underAttack)).toBe(seconds);
  });

  test.each([
    [ACCOUNT_CALM_FAILURES, 0],
    [ACCOUNT_CALM_FAILURES + 1, 100],
    [ACCOUNT_CALM_FAILURES + 20, 2000],
    [1_000_000, 2000],
  ])("an account with %d failures is slowed by %d ms", (failures, pause) => {
    expect(accountPauseMs(failures)).toBe(pause);
  });

  test("waits never shrink as failures grow", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.boolean(), (failures, underAttack) => {
        expect(pairWaitSeconds(failures + 1, underAttack)).toBeGreaterThanOrEqual(
          pairWaitSeconds(failures, underAttack),
        );
      }),
    );
  });
});
