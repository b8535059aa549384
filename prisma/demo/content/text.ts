import type { RichText, RichTextNode } from "@/lib/rich-text/types";
import type { SubjectContent } from "@/prisma/demo/content/types";
import type { Random } from "@/prisma/demo/random";

/** French spaces: a narrow one before high punctuation, none that breaks inside guillemets. */
export function spaced(text: string): string {
  return text
    .replace(/ ([;:?!])/g, "\u202f$1")
    .replace(/« /g, "«\u00a0")
    .replace(/ »/g, "\u00a0»");
}

/** One line of the small markup of types.ts, as inline nodes. */
function inline(line: string): RichTextNode[] {
  const nodes: RichTextNode[] = [];
  for (const [piece] of line.matchAll(/\*\*[^*]+\*\*|\*[^*]+\*|\$[^$]+\$|[^*$]+/g)) {
    if (piece.startsWith("$")) nodes.push({ type: "formula", attrs: { latex: piece.slice(1, -1) } });
    else if (piece.startsWith("**")) nodes.push(marked("bold", piece.slice(2, -2)));
    else if (piece.startsWith("*")) nodes.push(marked("italic", piece.slice(1, -1)));
    else nodes.push({ type: "text", text: spaced(piece) });
  }
  return nodes;
}

function marked(mark: string, text: string): RichTextNode {
  return { type: "text", marks: [{ type: mark }], text: spaced(text) };
}

const paragraph = (line: string): RichTextNode => ({ type: "paragraph", content: inline(line) });

/** A text in the small markup as a document of lib/rich-text. */
export function richText(source: string): RichText {
  const content: RichTextNode[] = [];
  for (const line of source.split("\n")) {
    const list = content.at(-1);
    const item: RichTextNode = { type: "listItem", content: [paragraph(line.slice(2))] };
    if (!line.startsWith("- ")) content.push(paragraph(line));
    else if (list?.type === "bulletList") list.content?.push(item);
    else content.push({ type: "bulletList", content: [item] });
  }
  return { type: "doc", content };
}

/** Where a lesson stands in its chapter, and the chapter's title. */
export interface Step {
  /** Rank of the lesson in its year. */
  index: number;
  chapter: string;
  position: "first" | "middle" | "last";
  /** The next lesson is the test. */
  isBeforeLast: boolean;
}

/** The chapters of a subject spread over the lessons of a year. */
export function stepsOf(content: SubjectContent, level: string, lessons: number): Step[] {
  const chapters = content.chapters[level] ?? content.chapters["*"] ?? [];
  // A subject of one hour a week gets through fewer chapters.
  const count = Math.max(1, Math.min(chapters.length, Math.floor(lessons / 5)));
  return Array.from({ length: lessons }, (_, index) => {
    const chapter = Math.floor((index * count) / lessons);
    const from = Math.ceil((chapter * lessons) / count);
    const until = Math.ceil(((chapter + 1) * lessons) / count);
    const position = index === from ? "first" : index === until - 1 ? "last" : "middle";
    return { index, chapter: chapters[chapter] ?? "", position, isBeforeLast: index === until - 2 };
  });
}

/** What was done in a lesson. */
export function lessonText(content: SubjectContent, step: Step, random: Random): RichText {
  return richText(filled(content[step.position], content, step, random));
}

/** Work to do; null when the subject gives none. Before a test it is to revise for it. */
export function homeworkText(
  content: SubjectContent,
  step: Step,
  random: Random,
): { content: RichText; minutes: number } | null {
  if (step.isBeforeLast && content.homeworkRate > 0.2) {
    return { content: richText(`Réviser pour l’évaluation : **${step.chapter}**.`), minutes: random.pick([30, 45]) };
  }
  const possible = content.homework.filter(({ text }) => !text.includes("$formule$") || hasFormula(content, step));
  if (possible.length === 0) return null;
  const { text, minutes } = inTurn(possible, step);
  return { content: richText(filled([text], content, step, random)), minutes };
}

/** One of several forms: never the same twice in a row. */
function inTurn<Item>(items: readonly Item[], { index, chapter }: Step): Item {
  const item = items[(index + chapter.length) % items.length];
  if (item === undefined) throw new RangeError("nothing to choose from");
  return item;
}

function formulasOf(content: SubjectContent, { chapter }: Step): readonly string[] {
  return Object.entries(content.formulas ?? {}).find(([start]) => chapter.startsWith(start))?.[1] ?? [];
}

function hasFormula(content: SubjectContent, step: Step): boolean {
  return formulasOf(content, step).length > 0;
}

/** One of the templates, with its blanks filled: pages, exercises, chapter, formula. */
function filled(templates: readonly string[], content: SubjectContent, step: Step, random: Random): string {
  const formulas = formulasOf(content, step);
  const possible = templates.filter((template) => formulas.length > 0 || !template.includes("$formule$"));
  const template = inTurn(possible.length > 0 ? possible : [`**${step.chapter}**`], step);
  const page = random.int(18, 240);
  const first = random.int(1, 6);
  const blanks: Readonly<Record<string, string>> = {
    chapitre: step.chapter,
    p: String(page),
    p2: String(page + random.int(1, 3)),
    n: String(first),
    n2: String(first + random.int(1, 3)),
    n3: String(first + random.int(4, 8)),
  };
  const latex = formulas.length > 0 ? random.pick(formulas) : "";
  return template
    .replace(/\{(\w+)\}/g, (whole, name: string) => blanks[name] ?? whole)
    .replaceAll("$formule$", () => `$${latex}$`);
}
