import { describe, expect, it } from "vitest";
import { groupReachOf, isModerator, mayBeUrgent, reachOf, waitsInQuietHours } from "@/lib/messagerie/access";

const child = { id: "c", firstName: "Lina", lastName: "Benali", level: 1 };

describe("who writes", () => {
  it("to whom", () => {
    expect(reachOf({ profile: "STUDENT", duty: null, students: [child] })).toBe("pupil");
    expect(reachOf({ profile: "GUARDIAN", duty: null, students: [child] })).toBe("guardian");
    expect(reachOf({ profile: "GUARDIAN", duty: null, students: [] })).toBe("nothing");
    expect(reachOf({ profile: "STAFF", duty: "INSPECTOR", students: [] })).toBe("staff");
    expect(reachOf({ profile: "STAFF", duty: "AESH", students: [] })).toBe("school");
  });

  it("to classes as a whole", () => {
    expect(groupReachOf({ profile: "HEAD", duty: "DEPUTY_HEAD" })).toBe("all");
    expect(groupReachOf({ profile: "TEACHER", duty: null })).toBe("taught");
    expect(groupReachOf({ profile: "VIE_SCOLAIRE", duty: "AED" })).toBe("none");
    expect(groupReachOf({ profile: "STAFF", duty: "SECRETARY" })).toBe("all");
    expect(groupReachOf({ profile: "GUARDIAN", duty: null })).toBe("none");
  });

  it("at what hours", () => {
    expect(waitsInQuietHours({ profile: "GUARDIAN", duty: null })).toBe(false);
    expect(waitsInQuietHours({ profile: "TEACHER", duty: null })).toBe(true);
    expect(mayBeUrgent({ profile: "TEACHER", duty: null })).toBe(false);
    expect(mayBeUrgent({ profile: "VIE_SCOLAIRE", duty: "CPE" })).toBe(true);
  });
});

it("moderators are the head, deputies and CPE, nobody else", () => {
  expect(isModerator({ profile: "HEAD", duty: null })).toBe(true);
  expect(isModerator({ profile: "VIE_SCOLAIRE", duty: "AED" })).toBe(false);
  expect(isModerator({ profile: "ADMIN", duty: null })).toBe(false);
});
