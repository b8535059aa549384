import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { today } from "@/lib/school/rules";
import { fromDbDay, toDbDay, toDbInstant } from "@/lib/time/day";
import type { z } from "zod";
import { mayAdminister, mayKeepAccounts, mayTieItself } from "./access";
import { type FieldEdit, keepOverrides } from "./fields";
import type { saveGuardianshipInput, saveJudgmentInput } from "./person-schema";

/** A delegate who is a parent here too. */
export const NOT_ONESELF =
  "Cette fiche est la vôtre\u202F: demandez à la direction ou à l’administration d’en changer la fonction ou les responsabilités.";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Makes somebody a guardian of a pupil, or changes the level, the kinship or the end of what is there: 1 sees all, 2 sees results where
 * the school says so, 3 is somebody to call (docs/rules.md). What comes from the files stays as it is set here. For those who keep the
 * accounts; INVALID for a delegate's own.
 */
export async function saveGuardianship(
  ctx: Context,
  { guardianId, studentId, level, kinship, startsOn, endsOn }: Input<typeof saveGuardianshipInput>,
): Promise<Result<null>> {
  if (!mayKeepAccounts(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const pair = { schoolId, guardianId, studentId };
  const persons = await ctx.db.person.findMany({
    where: { schoolId, id: { in: [guardianId, studentId] }, profile: { in: ["STUDENT", "GUARDIAN"] } },
    select: {
      id: true,
      accountId: true,
      profile: true,
      externalIds: { where: { source: { not: "INE" } }, select: { source: true } },
    },
  });
  const guardian = persons.find(({ id, profile }) => id === guardianId && profile === "GUARDIAN");
  const student = persons.find(({ id, profile }) => id === studentId && profile === "STUDENT");
  if (!guardian || !student) return fail("NOT_FOUND");
  if (guardian.accountId === ctx.viewer.account.id && !mayTieItself(ctx.viewer)) {
    return fail("INVALID", { message: NOT_ONESELF });
  }
  const day = today(ctx);
  const last = await ctx.db.guardianship.findFirst({
    where: pair,
    select: { id: true, level: true, kinship: true, startsOn: true, endsOn: true },
    orderBy: { startsOn: "desc" },
  });
  const until = last?.endsOn ? fromDbDay(last.endsOn) : null;
  if (last && (until === null || until > day)) {
    if (endsOn && endsOn < fromDbDay(last.startsOn)) {
      return fail("INVALID", { fields: { endsOn: ["La fin doit suivre le début."] } });
    }
    await ctx.db.guardianship.updateMany({
      where: { schoolId, id: last.id },
      data: { level, kinship, endsOn: endsOn && toDbDay(endsOn) },
    });
    const edits: FieldEdit[] = [
      { field: "guardianship.level" as const, before: String(last.level), after: String(level) },
      { field: "guardianship.kinship" as const, before: last.kinship, after: kinship },
      { field: "guardianship.endsOn" as const, before: until, after: endsOn },
    ].filter(({ before, after }) => before !== after);
    if (guardian.externalIds.length > 0 && student.externalIds.length > 0) {
      const place = { schoolId, personId: guardianId, aboutId: studentId };
      await keepOverrides(ctx.db, { ...place, authorId: ctx.viewer.person.id, at: toDbInstant(ctx.now) }, edits);
    }
  } else {
    const from = startsOn ?? day;
    if (until !== null && from < until) {
      return fail("INVALID", { fields: { startsOn: ["Cette personne était déjà responsable ce jour-là."] } });
    }
    await ctx.db.guardianship.create({
      data: { ...pair, id: newId(), level, kinship, startsOn: toDbDay(from), endsOn: endsOn && toDbDay(endsOn) },
    });
  }
  await record(ctx, {
    action: "comptes.guardianship.save",
    targetType: "person",
    targetId: studentId,
    details: { guardianId, level, endsOn },
  });
  return ok(null);
}

/**
 * Enters what a judge decided between a guardian and a pupil, or corrects it; one entered by mistake ends on the day it begins.
 * «NO_COMMUNICATION» acts at once in every module and until its end (lib/school/guardians.ts); «NO_VISIT» is for those who read it. For
 * the head, the deputies and the administrators: nobody else reads or writes judgments.
 */
export async function saveJudgment(
  ctx: Context,
  input: Input<typeof saveJudgmentInput>,
): Promise<Result<{ judgmentId: string }>> {
  if (!mayAdminister(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const { guardianId, studentId, kind, reference, startsOn, endsOn, version } = input;
  const pair = { schoolId, guardianId, studentId };
  if ((await ctx.db.guardianship.count({ where: pair })) === 0) return fail("NOT_FOUND");
  const data = { kind, reference, startsOn: toDbDay(startsOn), endsOn: endsOn && toDbDay(endsOn) };
  const judgmentId = input.judgmentId ?? newId();
  if (input.judgmentId) {
    const { count } = await ctx.db.judgment.updateMany({
      where: { ...pair, id: judgmentId, version },
      data: { ...data, version: version + 1 },
    });
    if (count === 0) {
      const exists = await ctx.db.judgment.count({ where: { ...pair, id: judgmentId } });
      return exists > 0 ? fail("CONFLICT") : fail("NOT_FOUND");
    }
  } else {
    await ctx.db.judgment.create({
      data: { ...pair, id: judgmentId, ...data, createdAt: toDbInstant(ctx.now), authorId: ctx.viewer.person.id },
    });
  }
  await record(ctx, {
    action: "comptes.judgment.save",
    targetType: "person",
    targetId: studentId,
    details: { guardianId, kind, startsOn, endsOn },
  });
  return ok({ judgmentId });
}
