import { describe, expect, it } from "vitest";
import { hears, readAnnouncement } from "@/lib/live/rules";

const school = { id: "school", disabledModules: [] as string[] };
const person = (profile: "STUDENT" | "GUARDIAN" | "TEACHER" | "ADMIN", id = "me") => ({
  id,
  profile,
  duty: null,
  school,
});
const aboutModule = { schoolId: "school", topic: "emploi-du-temps" } as const;
const aboutMe = { schoolId: "school", topic: "notifications", personIds: ["other", "me"] } as const;

describe("who hears", () => {
  it("of a module: the staff who may open it, in that school", () => {
    expect(hears([person("TEACHER")], aboutModule)).toBe(true);
    expect(hears([person("ADMIN")], aboutModule)).toBe(false);
    expect(hears([person("STUDENT"), person("GUARDIAN")], aboutModule)).toBe(false);
    expect(hears([person("TEACHER")], { ...aboutModule, schoolId: "elsewhere" })).toBe(false);
    const closed = { ...person("TEACHER"), school: { ...school, disabledModules: ["emploi-du-temps"] } };
    expect(hears([closed], aboutModule)).toBe(false);
  });

  it("of persons: these alone, by any of the account's persons", () => {
    expect(hears([person("STUDENT")], aboutMe)).toBe(true);
    expect(hears([person("TEACHER", "somebody"), person("GUARDIAN", "other")], aboutMe)).toBe(true);
    expect(hears([person("STUDENT", "somebody")], aboutMe)).toBe(false);
    expect(hears([person("STUDENT")], { ...aboutMe, personIds: [] })).toBe(false);
    expect(hears([person("STUDENT")], { ...aboutMe, schoolId: "elsewhere" })).toBe(false);
    expect(hears([], aboutMe)).toBe(false);
  });
});

describe("what is notified", () => {
  it("is read when it is ours", () => {
    expect(readAnnouncement(JSON.stringify(aboutMe))).toEqual(aboutMe);
    for (const other of ["", "null", "absences", '{"topic":1}']) expect(readAnnouncement(other)).toBeNull();
  });
});
