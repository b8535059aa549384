import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/** Who writes: a context, or the holder of a printed code, who has no viewer yet. */
export type Writer = Pick<Context, "db" | "now"> & { viewer: { school: { id: string }; person: { id: string } } };

export interface JournalLine {
  /** «module.thing.verb», as the command's name: "cahier-de-texte.homework.give". */
  action: string;
  targetType: string;
  targetId?: string;
  /** What changed, without personal data beyond ids. */
  details?: Prisma.InputJsonObject;
}

/**
 * Writes who did what, in the transaction that does it. Every command calls it; the access matrix asserts that it did.
 * createMany, because a family may add a line and never read one back.
 */
export async function record(ctx: Writer, line: JournalLine): Promise<void> {
  await ctx.db.journal.createMany({
    data: [
      {
        schoolId: ctx.viewer.school.id,
        id: newId(),
        at: toDbInstant(ctx.now),
        personId: ctx.viewer.person.id,
        action: line.action,
        targetType: line.targetType,
        targetId: line.targetId,
        details: line.details ?? {},
      },
    ],
  });
}
