import "server-only";
import { createAccessCode, replaceCodes } from "@/lib/auth/access-codes";
import { type Context, openContext } from "@/lib/auth/context";
import { canOpen, type Viewer } from "@/lib/auth/viewer";
import { withIdentity } from "@/lib/db/identity";
import type { Prisma } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { modules } from "@/lib/modules";
import { redateResults } from "@/lib/notes/redating";
import { today } from "@/lib/school/rules";
import { readSettingGroup, schoolSettings } from "@/lib/school/settings";
import { daysAfter, fromDbDay, fromDbInstant, parseDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { formatDay, formatInstant } from "@/lib/time/format";
import type { z } from "zod";
import { mayActivateAccounts, mayKeepAccountOf, mayKeepAccounts, maySetSchool } from "./access";
import { periodProblems } from "./rules";
import type {
  endAccessInput,
  printCodeInput,
  printSheetsInput,
  restoreAccessInput,
  saveModulesInput,
  savePeriodsInput,
  saveSettingsInput,
  signOutDeviceInput,
} from "./schema";
import { sheetsOf, sheetPersons } from "./sheets";
import type { Sheets } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * From a day on, today by default, this person signs in no more: effective at the next request of every device. Unused codes stop working.
 * No import brings the access back (it never writes this column); restoreAccess does. For who keeps the accounts, who cannot
 * shut themselves out; a local administrator leaves those who run the school alone. CONFLICT when somebody decided meanwhile.
 */
export async function endAccess(
  ctx: Context,
  input: Input<typeof endAccessInput>,
): Promise<Result<{ endsOn: string }>> {
  if (!mayKeepAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const { personId, endsOn, reason } = input;
  if (personId === ctx.viewer.person.id) {
    return fail("INVALID", { message: "Vous ne pouvez pas mettre fin à votre propre accès." });
  }
  const day = parseDay(endsOn)?.toString();
  if (!day || day < today(ctx))
    return fail("INVALID", { fields: { endsOn: ["Choisissez aujourd’hui ou plus tard."] } });
  const changed = await changeAccess(ctx, personId, input.expected, day);
  if (!changed.ok) return changed;
  await ctx.db.accessCode.updateMany({
    where: { schoolId: ctx.viewer.school.id, personId, usedAt: null },
    data: { usedAt: toDbInstant(ctx.now) },
  });
  await record(ctx, {
    action: "comptes.access.end",
    targetType: "person",
    targetId: personId,
    details: { endsOn: day, reason },
  });
  // For the person's own team: { personId, endsOn }.
  await emit(ctx, "comptes.access.ended", { personId, endsOn: day });
  return ok({ endsOn: day });
}

/** The person signs in again as before. For who keeps the accounts. CONFLICT when somebody decided meanwhile. */
export async function restoreAccess(ctx: Context, input: Input<typeof restoreAccessInput>): Promise<Result<null>> {
  if (!mayKeepAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const changed = await changeAccess(ctx, input.personId, input.expected, null);
  if (!changed.ok) return changed;
  await record(ctx, { action: "comptes.access.restore", targetType: "person", targetId: input.personId });
  // For the person's own team: { personId }.
  await emit(ctx, "comptes.access.restored", { personId: input.personId });
  return ok(null);
}

async function changeAccess(
  ctx: Context,
  personId: string,
  expected: string | null,
  accessEndsOn: string | null,
): Promise<Result<null>> {
  const schoolId = ctx.viewer.school.id;
  const person = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { profile: true },
  });
  if (!person || !mayKeepAccountOf(ctx.viewer, person)) return fail("NOT_FOUND");
  const { count } = await ctx.db.person.updateMany({
    where: { schoolId, id: personId, accessEndsOn: expected && toDbDay(expected) },
    data: { accessEndsOn: accessEndsOn && toDbDay(accessEndsOn) },
  });
  if (count === 1) return ok(null);
  const stored = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { accessEndsOn: true },
  });
  if (!stored) return fail("NOT_FOUND");
  const now = stored.accessEndsOn && fromDbDay(stored.accessEndsOn);
  return fail("CONFLICT", {
    message: now
      ? `Quelqu’un d’autre a mis fin à cet accès au ${formatDay(now, { today: today(ctx) })} entre-temps.`
      : "Quelqu’un d’autre a rétabli cet accès entre-temps.",
    current: { accessEndsOn: now },
  });
}

