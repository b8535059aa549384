import "server-only";
import { newId } from "@/lib/db/id";
import type { Db, Prisma } from "@/lib/db/types";
import { fromDbDay, toDbDay } from "@/lib/time/day";
import { isOverridable, type OverrideField } from "./rules";

/** The fields of a person that a form has, by their names there. */
export const FORM_FIELDS = {
  lastName: "person.lastName",
  firstName: "person.firstName",
  civility: "person.civility",
  duty: "person.duty",
  birthDate: "civilStatus.birthDate",
  sex: "civilStatus.sex",
  email: "contact.EMAIL",
  mobile: "contact.MOBILE",
  home: "contact.HOME_PHONE",
  work: "contact.WORK_PHONE",
  address: "contact.ADDRESS",
} as const satisfies Record<string, OverrideField>;
export type FormField = keyof typeof FORM_FIELDS;

/** A field as it was and as it becomes. */
export interface FieldEdit {
  field: OverrideField;
  before: string | null;
  after: string | null;
}

/** What the fields of a person are read from. */
export const fieldsSelect = {
  lastName: true,
  firstName: true,
  civility: true,
  duty: true,
  civilStatus: { select: { birthDate: true, sex: true } },
  contacts: { select: { kind: true, value: true }, orderBy: { id: "asc" } },
} satisfies Prisma.PersonSelect;

/** The fields of a person, as a form shows them: «» for none. */
export function fieldValues(row: Prisma.PersonGetPayload<{ select: typeof fieldsSelect }>): Record<FormField, string> {
  const contact = (kind: string) => row.contacts.find((each) => each.kind === kind)?.value ?? "";
  return {
    lastName: row.lastName,
    firstName: row.firstName,
    civility: row.civility ?? "",
    duty: row.duty ?? "",
    sex: row.civilStatus?.sex ?? "",
    birthDate: row.civilStatus?.birthDate ? fromDbDay(row.civilStatus.birthDate) : "",
    email: contact("EMAIL"),
    mobile: contact("MOBILE"),
    home: contact("HOME_PHONE"),
    work: contact("WORK_PHONE"),
    address: contact("ADDRESS"),
  };
}

/** Writes fields of a person, or of its responsibility for a pupil: in the caller's transaction. */
export async function writeFields(
  db: Db,
  { schoolId, personId, aboutId }: { schoolId: string; personId: string; aboutId: string },
  edits: readonly FieldEdit[],
): Promise<void> {
  const person: Prisma.PersonUncheckedUpdateManyInput = {};
  for (const { field, before, after } of edits) {
    if (!isOverridable(field)) continue;
    const [table, column = ""] = field.split(".");
    if (table === "person") Object.assign(person, { [column]: after });
    else if (table === "civilStatus") {
      const data = { [column]: column === "birthDate" && after ? toDbDay(after) : after };
      const { count } = await db.civilStatus.updateMany({ where: { schoolId, personId }, data });
      if (count === 0) await db.civilStatus.create({ data: { schoolId, personId, ...data } });
    } else if (table === "guardianship") await writeTie(db, { schoolId, personId, aboutId }, column, after);
    else await writeContact(db, { schoolId, personId }, column as "EMAIL", before, after);
  }
  if (Object.keys(person).length > 0) await db.person.updateMany({ where: { schoolId, id: personId }, data: person });
}

async function writeContact(
  db: Db,
  owner: { schoolId: string; personId: string },
  kind: "EMAIL",
  before: string | null,
  after: string | null,
): Promise<void> {
  if (before !== null && after !== null) {
    await db.contact.updateMany({ where: { ...owner, kind, value: before }, data: { value: after } });
  } else if (before !== null) await db.contact.deleteMany({ where: { ...owner, kind, value: before } });
  else if (after !== null) await db.contact.create({ data: { ...owner, id: newId(), kind, value: after } });
}

async function writeTie(
  db: Db,
  { schoolId, personId, aboutId }: { schoolId: string; personId: string; aboutId: string },
  column: string,
  after: string | null,
): Promise<void> {
  const tie = await db.guardianship.findFirst({
    where: { schoolId, guardianId: personId, studentId: aboutId },
    select: { id: true },
    orderBy: { startsOn: "desc" },
  });
  if (!tie) return;
  const data =
    column === "level"
      ? { level: Number(after) }
      : column === "endsOn"
        ? { endsOn: after && toDbDay(after) }
        : { kinship: after };
  await db.guardianship.updateMany({ where: { schoolId, id: tie.id }, data });
}

/**
 * Remembers that the school has set fields otherwise than its files; a value that is again that of the files is no longer set here.
 * @param edits with `before` as stored: what the files said, for a field that was not set here yet.
 */
export async function keepOverrides(
  db: Db,
  {
    schoolId,
    personId,
    aboutId,
    authorId,
    at,
  }: Record<"schoolId" | "personId" | "aboutId" | "authorId", string> & { at: Date },
  edits: readonly FieldEdit[],
): Promise<void> {
  const known = await db.personOverride.findMany({
    where: { schoolId, personId, aboutId, field: { in: edits.map(({ field }) => field) } },
    select: { field: true, importedValue: true },
  });
  for (const { field, before, after } of edits) {
    const own = known.find((each) => each.field === field);
    const where = { schoolId, personId, aboutId, field };
    if (own?.importedValue === after) await db.personOverride.deleteMany({ where });
    else if (own) await db.personOverride.updateMany({ where, data: { value: after, setAt: at, authorId } });
    else {
      await db.personOverride.create({ data: { ...where, value: after, importedValue: before, setAt: at, authorId } });
    }
  }
}
