import "server-only";
import { DEFAULT_MOTIVES } from "@/lib/absences/rules";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { Known } from "@/lib/imports/plan/context";
import type { SchoolPlan } from "@/lib/imports/plan/plan";
import type { TableRows } from "@/lib/imports/plan/tables";
import { fromDbDay, type IsoDay, toDbDay } from "@/lib/time/day";

// What planning reads and what it decided, from and to the database. Only the importer's own transaction calls this.

type DayName = "startsOn" | "endsOn" | "birthDate";
const DAY_NAMES: ReadonlySet<string> = new Set<DayName>(["startsOn", "endsOn", "birthDate"]);

/** A row as the database has it: days as dates at midnight UTC. */
type Stored<Row> = { [K in keyof Row]: K extends DayName ? Exclude<Row[K], string> | Date : Row[K] };

/** A row of the database as planning has it. */
type Planned<Row> = { [K in keyof Row]: Date extends Row[K] ? Exclude<Row[K], Date> | IsoDay : Row[K] };

function fromStored<Row extends object>(stored: Row): Planned<Row> {
  const entries = Object.entries(stored).map(([name, value]: [string, unknown]) => [
    name,
    value instanceof Date ? fromDbDay(value) : value,
  ]);
  return Object.fromEntries(entries) as Planned<Row>;
}

function toStored<Row extends object>(row: Row): Stored<Row> {
  const entries = Object.entries(row).map(([name, value]: [string, unknown]) => [
    name,
    DAY_NAMES.has(name) && typeof value === "string" ? toDbDay(value) : value,
  ]);
  return Object.fromEntries(entries) as Stored<Row>;
}

const DATED = { id: true, startsOn: true, endsOn: true } as const;

/** Everything that planning compares with: the rows of one year, and those still open of earlier years. */
export async function loadKnown(db: Db, uai: string, yearLabel: (timeZone: string) => string): Promise<Known> {
  const school = await db.school.findUnique({
    where: { uai },
    select: { id: true, uai: true, name: true, kind: true, city: true, zone: true, timeZone: true },
  });
  if (!school) return { school: null, years: [], rows: NO_ROWS };
  const schoolId = school.id;
  const label = yearLabel(school.timeZone);
  const ofYear = { OR: [{ endsOn: null }, { year: { label } }] };
  const ofGroup = { OR: [{ endsOn: null }, { group: { year: { label } } }] };
  const years = await db.schoolYear.findMany({
    where: { schoolId },
    select: { id: true, label: true, startsOn: true, endsOn: true },
  });
  const person = await db.person.findMany({
    where: { schoolId },
    select: { ...DATED, profile: true, duty: true, civility: true, lastName: true, firstName: true },
  });
  const civilStatus = await db.civilStatus.findMany({
    where: { schoolId },
    select: { personId: true, birthDate: true, sex: true, familyName: true },
  });
  const externalId = await db.externalId.findMany({
    where: { schoolId },
    select: { personId: true, source: true, value: true },
  });
  const contact = await db.contact.findMany({
    where: { schoolId },
    select: { id: true, personId: true, kind: true, value: true, acceptsSms: true },
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
    externalId,
    contact,
    guardianship: guardianship.map((row) => fromStored(row)),
    group: group.map((row) => fromStored(row)),
    groupDivision,
    enrollment: enrollment.map((row) => fromStored(row)),
    subject,
    service: service.map((row) => fromStored(row)),
    serviceTeacher: serviceTeacher.map((row) => fromStored(row)),
    mainTeacher: mainTeacher.map((row) => fromStored(row)),
  };
  return { school, years: years.map((row) => fromStored(row)), rows };
}

const NO_ROWS: TableRows = {
  person: [],
  civilStatus: [],
  externalId: [],
  contact: [],
  guardianship: [],
  group: [],
  groupDivision: [],
  enrollment: [],
  subject: [],
  service: [],
  serviceTeacher: [],
  mainTeacher: [],
};

/** Writes a plan, parents before children; within a table what ends goes first, so that no two validities overlap. */
export async function applyPlan(db: Db, plan: SchoolPlan, at: Date): Promise<void> {
  const schoolId = plan.school.id;
  if (plan.schoolIsNew) {
    await db.school.create({ data: { ...plan.school, createdAt: at } });
    await insertRows(
      db,
      "absence_motive",
      DEFAULT_MOTIVES.map((motive, position) => ({ schoolId, id: newId(), position, ...motive })),
    );
  }
  const year = { schoolId, ...toStored(plan.year) };
  if (plan.yearOutcome === "created") await db.schoolYear.create({ data: year });
  if (plan.yearOutcome === "updated") {
    await db.schoolYear.update({ where: { schoolId_id: { schoolId, id: plan.year.id } }, data: year });
  }
  const { person, civilStatus, externalId, contact, guardianship, group, groupDivision, enrollment } = plan.changes;
  const { subject, service, serviceTeacher, mainTeacher } = plan.changes;
  const created = <Row extends object>(row: Row) => ({ schoolId, ...row });
  const owned = <Row extends object>(row: Row) => ({ schoolId, ...toStored(row) });
  const key = (row: { id: string }) => ({ schoolId_id: { schoolId, id: row.id } });

  for (const row of person.update) await db.person.update({ where: key(row), data: owned(row) });
  await insertRows(db, "person", person.create.map(created));
  for (const row of civilStatus.update) {
    const where = { schoolId_personId: { schoolId, personId: row.personId } };
    await db.civilStatus.update({ where, data: owned(row) });
  }
  await insertRows(db, "civil_status", civilStatus.create.map(created));
  for (const row of externalId.remove) await db.externalId.deleteMany({ where: owned(row) });
  await insertRows(db, "external_id", externalId.create.map(created));
  for (const row of contact.update) await db.contact.update({ where: key(row), data: owned(row) });
  await insertRows(db, "contact", contact.create.map(created));
  for (const row of guardianship.update) await db.guardianship.update({ where: key(row), data: owned(row) });
  await insertRows(db, "guardianship", guardianship.create.map(created));

  for (const row of group.update) await db.group.update({ where: key(row), data: owned(row) });
  await insertRows(db, "group", group.create.map(created));
  for (const row of groupDivision.remove) await db.groupDivision.deleteMany({ where: owned(row) });
  await insertRows(db, "group_division", groupDivision.create.map(created));
  for (const row of enrollment.update) await db.enrollment.update({ where: key(row), data: owned(row) });
  await insertRows(db, "enrollment", enrollment.create.map(created));

  for (const row of subject.update) await db.subject.update({ where: key(row), data: owned(row) });
  await insertRows(db, "subject", subject.create.map(created));
  for (const row of service.update) await db.service.update({ where: key(row), data: owned(row) });
  await insertRows(
    db,
    "service",
    service.create.map((row) => ({ ...created(row), coefficient: 1 })),
  );
  for (const row of serviceTeacher.update) await db.serviceTeacher.update({ where: key(row), data: owned(row) });
  await insertRows(db, "service_teacher", serviceTeacher.create.map(created));
  for (const row of mainTeacher.update) await db.mainTeacher.update({ where: key(row), data: owned(row) });
  await insertRows(db, "main_teacher", mainTeacher.create.map(created));

  await db.journal.create({
    data: {
      schoolId,
      id: newId(),
      at,
      action: "imports.run",
      targetType: "school",
      targetId: schoolId,
      details: { year: plan.year.label, counts: { ...plan.counts }, refusals: plan.refusals.length },
    },
  });
}
