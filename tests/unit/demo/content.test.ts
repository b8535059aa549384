import katex from "katex";
import { describe, expect, it } from "vitest";
import { plainText } from "@/lib/rich-text/text";
import { checkRichText } from "@/lib/rich-text/schema";
import { COLLEGE_CONTENT, PRIMARY_CONTENT } from "@/prisma/demo/content/index";
import { homeworkText, lessonText, stepsOf } from "@/prisma/demo/content/text";
import { LEVELS } from "@/prisma/demo/curriculum";
import { Random } from "@/prisma/demo/random";
import { makePdf, makePng } from "@/prisma/demo/attachments";
import { detectMediaType } from "@/lib/files/detect";

describe.each([...Object.entries(COLLEGE_CONTENT), ...Object.entries(PRIMARY_CONTENT)])(
  "content of %s",
  (_, content) => {
    it("makes documents that the server accepts, with no blank left", () => {
      const random = new Random(1);
      for (const level of LEVELS.filter((taught) => taught in content.chapters || "*" in content.chapters)) {
        for (const step of stepsOf(content, level, 40)) {
          const given = homeworkText(content, step, random);
          for (const document of [lessonText(content, step, random), ...(given ? [given.content] : [])]) {
            expect(checkRichText(document)).toEqual(document);
            expect(plainText(document)).not.toMatch(/[{}]?\{(chapitre|p|p2|n|n2|n3|formule)\}|\$|\*\*|formule\b/);
            expect(plainText(document)).not.toMatch(/ [;:?!»]|« /);
          }
        }
      }
    });

    it("has formulas that can be shown", () => {
      for (const latex of Object.values(content.formulas ?? {}).flat()) {
        expect(() => katex.renderToString(latex, { output: "mathml", throwOnError: true })).not.toThrow();
      }
    });
  },
);

it("has enough variety: no two lessons in a row are alike", () => {
  const steps = stepsOf(COLLEGE_CONTENT.maths, "5e", 120);
  const random = new Random(3);
  const texts = steps.map((step) => plainText(lessonText(COLLEGE_CONTENT.maths, step, random)));
  expect(new Set(texts).size).toBeGreaterThan(90);
  for (const [index, text] of texts.entries()) expect(text).not.toBe(texts[index + 1]);
  expect(new Set(steps.map(({ chapter }) => chapter)).size).toBe(9);
});

it("attaches files that are what they say", async () => {
  expect(await detectMediaType(makePdf("Été", ["à (voir)"]), () => Promise.reject(new Error("not needed")))).toBe(
    "application/pdf",
  );
  expect(await detectMediaType(makePng(40, 30), () => Promise.reject(new Error("not needed")))).toBe("image/png");
});
