/** What one subject teaches in the demo: chapters by level («*» for every level), and the forms that its lessons and homework take. */
export interface SubjectContent {
  chapters: Readonly<Record<string, readonly string[]>>;
  /** Formulas in LaTeX for some chapters, by the start of their title. */
  formulas?: Readonly<Record<string, readonly string[]>>;
  /** Opens a chapter. */
  first: readonly string[];
  /** The lessons in between. */
  middle: readonly string[];
  /** Closes a chapter: the test. */
  last: readonly string[];
  homework: readonly { text: string; minutes: number }[];
  /** Share of the lessons after which work is given. */
  homeworkRate: number;
}

// Texts are written in a small markup that text.ts turns into rich text: lines, «## » headings, «- » list items, **bold**,
// *italic*, $formula$. {chapitre}, {p}, {p2}, {n}, {n2}, {n3} and {formule} are filled in.
