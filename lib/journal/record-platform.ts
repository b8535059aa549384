import "server-only";
import type { PlatformContext } from "@/lib/auth/platform";
import { newId } from "@/lib/db/id";
import type { Prisma } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/** What was done above the schools. */
export interface PlatformJournalLine {
  /** «plateforme.thing.verb», as the command's name: "plateforme.school.create". */
  action: string;
  /** Under which organisation; null above them all. */
  organizationId: string | null;
  targetType: "organization" | "school" | "administrator" | "person";
  targetId: string;
  /** How it is called now: a line stays readable when the name has changed. */
  label: string;
  details?: Prisma.InputJsonObject;
}

/** Writes who did what above the schools, in the transaction that does it. Every command of the platform calls it. */
export async function recordOnPlatform(ctx: PlatformContext, line: PlatformJournalLine): Promise<void> {
  await ctx.db.platformLine.createMany({
    data: [
      {
        id: newId(),
        at: toDbInstant(ctx.now),
        accountId: ctx.administrator.account.id,
        ...line,
        details: line.details ?? {},
      },
    ],
  });
}

/**
 * What the platform does to a school stands in the journal of the school too, as nobody's of it.
 * @param ctx reaches this school already (reachFurther).
 */
export async function recordInSchool(
  ctx: PlatformContext,
  schoolId: string,
  line: { action: string; targetType: "school" | "person"; targetId: string; details?: Prisma.InputJsonObject },
): Promise<void> {
  await ctx.db.journal.createMany({
    data: [{ schoolId, id: newId(), at: toDbInstant(ctx.now), ...line, details: line.details ?? {} }],
  });
}
