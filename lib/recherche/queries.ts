import "server-only";
import type { Context } from "@/lib/auth/context";
import { canOpen } from "@/lib/auth/viewer";
import { findHomework, findLessons } from "@/lib/cahier-de-texte/queries";
import { listSubjects } from "@/lib/emploi-du-temps/queries";
import { hasWords, wordsOf } from "./rules";
import type { Found } from "./types";

/** Classes and colleagues told at most: a whole level may match «6». */
const MAX_TIMETABLES = 8;

const NOTHING: Found = { timetables: [], homework: [], lessons: [] };

/**
 * What the words find in the viewer's school: each module is asked by its own query, behind its own gate and scope, so that nothing
 * is found here that is not read there. Anyone.
 * @param typed as it was typed; too short, it finds nothing.
 */
export async function search(ctx: Context, typed: string): Promise<Found> {
  const words = wordsOf(typed);
  if (words.length === 0) return NOTHING;
  const found = { ...NOTHING };
  if (canOpen(ctx.viewer, "emploi-du-temps")) {
    const subjects = await listSubjects(ctx);
    found.timetables = subjects.filter(({ label }) => hasWords(label, words)).slice(0, MAX_TIMETABLES);
  }
  if (canOpen(ctx.viewer, "cahier-de-texte")) {
    found.homework = await findHomework(ctx, words);
    found.lessons = await findLessons(ctx, words);
  }
  return found;
}
