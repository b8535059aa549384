import { readersOf } from "@/lib/actualites/rules";
import type { NewsState, Reach, Readers } from "@/lib/actualites/types";
import type { Profile } from "@/lib/db/types";
import { formatCount, formatList } from "@/lib/time/format";

/** How the people of a school are called together. */
export const readersLabels: Readonly<Record<Readers, string>> = {
  STUDENT: "Élèves",
  GUARDIAN: "Parents",
  TEACHER: "Professeurs",
  STAFF: "Personnels",
};

/** What a state is called. */
export const stateLabels: Readonly<Record<NewsState, string>> = {
  draft: "Brouillon",
  scheduled: "Programmée",
  published: "Publiée",
  ended: "Terminée",
  withdrawn: "Retirée",
};

/** «Élèves et parents, 5e et 6e A»; «Élèves, parents et professeurs, tout l’établissement». */
export function audienceWords(profiles: readonly Profile[], places: readonly string[]): string {
  const readers = readersOf(profiles).map((each) => readersLabels[each].toLocaleLowerCase("fr"));
  if (readers.length === 0) return "Public à choisir";
  const who = formatList(readers);
  const where = places.length > 0 ? formatList(places) : "tout l’établissement";
  return `${who.charAt(0).toLocaleUpperCase("fr")}${who.slice(1)}, ${where}`;
}

/** «412 personnes : 198 élèves et 214 parents». */
export function reachWords({ total, byReaders }: Reach): string {
  if (total === 0) return "Personne pour le moment";
  const nouns: Record<Readers, string> = {
    STUDENT: "élève",
    GUARDIAN: "parent",
    TEACHER: "professeur",
    STAFF: "personnel",
  };
  const parts = (Object.keys(nouns) as Readers[]).flatMap((each) =>
    byReaders[each] > 0 ? [formatCount(byReaders[each], nouns[each])] : [],
  );
  return `${formatCount(total, "personne")}\u202F: ${formatList(parts)}`;
}
