import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  cursorText,
  deliveryInstant,
  folded,
  isCircular,
  parseAudience,
  parseCursor,
  searchTerms,
  searchTextOf,
} from "@/lib/messagerie/rules";
import { richTextToText, textToRichText } from "@/lib/messagerie/text";
import { schoolSettings } from "@/lib/school/settings";

const PARIS = "Europe/Paris";
const usual = schoolSettings({}).messaging;
const at = (local: string, zone = PARIS) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
const delivered = (local: string, settings = usual, zone = PARIS) =>
  deliveryInstant(at(local, zone), zone, settings).toZonedDateTimeISO(zone).toPlainDateTime().toString({
    smallestUnit: "minute",
  });

describe("quiet hours", () => {
  it.each([
    ["a Thursday morning", "2026-11-19T08:05", "2026-11-19T08:05"],
    ["the last minute of the day", "2026-11-19T19:59", "2026-11-19T19:59"],
    ["the evening", "2026-11-19T20:00", "2026-11-20T07:00"],
    ["the small hours", "2026-11-20T00:30", "2026-11-20T07:00"],
    ["seven o’clock", "2026-11-20T07:00", "2026-11-20T07:00"],
    ["Friday evening", "2026-11-20T21:00", "2026-11-23T07:00"],
    ["Saturday morning", "2026-11-21T05:00", "2026-11-23T07:00"],
    ["Sunday afternoon", "2026-11-22T15:00", "2026-11-23T07:00"],
    ["Monday before seven", "2026-11-23T06:59", "2026-11-23T07:00"],
    ["the night the clocks go forward", "2026-03-27T22:00", "2026-03-30T07:00"],
    ["the night they go back", "2026-10-24T22:00", "2026-10-26T07:00"],
  ])("%s", (_name, sent, expected) => {
    expect(delivered(sent)).toBe(expected);
  });

  it("follow the clocks of the school", () => {
    expect(delivered("2026-11-19T21:00", usual, "Pacific/Noumea")).toBe("2026-11-20T07:00");
  });

  it("are the school's to set", () => {
    expect(delivered("2026-11-21T15:00", { ...usual, isWeekendQuiet: false })).toBe("2026-11-21T15:00");
    const midday = { quietFromMinute: 720, quietUntilMinute: 840, isWeekendQuiet: false };
    expect(delivered("2026-11-19T12:30", midday)).toBe("2026-11-19T14:00");
    expect(delivered("2026-11-19T15:00", midday)).toBe("2026-11-19T15:00");
    const never = { quietFromMinute: 0, quietUntilMinute: 0, isWeekendQuiet: false };
    expect(delivered("2026-11-19T23:00", never)).toBe("2026-11-19T23:00");
  });
});

describe("recipients", () => {
  const [family, staff] = [{ isFamily: true }, { isFamily: false }];

  it("are hidden from each other as soon as two families, or a crowd, are among them", () => {
    expect(isCircular([family])).toBe(false);
    expect(isCircular([family, staff, staff])).toBe(false);
    expect(isCircular([family, family])).toBe(true);
    expect(isCircular(Array.from({ length: 20 }, () => staff))).toBe(false);
    expect(isCircular(Array.from({ length: 21 }, () => staff))).toBe(true);
  });

  it("are read from a form, and nothing else is", () => {
    const id = "018f4e6a-0000-7000-8000-000000000001";
    expect(parseAudience(`parents:${id}`)).toEqual({ kind: "parents", id });
    expect(parseAudience(`everybody:${id}`)).toBeNull();
    expect(parseAudience("parents:1")).toBeNull();
    expect(parseAudience("")).toBeNull();
  });
});

describe("a search", () => {
  it("looks past accents, capitals and ligatures", () => {
    expect(folded("  Cœur  d’Éléonore ")).toBe("coeur d’eleonore");
    expect(searchTerms("Évaluation COMMUNE")).toEqual(["evaluation", "commune"]);
    expect(searchTextOf("Mme Diallo", "Réunion", textToRichText("À mardi"))).toBe("mme diallo reunion a mardi");
  });
});

describe("a plain text", () => {
  it.each(["Bonjour,\n\nÀ demain.\nMerci", "Une ligne", ""])("comes back from its document: %j", (text) => {
    expect(richTextToText(textToRichText(text))).toBe(text);
  });

  it("is not made of what has a shape", () => {
    const bold = { type: "text", text: "gras", marks: [{ type: "bold" }] };
    expect(richTextToText({ type: "doc", content: [{ type: "paragraph", content: [bold] }] })).toBeNull();
    expect(richTextToText({ type: "doc", content: [{ type: "bulletList", content: [] }] })).toBeNull();
  });
});

describe("a cursor", () => {
  it("goes through an address, and an edited one is none", () => {
    const cursor = { at: "2026-11-19T07:05:00.000Z", id: "018f4e6a-0000-7000-8000-000000000001" };
    expect(parseCursor(cursorText(cursor))).toEqual(cursor);
    for (const text of [undefined, "", "2026", `2026-99-19T07:05:00Z_${cursor.id}`]) {
      expect(parseCursor(text)).toBeNull();
    }
  });
});
