import { crc32, deflateRawSync } from "node:zlib";
import type { Known } from "@/lib/imports/plan/context";
import type { SchoolPlan } from "@/lib/imports/plan/plan";
import { KEYS, type TableChanges, type TableRows } from "@/lib/imports/plan/tables";
import type { Source } from "@/lib/imports/read";
import type {
  ContactDetails,
  ElevesFile,
  GuardianRecord,
  GuardianshipRecord,
  Header,
  ImportFile,
  PupilRecord,
  ResponsablesFile,
  StaffRecord,
  StsFile,
} from "@/lib/imports/records";
import { printFile } from "@/prisma/demo/print";

// Import files as small builders: what a test does not say has a plain default.

/** The school and year of the builders below. */
export const HEADER: Header = { uai: "0771991W", year: 2026 };

const NO_CONTACTS: ContactDetails = {
  email: null,
  mobile: null,
  home: null,
  work: null,
  acceptsSms: false,
  address: null,
};

/** A pupil of 6A. */
export function aPupilRecord(values: Partial<PupilRecord> & { eleveId: string }): PupilRecord {
  return {
    line: 0,
    elenoet: null,
    ine: `0990000${values.eleveId.padStart(2, "0")}AA`,
    lastName: `NOM${values.eleveId}`,
    familyName: `NOM${values.eleveId}`,
    firstName: "Zoé",
    birthDate: "2015-03-14",
    sex: "F",
    mef: null,
    entersOn: null,
    leavesOn: null,
    contacts: NO_CONTACTS,
    structures: [{ kind: "DIVISION", code: "6A" }],
    ...values,
  };
}

/** A guardian without contact details. */
export function aGuardianRecord(values: Partial<GuardianRecord> & { personneId: string }): GuardianRecord {
  const lastName = `PARENT${values.personneId}`;
  const names = { lastName, familyName: lastName, firstName: "Anne", civility: "MME" as const };
  return { line: 0, ...names, contacts: NO_CONTACTS, ...values };
}

/** A legal representative's responsibility. */
export function aLink(
  eleveId: string,
  personneId: string,
  values: Partial<GuardianshipRecord> = {},
): GuardianshipRecord {
  return { line: 0, eleveId, personneId, level: 1, kinship: "10", pays: false, contactFirst: false, ...values };
}

/** A teacher of STS. */
export function aStaffRecord(values: Partial<StaffRecord> & { id: string }): StaffRecord {
  return {
    line: 0,
    type: "epp",
    lastName: `PROF${values.id}`,
    familyName: `PROF${values.id}`,
    firstName: "Jean",
    civility: "M",
    sex: "M",
    birthDate: "1980-05-06",
    position: "ENS",
    mainOf: [],
    ...values,
  };
}

/** An export of pupils. */
export function anElevesFile(pupils: PupilRecord[], values: Partial<ElevesFile> = {}): ElevesFile {
  return { kind: "ELEVES", file: "eleves.xml", header: HEADER, pupils, unread: [], refusals: [], ...values };
}

/** An export of guardians. */
export function aResponsablesFile(guardians: GuardianRecord[], guardianships: GuardianshipRecord[]): ResponsablesFile {
  return { kind: "RESPONSABLES", file: "responsables.xml", header: HEADER, guardians, guardianships, refusals: [] };
}

/** An export of STS with divisions 6A and 6B, subjects of French and mathematics. */
export function anStsFile(values: Partial<StsFile> = {}): StsFile {
  return {
    kind: "STS",
    file: "sts.xml",
    header: HEADER,
    school: { academy: "CRETEIL", name: "COLLEGE DES ESSAIS", city: "TORCY", nature: "340" },
    startsOn: "2026-09-01",
    endsOn: "2027-09-01",
    subjects: [
      { line: 0, code: "020700", shortName: "Français", name: "Français" },
      { line: 0, code: "061300", shortName: "Maths", name: "Mathématiques" },
    ],
    mefs: [{ line: 0, code: "10010012110", formation: "6EME" }],
    staff: [],
    unread: [],
    divisions: ["6A", "6B"].map((code) => ({ line: 0, code, name: code, mefs: ["10010012110"] })),
    groups: [],
    services: [],
    refusals: [],
    ...values,
  };
}

/** A text or bytes as a file to import, in chunks of the size given. */
export function sourceOf(content: string | Uint8Array, name = "fichier.xml", chunkSize = 4096): Source {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    name,
    async *open() {
      for (let start = 0; start < bytes.length; start += chunkSize) yield bytes.subarray(start, start + chunkSize);
    },
  };
}

