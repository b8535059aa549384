import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { ImportChoice, ImportState } from "@/lib/db/types";
import { fail, type FieldErrors, ok, type Result } from "@/lib/errors/codes";
import { type JournalLine, record } from "@/lib/journal/record";
import { fromDbInstant, toDbInstant } from "@/lib/time/day";
import { mayImport, mayImportDirection, mayRaiseToDirection } from "./access";
import { problemWords } from "./column-wording";
import { matchingProblems, type PlainTable } from "./columns";
import { RAISES, raisesToDirection } from "./raising";
import type { Candidate } from "./plan/questions";
import { abilitiesOf } from "./rules";
import type { answerQuestionsInput, importInput, matchColumnsInput, startImportInput } from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Keeps the files received and has them read and compared: nothing of the school changes before the dry run was read. For the
 * head and the administrators.
 */
export async function startImport(
  ctx: Context,
  { files }: Input<typeof startImportInput>,
): Promise<Result<{ id: string }>> {
  if (!mayImport(ctx.viewer)) return fail("NOT_FOUND");
  const id = newId();
  const schoolId = ctx.viewer.school.id;
  const at = toDbInstant(ctx.now);
  await ctx.db.importRun.create({
    data: { schoolId, id, personId: ctx.viewer.person.id, createdAt: at, updatedAt: at },
    select: { id: true },
  });
  await ctx.db.importedFile.createMany({
    data: files.map((file, position) => ({ schoolId, id: newId(), runId: id, position, ...file })),
  });
  await record(ctx, {
    action: "imports.start",
    targetType: "import_run",
    targetId: id,
    details: { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) },
  });
  await wakeWorker(ctx);
  return ok({ id });
}

/**
 * Has the import written as its dry run shows it. For the head and the administrators. CONFLICT when it is not what was read; INVALID for a
 * delegate when it touches those who run the school (mayImportDirection), or its own function or ties; for an administrator when it makes a head of
 * who has an account, or by a plain table (raisesToDirection).
 */
export function applyImport(ctx: Context, input: Input<typeof importInput>): Promise<Result<null>> {
  return change(ctx, input, { ability: "apply", state: "APPLYING", action: "imports.apply" });
}

/** Has an import undone as a whole, within a week. For the head and the administrators. CONFLICT and INVALID as for applying it. */
export function undoImport(ctx: Context, input: Input<typeof importInput>): Promise<Result<null>> {
  return change(ctx, input, { ability: "undo", state: "UNDOING", action: "imports.undo" });
}

/** Gives an import up before it is applied. For the head and the administrators. */
export function discardImport(ctx: Context, input: Input<typeof importInput>): Promise<Result<null>> {
  return change(ctx, input, { ability: "discard", state: "DISCARDED", action: "imports.discard" });
}

/** Reads the files again, more than half of the pupils may leave: in September, or when another school takes over. For the head and the administrators. */
export function allowDepartures(ctx: Context, input: Input<typeof importInput>): Promise<Result<null>> {
  return change(ctx, input, { ability: "allowDepartures", state: "READING", action: "imports.allow-departures" });
}

/**
 * Says what the columns of the plain tables of an import are, and has the files read again. Remembered for the next tables of the same
 * headers. For the head and the administrators. INVALID, by column, for what is missing or said twice; CONFLICT when it is not what was read.
 */
