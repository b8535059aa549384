import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { compilePdf } from "@/lib/pdf/compile";

const AT = Temporal.Instant.from("2026-11-19T07:05:00Z");
const SPECIMEN = "tests/unit/pdf/specimen.typ";
const data = {
  title: "Bulletin du 1er trimestre",
  school: "Collège du Préau",
  rows: [["Français", "12,5"]],
};

describe("compilePdf", () => {
  it("writes a tagged French document that says it follows PDF/UA", () => {
    const pdf = compilePdf(SPECIMEN, data, AT).toString("latin1");
    expect(pdf.startsWith("%PDF-1.7")).toBe(true);
    expect(pdf).toContain("/StructTreeRoot");
    expect(pdf).toContain("/Lang (fr-FR)");
    expect(pdf).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(pdf).toContain("AtkinsonHyperlegibleNext-Bold");
    expect(pdf).toContain("2026-11-19");
  });

  it("is the same document each time", () => {
    expect(compilePdf(SPECIMEN, data, AT).equals(compilePdf(SPECIMEN, data, AT))).toBe(true);
  });

  it("takes what people type as text, never as markup", () => {
    const typed = '#panic("x") $1$ *a* \\ ] } <b> "»';
    expect(() => compilePdf(SPECIMEN, { ...data, title: typed, watermark: typed }, AT)).not.toThrow();
  });

  it("names the template that has a mistake", () => {
    expect(() => compilePdf(SPECIMEN, { title: "Sans lignes", school: "" }, AT)).toThrow(SPECIMEN);
    expect(() => compilePdf(SPECIMEN, { ...data, title: "" }, AT)).toThrow("title");
    expect(() => compilePdf("tests/unit/pdf/absent.typ", data, AT)).toThrow("absent.typ");
  });
});
