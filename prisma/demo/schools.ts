import type { ImportFile, PupilRecord, StaffRecord, StsFile } from "@/lib/imports/records";
import { uaiCheckLetter } from "@/lib/imports/uai";
import { LEVELS, MEFS, type SubjectKey, SUBJECTS, subjectOf } from "@/prisma/demo/curriculum";
import { collegePopulation, type Population, primaryPopulation } from "@/prisma/demo/families";
import { FAMILIES, MEN, WOMEN } from "@/prisma/demo/names";
import type { Random } from "@/prisma/demo/random";
import type { TaughtGroup, Teaching } from "@/prisma/demo/teaching";

/** A school of the demo as its national files, and how to find its persons in them. */
export interface DemoSchool {
  uai: string;
  files: ImportFile[];
}

/** School year of the demo: `startsOn` may be before September when it is made in summer. */
export interface DemoYear {
  /** First calendar year. */
  year: number;
  startsOn: string;
  /** Exclusive. */
  endsOn: string;
}

/** Codes beyond those of any school of the Essonne. */
export const COLLEGE_UAI = `0919901${uaiCheckLetter("0919901")}`;
export const PRIMARY_UAI = `0919902${uaiCheckLetter("0919902")}`;

/** The classes of the primary school, with their STS-like subjects, all taught by the teacher of the class. */
export const PRIMARY_CLASSES = [
  { code: "CP", size: 23 },
  { code: "CE1", size: 24 },
  { code: "CE2", size: 24 },
  { code: "CM1", size: 25 },
  { code: "CM2", size: 24 },
] as const;
export const PRIMARY_SUBJECTS = [
  { key: "lecture", code: "020700", name: "Français", shortName: "Français" },
  { key: "calcul", code: "061300", name: "Mathématiques", shortName: "Maths" },
  { key: "monde", code: "043700", name: "Histoire et géographie", shortName: "Histoire-géo" },
  { key: "sciences", code: "062900", name: "Sciences et technologie", shortName: "Sciences" },
  { key: "anglais", code: "030201", name: "Anglais", shortName: "Anglais" },
  { key: "eps", code: "100100", name: "Éducation physique et sportive", shortName: "EPS" },
  { key: "arts", code: "090100", name: "Arts plastiques", shortName: "Arts" },
] as const;

/** STS number of a teacher's post of the collège. */
function staffId(post: number): string {
  return String(60_001 + post);
}

/** STS number of the first teacher of a subject: the one of the showcased divisions. */
export function firstTeacherId({ posts }: Teaching, subject: SubjectKey): string {
  return staffId(posts.findIndex((post) => post.subject === subject && post.rank === 0));
}

/** Share of LV2 groupes and options. */
const GERMAN = 0.24;
const LATIN = 0.14;

/** The collège: SIECLE's four files and STSWEB's, all of the same invented people. */
export function collegeFiles(random: Random, { year, startsOn, endsOn }: DemoYear, teaching: Teaching): DemoSchool {
  const header = { uai: COLLEGE_UAI, year };
  const population = collegePopulation(random.fork("collège"), year);
  joinGroups(population.pupils, teaching.groups, random.fork("groups"));
  const subjects = SUBJECTS.map(({ code, name, shortName }) => ({ line: 0, code, name, shortName }));
  const mefs = LEVELS.map((level) => ({ line: 0, ...MEFS[level] }));
  const divisions = teaching.groups
    .filter((group) => group.kind === "DIVISION")
    .map(({ code, name, level }) => ({ line: 0, code, name, mefs: [MEFS[level].code] }));
  const groups = teaching.groups
    .filter((group) => group.kind === "GROUP")
    .map((group) => ({ line: 0, code: group.code, name: group.name, divisions: [...group.divisions] }));
  const sts: StsFile = {
    kind: "STS",
    file: "sts_emp.xml",
    header,
    school: {
      academy: "VERSAILLES",
      name: "COLLEGE JACQUELINE-AURIOL",
      city: "Villeneuve-sur-Orge",
      nature: "340",
    },
    startsOn,
    endsOn,
    subjects,
    mefs,
    staff: collegeStaff(random.fork("staff"), teaching),
    unread: [],
    divisions,
    groups,
    services: teaching.services.map(({ subject, group, teacher }) => ({
      line: 0,
      subject: subjectOf(subject).code,
      modality: group.code.includes("-") ? "TP" : "CG",
      group: { kind: group.kind, code: group.code },
      teachers: [{ type: "epp", id: staffId(teacher) }],
    })),
    refusals: [],
  };
  const files: ImportFile[] = [
    sts,
    { kind: "STRUCTURES", file: "Structures.xml", header, divisions, groups, refusals: [] },
    { kind: "NOMENCLATURES", file: "Nomenclature.xml", header, subjects, mefs, refusals: [] },
    ...siecle(header, population),
  ];
  return { uai: COLLEGE_UAI, files };
}

