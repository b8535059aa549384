import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { toCalendar } from "@/lib/emploi-du-temps/calendar";
import { aTimetableSession } from "./session";

const NOW = Temporal.Instant.from("2026-11-19T07:05:00Z");

function eventsOf(text: string): ICAL.Event[] {
  const calendar = ICAL.Component.fromString(text);
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

const calendarOf = (values: Parameters<typeof aTimetableSession>[0] = {}, zone = "Europe/Paris"): string =>
  toCalendar("Cours, Alice", [{ ...aTimetableSession(values), changedAt: null }], zone, NOW);

describe("a calendar, read back", () => {
  it("says what, when in UTC, where and with whom, and nothing else", () => {
    const text = calendarOf();
    const [event] = eventsOf(text);
    expect(event?.summary).toBe("Mathématiques");
    expect(event?.location).toBe("Salle 112");
    expect(event?.description).toBe("6A\nMme Marchand");
    expect(event?.startDate.toString()).toBe("2026-11-19T07:00:00Z");
    expect(event?.endDate.toString()).toBe("2026-11-19T07:55:00Z");
    expect(text).toContain("DTSTART:20261119T070000Z\r\n");
    expect(text).toContain("STATUS:CONFIRMED\r\n");
  });

  it("keeps a cancelled lesson, marked so in title and status, with a higher sequence", () => {
    const text = calendarOf({ status: "CANCELLED", cancelReason: "TEACHER_ABSENT", version: 3 });
    const [event] = eventsOf(text);
    expect(event?.summary).toBe("Annulé\u202F: Mathématiques");
    expect(event?.description).toContain("Annulé\u202F: professeur absent");
    expect(event?.sequence).toBe(3);
    expect(text).toContain("STATUS:CANCELLED\r\n");
  });

  it("escapes what a name may hold, and folds lines at 75 octets", () => {
    const subject = "Langues, littératures; cultures \\ étrangères, deuxième année du cycle quatre";
    const text = calendarOf({ subject });
    expect(eventsOf(text)[0]?.summary).toBe(subject);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });

  it("names itself, says how often to come back, and is valid when empty", () => {
    const calendar = ICAL.Component.fromString(toCalendar("Cours, Alice", [], "Europe/Paris", NOW));
    expect(calendar.getFirstPropertyValue("version")).toBe("2.0");
    expect(calendar.getFirstPropertyValue("prodid")).toMatch(/Préau/);
    expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Cours, Alice");
    expect(calendar.getFirstPropertyValue("refresh-interval")?.toString()).toBe("PT1H");
  });

  it("is right on both sides of a clock change, and in Nouméa", () => {
    const start = (day: string, zone?: string) => eventsOf(calendarOf({ day }, zone))[0]?.startDate.toString();
    expect(start("2026-10-23")).toBe("2026-10-23T06:00:00Z");
    expect(start("2026-10-26")).toBe("2026-10-26T07:00:00Z");
    expect(start("2027-02-15", "Pacific/Noumea")).toBe("2027-02-14T21:00:00Z");
  });
});
