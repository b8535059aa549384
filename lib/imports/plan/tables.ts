import type {
  Civility,
  ContactKind,
  Duty,
  ExternalSource,
  GroupKind,
  ImportSystem,
  Profile,
  SchoolKind,
  ServiceRole,
  Sex,
} from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";

// The tables an import writes, as plain rows without school_id: one import is of one school. Days are ISO texts, so that
// planning stays pure and rows compare by value.

export interface SchoolRow {
  id: string;
  uai: string;
  /** What the AAF/SDET feed calls it. */
  aafId?: string | null;
  name: string;
  kind: SchoolKind;
  city: string | null;
  zone: string;
  timeZone: string;
}

export interface YearRow {
  id: string;
  label: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
}

/** Validity: endsOn is exclusive, null is open. */
export interface Dated {
  id: string;
  startsOn: IsoDay;
  endsOn: IsoDay | null;
}

/** Where a row comes from, and the day of the import that last brought it: written with what changes, and no change by itself. */
export interface Origin {
  importedFrom?: ImportSystem | null;
  importedOn?: IsoDay | null;
}

export interface PersonRow extends Dated, Origin {
  profile: Profile;
  duty: Duty | null;
  civility: Civility | null;
  lastName: string;
  firstName: string;
}

export interface CivilStatusRow extends Origin {
  personId: string;
  birthDate: IsoDay | null;
  sex: Sex | null;
  familyName: string | null;
}

export interface ExternalIdRow extends Origin {
  personId: string;
  source: ExternalSource;
  value: string;
}

export interface ContactRow extends Origin {
  id: string;
  personId: string;
  kind: ContactKind;
  value: string;
  acceptsSms: boolean;
}

export interface GuardianshipRow extends Dated {
  guardianId: string;
  studentId: string;
  level: number;
  kinship: string | null;
  pays: boolean;
  contactFirst: boolean;
}

/** A field that the school has set otherwise than its files (lib/comptes/rules.ts). */
export interface PersonOverrideRow {
  personId: string;
  aboutId: string;
  field: string;
  value: string | null;
  importedValue: string | null;
}

export interface GroupRow extends Dated {
  yearId: string;
  kind: GroupKind;
  code: string;
  name: string;
  level: string | null;
}

export interface GroupDivisionRow {
  groupId: string;
  divisionId: string;
}

export interface EnrollmentRow extends Dated {
  groupId: string;
  groupKind: GroupKind;
  studentId: string;
}

export interface SubjectRow {
  id: string;
  code: string;
  shortName: string;
  name: string;
}

export interface ServiceRow extends Dated {
  yearId: string;
  subjectId: string;
  groupId: string;
  modality: string;
}

export interface ServiceTeacherRow extends Dated {
  serviceId: string;
  teacherId: string;
  role: ServiceRole;
}

export interface MainTeacherRow extends Dated {
  groupId: string;
  teacherId: string;
}

/** Every table of a school that an import reads and writes, by the name of its Prisma model, parents first. */
export interface Tables {
  person: PersonRow;
  civilStatus: CivilStatusRow;
  externalId: ExternalIdRow;
  contact: ContactRow;
  guardianship: GuardianshipRow;
  personOverride: PersonOverrideRow;
  group: GroupRow;
  groupDivision: GroupDivisionRow;
  enrollment: EnrollmentRow;
  subject: SubjectRow;
  service: ServiceRow;
  serviceTeacher: ServiceTeacherRow;
  mainTeacher: MainTeacherRow;
}
export type TableName = keyof Tables;

/** What identifies a row: the primary key without school_id. */
export const KEYS: { readonly [T in TableName]: (row: Tables[T]) => string } = {
  person: (row) => row.id,
  civilStatus: (row) => row.personId,
  externalId: (row) => `${row.source} ${row.value} ${row.personId}`,
  contact: (row) => row.id,
  guardianship: (row) => row.id,
  personOverride: (row) => `${row.personId} ${row.aboutId} ${row.field}`,
  group: (row) => row.id,
  groupDivision: (row) => `${row.groupId} ${row.divisionId}`,
  enrollment: (row) => row.id,
  subject: (row) => row.id,
  service: (row) => row.id,
  serviceTeacher: (row) => row.id,
  mainTeacher: (row) => row.id,
};

/** What will be done to one table. Only rows that are nothing but a key are ever removed. */
export interface TableChanges<Row> {
  create: Row[];
  update: Row[];
  remove: Row[];
}

/** The whole of what will be written, table by table. */
export type Changes = { [T in TableName]: TableChanges<Tables[T]> };

/** What is known of a school before an import. */
export type TableRows = { readonly [T in TableName]: readonly Tables[T][] };

