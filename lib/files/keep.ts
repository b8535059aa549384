import "server-only";
import { z } from "zod";
import type { Context } from "@/lib/auth/context";
import type { Attachment } from "@/lib/files/types";
import { record } from "@/lib/journal/record";
import { toDbInstant } from "@/lib/time/day";

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
 * checked who may send one.
 * @param module under whose name the journal has it.
 */
export async function keepFile(
  ctx: Context,
  module: string,
  { id, name, mediaType, size, sha256, storageKey }: z.output<typeof receivedFileInput>,
): Promise<Attachment> {
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
  return { id, name, mediaType, size };
}
