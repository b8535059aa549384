import { expect, it } from "vitest";
import { fold } from "@/lib/fold";
import { withSystem } from "@/lib/db/system";

const TEXTS = ["Élise au Bœuf", "ŒUVRE, ÆQUO", "Straße à 8 h", "Noël\u202F: l’été\u00A0!", "e\u0301te\u0301", "№ ½ ﬁn"];

it("the database folds as lib/fold.ts does", async () => {
  const folded = await withSystem(
    "fold words",
    (db) => db.$queryRaw<{ words: string }[]>`SELECT folded(words) AS words FROM unnest(${TEXTS}::text[]) AS words`,
  );
  expect(folded.map(({ words }) => words)).toEqual(TEXTS.map(fold));
});

it("the words of a document are those of its texts alone, folded", async () => {
  const content = {
    type: "doc",
    content: [
      {
        type: "bulletList",
        content: [
          { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "Théorème" }] }] },
        ],
      },
      { type: "paragraph", content: [{ type: "text", marks: [{ type: "bold" }], text: "de Pythagore" }] },
    ],
  };
  const [row] = await withSystem(
    "read words",
    (db) => db.$queryRaw<{ words: string }[]>`SELECT rich_text_words(${JSON.stringify(content)}::jsonb) AS words`,
  );
  expect(row?.words).toBe('["theoreme", "de pythagore"]');
});
