import { createHash } from "node:crypto";
import {
  type ColumnField,
  guessMatching,
  kindOfWord,
  type Matching,
  MAX_TABLE_COLUMNS,
  type Parent,
  PARENTS,
  type PlainTable,
} from "@/lib/imports/columns";
import type { CsvRow, TableReader } from "@/lib/imports/csv";
import { tableDayOf } from "@/lib/imports/days";
import { ImportFailure, quoted } from "@/lib/imports/failure";
import { checkedContacts, civilityOf, recordName, type Refuse, sexOf } from "@/lib/imports/fields";
import { headerKey, nameKey } from "@/lib/imports/names";
import { groupBy } from "@/lib/imports/plan/group-by";
import type {
  Address,
  ContactDetails,
  GuardianRecord,
  GuardianshipRecord,
  Header,
  ImportFile,
  PupilRecord,
  Refusal,
  StaffRecord,
} from "@/lib/imports/records";

// Plain tables: of nobody's software, their columns are what a person says that they are.

const SAMPLES = 3;
const SAMPLE_CHARACTERS = 40;

/** Digest of the headers of a table, by which what its columns are is remembered. */
export function signatureOf(headers: readonly string[]): string {
  return createHash("sha256").update(headers.map(headerKey).join("|")).digest("hex");
}

/**
 * Takes the rows of a table whose columns nobody has matched yet, and shows what is in them.
 * @param isOneOfSeveral a sheet among others: without names, it is likely to be no list of people.
 * @throws ImportFailure TOO_LARGE.
 */
export function unmatchedTable(name: string, cells: readonly string[], line: number, isOneOfSeveral = false) {
  if (cells.length > MAX_TABLE_COLUMNS) {
    throw new ImportFailure("TOO_LARGE", name, line, `ce tableau a plus de ${MAX_TABLE_COLUMNS} colonnes`);
  }
  const headers = [...cells];
  const guessed = guessMatching(headers);
  const samples = headers.map(() => new Set<string>());
  return {
    take(row: CsvRow): void {
      for (const [index, seen] of samples.entries()) {
        const value = row.cells[index];
        if (value && seen.size < SAMPLES) seen.add(value.slice(0, SAMPLE_CHARACTERS));
      }
    },
    finish: (): PlainTable => ({
      name,
      signature: signatureOf(headers),
      headers,
      samples: samples.map((seen) => [...seen]),
      matching: isOneOfSeveral && !namesPeople(guessed) ? { ...guessed, kind: "NONE" } : guessed,
      isMatched: false,
    }),
  };
}

/** A row by what its columns are: null for what is absent or empty. */
type Cells = (field: ColumnField) => string | null;

/** Are there columns of names? */
function namesPeople({ columns }: Matching): boolean {
  return columns.includes("fullName") || (columns.includes("lastName") && columns.includes("firstName"));
}

/** Where a row is. */
interface Place {
  file: string;
  line: number;
}

/**
 * Takes the rows of tables whose columns are known, all those of one import together: «6e.csv» and «5e.csv» are one list of pupils. Makes
 * files of them: one for pupils, one for guardians, one for staff, each whole when every table that it comes from is.
 */
