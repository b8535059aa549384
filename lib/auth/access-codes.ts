import "server-only";
import { canPrintCodes } from "@/lib/auth/access";
import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import type { Context } from "@/lib/auth/context";
import { CODE_DAYS, type CodeHolder, INVITATION_DAYS, mayActivate, mayReset } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import type { AccessCodeIssuer, AccessCodePurpose, Db, Prisma, Profile } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { today } from "@/lib/school/rules";
import type { Temporal } from "temporal-polyfill";
import { fromDbDay, type IsoDay, toDbDay, toDbInstant } from "@/lib/time/day";

const HEAD_ONLY =
  "Cette personne est de la direction\u202F: seule la direction peut lui délivrer un code, ou la plateforme tant qu’aucune direction n’a de compte.";

const NOT_YOURS =
  "Ce code ouvrirait plus de droits que vous n’en avez : adressez-vous à la direction ou à l’administration.";

const NOT_ONESELF =
  "Demandez ce code à une autre personne de la direction ou de l’administration\u202F: on ne retire pas soi-même sa double vérification.";

/** What is printed on a sheet. */
export interface PrintedCode {
  code: string;
  purpose: AccessCodePurpose;
  expiresAt: Date;
}

/**
 * Makes a one-time code for a person of the viewer's school: to activate a first account, or to choose a new password
 * when there is one. Earlier unused codes of that person stop working. The code is told once, here; only its hash stays.
 * For the head, the administrators and those to whom it is delegated; NOT_FOUND otherwise, and for a person of another school. INVALID for
 * who is shut out, and for an account that opens more than the viewer may (mayReset, mayActivate).
 * @param removesFactors of an account that exists: its second factors go with the old password, for who has lost everything. INVALID for
 * oneself, under any hat: whoever found a computer open would otherwise get rid of them.
 */
export async function createAccessCode(
  ctx: Context,
  personId: string,
  removesFactors = false,
): Promise<Result<PrintedCode>> {
  const { db, viewer } = ctx;
  if (!canPrintCodes(viewer)) return fail("NOT_FOUND");
  const day = today(ctx);
  const person = await db.person.findUnique({
    where: { schoolId_id: { schoolId: viewer.school.id, id: personId } },
    select: { ...holderSelect(viewer.school.id, day), accountId: true, endsOn: true, accessEndsOn: true },
  });
  if (!person) return fail("NOT_FOUND");
  if ([person.endsOn, person.accessEndsOn].some((end) => end !== null && fromDbDay(end) <= day)) {
    return fail("INVALID", { message: "L’accès de cette personne est terminé\u202F: un code n’ouvrirait rien." });
  }
  if (person.accountId) {
    const same = await db.person.findMany({
      where: { schoolId: viewer.school.id, accountId: person.accountId },
      select: holderSelect(viewer.school.id, day),
    });
    if (!mayReset(viewer, same.map(holderOf))) {
      return fail("INVALID", { message: viewer.profile === "ADMIN" ? HEAD_ONLY : NOT_YOURS });
    }
  } else if (!mayActivate(viewer, holderOf(person))) {
    return fail("INVALID", { message: viewer.profile === "ADMIN" ? HEAD_ONLY : NOT_YOURS });
  }
  const purpose = person.accountId ? "RESET" : "ACTIVATION";
  const drops = removesFactors && purpose === "RESET";
  if (drops && person.accountId === viewer.account.id) return fail("INVALID", { message: NOT_ONESELF });
  const { codes, expiresAt } = await replaceCodes(ctx, [personId], purpose, { removesFactors: drops });
  const details = { purpose, ...(drops && { removesFactors: true }) };
  await record(ctx, { action: "auth.code.create", targetType: "person", targetId: personId, details });
  return ok({ code: codes.get(personId) ?? "", purpose, expiresAt });
}

/**
 * Who answers for a code: what it opens later depends on it (lib/auth/activation.ts). The direction answers for what it gives to its own; the
 * sheet of a teacher stays a teacher's, whoever printed it, since others hand it out.
 * @param holders the profiles of the persons whom it is for, behind one account.
 */
function issuerOf(giver: { profile: Profile }, holders: readonly Profile[]): AccessCodeIssuer {
  return giver.profile === "HEAD" && holders.includes("HEAD") ? "DIRECTION" : "SCHOOL";
}

