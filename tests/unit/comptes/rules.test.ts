import { describe, expect, it } from "vitest";
import { accountState, periodProblems, searchWords } from "@/lib/comptes/rules";
import { HISTORY_ACTIONS, historyWords } from "@/lib/comptes/wording";

describe("searchWords", () => {
  it.each([
    ["", []],
    ["  Benali   LINA ", ["benali", "lina"]],
    ["Le Goff", ["le", "goff"]],
    ["Lefèvre-Dubreuil", ["lefevre", "dubreuil"]],
    ["l’Hœuvre", ["l", "hoeuvre"]],
    ["50 %_", ["50", "\\%\\_"]],
    ["a b c d e f g h i j", ["a", "b", "c", "d", "e", "f", "g", "h"]],
  ])("%j is %j", (text, words) => expect(searchWords(text)).toEqual(words));
});

describe("accountState", () => {
  const present = {
    endsOn: null,
    accessEndsOn: null,
    hasAccount: false,
    isContactOnly: false,
    hasCode: false,
    today: "2026-11-19",
  };

  it.each([
    ["WAITING", {}],
    ["CODED", { hasCode: true }],
    ["ACTIVE", { hasAccount: true, hasCode: true }],
    ["CONTACT", { isContactOnly: true }],
    ["ACTIVE", { isContactOnly: true, hasAccount: true }],
    ["ENDED", { hasAccount: true, endsOn: "2026-11-19" }],
    ["ENDED", { hasAccount: true, accessEndsOn: "2026-11-19" }],
    ["ACTIVE", { hasAccount: true, accessEndsOn: "2026-11-20", endsOn: "2027-07-04" }],
  ] as const)("%s: %j", (state, values) => expect(accountState({ ...present, ...values })).toBe(state));
});

describe("periodProblems", () => {
  const year = { startsOn: "2026-09-01", endsOn: "2027-09-01", isClosed: false };
  const terms = (...days: string[]) =>
    [0, 1, 2].map((index) => ({
      id: `t${index + 1}`,
      firstDay: days[index * 2] ?? "",
      lastDay: days[index * 2 + 1] ?? "",
    }));

  it("says nothing of terms that follow each other, with holidays between them or not", () => {
    const fine = terms("2026-09-01", "2026-11-30", "2026-12-01", "2027-03-10", "2027-03-29", "2027-08-31");
    expect(periodProblems(fine, year)).toEqual({});
  });

  it("names each date that leaves the year, precedes its period or overlaps the one before", () => {
    const wrong = terms("2026-08-31", "2026-12-05", "2026-12-05", "2026-12-01", "2027-03-11", "2027-09-01");
    expect(Object.keys(periodProblems(wrong, year)).toSorted()).toEqual(["debut.t1", "debut.t2", "fin.t2", "fin.t3"]);
    expect(periodProblems(wrong, year)["debut.t2"]?.[0]).toContain("sam. 5 déc. 2026");
  });
});

describe("the history of a person", () => {
  it("has words for each action, with who did it", () => {
    const author = { firstName: "Hélène", lastName: "Vasseur" };
    for (const action of HISTORY_ACTIONS) {
      expect(historyWords({ action, author, details: {} })).toMatch(/^Hélène Vasseur a \p{L}/u);
    }
    expect(
      historyWords({ action: "comptes.access.end", author, details: { endsOn: "2026-11-02", reason: "LEFT" } }),
    ).toBe("Hélène Vasseur a mis fin à l’accès au lundi 2 novembre 2026\u202F: départ de l’établissement");
    expect(historyWords({ action: "comptes.device.sign-out", author: null, details: { devices: 2 } })).toBe(
      "Préau a déconnecté 2\u00A0appareils",
    );
  });
});
