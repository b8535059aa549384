import { createHash } from "node:crypto";
import type { ImportChangeKind } from "@/lib/db/types";
import { fold } from "@/lib/fold";
import type { Known } from "@/lib/imports/plan/context";
import type { SchoolPlan } from "@/lib/imports/plan/plan";
import { KEYS, type PersonRow, type TableName, type TableRows, type Tables } from "@/lib/imports/plan/tables";
import { ENTITIES, type Entity, type Refusal } from "@/lib/imports/records";
import type { ChangeCounts, DescribedChange, FieldChange, ImportedTable, RowChange } from "@/lib/imports/types";

// A plan as a school reads it: one line per person, class, service…, whatever the number of tables that it touches.

/** The fields that a person reads, table by table, in the order in which they are read. */
const FIELDS: Readonly<Record<ImportedTable, readonly string[]>> = {
  schoolYear: ["startsOn", "endsOn"],
  person: ["lastName", "firstName", "civility", "profile", "duty", "startsOn", "endsOn"],
  civilStatus: ["familyName", "birthDate", "sex"],
  externalId: [],
  contact: [],
  personOverride: [],
  guardianship: ["level", "kinship", "pays", "contactFirst", "startsOn", "endsOn"],
  group: ["name", "level", "startsOn", "endsOn"],
  groupDivision: [],
  enrollment: ["startsOn", "endsOn"],
  subject: ["name", "shortName"],
  service: ["modality", "startsOn", "endsOn"],
  serviceTeacher: ["startsOn", "endsOn"],
  mainTeacher: ["startsOn", "endsOn"],
};

/** The rows of a table, as those that a thing is made of come together. */
const ORDER: readonly ImportedTable[] = [
  "schoolYear",
  "subject",
  "group",
  "groupDivision",
  "person",
  "civilStatus",
  "externalId",
  "contact",
  "personOverride",
  "guardianship",
  "enrollment",
  "service",
  "serviceTeacher",
  "mainTeacher",
];

type AnyRow = Readonly<Record<string, unknown>>;
type Names = ReturnType<typeof namesOf>;

/** Something that a plan touches: its own row, and all that is read with it. */
interface Thing {
  table: ImportedTable;
  row: AnyRow;
  rows: RowChange[];
}

/**
 * What a plan creates, changes and ends, field by field, in the order of the report of the command line and by name, then what it
 * refuses. Pure. Each change is made when it is asked for, and again when it is asked for again: all of a large school's at once would
 * weigh more than its files.
 * @param known what the plan was made beside.
 */
export function describePlan(known: Known, plan: SchoolPlan): Iterable<DescribedChange> {
  const names = namesOf(known.rows, plan);
  const things = new Map<string, Thing>();
  for (const change of rowChanges(known, plan)) {
    const row = change.after ?? change.before ?? {};
    const [table, id] = ownerOf(change.table, row);
    const key = `${table} ${String(id)}`;
    const thing = things.get(key) ?? { table, row: { id }, rows: [] };
    if (change.table === table) thing.row = row;
    thing.rows.push(change);
    things.set(key, thing);
  }
  const sorted = [...things.values()]
    .map((thing) => {
      const named = namedOf(thing.table, thing.row, names);
      return { thing, ...named, name: fold(named.label) };
    })
    .toSorted((a, b) => ENTITIES.indexOf(a.entity) - ENTITIES.indexOf(b.entity) || byText(a.name, b.name));
  return {
    *[Symbol.iterator]() {
      for (const { thing, entity, label } of sorted) {
        const kind = kindOf(thing.rows.find((each) => each.table === thing.table));
        const fields = paired(thing.rows.flatMap((each) => fieldsOf(each, names)));
        yield { kind, entity, label, fields, rows: thing.rows };
      }
      for (const refusal of plan.refusals) yield refused(refusal);
    },
  };
}

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The same for the same changes, whatever ids new rows were given and the order in which they were met. */
export function digestOf(changes: Iterable<DescribedChange>): string {
  const digest = (text: string): string => createHash("sha256").update(text).digest("hex");
  const told: string[] = [];
  for (const { kind, entity, label, fields } of changes)
    told.push(digest(JSON.stringify([kind, entity, label, fields])));
  return digest(told.toSorted().join("\n"));
}

