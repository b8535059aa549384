import "server-only";
import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import type { PlatformContext } from "@/lib/auth/platform";
import { CODE_DAYS } from "@/lib/auth/rules";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import { reachFurther } from "@/lib/db/transaction";
import type { Profile } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { academyOf } from "@/lib/imports/academies";
import { recordInSchool, recordOnPlatform } from "@/lib/journal/record-platform";
import { openSchoolYear } from "@/lib/school/opening";
import { dayIn, toDbDay, toDbInstant } from "@/lib/time/day";
import { formatDay, formatName } from "@/lib/time/format";
import type { z } from "zod";
import { mayEditOrganization, reaches } from "./access";
import { peopleOfAdministration } from "./people";
import { mayInvite, mayRenewCode, wouldCircle } from "./rules";
import type {
  addAdministratorInput,
  administratorInput,
  createOrganizationInput,
  createSchoolInput,
  inviteInput,
  renewInviteInput,
  saveOrganizationInput,
  saveSchoolInput,
  schoolStateInput,
} from "./schema";
import type { MadeCode } from "./types";

// Everything that is done above the schools. Whatever an administrator does not reach is NOT_FOUND: the database would refuse it too.

const CHOOSE_ORGANIZATION = "Choisissez une des organisations que vous administrez.";
const TAKES_CARE_OF_ITSELF =
  "Une personne de cet établissement a activé son compte\u202F: la direction et l’administration y gèrent désormais les accès.";
/** Where a code made above the schools runs out, for who has no school: the ministry's time. */
const ZONE = "Europe/Paris";

/** Creates an organisation, under one that the administrator reaches, or above all for the whole platform's. INVALID on a code taken. */
export async function createOrganization(
  ctx: PlatformContext,
  input: z.output<typeof createOrganizationInput>,
): Promise<Result<{ organizationId: string }>> {
  if (!reaches(ctx.administrator, input.parentId))
    return fail("INVALID", { fields: { parentId: [CHOOSE_ORGANIZATION] } });
  if (input.parentId && !(await organizationName(ctx, input.parentId))) return fail("NOT_FOUND");
  const id = newId();
  const { count } = await ctx.db.organization.createMany({ data: [{ id, ...input }], skipDuplicates: true });
  if (count === 0) return fail("INVALID", { fields: { code: ["Ce code est déjà celui d’une organisation."] } });
  await recordOnPlatform(ctx, {
    action: "plateforme.organization.create",
    organizationId: input.parentId,
    targetType: "organization",
    targetId: id,
    label: input.name,
    details: { code: input.code, kind: input.kind },
  });
  return ok({ organizationId: id });
}

/**
 * Renames an organisation and moves it under another. NOT_FOUND for one's own and for what stands elsewhere; INVALID when it would come to
 * stand under itself. Moves wait for each other: two at once could close a circle that neither sees.
 */
