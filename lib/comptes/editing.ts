import "server-only";
import { createAccessCode, replaceCodes } from "@/lib/auth/access-codes";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { ContactKind, Duty, Profile } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { today } from "@/lib/school/rules";
import { fromDbDay, fromDbInstant, toDbDay, toDbInstant } from "@/lib/time/day";
import { formatInstant } from "@/lib/time/format";
import type { z } from "zod";
import { mayKeepAccountOf, mayKeepAccounts, mayTieItself } from "./access";
import { NOT_ONESELF } from "./guardianships";
import {
  type FieldEdit,
  fieldsSelect,
  fieldValues,
  FORM_FIELDS,
  type FormField,
  keepOverrides,
  writeFields,
} from "./fields";
import type { createPersonInput, endPersonInput, giveBackInput, PersonKind, savePersonInput } from "./person-schema";
import { dutiesOf } from "./rules";
import type { CreatedPerson, Namesake } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** What a kind is in the school. */
const KINDS: Readonly<Record<PersonKind, { profile: Profile; duty: Duty | null }>> = {
  STUDENT: { profile: "STUDENT", duty: null },
  GUARDIAN: { profile: "GUARDIAN", duty: null },
  TEACHER: { profile: "TEACHER", duty: null },
  AESH: { profile: "STAFF", duty: "AESH" },
  AED: { profile: "VIE_SCOLAIRE", duty: "AED" },
  CPE: { profile: "VIE_SCOLAIRE", duty: "CPE" },
  SECRETARY: { profile: "STAFF", duty: "SECRETARY" },
  NURSE: { profile: "STAFF", duty: "NURSE" },
  LIBRARIAN: { profile: "STAFF", duty: "LIBRARIAN" },
  INSPECTOR: { profile: "STAFF", duty: "INSPECTOR" },
  STAFF: { profile: "STAFF", duty: null },
};

/**
 * Creates somebody whom the files lack: staff, a late pupil, a guardian of one; an import that names them later recognises them (by
 * name and birth date, a guardian by name and pupil). For those who keep the accounts. INVALID names the namesakes in `current`, until
 * the form says that they were seen. Sent twice, it creates once and tells another code.
 */
export async function createPerson(
  ctx: Context,
  input: Input<typeof createPersonInput>,
): Promise<Result<CreatedPerson>> {
  if (!mayKeepAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const { personId, kind, same } = input;
  const known = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { firstName: true, lastName: true },
  });
  const isContact = kind === "GUARDIAN" && input.level === 3;
  if (known?.lastName === input.lastName && known.firstName === input.firstName)
    return codeAgain(ctx, personId, isContact);
  if (known) return fail("CONFLICT");
  const namesakes = await namesakesOf(ctx, input);
  if (same !== "new" && !namesakes.some(({ id }) => id === same) && namesakes.length > 0) {
    const message = "Une fiche existe déjà à ce nom\u202F: regardez si c’est la même personne.";
    return fail("INVALID", { message, current: { namesakes } });
  }
  const student = await targetPupil(ctx, input.studentId);
  if (input.studentId && !student) return fail("NOT_FOUND");
  if (input.divisionId && !(await isDivisionOfToday(ctx, input.divisionId))) return fail("NOT_FOUND");
  const day = toDbDay(today(ctx));
  const isKnown = same !== null && same !== "new";
  if (isKnown && (kind !== "GUARDIAN" || namesakes.find(({ id }) => id === same)?.profile !== "GUARDIAN")) {
    return fail("INVALID", { message: "Cette fiche n’est pas celle d’un responsable.", current: { namesakes } });
  }
  const id = isKnown ? same : personId;
  const own = { schoolId, id, accountId: ctx.viewer.account.id };
  if (isKnown && !mayTieItself(ctx.viewer) && (await ctx.db.person.count({ where: own })) > 0) {
    return fail("INVALID", { message: NOT_ONESELF });
  }
  if (!isKnown) {
    const { lastName, firstName, civility, birthDate, sex } = input;
    await ctx.db.person.createMany({
      data: [{ schoolId, id, ...KINDS[kind], lastName, firstName, civility, startsOn: day }],
    });
    const civil = { birthDate: birthDate && toDbDay(birthDate), sex };
    await ctx.db.civilStatus.create({ data: { schoolId, personId: id, ...civil } });
    const contacts: [ContactKind, string | null][] = [
      ["EMAIL", input.email],
      ["MOBILE", input.mobile],
      ["HOME_PHONE", input.home],
      ["WORK_PHONE", input.work],
      ["ADDRESS", input.address],
    ];
    await ctx.db.contact.createMany({
      data: contacts.flatMap(([each, value]) =>
        value ? [{ schoolId, id: newId(), personId: id, kind: each, value }] : [],
      ),
    });
  }
  if (kind === "STUDENT" && input.ine) {
    await ctx.db.externalId.create({ data: { schoolId, personId: id, source: "INE", value: input.ine.toUpperCase() } });
  }
  if (kind === "STUDENT" && input.divisionId) {
    const place = { groupId: input.divisionId, groupKind: "DIVISION" as const, studentId: id };
    await ctx.db.enrollment.create({ data: { schoolId, id: newId(), ...place, startsOn: day } });
  }
  if (kind === "GUARDIAN" && student) {
    const tie = { guardianId: id, studentId: student.id, level: input.level, kinship: input.kinship };
    const open = { OR: [{ endsOn: null }, { endsOn: { gt: day } }] };
    if (
      (await ctx.db.guardianship.count({ where: { schoolId, guardianId: id, studentId: student.id, ...open } })) > 0
    ) {
      return fail("INVALID", { message: "Cette personne est déjà responsable de cet élève." });
    }
    await ctx.db.guardianship.create({ data: { schoolId, id: newId(), ...tie, startsOn: day } });
  }
  if (kind === "AESH" && student) {
    await ctx.db.studentSupport.create({
      data: { schoolId, id: newId(), staffId: id, studentId: student.id, startsOn: day },
    });
  }
  await record(ctx, {
    action: isKnown ? "comptes.guardianship.save" : "comptes.person.create",
    targetType: "person",
    targetId: isKnown && student ? student.id : id,
    details: isKnown ? { guardianId: id, level: input.level } : { kind },
  });
  return withCode(ctx, id, isContact);
}

