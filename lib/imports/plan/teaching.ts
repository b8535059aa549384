import type { ExternalSource, Profile } from "@/lib/db/types";
import { recordName } from "@/lib/imports/fields";
import { positionOf } from "@/lib/imports/labels";
import { nameKey } from "@/lib/imports/names";
import type { PlanContext } from "@/lib/imports/plan/context";
import { groupBy } from "@/lib/imports/plan/group-by";
import { factsOf } from "@/lib/imports/plan/questions";
import { planToldServices } from "@/lib/imports/plan/told-services";
import { isTable, namesakesOf, ownFirst, spelled, staffSourceOf, systemOf } from "@/lib/imports/plan/systems";
import type { Structure } from "@/lib/imports/plan/structure";
import type { MainTeacherRow, PersonRow, ServiceRow, ServiceTeacherRow } from "@/lib/imports/plan/tables";
import type { EnseignantsFile, ServiceRecord, StaffKey, StaffRecord, StsFile, System } from "@/lib/imports/records";

const keyOf = ({ type, id }: StaffKey) => `${type} ${id}`;
const nameOf = (person: StaffRecord) =>
  recordName(
    "Personnel",
    [person.lastName, person.firstName],
    person.type === "table" || person.type === "onde"
      ? { identifiant: person.id.includes("/") ? null : person.id }
      : { ID: person.id, TYPE: person.type },
  );

/** Where staff of one numbering may have been numbered first. */
const OTHER_NUMBERS: Readonly<Partial<Record<StaffKey["type"], readonly ExternalSource[]>>> = {
  epp: ["AAF_PERSONNEL"],
  local: ["AAF_PERSONNEL"],
  aaf: ["STS_EPP", "STS_LOCAL"],
};

/** Whom a file of each system may end. */
const STAFF_SOURCES: Readonly<Record<System, readonly ExternalSource[]>> = {
  SIECLE: ["STS_EPP", "STS_LOCAL"],
  ONDE: ["ONDE_ENSEIGNANT"],
  ONEROSTER: ["ONEROSTER_STAFF"],
  TABLE: ["TABLE_STAFF"],
  AAF: ["AAF_PERSONNEL"],
};
const STAFF: ReadonlySet<Profile> = new Set(["TEACHER", "HEAD"]);
const FAMILY: ReadonlySet<Profile> = new Set(["STUDENT", "GUARDIAN"]);

/**
 * Plans what STS is authoritative for: staff, services with their titular teachers, and main teachers. What it no longer has
 * is dated out. Staff that STS never knew, substitutes and co-teachers are the school's own and left alone.
 */
export function planTeaching(context: PlanContext, file: StsFile | EnseignantsFile, structure: Structure): void {
  const staff = planStaff(context, file);
  if (file.kind === "STS" && file.tells) planToldServices(context, file, file.tells, structure, staff);
  else if (file.kind === "STS") planServices(context, file, structure, staff);
  // A plain table has no main teachers: it ends none.
  if (!isTable(file.header)) planMainTeachers(context, file, structure, staff);
}

