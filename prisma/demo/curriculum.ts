/** A level of the collège. */
export type Level = "6e" | "5e" | "4e" | "3e";
export const LEVELS: readonly Level[] = ["6e", "5e", "4e", "3e"];

/** What the demo calls a subject, from which content, hours and rooms follow. */
export type SubjectKey =
  | "francais"
  | "maths"
  | "histoire"
  | "anglais"
  | "espagnol"
  | "allemand"
  | "svt"
  | "physique"
  | "techno"
  | "eps"
  | "arts"
  | "musique"
  | "latin";

/** Rooms of one kind; a lesson needs one of the kind of its subject. */
export type RoomKind = "classroom" | "svt" | "physique" | "techno" | "gym" | "arts" | "musique";

export interface SubjectInfo {
  key: SubjectKey;
  /** BCN code. */
  code: string;
  name: string;
  shortName: string;
  room: RoomKind;
  teachers: number;
}

export const SUBJECTS: readonly SubjectInfo[] = [
  { key: "francais", code: "020700", name: "Français", shortName: "Français", room: "classroom", teachers: 8 },
  { key: "maths", code: "061300", name: "Mathématiques", shortName: "Maths", room: "classroom", teachers: 8 },
  {
    key: "histoire",
    code: "043700",
    name: "Histoire-géographie",
    shortName: "Histoire-géo",
    room: "classroom",
    teachers: 6,
  },
  { key: "anglais", code: "030201", name: "Anglais", shortName: "Anglais", room: "classroom", teachers: 7 },
  { key: "espagnol", code: "030602", name: "Espagnol", shortName: "Espagnol", room: "classroom", teachers: 2 },
  { key: "allemand", code: "030102", name: "Allemand", shortName: "Allemand", room: "classroom", teachers: 1 },
  { key: "svt", code: "062900", name: "Sciences de la vie et de la Terre", shortName: "SVT", room: "svt", teachers: 3 },
  {
    key: "physique",
    code: "062300",
    name: "Physique-chimie",
    shortName: "Physique-chimie",
    room: "physique",
    teachers: 3,
  },
  { key: "techno", code: "070800", name: "Technologie", shortName: "Techno", room: "techno", teachers: 2 },
  { key: "eps", code: "100100", name: "Éducation physique et sportive", shortName: "EPS", room: "gym", teachers: 5 },
  { key: "arts", code: "090100", name: "Arts plastiques", shortName: "Arts plastiques", room: "arts", teachers: 2 },
  { key: "musique", code: "081300", name: "Éducation musicale", shortName: "Musique", room: "musique", teachers: 2 },
  // Taught by a teacher of French.
  { key: "latin", code: "020800", name: "Latin", shortName: "Latin", room: "classroom", teachers: 0 },
];

/** The subject of this key. */
export function subjectOf(key: SubjectKey): SubjectInfo {
  const subject = SUBJECTS.find((other) => other.key === key);
  if (!subject) throw new RangeError(`no subject ${key}`);
  return subject;
}

/** The MEF of each level, as the BCN has them. */
export const MEFS: Readonly<Record<Level, { code: string; formation: string }>> = {
  "6e": { code: "10010012110", formation: "6EME" },
  "5e": { code: "10110001110", formation: "5EME" },
  "4e": { code: "10210001110", formation: "4EME" },
  "3e": { code: "10310019110", formation: "3EME" },
};

/**
 * One lesson of the week: every week, or one week in two; `hours` in a row. Weekly hours of a division are those of the
 * arrêté du 19 mai 2015, as amended (EPS 4 h in 6e, technology from 5e on).
 */
export interface LessonShape {
  subject: SubjectKey;
  hours: 1 | 2;
  isFortnightly: boolean;
}

const weekly = (subject: SubjectKey, count: number, hours: 1 | 2 = 1): LessonShape[] =>
  Array.from({ length: count }, () => ({ subject, hours, isFortnightly: false }));
const half = (subject: SubjectKey): LessonShape[] => [{ subject, hours: 1, isFortnightly: true }];

const COMMON: readonly LessonShape[] = [...weekly("arts", 1), ...weekly("musique", 1)];
const FROM_5E: readonly LessonShape[] = [
  ...COMMON,
  ...weekly("maths", 3),
  ...half("maths"),
  ...weekly("anglais", 3),
  ...weekly("svt", 1),
  ...half("svt"),
  ...weekly("physique", 1),
  ...half("physique"),
  ...weekly("techno", 1),
  ...half("techno"),
  ...weekly("eps", 1, 2),
  ...weekly("eps", 1),
];

/** The lessons of a whole division. LV2 and Latin cross divisions; in 6e the fourth half-hour of science is in half-groups. */
export const DIVISION_LESSONS: Readonly<Record<Level, readonly LessonShape[]>> = {
  "6e": [
    ...COMMON,
    ...weekly("francais", 4),
    ...half("francais"),
    ...weekly("maths", 4),
    ...half("maths"),
    ...weekly("histoire", 3),
    ...weekly("anglais", 4),
    ...weekly("svt", 1),
    ...weekly("physique", 1),
    ...weekly("eps", 2, 2),
  ],
  "5e": [...FROM_5E, ...weekly("francais", 4), ...half("francais"), ...weekly("histoire", 3)],
  "4e": [...FROM_5E, ...weekly("francais", 4), ...half("francais"), ...weekly("histoire", 3)],
  "3e": [...FROM_5E, ...weekly("francais", 4), ...weekly("histoire", 3), ...half("histoire")],
};

/** LV2: two hours and a half a week, from 5e. */
export const LV2_LESSONS: readonly Omit<LessonShape, "subject">[] = [
  { hours: 1, isFortnightly: false },
  { hours: 1, isFortnightly: false },
  { hours: 1, isFortnightly: true },
];

/** Latin, an option: weekly hours. */
export const LATIN_HOURS: Readonly<Partial<Record<Level, number>>> = { "5e": 1, "4e": 2, "3e": 2 };

/** Weekly hours counted for a teacher's service. */
export function hoursOf(lesson: { hours: number; isFortnightly: boolean }): number {
  return lesson.hours * (lesson.isFortnightly ? 0.5 : 1);
}
