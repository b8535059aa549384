import "server-only";
import type { Context } from "@/lib/auth/context";
import { daysAfter, fromDbDay, type IsoDay, toDbDay } from "@/lib/time/day";
import { runningOn, today, validOn } from "./rules";

/** The school year that contains a day, or null between two years. Anyone of the school. */
export async function schoolYearOn(
  ctx: Context,
  day: IsoDay,
): Promise<{ id: string; label: string; startsOn: IsoDay; endsOn: IsoDay; isClosed: boolean } | null> {
  const year = await ctx.db.schoolYear.findFirst({
    where: { schoolId: ctx.viewer.school.id, ...runningOn(day) },
    select: { id: true, label: true, startsOn: true, endsOn: true, closedAt: true },
  });
  return (
    year && {
      id: year.id,
      label: year.label,
      startsOn: fromDbDay(year.startsOn),
      endsOn: fromDbDay(year.endsOn),
      isClosed: year.closedAt !== null,
    }
  );
}

/**
 * The years that are over and closed, the latest first: those that this person was there for. Anyone of the school. Two statements.
 */
export async function listArchives(ctx: Context): Promise<{ label: string; firstDay: IsoDay; lastDay: IsoDay }[]> {
  const schoolId = ctx.viewer.school.id;
  const person = await ctx.db.person.findUnique({
    where: { schoolId_id: { schoolId, id: ctx.viewer.person.id } },
    select: { startsOn: true },
  });
  if (!person) return [];
  const years = await ctx.db.schoolYear.findMany({
    where: { schoolId, closedAt: { not: null }, endsOn: { lte: toDbDay(today(ctx)), gt: person.startsOn } },
    select: { label: true, startsOn: true, endsOn: true },
    orderBy: { startsOn: "desc" },
    take: 20,
  });
  return years.map(({ label, startsOn, endsOn }) => ({
    label,
    firstDay: fromDbDay(startsOn),
    lastDay: daysAfter(fromDbDay(endsOn), -1),
  }));
}

/** The divisions of today's school year, for pickers: by level, then code. Anyone of the school. */
export async function listDivisions(
  ctx: Context,
): Promise<{ id: string; code: string; name: string; level: string | null }[]> {
  const day = today(ctx);
  return ctx.db.group.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      kind: "DIVISION",
      year: runningOn(day),
      ...validOn(day),
    },
    select: { id: true, code: true, name: true, level: true },
    orderBy: [{ code: "asc" }],
  });
}