/** A code for one person, told once. See createAccessCode; INVALID too for who is only somebody to call. */
export async function printCode(
  ctx: Context,
  { personId, removesFactors }: Input<typeof printCodeInput>,
): Promise<Result<{ code: string; purpose: "ACTIVATION" | "RESET"; until: string }>> {
  const made = await createAccessCode(ctx, personId, removesFactors);
  if (!made.ok) return made;
  const { code, purpose, expiresAt } = made.value;
  return ok({ code, purpose, until: formatInstant(fromDbInstant(expiresAt), ctx.viewer.school.timeZone) });
}

/**
 * Signs a person's devices out, one or all: a phone that was lost. The account's password stays. The school reads first who the account is
 * of, then the identity role ends the sign-ins and writes the journal in one transaction: no school's role reaches a sign-in.
 * For who keeps the account of that person; NOT_FOUND otherwise, and when no such device is signed in.
 */
export async function signOutDevice(
  viewer: Viewer,
  { personId, signInId }: Omit<Input<typeof signOutDeviceInput>, "personne">,
): Promise<Result<{ devices: number }>> {
  if (viewer.seenBy || !canOpen(viewer, "comptes") || !mayKeepAccounts(viewer)) return fail("NOT_FOUND");
  const schoolId = viewer.school.id;
  const accountId = await openContext(viewer, "comptes", { readOnly: true }, async (ctx) => {
    const where = { schoolId, id: personId };
    const person = await ctx.db.person.findFirst({ where, select: { accountId: true } });
    if (!person?.accountId) return null;
    const { accountId: behind } = person;
    // One account under every hat: that of a head who is a parent too is the head's.
    const hats = await ctx.db.person.findMany({ where: { schoolId, accountId: behind }, select: { profile: true } });
    return hats.every((hat) => mayKeepAccountOf(viewer, hat)) ? behind : null;
  });
  if (!accountId) return fail("NOT_FOUND");
  return withIdentity({ schoolId, personId: viewer.person.id }, async (db, now) => {
    const at = toDbInstant(now);
    const { count } = await db.signIn.updateMany({
      where: { accountId, revokedAt: null, expiresAt: { gt: at }, ...(signInId && { id: signInId }) },
      data: { revokedAt: at },
    });
    if (count === 0) return fail("NOT_FOUND", { message: "Cet appareil n’est plus connecté." });
    await record(
      { db, now, viewer },
      { action: "comptes.device.sign-out", targetType: "person", targetId: personId, details: { devices: count } },
    );
    return ok({ devices: count });
  });
}

/**
 * Makes the sheets of a class or of the staff: a new code for each who has no account, which closes the one printed before; with
 * `withActive` also a slip for those who have one, which reminds them of their login. Codes are told once, here. One line in the journal, with the counts.
 * For those to whom activation belongs or is delegated, who print none that they may not (mayActivate). INVALID when nobody would get a slip.
 */