/** One table while an import is planned: its rows as they will be, and the changes that lead there. */
export class TableDraft<Row extends object> {
  readonly #before: ReadonlyMap<string, Row>;
  readonly #rows: Map<string, Row>;

  /** @param stored the rows of the database, where planning starts from others: lib/imports/plan/overrides.ts. */
  constructor(
    rows: readonly Row[],
    private readonly keyOf: (row: Row) => string,
    stored: readonly Row[] = rows,
  ) {
    this.#before = new Map(stored.map((row) => [keyOf(row), row]));
    this.#rows = new Map(rows.map((row) => [keyOf(row), row]));
  }

  /** A row as planned so far. */
  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** The rows as planned so far. */
  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** Writes a row, new or not, and tells what that changes beside the last thing planned. */
  put(row: Row): "created" | "updated" | "unchanged" {
    const key = this.keyOf(row);
    const current = this.#rows.get(key);
    this.#rows.set(key, row);
    if (!current) return "created";
    return isSame(current, row) ? "unchanged" : "updated";
  }

  /** Takes a row away: for rows that are nothing but a key. */
  remove(row: Row): void {
    this.#rows.delete(this.keyOf(row));
  }

  /**
   * The difference between the rows before and as planned.
   * @param written a row as it is to be stored, beside what it was.
   */
  changes(written: (row: Row, before: Row | null) => Row = (row) => row): TableChanges<Row> {
    const create: Row[] = [];
    const update: Row[] = [];
    for (const [key, row] of this.#rows) {
      const before = this.#before.get(key);
      if (!before) create.push(written(row, null));
      else if (!isSame(before, row)) update.push(written(row, before));
    }
    return { create, update, remove: [...this.#before].flatMap(([key, row]) => (this.#rows.has(key) ? [] : [row])) };
  }
}

/** The columns that tell where a row comes from. */
const ORIGIN: readonly string[] = ["importedFrom", "importedOn"] satisfies (keyof Origin)[];
/** The columns that tell when somebody came and went. */
const SPAN: readonly string[] = ["startsOn", "endsOn"] satisfies (keyof Dated)[];

function isSame<Row extends object>(a: Row, b: Row, but: readonly string[] = ORIGIN): boolean {
  const other = new Map(Object.entries(b));
  return Object.entries(a).every(([name, value]) => other.get(name) === value || but.includes(name));
}

/** The drafts of all tables. */
export type Drafts = { readonly [T in TableName]: TableDraft<Tables[T]> };

/** Starts planning from what is known; changes are told beside what is stored. */
export function draftsOf(rows: TableRows, stored: TableRows): Drafts {
  const draft = <T extends TableName>(table: T): TableDraft<Tables[T]> =>
    new TableDraft<Tables[T]>(rows[table], KEYS[table], stored[table]);
  return {
    person: draft("person"),
    civilStatus: draft("civilStatus"),
    externalId: draft("externalId"),
    contact: draft("contact"),
    guardianship: draft("guardianship"),
    personOverride: draft("personOverride"),
    group: draft("group"),
    groupDivision: draft("groupDivision"),
    enrollment: draft("enrollment"),
    subject: draft("subject"),
    service: draft("service"),
    serviceTeacher: draft("serviceTeacher"),
    mainTeacher: draft("mainTeacher"),
  };
}

/**
 * The changes of all tables, with where each row of a person comes from.
 * @param originOf where the files have a person from, by its id.
 */
export function changesOf(drafts: Drafts, originOf: (personId: string) => Required<Origin>): Changes {
  const brought = <Row extends { personId: string } & Origin>(row: Row): Row => ({ ...row, ...originOf(row.personId) });
  return {
    // Whose coming or going alone is new keeps the origin of its name.
    person: drafts.person.changes((row, before) => ({
      ...row,
      ...(before && isSame(before, row, [...ORIGIN, ...SPAN])
        ? { importedFrom: before.importedFrom ?? null, importedOn: before.importedOn ?? null }
        : originOf(row.id)),
    })),
    civilStatus: drafts.civilStatus.changes(brought),
    externalId: drafts.externalId.changes(brought),
    contact: drafts.contact.changes(brought),
    guardianship: drafts.guardianship.changes(),
    personOverride: drafts.personOverride.changes(),
    group: drafts.group.changes(),
    groupDivision: drafts.groupDivision.changes(),
    enrollment: drafts.enrollment.changes(),
    subject: drafts.subject.changes(),
    service: drafts.service.changes(),
    serviceTeacher: drafts.serviceTeacher.changes(),
    mainTeacher: drafts.mainTeacher.changes(),
  };
}
