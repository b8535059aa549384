import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { managesNews, newsAbilities, writingReach } from "@/lib/actualites/access";
import { followUpTable } from "@/lib/actualites/export";
import {
  audiencePath,
  compareNews,
  cursorText,
  endOfDay,
  instantOf,
  lastDay,
  newsState,
  profilesOf,
  readAudiencePath,
  readCursor,
  readersOf,
} from "@/lib/actualites/rules";
import type { ExpectedReader, NewsCursor } from "@/lib/actualites/types";

const now = Temporal.Instant.from("2026-11-19T07:05:00Z");
const date = (text: string | null) => (text === null ? null : new Date(text));
const stateOf = (from: string | null, until: string | null = null, withdrawn: string | null = null) =>
  newsState({ publishedFrom: date(from), publishedUntil: date(until), withdrawnAt: date(withdrawn) }, now);

describe("newsState", () => {
  it("follows from the instants alone", () => {
    expect(stateOf(null)).toBe("draft");
    expect(stateOf("2026-11-19T07:05:01Z")).toBe("scheduled");
    expect(stateOf("2026-11-19T07:05:00Z")).toBe("published");
    expect(stateOf("2026-11-01T07:00:00Z", "2026-11-19T07:05:01Z")).toBe("published");
    expect(stateOf("2026-11-01T07:00:00Z", "2026-11-19T07:05:00Z")).toBe("ended");
    expect(stateOf("2026-11-01T07:00:00Z", null, "2026-11-02T07:00:00Z")).toBe("withdrawn");
    expect(stateOf(null, null, "2026-11-02T07:00:00Z")).toBe("withdrawn");
  });
});

describe("days and instants", () => {
  it("a last day is shown whole, where the school is", () => {
    expect(endOfDay("2026-11-19", "Europe/Paris").toString()).toBe("2026-11-19T23:00:00Z");
    expect(endOfDay("2026-11-19", "Pacific/Noumea").toString()).toBe("2026-11-19T13:00:00Z");
    for (const zone of ["Europe/Paris", "Pacific/Noumea", "America/Cayenne"]) {
      expect(lastDay(endOfDay("2026-10-24", zone), zone)).toBe("2026-10-24");
    }
  });

  it("holds on the nights when clocks change", () => {
    expect(endOfDay("2026-10-25", "Europe/Paris").toString()).toBe("2026-10-25T23:00:00Z");
    expect(instantOf("2027-03-28", 150, "Europe/Paris").toString()).toBe("2027-03-28T01:30:00Z");
  });
});

describe("readers", () => {
  it("name profiles, and are found again in them", () => {
    expect(profilesOf(["STAFF", "STUDENT"])).toEqual(["STUDENT", "VIE_SCOLAIRE", "STAFF", "HEAD", "ADMIN"]);
    expect(readersOf(profilesOf(["GUARDIAN", "STAFF"]))).toEqual(["GUARDIAN", "STAFF"]);
    expect(readersOf([])).toEqual([]);
  });

  it("travel in a path and come back", () => {
    const audience = { readers: ["STUDENT"], scope: "PLACES", levels: [], groups: ["a", "b"] } as const;
    expect(audiencePath(audience)).toBe("STUDENT/PLACES/-/a%2Cb");
    expect(readAudiencePath(["STUDENT", "PLACES", "-", "a,b"])).toEqual(audience);
    expect(audiencePath({ ...audience, scope: "SCHOOL" })).toBe("STUDENT/SCHOOL/-/-");
    expect(readAudiencePath(undefined)).toEqual({ readers: [], scope: undefined, levels: [], groups: [] });
  });
});

describe("the order of a list", () => {
  const news = (priority: number, publishedFrom: string, id = "01a20059-0000-7000-8000-000000000001"): NewsCursor => ({
    priority,
    publishedFrom,
    id,
  });

  it("puts what is to confirm first, then what is pinned, then the newest", () => {
    const [old, fresh] = ["2026-09-01T06:00:00Z", "2026-11-18T06:00:00Z"];
    const sorted = [news(0, old), news(1, old), news(0, fresh), news(2, old)].toSorted(compareNews);
    expect(sorted.map(({ priority }) => priority)).toEqual([2, 1, 0, 0]);
    expect(sorted[2]?.publishedFrom).toBe(fresh);
  });

  it("goes on from a cursor, and from none that was tampered with", () => {
    const cursor = news(1, "2026-11-18T06:00:00.123Z");
    expect(readCursor(cursorText(cursor))).toEqual(cursor);
    for (const text of [undefined, "", "9.1.x", "1.99999999999999999.a", "1.12.' OR 1=1"]) {
      expect(readCursor(text)).toBeNull();
    }
  });
});

describe("who writes and who manages", () => {
  const person = { id: "me" };

  it("head, CPE and secretariat write to all, teachers to their classes, nobody else", () => {
    expect(writingReach({ profile: "HEAD", duty: "DEPUTY_HEAD" })).toBe("school");
    expect(writingReach({ profile: "VIE_SCOLAIRE", duty: "CPE" })).toBe("school");
    expect(writingReach({ profile: "STAFF", duty: "SECRETARY" })).toBe("school");
    expect(writingReach({ profile: "TEACHER", duty: null })).toBe("taught");
    for (const duty of ["AED", "AESH", "INSPECTOR", "NURSE", "LIBRARIAN"] as const) {
      expect(writingReach({ profile: duty === "AED" ? "VIE_SCOLAIRE" : "STAFF", duty })).toBe("nothing");
    }
    for (const profile of ["STUDENT", "GUARDIAN", "ADMIN"] as const) {
      expect(writingReach({ profile, duty: null })).toBe("nothing");
    }
  });

  it("a draft is its author's alone; the head answers for the rest", () => {
    const head = { profile: "HEAD", duty: null, person } as const;
    expect(managesNews(head, { authorId: "another", isDraft: true })).toBe(false);
    expect(managesNews(head, { authorId: "another", isDraft: false })).toBe(true);
    const cpe = { profile: "VIE_SCOLAIRE", duty: "CPE", person } as const;
    expect(managesNews(cpe, { authorId: "another", isDraft: false })).toBe(false);
    // Who wrote as a CPE and is one no more.
    expect(managesNews({ ...cpe, duty: "AED" }, { authorId: "me", isDraft: false })).toBe(false);
  });

  it("nothing is confirmed that is not shown", () => {
    const asked = (state: "published" | "ended") =>
      newsAbilities(false, false, { state, needsAcknowledgement: true }, true).acknowledge;
    expect(asked("published")).toBe(true);
    expect(asked("ended")).toBe(false);
  });
});

describe("followUpTable", () => {
  const reader: ExpectedReader = {
    id: "1",
    firstName: "Gaëlle",
    lastName: "=HYPERLINK(1)",
    profile: "GUARDIAN",
    classes: "6e A",
    children: "Alice, Adam",
    acknowledgedAt: "2026-11-19T07:05:00Z",
  };

  it("opens in a French spreadsheet, and runs no formula", () => {
    const [head, line] = followUpTable([reader], "Europe/Paris").split("\r\n");
    expect(head).toBe("\uFEFFNom;Prénom;Qui;Classe;Enfant;Confirmé le");
    expect(line?.startsWith("'=HYPERLINK")).toBe(true);
    expect(line).toContain("Parent;6e A;Alice, Adam;jeu. 19 nov., 8\u00A0h\u00A005");
  });
});