export function plainTables() {
  const pupils = pupilsReader();
  const guardians = guardiansReader();
  const staff = staffReader();
  const unknown: Refusal[] = [];
  const kinds = { pupils, guardians, staff };
  type Kind = keyof typeof kinds;
  /** The first table of each kind, and whether all of them are whole. */
  const from = new Map<Kind, { file: string; isComplete: boolean }>();

  const tableReader = (file: string, matching: Matching): TableReader<void> => {
    const places = new Map(matching.columns.flatMap((field, index) => (field ? [[field, index] as const] : [])));
    let taken = 0;
    let passed = 0;
    const into = (kind: Kind): void => {
      const known = from.get(kind);
      from.set(kind, { file: known?.file ?? file, isComplete: (known?.isComplete ?? true) && matching.isComplete });
      taken += 1;
    };
    return {
      take({ line, cells }: CsvRow): void {
        if (matching.kind === "NONE") return;
        const cell: Cells = (field) => cells[places.get(field) ?? -1] || null;
        const at = { file, line };
        const word = cell("kind");
        const kind = matching.kind === "COLUMN" ? kindOfWord(word ?? "") : matching.kind;
        if (kind === "STUDENT") {
          into("pupils");
          pupils.take(at, cell);
          for (const parent of PARENTS) {
            const own = cellsOfParent(cell, parent);
            if (!own) continue;
            into("guardians");
            guardians.take(at, own);
          }
        } else if (kind === "GUARDIAN") {
          into("guardians");
          guardians.take(at, cell);
        } else if (kind) {
          into("staff");
          staff.take(at, cell, kind);
        } else {
          passed += 1;
          const { lastName, firstName } = namesOf(cell);
          const reason = word
            ? `${quoted(word)} ne dit pas qui c’est`
            : "rien ne dit si c’est un élève, un responsable…";
          unknown.push({ entity: "student", ...at, record: recordName("Personne", [lastName, firstName], {}), reason });
        }
      },
      finish(): void {
        if (taken > 0 || matching.kind === "NONE") return;
        const reason = passed > 0 ? "aucune ligne ne dit de qui elle est" : "le tableau est vide";
        throw new ImportFailure("MALFORMED", file, null, reason);
      },
    };
  };
  return {
    tableReader,
    finish(): ImportFile[] {
      const files = [...from].map(([kind, { file, isComplete }]) =>
        kinds[kind].finish(file, { system: "TABLE", uai: null, year: null, isPartial: !isComplete }),
      );
      files[0]?.refusals.push(...unknown);
      return files;
    },
  };
}

/** What the row of a pupil says of a responsible person, as a row of that person would; null when it says nothing. */
function cellsOfParent(cell: Cells, parent: Parent): Cells | null {
  const own: Readonly<Partial<Record<ColumnField, string | null>>> = {
    fullName: cell(`parent${parent}FullName`),
    lastName: cell(`parent${parent}LastName`),
    firstName: cell(`parent${parent}FirstName`),
    civility: cell(`parent${parent}Civility`),
    email: cell(`parent${parent}Email`),
    mobile: cell(`parent${parent}Mobile`),
    home: cell(`parent${parent}Home`),
  };
  if (Object.values(own).every((value) => value === null)) return null;
  const row: typeof own = {
    ...own,
    level: cell(`parent${parent}Level`),
    childIne: cell("ine"),
    childIdentifier: cell("identifier"),
    childFullName: cell("fullName"),
    childLastName: cell("lastName"),
    childFirstName: cell("firstName"),
    childBirthDate: cell("birthDate"),
    childDivision: cell("division"),
  };
  return (field) => row[field] ?? null;
}

/** Refusals of rows, each with its file. */
function refusalsAt() {
  const refusals: Refusal[] = [];
  const at =
    ({ file }: Place): Refuse =>
    (entity, line, record, reason) =>
      void refusals.push({ entity, file, line, record, reason });
  return { refusals, at };
}

function pupilsReader() {
  const { refusals, at } = refusalsAt();
  const read: PupilRecord[] = [];
  const unread: string[] = [];
  return {
    take(place: Place, cell: Cells): void {
      const { file, line } = place;
      const refuse = at(place);
      const { lastName, firstName } = namesOf(cell);
      const ine = cell("ine")?.toUpperCase() ?? null;
      const identifier = cell("identifier");
      const record = recordName("Élève", [lastName, firstName], { identifiant: identifier, INE: ine });
      const refused = (reason: string): void => {
        refuse("student", line, record, reason);
        if (lastName && firstName) unread.push(nameKey(lastName, firstName));
      };
      if (!lastName || !firstName) return refused(NO_NAME);
      const birth = cell("birthDate");
      const birthDate = birth === null ? null : tableDayOf(birth);
      if (birth !== null && birthDate === null) return refused(`date de naissance illisible ${quoted(birth)}`);
      const division = cell("division");
      const tells = identifier ?? ine ?? birthDate ?? division;
      if (tells === null) return refused("ni INE, ni date de naissance, ni identifiant, ni classe ne dit qui c’est");
      read.push({
        line,
        source: file,
        eleveId: identifier ?? ine ?? `${nameKey(lastName, firstName)}/${tells}`,
        elenoet: null,
        ine,
        lastName,
        familyName: cell("familyName"),
        firstName,
        birthDate,
        sex: sexOfWord(cell("sex")),
        mef: null,
        entersOn: null,
        leavesOn: null,
        contacts: contactsOf(cell, line, record, refuse),
        structures: division === null ? [] : [{ kind: "DIVISION", code: division }],
      });
    },
    finish: (file: string, header: Header): ImportFile => ({
      kind: "ELEVES",
      file,
      header,
      pupils: read,
      unread,
      refusals,
    }),
  };
}

