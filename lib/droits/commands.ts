import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { today, validOn } from "@/lib/school/rules";
import { daysAfter, fromDbDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { formatDayRange } from "@/lib/time/format";
import type { z } from "zod";
import { mayBeDelegate, mayDelegate } from "./access";
import { delegationProblems } from "./rules";
import type { endDelegationInput, giveDelegationInput } from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Lends a right of the administration to a member of the staff, from a day to a last day. For those who run the school, who hold every right
 * that can be lent; never to oneself, under any hat. INVALID names the field: no such colleague, no account yet, days that make no sense, or
 * a right that this person holds in these days already.
 */
export async function giveDelegation(
  ctx: Context,
  { personId, right, startsOn, lastDay, reason }: Input<typeof giveDelegationInput>,
): Promise<Result<{ id: string }>> {
  if (!mayDelegate(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const problems = delegationProblems({ startsOn, lastDay }, day);
  if (Object.keys(problems).length > 0) return fail("INVALID", { fields: problems });
  const person = await ctx.db.person.findFirst({
    where: { schoolId, id: personId, ...validOn(day) },
    select: { profile: true, duty: true, accountId: true },
  });
  if (!person || !mayBeDelegate(person))
    return fail("NOT_FOUND", { fields: { personId: ["Choisissez un membre du personnel."] } });
  if (person.accountId === ctx.viewer.account.id) {
    return fail("INVALID", { fields: { personId: ["Vous ne pouvez pas vous déléguer un droit à vous-même."] } });
  }
  if (!person.accountId) {
    return fail("INVALID", { fields: { personId: ["Cette personne n’a pas encore activé son compte."] } });
  }
  const endsOn = daysAfter(lastDay, 1);
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${schoolId}/${personId}/delegation`}, 0))`;
  const held = await ctx.db.delegation.findFirst({
    where: { schoolId, personId, right, startsOn: { lt: toDbDay(endsOn) }, endsOn: { gt: toDbDay(startsOn) } },
    select: { startsOn: true, endsOn: true },
    orderBy: { startsOn: "asc" },
  });
  if (held) {
    const known = formatDayRange(fromDbDay(held.startsOn), daysAfter(fromDbDay(held.endsOn), -1));
    return fail("INVALID", { fields: { right: [`Cette personne a déjà ce droit\u202F: ${known}.`] } });
  }
  const id = newId();
  await ctx.db.delegation.createMany({
    data: [
      {
        schoolId,
        id,
        personId,
        right,
        startsOn: toDbDay(startsOn),
        endsOn: toDbDay(endsOn),
        givenById: ctx.viewer.person.id,
        givenAt: toDbInstant(ctx.now),
        reason,
      },
    ],
  });
  // Codes of before opened an account that could do less: whoever gave one may not hold this right (mayReset).
  await ctx.db.accessCode.updateMany({
    where: { schoolId, person: { accountId: person.accountId }, usedAt: null, issuer: "SCHOOL" },
    data: { usedAt: toDbInstant(ctx.now) },
  });
  await record(ctx, {
    action: "droits.delegation.give",
    targetType: "person",
    targetId: personId,
    details: { id, right, startsOn, endsOn },
  });
  // For who is given it: { delegationId }.
  await emit(ctx, "droits.delegation.given", { delegationId: id });
  return ok({ id });
}

/**
 * Ends a delegation at once, whoever gave it; one that has not begun never begins. For those who run the school. NOT_FOUND when it is over.
 */
export async function endDelegation(
  ctx: Context,
  { delegationId }: Input<typeof endDelegationInput>,
): Promise<Result<null>> {
  if (!mayDelegate(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const found = await ctx.db.delegation.findUnique({
    where: { schoolId_id: { schoolId, id: delegationId } },
    select: { personId: true, right: true, startsOn: true },
  });
  if (!found) return fail("NOT_FOUND");
  const startsOn = fromDbDay(found.startsOn);
  const endsOn = startsOn > day ? startsOn : day;
  const { count } = await ctx.db.delegation.updateMany({
    where: { schoolId, id: delegationId, endsOn: { gt: toDbDay(endsOn) } },
    data: { endsOn: toDbDay(endsOn) },
  });
  if (count === 0) return fail("NOT_FOUND", { message: "Cette délégation est déjà terminée." });
  await record(ctx, {
    action: "droits.delegation.end",
    targetType: "person",
    targetId: found.personId,
    details: { id: delegationId, right: found.right, endsOn },
  });
  // For who held it: { delegationId }.
  await emit(ctx, "droits.delegation.ended", { delegationId });
  return ok(null);
}