export async function saveOrganization(
  ctx: PlatformContext,
  { organizationId, name, parentId }: z.output<typeof saveOrganizationInput>,
): Promise<Result<null>> {
  if (!mayEditOrganization(ctx.administrator, organizationId)) return fail("NOT_FOUND");
  if (!reaches(ctx.administrator, parentId)) return fail("INVALID", { fields: { parentId: [CHOOSE_ORGANIZATION] } });
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('organization tree', 0))`;
  const stored = await ctx.db.organization.findMany({ select: { id: true, parentId: true, name: true } });
  const before = stored.find(({ id }) => id === organizationId);
  if (!before) return fail("NOT_FOUND");
  const parents = new Map(stored.map((each) => [each.id, each.parentId]));
  if (parentId && !parents.has(parentId)) return fail("INVALID", { fields: { parentId: [CHOOSE_ORGANIZATION] } });
  if (wouldCircle(parents, organizationId, parentId)) {
    const circle = "Une organisation ne peut pas dépendre d’elle-même, ni de celles qui dépendent d’elle.";
    return fail("INVALID", { fields: { parentId: [circle] } });
  }
  await ctx.db.organization.updateMany({ where: { id: organizationId }, data: { name, parentId } });
  await recordOnPlatform(ctx, {
    action: "plateforme.organization.save",
    organizationId,
    targetType: "organization",
    targetId: organizationId,
    label: name,
    details: { moved: before.parentId !== parentId, renamed: before.name !== name },
  });
  return ok(null);
}

/**
 * Creates a school with its year, the calendar of its zone and the default motives. INVALID on a UAI that is there already, wherever it
 * stands, or that no académie knows and whose zone is not chosen.
 */
export async function createSchool(
  ctx: PlatformContext,
  input: z.output<typeof createSchoolInput>,
): Promise<Result<{ schoolId: string }>> {
  if (!reaches(ctx.administrator, input.organizationId)) {
    return fail("INVALID", { fields: { organizationId: [CHOOSE_ORGANIZATION] } });
  }
  if (input.organizationId && !(await organizationName(ctx, input.organizationId))) return fail("NOT_FOUND");
  const academy = academyOf(input.uai, null);
  const zone = input.zone ?? academy?.zone;
  if (!zone)
    return fail("INVALID", { fields: { zone: ["L’académie de cet UAI n’est pas connue\u202F: choisissez la zone."] } });
  const school = { id: newId(), ...input, zone, timeZone: input.timeZone ?? academy?.timeZone ?? ZONE };
  // Column by column: the settings of a school are not the platform's to write, not even their defaults.
  const count = await ctx.db.$executeRaw`
    INSERT INTO school (id, organization_id, uai, name, kind, city, zone, time_zone, created_at)
    VALUES (${school.id}::uuid, ${school.organizationId}::uuid, ${school.uai}, ${school.name}, ${school.kind}::"SchoolKind",
      ${school.city}, ${school.zone}, ${school.timeZone}, ${toDbInstant(ctx.now)}) ON CONFLICT (uai) DO NOTHING`;
  if (count === 0) return fail("INVALID", { fields: { uai: ["Cet établissement est déjà sur la plateforme."] } });
  await reachFurther(ctx.db, { schoolId: school.id });
  const { label } = await openSchoolYear(ctx.db, school, dayIn(school.timeZone, ctx.now).toString());
  await told(ctx, school.id, "create", school.name, school.organizationId, { uai: school.uai, year: label });
  return ok({ schoolId: school.id });
}

/** Corrects what is known of a school. NOT_FOUND for one that the administrator does not reach. */
export async function saveSchool(
  ctx: PlatformContext,
  { schoolId, ...values }: z.output<typeof saveSchoolInput>,
): Promise<Result<null>> {
  const before = await schoolReached(ctx, schoolId);
  if (!before) return fail("NOT_FOUND");
  if (!reaches(ctx.administrator, values.organizationId)) {
    return fail("INVALID", { fields: { organizationId: [CHOOSE_ORGANIZATION] } });
  }
  if (values.organizationId && !(await organizationName(ctx, values.organizationId))) return fail("NOT_FOUND");
  await ctx.db.school.updateMany({ where: { id: schoolId }, data: values });
  await told(ctx, schoolId, "save", values.name, values.organizationId, {
    moved: before.organizationId !== values.organizationId,
  });
  return ok(null);
}

/** Closes a school: nobody of it signs in any more, and who is signed in is out at the next request. Nothing is deleted. */
export async function closeSchool(
  ctx: PlatformContext,
  { schoolId }: z.output<typeof schoolStateInput>,
): Promise<Result<null>> {
  const school = await schoolReached(ctx, schoolId);
  if (!school) return fail("NOT_FOUND");
  if (school.closedAt) return ok(null);
  await ctx.db.school.updateMany({ where: { id: schoolId }, data: { closedAt: toDbInstant(ctx.now) } });
  await told(ctx, schoolId, "close", school.name, school.organizationId);
  return ok(null);
}

/** Opens a closed school again, as it was. */
export async function reopenSchool(
  ctx: PlatformContext,
  { schoolId }: z.output<typeof schoolStateInput>,
): Promise<Result<null>> {
  const school = await schoolReached(ctx, schoolId);
  if (!school) return fail("NOT_FOUND");
  if (!school.closedAt) return ok(null);
  await ctx.db.school.updateMany({ where: { id: schoolId }, data: { closedAt: null } });
  await told(ctx, schoolId, "reopen", school.name, school.organizationId);
  return ok(null);
}

/**
 * Makes the first head or administrator of a school, and the code that activates their account, told once. INVALID once somebody of the
 * direction or the administration has an account (mayInvite), and for a namesake who has the same function.
 */
export async function inviteToSchool(
  ctx: PlatformContext,
  input: z.output<typeof inviteInput>,
): Promise<Result<MadeCode>> {
  const { schoolId, email, ...values } = input;
  const school = await schoolReached(ctx, schoolId);
  if (!school) return fail("NOT_FOUND");
  const { entries } = await peopleOfAdministration(ctx.db, ctx.now, { text: "", page: null });
  if (!mayInvite(entries)) return fail("INVALID", { message: TAKES_CARE_OF_ITSELF });
  const isThere = ({ entry }: (typeof entries)[number]): boolean =>
    entry.profile === values.profile && formatName(entry) === formatName(values);
  if (entries.some(isThere)) {
    return fail("INVALID", { message: "Cette personne est déjà dans la liste\u202F: refaites son code plutôt." });
  }
  const personId = newId();
  await ctx.db.person.createMany({
    data: [{ schoolId, id: personId, ...values, startsOn: toDbDay(dayIn(school.timeZone, ctx.now)) }],
  });
  await reachFurther(ctx.db, { personIds: [personId] });
  if (email) await insertRows(ctx.db, "contact", [{ schoolId, id: newId(), personId, kind: "EMAIL", value: email }]);
  const made = await activationCode(ctx, school, { id: personId, profile: values.profile });
  await toldOfPerson(ctx, "plateforme.person.invite", school, { id: personId, ...values });
  return ok(made);
}

/**
 * A new code for a head or an administrator of a school who has no account yet; the one before stops working. INVALID once the school sees to
 * it itself (mayRenewCode).
 */
export async function renewInvite(
  ctx: PlatformContext,
  { schoolId, personId }: z.output<typeof renewInviteInput>,
): Promise<Result<MadeCode>> {
  const school = await schoolReached(ctx, schoolId);
  if (!school) return fail("NOT_FOUND");
  const { entries } = await peopleOfAdministration(ctx.db, ctx.now, { text: "", page: null });
  const person = entries.find(({ entry }) => entry.id === personId);
  if (!person) return fail("NOT_FOUND");
  if (person.hasAccount || !mayRenewCode(entries, person)) {
    return fail("INVALID", { message: TAKES_CARE_OF_ITSELF });
  }
  await ctx.db.accessCode.updateMany({
    where: { schoolId, personId, usedAt: null },
    data: { usedAt: toDbInstant(ctx.now) },
  });
  const made = await activationCode(ctx, school, person.entry);
  await toldOfPerson(ctx, "plateforme.person.renew-code", school, person.entry);
  return ok(made);
}

/** Names another administrator, of the whole platform or of an organisation, with a code told once. INVALID for a namesake there. */
export async function addAdministrator(
  ctx: PlatformContext,
  input: z.output<typeof addAdministratorInput>,
): Promise<Result<MadeCode>> {
  const { organizationId, firstName, lastName } = input;
  if (!reaches(ctx.administrator, organizationId)) {
    return fail("INVALID", { fields: { organizationId: [CHOOSE_ORGANIZATION] } });
  }
  const at = toDbInstant(ctx.now);
  if (organizationId && !(await organizationName(ctx, organizationId))) return fail("NOT_FOUND");
  const namesakes = await ctx.db.platformRole.count({
    where: { organizationId, firstName, lastName, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
  });
  if (namesakes > 0) return fail("INVALID", { message: "Cette personne administre déjà la même organisation." });
  const id = newId();
  const { made, stored } = codeUntil(ctx, ZONE);
  await insertRows(ctx.db, "platform_role", [{ id, ...input, startsAt: at, createdAt: at, ...stored }]);
  await toldOfAdministrator(ctx, "add", { id, organizationId, firstName, lastName });
  return ok(made);
}

/** A new code for an administrator who has no account yet; the one before stops working. NOT_FOUND for who has one. */
export async function renewAdministrator(
  ctx: PlatformContext,
  { roleId }: z.output<typeof administratorInput>,
): Promise<Result<MadeCode>> {
  const role = await administratorReached(ctx, roleId);
  if (!role || role.accountId) return fail("NOT_FOUND");
  const { made, stored } = codeUntil(ctx, ZONE);
  await ctx.db.platformRole.updateMany({ where: { id: roleId }, data: stored });
  await toldOfAdministrator(ctx, "renew-code", role);
  return ok(made);
}

/** Ends an administrator's role, effective at their next request. Never one's own: somebody would have to come back by the command line. */
export async function endAdministrator(
  ctx: PlatformContext,
  { roleId }: z.output<typeof administratorInput>,
): Promise<Result<null>> {
  const role = await administratorReached(ctx, roleId);
  if (!role) return fail("NOT_FOUND");
  if (role.accountId === ctx.administrator.account.id) {
    return fail("INVALID", { message: "C’est votre propre rôle\u202F: un autre administrateur peut y mettre fin." });
  }
  const endsAt = toDbInstant(ctx.now);
  await ctx.db.platformRole.updateMany({
    where: { id: roleId },
    data: { endsAt, codeHash: null, codeExpiresAt: null },
  });
  await toldOfAdministrator(ctx, "end", role);
  return ok(null);
}

async function organizationName(ctx: PlatformContext, id: string): Promise<string | null> {
  return (await ctx.db.organization.findUnique({ where: { id }, select: { name: true } }))?.name ?? null;
}

/** The school, if the administrator sees it; the transaction then reaches its direction and writes for it. */
async function schoolReached(ctx: PlatformContext, schoolId: string) {
  const school = await ctx.db.school.findUnique({
    where: { id: schoolId },
    select: { id: true, name: true, organizationId: true, timeZone: true, closedAt: true },
  });
  if (school) await reachFurther(ctx.db, { schoolId, schoolIds: [schoolId] });
  return school;
}

function administratorReached(ctx: PlatformContext, id: string) {
  return ctx.db.platformRole.findFirst({
    where: { id, OR: [{ endsAt: null }, { endsAt: { gt: toDbInstant(ctx.now) } }] },
    select: { id: true, accountId: true, organizationId: true, firstName: true, lastName: true },
  });
}

/** A code and until when it holds, as it is told and as it is stored. */
function codeUntil(ctx: PlatformContext, timeZone: string) {
  const code = newCode();
  const expiresAt = ctx.now.add({ hours: CODE_DAYS.ACTIVATION * 24 });
  return {
    made: {
      code: formatCode(code),
      until: formatDay(dayIn(timeZone, expiresAt), { long: true, today: dayIn(timeZone, ctx.now) }),
    } satisfies MadeCode,
    stored: { codeHash: hashSecret(code), codeExpiresAt: toDbInstant(expiresAt) },
  };
}

async function activationCode(
  ctx: PlatformContext,
  { id: schoolId, timeZone }: { id: string; timeZone: string },
  person: { id: string; profile: Profile },
) {
  const { made, stored } = codeUntil(ctx, timeZone);
  await insertRows(ctx.db, "access_code", [
    {
      schoolId,
      id: newId(),
      personId: person.id,
      purpose: "ACTIVATION",
      codeHash: stored.codeHash,
      createdAt: toDbInstant(ctx.now),
      expiresAt: stored.codeExpiresAt,
      // As of a head (lib/auth/access-codes.ts): for the direction, who begins there.
      issuer: person.profile === "HEAD" ? "DIRECTION" : "SCHOOL",
    },
  ]);
  return made;
}

/** The line of the platform's journal and that of the school's. */
async function told(
  ctx: PlatformContext,
  schoolId: string,
  verb: "create" | "save" | "close" | "reopen",
  label: string,
  organizationId: string | null,
  details: Record<string, string | boolean> = {},
): Promise<void> {
  const line = { action: `plateforme.school.${verb}`, targetType: "school" as const, targetId: schoolId, details };
  await recordOnPlatform(ctx, { ...line, organizationId, label });
  await recordInSchool(ctx, schoolId, line);
}

async function toldOfPerson(
  ctx: PlatformContext,
  action: string,
  school: { id: string; name: string; organizationId: string | null },
  person: { id: string; firstName: string; lastName: string; profile: string },
): Promise<void> {
  const line = { action, targetType: "person" as const, targetId: person.id, details: { profile: person.profile } };
  const label = `${formatName(person)}, ${school.name}`;
  await recordOnPlatform(ctx, { ...line, organizationId: school.organizationId, label });
  await recordInSchool(ctx, school.id, line);
}

async function toldOfAdministrator(
  ctx: PlatformContext,
  verb: "add" | "renew-code" | "end",
  role: { id: string; organizationId: string | null; firstName: string; lastName: string },
): Promise<void> {
  await recordOnPlatform(ctx, {
    action: `plateforme.administrator.${verb}`,
    organizationId: role.organizationId,
    targetType: "administrator",
    targetId: role.id,
    label: formatName(role),
  });
}
