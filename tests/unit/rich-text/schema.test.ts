import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkRichText, richTextInput } from "@/lib/rich-text/schema";
import { excerpt, isEmptyRichText, plainText } from "@/lib/rich-text/text";
import { EMPTY_RICH_TEXT, type RichText, type RichTextNode } from "@/lib/rich-text/types";

const doc = (...content: object[]): unknown => ({ type: "doc", content });
const paragraph = (...content: object[]): object => ({ type: "paragraph", content });
const text = (value: string, ...marks: object[]): object => ({ type: "text", text: value, marks });
const link = (href: unknown): object => ({ type: "link", attrs: { href } });

const item = { type: "listItem", content: [paragraph(text("x"))] };

/** What a form sends: refused with its French message, or read. */
function sent(value: unknown): string {
  const parsed = richTextInput.safeParse(typeof value === "string" ? value : JSON.stringify(value));
  return parsed.success ? "accepted" : (parsed.error.issues[0]?.message ?? "refused");
}

// Random documents of the vocabulary: lib/rich-text/extensions.ts.
const words = fc.string({ minLength: 1, maxLength: 30 });
const marks = fc.uniqueArray(
  fc.constantFrom<object>(
    { type: "bold" },
    { type: "italic" },
    { type: "underline" },
    link("https://example.fr/a?b#c"),
  ),
  { maxLength: 3, selector: (mark) => JSON.stringify(mark) },
);
const inline = fc.oneof(
  fc.record({ type: fc.constant("text"), text: words, marks }),
  fc.record({ type: fc.constant("formula"), attrs: fc.record({ latex: words }) }),
  fc.constant({ type: "hardBreak" }),
);
const aParagraph = fc.record({ type: fc.constant("paragraph"), content: fc.array(inline, { maxLength: 4 }) });
const aHeading = fc.record({
  type: fc.constant("heading"),
  attrs: fc.record({ level: fc.constantFrom(2, 3) }),
  content: fc.array(inline, { maxLength: 3 }),
});
const { block } = fc.letrec<{ block: object; list: object }>((tie) => ({
  list: fc.record({
    type: fc.constantFrom("bulletList", "orderedList"),
    content: fc.array(
      fc.record({
        type: fc.constant("listItem"),
        content: fc
          .tuple(aParagraph, fc.array(tie("block"), { maxLength: 1 }))
          .map(([first, rest]) => [first, ...rest]),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  block: fc.oneof(
    { maxDepth: 3, depthIdentifier: "block" },
    aParagraph,
    tie("list"),
    fc.record({ type: fc.constant("blockquote"), content: fc.array(aParagraph, { minLength: 1, maxLength: 2 }) }),
  ),
}));
const documents = fc
  .array(fc.oneof(block, aHeading), { minLength: 1, maxLength: 5 })
  .map((content) => ({ type: "doc", content }));

describe("a rich text", () => {
  it("of the editor's vocabulary passes, keeps its words, and passes again as stored", () => {
    fc.assert(
      fc.property(documents, (document) => {
        const stored = checkRichText(JSON.parse(JSON.stringify(document)));
        expect(plainText(stored)).toBe(plainText(document as RichTextNode));
        expect(checkRichText(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
      }),
    );
  });

  it("never brings along what the vocabulary does not know", () => {
    const stored = checkRichText(
      doc({
        type: "paragraph",
        attrs: { onclick: "x", style: "x" },
        content: [{ type: "text", text: "a", onload: "x" }],
      }),
    );
    expect(JSON.stringify(stored)).not.toMatch(/onclick|style|onload/);
  });

  it.each<[string, unknown]>([
    ["an unknown node", doc({ type: "iframe", attrs: { src: "https://example.fr" } })],
    ["an image", doc({ type: "image", attrs: { src: "https://example.fr/a.png" } })],
    ["a code block", doc({ type: "codeBlock", content: [text("x")] })],
    ["an unknown mark", doc(paragraph(text("x", { type: "highlight" })))],
    ["a heading 1, which is the page's", doc({ type: "heading", attrs: { level: 1 }, content: [text("x")] })],
    ["a text outside of a paragraph", doc(text("x"))],
    ["a list without items", doc({ type: "bulletList", content: [] })],
    ["a paragraph as the root", paragraph(text("x"))],
    ["an empty text node", doc(paragraph(text("")))],
    ["a list that counts from a text", doc({ type: "orderedList", attrs: { start: "x" }, content: [item] })],
    ["a formula that is no text", doc(paragraph({ type: "formula", attrs: { latex: { a: 1 } } }))],
    ["a document in a document", doc(doc() as object)],
    ["nothing", null],
    ["a list", []],
    ["a number", 3],
    ["no JSON", "{"],
    ["an empty field", ""],
  ])("refuses %s", (_what, document) => {
    expect(sent(document)).not.toBe("accepted");
    expect(sent(document)).toMatch(/^(Ce texte|Cette formule) /);
  });

  it("keeps of a link its address alone", () => {
    const stored = checkRichText(
      doc(
        paragraph(
          text("x", { type: "link", attrs: { href: "https://example.fr", class: "x", target: "y", rel: "z" } }),
        ),
      ),
    );
    expect(stored.content?.[0]?.content?.[0]?.marks).toEqual([link("https://example.fr")]);
  });

  it.each(["\\def\\a{x}\\a", "\\newcommand{\\a}{x}", "\\gdef\\a{x}", "\\global\\long\\def\\a{x}", "\\let\\a=x"])(
    "refuses the definition %s, which a short formula could expand into megabytes",
    (latex) => {
      expect(sent(doc(paragraph({ type: "formula", attrs: { latex } })))).toBe(
        "Une formule ne peut pas définir de commande.",
      );
    },
  );

  it("bounds the number of formulas, and takes commands that only begin like a definition", () => {
    const formulas = (count: number) =>
      doc(paragraph(...Array.from({ length: count }, () => ({ type: "formula", attrs: { latex: "\\lettre" } }))));
    expect(sent(formulas(500))).toBe("accepted");
    expect(sent(formulas(501))).toBe("Ce texte a trop de formules.");
  });

  it("bounds a formula", () => {
    const formula = (latex: string) => doc(paragraph({ type: "formula", attrs: { latex } }));
    expect(sent(formula("x".repeat(2_000)))).toBe("accepted");
    expect(sent(formula("x".repeat(2_001)))).toBe("Cette formule est trop longue.");
  });

  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//example.fr",
    "/accueil",
    "https:/example.fr",
    "",
    null,
    7,
    { toString: "https://x" },
    ["https://example.fr"],
  ])("refuses a link to %j", (href) => {
    expect(sent(doc(paragraph(text("x", link(href)))))).not.toBe("accepted");
  });

  it.each(["https://example.fr", "http://example.fr/a?b=c#d", "HTTPS://EXAMPLE.FR", "mailto:prof@example.fr"])(
    "accepts a link to %s",
    (href) => {
      expect(sent(doc(paragraph(text("x", link(href)))))).toBe("accepted");
    },
  );

  it("is bounded in length, at 50,000 signs of text", () => {
    expect(sent(doc(paragraph(text("a".repeat(50_000)))))).toBe("accepted");
    expect(sent(doc(paragraph(text("a".repeat(50_001)))))).toMatch(/trop long/);
    expect(sent(doc(...Array.from({ length: 20_000 }, () => paragraph())))).toMatch(/trop long/);
  });

  it("is bounded in depth, whatever is nested", () => {
    const nested = (levels: number): object =>
      levels === 0
        ? paragraph(text("x"))
        : { type: "bulletList", content: [{ type: "listItem", content: [paragraph(), nested(levels - 1)] }] };
    expect(sent(doc(nested(8)))).toBe("accepted");
    expect(sent(doc(nested(12)))).toMatch(/imbriquées/);
    const bomb = `${'{"type":"blockquote","content":['.repeat(12_000)}${"]}".repeat(12_000)}`;
    expect(sent(`{"type":"doc","content":[${bomb}]}`)).toMatch(/^Ce texte/);
  });
});

describe("the words of a rich text", () => {
  const document = checkRichText(
    doc(
      { type: "heading", attrs: { level: 2 }, content: [text("Fractions")] },
      paragraph(
        text("Lire "),
        { type: "formula", attrs: { latex: "\\frac{1}{2}" } },
        { type: "hardBreak" },
        text("puis"),
      ),
      { type: "bulletList", content: [{ type: "listItem", content: [paragraph(text("un"))] }] },
    ),
  );

  it("come one line a block, formulas as one would say them", () => {
    expect(plainText(document)).toBe("Fractions\nLire 1/2\npuis\nun");
  });

  it.each([
    ["\\frac{3}{4} + \\dfrac{5}{8}", "3/4 + 5/8"],
    ["\\sqrt{2} \\times \\pi \\leq 5", "√2 × π ≤ 5"],
    ["\\left(a^2 + b^{3}\\right)", "(a² + b³)"],
    ["\\frac{\\sqrt{2}}{2}", "√2/2"],
    ["\\sin\\alpha", "sinalpha"],
  ])("say %s as %s", (latex, said) => {
    expect(plainText(doc(paragraph({ type: "formula", attrs: { latex } })) as RichText)).toBe(said);
  });

  it("are none in an empty document, in spaces, in empty lists", () => {
    expect(isEmptyRichText(EMPTY_RICH_TEXT)).toBe(true);
    expect(isEmptyRichText(doc(paragraph(text("  ")), paragraph({ type: "hardBreak" })) as RichText)).toBe(true);
    expect(isEmptyRichText(document)).toBe(false);
  });

  it("are cut at a word, never longer than asked", () => {
    expect(excerpt(document, 200)).toBe("Fractions Lire 1/2 puis un");
    expect(excerpt(document, 16)).toBe("Fractions Lire…");
    fc.assert(
      fc.property(documents, fc.integer({ min: 10, max: 60 }), (random, max) => {
        expect(excerpt(random as RichTextNode, max).length).toBeLessThanOrEqual(max + 1);
      }),
    );
  });
});
