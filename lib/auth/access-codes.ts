import "server-only";
import { canPrintCodes } from "@/lib/auth/access";
import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import type { Context } from "@/lib/auth/context";
import { CODE_DAYS, mayReset } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import type { AccessCodePurpose } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { today } from "@/lib/school/rules";
import { fromDbDay, toDbInstant } from "@/lib/time/day";

const HEAD_ONLY =
  "Ce compte est celui d’un membre de la direction\u202F: seule la direction peut en délivrer un code de mot de passe.";

/** What is printed on a sheet. */
export interface PrintedCode {
  code: string;
  purpose: AccessCodePurpose;
  expiresAt: Date;
}

/**
 * Makes a one-time code for a person of the viewer's school: to activate a first account, or to choose a new password
 * when there is one. Earlier unused codes of that person stop working. The code is told once, here; only its hash stays.
 * For the head and the administrators; NOT_FOUND otherwise, and for a person of another school. INVALID for who is shut out, and for
 * an administrator who asks for an account of the head's.
 */
export async function createAccessCode(ctx: Context, personId: string): Promise<Result<PrintedCode>> {
  const { db, viewer } = ctx;
  if (!canPrintCodes(viewer)) return fail("NOT_FOUND");
  const person = await db.person.findUnique({
    where: { schoolId_id: { schoolId: viewer.school.id, id: personId } },
    select: { accountId: true, endsOn: true, accessEndsOn: true },
  });
  if (!person) return fail("NOT_FOUND");
  const day = today(ctx);
  if ([person.endsOn, person.accessEndsOn].some((end) => end !== null && fromDbDay(end) <= day)) {
    return fail("INVALID", { message: "L’accès de cette personne est terminé\u202F: un code n’ouvrirait rien." });
  }
  if (person.accountId) {
    const same = await db.person.findMany({
      where: { schoolId: viewer.school.id, accountId: person.accountId },
      select: { profile: true },
    });
    const profiles = same.map(({ profile }) => profile);
    if (!mayReset(viewer, profiles)) return fail("INVALID", { message: HEAD_ONLY });
  }
  const purpose = person.accountId ? "RESET" : "ACTIVATION";
  const { codes, expiresAt } = await replaceCodes(ctx, [personId], purpose);
  await record(ctx, { action: "auth.code.create", targetType: "person", targetId: personId, details: { purpose } });
  return ok({ code: codes.get(personId) ?? "", purpose, expiresAt });
}

/**
 * New codes for persons of the viewer's school, as they are printed; those that they held stop working. The caller has checked who asks
 * and for whom, and writes the journal.
 */
export async function replaceCodes(
  ctx: Context,
  personIds: readonly string[],
  purpose: AccessCodePurpose,
): Promise<{ codes: ReadonlyMap<string, string>; expiresAt: Date }> {
  const { db, now, viewer } = ctx;
  const schoolId = viewer.school.id;
  const expiresAt = toDbInstant(now.add({ hours: CODE_DAYS[purpose] * 24 }));
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
    })),
  });
  return { codes: new Map(made.map(({ personId, code }) => [personId, formatCode(code)])), expiresAt };
}