function siecle(header: { uai: string; year: number }, population: Population): ImportFile[] {
  const { pupils, guardians, guardianships } = population;
  return [
    { kind: "ELEVES", file: "ElevesAvecAdresses.xml", header, pupils, unread: [], refusals: [] },
    { kind: "RESPONSABLES", file: "ResponsablesAvecAdresses.xml", header, guardians, guardianships, refusals: [] },
  ];
}

/** Puts each pupil into their LV2, half-group and perhaps Latin. */
function joinGroups(pupils: readonly PupilRecord[], groups: readonly TaughtGroup[], random: Random): void {
  for (const level of LEVELS) {
    const ofLevel = groups.filter((group) => group.kind === "GROUP" && group.level === level);
    for (const division of new Set(groups.filter((group) => group.level === level && group.kind === "DIVISION"))) {
      const members = pupils
        .filter((pupil) => pupil.structures.some(({ code }) => code === division.code))
        .toSorted((a, b) => (`${a.lastName} ${a.firstName}` < `${b.lastName} ${b.firstName}` ? -1 : 1));
      const choices = ofLevel.filter((group) => group.divisions.includes(division.code));
      for (const [rank, pupil] of members.entries()) {
        const codes =
          level === "6e" ? halfOf(choices, rank * 2 < members.length) : languagesOf(choices, pupil, random, rank);
        for (const code of codes) pupil.structures.push({ kind: "GROUP", code });
      }
    }
  }
}

function halfOf(choices: readonly TaughtGroup[], isFirst: boolean): string[] {
  return choices.flatMap(({ code }) => (code.endsWith(isFirst ? "-1" : "-2") ? [code] : []));
}

function languagesOf(choices: readonly TaughtGroup[], pupil: PupilRecord, random: Random, rank: number): string[] {
  const german = choices.filter(({ code }) => code.includes("ALL"));
  const spanish = choices.filter(({ code }) => code.includes("ESP"));
  const latin = choices.filter(({ code }) => code.includes("LATIN"));
  // Lina learns Spanish and Latin, so that the demo shows a pupil of three groups.
  const isLina = pupil.firstName === "Lina" && pupil.lastName === "BENALI";
  const learnsGerman = random.chance(GERMAN) && !isLina;
  const learnsLatin = random.chance(LATIN) || isLina;
  const lv2 = learnsGerman ? german[0] : spanish[rank % spanish.length];
  return [lv2, learnsLatin ? latin[0] : undefined].flatMap((group) => group?.code ?? []);
}

/** Fifty teachers with the librarian, the head, her deputy and two CPE: those whom STS knows. */
function collegeStaff(random: Random, teaching: Teaching): StaffRecord[] {
  const mains = mainTeachers(teaching);
  const teachers = teaching.posts.map(({ subject, rank }, index) => {
    const known = KNOWN_TEACHERS.find((teacher) => teacher.subject === subject && rank === 0);
    const record = staffRecord(random, staffId(index), "ENS", known);
    return { ...record, mainOf: mains.flatMap(({ teacher, division }) => (teacher === index ? [division] : [])) };
  });
  return [
    ...teachers,
    staffRecord(random, "60901", "DOC"),
    staffRecord(random, "60902", "DIR", { firstName: "Hélène", lastName: "VASSEUR", sex: "F" }),
    staffRecord(random, "60903", "DIR_ADJOINT", { firstName: "Didier", lastName: "COLLET", sex: "M" }),
    staffRecord(random, "60904", "EDU", { firstName: "Fatou", lastName: "DIALLO", sex: "F" }),
    staffRecord(random, "60905", "EDU"),
  ];
}

