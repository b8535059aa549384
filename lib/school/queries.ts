import "server-only";
import type { Context } from "@/lib/auth/context";
import { fromDbDay, type IsoDay } from "@/lib/time/day";
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
