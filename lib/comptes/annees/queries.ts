import "server-only";
import type { Context } from "@/lib/auth/context";
import { mayAdminister, mayReopenYear } from "@/lib/comptes/access";
import { hasNationalCalendar } from "@/lib/school/calendar";
import { today } from "@/lib/school/rules";
import { daysAfter, fromDbDay, fromDbInstant, type IsoDay } from "@/lib/time/day";
import { needsConfirmation, nextYear, reopenUntil, YEARS_PAGE, yearState } from "./rules";
import type { ClosingPage, OpenThings, YearLine, YearsPage } from "./types";

interface YearRow {
  id: string;
  label: string;
  startsOn: IsoDay;
  endsOn: IsoDay;
  closedAt: Date | null;
  version: number;
  divisions: number;
  pupils: number;
  schemes: string[];
  closures: number;
  total: number;
}

/** The school's years, the latest first. For the head and the administrators; null for others. Two statements. */
export async function listYears(ctx: Context, page: number): Promise<YearsPage | null> {
  if (!mayAdminister(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const rows = await ctx.db.$queryRaw<YearRow[]>`
    SELECT y.id, y.label, y.starts_on::text AS "startsOn", y.ends_on::text AS "endsOn", y.closed_at AS "closedAt", y.version,
      (SELECT count(*)::int FROM "group" g WHERE g.school_id = y.school_id AND g.year_id = y.id AND g.kind = 'DIVISION') AS divisions,
      (SELECT count(DISTINCT e.student_id)::int FROM "group" g JOIN enrollment e ON e.school_id = g.school_id AND e.group_id = g.id
        WHERE g.school_id = y.school_id AND g.year_id = y.id AND g.kind = 'DIVISION') AS pupils,
      ARRAY(SELECT s.name FROM period_scheme s WHERE s.school_id = y.school_id AND s.year_id = y.id ORDER BY s.name) AS schemes,
      (SELECT count(*)::int FROM closure c WHERE c.school_id = y.school_id AND c.year_id = y.id) AS closures,
      count(*) OVER ()::int AS total
    FROM school_year y WHERE y.school_id = ${schoolId}::uuid
    ORDER BY y.starts_on DESC LIMIT ${YEARS_PAGE} OFFSET ${(page - 1) * YEARS_PAGE}`;
  // Beyond the last page no row tells how many there are.
  if (rows.length === 0 && page > 1) {
    const first = await listYears(ctx, 1);
    return first && { ...first, years: [] };
  }
  const { zone } = await ctx.db.school.findUniqueOrThrow({ where: { id: schoolId }, select: { zone: true } });
  const years = rows.map((row) => lineOf(ctx, row));
  const [last] = page === 1 ? rows : [];
  return {
    years,
    pages: Math.max(1, Math.ceil((rows[0]?.total ?? 0) / YEARS_PAGE)),
    next: last ? nextOf(last, years, rows[1]) : null,
    hasHolidays: hasNationalCalendar(zone),
  };
}

function lineOf(ctx: Context, row: YearRow): YearLine {
  const { startsOn, endsOn, total: _total, ...year } = row;
  const closedAt = row.closedAt && fromDbInstant(row.closedAt);
  const state = yearState({ startsOn, endsOn, closedAt }, today(ctx));
  const until = closedAt && reopenUntil(closedAt);
  return {
    ...year,
    state,
    firstDay: startsOn,
    lastDay: daysAfter(endsOn, -1),
    closedAt,
    reopenUntil: until,
    can: {
      close: state === "CURRENT" || state === "OVER",
      reopen: mayReopenYear(ctx.viewer) && until !== null && until.epochMilliseconds > ctx.now.epochMilliseconds,
      prepare: state === "PREPARED" && row.schemes.length === 0 && row.closures === 0,
    },
  };
}

/** The year after the last; or the last itself, when its files came before anybody prepared it. */
function nextOf(last: YearRow, years: readonly YearLine[], before: YearRow | undefined): YearsPage["next"] {
  const [line] = years;
  if (!line) return null;
  if (line.can.prepare) {
    return { label: last.label, firstDay: line.firstDay, lastDay: line.lastDay, copies: before?.schemes ?? [] };
  }
  if (line.state === "PREPARED") return null;
  const next = nextYear(last);
  return { label: next.label, firstDay: next.startsOn, lastDay: daysAfter(next.endsOn, -1), copies: last.schemes };
}

/** A year that may be closed, with what nobody has finished. For the head and the administrators; null for others, and for another year. */
export async function yearToClose(ctx: Context, yearId: string): Promise<ClosingPage | null> {
  if (!mayAdminister(ctx.viewer)) return null;
  const row = await ctx.db.schoolYear.findUnique({
    where: { schoolId_id: { schoolId: ctx.viewer.school.id, id: yearId } },
    select: { id: true, label: true, startsOn: true, endsOn: true, closedAt: true, version: true },
  });
  if (!row) return null;
  const span = { startsOn: fromDbDay(row.startsOn), endsOn: fromDbDay(row.endsOn) };
  const state = yearState({ ...span, closedAt: row.closedAt && fromDbInstant(row.closedAt) }, today(ctx));
  if (state !== "CURRENT" && state !== "OVER") return null;
  const open = await openThings(ctx, yearId, span);
  const { id, label, version } = row;
  const year = { id, label, version, state, lastDay: daysAfter(span.endsOn, -1) };
  return { year, open, mustConfirm: needsConfirmation(state, open) };
}

/** What of a year nobody has finished, until today: each in the modules that the school has open. One statement. */
async function openThings(
  ctx: Context,
  yearId: string,
  span: { startsOn: IsoDay; endsOn: IsoDay },
): Promise<OpenThings> {
  const { id: schoolId, disabledModules } = ctx.viewer.school;
  const day = today(ctx);
  const [row] = await ctx.db.$queryRaw<[OpenThings]>`
    SELECT
      (SELECT count(*)::int FROM "group" g JOIN period p ON p.school_id = g.school_id AND p.scheme_id = g.period_scheme_id
        WHERE g.school_id = ${schoolId}::uuid AND g.year_id = ${yearId}::uuid AND g.kind = 'DIVISION' AND p.starts_on < ${day}::date
          AND NOT EXISTS (SELECT FROM division_period d WHERE d.school_id = g.school_id AND d.division_id = g.id AND d.period_id = p.id
            AND d.published_at IS NOT NULL)) AS bulletins,
      (SELECT count(*)::int FROM absence a WHERE a.school_id = ${schoolId}::uuid AND a.superseded_at IS NULL AND a.settled_at IS NULL
        AND a.start_day >= ${span.startsOn}::date AND a.start_day < ${span.endsOn}::date) AS absences,
      (SELECT count(*)::int FROM session s WHERE s.school_id = ${schoolId}::uuid AND s.year_id = ${yearId}::uuid
        AND s.status <> 'CANCELLED' AND s.day < ${day}::date
        AND NOT EXISTS (SELECT FROM roll_call r WHERE r.school_id = s.school_id AND r.session_id = s.id)) AS "rollCalls"`;
  const isOpen = (module: string) => !disabledModules.includes(module);
  return {
    bulletins: isOpen("notes") ? row.bulletins : 0,
    absences: isOpen("absences") ? row.absences : 0,
    rollCalls: isOpen("absences") ? row.rollCalls : 0,
  };
}
