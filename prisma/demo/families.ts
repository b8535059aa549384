import type { Address, ContactDetails, GuardianRecord, GuardianshipRecord, PupilRecord } from "@/lib/imports/records";
import { type Level, LEVELS, MEFS } from "@/prisma/demo/curriculum";
import { addressName, BOYS, FAMILIES, GIRLS, MEN, STREETS, TOWNS, WOMEN } from "@/prisma/demo/names";
import type { Random } from "@/prisma/demo/random";
import { divisionCode } from "@/prisma/demo/teaching";

/** Identifiers by which the demo finds its showcased persons again once they are imported. */
export const SHOWCASED = {
  lina: { eleveId: "500001", division: "5B" },
  hugo: { eleveId: "500002", division: "6C" },
  zoe: { eleveId: "500003", division: "3A" },
  sami: { eleveId: "900001", division: "CM1" },
  nadia: "700001",
  karim: "700002",
  claire: "700003",
  thomas: "700004",
  julien: "700005",
  nadiaAtPrimary: "800001",
} as const;

/** Pupils and guardians of one school, as SIECLE has them. */
export interface Population {
  pupils: PupilRecord[];
  guardians: GuardianRecord[];
  guardianships: GuardianshipRecord[];
}

interface Child {
  firstName: string;
  sex: "M" | "F";
  lastName: string;
  /** Level of the collège or class of the primary school. */
  level: string;
  fixed: { eleveId: string; division: string } | null;
}

interface Parent {
  personneId: string | null;
  firstName: string;
  lastName: string;
  sex: "M" | "F";
  level: 1 | 2 | 3;
  kinship: string;
  address: Address;
}

interface Family {
  children: Child[];
  parents: Parent[];
}

const NO_CONTACTS: ContactDetails = {
  email: null,
  mobile: null,
  home: null,
  work: null,
  acceptsSms: false,
  address: null,
};

/** Pupils in each division: 24 divisions of 25 make a collège of 600. */
const PUPILS_PER_DIVISION = 25;
/** Age at the end of the calendar year in which the school year starts. */
const AGES: Readonly<Record<string, number>> = {
  "6e": 11,
  "5e": 12,
  "4e": 13,
  "3e": 14,
  CP: 6,
  CE1: 7,
  CE2: 8,
  CM1: 9,
  CM2: 10,
};

/** Families of one school, made one after another so that siblings share parents and homes. */
class FamilyMaker {
  readonly #fullNames = new Set<string>();

  constructor(private readonly random: Random) {}

  address(): Address {
    const { random } = this;
    const { postalCode, city } = random.pickEarly(TOWNS);
    const line = `${random.int(1, 140)}${random.chance(0.08) ? " bis" : ""} ${random.pick(STREETS)}`;
    const extra = random.chance(0.25) ? [`Appartement ${random.int(1, 60)}`] : [];
    return { lines: [...extra, line], postalCode, city, country: "FRANCE" };
  }

  child(lastName: string, level: string): Child {
    const sex = this.random.chance(0.5) ? "M" : "F";
    let firstName = this.random.pickEarly(sex === "F" ? GIRLS : BOYS);
    // Two pupils of the same full name exist in life, and would only confuse in a demo.
    for (let tries = 0; this.#fullNames.has(`${firstName} ${lastName}`) && tries < 20; tries += 1) {
      firstName = this.random.pick(sex === "F" ? GIRLS : BOYS);
    }
    this.#fullNames.add(`${firstName} ${lastName}`);
    return { firstName, sex, lastName, level, fixed: null };
  }

  /** One parent in seven families alone, one couple in five separated, sometimes a step-parent or somebody to call. */
  family(levels: readonly string[]): Family {
    const { random } = this;
    const first = random.pickEarly(FAMILIES);
    const second = random.pickEarly(FAMILIES);
    const home = this.address();
    const isAlone = random.chance(0.14);
    const isSeparated = !isAlone && random.chance(0.22);
    const childName = random.chance(0.06) ? `${first}-${second}` : first;
    const motherName = isSeparated || random.chance(0.25) ? second : first;
    const mother = this.parent("F", isAlone && random.chance(0.5) ? first : motherName, home);
    const father = this.parent("M", first, isSeparated ? this.address() : home);
    const parents = isAlone ? [random.chance(0.82) ? mother : father] : [mother, father];
    if (isSeparated && random.chance(0.3)) {
      parents.push({ ...this.parent("M", random.pickEarly(FAMILIES), home), level: 2, kinship: "90" });
    }
    if (random.chance(0.24)) {
      const sex = random.chance(0.7) ? "F" : "M";
      parents.push({
        ...this.parent(sex, random.chance(0.5) ? first : second, this.address()),
        level: 3,
        kinship: "38",
      });
    }
    return { children: levels.map((level) => this.child(childName, level)), parents };
  }

