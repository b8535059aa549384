import "server-only";
import { type BulkTable, deleteRows, insertRows, updateRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Known } from "@/lib/imports/plan/context";
import type { SchoolPlan } from "@/lib/imports/plan/plan";
import type { TableChanges, TableRows, YearRow } from "@/lib/imports/plan/tables";
import type { ImportedTable } from "@/lib/imports/types";
import { followSchemes } from "@/lib/school/schemes";
import { writeDefaultMotives } from "@/lib/school/opening";
import { fromDbDay, type IsoDay } from "@/lib/time/day";

// What planning reads and what it decided, from and to the database. Only the importer's own transaction calls this.

/** A row of the database as planning has it. */
type Planned<Row> = { [K in keyof Row]: Date extends Row[K] ? Exclude<Row[K], Date> | IsoDay : Row[K] };

function fromStored<Row extends object>(stored: Row): Planned<Row> {
  const entries = Object.entries(stored).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? fromDbDay(value) : value,
  ]);
  return Object.fromEntries(entries) as Planned<Row>;
}

const DATED = { id: true, startsOn: true, endsOn: true } as const;
const ORIGIN = { importedFrom: true, importedOn: true } as const;

/** Everything that planning compares with: the rows of one year, and those still open of earlier years. */
export async function loadKnown(
  db: Db,
  uai: string,
  yearLabel: (timeZone: string, years: readonly YearRow[]) => string,
): Promise<Known> {
  const school = await db.school.findUnique({
    where: { uai },
    select: { id: true, uai: true, aafId: true, name: true, kind: true, city: true, zone: true, timeZone: true },
  });
  if (!school) return { school: null, years: [], closedYears: [], rows: NO_ROWS };
  const schoolId = school.id;
  const stored = await db.schoolYear.findMany({
    where: { schoolId },
    select: { id: true, label: true, startsOn: true, endsOn: true, closedAt: true },
  });
  const years = stored.map(({ closedAt: _closedAt, ...row }) => fromStored(row));
  const label = yearLabel(school.timeZone, years);
  const ofYear = { OR: [{ endsOn: null }, { year: { label } }] };
  const ofGroup = { OR: [{ endsOn: null }, { group: { year: { label } } }] };
  const person = await db.person.findMany({
    where: { schoolId },
    select: { ...DATED, ...ORIGIN, profile: true, duty: true, civility: true, lastName: true, firstName: true },
  });
  const civilStatus = await db.civilStatus.findMany({
    where: { schoolId },
    select: { ...ORIGIN, personId: true, birthDate: true, sex: true, familyName: true },
  });
  const externalId = await db.externalId.findMany({
    where: { schoolId },
    select: { ...ORIGIN, personId: true, source: true, value: true },
  });
  const contact = await db.contact.findMany({
    where: { schoolId },
    select: { ...ORIGIN, id: true, personId: true, kind: true, value: true, acceptsSms: true },
    orderBy: { id: "asc" },
  });
  const guardianship = await db.guardianship.findMany({
    where: { schoolId },
    select: {
      ...DATED,
      guardianId: true,
      studentId: true,
      level: true,
      kinship: true,
      pays: true,
      contactFirst: true,
    },
  });
  const personOverride = await db.personOverride.findMany({
    where: { schoolId },
    select: { personId: true, aboutId: true, field: true, value: true, importedValue: true },
  });
  const group = await db.group.findMany({
    where: { schoolId, ...ofYear },
    select: { ...DATED, yearId: true, kind: true, code: true, name: true, level: true },
  });
  const groupDivision = await db.groupDivision.findMany({
    where: { schoolId, group: { year: { label } } },
    select: { groupId: true, divisionId: true },
  });
  const enrollment = await db.enrollment.findMany({
    where: { schoolId, ...ofGroup },
    select: { ...DATED, groupId: true, groupKind: true, studentId: true },
  });
  const subject = await db.subject.findMany({
    where: { schoolId },
    select: { id: true, code: true, shortName: true, name: true },
  });
  const service = await db.service.findMany({
    where: { schoolId, ...ofYear },
    select: { ...DATED, yearId: true, subjectId: true, groupId: true, modality: true },
  });
  const serviceTeacher = await db.serviceTeacher.findMany({
    where: { schoolId, OR: [{ endsOn: null }, { service: { year: { label } } }] },
    select: { ...DATED, serviceId: true, teacherId: true, role: true },
  });
  const mainTeacher = await db.mainTeacher.findMany({
    where: { schoolId, ...ofGroup },
    select: { ...DATED, groupId: true, teacherId: true },
  });
  const rows: TableRows = {
    person: person.map((row) => fromStored(row)),
    civilStatus: civilStatus.map((row) => fromStored(row)),
    externalId: externalId.map((row) => fromStored(row)),
    contact: contact.map((row) => fromStored(row)),
    guardianship: guardianship.map((row) => fromStored(row)),
    personOverride,
    group: group.map((row) => fromStored(row)),
    groupDivision,
    enrollment: enrollment.map((row) => fromStored(row)),
    subject,
    service: service.map((row) => fromStored(row)),
    serviceTeacher: serviceTeacher.map((row) => fromStored(row)),
    mainTeacher: mainTeacher.map((row) => fromStored(row)),
  };
  const closedYears = stored.flatMap(({ id, closedAt }) => (closedAt ? [id] : []));
  return { school, years, closedYears, rows };
}