/** A code for who needs one: not for who has an account already, nor for who is only somebody to call. */
async function withCode(ctx: Context, personId: string, isContact: boolean): Promise<Result<CreatedPerson>> {
  const needing = await ctx.db.person.count({
    where: { schoolId: ctx.viewer.school.id, id: personId, accountId: null },
  });
  if (needing === 0 || isContact) return ok({ personId, code: null, until: "" });
  const { codes, expiresAt } = await replaceCodes(ctx, [personId], "ACTIVATION");
  return ok(withUntil(ctx, personId, codes.get(personId) ?? null, expiresAt));
}

/** The form was sent twice: another code, with all that giving one asks for. */
async function codeAgain(ctx: Context, personId: string, isContact: boolean): Promise<Result<CreatedPerson>> {
  const made = isContact ? null : await createAccessCode(ctx, personId);
  if (!made?.ok || made.value.purpose === "RESET") return ok({ personId, code: null, until: "" });
  return ok(withUntil(ctx, personId, made.value.code, made.value.expiresAt));
}

function withUntil(ctx: Context, personId: string, code: string | null, expiresAt: Date): CreatedPerson {
  return { personId, code, until: formatInstant(fromDbInstant(expiresAt), ctx.viewer.school.timeZone) };
}

/** Whoever bears this name, or this last name and birth date; those who are gone too, since they may come back. */
async function namesakesOf(
  ctx: Context,
  { lastName, firstName, birthDate }: Input<typeof createPersonInput>,
): Promise<Namesake[]> {
  const schoolId = ctx.viewer.school.id;
  return ctx.db.$queryRaw<Namesake[]>`
    SELECT p.id, p.first_name AS "firstName", p.last_name AS "lastName", p.profile, p.duty, c.birth_date::text AS "birthDate",
      p.ends_on::text AS "endsOn"
    FROM person p LEFT JOIN civil_status c ON c.school_id = ${schoolId}::uuid AND c.person_id = p.id
    WHERE p.school_id = ${schoolId}::uuid AND folded(p.last_name) = folded(${lastName})
      AND (folded(p.first_name) = folded(${firstName}) OR c.birth_date = ${birthDate}::date)
    ORDER BY p.ends_on DESC NULLS FIRST, p.first_name, p.id LIMIT 6`;
}

async function targetPupil(ctx: Context, id: string | null): Promise<{ id: string } | null> {
  if (!id) return null;
  return ctx.db.person.findFirst({
    where: { schoolId: ctx.viewer.school.id, id, profile: "STUDENT" },
    select: { id: true },
  });
}

async function isDivisionOfToday(ctx: Context, id: string): Promise<boolean> {
  const where = { schoolId: ctx.viewer.school.id, id, kind: "DIVISION" as const, year: { closedAt: null } };
  return (await ctx.db.group.count({ where })) === 1;
}

/**
 * Changes fields of a person. Of somebody who comes from the files, each stays as it is set here through the imports to come, until it is
 * given back. For those who keep the accounts; a delegate does not give itself another duty. INVALID for a duty that the profile does not
 * have; CONFLICT when a field that was changed here was changed meanwhile.
 */