function planStaff(context: PlanContext, file: StsFile | EnseignantsFile): Map<string, string> {
  const { drafts } = context;
  const persons = new Map([...drafts.person.rows()].map((row) => [row.id, row]));
  const isFirst = ![...persons.values()].some((person) => person.profile === "TEACHER");
  const sources = STAFF_SOURCES[systemOf(file.header)];
  const isOfFile = (person: PersonRow) => sources.some((source) => context.isKnownTo(source, person.id));
  const active = [...persons.values()].filter((person) => context.isOpen(person) && isOfFile(person));
  const civil = new Map([...drafts.civilStatus.rows()].map((row) => [row.personId, row]));
  const contacts = groupBy(drafts.contact.rows(), (row) => row.personId);
  const namesakes = namesakesOf(context);
  // Names find only who is still there: a namesake who comes years later is somebody else.
  const meant = (key: StaffKey): readonly string[] => {
    const known = context.personsWith(staffSourceOf(key), key.id);
    if (key.type === "table" && known.length === 0) return freeStaff(context, key, namesakes);
    if (key.type !== "onde") return known;
    const there = namesakes(key.id).filter((person) => STAFF.has(person.profile) && context.isOpen(person));
    return ownFirst(
      context,
      staffSourceOf(key),
      key.id,
      there.map(({ id }) => id),
    );
  };
  // By name **and** birth date: whom the school created by hand before the file had them, and whom only STS, or a feed, has numbered.
  const orUnnumbered = (record: StaffRecord, known: readonly string[]): readonly string[] => {
    const { type, lastName, familyName, firstName, birthDate, profile } = record;
    if (known.length > 0 || birthDate === null) return known;
    const keys = new Set([nameKey(lastName, firstName), nameKey(familyName ?? lastName, firstName)]);
    const isFree = ({ id }: PersonRow): boolean => {
      const isOther = (OTHER_NUMBERS[type] ?? []).some((source) => context.isKnownTo(source, id));
      return !context.isOfFiles(id) || (isOther && !context.isKnownTo(staffSourceOf(record), id));
    };
    const ids = [...keys].flatMap(namesakes).flatMap((person) => {
      const isMeant = civil.get(person.id)?.birthDate === birthDate && isFree(person);
      const isStaff = profile ? person.profile === profile : !FAMILY.has(person.profile);
      return isMeant && context.isOpen(person) && isStaff ? person.id : [];
    });
    return [...new Set(ids)];
  };
  const staff = new Map<string, string>();
  const unread = [...file.unread];
  /** Whom a record may be that nobody has decided of: not gone for all that. */
  const undecided: string[] = [];

  for (const record of file.staff) {
    if (staff.has(keyOf(record))) {
      const reason = "cet ID est déjà pris par un autre enregistrement du fichier";
      context.refuse("staff", record.source ?? file.file, record.line, nameOf(record), reason);
      continue;
    }
    const ids = orUnnumbered(record, meant(record));
    const personId = ids.length < 2 ? (ids[0] ?? context.newId()) : askWho(context, file, record, ids);
    if (personId === null) {
      unread.push(record);
      undecided.push(...ids);
      continue;
    }
    const before = persons.get(personId);
    const position = positionOf(record.position);
    const person: PersonRow = {
      id: personId,
      profile: record.profile ?? position?.profile ?? before?.profile ?? "STAFF",
      // A duty that the school gave (inspector, nurse…) stays when STS's function says nothing of it.
      duty: position?.duty ?? (position && position.profile !== before?.profile ? null : (before?.duty ?? null)),
      civility: record.civility ?? (systemOf(file.header) === "SIECLE" ? null : (before?.civility ?? null)),
      ...spelled(file.header, before, record),
      ...context.spanOf(before ?? undefined, context.startOf(isFirst)),
    };
    staff.set(keyOf(record), person.id);
    const identified = context.identify(person.id, staffSourceOf(record), record.id);
    const { birthDate, sex, familyName } = record;
    // STS alone knows of civil status: elsewhere what the school knows stays.
    const known = systemOf(file.header) === "SIECLE" ? undefined : civil.get(person.id);
    const civilStatus = {
      birthDate: birthDate ?? known?.birthDate ?? null,
      sex: sex ?? known?.sex ?? null,
      familyName: familyName ?? known?.familyName ?? null,
    };
    context.putPerson("staff", person, civilStatus, identified);
    if (record.contacts) context.putContacts(person.id, record.contacts, contacts);
  }

  const spared = new Set([...unread.flatMap(meant), ...undecided]);
  const present = new Set(staff.values());
  const named = new Set((file.kind === "STS" ? (file.gone ?? []) : []).flatMap(meant));
  for (const person of active) {
    if (file.header.isPartial && !named.has(person.id)) continue;
    if (!present.has(person.id) && !spared.has(person.id)) context.endPerson("staff", person);
  }
  // A service may name somebody whose record could not be read but whom we know.
  for (const key of unread) {
    const [knownId, ...others] = meant(key);
    if (knownId !== undefined && others.length === 0) staff.set(keyOf(key), knownId);
  }
  return staff;
}