const NO_ROWS: TableRows = {
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
};

/** Where the rows of a table are, and the fields that find one beside its school. */
export interface StoredTable {
  table: BulkTable;
  keys: readonly string[];
}

/** Every table that an import writes, parents first. */
export const STORED: Readonly<Record<ImportedTable, StoredTable>> = {
  schoolYear: { table: "school_year", keys: ["id"] },
  person: { table: "person", keys: ["id"] },
  civilStatus: { table: "civil_status", keys: ["personId"] },
  externalId: { table: "external_id", keys: ["source", "value", "personId"] },
  contact: { table: "contact", keys: ["id"] },
  guardianship: { table: "guardianship", keys: ["id"] },
  personOverride: { table: "person_override", keys: ["personId", "aboutId", "field"] },
  group: { table: "group", keys: ["id"] },
  groupDivision: { table: "group_division", keys: ["groupId", "divisionId"] },
  enrollment: { table: "enrollment", keys: ["id"] },
  subject: { table: "subject", keys: ["id"] },
  service: { table: "service", keys: ["id"] },
  serviceTeacher: { table: "service_teacher", keys: ["id"] },
  mainTeacher: { table: "main_teacher", keys: ["id"] },
};

/** Whose gesture an import is; null for the command line and the demo. */
export interface ImportAuthor {
  personId: string;
  runId: string;
}

/** Writes a plan, parents before children; within a table what ends goes first, so that no two validities overlap. */
export async function applyPlan(db: Db, plan: SchoolPlan, at: Date, author: ImportAuthor | null): Promise<void> {
  const schoolId = plan.school.id;
  if (plan.schoolIsNew) {
    await db.school.create({ data: { ...plan.school, createdAt: at } });
    await writeDefaultMotives(db, schoolId);
  }
  // Learnt for good: undoing an import does not make the school another one.
  else if (plan.isRenumbered) await db.school.update({ where: { id: schoolId }, data: { aafId: plan.school.aafId } });
  const year = { create: [plan.year], update: [plan.year], remove: [] };
  const changes: { [T in ImportedTable]: TableChanges<object> } = {
    ...plan.changes,
    schoolYear: {
      ...year,
      create: plan.yearOutcome === "created" ? year.create : [],
      update: plan.yearOutcome === "updated" ? year.update : [],
    },
    // Nothing in the files says how much a service weighs in a bulletin.
    service: {
      ...plan.changes.service,
      create: plan.changes.service.create.map((row) => ({ ...row, coefficient: 1 })),
    },
  };
  const owned = (row: object) => ({ schoolId, ...row });
  for (const [name, { table, keys }] of Object.entries(STORED) as [ImportedTable, StoredTable][]) {
    const { create, update, remove } = changes[name];
    await updateRows(db, table, ["schoolId", ...keys], update.map(owned));
    await deleteRows(db, table, ["schoolId", ...keys], remove.map(owned));
    await insertRows(db, table, create.map(owned));
  }

  await followSchemes(db, schoolId, plan.year.id);

  await db.journal.create({
    data: {
      schoolId,
      id: newId(),
      at,
      personId: author?.personId ?? null,
      action: "imports.run",
      targetType: "school",
      targetId: schoolId,
      details: {
        year: plan.year.label,
        counts: { ...plan.counts },
        refusals: plan.refusals.length,
        ...(author && { runId: author.runId }),
      },
    },
  });
}
