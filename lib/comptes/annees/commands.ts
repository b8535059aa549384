import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { mayAdminister, mayReopenYear } from "@/lib/comptes/access";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { plannedCalendar } from "@/lib/school/calendar";
import { today } from "@/lib/school/rules";
import { followSchemes } from "@/lib/school/schemes";
import { daysAfter, fromDbDay, fromDbInstant, type IsoDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { yearToClose } from "./queries";
import { movedPeriods, nextLabel, reopenUntil, yearProblems } from "./rules";
import type { closeYearInput, prepareYearInput, reopenYearInput } from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;
type Span = { startsOn: IsoDay; endsOn: IsoDay };

const YEAR = { id: true, label: true, startsOn: true, endsOn: true, closedAt: true } as const;
const MOVED_ON = "Cette année a changé entre-temps. Rechargez la page.";

/**
 * Makes the year that comes after the last one, or completes the one that files have brought: its days, the periods of the year before
 * moved by a year, the holidays of the zone, the weeks A and B. The year under way is not touched. For the head and the administrators.
 * INVALID names the day that does not do; CONFLICT when the year is already prepared.
 */
export async function prepareYear(
  ctx: Context,
  { firstDay, lastDay }: Input<typeof prepareYearInput>,
): Promise<Result<{ id: string }>> {
  if (!mayAdminister(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const years = await ctx.db.schoolYear.findMany({
    where: { schoolId },
    select: { ...YEAR, _count: { select: { schemes: true, closures: true } } },
    orderBy: { startsOn: "desc" },
    take: 2,
  });
  const [last, secondLast] = years;
  if (!last) return fail("INVALID", { message: "La première année vient avec les premiers fichiers importés." });
  const isToCome = fromDbDay(last.startsOn) > today(ctx);
  if (isToCome && last._count.schemes + last._count.closures > 0) return fail("CONFLICT", { message: MOVED_ON });
  const before = isToCome ? secondLast : last;
  const label = isToCome ? last.label : nextLabel(last.label);
  const problems = yearProblems(
    { firstDay, lastDay },
    before
      ? { label: before.label, endsOn: fromDbDay(before.endsOn), isFollowed: !isToCome }
      : { label: "", endsOn: "0001-01-01" },
  );
  if (Object.keys(problems).length > 0) return fail("INVALID", { fields: problems });

  const span: Span = { startsOn: firstDay, endsOn: daysAfter(lastDay, 1) };
  const days = { startsOn: toDbDay(span.startsOn), endsOn: toDbDay(span.endsOn) };
  const id = isToCome ? last.id : newId();
  if (isToCome) {
    await ctx.db.schoolYear.updateMany({ where: { schoolId, id }, data: { ...days, version: { increment: 1 } } });
  } else await ctx.db.schoolYear.createMany({ data: [{ schoolId, id, label, ...days }] });
  const periods = before ? await copyPeriods(ctx, before, { id, ...span }) : 0;
  const closures = await planCalendar(ctx, before?.id ?? null, { id, ...span });
  await followSchemes(ctx.db, schoolId, id);
  await record(ctx, {
    action: "comptes.year.prepare",
    targetType: "school_year",
    targetId: id,
    details: { label, ...span, periods, closures },
  });
  return ok({ id });
}

async function copyPeriods(
  ctx: Context,
  before: { id: string; startsOn: Date; endsOn: Date },
  year: Span & { id: string },
): Promise<number> {
  const schoolId = ctx.viewer.school.id;
  const schemes = await ctx.db.periodScheme.findMany({
    where: { schoolId, yearId: before.id },
    select: {
      kind: true,
      name: true,
      periods: {
        select: { name: true, shortName: true, startsOn: true, endsOn: true },
        orderBy: { position: "asc" },
      },
    },
    orderBy: { name: "asc" },
  });
  const copies = schemes.map(({ periods, ...scheme }) => ({
    scheme: { schoolId, id: newId(), yearId: year.id, ...scheme },
    periods,
  }));
  const from = { startsOn: fromDbDay(before.startsOn), endsOn: fromDbDay(before.endsOn) };
  const moved = copies.flatMap(({ scheme, periods }) =>
    movedPeriods(
      periods.map((period) => ({ ...period, startsOn: fromDbDay(period.startsOn), endsOn: fromDbDay(period.endsOn) })),
      from,
      year,
    ).map(({ startsOn, endsOn, ...period }, position) => ({
      schoolId,
      id: newId(),
      schemeId: scheme.id,
      position,
      ...period,
      startsOn: toDbDay(startsOn),
      endsOn: toDbDay(endsOn),
    })),
  );
  await ctx.db.periodScheme.createMany({ data: copies.map(({ scheme }) => scheme) });
  await ctx.db.period.createMany({ data: moved });
  return moved.length;
}

async function planCalendar(ctx: Context, beforeId: string | null, year: Span & { id: string }): Promise<number> {
  const schoolId = ctx.viewer.school.id;
  const { zone } = await ctx.db.school.findUniqueOrThrow({ where: { id: schoolId }, select: { zone: true } });
  const plain = await ctx.db.teachingWeek.count({ where: { schoolId, yearId: beforeId ?? year.id, alternance: null } });
  const { closures, weeks } = plannedCalendar(zone, year, { hasAlternance: plain === 0 });
  await ctx.db.closure.createMany({
    data: closures.map(({ startsOn, endsOn, ...closure }) => ({
      schoolId,
      id: newId(),
      yearId: year.id,
      ...closure,
      startsOn: toDbDay(startsOn),
      endsOn: toDbDay(endsOn),
    })),
  });
  await ctx.db.teachingWeek.createMany({
    data: weeks.map(({ startsOn, alternance }) => ({
      schoolId,
      yearId: year.id,
      startsOn: toDbDay(startsOn),
      alternance,
    })),
    skipDuplicates: true,
  });
  return closures.length;
}

/**
 * Closes a year: it is read as before by those who could read it, and nobody writes there any more (lib/db/closed-years.ts). For the head and
 * the administrators. NOT_FOUND for a year that has not begun or is closed; INVALID on `confirmed` while it is not over or something is unfinished,
 * until that was read and confirmed; CONFLICT when the year changed since.
 */
export async function closeYear(
  ctx: Context,
  { yearId, version, confirmed }: Input<typeof closeYearInput>,
): Promise<Result<null>> {
  if (!mayAdminister(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const closing = await yearToClose(ctx, yearId);
  if (!closing) return fail("NOT_FOUND");
  const { year, open, mustConfirm } = closing;
  if (mustConfirm && !confirmed) {
    return fail("INVALID", { fields: { confirmed: ["Cochez cette case pour clore l’année telle qu’elle est."] } });
  }
  const { count } = await ctx.db.schoolYear.updateMany({
    where: { schoolId, id: yearId, version, closedAt: null },
    data: { closedAt: toDbInstant(ctx.now), version: version + 1 },
  });
  if (count === 0) return fail("CONFLICT", { message: MOVED_ON });
  await record(ctx, {
    action: "comptes.year.close",
    targetType: "school_year",
    targetId: yearId,
    details: { label: year.label, ...open },
  });
  return ok(null);
}

/**
 * Opens a closed year again, within thirty days, for a motive that the journal keeps. For the head and the deputies. INVALID once the delay is
 * past; CONFLICT when the year changed since.
 */
export async function reopenYear(
  ctx: Context,
  { yearId, version, motive }: Input<typeof reopenYearInput>,
): Promise<Result<null>> {
  if (!mayReopenYear(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const year = await ctx.db.schoolYear.findUnique({ where: { schoolId_id: { schoolId, id: yearId } }, select: YEAR });
  if (!year) return fail("NOT_FOUND");
  if (!year.closedAt) return fail("CONFLICT", { message: MOVED_ON });
  if (reopenUntil(fromDbInstant(year.closedAt)).epochMilliseconds <= ctx.now.epochMilliseconds) {
    return fail("INVALID", { message: "Le délai pour rouvrir cette année est passé." });
  }
  const { count } = await ctx.db.schoolYear.updateMany({
    where: { schoolId, id: yearId, version },
    data: { closedAt: null, version: version + 1 },
  });
  if (count === 0) return fail("CONFLICT", { message: MOVED_ON });
  await record(ctx, {
    action: "comptes.year.reopen",
    targetType: "school_year",
    targetId: yearId,
    details: { label: year.label, motive },
  });
  return ok(null);
}
