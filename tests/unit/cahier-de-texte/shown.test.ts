import { describe, expect, it } from "vitest";
import { moved } from "@/components/files/moved";
import {
  lessonsByDay,
  mergeDays,
  savedLabel,
  type ShownDay,
  type ShownHomework,
} from "@/components/cahier-de-texte/shown";
import { subjectHue } from "@/components/subjects/subject-hue";
import { dayNote, lessonPlace, roomLabel } from "@/components/cahier-de-texte/words";
import { completeAddress } from "@/components/rich-text/link-address";
import type { Attachment } from "@/lib/files/types";
import { Temporal } from "temporal-polyfill";

function piece(id: string, students: ShownHomework["students"]): ShownHomework {
  return { id, students } as ShownHomework;
}

const alice = (isDone: boolean) => ({ id: "alice", firstName: "Alice", isDone });
const adam = (isDone: boolean) => ({ id: "adam", firstName: "Adam", isDone });

describe("mergeDays", () => {
  it("puts the same day of two schools together, in order", () => {
    const college: ShownDay[] = [
      { day: "2026-11-20", minutesLeft: 20, items: [piece("a", [])] },
      { day: "2026-11-24", minutesLeft: 10, items: [piece("b", [])] },
    ];
    const school: ShownDay[] = [
      { day: "2026-11-19", minutesLeft: 5, items: [piece("c", [])] },
      { day: "2026-11-24", minutesLeft: 15, items: [piece("d", [])] },
    ];
    const merged = mergeDays([college, school]);
    expect(merged.map(({ day }) => day)).toEqual(["2026-11-19", "2026-11-20", "2026-11-24"]);
    expect(merged[2]).toMatchObject({ minutesLeft: 25, items: [{ id: "b" }, { id: "d" }] });
  });
});

describe("dayNote", () => {
  it("says what is left, what is done, and that all is", () => {
    const items = [piece("a", [alice(true)]), piece("b", [alice(false)])];
    expect(dayNote({ items, minutesLeft: 40 }, "pupil")).toBe("1 sur 2 faits, reste 40\u00a0min");
    expect(dayNote({ items: [piece("b", [alice(false)])], minutesLeft: 0 }, "pupil")).toBe("1\u00a0travail à faire");
    expect(dayNote({ items: [piece("a", [alice(true)])], minutesLeft: 0 }, "guardian")).toBe("Tout est fait");
  });

  it("does not add up the minutes of several children", () => {
    const items = [piece("a", [alice(false), adam(false)])];
    expect(dayNote({ items, minutesLeft: 40 }, "guardian")).toBe("1\u00a0travail à faire");
  });

  it("tells staff the load of the day", () => {
    expect(dayNote({ items: [piece("a", []), piece("b", [])], minutesLeft: 75 }, "staff")).toBe(
      "2\u00a0travaux, 1\u00a0h\u00a015",
    );
  });
});

describe("lessons", () => {
  it("are put by day, in the order in which they come", () => {
    const days = lessonsByDay([{ day: "2026-11-20" }, { day: "2026-11-19" }, { day: "2026-11-20" }]);
    expect([...days].map(([day, lessons]) => [day, lessons.length])).toEqual([
      ["2026-11-20", 2],
      ["2026-11-19", 1],
    ]);
  });

  it("say their room, and their group to those who read several", () => {
    expect(roomLabel("204")).toBe("Salle\u00a0204");
    expect(roomLabel("B12")).toBe("Salle\u00a0B12");
    expect(roomLabel("Gymnase")).toBe("Gymnase");
    expect(roomLabel(null)).toBeNull();
    const lesson = { room: "204", teachers: ["Mme Diallo"], group: "6e A" } as Parameters<typeof lessonPlace>[0];
    expect(lessonPlace(lesson, true)).toBe("6e A · Salle\u00a0204 · Mme Diallo");
    expect(lessonPlace({ ...lesson, room: null, teachers: [] }, false)).toBe("");
  });

  it("say when they were saved, with the day only when it is another", () => {
    const now = Temporal.Instant.from("2026-11-19T08:05:00+01:00");
    expect(savedLabel(now.subtract({ minutes: 3 }), "Europe/Paris", now)).toBe("Enregistré à 8\u00a0h\u00a002");
    expect(savedLabel(now.subtract({ hours: 24 }), "Europe/Paris", now)).toContain("mer. 18");
  });
});

describe("files", () => {
  const files = ["a", "b", "c"].map((id): Attachment => ({ id, name: id, mediaType: "text/plain", size: 1 }));
  const [a, , c] = files as [Attachment, Attachment, Attachment];

  it("move one place, and others make room", () => {
    expect(moved(files, a, 1).map(({ id }) => id)).toEqual(["b", "a", "c"]);
    expect(moved(files, c, -1).map(({ id }) => id)).toEqual(["a", "c", "b"]);
    expect(moved(files, { ...a, id: "gone" }, 1)).toEqual(files);
  });
});

describe("subjectHue", () => {
  it("sets the subjects of a collège apart on the wheel", () => {
    const codes = [
      "020700",
      "030201",
      "030602",
      "043700",
      "061300",
      "062300",
      "062900",
      "070800",
      "081300",
      "090100",
      "100100",
    ];
    const hues = codes.map(subjectHue).toSorted((one, other) => one - other);
    const gaps = hues.map((hue, index) => ((hues[(index + 1) % hues.length] ?? 0) - hue + 360) % 360);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(20);
  });

  it("knows codes with letters, and none", () => {
    for (const code of ["A613", "", "é"]) expect(subjectHue(code)).toBeLessThan(360);
  });
});

describe("completeAddress", () => {
  it.each([
    ["www.exemple.fr", "https://www.exemple.fr/"],
    [" https://exemple.fr/a b ", "https://exemple.fr/a%20b"],
    ["prof@exemple.fr", "mailto:prof@exemple.fr"],
    ["mailto:prof@exemple.fr", "mailto:prof@exemple.fr"],
  ])("%s is meant as %s", (typed, address) => expect(completeAddress(typed)).toBe(address));

  it.each(["", "javascript:alert(1)", "data:text/html,a", "bonjour", "ftp://exemple.fr"])("%s is no address", (typed) =>
    expect(completeAddress(typed)).toBeNull(),
  );
});