  parent(sex: "M" | "F", lastName: string, address: Address): Parent {
    const firstName = this.random.pickEarly(sex === "F" ? WOMEN : MEN);
    return { personneId: null, firstName, lastName, sex, level: 1, kinship: sex === "F" ? "10" : "20", address };
  }
}

/** Families of the collège: the three that the demo shows, then others until every division is full. */
function collegeFamilies(random: Random): Family[] {
  const maker = new FamilyMaker(random);
  const left = new Map<string, number>(LEVELS.map((level) => [level, PUPILS_PER_DIVISION * 6]));
  const families = showcasedFamilies(maker);
  for (const { children } of families) for (const { level } of children) left.set(level, (left.get(level) ?? 0) - 1);
  for (;;) {
    const open = LEVELS.filter((level) => (left.get(level) ?? 0) > 0);
    if (open.length === 0) return families;
    const wanted = random.chance(0.75) ? 1 : random.chance(0.8) ? 2 : 3;
    // Mostly one child a level; twins when a level is drawn twice.
    const levels = Array.from({ length: wanted }, () => random.pick(open));
    const taken = levels.filter((level) => {
      const count = left.get(level) ?? 0;
      left.set(level, Math.max(0, count - 1));
      return count > 0;
    });
    if (taken.length > 0) families.push(maker.family(taken));
  }
}

function showcasedFamilies(maker: FamilyMaker): Family[] {
  const benali = maker.address();
  const mercier = maker.address();
  const person = (
    personneId: string,
    firstName: string,
    lastName: string,
    sex: "M" | "F",
    address: Address,
  ): Parent => ({ personneId, firstName, lastName, sex, level: 1, kinship: sex === "F" ? "10" : "20", address });
  const child = (firstName: string, lastName: string, sex: "M" | "F", level: Level, fixed: Child["fixed"]): Child => ({
    firstName,
    lastName,
    sex,
    level,
    fixed,
  });
  return [
    {
      children: [child("Lina", "BENALI", "F", "5e", SHOWCASED.lina)],
      parents: [
        person(SHOWCASED.nadia, "Nadia", "BENALI", "F", benali),
        person(SHOWCASED.karim, "Karim", "BENALI", "M", benali),
      ],
    },
    {
      children: [child("Hugo", "GARNIER", "M", "6e", SHOWCASED.hugo)],
      parents: [
        person(SHOWCASED.claire, "Claire", "LEFÈVRE", "F", maker.address()),
        person(SHOWCASED.thomas, "Thomas", "GARNIER", "M", maker.address()),
      ],
    },
    {
      children: [child("Zoé", "MERCIER", "F", "3e", SHOWCASED.zoe)],
      parents: [
        person(SHOWCASED.julien, "Julien", "MERCIER", "M", mercier),
        { ...person("700006", "Élodie", "MERCIER", "F", mercier) },
      ],
    },
  ];
}

/** The collège's pupils, spread over the six divisions of each level, and their guardians. */
export function collegePopulation(random: Random, year: number): Population {
  const families = collegeFamilies(random.fork("families"));
  const draw = random.fork("records");
  const divisionOf = new Map<Child, string>();
  for (const level of LEVELS) {
    const children = draw.shuffle(
      families.flatMap((family) => family.children.filter((child) => child.level === level)),
    );
    const rooms = ["A", "B", "C", "D", "E", "F"].map((letter) => ({
      code: divisionCode(level, letter),
      free: PUPILS_PER_DIVISION,
    }));
    for (const child of children.toSorted((a, b) => Number(b.fixed !== null) - Number(a.fixed !== null))) {
      const room = rooms.find(({ code, free }) => (child.fixed ? code === child.fixed.division : free > 0));
      if (!room) continue;
      room.free -= 1;
      divisionOf.set(child, room.code);
      if (room.free === 0) rooms.splice(rooms.indexOf(room), 1);
    }
  }
  return records(families, divisionOf, draw, {
    year,
    firstEleveId: 500_101,
    firstPersonneId: 700_101,
    inePrefix: "099",
  });
}