/** A file as its software would export it. */
export function printedSource(file: ImportFile): Source {
  return sourceOf(printFile(file), file.file);
}

/** A school nobody knows yet. */
export const NOTHING_KNOWN: Known = {
  school: null,
  years: [],
  closedYears: [],
  rows: {
    person: [],
    civilStatus: [],
    externalId: [],
    contact: [],
    guardianship: [],
    personOverride: [],
    group: [],
    groupDivision: [],
    enrollment: [],
    subject: [],
    service: [],
    serviceTeacher: [],
    mainTeacher: [],
  },
};

/** What is known once a plan has been applied: lib/imports/store.ts without a database. */
export function afterPlan(known: Known, { school, year, changes }: SchoolPlan): Known {
  const apply = <Row extends object>(rows: readonly Row[], change: TableChanges<Row>): Row[] => {
    const kept = rows.filter((row) => !change.remove.includes(row));
    const updated = kept.map((row) => change.update.find((after) => isSameRow(row, after)) ?? row);
    return [...updated, ...change.create];
  };
  const rows: TableRows = {
    person: apply(known.rows.person, changes.person),
    civilStatus: apply(known.rows.civilStatus, changes.civilStatus),
    externalId: apply(known.rows.externalId, changes.externalId),
    contact: apply(known.rows.contact, changes.contact),
    guardianship: apply(known.rows.guardianship, changes.guardianship),
    personOverride: known.rows.personOverride.map(
      (row) =>
        changes.personOverride.update.find((after) => KEYS.personOverride(after) === KEYS.personOverride(row)) ?? row,
    ),
    group: apply(known.rows.group, changes.group),
    groupDivision: apply(known.rows.groupDivision, changes.groupDivision),
    enrollment: apply(known.rows.enrollment, changes.enrollment),
    subject: apply(known.rows.subject, changes.subject),
    service: apply(known.rows.service, changes.service),
    serviceTeacher: apply(known.rows.serviceTeacher, changes.serviceTeacher),
    mainTeacher: apply(known.rows.mainTeacher, changes.mainTeacher),
  };
  const years = [...known.years.filter((other) => other.id !== year.id), year];
  return { school, years, closedYears: known.closedYears, rows };
}

function isSameRow(a: object, b: object): boolean {
  const idOf = (row: object) => ("id" in row ? row.id : "personId" in row ? row.personId : null);
  return idOf(a) !== null && idOf(a) === idOf(b);
}

/** A zip archive of the files given, as SIECLE's exports come. */
export function zipOf(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = deflateRawSync(content);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, nameBytes, data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    const version = Buffer.from([20, 0]);
    centrals.push(Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), version, common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

/** A OneRoster 1.2 set of one school: a teacher, a pupil of two classes and a guardian. */
export function aOneRosterSet(uai: string): Readonly<Record<string, string>> {
  const table = (...lines: string[]): string => lines.join("\n");
  return {
    "manifest.csv": table("propertyName,value", "oneroster.version,1.2", "file.users,bulk"),
    "orgs.csv": table("sourcedId,status,name,type,identifier", `org1,active,Collège des Essais,school,${uai}`),
    "academicSessions.csv": table(
      "sourcedId,status,title,type,startDate,endDate,parentSourcedId,schoolYear",
      "y1,active,2026-2027,schoolYear,2026-09-01,2027-07-04,,2027",
    ),
    "users.csv": table(
      "sourcedId,enabledUser,givenName,familyName,email,sms,agentSourcedIds",
      "t1,TRUE,Paul,ROCHE,,,",
      "s1,TRUE,Zoé,BRUNE,,,g1",
      "g1,TRUE,Anne,BRUNE,,06 39 98 00 11,s1",
    ),
    "roles.csv": table(
      "sourcedId,userSourcedId,role,orgSourcedId",
      "r1,t1,teacher,org1",
      "r2,s1,student,org1",
      "r3,g1,parent,org1",
    ),
    "demographics.csv": table("sourcedId,birthDate,sex", "s1,2015-03-14,female"),
    "courses.csv": table("sourcedId,title,courseCode,orgSourcedId", "k1,Mathématiques,061300,org1"),
    "classes.csv": table(
      "sourcedId,title,courseSourcedId,classCode,classType,schoolSourcedId",
      "c1,Sixième A,,6A,homeroom,org1",
      "c2,Maths 6A,k1,6A-MATHS,scheduled,org1",
    ),
    "enrollments.csv": table(
      "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
      "e1,c1,org1,s1,student,,,",
      "e2,c2,org1,s1,student,,,",
      "e3,c1,org1,t1,teacher,,,",
      "e4,c2,org1,t1,teacher,,,",
    ),
  };
}