interface GuardianRow {
  guardian: GuardianRecord;
  link: GuardianshipRecord;
  /** What tells the child, for the identifier of a guardian whose name another bears. */
  child: string;
  hasIdentifier: boolean;
}

function guardiansReader() {
  const { refusals, at } = refusalsAt();
  const rows: GuardianRow[] = [];
  return {
    take(place: Place, cell: Cells): void {
      const { file, line } = place;
      const refuse = at(place);
      const { lastName, firstName } = namesOf(cell);
      const identifier = cell("identifier");
      const record = recordName("Responsable", [lastName, firstName], { identifiant: identifier });
      if (!lastName || !firstName) return refuse("guardian", line, record, NO_NAME);
      const birth = cell("childBirthDate");
      const birthDate = birth === null ? null : tableDayOf(birth);
      const name = namesOf(cell, "child");
      const key = name.lastName && name.firstName ? nameKey(name.lastName, name.firstName) : "";
      const child = { identifier: cell("childIdentifier"), ine: cell("childIne")?.toUpperCase() ?? null, birthDate };
      if (birth !== null && birthDate === null) {
        return refuse("guardian", line, record, `date de naissance de l’enfant illisible ${quoted(birth)}`);
      }
      const tells = child.identifier ?? child.ine ?? (key === "" ? null : key);
      if (tells === null) return refuse("guardian", line, record, "rien ne dit de quel enfant");
      const personneId = identifier ?? nameKey(lastName, firstName);
      const division = cell("childDivision");
      rows.push({
        guardian: {
          line,
          source: file,
          personneId,
          lastName,
          familyName: cell("familyName"),
          firstName,
          civility: civilityOf(cell("civility")),
          contacts: contactsOf(cell, line, record, refuse),
        },
        link: {
          line,
          source: file,
          eleveId: key,
          personneId,
          among: division === null ? [] : [division],
          child,
          level: levelOf(cell("level")),
          kinship: null,
          pays: false,
          contactFirst: false,
        },
        child: tells,
        hasIdentifier: identifier !== null,
      });
    },
    finish(file: string, header: Header): ImportFile {
      const people = [...groupBy(rows, ({ guardian }) => guardian.personneId).values()].flatMap(together);
      const guardians = people.flatMap(([first]) => (first ? first.guardian : []));
      const guardianships = people.flatMap((own) => own.map(({ link }) => link));
      return { kind: "RESPONSABLES", file, header, guardians, guardianships, refusals };
    },
  };
}

/**
 * The people that rows of one identifier, or one name, are: one when they have an identifier or share an e-mail or a mobile; otherwise as
 * many as there are, each told by its children, and a person says who they are.
 */
function together(rows: readonly GuardianRow[]): GuardianRow[][] {
  if (rows[0]?.hasIdentifier) return [[...rows]];
  const people: GuardianRow[][] = [];
  const known = new Map<string, GuardianRow[]>();
  for (const row of rows) {
    const { email, mobile } = row.guardian.contacts;
    const ways = [email, mobile].filter((way) => way !== null);
    let own = ways.map((way) => known.get(way)).find((each) => each !== undefined);
    if (own) own.push(row);
    else people.push((own = [row]));
    for (const way of ways) if (!known.has(way)) known.set(way, own);
  }
  if (people.length === 1) return people;
  for (const own of people) {
    const children = [...new Set(own.map(({ child }) => child))].toSorted();
    for (const { guardian, link } of own) {
      guardian.isNamesake = true;
      guardian.personneId = [nameKey(guardian.lastName, guardian.firstName), ...children].join("/");
      link.personneId = guardian.personneId;
    }
  }
  return people;
}

