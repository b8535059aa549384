import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { ImportState } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { fromDbInstant, toDbInstant } from "@/lib/time/day";
import { mayImport } from "./access";
import { abilitiesOf } from "./rules";
import type { importInput, startImportInput } from "./schema";

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

/** Has the import written as its dry run shows it. For the head and the administrators. CONFLICT when it is not what was read. */
export function applyImport(ctx: Context, input: Input<typeof importInput>): Promise<Result<null>> {
  return change(ctx, input, { ability: "apply", state: "APPLYING", action: "imports.apply" });
}

/** Has an import undone as a whole, within a week. For the head and the administrators. CONFLICT when it is not what was read. */
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

async function change(
  ctx: Context,
  { runId, version }: Input<typeof importInput>,
  { ability, state, action }: { ability: keyof ReturnType<typeof abilitiesOf>; state: ImportState; action: string },
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
  const { count } = await ctx.db.importRun.updateMany({
    where: { schoolId, id: runId, version },
    data: {
      state,
      version: version + 1,
      updatedAt: toDbInstant(ctx.now),
      progress: 0,
      attempts: 0,
      hasMoved: false,
      ...(ability === "allowDepartures" && { allowsMassDeparture: true, problem: null, problemCode: null }),
      ...(ability === "undo" && { obstacles: [], problem: null }),
    },
  });
  if (count === 0) return fail("CONFLICT", { message: MOVED_ON });
  await record(ctx, { action, targetType: "import_run", targetId: runId });
  await wakeWorker(ctx);
  return ok(null);
}

const MOVED_ON = "Cet import a avancé entre-temps, ou son délai est passé. Rechargez la page.";

/** The worker hears it with the commit (lib/jobs/worker.ts). */
async function wakeWorker(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`SELECT pg_notify('preau_imports', '')`;
}