export async function matchColumns(ctx: Context, input: Input<typeof matchColumnsInput>): Promise<Result<null>> {
  if (!mayImport(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const run = await ctx.db.importRun.findUnique({
    where: { schoolId_id: { schoolId, id: input.runId } },
    select: { tables: true },
  });
  if (!run) return fail("NOT_FOUND");
  const asked = run.tables as unknown as PlainTable[];
  const answered = asked.map(({ signature, headers }, index) => {
    const matching = input.tables[index];
    return { signature, matching: matching && { ...matching, columns: matching.columns.slice(0, headers.length) } };
  });
  const fields: FieldErrors = {};
  for (const [index, { matching }] of answered.entries()) {
    for (const { field, columns } of matching
      ? matchingProblems(matching)
      : [{ field: "needsKind" as const, columns: [] }]) {
      const names = columns.length > 0 ? columns.map((column) => `column.${index}.${column}`) : [`kind.${index}`];
      for (const name of names) (fields[name] ??= []).push(problemWords(field));
    }
  }
  if (asked.length === 0 || Object.keys(fields).length > 0) return fail("INVALID", { fields });
  const details = { tables: asked.length, complete: answered.filter(({ matching }) => matching?.isComplete).length };
  const changed = await change(ctx, input, { ability: "match", state: "READING", action: "imports.match", details });
  if (!changed.ok) return changed;
  for (const { signature, matching } of answered) {
    const stored = { matching: { ...matching }, updatedAt: toDbInstant(ctx.now) };
    await ctx.db.importColumns.upsert({
      where: { schoolId_signature: { schoolId, signature } },
      create: { schoolId, signature, ...stored },
      update: stored,
      select: { signature: true },
    });
  }
  return changed;
}

/**
 * Says who records of an import are that may be several people, or takes an answer back, and has the files compared again. Remembered
 * for their identifiers. For the head and the administrators. INVALID for somebody who is not a candidate; CONFLICT when it is not what
 * was read.
 */
export async function answerQuestions(ctx: Context, input: Input<typeof answerQuestionsInput>): Promise<Result<null>> {
  if (!mayImport(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const answers = new Map(input.answers.map(({ id, answer }) => [id, answer]));
  const questions = await ctx.db.importQuestion.findMany({
    where: { schoolId, runId: input.runId, id: { in: [...answers.keys()] } },
    select: { id: true, source: true, value: true, candidates: true },
  });
  const decisions = questions.flatMap(({ id, source, value, candidates }) => {
    const answer = answers.get(id);
    const isOne = (candidates as unknown as Candidate[]).some((each) => each.id === answer);
    const choice: ImportChoice = answer === "NEW" || answer === "SKIP" ? answer : "PERSON";
    const personId = isOne ? (answer ?? null) : null;
    return answer === undefined ? [] : { id, source, value, answer, choice, personId };
  });
  const wrong = decisions.filter(({ answer, choice, personId }) => answer !== "" && choice === "PERSON" && !personId);
  if (wrong.length > 0) {
    const fields = Object.fromEntries(wrong.map(({ id }) => [`question.${id}`, ["Choisissez parmi ces réponses."]]));
    return fail("INVALID", { fields });
  }
  const given = decisions.filter(({ answer }) => answer !== "");
  const details = { given: given.length, takenBack: decisions.length - given.length };
  const changed = await change(ctx, input, { ability: "decide", state: "READING", action: "imports.decide", details });
  if (!changed.ok || decisions.length === 0) return changed;
  await ctx.db.importDecision.deleteMany({
    where: { schoolId, OR: decisions.map(({ source, value }) => ({ source, value })) },
  });
  await ctx.db.importDecision.createMany({
    data: given.map(({ source, value, choice, personId }) => ({
      schoolId,
      source,
      value,
      choice,
      personId,
      decidedAt: toDbInstant(ctx.now),
    })),
    skipDuplicates: true,
  });
  return changed;
}

async function change(
  ctx: Context,
  { runId, version }: Pick<Input<typeof importInput>, "runId" | "version">,
  {
    ability,
    state,
    action,
    details,
  }: {
    ability: keyof ReturnType<typeof abilitiesOf>;
    state: ImportState;
    action: string;
    details?: JournalLine["details"];
  },
): Promise<Result<null>> {
  if (!mayImport(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const run = await ctx.db.importRun.findUnique({
    where: { schoolId_id: { schoolId, id: runId } },
    select: { state: true, version: true, problemCode: true, appliedAt: true, digest: true },
  });
  if (!run) return fail("NOT_FOUND");
  const appliedAt = run.appliedAt && fromDbInstant(run.appliedAt);
  const can = abilitiesOf({ ...run, appliedAt, changes: 1 }, ctx.now);
  if (run.version !== version || !can[ability]) return fail("CONFLICT", { message: MOVED_ON });
  const writes = ability === "apply" || ability === "undo";
  if (writes && !mayImportDirection(ctx.viewer) && (await touchesDirection(ctx, runId))) {
    return fail("INVALID", { message: NOT_YOURS });
  }
  const allowsDirection = mayRaiseToDirection(ctx.viewer);
  if (writes && !allowsDirection && (await raisesToDirection(ctx, { schoolId, runId, isUndone: ability === "undo" }))) {
    return fail("INVALID", { message: RAISES });
  }
  const { count } = await ctx.db.importRun.updateMany({
    where: { schoolId, id: runId, version },
    data: {
      state,
      version: version + 1,
      updatedAt: toDbInstant(ctx.now),
      progress: 0,
      attempts: 0,
      hasMoved: false,
      ...(writes && { allowsDirection }),
      ...(ability === "allowDepartures" && { allowsMassDeparture: true, problem: null, problemCode: null }),
      ...(ability === "undo" && { obstacles: [], problem: null }),
      ...(ability === "match" && { problem: null, problemCode: null }),
    },
  });
  if (count === 0) return fail("CONFLICT", { message: MOVED_ON });
  await record(ctx, { action, targetType: "import_run", targetId: runId, ...(details && { details }) });
  await wakeWorker(ctx);
  return ok(null);
}

/**
 * Does an import make, change or end a head or an administrator, as they are, were or become, or give the viewer, under any hat,
 * another function or another tie to a pupil? What is applied is what was read (digest).
 */
async function touchesDirection({ db, viewer }: Context, runId: string): Promise<boolean> {
  const schoolId = viewer.school.id;
  const isDirection = `$[*] ? (@.table == "person").*.profile ? (@ == "HEAD" || @ == "ADMIN")`;
  const isMoved = `$[*] ? (@.table == "person" && (@.before.profile != @.after.profile || @.before.duty != @.after.duty))`;
  const isTied = `$[*] ? (@.table == "guardianship").*.guardianId ? (@ == $own[*])`;
  const [row] = await db.$queryRaw<{ touches: boolean }[]>`
    WITH own AS (
      SELECT jsonb_build_object('own', coalesce(jsonb_agg(id), '[]'::jsonb)) AS ids FROM person
      WHERE school_id = ${schoolId}::uuid AND account_id = ${viewer.account.id}::uuid)
    SELECT EXISTS (SELECT FROM import_change c
      CROSS JOIN own LEFT JOIN person p ON p.school_id = ${schoolId}::uuid AND p.id = c.person_id
      WHERE c.school_id = ${schoolId}::uuid AND c.run_id = ${runId}::uuid AND c.kind <> 'REFUSED'
        AND (p.profile IN ('HEAD', 'ADMIN') OR jsonb_path_exists(c.rows, ${isDirection}::jsonpath)
          OR jsonb_path_exists(c.rows, ${isTied}::jsonpath, own.ids)
          OR (p.account_id = ${viewer.account.id}::uuid AND jsonb_path_exists(c.rows, ${isMoved}::jsonpath)))) AS touches`;
  return row?.touches ?? true;
}

const NOT_YOURS =
  "Cet import touche à la direction, à l’administration ou à vos propres fonctions ou responsabilités\u202F: seules la direction et l’administration peuvent le faire écrire, ou l’annuler.";

const MOVED_ON = "Cet import a avancé entre-temps, ou son délai est passé. Rechargez la page.";

/** The worker hears it with the commit (lib/jobs/worker.ts). */
async function wakeWorker(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`SELECT pg_notify('preau_imports', '')`;
}
