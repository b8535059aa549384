import {
  DIVISION_LESSONS,
  hoursOf,
  LATIN_HOURS,
  type Level,
  LEVELS,
  LV2_LESSONS,
  type SubjectKey,
  SUBJECTS,
} from "@/prisma/demo/curriculum";

/** Who is taught together: a division, half of one, or pupils of several. */
export interface TaughtGroup {
  kind: "DIVISION" | "GROUP";
  code: string;
  name: string;
  level: Level;
  /** Codes of the divisions that its pupils come from; empty for a division. */
  divisions: readonly string[];
}

/** A post of teacher; `population.ts` gives it a person. */
export interface TeacherPost {
  subject: SubjectKey;
  /** Rank among the teachers of the subject. */
  rank: number;
}

export interface TaughtService {
  key: string;
  subject: SubjectKey;
  group: TaughtGroup;
  /** Index among the posts. */
  teacher: number;
}

/** Weeks in which something happens, as a mask: 1 week A, 2 week B, 3 both. */
export type Weeks = 1 | 2 | 3;

/** Services taught at one and the same time, to divisions that are all free then. */
export interface Block {
  divisions: readonly string[];
  hours: 1 | 2;
  parts: readonly { service: TaughtService; weeks: Weeks | "chosen" }[];
}

/** The whole teaching of the collège. */
export interface Teaching {
  groups: TaughtGroup[];
  posts: TeacherPost[];
  services: TaughtService[];
  blocks: Block[];
}

/** Letters of the six divisions of each level. */
const LETTERS = ["A", "B", "C", "D", "E", "F"] as const;
const HALF_SCIENCES: readonly SubjectKey[] = ["svt", "physique"];
/** Divisions whose lessons the first teacher of each subject takes: those that the showcased pupils are in. */
const SHOWCASED = ["5B", "6C"] as const;

/** The code of a division: «5B». */
export function divisionCode(level: Level, letter: string): string {
  return `${level.charAt(0)}${letter}`;
}

/** Builds divisions, groupes, services and what is taught when together. Always the same. */
export function buildTeaching(): Teaching {
  const posts = SUBJECTS.flatMap(({ key, teachers }) =>
    Array.from({ length: teachers }, (_, rank): TeacherPost => ({ subject: key, rank })),
  );
  const loads = posts.map(() => 0);
  const groups: TaughtGroup[] = [];
  const services: TaughtService[] = [];
  const blocks: Block[] = [];

  /** The teacher of a subject with the fewest hours, or the first of them for a showcased division. */
  const appoint = (subject: SubjectKey, hours: number, division: string | null): number => {
    const candidates = posts.flatMap((post, index) => (post.subject === subject ? [index] : []));
    const isShowcased = SHOWCASED.some((code) => code === division);
    const best = isShowcased ? candidates[0] : [...candidates].sort((a, b) => (loads[a] ?? 0) - (loads[b] ?? 0))[0];
    if (best === undefined) throw new RangeError(`nobody teaches ${subject}`);
    loads[best] = (loads[best] ?? 0) + hours;
    return best;
  };
  const addGroup = (group: TaughtGroup): TaughtGroup => {
    groups.push(group);
    return group;
  };
  const addService = (subject: SubjectKey, group: TaughtGroup, teacher: number): TaughtService => {
    const service = { key: `${group.code} ${subject}`, subject, group, teacher };
    services.push(service);
    return service;
  };

  for (const level of LEVELS) {
    const codes = LETTERS.map((letter) => divisionCode(level, letter));
    for (const [index, code] of codes.entries()) {
      const name = `${level} ${LETTERS[index]}`;
      addGroup({ kind: "DIVISION", code, name, level, divisions: [] });
    }
  }
  // Showcased divisions choose first, so that their teachers are the first of each subject.
  const divisions = groups.toSorted((a, b) => Number(isShowcasedCode(b.code)) - Number(isShowcasedCode(a.code)));
  for (const division of divisions) {
    const lessons = DIVISION_LESSONS[division.level];
    const teacherOf = new Map<SubjectKey, number>();
    for (const subject of new Set(lessons.map((lesson) => lesson.subject))) {
      const shapes = lessons.filter((lesson) => lesson.subject === subject);
      const hasHalves = division.level === "6e" && HALF_SCIENCES.includes(subject);
      const hours = shapes.reduce((sum, shape) => sum + hoursOf(shape), 0) + (hasHalves ? 1 : 0);
      const service = addService(subject, division, appoint(subject, hours, division.code));
      teacherOf.set(subject, service.teacher);
      for (const { hours: length, isFortnightly } of shapes) {
        const weeks = isFortnightly ? "chosen" : 3;
        blocks.push({ divisions: [division.code], hours: length, parts: [{ service, weeks }] });
      }
    }
    if (division.level === "6e") blocks.push(halfGroupBlock(division, teacherOf, addGroup, addService));
  }
  for (const level of LEVELS) addLevelGroups(level, { addGroup, addService, appoint, blocks, posts, loads });
  return { groups, posts, services, blocks };
}

