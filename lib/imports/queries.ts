import "server-only";
import type { Context } from "@/lib/auth/context";
import { searchWords } from "@/lib/comptes/rules";
import type { ImportChangeKind } from "@/lib/db/types";
import { fromDbInstant } from "@/lib/time/day";
import { mayImport } from "./access";
import type { PlainTable } from "./columns";
import type { Rollover } from "./plan/rollover";
import { abilitiesOf, CHANGE_KINDS, CHANGES_PAGE, QUESTIONS_PAGE, RUNS_PAGE, undoUntil } from "./rules";
import type { ChangeCounts, ChangeLine, ImportLine, ImportPage, Obstacle, QuestionLine } from "./types";

/** What the list and the page of an import have in common. */
const LINE = {
  id: true,
  state: true,
  createdAt: true,
  appliedAt: true,
  counts: true,
  problem: true,
  person: { select: { firstName: true, lastName: true } },
} as const;

/** The school's imports, the latest first. For the head and the administrators; others get none. */
export async function listImports(ctx: Context, page: number): Promise<{ lines: ImportLine[]; pages: number }> {
  if (!mayImport(ctx.viewer)) return { lines: [], pages: 1 };
  const where = { schoolId: ctx.viewer.school.id };
  const runs = await ctx.db.importRun.findMany({
    relationLoadStrategy: "join",
    where,
    select: { ...LINE, files: { select: { name: true }, orderBy: { position: "asc" } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: RUNS_PAGE,
    skip: (page - 1) * RUNS_PAGE,
  });
  const total = await ctx.db.importRun.count({ where });
  return {
    lines: runs.map(({ counts, person, files, createdAt, appliedAt, ...run }) => ({
      ...run,
      createdAt: fromDbInstant(createdAt),
      appliedAt: appliedAt && fromDbInstant(appliedAt),
      author: person,
      files: files.map(({ name }) => name),
      totals: totalsOf(counts as ChangeCounts),
    })),
    pages: Math.max(1, Math.ceil(total / RUNS_PAGE)),
  };
}

/** An import, without its changes. Null when it is not of the viewer's school, and for others than head and administrators. */
export async function openImport(ctx: Context, runId: string): Promise<ImportPage | null> {
  if (!mayImport(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const run = await ctx.db.importRun.findUnique({
    relationLoadStrategy: "join",
    where: { schoolId_id: { schoolId, id: runId } },
    select: {
      ...LINE,
      version: true,
      progress: true,
      yearLabel: true,
      rollover: true,
      hasMoved: true,
      notices: true,
      obstacles: true,
      problemCode: true,
      tables: true,
      files: { select: { id: true, name: true, size: true }, orderBy: { position: "asc" } },
      changes: { select: { id: true }, take: 1 },
    },
  });
  if (!run) return null;
  const { counts, notices, obstacles, person, createdAt, changes, problemCode, rollover, tables, ...rest } = run;
  const appliedAt = run.appliedAt && fromDbInstant(run.appliedAt);
  const totals = totalsOf(counts as ChangeCounts);
  return {
    ...rest,
    createdAt: fromDbInstant(createdAt),
    appliedAt,
    author: person,
    counts: counts as ChangeCounts,
    totals,
    notices: notices as string[],
    rollover: rollover as Rollover | null,
    tables: tables as unknown as PlainTable[],
    obstacles: obstacles as unknown as Obstacle[],
    undoUntil: appliedAt && undoUntil(appliedAt),
    hasChanges: changes.length > 0,
    can: abilitiesOf(
      { state: run.state, problemCode, appliedAt, changes: totals.CREATED + totals.CHANGED + totals.ENDED },
      ctx.now,
    ),
  };
}

/**
 * A page of what an import creates, changes, ends or refuses, in the order of the files; with words, those that hold them all: names,
 * identifiers, values before and after. For the head and the administrators; others get none. One statement.
 * @param filter.kind null: all of them.
 */
export async function importChanges(
  ctx: Context,
  runId: string,
  filter: { kind: ImportChangeKind | null; text: string; page: number },
  size = CHANGES_PAGE,
): Promise<{ changes: ChangeLine[]; total: number; pages: number }> {
  if (!mayImport(ctx.viewer)) return { changes: [], total: 0, pages: 1 };
  const patterns = searchWords(filter.text).map((word) => `%${word}%`);
  const rows = await ctx.db.$queryRaw<(ChangeLine & { total: number })[]>`
    SELECT id, kind::text, entity, label, fields, count(*) OVER ()::int AS total FROM import_change
    WHERE school_id = ${ctx.viewer.school.id}::uuid AND run_id = ${runId}::uuid
      AND (${filter.kind}::text IS NULL OR kind = ${filter.kind}::text::"ImportChangeKind")
      AND key LIKE ALL (${patterns}::text[])
    ORDER BY import_change.kind, import_change.position LIMIT ${size} OFFSET ${(filter.page - 1) * size}`;
  // Beyond the last page no row tells how many there are.
  if (rows.length === 0 && filter.page > 1) {
    return { ...(await importChanges(ctx, runId, { ...filter, page: 1 }, size)), changes: [] };
  }
  const total = rows[0]?.total ?? 0;
  return {
    changes: rows.map(({ total: _total, ...change }) => change),
    total,
    pages: Math.max(1, Math.ceil(total / size)),
  };
}

/**
 * A page of the records of an import that may be several people, in the order of the files, answered or not. For the head and the
 * administrators; others get none. One statement.
 */
export async function importQuestions(
  ctx: Context,
  runId: string,
  page: number,
): Promise<{ questions: QuestionLine[]; total: number; open: number; pages: number }> {
  if (!mayImport(ctx.viewer)) return { questions: [], total: 0, open: 0, pages: 1 };
  const rows = await ctx.db.$queryRaw<(QuestionLine & { total: number; open: number })[]>`
    SELECT id, entity, label, reason, place, facts, candidates, choice::text, person_id AS "personId",
      count(*) OVER ()::int AS total, (count(*) FILTER (WHERE choice IS NULL) OVER ())::int AS open
    FROM import_question WHERE school_id = ${ctx.viewer.school.id}::uuid AND run_id = ${runId}::uuid
    ORDER BY position LIMIT ${QUESTIONS_PAGE} OFFSET ${(page - 1) * QUESTIONS_PAGE}`;
  if (rows.length === 0 && page > 1) return { ...(await importQuestions(ctx, runId, 1)), questions: [] };
  const { total, open } = rows[0] ?? { total: 0, open: 0 };
  return {
    questions: rows.map(({ total: _total, open: _open, ...question }) => question),
    total,
    open,
    pages: Math.max(1, Math.ceil(total / QUESTIONS_PAGE)),
  };
}

function totalsOf(counts: ChangeCounts): Record<ImportChangeKind, number> {
  const all = Object.values(counts);
  const sum = (kind: ImportChangeKind) => all.reduce((total, each) => total + (each[kind] ?? 0), 0);
  return Object.fromEntries(CHANGE_KINDS.map((kind) => [kind, sum(kind)])) as Record<ImportChangeKind, number>;
}
