import "server-only";
import { canPrintCodes } from "@/lib/auth/access";
import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import type { Context } from "@/lib/auth/context";
import { CODE_DAYS } from "@/lib/auth/rules";
import { newId } from "@/lib/db/id";
import type { AccessCodePurpose } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { toDbInstant } from "@/lib/time/day";

/** What is printed on a sheet. */
export interface PrintedCode {
  code: string;
  purpose: AccessCodePurpose;
  expiresAt: Date;
}

/**
 * Makes a one-time code for a person of the viewer's school: to activate a first account, or to choose a new password
 * when there is one. Earlier unused codes of that person stop working. The code is told once, here; only its hash stays.
 * For the head and the administrators; NOT_FOUND otherwise, and for a person of another school.
 */
export async function createAccessCode(ctx: Context, personId: string): Promise<Result<PrintedCode>> {
  const { db, now, viewer } = ctx;
  if (!canPrintCodes(viewer)) return fail("NOT_FOUND");
  const schoolId = viewer.school.id;
  const person = await db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { accountId: true },
  });
  if (!person) return fail("NOT_FOUND");

  await db.accessCode.updateMany({ where: { schoolId, personId, usedAt: null }, data: { usedAt: toDbInstant(now) } });
  const purpose = person.accountId ? "RESET" : "ACTIVATION";
  const code = newCode();
  const expiresAt = toDbInstant(now.add({ hours: CODE_DAYS[purpose] * 24 }));
  await db.accessCode.create({
    data: {
      schoolId,
      id: newId(),
      personId,
      purpose,
      codeHash: hashSecret(code),
      createdAt: toDbInstant(now),
      createdBy: viewer.person.id,
      expiresAt,
    },
  });
  await record(ctx, { action: "auth.code.create", targetType: "person", targetId: personId, details: { purpose } });
  return ok({ code: formatCode(code), purpose, expiresAt });
}