/** What mayReset and mayActivate ask of a person: rights that begin later count as well. */
export function holderSelect(schoolId: string, day: IsoDay) {
  return {
    profile: true,
    delegations: { where: { schoolId, endsOn: { gt: toDbDay(day) } }, select: { right: true } },
  } satisfies Prisma.PersonSelect;
}

/** The person that `holderSelect` read. */
export function holderOf(row: Prisma.PersonGetPayload<{ select: ReturnType<typeof holderSelect> }>): CodeHolder {
  return { profile: row.profile, rights: row.delegations.map(({ right }) => right) };
}

/**
 * New codes for persons of the viewer's school, as they are printed; those that they held stop working. The caller has checked who asks
 * and for whom, and writes the journal.
 */
export async function replaceCodes(
  ctx: Context,
  personIds: readonly string[],
  purpose: AccessCodePurpose,
  { days = CODE_DAYS[purpose], removesFactors = false }: { days?: number; removesFactors?: boolean } = {},
): Promise<{ codes: ReadonlyMap<string, string>; expiresAt: Date }> {
  const { db, now, viewer } = ctx;
  const schoolId = viewer.school.id;
  const expiresAt = toDbInstant(now.add({ hours: days * 24 }));
  const profilesOf = await profilesBehind(db, schoolId, personIds);
  const made = personIds.map((personId) => ({ personId, code: newCode() }));
  await db.accessCode.updateMany({
    where: { schoolId, personId: { in: [...personIds] }, usedAt: null },
    data: { usedAt: toDbInstant(now) },
  });
  await db.accessCode.createMany({
    data: made.map(({ personId, code }) => ({
      schoolId,
      id: newId(),
      personId,
      purpose,
      codeHash: hashSecret(code),
      createdAt: toDbInstant(now),
      createdBy: viewer.person.id,
      expiresAt,
      removesFactors,
      issuer: issuerOf(viewer, profilesOf(personId)),
    })),
  });
  return { codes: new Map(made.map(({ personId, code }) => [personId, formatCode(code)])), expiresAt };
}

/** Of each of these persons, the profiles of all persons of its school behind the same account; its own while it has none. */
async function profilesBehind(
  db: Db,
  schoolId: string,
  personIds: readonly string[],
): Promise<(personId: string) => Profile[]> {
  const persons = await db.person.findMany({
    // Heads are a handful: what matters is whether one of them is the same account.
    where: { schoolId, OR: [{ id: { in: [...personIds] } }, { profile: "HEAD" }] },
    select: { id: true, profile: true, accountId: true },
  });
  return (personId) => {
    const accountId = persons.find(({ id }) => id === personId)?.accountId ?? null;
    return persons
      .filter((each) => each.id === personId || (accountId !== null && each.accountId === accountId))
      .map(({ profile }) => profile);
  };
}

/**
 * A code that leaves in a mail, for the worker, in the name of who invited; the one mailed before stops working. A printed sheet goes on: a school invites those who
 * have not used theirs, and whoever finds it again may.
 */
export async function mailedCode(
  db: Db,
  person: { schoolId: string; personId: string; createdBy: string },
  now: Temporal.Instant,
): Promise<{ id: string; code: string; expiresAt: Date }> {
  const { schoolId, personId, createdBy } = person;
  const profileOf = (id: string) =>
    db.person.findUniqueOrThrow({ where: { schoolId_id: { schoolId, id } }, select: { profile: true } });
  const inviting = await profileOf(createdBy);
  const invited = await profileOf(personId);
  await db.accessCode.updateMany({
    where: { schoolId, personId, channel: "MAILED", usedAt: null },
    data: { usedAt: toDbInstant(now) },
  });
  const code = newCode();
  const id = newId();
  const expiresAt = toDbInstant(now.add({ hours: INVITATION_DAYS * 24 }));
  await db.accessCode.createMany({
    data: [
      {
        ...person,
        id,
        purpose: "ACTIVATION",
        channel: "MAILED",
        codeHash: hashSecret(code),
        createdAt: toDbInstant(now),
        expiresAt,
        issuer: issuerOf(inviting, [invited.profile]),
      },
    ],
  });
  return { id, code: formatCode(code), expiresAt };
}
