import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ACCEPTED_EXTENSIONS,
  byteRange,
  cleanFileName,
  extensionOf,
  isAcceptedFile,
  isShownInline,
} from "@/lib/files/rules";

describe("the name of a file", () => {
  it.each([
    ["fiche.pdf", "fiche.pdf"],
    ["C:\\Users\\Léa\\Mes documents\\leçon 3.docx", "leçon 3.docx"],
    ["../../etc/passwd", "passwd"],
    ["  ..caché.txt.. ", "caché.txt"],
    ["rapport\u202Efdp.exe", "rapportfdp.exe"],
    ["a\u0000b\n.txt", "ab.txt"],
    ['<img src="x">.png', "_img src=_x__.png"],
    ["", "fichier"],
    ["...", "fichier"],
  ])("%j becomes %j", (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it("is short, keeps its extension, and is clean once cleaned", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => {
        const clean = cleanFileName(name);
        expect(clean.length).toBeGreaterThan(0);
        expect(clean.length).toBeLessThanOrEqual(120);
        expect(clean).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}]/u);
        expect(cleanFileName(clean)).toBe(clean);
        expect(() => encodeURIComponent(clean)).not.toThrow();
      }),
    );
    expect(cleanFileName(`${"très ".repeat(60)}long.pdf`)).toMatch(/^.{116}\.pdf$/);
    expect(cleanFileName(`${"😀".repeat(60)}a.pdf`)).toBe(`${"😀".repeat(58)}.pdf`);
    expect(cleanFileName(`a.${"x".repeat(300)}`).length).toBeLessThanOrEqual(120);
  });

  it("has the extension after its last dot", () => {
    expect(extensionOf("Leçon.PDF")).toBe("pdf");
    expect(extensionOf("archive.tar.gz")).toBe("gz");
    expect(extensionOf("sans")).toBe("");
    expect(extensionOf(".profile")).toBe("");
  });
});

describe("what may be attached", () => {
  it("takes a content only under a name that says what it is", () => {
    expect(isAcceptedFile("image/png", "plan.png")).toBe(true);
    expect(isAcceptedFile("image/png", "plan.PNG")).toBe(true);
    expect(isAcceptedFile("image/png", "plan.pdf")).toBe(false);
    expect(isAcceptedFile("image/png", "plan")).toBe(false);
    expect(isAcceptedFile("application/x-msdownload", "jeu.exe")).toBe(false);
    expect(isAcceptedFile("constructor", "a.pdf")).toBe(false);
  });

  it.each(["image/svg+xml", "text/html", "application/xhtml+xml", "application/xml", "text/plain"])(
    "never shows %s in place",
    (mediaType) => {
      expect(isShownInline(mediaType)).toBe(false);
    },
  );

  it("accepts neither pages, nor scripts, nor drawings that hold scripts", () => {
    for (const extension of [".html", ".htm", ".svg", ".js", ".xml", ".exe", ".docm"]) {
      expect(ACCEPTED_EXTENSIONS).not.toContain(extension);
    }
  });
});

describe("a part of a file", () => {
  it.each([
    [null, 100, null],
    ["bytes=0-9", 100, { first: 0, last: 9 }],
    ["bytes=90-", 100, { first: 90, last: 99 }],
    ["bytes=90-500", 100, { first: 90, last: 99 }],
    ["bytes=-10", 100, { first: 90, last: 99 }],
    ["bytes=-500", 100, { first: 0, last: 99 }],
    ["bytes=100-", 100, "unsatisfiable"],
    ["bytes=-0", 100, "unsatisfiable"],
    ["bytes=9-3", 100, null],
    ["bytes=-", 100, null],
    ["bytes=0-1,3-4", 100, null],
    ["lines=0-1", 100, null],
  ])("%j of %i bytes", (header, size, range) => {
    expect(byteRange(header, size)).toEqual(range);
  });
});
