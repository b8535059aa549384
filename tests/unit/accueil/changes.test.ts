import { describe, expect, it } from "vitest";
import { lessonChanges } from "@/components/cahier-de-texte/words";
import type { SessionSummary } from "@/lib/cahier-de-texte/types";
import { departureOf } from "@/lib/emploi-du-temps/rules";
import { toDbDay } from "@/lib/time/day";

const when = { day: "2026-11-19", startMinute: 600, endMinute: 655 };
const stored = {
  plannedDay: toDbDay("2026-11-19"),
  plannedStartMinute: 600,
  plannedEndMinute: 655,
  plannedRoomCode: "112",
};

/** A lesson of today in room 204, as it is stored. */
function lesson(status: SessionSummary["status"], cancelReason: "TEACHER_ABSENT" | "OTHER" | null, planned = stored) {
  const room = "204";
  return {
    ...when,
    id: "",
    serviceId: "",
    subject: "Français",
    subjectCode: "020700",
    group: "6A",
    room: "Salle 204",
    roomCode: room,
    teachers: [],
    status,
    departure: departureOf({ ...when, room, status, cancelReason }, planned),
  };
}

describe("what is not as usual about a lesson, beside the badge that says so", () => {
  it("is where it was", () => {
    expect(lessonChanges(lesson("CHANGED", null)).join()).toMatch(/^Salle\s204 au lieu de 112$/);
  });

  it("is when it was", () => {
    const earlier = { ...stored, plannedStartMinute: 480, plannedRoomCode: "204" };
    expect(lessonChanges(lesson("CHANGED", null, earlier))).toEqual(["Déplacé de 8\u00A0h à 10\u00A0h"]);
  });

  it("is why it is cancelled, when that says something", () => {
    expect(lessonChanges(lesson("CANCELLED", "TEACHER_ABSENT"))).toEqual(["Professeur absent"]);
    expect(lessonChanges(lesson("CANCELLED", "OTHER"))).toEqual([]);
  });

  it("is nothing as long as nobody has changed it, nor for one that was added", () => {
    expect(lessonChanges(lesson("PLANNED", null))).toEqual([]);
    expect(lessonChanges(lesson("ADDED", null))).toEqual([]);
  });
});