/** How many changes there are of each sort. */
export function countsOf(changes: Iterable<DescribedChange>): ChangeCounts {
  const counts: ChangeCounts = {};
  for (const { kind, entity } of changes) {
    const own = (counts[entity] ??= {});
    own[kind] = (own[kind] ?? 0) + 1;
  }
  return counts;
}

/** Every row that the plan writes, beside what it was. */
function* rowChanges(known: Known, plan: SchoolPlan): Generator<RowChange> {
  for (const table of ORDER) {
    if (table !== "schoolYear") yield* changesOfTable(known, plan, table);
    else if (plan.yearOutcome !== "unchanged") {
      const year = known.years.find(({ id }) => id === plan.year.id);
      yield { table, before: year ? { ...year } : null, after: { ...plan.year } };
    }
  }
}

function* changesOfTable<T extends TableName>(known: Known, plan: SchoolPlan, table: T): Generator<RowChange> {
  const { create, update, remove } = plan.changes[table];
  const keyOf = KEYS[table];
  const before = new Map(update.length > 0 ? known.rows[table].map((row) => [keyOf(row), row]) : []);
  // The rows themselves: copies of a large school's would weigh as much again.
  const rowOf = (row: Tables[T] | undefined): AnyRow | null => (row as AnyRow | undefined) ?? null;
  for (const row of update) yield { table, before: rowOf(before.get(keyOf(row))), after: rowOf(row) };
  for (const row of create) yield { table, before: null, after: rowOf(row) };
  for (const row of remove) yield { table, before: rowOf(row), after: null };
}

/** What a row is a part of: a telephone number is read with its person. */
function ownerOf(table: ImportedTable, row: AnyRow): [table: ImportedTable, id: unknown] {
  if (table === "civilStatus" || table === "externalId" || table === "contact" || table === "personOverride") {
    return ["person", row["personId"]];
  }
  if (table === "groupDivision") return ["group", row["groupId"]];
  return [table, row["id"]];
}

function kindOf(main: RowChange | undefined): ImportChangeKind {
  if (!main?.after) return "CHANGED";
  if (!main.before) return "CREATED";
  const [before, after] = [main.before["endsOn"], main.after["endsOn"]];
  const isEnded =
    main.table !== "schoolYear" &&
    typeof after === "string" &&
    (before === null || (typeof before === "string" && after < before));
  return isEnded ? "ENDED" : "CHANGED";
}

function fieldsOf({ table, before, after }: RowChange, names: Names): FieldChange[] {
  if (table === "externalId" || table === "contact") {
    const row = after ?? before ?? {};
    const name = `${table}.${String(row[table === "contact" ? "kind" : "source"])}`;
    const value = { name, before: textOf(before?.["value"]), after: textOf(after?.["value"]) };
    const sms = { name: "acceptsSms", before: textOf(before?.["acceptsSms"]), after: textOf(after?.["acceptsSms"]) };
    return [value, ...(row["kind"] === "MOBILE" && sms.after !== "false" ? [sms] : [])].filter(hasChanged);
  }
  if (table === "personOverride") {
    const [kind, name = ""] = String(after?.["field"] ?? before?.["field"]).split(".");
    const imported = (row: RowChange["after"]) => textOf(row?.["importedValue"]);
    const value = { before: imported(before), after: imported(after), kept: textOf(after?.["value"]) };
    return [{ name: kind === "contact" ? `contact.${name}` : name, ...value }];
  }
  if (table === "groupDivision") {
    const division = (row: RowChange["after"]) => (row ? names.group(row["divisionId"]) : null);
    return [{ name: "division", before: division(before), after: division(after) }];
  }
  return FIELDS[table]
    .map((name) => ({ name, before: textOf(before?.[name]), after: textOf(after?.[name]) }))
    .filter(hasChanged);
}