function staffReader() {
  const { refusals, at } = refusalsAt();
  const read: StaffRecord[] = [];
  const unread: StaffRecord[] = [];
  return {
    take(place: Place, cell: Cells, profile: NonNullable<StaffRecord["profile"]>): void {
      const { file, line } = place;
      const refuse = at(place);
      const { lastName, firstName } = namesOf(cell);
      const identifier = cell("identifier");
      const record = recordName("Personnel", [lastName, firstName], { identifiant: identifier });
      if (!lastName || !firstName) return refuse("staff", line, record, NO_NAME);
      const birth = cell("birthDate");
      const birthDate = birth === null ? null : tableDayOf(birth);
      const person: StaffRecord = {
        type: "table",
        id: identifier ?? `${nameKey(lastName, firstName)}/${profile}`,
        line,
        source: file,
        lastName,
        familyName: cell("familyName"),
        firstName,
        civility: civilityOf(cell("civility")),
        sex: sexOfWord(cell("sex")),
        birthDate,
        position: null,
        profile,
        contacts: contactsOf(cell, line, record, refuse),
        mainOf: [],
      };
      if (birth === null || birthDate !== null) read.push(person);
      else {
        refuse("staff", line, record, `date de naissance illisible ${quoted(birth)}`);
        unread.push(person);
      }
    },
    finish: (file: string, header: Header): ImportFile => ({
      kind: "ENSEIGNANTS",
      file,
      header,
      staff: read,
      unread,
      refusals,
    }),
  };
}

const NO_NAME = "le nom ou le prénom manque, ou ne se distinguent pas";

/** The names of a row; in one cell they are told apart by a comma, or by the capitals of the last name: «DE LA TOUR Anne». */
function namesOf(cell: Cells, whose: "own" | "child" = "own"): { lastName: string | null; firstName: string | null } {
  const fields = {
    own: ["lastName", "firstName", "fullName"],
    child: ["childLastName", "childFirstName", "childFullName"],
  } as const;
  const [last, first, full] = fields[whose];
  const names = { lastName: cell(last), firstName: cell(first) };
  const whole = cell(full);
  if (names.lastName !== null || names.firstName !== null || whole === null) return names;
  const [before = "", after] = whole.split(/\s*,\s*/, 2);
  if (after) return { lastName: before, firstName: after };
  const words = whole.split(" ");
  const isCapital = (word: string): boolean =>
    word.length > 1 && word === word.toUpperCase() && word !== word.toLowerCase();
  const from = words.findIndex((word) => !isCapital(word));
  if (from > 0 && !words.slice(from).some(isCapital)) {
    return { lastName: words.slice(0, from).join(" "), firstName: words.slice(from).join(" ") };
  }
  // «Anne DE LA TOUR»: the capitals come last.
  const start = words.findIndex(isCapital);
  const isLast = start > 0 && words.slice(start).every(isCapital);
  return isLast
    ? { lastName: words.slice(start).join(" "), firstName: words.slice(0, start).join(" ") }
    : { lastName: whole, firstName: null };
}

/** Telephones as a spreadsheet leaves them: it takes the first zero away. */
function contactsOf(
  cell: Cells,
  line: number,
  record: string,
  refuse: Parameters<typeof checkedContacts>[4],
): ContactDetails {
  const phone = (field: "mobile" | "home" | "work"): string | null =>
    cell(field)?.replace(/^[1-9]\d{8}$/, "0$&") ?? null;
  const texts = { email: cell("email"), mobile: phone("mobile"), home: phone("home"), work: phone("work") };
  return checkedContacts(texts, { acceptsSms: false, address: addressOf(cell) }, line, record, refuse);
}

function addressOf(cell: Cells): Address | null {
  const [street, city] = [cell("address"), cell("city")];
  const postalCode = cell("postalCode")?.replace(/^\d{4}$/, "0$&") ?? null;
  if (street === null && postalCode === null && city === null) return null;
  return { lines: street === null ? [] : [street], postalCode, city, country: null };
}

function sexOfWord(word: string | null): ReturnType<typeof sexOf> {
  const key = headerKey(word ?? "");
  if (/^(m|h|g|masculin|garcon|homme|male|boy)$/.test(key)) return "M";
  return /^(f|feminin|fille|femme|female|girl)$/.test(key) ? "F" : sexOf(word);
}

/** 1 legal representative, 2 in charge, 3 contact: in figures or in words; null for anything else. */
function levelOf(word: string | null): GuardianshipRecord["level"] {
  const key = headerKey(word ?? "");
  if (/^1$|legal/.test(key)) return 1;
  if (/^2$|encharge/.test(key)) return 2;
  return /^3$|contact|urgence|prevenir/.test(key) ? 3 : null;
}
