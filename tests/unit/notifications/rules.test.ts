import { describe, expect, it } from "vitest";
import { mergePages, PAGE_SIZE, pupilsOf, readCursor, writeCursor } from "@/lib/notifications/rules";
import type { NotificationItem } from "@/lib/notifications/types";

const ID = "01a20059-0000-7000-8000-0000000000";
const item = (at: string, number: number): NotificationItem => ({
  id: `${ID}${String(number).padStart(2, "0")}`,
  personId: "me",
  schoolName: "Collège",
  module: "emploi-du-temps",
  title: "",
  detail: null,
  about: null,
  at,
  isRead: false,
});

describe("a page of notices", () => {
  it("puts those of all persons in one order, the newest first", () => {
    const page = mergePages([
      [item("2026-11-19T07:00:00Z", 1), item("2026-11-18T07:00:00.5Z", 2)],
      [item("2026-11-18T07:00:00Z", 3), item("2026-11-18T07:00:00Z", 4)],
    ]);
    expect(page.items.map(({ id }) => Number(id.slice(-2)))).toEqual([1, 2, 4, 3]);
    expect(page.next).toBeNull();
  });

  it("goes on after its last line", () => {
    const many = Array.from({ length: PAGE_SIZE + 1 }, (_, index) => item("2026-11-18T07:00:00Z", 50 - index));
    const { items, next } = mergePages([many]);
    expect(items).toHaveLength(PAGE_SIZE);
    expect(next).toEqual({ at: "2026-11-18T07:00:00Z", id: items.at(-1)?.id });
  });

  it("is named in an address, where what is no page is none", () => {
    const cursor = { at: "2026-11-18T07:00:00.5Z", id: `${ID}07` };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    for (const other of [undefined, "", "hier", `2026-99-18T07:00:00Z_${ID}07`, "2026-11-18T07:00:00Z_x"]) {
      expect(readCursor(other)).toBeNull();
    }
  });
});

describe("the pupils of an account", () => {
  it("are itself and its children, but those of level 3", () => {
    const school = {
      id: "s",
      name: "",
      kind: "COLLEGE" as const,
      timeZone: "Europe/Paris",
      disabledModules: [],
      showsResultsToLevel2: false,
    };
    const person = { duty: null, rights: [], civility: null, firstName: "", lastName: "", school };
    const child = (id: string, level: number) => ({ id, firstName: "", lastName: "", level });
    expect(
      pupilsOf([
        { ...person, id: "pupil", profile: "STUDENT", children: [] },
        { ...person, id: "parent", profile: "GUARDIAN", children: [child("one", 1), child("two", 2), child("no", 3)] },
      ]),
    ).toEqual(["pupil", "one", "two"]);
  });
});