/** STS numbers of the staff that the demo shows. */
export const STAFF_IDS = { head: "60902", cpe: "60904" } as const;

/** The teachers that the demo shows: the first of their subject. */
export const KNOWN_TEACHERS = [
  { subject: "maths", firstName: "Camille", lastName: "ROUSSEAU", sex: "F" },
  { subject: "histoire", firstName: "Julien", lastName: "MERCIER", sex: "M" },
] as const;

/** Each division has a main teacher, one of its own, as far as possible not twice the same. */
function mainTeachers({ groups, services, posts }: Teaching): { division: string; teacher: number }[] {
  const taken = new Set<number>();
  return groups
    .filter((group) => group.kind === "DIVISION")
    .flatMap(({ code }) => {
      const own = services.flatMap(({ group, teacher }) => (group.code === code ? [teacher] : []));
      const first = own.find((teacher) => code === "5B" && posts[teacher]?.subject === "maths");
      const teacher = first ?? own.find((candidate) => !taken.has(candidate)) ?? own[0];
      if (teacher === undefined) return [];
      taken.add(teacher);
      return [{ division: code, teacher }];
    });
}

function staffRecord(
  random: Random,
  id: string,
  position: string,
  known?: { firstName: string; lastName: string; sex: "M" | "F" },
): StaffRecord {
  const sex = known?.sex ?? (random.chance(0.64) ? "F" : "M");
  const lastName = known?.lastName ?? random.pick(FAMILIES);
  const birth = [random.int(1963, 1998), random.int(1, 12), random.int(1, 28)];
  return {
    line: 0,
    type: "epp",
    id,
    lastName,
    familyName: lastName,
    firstName: known?.firstName ?? random.pick(sex === "F" ? WOMEN : MEN),
    civility: sex === "F" ? "MME" : "M",
    sex,
    birthDate: birth.map((part) => String(part).padStart(2, "0")).join("-"),
    position,
    mainOf: [],
  };
}

/** The primary school, written as the same files: what its own software would export is not read yet. */
export function primaryFiles(random: Random, { year, startsOn, endsOn }: DemoYear): DemoSchool {
  const header = { uai: PRIMARY_UAI, year };
  const population = primaryPopulation(random.fork("primaire"), year, PRIMARY_CLASSES);
  const subjects = PRIMARY_SUBJECTS.map(({ code, name, shortName }) => ({ line: 0, code, name, shortName }));
  const divisions = PRIMARY_CLASSES.map(({ code }) => ({ line: 0, code, name: code, mefs: [] }));
  const staff = random.fork("primaire staff");
  const sts: StsFile = {
    kind: "STS",
    file: "sts_emp_primaire.xml",
    header,
    school: {
      academy: "VERSAILLES",
      name: "École élémentaire Les Tilleuls",
      city: "Villeneuve-sur-Orge",
      nature: "151",
    },
    startsOn,
    endsOn,
    subjects,
    mefs: [],
    staff: [
      ...PRIMARY_CLASSES.map(({ code }, index) => ({
        ...staffRecord(staff, String(70_001 + index), "ENS"),
        mainOf: [code],
      })),
      staffRecord(staff, "70901", "DIR"),
    ],
    unread: [],
    divisions,
    groups: [],
    services: PRIMARY_CLASSES.flatMap(({ code: division }, index) =>
      PRIMARY_SUBJECTS.map(({ code }) => ({
        line: 0,
        subject: code,
        modality: "CG",
        group: { kind: "DIVISION" as const, code: division },
        teachers: [{ type: "epp" as const, id: String(70_001 + index) }],
      })),
    ),
    refusals: [],
  };
  const nomenclatures: ImportFile = {
    kind: "NOMENCLATURES",
    file: "NomenclaturePrimaire.xml",
    header,
    subjects,
    mefs: [],
    refusals: [],
  };
  return { uai: PRIMARY_UAI, files: [sts, nomenclatures, ...siecle(header, population)] };
}