export async function printSheets(ctx: Context, input: Input<typeof printSheetsInput>): Promise<Result<Sheets>> {
  if (!mayActivateAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const found = await sheetPersons(ctx, input.divisionId);
  if (!found) return fail("NOT_FOUND");
  const wanted = found.persons.filter(
    ({ profile, state, mayBeGiven }) =>
      mayBeGiven &&
      (input.who === "EVERYONE" || input.who === profile) &&
      (state === "WAITING" || state === "CODED" || (state === "ACTIVE" && input.withActive)),
  );
  if (wanted.length === 0) {
    return fail("INVALID", { message: "Tout le monde ici a déjà activé son compte\u202F: il n’y a rien à imprimer." });
  }
  const withoutAccount = wanted.flatMap(({ id, accountId }) => (accountId === null ? [id] : []));
  const made = await replaceCodes(ctx, withoutAccount, "ACTIVATION", { days: input.days });
  await record(ctx, {
    action: "comptes.sheets.print",
    targetType: input.divisionId ? "group" : "school",
    targetId: input.divisionId ?? ctx.viewer.school.id,
    details: { codes: withoutAccount.length, slips: wanted.length },
  });
  return ok(sheetsOf(ctx.viewer.school, found.name, wanted, made));
}

/** Opens and closes modules of the school, on the server as in the menus. For who sets the school. */
export async function saveModules(
  ctx: Context,
  input: Input<typeof saveModulesInput>,
): Promise<Result<{ version: number }>> {
  if (!maySetSchool(ctx.viewer)) return fail("NOT_FOUND");
  const disabledModules = modules
    .filter(({ slug, canBeDisabled }) => canBeDisabled && !input.open.includes(slug))
    .map(({ slug }) => slug);
  const changed = await changeSchool(ctx, input.version, { disabledModules });
  if (!changed.ok) return changed;
  await record(ctx, {
    action: "comptes.modules.save",
    targetType: "school",
    targetId: ctx.viewer.school.id,
    details: { disabledModules },
  });
  return changed;
}

/**
 * Saves a group of settings (lib/school/settings.ts). For who sets the school. INVALID names the field and its bounds. Results
 * that are not shown yet follow the new policy at once.
 */
export async function saveSettings(
  ctx: Context,
  input: Input<typeof saveSettingsInput>,
): Promise<Result<{ version: number }>> {
  if (!maySetSchool(ctx.viewer)) return fail("NOT_FOUND");
  const { version, group, operationId: _operation, ...typed } = input;
  const read = readSettingGroup(group, typed);
  if (!read) return fail("NOT_FOUND");
  if (!read.ok) return fail("INVALID", { fields: read.fields });
  const school = await ctx.db.school.findUniqueOrThrow({
    where: { id: ctx.viewer.school.id },
    select: { settings: true },
  });
  const stored = objectOf(school.settings);
  const settings = { ...stored, [group]: { ...objectOf(stored[group]), ...read.values } };
  const changed = await changeSchool(ctx, version, { settings: settings as Prisma.InputJsonObject });
  if (!changed.ok) return changed;
  await record(ctx, {
    action: "comptes.settings.save",
    targetType: "school",
    targetId: ctx.viewer.school.id,
    details: { group, values: read.values as Prisma.InputJsonObject },
  });
  if (group === "notes") {
    await redateResults(ctx, { before: schoolSettings(stored).notes, after: schoolSettings(settings).notes });
  }
  return changed;
}

async function changeSchool(
  ctx: Context,
  version: number,
  data: { disabledModules: string[] } | { settings: Prisma.InputJsonObject },
): Promise<Result<{ version: number }>> {
  const { count } = await ctx.db.school.updateMany({
    where: { id: ctx.viewer.school.id, version },
    data: { ...data, version: version + 1 },
  });
  return count === 1 ? ok({ version: version + 1 }) : fail("CONFLICT");
}

/**
 * Sets the dates of a scheme's periods, checked together. For who sets the school. INVALID says what overlaps or leaves the
 * year; CONFLICT when they changed meanwhile. Event `comptes.periods.changed`: { schemeId }.
 */
export async function savePeriods(
  ctx: Context,
  input: Input<typeof savePeriodsInput>,
): Promise<Result<{ version: number }>> {
  if (!maySetSchool(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const { schemeId, version } = input;
  const scheme = await ctx.db.periodScheme.findUnique({
    where: { schoolId_id: { schoolId, id: schemeId } },
    select: {
      year: { select: { startsOn: true, endsOn: true, closedAt: true } },
      periods: { select: { id: true }, orderBy: { position: "asc" } },
    },
  });
  if (!scheme) return fail("NOT_FOUND");
  if (scheme.year.closedAt) return fail("INVALID", { message: "Cette année scolaire est close." });
  const missing: Record<string, string[]> = {};
  const dayIn = (name: string): string => {
    const typed = input[name];
    const day = parseDay(typeof typed === "string" ? typed : undefined)?.toString();
    if (!day) missing[name] = ["Choisissez une date."];
    return day ?? "";
  };
  const typed = scheme.periods.map(({ id }) => ({ id, firstDay: dayIn(`debut.${id}`), lastDay: dayIn(`fin.${id}`) }));
  if (Object.keys(missing).length > 0) return fail("INVALID", { fields: missing });
  const problems = periodProblems(typed, {
    startsOn: fromDbDay(scheme.year.startsOn),
    endsOn: fromDbDay(scheme.year.endsOn),
    isClosed: false,
  });
  if (Object.keys(problems).length > 0) return fail("INVALID", { fields: problems });

  const { count } = await ctx.db.periodScheme.updateMany({
    where: { schoolId, id: schemeId, version },
    data: { version: version + 1 },
  });
  if (count === 0) return fail("CONFLICT");
  for (const { id, firstDay, lastDay } of typed) {
    await ctx.db.period.updateMany({
      where: { schoolId, id, schemeId },
      data: { startsOn: toDbDay(firstDay), endsOn: toDbDay(daysAfter(lastDay, 1)) },
    });
  }
  await record(ctx, {
    action: "comptes.periods.save",
    targetType: "period_scheme",
    targetId: schemeId,
    details: { periods: typed.map(({ firstDay, lastDay }) => `${firstDay}/${lastDay}`) },
  });
  await emit(ctx, "comptes.periods.changed", { schemeId });
  return ok({ version: version + 1 });
}

function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
