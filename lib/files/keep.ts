import "server-only";
import { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { fail, ok, type Result } from "@/lib/errors/codes";
import type { Attachment } from "@/lib/files/types";
import { record } from "@/lib/journal/record";
import { toDbInstant } from "@/lib/time/day";
import { IS_UNSENT } from "./loose";
import { MAX_UNSENT_BYTES, MAX_UNSENT_FILES } from "./rules";

/** Said to pupils and adults alike. */
const TOO_MANY =
  "Trop de fichiers attendent dans des brouillons ou n’ont pas été envoyés\u202F: il faut en envoyer ou supprimer, ou réessayer demain.";

/** A file that a route has received, measured and recognised. */
export const receivedFileInput = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(120),
  mediaType: z.string(),
  size: z.int().min(1),
  sha256: z.string().length(64),
  storageKey: z.string(),
});

/**
 * Keeps the record of a file that the route has stored: it is its sender's alone until it hangs on something. For commands that have
 * checked who may send one. LIMITED when its sender has too many of them already.
 * @param module under whose name the journal has it.
 */
export async function keepFile(
  ctx: Context,
  module: string,
  { id, name, mediaType, size, sha256, storageKey }: z.output<typeof receivedFileInput>,
): Promise<Result<Attachment>> {
  if (!(await hasRoom(ctx, size))) return fail("LIMITED", { message: TOO_MANY });
  await ctx.db.file.create({
    data: {
      schoolId: ctx.viewer.school.id,
      id,
      ownerId: ctx.viewer.person.id,
      name,
      mediaType,
      size,
      sha256,
      storageKey,
      createdAt: toDbInstant(ctx.now),
    },
    select: { id: true },
  });
  await record(ctx, {
    action: `${module}.file.add`,
    targetType: "file",
    targetId: id,
    details: { mediaType, size },
  });
  return ok({ id, name, mediaType, size });
}

/** Several files that leave at once are counted one after the other. */
async function hasRoom({ db, viewer }: Context, size: number): Promise<boolean> {
  const [schoolId, ownerId] = [viewer.school.id, viewer.person.id];
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${schoolId}/files/${ownerId}`}, 0))`;
  const { _count, _sum } = await db.file.aggregate({
    where: { schoolId, ownerId, ...IS_UNSENT },
    _count: true,
    _sum: { size: true },
  });
  return _count < MAX_UNSENT_FILES && (_sum.size ?? 0) + size <= MAX_UNSENT_BYTES;
}
