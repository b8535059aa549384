import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { today } from "@/lib/school/rules";
import { fromDbDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { maySetSchool } from "./access";
import { dividedYear, SCHEME_NAMES } from "./rules";
import type { closePeriodInput, createSchemeInput } from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Closes a period for every class that follows it: its assessments and grades change no more (lib/notes). Or opens it again. For the head
 * and the administrators, in a year that is open; doing it twice is doing it once.
 */
export async function closePeriod(
  ctx: Context,
  { periodId, closed }: Input<typeof closePeriodInput>,
): Promise<Result<{ divisions: number }>> {
  if (!maySetSchool(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const period = await ctx.db.period.findUnique({
    where: { schoolId_id: { schoolId, id: periodId } },
    select: {
      scheme: {
        select: {
          year: { select: { closedAt: true } },
          groups: { where: { schoolId, kind: "DIVISION" }, select: { id: true } },
        },
      },
    },
  });
  if (!period) return fail("NOT_FOUND");
  const { year, groups } = period.scheme;
  if (year.closedAt) return fail("INVALID", { message: "Cette année scolaire est close." });
  if (groups.length === 0) return fail("INVALID", { message: "Aucune classe ne suit cette période." });
  const isClosing = closed === "yes";
  const closedAt = isClosing ? toDbInstant(ctx.now) : null;
  const divisionIds = groups.map(({ id }) => id);
  if (isClosing) {
    await ctx.db.divisionPeriod.createMany({
      data: divisionIds.map((divisionId) => ({ schoolId, divisionId, periodId })),
      skipDuplicates: true,
    });
  }
  const { count } = await ctx.db.divisionPeriod.updateMany({
    where: { schoolId, periodId, divisionId: { in: divisionIds }, closedAt: isClosing ? null : { not: null } },
    data: { closedAt },
  });
  if (count > 0) {
    await record(ctx, {
      action: isClosing ? "comptes.period.close" : "comptes.period.reopen",
      targetType: "period",
      targetId: periodId,
      details: { divisions: count },
    });
  }
  return ok({ divisions: count });
}

/**
 * Divides the year in periods of equal length, whose dates are then set as one likes, for classes that follow no periods yet: grades hang on
 * periods, so that a class keeps its own. For who sets the school. INVALID names the field;
 * NOT_FOUND when none of the classes is without periods.
 */
export async function createScheme(
  ctx: Context,
  { kind, count, name, divisionIds }: Input<typeof createSchemeInput>,
): Promise<Result<{ id: string }>> {
  if (!maySetSchool(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const year = await ctx.db.schoolYear.findFirst({
    where: { schoolId, closedAt: null, endsOn: { gt: toDbDay(today(ctx)) } },
    select: { id: true, startsOn: true, endsOn: true },
    orderBy: { startsOn: "asc" },
  });
  if (!year) return fail("INVALID", { message: "Aucune année scolaire n’est ouverte." });
  const followers = {
    schoolId,
    yearId: year.id,
    id: { in: divisionIds },
    kind: "DIVISION",
    periodSchemeId: null,
  } as const;
  if ((await ctx.db.group.count({ where: followers })) === 0) return fail("NOT_FOUND");
  const schemeName = name || SCHEME_NAMES[kind];
  const known = await ctx.db.periodScheme.count({ where: { schoolId, yearId: year.id, name: schemeName } });
  if (known > 0) return fail("INVALID", { fields: { name: ["Un découpage porte déjà ce nom."] } });
  const id = newId();
  await ctx.db.periodScheme.createMany({ data: [{ schoolId, id, yearId: year.id, kind, name: schemeName }] });
  const span = { startsOn: fromDbDay(year.startsOn), endsOn: fromDbDay(year.endsOn) };
  await ctx.db.period.createMany({
    data: dividedYear(kind, count, span).map(({ startsOn, endsOn, ...period }, position) => ({
      schoolId,
      id: newId(),
      schemeId: id,
      position,
      ...period,
      startsOn: toDbDay(startsOn),
      endsOn: toDbDay(endsOn),
    })),
  });
  const { count: divisions } = await ctx.db.group.updateMany({
    where: followers,
    data: { periodSchemeId: id },
  });
  await record(ctx, {
    action: "comptes.scheme.create",
    targetType: "period_scheme",
    targetId: id,
    details: { kind, divisions },
  });
  return ok({ id });
}
