import { ImportFailure, quoted } from "@/lib/imports/failure";
import { checkedContacts, looseDayOf, recordName, type Refuse, sexOf } from "@/lib/imports/fields";
import type { OneRosterTable, RowOf, TableName } from "@/lib/imports/oneroster-tables";
import type {
  DivisionRecord,
  GroupRecord,
  GuardianRecord,
  GuardianshipRecord,
  Header,
  ImportFile,
  PupilRecord,
  Refusal,
  ServiceRecord,
  StaffRecord,
  StructureRef,
  SubjectRecord,
} from "@/lib/imports/records";

// A OneRoster set (1.1 or 1.2, whole) as our records. What a set says with sourcedIds is joined here; what has nothing to be joined
// to is refused with its line.

type Rows = { [T in TableName]: readonly RowOf<T>[] };
type User = RowOf<"users">;

/** One class: what it is for us, and where it was said. */
interface ClassGroup {
  row: RowOf<"classes">;
  ref: StructureRef;
}

/** Whatever its check letter: a school misnamed is refused, never taken for the one that imports. */
const UAI = /^\d{7}[A-Z]$/i;

/** Roles of OneRoster that STS has a function for; the other ones of `STAFF` are staff without a duty. */
const POSITIONS: Readonly<Record<string, string>> = { teacher: "ENS", principal: "DIR" };
const PUPILS = new Set(["student"]);
const GUARDIANS = new Set(["parent", "guardian", "relative"]);
const STAFF = new Set([
  "teacher",
  "principal",
  "administrator",
  "siteadministrator",
  "counselor",
  "aide",
  "proctor",
  "paraprofessional",
]);

/**
 * The files of the schools of a set.
 * @throws ImportFailure for a set that is not whole.
 */
export function oneRosterFiles(tables: readonly OneRosterTable[]): ImportFile[] {
  const [users] = tables.filter(({ table }) => table === "users");
  if (!users) {
    const [any] = tables;
    throw new ImportFailure("INCOMPLETE_HEADER", any?.file ?? "", null, "la table des utilisateurs (users) manque");
  }
  checkWhole(tables);
  const rowsOf = <T extends TableName>(name: T): RowOf<T>[] =>
    tables.flatMap(({ table, rows }) => (table === name ? (rows as unknown as RowOf<T>[]).filter(isCurrent) : []));
  const rows: Rows = {
    manifest: [],
    orgs: rowsOf("orgs"),
    academicSessions: rowsOf("academicSessions"),
    demographics: rowsOf("demographics"),
    courses: rowsOf("courses"),
    classes: rowsOf("classes"),
    enrollments: rowsOf("enrollments"),
    roles: rowsOf("roles"),
    users: rowsOf("users").filter(({ enabledUser }) => enabledUser?.toLowerCase() !== "false"),
  };
  const fileOf = (name: TableName): string => tables.find(({ table }) => table === name)?.file ?? users.file;
  const classIds = new Set(
    tables.flatMap(({ table, rows: all }) => (table === "classes" ? all.map((row) => row.sourcedId) : [])),
  );
  const schools = schoolsOf(rows);
  if (schools.length === 0) {
    throw new ImportFailure(
      "INCOMPLETE_HEADER",
      fileOf("orgs"),
      null,
      "le jeu OneRoster ne nomme aucun établissement (orgs)",
    );
  }
  return schools.flatMap((school) => new SchoolOfSet(rows, school, fileOf, classIds).files());
}

/** A set that only tells what changed would end everybody else. */
function checkWhole(tables: readonly OneRosterTable[]): void {
  for (const { table, file, rows } of tables) {
    if (table !== "manifest") continue;
    const delta = rows.find(({ propertyName, value }) => propertyName?.startsWith("file.") && value === "delta");
    if (!delta) continue;
    throw new ImportFailure(
      "PARTIAL",
      file,
      delta.line,
      "cet export ne dit que ce qui a changé, il en faut un complet (bulk)",
    );
  }
}

/** «tobedeleted», and «inactive» of 1.0, are of what is no longer there. */
function isCurrent(row: object): boolean {
  const status = "status" in row && typeof row.status === "string" ? row.status.toLowerCase() : "active";
  return status === "active";
}

/** The schools of a set; when it calls none so, those that have classes. */
function schoolsOf({ orgs, classes }: Rows): RowOf<"orgs">[] {
  const named = orgs.filter(({ type }) => type?.toLowerCase() === "school");
  return named.length > 0 ? named : orgs.filter((org) => classes.some((row) => row.schoolSourcedId === org.sourcedId));
}

