import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import type { ServedFile } from "@/lib/files/serve";
import { fold } from "@/lib/fold";
import { record } from "@/lib/journal/record";
import { toDbInstant } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";
import { copyReaderFor, mayErase } from "./access";
import { personData } from "./queries";
import { COPY_DAYS, COPY_EVERY_HOURS } from "./rules";
import type { askCopyInput, askErasureInput, fetchCopyInput } from "./schema";
import { refusalWords } from "./wording";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Has a copy of a person's data made (RGPD, article 15), for whom `copyReaderFor` names; the worker makes it. INVALID when one is under way
 * or was made today.
 */
export async function askCopy(ctx: Context, { personId }: Input<typeof askCopyInput>): Promise<Result<{ id: string }>> {
  const { db, now, viewer } = ctx;
  const schoolId = viewer.school.id;
  const reader = copyReaderFor(viewer, personId);
  if (!reader) return fail("NOT_FOUND");
  const person = await db.person.findUnique({
    where: { schoolId_id: { schoolId, id: personId } },
    select: { erasedAt: true },
  });
  if (!person || person.erasedAt) return fail("NOT_FOUND");
  const recent = await db.dataExport.count({
    where: {
      schoolId,
      askedById: viewer.person.id,
      personId,
      state: { not: "FAILED" },
      createdAt: { gt: toDbInstant(now.subtract({ hours: COPY_EVERY_HOURS })) },
    },
  });
  if (recent > 0) {
    return fail("INVALID", {
      message: "Une copie de ces données a déjà été demandée aujourd’hui\u202F: elle est ci-dessous.",
    });
  }
  const id = newId();
  const asked = { schoolId, id, personId, askedById: viewer.person.id };
  const { count } = await db.dataExport.createMany({
    data: [{ ...asked, createdAt: toDbInstant(now), storageKey: `${newId()}/${newId()}` }],
    skipDuplicates: true,
  });
  if (count === 0) return fail("CONFLICT", { message: "Une copie de ces données est déjà en préparation." });
  await record(ctx, { action: "departs.copy.ask", targetType: "person", targetId: personId, details: { reader } });
  await wakeWorker(ctx);
  return ok({ id });
}

/**
 * The archive of a copy, for who asked for it while that person may still ask: a guardian who is no more reads nothing. Journaled each time.
 * NOT_FOUND once its week is over.
 */
export async function fetchCopy(ctx: Context, { copyId }: Input<typeof fetchCopyInput>): Promise<Result<ServedFile>> {
  const { db, now, viewer } = ctx;
  const schoolId = viewer.school.id;
  const copy = await db.dataExport.findFirst({
    where: {
      schoolId,
      id: copyId,
      askedById: viewer.person.id,
      state: "READY",
      createdAt: { gt: toDbInstant(now.subtract({ hours: 24 * COPY_DAYS })) },
    },
    select: { personId: true, size: true, sha256: true, storageKey: true },
  });
  if (!copy || !copyReaderFor(viewer, copy.personId)) return fail("NOT_FOUND");
  const { personId, size, sha256, storageKey } = copy;
  await record(ctx, { action: "departs.copy.fetch", targetType: "person", targetId: personId });
  return ok({
    name: "donnees-preau.zip",
    mediaType: "application/zip",
    size: size ?? 0,
    sha256: sha256 ?? "",
    storageKey,
  });
}

/**
 * Has somebody who left erased at once (RGPD, article 17): the worker deletes what was its own, and gives it a pseudonym when no text asks
 * to know who it was. For who runs the school. INVALID with the reason when the school must hold the data, or when the name that was
 * written is another.
 */
export async function askErasure(
  ctx: Context,
  { personId, name }: Input<typeof askErasureInput>,
): Promise<Result<null>> {
  if (!mayErase(ctx.viewer)) return fail("NOT_FOUND");
  const read = await personData(ctx, personId);
  if (!read) return fail("NOT_FOUND");
  if (read.refusal) return fail("INVALID", { message: refusalWords(read.refusal, read.person.profile) });
  if (folded(name) !== folded(formatName(read.person))) {
    return fail("INVALID", { fields: { name: [`Écrivez exactement «\u00A0${formatName(read.person)}\u00A0».`] } });
  }
  const schoolId = ctx.viewer.school.id;
  await ctx.db.person.updateMany({
    where: { schoolId, id: personId, erasedAt: null },
    data: { eraseAskedAt: toDbInstant(ctx.now) },
  });
  await record(ctx, { action: "departs.erasure.ask", targetType: "person", targetId: personId });
  await wakeWorker(ctx);
  return ok(null);
}

/** Capitals, accents and runs of spaces prove nothing. */
function folded(name: string): string {
  return fold(name).replaceAll(/\s+/g, " ").trim();
}

/** The worker hears it with the commit (lib/jobs/worker.ts). */
async function wakeWorker(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`SELECT pg_notify('preau_requests', '')`;
}
