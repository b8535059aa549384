import { describe, expect, it } from "vitest";
import { otherDayNote } from "@/components/accueil/words";
import { homeKind, lessonsLeft, mostToWriteFirst } from "@/lib/accueil/rules";

describe("homeKind", () => {
  it.each([
    ["STUDENT", null, "pupil"],
    ["GUARDIAN", null, "guardian"],
    ["TEACHER", null, "teacher"],
    ["HEAD", null, "school"],
    ["HEAD", "DEPUTY_HEAD", "school"],
    ["VIE_SCOLAIRE", "CPE", "school"],
    ["VIE_SCOLAIRE", "AED", "desk"],
    ["STAFF", "INSPECTOR", "school"],
    ["STAFF", "AESH", "support"],
    ["STAFF", "SECRETARY", "calm"],
    ["STAFF", null, "calm"],
    ["ADMIN", null, "admin"],
  ] as const)("%s %s comes for %s", (profile, duty, kind) => expect(homeKind({ profile, duty })).toBe(kind));
});

describe("the day ahead", () => {
  const lessons = [
    { endMinute: 535, status: "PLANNED" },
    { endMinute: 600, status: "CANCELLED" },
  ];

  it("leaves out what is over, at the very minute", () => {
    expect(lessonsLeft(lessons, 534)).toHaveLength(2);
    expect(lessonsLeft(lessons, 535)).toHaveLength(1);
  });

  it("says so when it is another day than today", () => {
    expect(otherDayNote("2026-11-19", "2026-11-19")).toBeNull();
    expect(otherDayNote(null, "2026-11-19")).toBeNull();
    expect(otherDayNote("2026-11-20", "2026-11-19")).toContain("demain");
    expect(otherDayNote("2026-11-23", "2026-11-20")).toContain("lundi 23 novembre");
  });
});

describe("the logs of a day", () => {
  const names = (logs: { name: string; begun: number; written: number }[]) =>
    mostToWriteFirst(logs).map(({ name }) => name);

  it("begin with what is most behind, and keep their order otherwise", () => {
    expect(
      names([
        { name: "6A", begun: 2, written: 2 },
        { name: "6B", begun: 2, written: 1 },
        { name: "5A", begun: 3, written: 0 },
        { name: "5B", begun: 2, written: 1 },
      ]),
    ).toEqual(["5A", "6B", "5B", "6A"]);
  });

  it("keep their order before the first lesson", () => {
    const logs = ["6A", "6B", "5A"].map((name) => ({ name, begun: 0, written: 0 }));
    expect(names(logs)).toEqual(["6A", "6B", "5A"]);
  });
});