function isShowcasedCode(code: string): boolean {
  return SHOWCASED.some((showcased) => showcased === code);
}

/** In 6e, one hour in half-groups: one half in SVT while the other is in physics, and the other way round next week. */
function halfGroupBlock(
  division: TaughtGroup,
  teacherOf: ReadonlyMap<SubjectKey, number>,
  addGroup: (group: TaughtGroup) => TaughtGroup,
  addService: (subject: SubjectKey, group: TaughtGroup, teacher: number) => TaughtService,
): Block {
  const parts = [1, 2].flatMap((half) => {
    const { code, name, level } = division;
    const group = addGroup({
      kind: "GROUP",
      code: `${code}-${half}`,
      name: `${name}, groupe ${half}`,
      level,
      divisions: [code],
    });
    return HALF_SCIENCES.map((subject, index) => ({
      service: addService(subject, group, teacherOf.get(subject) ?? 0),
      weeks: (half === index + 1 ? 1 : 2) as Weeks,
    }));
  });
  return { divisions: [division.code], hours: 1, parts };
}

interface Builder {
  addGroup(group: TaughtGroup): TaughtGroup;
  addService(subject: SubjectKey, group: TaughtGroup, teacher: number): TaughtService;
  appoint(subject: SubjectKey, hours: number, division: string | null): number;
  blocks: Block[];
  posts: readonly TeacherPost[];
  loads: number[];
}

/** From 5e: LV2 in groupes over three divisions at a time, and Latin over the whole level. */
function addLevelGroups(level: Level, builder: Builder): void {
  if (level === "6e") return;
  const digit = level.charAt(0);
  const lv2Hours = LV2_LESSONS.reduce((sum, lesson) => sum + hoursOf(lesson), 0);
  for (const [half, letters] of [LETTERS.slice(0, 3), LETTERS.slice(3)].entries()) {
    const divisions = letters.map((letter) => divisionCode(level, letter));
    const plans: [SubjectKey, string, string][] = [
      ["espagnol", `${digit}ESP${half * 2 + 1}`, `Espagnol ${level}, groupe ${half * 2 + 1}`],
      ["espagnol", `${digit}ESP${half * 2 + 2}`, `Espagnol ${level}, groupe ${half * 2 + 2}`],
      ["allemand", `${digit}ALL${half + 1}`, `Allemand ${level}, groupe ${half + 1}`],
    ];
    const services = plans.map(([subject, code, name]) => {
      const group = builder.addGroup({ kind: "GROUP", code, name, level, divisions });
      return builder.addService(subject, group, builder.appoint(subject, lv2Hours, null));
    });
    for (const { hours, isFortnightly } of LV2_LESSONS) {
      const weeks = isFortnightly ? ("chosen" as const) : (3 as const);
      builder.blocks.push({ divisions, hours, parts: services.map((service) => ({ service, weeks })) });
    }
  }
  const latinHours = LATIN_HOURS[level] ?? 0;
  const divisions = LETTERS.map((letter) => divisionCode(level, letter));
  const name = `Latin ${level}`;
  const group = builder.addGroup({ kind: "GROUP", code: `${digit}LATIN`, name, level, divisions });
  // The last teacher of French is a classicist.
  const classicist = builder.posts.findLastIndex((post) => post.subject === "francais");
  const service = builder.addService("latin", group, classicist);
  for (let hour = 0; hour < latinHours; hour += 1) {
    builder.blocks.push({ divisions, hours: 1, parts: [{ service, weeks: 3 }] });
  }
}