/** Whom a row of a plain table may be, by its name: somebody of that profile, still there, whom no other row has named. */
function freeStaff(
  context: PlanContext,
  key: StaffKey & Partial<Pick<StaffRecord, "lastName" | "firstName" | "profile" | "birthDate">>,
  namesakes: (key: string) => readonly PersonRow[],
): string[] {
  const { id, lastName, firstName, profile, birthDate } = key;
  const births = new Map([...context.drafts.civilStatus.rows()].map((row) => [row.personId, row.birthDate]));
  const isOther = (personId: string): boolean => {
    const known = births.get(personId) ?? null;
    return known !== null && !!birthDate && known !== birthDate;
  };
  return namesakes(lastName && firstName ? nameKey(lastName, firstName) : id).flatMap((person) => {
    const isStaff = profile ? person.profile === profile : !FAMILY.has(person.profile);
    const isFree = context.isOpen(person) && !context.isKnownTo("TABLE_STAFF", person.id);
    return isStaff && isFree && !isOther(person.id) ? person.id : [];
  });
}

/** Puts somebody of the staff to a person. Null until they answer, and when the record is not to be imported. */
function askWho(
  context: PlanContext,
  { file }: StsFile | EnseignantsFile,
  record: StaffRecord,
  ids: readonly string[],
): string | null {
  const question = {
    entity: "staff" as const,
    source: staffSourceOf(record),
    value: record.id,
    label: nameOf(record),
    reason: "plusieurs fiches ouvertes portent ce nom",
    file: record.source ?? file,
    line: record.line,
    facts: factsOf({
      birthDate: record.birthDate,
      profile: record.profile ?? positionOf(record.position)?.profile,
      division: record.mainOf.join(", "),
      "contact.EMAIL": record.contacts?.email,
    }),
  };
  return context.ask(question, ids);
}

function planServices(
  context: PlanContext,
  file: StsFile,
  structure: Structure,
  staff: ReadonlyMap<string, string>,
): void {
  const { drafts, counts, year } = context;
  const known = [...drafts.service.rows()].filter((row) => row.yearId === year.id);
  const keyOfService = (row: Pick<ServiceRow, "subjectId" | "groupId" | "modality">) =>
    `${row.subjectId} ${row.groupId} ${row.modality}`;
  const services = new Map(known.map((row) => [keyOfService(row), row]));
  const start = context.startOf(known.length === 0);
  const wanted = new Map<string, { service: ServiceRow; teachers: Set<string> }>();

  for (const record of file.services) {
    const name = recordName("Service", [record.group.code], { CODE_MATIERE: record.subject });
    const subject = structure.subject(record.subject);
    const group = structure.group(record.group);
    if (!subject || !group) {
      context.refuse("service", file.file, record.line, name, "la matière n’est pas dans la nomenclature");
      continue;
    }
    const natural = { subjectId: subject.id, groupId: group.id, modality: record.modality };
    const before = services.get(keyOfService(natural));
    const merged = wanted.get(keyOfService(natural));
    const service: ServiceRow = merged?.service ?? {
      id: before?.id ?? context.newId(),
      yearId: year.id,
      ...natural,
      startsOn: before?.startsOn ?? start,
      endsOn: context.endInYear,
    };
    const teachers = merged?.teachers ?? new Set<string>();
    if (!merged) counts.service[drafts.service.put(service)] += 1;
    for (const teacher of teachersOf(context, file, record, staff)) teachers.add(teacher);
    wanted.set(keyOfService(natural), { service, teachers });
  }
  for (const [key, row] of services) {
    if (wanted.has(key) || !context.isOpen(row)) continue;
    drafts.service.put({ ...row, endsOn: context.endOf(row) });
    counts.service.ended += 1;
  }
  planServiceTeachers(context, known, [...wanted.values()]);
}

