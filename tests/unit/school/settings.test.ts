import { describe, expect, test } from "vitest";
import { schoolSettings } from "@/lib/school/settings";

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
    expect(signIn).toEqual({ staffIdleMinutes: expected, familyIdleMinutes: 60 });
  });
});
