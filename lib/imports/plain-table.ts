import { createHash } from "node:crypto";
import {
  type ColumnField,
  guessMatching,
  kindOfWord,
  type Matching,
  MAX_TABLE_COLUMNS,
  type PlainTable,
} from "@/lib/imports/columns";
import type { CsvRow } from "@/lib/imports/csv";
import { tableDayOf } from "@/lib/imports/days";
import { ImportFailure, quoted } from "@/lib/imports/failure";
import { checkedContacts, civilityOf, recordName, refusalsOf, sexOf } from "@/lib/imports/fields";
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
  StaffRecord,
} from "@/lib/imports/records";

// Plain tables: of nobody's software, their columns are what a person says that they are.

const SAMPLES = 3;
const SAMPLE_CHARACTERS = 40;

/** Digest of the headers of a table, by which what its columns are is remembered. */
export function signatureOf(headers: readonly string[]): string {
  return createHash("sha256").update(headers.map(headerKey).join("|")).digest("hex");
}

/** Takes the rows of a table whose columns nobody has matched yet, and shows what is in them. @throws ImportFailure TOO_LARGE. */
export function unmatchedTable(name: string, cells: readonly string[], line: number) {
  if (cells.length > MAX_TABLE_COLUMNS) {
    throw new ImportFailure("TOO_LARGE", name, line, `ce tableau a plus de ${MAX_TABLE_COLUMNS} colonnes`);
  }
  const headers = [...cells];
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
      matching: guessMatching(headers),
      isMatched: false,
    }),
  };
}

/** A row by what its columns are: null for what is absent or empty. */
type Cells = (field: ColumnField) => string | null;

/** Takes the rows of a table whose columns are known, and makes the files of them: one for pupils, one for guardians, one for staff. */
export function plainTableReader(file: string, matching: Matching) {
  const places = new Map(matching.columns.flatMap((field, index) => (field ? [[field, index] as const] : [])));
  const header: Header = { system: "TABLE", uai: null, year: null, isPartial: !matching.isComplete };
  const pupils = pupilsReader(file);
  const guardians = guardiansReader(file);
  const staff = staffReader(file);
  const unknown = refusalsOf(file);
  return {
    take({ line, cells }: CsvRow): void {
      const cell: Cells = (field) => cells[places.get(field) ?? -1] || null;
      const word = cell("kind");
      const kind = matching.kind === "COLUMN" ? kindOfWord(word ?? "") : matching.kind;
      if (kind === "STUDENT") pupils.take(line, cell);
      else if (kind === "GUARDIAN") guardians.take(line, cell);
      else if (kind) staff.take(line, cell, kind);
      else {
        const { lastName, firstName } = namesOf(cell);
        const reason = word ? `${quoted(word)} ne dit pas qui c’est` : "rien ne dit si c’est un élève, un responsable…";
        unknown.refuse("student", line, recordName("Personne", [lastName, firstName], {}), reason);
      }
    },
    finish(): ImportFile[] {
      const made = [pupils.finish(header), guardians.finish(header), staff.finish(header)];
      const files = made.filter((each) => each !== null);
      const [first] = files;
      if (!first) {
        const reason = unknown.refusals.length > 0 ? "aucune ligne ne dit de qui elle est" : "le tableau est vide";
        throw new ImportFailure("MALFORMED", file, null, reason);
      }
      first.refusals.push(...unknown.refusals);
      return files;
    },
  };
}

function pupilsReader(file: string) {
  const { refusals, refuse } = refusalsOf(file);
  const read: PupilRecord[] = [];
  const unread: string[] = [];
  return {
    take(line: number, cell: Cells): void {
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
    finish: (header: Header): ImportFile | null =>
      read.length + refusals.length > 0 ? { kind: "ELEVES", file, header, pupils: read, unread, refusals } : null,
  };
}

interface GuardianRow {
  guardian: GuardianRecord;
  link: GuardianshipRecord;
  /** What tells the child, for the identifier of a guardian whose name another bears. */
  child: string;
  hasIdentifier: boolean;
}

function guardiansReader(file: string) {
  const { refusals, refuse } = refusalsOf(file);
  const rows: GuardianRow[] = [];
  return {
    take(line: number, cell: Cells): void {
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
          personneId,
          lastName,
          familyName: cell("familyName"),
          firstName,
          civility: civilityOf(cell("civility")),
          contacts: contactsOf(cell, line, record, refuse),
        },
        link: {
          line,
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
    finish(header: Header): ImportFile | null {
      const people = [...groupBy(rows, ({ guardian }) => guardian.personneId).values()].flatMap(together);
      const guardians = people.flatMap(([first]) => (first ? first.guardian : []));
      const guardianships = people.flatMap((own) => own.map(({ link }) => link));
      if (rows.length + refusals.length === 0) return null;
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

function staffReader(file: string) {
  const { refusals, refuse } = refusalsOf(file);
  const read: StaffRecord[] = [];
  const unread: StaffRecord[] = [];
  return {
    take(line: number, cell: Cells, profile: NonNullable<StaffRecord["profile"]>): void {
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
    finish: (header: Header): ImportFile | null =>
      read.length + refusals.length > 0 ? { kind: "ENSEIGNANTS", file, header, staff: read, unread, refusals } : null,
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