const hasChanged = ({ before, after }: FieldChange): boolean => before !== after;

function textOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/** An identifier that goes and another of the same source that comes are one change. */
function paired(fields: readonly FieldChange[]): FieldChange[] {
  const kept: FieldChange[] = [];
  for (const field of fields) {
    const other = kept.find(
      ({ name, before, after }) =>
        name === field.name && ((before === null && field.after === null) || (after === null && field.before === null)),
    );
    if (!other || !field.name.startsWith("externalId.")) kept.push({ ...field });
    else Object.assign(other, { before: other.before ?? field.before, after: other.after ?? field.after });
  }
  return kept;
}

function refused({ entity, file, line, record, reason }: Refusal): DescribedChange {
  const fields = [
    { name: "reason", before: null, after: reason },
    { name: "place", before: null, after: line > 0 ? `${file}, ligne ${line}` : file },
  ];
  return { kind: "REFUSED", entity, label: record, fields, rows: [] };
}

/** What people call a thing. */
function namedOf(table: ImportedTable, row: AnyRow, names: Names): { entity: Entity; label: string } {
  const joined = (...parts: string[]) => parts.filter((part) => part !== "").join(", ");
  switch (table) {
    case "person": {
      const person = names.personRow(row["id"]);
      const profile = person?.profile;
      const entity = profile === "STUDENT" ? "student" : profile === "GUARDIAN" ? "guardian" : "staff";
      return { entity, label: names.person(row["id"]) };
    }
    case "group":
      return { entity: row["kind"] === "GROUP" ? "group" : "division", label: names.group(row["id"]) };
    case "guardianship":
      return { entity: "guardianship", label: joined(names.person(row["guardianId"]), names.person(row["studentId"])) };
    case "enrollment":
      return { entity: "enrollment", label: joined(names.person(row["studentId"]), names.group(row["groupId"])) };
    case "subject":
      return { entity: "subject", label: textOf(row["name"]) ?? "" };
    case "service":
      return { entity: "service", label: names.service(row["id"]) };
    case "serviceTeacher":
      return { entity: table, label: joined(names.person(row["teacherId"]), names.service(row["serviceId"])) };
    case "mainTeacher":
      return { entity: table, label: joined(names.person(row["teacherId"]), names.group(row["groupId"])) };
    default:
      return { entity: "year", label: textOf(row["label"]) ?? "" };
  }
}

/** The names of everything known or planned, by id. */
function namesOf(rows: TableRows, { changes }: SchoolPlan) {
  const indexOf = <Row extends { id: string }>(known: readonly Row[], planned: { create: Row[]; update: Row[] }) =>
    new Map([...known, ...planned.update, ...planned.create].map((row) => [row.id, row]));
  const persons = indexOf<PersonRow>(rows.person, changes.person);
  const groups = indexOf(rows.group, changes.group);
  const subjects = indexOf(rows.subject, changes.subject);
  const services = indexOf(rows.service, changes.service);
  const of = <Row>(index: ReadonlyMap<string, Row>, id: unknown) =>
    typeof id === "string" ? index.get(id) : undefined;
  const group = (id: unknown): string => of(groups, id)?.name ?? "";
  return {
    group,
    personRow: (id: unknown) => of(persons, id),
    person: (id: unknown): string => {
      const person = of(persons, id);
      return person ? `${person.lastName} ${person.firstName}`.trim() : "";
    },
    service: (id: unknown): string => {
      const service = of(services, id);
      return service ? `${of(subjects, service.subjectId)?.name ?? ""}, ${group(service.groupId)}` : "";
    },
  };
}