const listOf = (text: string | null): string[] => (text ?? "").split(",").flatMap((part) => part.trim() || []);

class SchoolOfSet {
  readonly #refusals: Refusal[] = [];
  readonly #users: ReadonlyMap<string, User>;
  readonly #roles: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #classes: ReadonlyMap<string, ClassGroup>;
  readonly #civil: ReadonlyMap<string | null, RowOf<"demographics">>;
  readonly #places = new Map<string, PupilRecord["structures"]>();
  readonly #teachers = new Map<string, Set<string>>();

  constructor(
    private readonly rows: Rows,
    private readonly school: RowOf<"orgs">,
    private readonly fileOf: (table: TableName) => string,
    /** Of all the classes of the set, those that are over too. */
    private readonly classIds: ReadonlySet<string | null>,
  ) {
    this.#users = new Map(
      rows.users.flatMap((user) => (user.sourcedId === null ? [] : [[user.sourcedId, user] as const])),
    );
    this.#civil = new Map(rows.demographics.map((row) => [row.sourcedId, row]));
    this.#roles = this.#rolesHere();
    this.#classes = this.#classesHere();
    this.#readEnrollments();
  }

  files(): ImportFile[] {
    const file = this.fileOf("users");
    const header = this.#header();
    const pupils = this.#having(PUPILS).flatMap((user) => this.#pupil(user) ?? []);
    const guardians = this.#having(GUARDIANS).flatMap((user) => this.#guardian(user) ?? []);
    const staff = this.#having(STAFF).flatMap((user) => this.#staff(user) ?? []);
    const guardianships = this.#guardianships();
    const unnamed = this.rows.users.filter((user) => !isNamed(user)).flatMap(({ sourcedId }) => sourcedId ?? []);
    const { subjects, services } = this.#services();
    const groups = [...this.#classes.values()];
    const divisions: DivisionRecord[] = [];
    const others: GroupRecord[] = [];
    for (const { row, ref } of groups) {
      const { line, title: name } = row;
      if (ref.kind === "DIVISION") divisions.push({ line, code: ref.code, name, mefs: [] });
      else others.push({ line, code: ref.code, name, divisions: [] });
    }
    const year = this.#year();
    const name = this.school.name ?? "";
    return [
      {
        kind: "STS",
        file,
        header,
        school: { academy: null, name, city: null, nature: null },
        startsOn: year && looseDayOf(year.startDate ?? ""),
        endsOn: year && looseDayOf(year.endDate ?? ""),
        subjects,
        mefs: [],
        staff,
        unread: unnamed.map((id) => ({ type: "oneroster", id })),
        divisions,
        groups: others,
        services,
        refusals: this.#refusals,
      },
      { kind: "ELEVES", file, header, pupils, unread: unnamed, refusals: [] },
      { kind: "RESPONSABLES", file, header, guardians, guardianships, refusals: [] },
    ];
  }

  /** The set's own identifier of a school is a UAI in France; else it is of the school that imports it. */
  #header(): Header {
    const uai = [this.school.identifier, this.school.sourcedId].find((text) => text && UAI.test(text));
    const label = this.#year()?.schoolYear ?? "";
    const [first = "", second] = label.split(/\D+/);
    // OneRoster names a school year by the calendar year in which it ends.
    const year = /^\d{4}$/.test(first) ? Number(first) - (second ? 0 : 1) : null;
    return { system: "ONEROSTER", uai: uai?.toUpperCase() ?? null, year };
  }

  #year(): RowOf<"academicSessions"> | null {
    const years = this.rows.academicSessions.filter(({ type }) => type?.toLowerCase() === "schoolyear");
    return years.toSorted((a, b) => ((a.schoolYear ?? "") < (b.schoolYear ?? "") ? 1 : -1))[0] ?? null;
  }

  #refuser(table: TableName): Refuse {
    return (entity, line, record, reason) =>
      void this.#refusals.push({ entity, file: this.fileOf(table), line, record, reason });
  }

  /** What each user is here: 1.1 says it of the user, 1.2 in a table of its own. */
  #rolesHere(): Map<string, Set<string>> {
    const roles = new Map<string, Set<string>>();
    const add = (user: string | null, role: string | null): void => {
      if (user !== null && role !== null) roles.set(user, (roles.get(user) ?? new Set()).add(role.toLowerCase()));
    };
    const id = this.school.sourcedId ?? "";
    for (const user of this.rows.users) if (listOf(user.orgSourcedIds).includes(id)) add(user.sourcedId, user.role);
    for (const row of this.rows.roles) {
      if (row.orgSourcedId !== id) continue;
      if (row.userSourcedId !== null && this.#users.has(row.userSourcedId)) add(row.userSourcedId, row.role);
    }
    return roles;
  }

  #is(userId: string | null, roles: ReadonlySet<string>): boolean {
    return [...(this.#roles.get(userId ?? "") ?? [])].some((role) => roles.has(role));
  }

  /** The users of some roles whose record makes sense. */
  #having(roles: ReadonlySet<string>): User[] {
    return this.rows.users.filter((user) => {
      if (!this.#is(user.sourcedId, roles)) return false;
      if (isNamed(user)) return true;
      const entity = roles === PUPILS ? "student" : roles === GUARDIANS ? "guardian" : "staff";
      this.#refuser("users")(entity, user.line, nameOf(user), "le nom ou le prénom manque");
      return false;
    });
  }

  /** A homeroom is a division, any other class a groupe; a code that two classes have gives way to their sourcedId. */
  #classesHere(): Map<string, ClassGroup> {
    const rows = this.rows.classes.filter((row) => row.schoolSourcedId === this.school.sourcedId && row.sourcedId);
    const kindOf = (row: RowOf<"classes">) => (row.classType?.toLowerCase() === "homeroom" ? "DIVISION" : "GROUP");
    const codeOf = (row: RowOf<"classes">) => row.classCode ?? row.title ?? row.sourcedId ?? "";
    const counts = new Map<string, number>();
    const keyOf = (row: RowOf<"classes">) => `${kindOf(row)} ${codeOf(row)}`;
    for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
    return new Map(
      rows.map((row) => {
        const id = row.sourcedId ?? "";
        return [id, { row, ref: { kind: kindOf(row), code: counts.get(keyOf(row)) === 1 ? codeOf(row) : id } }];
      }),
    );
  }

  #readEnrollments(): void {
    const refuse = this.#refuser("enrollments");
    for (const row of this.rows.enrollments) {
      const { classSourcedId, userSourcedId, endDate, line } = row;
      const found = this.#classes.get(classSourcedId ?? "");
      const refused = (reason: string) =>
        refuse("enrollment", line, recordName("Inscription", [], { sourcedId: row.sourcedId }), reason);
      // A class of another school of the set, or that is over.
      if (!found && this.classIds.has(classSourcedId)) continue;
      const role = row.role?.toLowerCase() ?? "";
      const endsOn = endDate === null ? null : looseDayOf(endDate);
      if (!found) refused(`aucune classe n’a le sourcedId ${quoted(classSourcedId ?? "")}`);
      else if (endDate !== null && endsOn === null) refused(`endDate illisible ${quoted(endDate)}`);
      else if (role === "student" && this.#is(userSourcedId, PUPILS)) {
        const places = this.#places.get(userSourcedId ?? "") ?? [];
        this.#places.set(userSourcedId ?? "", [...places, { ...found.ref, endsOn }]);
      } else if (STAFF.has(role) && this.#is(userSourcedId, STAFF)) {
        const teachers = this.#teachers.get(classSourcedId ?? "") ?? new Set();
        this.#teachers.set(classSourcedId ?? "", teachers.add(userSourcedId ?? ""));
      } else refused(`aucun utilisateur de l’établissement n’a ce rôle et le sourcedId ${quoted(userSourcedId ?? "")}`);
    }
  }

  #contacts(user: User) {
    const texts = { email: user.email, mobile: user.sms, home: user.phone, work: null };
    return checkedContacts(
      texts,
      { acceptsSms: false, address: null },
      user.line,
      nameOf(user),
      this.#refuser("users"),
    );
  }

  #pupil(user: User): PupilRecord | null {
    const { sourcedId, identifier, givenName, familyName, line } = user;
    if (sourcedId === null || familyName === null || givenName === null) return null;
    const civil = this.#civil.get(sourcedId);
    const sex = civil?.sex?.charAt(0).toUpperCase() ?? null;
    return {
      line,
      eleveId: sourcedId,
      elenoet: null,
      ine: identifier !== null && /^\d{9}[0-9A-Z][A-Z]$/i.test(identifier) ? identifier.toUpperCase() : null,
      lastName: familyName,
      familyName: null,
      firstName: givenName,
      birthDate: looseDayOf(civil?.birthDate ?? ""),
      sex: sexOf(sex),
      mef: null,
      entersOn: null,
      leavesOn: null,
      contacts: this.#contacts(user),
      structures: this.#places.get(sourcedId) ?? [],
    };
  }

  #guardian(user: User): GuardianRecord | null {
    const { sourcedId, givenName, familyName, line } = user;
    if (sourcedId === null || familyName === null || givenName === null) return null;
    const names = { lastName: familyName, familyName: null, firstName: givenName };
    return { line, personneId: sourcedId, ...names, civility: null, contacts: this.#contacts(user) };
  }

  #staff({ sourcedId, givenName, familyName, line }: User): StaffRecord | null {
    if (sourcedId === null || familyName === null || givenName === null) return null;
    const positions = [...(this.#roles.get(sourcedId) ?? [])].flatMap((role) => POSITIONS[role] ?? []);
    const mainOf = [...this.#classes].flatMap(([id, { ref }]) =>
      ref.kind === "DIVISION" && this.#teachers.get(id)?.has(sourcedId) ? ref.code : [],
    );
    return {
      type: "oneroster",
      id: sourcedId,
      line,
      lastName: familyName,
      familyName: null,
      firstName: givenName,
      civility: null,
      sex: null,
      birthDate: null,
      position: positions.includes("DIR") ? "DIR" : (positions[0] ?? null),
      mainOf,
    };
  }

  /** Agents tie a pupil to guardians, from either side. Those of the refused too: the plan then leaves alone what it knows. */
  #guardianships(): GuardianshipRecord[] {
    const links = new Map<string, GuardianshipRecord>();
    for (const user of this.rows.users) {
      const { sourcedId, line } = user;
      const isPupil = this.#is(sourcedId, PUPILS);
      if (sourcedId === null || (!isPupil && !this.#is(sourcedId, GUARDIANS))) continue;
      for (const agent of listOf(user.agentSourcedIds)) {
        const [eleveId, personneId] = isPupil ? [sourcedId, agent] : [agent, sourcedId];
        if (!this.#is(eleveId, PUPILS) || !this.#is(personneId, GUARDIANS)) {
          const wanted = isPupil ? "responsable" : "élève";
          const reason = `aucun ${wanted} n’a le sourcedId ${quoted(agent)}`;
          this.#refuser("users")("guardianship", line, nameOf(user), reason);
          continue;
        }
        const isContact = [...(this.#roles.get(personneId) ?? [])].every((role) => role === "relative");
        const level = isContact ? 3 : null;
        const link = { line, eleveId, personneId, level, kinship: null, pays: false, contactFirst: false } as const;
        links.set(`${eleveId} ${personneId}`, link);
      }
    }
    return [...links.values()];
  }

  /** What is taught in each class: the subject that it says, else its course. A homeroom that says none is only a division. */
  #services(): { subjects: SubjectRecord[]; services: ServiceRecord[] } {
    const courses = new Map(this.rows.courses.map((course) => [course.sourcedId, course]));
    const subjects = new Map<string, SubjectRecord>();
    const services: ServiceRecord[] = [];
    for (const [id, { row, ref }] of this.#classes) {
      const course = row.courseSourcedId === null ? undefined : courses.get(row.courseSourcedId);
      const [code = course?.courseCode ?? row.courseSourcedId ?? id] = listOf(row.subjectCodes);
      const [name = course?.title ?? (ref.kind === "GROUP" ? row.title : null)] = listOf(row.subjects);
      if (name === null) continue;
      if (!subjects.has(code)) subjects.set(code, { line: row.line, code, shortName: name, name });
      const teachers = [...(this.#teachers.get(id) ?? [])].map((teacher) => ({
        type: "oneroster" as const,
        id: teacher,
      }));
      services.push({ line: row.line, subject: code, modality: "CG", group: ref, teachers });
    }
    return { subjects: [...subjects.values()], services };
  }
}

const isNamed = ({ sourcedId, givenName, familyName }: User) =>
  sourcedId !== null && givenName !== null && familyName !== null;

const nameOf = ({ sourcedId, givenName, familyName }: User) =>
  recordName("Utilisateur", [familyName, givenName], { sourcedId });
