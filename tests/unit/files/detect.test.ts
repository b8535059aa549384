import { describe, expect, it } from "vitest";
import { detectMediaType } from "@/lib/files/detect";
import { isAcceptedFile } from "@/lib/files/rules";
import { docx, HTML, odt, PDF, PNG, SVG, zipOf } from "@/tests/factories/file-bytes";

const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

async function detect(bytes: Uint8Array): Promise<string | null> {
  return detectMediaType(bytes.subarray(0, 4100), () => Promise.resolve(new Blob([Buffer.from(bytes)]).stream()));
}

describe("what bytes are", () => {
  it.each<[string, Uint8Array, string | null]>([
    ["a PNG", PNG, "image/png"],
    ["a PDF", PDF, "application/pdf"],
    ["a Word document", docx(), WORD],
    ["a Word document that tells its types at the end", docx(new Uint8Array(50_000)), WORD],
    ["an OpenDocument text", odt(), "application/vnd.oasis.opendocument.text"],
    ["a spoken message", Uint8Array.from(Buffer.from(`OggS${"\0".repeat(24)}OpusHead`, "latin1")), "audio/ogg"],
    ["an archive", zipOf([["exercice.ggb", "x"]]), "application/zip"],
    ["a text", text("Œuvre à lire pour lundi.\n"), "text/plain"],
    ["a text of Windows-1252", Uint8Array.from(Buffer.from("élève;note\r\nAzoulay;12\r\n", "latin1")), "text/plain"],
    ["nothing", new Uint8Array(), null],
    ["noise", Uint8Array.of(0, 1, 2, 3, 4, 5), null],
  ])("%s", async (_what, bytes, mediaType) => {
    expect(await detect(bytes)).toBe(mediaType);
  });

  it.each<[string, Uint8Array]>([
    ["a page", HTML],
    ["a page after a byte order mark and spaces", text("\uFEFF \n<html><script>alert(1)</script>")],
    ["a page after a comment", text("<!-- --><script>alert(1)</script>")],
    ["a drawing", SVG],
    ["a bare drawing", text('<svg onload="alert(1)"></svg>')],
    ["a script of the shell", text("#!/bin/sh\nrm -rf /\n\u0000")],
    ["a program", Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0)],
  ])("%s is attached under no name at all", async (_what, bytes) => {
    const mediaType = await detect(bytes);
    for (const name of ["a.png", "a.pdf", "a.txt", "a.svg", "a.html", "a.zip", "a.docx", "a"]) {
      expect(mediaType !== null && isAcceptedFile(mediaType, name), name).toBe(false);
    }
  });

  it("believes the first bytes of a polyglot, which is then served as that and never sniffed", async () => {
    const polyglot = Uint8Array.from(Buffer.concat([PNG, HTML]));
    expect(await detect(polyglot)).toBe("image/png");
    expect(isAcceptedFile("image/png", "polyglotte.html")).toBe(false);
  });
});