export async function savePerson(
  ctx: Context,
  { personId, before, ...input }: Input<typeof savePersonInput>,
): Promise<Result<{ personId: string; fields: number }>> {
  if (!mayKeepAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const row = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { ...fieldsSelect, profile: true, accountId: true, externalIds: { select: { source: true } } },
  });
  if (!row || !mayKeepAccountOf(ctx.viewer, row)) return fail("NOT_FOUND");
  const stored = fieldValues(row);
  const edits: FieldEdit[] = [];
  for (const [name, field] of Object.entries(FORM_FIELDS) as [FormField, FieldEdit["field"]][]) {
    const after = input[name];
    if (after === undefined) continue;
    const was = before[name] ?? stored[name];
    if ((after ?? "") === was || (after ?? "") === stored[name]) continue;
    if (stored[name] !== was) {
      return fail("CONFLICT", { message: "Cette fiche a changé entre-temps\u202F: rechargez la page." });
    }
    edits.push({ field, before: stored[name] || null, after });
  }
  if (edits.length === 0) return ok({ personId, fields: 0 });
  const duty = edits.find(({ field }) => field === "person.duty");
  if (duty && duty.after !== null && !dutiesOf(row.profile).some((each) => each === duty.after)) {
    return fail("INVALID", { fields: { duty: ["Choisissez parmi ces fonctions."] } });
  }
  if (duty && row.accountId === ctx.viewer.account.id && !mayTieItself(ctx.viewer)) {
    return fail("INVALID", { fields: { duty: ["Demandez à la direction ou à l’administration d’en changer."] } });
  }
  const place = { schoolId, personId, aboutId: personId };
  await writeFields(ctx.db, place, edits);
  if (row.externalIds.some(({ source }) => source !== "INE")) {
    await keepOverrides(ctx.db, { ...place, authorId: ctx.viewer.person.id, at: toDbInstant(ctx.now) }, edits);
  }
  await record(ctx, {
    action: "comptes.person.save",
    targetType: "person",
    targetId: personId,
    details: { fields: edits.map(({ field }) => field) },
  });
  return ok({ personId, fields: edits.length });
}

/** A field goes back to what the files say, and follows them again. For those who keep the accounts. NOT_FOUND when it is not set here. */
export async function giveBack(
  ctx: Context,
  { personId, aboutId, field }: Input<typeof giveBackInput>,
): Promise<Result<null>> {
  if (!mayKeepAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const person = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { profile: true, accountId: true },
  });
  if (!person || !mayKeepAccountOf(ctx.viewer, person)) return fail("NOT_FOUND");
  const isOwn = person.accountId === ctx.viewer.account.id;
  if ((aboutId !== personId || field === "person.duty") && isOwn && !mayTieItself(ctx.viewer)) {
    return fail("INVALID", { message: NOT_ONESELF });
  }
  const where = { schoolId_personId_aboutId_field: { schoolId, personId, aboutId, field } };
  const own = await ctx.db.personOverride.findUnique({ where, select: { value: true, importedValue: true } });
  if (!own) return fail("NOT_FOUND", { message: "Ce champ suit déjà les fichiers." });
  await writeFields(ctx.db, { schoolId, personId, aboutId }, [{ field, before: own.value, after: own.importedValue }]);
  await ctx.db.personOverride.deleteMany({ where: { schoolId, personId, aboutId, field } });
  await record(ctx, {
    action: "comptes.person.give-back",
    targetType: "person",
    targetId: personId,
    details: { fields: [field] },
  });
  return ok(null);
}

/**
 * From a day on, today by default, somebody whom the school created is of it no more: places, responsibilities and accesses end with it.
 * Who comes from the files leaves with them, or loses the access alone (endAccess). For those who keep the accounts.
 */
export async function endPerson(
  ctx: Context,
  { personId, endsOn }: Input<typeof endPersonInput>,
): Promise<Result<{ endsOn: string }>> {
  if (!mayKeepAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const row = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { profile: true, startsOn: true, endsOn: true, externalIds: { select: { source: true } } },
  });
  if (!row || !mayKeepAccountOf(ctx.viewer, row) || row.endsOn) return fail("NOT_FOUND");
  if (personId === ctx.viewer.person.id)
    return fail("INVALID", { message: "Vous ne pouvez pas vous retirer vous-même." });
  if (row.externalIds.some(({ source }) => source !== "INE")) {
    return fail("INVALID", { message: "Cette fiche vient des fichiers\u202F: un import y mettra fin." });
  }
  if (endsOn < today(ctx) || endsOn < fromDbDay(row.startsOn)) {
    return fail("INVALID", { fields: { endsOn: ["Choisissez aujourd’hui ou plus tard."] } });
  }
  const end = { endsOn: toDbDay(endsOn) };
  const open = { schoolId, endsOn: null, startsOn: { lte: end.endsOn } };
  await ctx.db.person.updateMany({ where: { schoolId, id: personId }, data: end });
  // A place in a closed year ends with the files of the next one, as everybody's.
  const place = { ...open, studentId: personId, group: { year: { closedAt: null } } };
  await ctx.db.enrollment.updateMany({ where: place, data: end });
  await ctx.db.guardianship.updateMany({
    where: { ...open, OR: [{ guardianId: personId }, { studentId: personId }] },
    data: end,
  });
  await ctx.db.studentSupport.updateMany({
    where: { ...open, OR: [{ staffId: personId }, { studentId: personId }] },
    data: end,
  });
  await ctx.db.accessCode.updateMany({
    where: { schoolId, personId, usedAt: null },
    data: { usedAt: toDbInstant(ctx.now) },
  });
  await record(ctx, { action: "comptes.person.end", targetType: "person", targetId: personId, details: { endsOn } });
  return ok({ endsOn });
}
