import type { FoundPupil } from "@/lib/absences/types";
import type { NewsSummary } from "@/lib/actualites/types";
import type { HomeworkItem, Lesson } from "@/lib/cahier-de-texte/types";
import type { DirectoryEntry } from "@/lib/comptes/types";
import type { DocumentLine } from "@/lib/documents/types";
import type { SubjectChoice } from "@/lib/emploi-du-temps/types";
import type { MailLine } from "@/lib/messagerie/types";
import type { ResourceSummary } from "@/lib/ressources/types";

/** What a search finds in one school, by kind, each in the order in which it is shown. */
export interface Found {
  /** Classes, colleagues, rooms and pupils whose timetable the viewer opens. */
  timetables: SubjectChoice[];
  /** Anybody of the school, for those who run its accounts. */
  persons: DirectoryEntry[];
  /** For the vie scolaire, whose file of absences it is. */
  pupils: FoundPupil[];
  homework: HomeworkItem[];
  lessons: Lesson[];
  /** Of the viewer's own mail. */
  messages: MailLine[];
  documents: DocumentLine[];
  news: NewsSummary[];
  resources: ResourceSummary[];
}
