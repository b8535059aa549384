import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDay,
  formatDayRange,
  formatInitials,
  formatInstant,
  formatList,
  ofName,
  formatMinutes,
  formatName,
  formatNumber,
  formatPercent,
  formatPhone,
  formatRelativeDay,
  formatTimeOfDay,
  formatTimeRange,
} from "@/lib/time/format";

const today = "2026-11-19";

describe("days", () => {
  test("short and long", () => {
    expect(formatDay("2026-11-19")).toBe("jeu. 19 nov.");
    expect(formatDay("2026-11-19", { long: true })).toBe("jeudi 19 novembre");
    expect(formatDay(Temporal.PlainDate.from("2026-08-15"))).toBe("sam. 15 août");
  });

  test("the first of the month is ordinal, the others are not", () => {
    expect(formatDay("2026-12-01", { long: true })).toBe("mardi 1er décembre");
    expect(formatDay("2026-12-11")).toBe("ven. 11 déc.");
  });

  test("the year shows when it differs from today's", () => {
    expect(formatDay("2027-01-04", { today })).toBe("lun. 4 janv. 2027");
    expect(formatDay("2027-01-04", { today, long: true })).toBe("lundi 4 janvier 2027");
    expect(formatDay("2026-11-20", { today })).toBe("ven. 20 nov.");
  });

  test("a text that is no day is refused", () => {
    expect(() => formatDay("19/11/2026")).toThrow(RangeError);
  });

  test.each([
    ["2026-11-18", "hier"],
    ["2026-11-19", "aujourd’hui"],
    ["2026-11-20", "demain"],
    ["2026-11-21", "après-demain"],
    ["2026-11-25", "mercredi"],
    ["2026-11-26", "jeu. 26 nov."],
    ["2026-11-17", "mar. 17 nov."],
    ["2027-01-04", "lun. 4 janv. 2027"],
  ])("%s is said «%s»", (day, said) => {
    expect(formatRelativeDay(day, today)).toBe(said);
  });

  test("a change of clock does not move a day", () => {
    expect(formatRelativeDay("2026-10-26", "2026-10-25")).toBe("demain");
    expect(formatRelativeDay("2027-03-28", "2027-03-27")).toBe("demain");
  });

  test("spans", () => {
    expect(formatDayRange("2026-10-19", "2026-11-01")).toBe("du lun. 19 oct. au dim. 1er nov.");
    expect(formatDayRange("2026-11-19", "2026-11-19")).toBe("jeu. 19 nov.");
  });
});

describe("times", () => {
  test("of day", () => {
    expect(formatTimeOfDay(8 * 60 + 5)).toBe("8\u00A0h\u00A005");
    expect(formatTimeOfDay(14 * 60)).toBe("14\u00A0h");
    expect(formatTimeRange(485, 540)).toBe("8\u00A0h\u00A005\u00A0– 9\u00A0h");
  });

  test("of an instant, in the school's zone", () => {
    const instant = Temporal.Instant.from("2026-11-19T07:05:00Z");
    expect(formatInstant(instant, "Europe/Paris")).toBe("jeu. 19 nov., 8\u00A0h\u00A005");
    expect(formatInstant(instant, "Pacific/Noumea")).toBe("jeu. 19 nov., 18\u00A0h\u00A005");
    expect(formatInstant(Temporal.Instant.from("2026-12-31T23:00:00Z"), "Europe/Paris", today)).toBe(
      "ven. 1er janv. 2027, 0\u00A0h",
    );
  });

  test("durations", () => {
    expect(formatMinutes(25)).toBe("25\u00A0min");
    expect(formatMinutes(60)).toBe("1\u00A0h");
    expect(formatMinutes(90)).toBe("1\u00A0h\u00A030");
  });
});

describe("figures", () => {
  test("decimal comma, narrow no-break thousands", () => {
    expect(formatNumber(12.5)).toBe("12,5");
    expect(formatNumber(1234.567)).toBe("1\u202F234,57");
    expect(formatNumber(12, { digits: 1, fixed: true })).toBe("12,0");
    expect(formatPercent(0.125)).toBe("12,5\u202F%");
  });

  test("sizes of files", () => {
    expect(formatBytes(0)).toBe("0\u00A0o");
    expect(formatBytes(840)).toBe("840\u00A0o");
    expect(formatBytes(12_345)).toBe("12\u00A0ko");
    expect(formatBytes(3_400_000)).toBe("3,4\u00A0Mo");
    expect(formatBytes(300_000_000)).toBe("300\u00A0Mo");
  });

  test("counts agree as in French", () => {
    expect(formatCount(0, "devoir")).toBe("0\u00A0devoir");
    expect(formatCount(1, "devoir")).toBe("1\u00A0devoir");
    expect(formatCount(3, "devoir")).toBe("3\u00A0devoirs");
    expect(formatCount(2, "travail", "travaux")).toBe("2\u00A0travaux");
    expect(formatCount(1200, "élève")).toBe("1\u202F200\u00A0élèves");
  });
});

describe("people", () => {
  const person = { firstName: "Inès", lastName: "Lefèvre" };

  test("names", () => {
    expect(formatName(person)).toBe("Inès Lefèvre");
    expect(formatName(person, { sorted: true })).toBe("LEFÈVRE Inès");
    expect(formatName({ ...person, usualFirstName: "Nina" })).toBe("Nina Lefèvre");
  });

  test("initials", () => {
    expect(formatInitials(person)).toBe("IL");
    expect(formatInitials({ firstName: "élie", lastName: "" })).toBe("É");
  });

  test.each([
    ["Lina Benali", "de Lina Benali"],
    ["Alice", "d’Alice"],
    ["Élodie", "d’Élodie"],
    ["Hugo", "d’Hugo"],
    ["Yves", "d’Yves"],
    ["Yanis", "de Yanis"],
    ["Mme Arnaud", "de Mme Arnaud"],
  ])("of whom: %s", (name, words) => expect(ofName(name)).toBe(words));

  test("lists", () => {
    expect(formatList(["Inès"])).toBe("Inès");
    expect(formatList(["Inès", "Malo", "Zoé"])).toBe("Inès, Malo et Zoé");
  });
});

test("French numbers by pairs, any other as it is written", () => {
  expect(formatPhone("0639980412")).toBe("06\u00A039\u00A098\u00A004\u00A012");
  expect(formatPhone("+687284556")).toBe("+687284556");
  expect(formatPhone("06399804120")).toBe("06399804120");
});
