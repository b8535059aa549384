import type { HomeworkItem, Lesson } from "@/lib/cahier-de-texte/types";
import type { SubjectChoice } from "@/lib/emploi-du-temps/types";

/** What a search finds in one school, by kind, each in the order in which it is shown. */
export interface Found {
  /** Classes, colleagues, rooms and pupils whose timetable the viewer opens. */
  timetables: SubjectChoice[];
  homework: HomeworkItem[];
  lessons: Lesson[];
}
