import "server-only";
import type { Context } from "@/lib/auth/context";
import { Prisma } from "@/lib/db/types";
import { fail, type Result } from "@/lib/errors/codes";
import { toDbInstant } from "@/lib/time/day";

/**
 * Runs an operation once, however often it is sent: a double click, a retry, the offline queue. The second sender waits for the
 * first and gets its result. A failure is not stored: the corrected form is sent again under the same id.
 * @param operationId minted by the form or the queue, one per intention.
 */
export async function once<T>(
  ctx: Context,
  name: string,
  operationId: string,
  run: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const { school, person } = ctx.viewer;
  await ctx.db
    .$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${school.id}/${person.id}/${operationId}`}, 0))`;
  const done = await ctx.db.operation.findUnique({
    where: { schoolId_personId_id: { schoolId: school.id, personId: person.id, id: operationId } },
    select: { name: true, result: true },
  });
  if (done) return done.name === name ? { ok: true, value: done.result as T } : fail("CONFLICT");
  const result = await run();
  if (result.ok) {
    await ctx.db.operation.createMany({
      data: [
        {
          schoolId: school.id,
          personId: person.id,
          id: operationId,
          name,
          result: (result.value ?? Prisma.JsonNull) as Prisma.InputJsonValue,
          createdAt: toDbInstant(ctx.now),
        },
      ],
    });
  }
  return result;
}
