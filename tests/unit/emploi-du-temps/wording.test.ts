import { describe, expect, it } from "vitest";
import { absenceWords, changesOf, movedAwayWords, roomName } from "@/lib/emploi-du-temps/wording";
import { aTimetableSession } from "./session";

const NBSP = "\u00A0";

describe("changes, in words", () => {
  it("are none where all is as planned", () => {
    expect(changesOf(aTimetableSession())).toEqual([]);
  });

  it("say that a lesson is cancelled, and why unless there is nothing to say", () => {
    const cancelled = aTimetableSession({ status: "CANCELLED", cancelReason: "TEACHER_ABSENT" });
    expect(changesOf(cancelled)).toEqual(["Annulé\u202F: professeur absent"]);
    expect(changesOf({ ...cancelled, cancelReason: "OTHER" })).toEqual(["Annulé"]);
    expect(changesOf({ ...cancelled, cancelReason: null })).toEqual(["Annulé"]);
  });

  it("say from when to when, on the day or from another", () => {
    const moved = aTimetableSession({ status: "CHANGED", startMinute: 600, endMinute: 655 });
    const from = { startMinute: 480, endMinute: 535 };
    expect(changesOf({ ...moved, planned: { day: moved.day, ...from } })).toEqual([
      `Déplacé de 8${NBSP}h à 10${NBSP}h`,
    ]);
    expect(changesOf({ ...moved, planned: { day: "2026-11-16", ...from } })).toEqual([
      `Déplacé du lun. 16 nov., 8${NBSP}h`,
    ]);
    expect(movedAwayWords(moved)).toBe(`Déplacé au jeu. 19 nov., 10${NBSP}h`);
  });

  it("name the room that is instead of the one that was", () => {
    const changed = aTimetableSession({ status: "CHANGED", room: "204", plannedRoom: { code: "112" } });
    expect(changesOf(changed)).toEqual(["Salle 204 au lieu de 112"]);
    expect(changesOf({ ...changed, room: "GYM 1" })).toEqual(["GYM 1 au lieu de Salle 112"]);
    expect(changesOf({ ...changed, room: null })).toEqual(["Sans salle au lieu de Salle 112"]);
    expect(changesOf({ ...changed, plannedRoom: { code: null } })).toEqual(["Salle 204\u202F: salle ajoutée"]);
  });

  it("name who replaces whom", () => {
    const replaced = aTimetableSession({
      status: "CHANGED",
      teachers: ["M. Rousseau"],
      replacements: [{ substitute: "M. Rousseau", replaced: "Mme Marchand" }],
    });
    expect(changesOf(replaced)).toEqual(["M. Rousseau remplace Mme Marchand"]);
    expect(changesOf(aTimetableSession({ status: "ADDED" }))).toEqual(["Séance ajoutée"]);
  });
});

it("a room that has a name keeps it", () => {
  expect([roomName("204"), roomName("B12"), roomName("GYM 1"), roomName(null)]).toEqual([
    "Salle 204",
    "Salle B12",
    "GYM 1",
    null,
  ]);
});

describe("a teacher's absence, in words", () => {
  const whole = { startDay: "2026-11-19", startMinute: 0, endDay: "2026-11-19", endMinute: 24 * 60 };

  it.each([
    [whole, "jeu. 19 nov."],
    [{ ...whole, startMinute: 780 }, `jeu. 19 nov., à partir de 13${NBSP}h`],
    [{ ...whole, endMinute: 720 }, `jeu. 19 nov., jusqu’à 12${NBSP}h`],
    [{ ...whole, startMinute: 480, endMinute: 720 }, `jeu. 19 nov., de 8${NBSP}h à 12${NBSP}h`],
    [{ ...whole, endDay: "2026-11-20", endMinute: 720 }, `du jeu. 19 nov. au ven. 20 nov., 12${NBSP}h`],
  ])("says from when to when: %o", (absence, words) => {
    expect(absenceWords(absence)).toBe(words);
  });
});
