import { describe, expect, test } from "vitest";
import { readSettingGroup, schoolSettings, settingGroups } from "@/lib/school/settings";

describe("schoolSettings", () => {
  const usual = schoolSettings({});

  test.each([null, undefined, "nonsense", [], { signIn: "nonsense" }, { unknown: 1 }])(
    "%j stored: what holds by default",
    (stored) => expect(schoolSettings(stored)).toEqual(usual),
  );

  test.each([
    [4, usual.signIn.staffIdleMinutes],
    [5, 5],
    [43_200, 43_200],
    [43_201, usual.signIn.staffIdleMinutes],
    ["60", usual.signIn.staffIdleMinutes],
  ])("%j minutes for staff count as %d, and spoil nothing else", (staffIdleMinutes, expected) => {
    const { signIn } = schoolSettings({ signIn: { staffIdleMinutes, familyIdleMinutes: 60 } });
    expect(signIn).toEqual({ ...usual.signIn, staffIdleMinutes: expected, familyIdleMinutes: 60 });
  });
});

/** What no school chooses: see lib/school/settings.ts. */
const UNASKED = ["demandsSecondFactor"];

describe("the page of settings", () => {
  test("asks for every setting there is, in words: one that is added tells its label where it is declared", () => {
    const asked = Object.fromEntries(
      settingGroups({}).map(({ name, fields }) => [name, fields.map((field) => field.name).toSorted()]),
    );
    const kept = Object.fromEntries(
      Object.entries(schoolSettings({})).map(([name, values]) => [
        name,
        Object.keys(values)
          .filter((key) => !UNASKED.includes(key))
          .toSorted(),
      ]),
    );
    expect(asked).toEqual(kept);
  });

  test("shows and reads figures in the unit that people count in", () => {
    const group = settingGroups({ signIn: { familyIdleMinutes: 2 * 24 * 60 } }).find(({ name }) => name === "signIn");
    expect(group?.fields.find(({ name }) => name === "familyIdleMinutes")).toMatchObject({
      value: "2",
      min: 1,
      max: 30,
    });
    expect(readSettingGroup("signIn", { staffIdleMinutes: "60", familyIdleMinutes: "3" })).toEqual({
      ok: true,
      values: { staffIdleMinutes: 60, familyIdleMinutes: 4320 },
    });
  });

  test.each(["0", "31", "", "1,5", "un", undefined])("%j days are refused with the bounds", (familyIdleMinutes) =>
    expect(readSettingGroup("signIn", { staffIdleMinutes: "60", familyIdleMinutes })).toEqual({
      ok: false,
      fields: { familyIdleMinutes: ["Indiquez un nombre entier entre 1 et 30."] },
    }),
  );

  test("asks of nobody whether its head may do without a second factor, and takes no such answer", () => {
    const typed = { staffIdleMinutes: "60", familyIdleMinutes: "3", demandsSecondFactor: "" };
    const read = readSettingGroup("signIn", typed);
    expect(read?.ok && Object.keys(read.values)).toEqual(["staffIdleMinutes", "familyIdleMinutes"]);
    expect(schoolSettings({}).signIn.demandsSecondFactor).toBe(true);
    expect(schoolSettings({ signIn: { demandsSecondFactor: "no" } }).signIn.demandsSecondFactor).toBe(true);
  });

  test("reads no group that is not one", () => {
    expect(readSettingGroup("constructor", {})).toBeNull();
  });
});
