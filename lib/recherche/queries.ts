import "server-only";
import { searchPupils } from "@/lib/absences/queries";
import { searchNews } from "@/lib/actualites/queries";
import type { Context } from "@/lib/auth/context";
import { canOpen, holdsRight } from "@/lib/auth/viewer";
import { findHomework, findLessons } from "@/lib/cahier-de-texte/queries";
import { searchPersons } from "@/lib/comptes/queries";
import { searchDocuments } from "@/lib/documents/queries";
import { listSubjects } from "@/lib/emploi-du-temps/queries";
import { searchMail } from "@/lib/messagerie/queries";
import { searchResources } from "@/lib/ressources/queries";
import { hasWords, wordsOf } from "@/lib/fold";
import type { Found } from "./types";

/** Classes and colleagues told at most: a whole level may match «6». */
const MAX_TIMETABLES = 8;
/** Conversations told at most, as of every other kind. */
const MAX_MESSAGES = 8;

const NOTHING: Found = {
  timetables: [],
  persons: [],
  pupils: [],
  homework: [],
  lessons: [],
  messages: [],
  documents: [],
  news: [],
  resources: [],
};

/**
 * What the words find in the viewer's school: each module is asked by its own query, behind its own gate and scope, so that nothing
 * is found here that is not read there. People are found by those who keep their files: the head and the administrators anybody of
 * the school, the vie scolaire its pupils; others look for somebody where they write to them. Anyone, in eight statements at most.
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
  if (holdsRight(ctx.viewer, "LOCAL_ADMIN")) found.persons = await searchPersons(ctx, words);
  else if (canOpen(ctx.viewer, "absences")) found.pupils = await searchPupils(ctx, words);
  if (canOpen(ctx.viewer, "cahier-de-texte")) {
    found.homework = await findHomework(ctx, words);
    found.lessons = await findLessons(ctx, words);
  }
  if (canOpen(ctx.viewer, "messagerie")) {
    found.messages = (await searchMail(ctx, words.join(" "))).slice(0, MAX_MESSAGES);
  }
  if (canOpen(ctx.viewer, "documents")) found.documents = await searchDocuments(ctx, words);
  if (canOpen(ctx.viewer, "actualites")) found.news = await searchNews(ctx, words);
  if (canOpen(ctx.viewer, "ressources")) found.resources = await searchResources(ctx, words);
  return found;
}