function teachersOf(
  context: PlanContext,
  file: StsFile,
  record: ServiceRecord,
  staff: ReadonlyMap<string, string>,
): string[] {
  return record.teachers.flatMap((key) => {
    const personId = staff.get(keyOf(key));
    if (personId !== undefined) return personId;
    const name = recordName("Service", [record.group.code], {
      CODE_MATIERE: record.subject,
      ID: key.id,
      TYPE: key.type,
    });
    context.refuse("serviceTeacher", file.file, record.line, name, "cet enseignant n’est pas parmi les individus");
    return [];
  });
}

/** Several teachers of one service in STS share it alike: all are titular, none replaces another. */
function planServiceTeachers(
  context: PlanContext,
  known: readonly ServiceRow[],
  wanted: readonly { service: ServiceRow; teachers: ReadonlySet<string> }[],
): void {
  const { drafts, counts } = context;
  const ofYear = new Set(known.map((service) => service.id));
  const before = [...drafts.serviceTeacher.rows()].filter((row) => ofYear.has(row.serviceId));
  const rows = before.filter((row) => context.isOpen(row));
  const start = context.startOf(before.length === 0);
  const any = new Set(rows.map((row) => `${row.serviceId} ${row.teacherId}`));
  const open = new Map<string, ServiceTeacherRow>();
  for (const row of rows) if (row.role === "TITULAR") open.set(`${row.serviceId} ${row.teacherId}`, row);
  for (const { service, teachers } of wanted) {
    for (const teacherId of teachers) {
      const key = `${service.id} ${teacherId}`;
      open.delete(key);
      if (any.has(key)) counts.serviceTeacher.unchanged += 1;
      else {
        const row = { id: context.newId(), serviceId: service.id, teacherId, role: "TITULAR" as const };
        counts.serviceTeacher[drafts.serviceTeacher.put({ ...row, startsOn: start, endsOn: context.endInYear })] += 1;
      }
    }
  }
  for (const row of open.values()) {
    drafts.serviceTeacher.put({ ...row, endsOn: context.endOf(row) });
    counts.serviceTeacher.ended += 1;
  }
}

function planMainTeachers(
  context: PlanContext,
  file: StsFile | EnseignantsFile,
  structure: Structure,
  staff: ReadonlyMap<string, string>,
): void {
  const { drafts, counts, year } = context;
  const ofYear = new Set([...drafts.group.rows()].flatMap((group) => (group.yearId === year.id ? [group.id] : [])));
  const known = [...drafts.mainTeacher.rows()].filter((row) => ofYear.has(row.groupId));
  const rows = known.filter((row) => context.isOpen(row));
  const open = new Map<string, MainTeacherRow>(rows.map((row) => [`${row.groupId} ${row.teacherId}`, row]));
  const start = context.startOf(known.length === 0);
  const done = new Set<string>();
  for (const record of file.staff) {
    const teacherId = staff.get(keyOf(record));
    for (const code of teacherId === undefined ? [] : record.mainOf) {
      const group = structure.group({ kind: "DIVISION", code });
      const key = `${group?.id} ${teacherId}`;
      if (!group || teacherId === undefined) {
        context.refuse(
          "mainTeacher",
          record.source ?? file.file,
          record.line,
          nameOf(record),
          `la division ${code} n’existe pas`,
        );
      } else if (!done.has(key)) {
        done.add(key);
        const before = open.get(key);
        const place = { groupId: group.id, teacherId, startsOn: start, endsOn: context.endInYear };
        const row = before ?? { id: context.newId(), ...place };
        counts.mainTeacher[drafts.mainTeacher.put(row)] += 1;
      }
    }
  }
  const unread = new Set(file.unread.map((key) => staff.get(keyOf(key))));
  const persons = new Map([...drafts.person.rows()].map((row) => [row.id, row]));
  const named = new Set(staff.values());
  for (const [key, row] of open) {
    if (done.has(key) || unread.has(row.teacherId)) continue;
    // A delta says nothing of those whom it does not name.
    const person = persons.get(row.teacherId);
    if (file.header.isPartial && !named.has(row.teacherId) && person && context.isOpen(person)) continue;
    drafts.mainTeacher.put({ ...row, endsOn: context.endOf(row) });
    counts.mainTeacher.ended += 1;
  }
}