/** The primary school's pupils, one class a level, and their guardians. */
export function primaryPopulation(
  random: Random,
  year: number,
  classes: readonly { code: string; size: number }[],
): Population {
  const maker = new FamilyMaker(random.fork("families"));
  const draw = random.fork("records");
  const home = maker.address();
  const mother: Parent = {
    personneId: SHOWCASED.nadiaAtPrimary,
    firstName: "Nadia",
    lastName: "BENALI",
    sex: "F",
    level: 1,
    kinship: "10",
    address: home,
  };
  const sami: Child = { firstName: "Sami", lastName: "BENALI", sex: "M", level: "CM1", fixed: SHOWCASED.sami };
  const families: Family[] = [{ children: [sami], parents: [mother] }];
  for (const { code, size } of classes) {
    const missing = size - (code === SHOWCASED.sami.division ? 1 : 0);
    for (let made = 0; made < missing; made += 1) families.push(maker.family([code]));
  }
  const divisionOf = new Map(
    families.flatMap(({ children }) => children.map((child) => [child, child.level] as const)),
  );
  return records(families, divisionOf, draw, {
    year,
    firstEleveId: 900_101,
    firstPersonneId: 800_101,
    inePrefix: "098",
  });
}

function records(
  families: readonly Family[],
  divisionOf: ReadonlyMap<Child, string>,
  random: Random,
  ids: { year: number; firstEleveId: number; firstPersonneId: number; inePrefix: string },
): Population {
  const population: Population = { pupils: [], guardians: [], guardianships: [] };
  const addresses = new Set<string>();
  let nextEleve = ids.firstEleveId;
  let nextPersonne = ids.firstPersonneId;
  for (const { children, parents } of families) {
    const identified = parents.map((parent) => ({
      ...parent,
      personneId: parent.personneId ?? String(nextPersonne++),
    }));
    for (const parent of identified) population.guardians.push(guardianRecord(parent, random, addresses));
    for (const child of children) {
      const eleveId = child.fixed?.eleveId ?? String(nextEleve++);
      const serial = String(population.pupils.length + 1).padStart(6, "0");
      const code = divisionOf.get(child);
      population.pupils.push({
        line: 0,
        eleveId,
        elenoet: String(1000 + population.pupils.length),
        ine: `${ids.inePrefix}${serial}${String.fromCharCode(65 + random.int(0, 25), 65 + random.int(0, 25))}`,
        lastName: child.lastName,
        familyName: child.lastName,
        firstName: child.firstName,
        birthDate: birthDate(child.level, ids.year, random),
        sex: child.sex,
        mef: child.level in MEFS ? MEFS[child.level as Level].code : null,
        entersOn: null,
        leavesOn: null,
        contacts: { ...NO_CONTACTS, address: identified[0]?.address ?? null },
        structures: code === undefined ? [] : [{ kind: "DIVISION", code }],
      });
      for (const [rank, { personneId, level, kinship }] of identified.entries()) {
        const link = { line: 0, eleveId, personneId, level, kinship, pays: rank === 0, contactFirst: rank === 0 };
        population.guardianships.push(link);
      }
    }
  }
  return population;
}

function birthDate(level: string, year: number, random: Random): string {
  const isLate = random.chance(0.04);
  const born = year - (AGES[level] ?? 10) - (isLate ? 1 : 0);
  return `${born}-${String(random.int(1, 12)).padStart(2, "0")}-${String(random.int(1, 28)).padStart(2, "0")}`;
}

/** Numbers are those that the ARCEP keeps for fiction (06 39 98, 01 99 00); addresses use a domain that cannot exist. */
function guardianRecord(
  parent: Parent & { personneId: string },
  random: Random,
  addresses: Set<string>,
): GuardianRecord {
  const digits = () => String(random.int(0, 9999)).padStart(4, "0");
  const base = addressName(parent.firstName, parent.lastName);
  const email = addresses.has(base) ? `${base}${addresses.size}` : base;
  addresses.add(base);
  return {
    line: 0,
    personneId: parent.personneId,
    lastName: parent.lastName,
    familyName: parent.lastName,
    firstName: parent.firstName,
    civility: parent.sex === "F" ? "MME" : "M",
    contacts: {
      email: random.chance(0.9) ? `${email}@courriel.example` : null,
      mobile: random.chance(0.95) ? `063998${digits()}` : null,
      home: random.chance(0.3) ? `019900${digits()}` : null,
      work: random.chance(0.15) ? `019900${digits()}` : null,
      acceptsSms: random.chance(0.8),
      address: parent.address,
    },
  };
}
