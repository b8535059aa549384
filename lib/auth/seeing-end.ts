import "server-only";
import type { Db, Prisma } from "@/lib/db/types";
import { record } from "@/lib/journal/record";
import { fromDbInstant } from "@/lib/time/day";

// How «voir comme» ends by itself. Apart from lib/auth/seeing.ts, which reads the request: the worker has none.

/** What a device's row says once it is its own account's again. */
export const NOBODY_SEEN = { seenSchoolId: null, seenPersonId: null, seenById: null, seenUntil: null };

/** What writeEnd needs of a device. */
export const overdueSelect = {
  id: true,
  seenSchoolId: true,
  seenPersonId: true,
  seenById: true,
  seenUntil: true,
  revokedAt: true,
} as const satisfies Prisma.SignInSelect;

/**
 * The end of what ran out by itself, at the minute at which it did: the half hour, or the device's own end before it. Once, whoever comes by
 * first: the worker (endSeeingOverdue), the way back, or the next beginning.
 * @returns how many ended: one, or none.
 */
export async function writeEnd(
  db: Db,
  over: Prisma.SignInGetPayload<{ select: typeof overdueSelect }>,
): Promise<number> {
  const { id, seenSchoolId, seenPersonId, seenById, seenUntil, revokedAt } = over;
  if (!seenSchoolId || !seenPersonId || !seenById || !seenUntil) return 0;
  // Compared with what was read: another end, or another beginning, came first.
  const { count } = await db.signIn.updateMany({ where: { id, seenUntil, seenPersonId }, data: NOBODY_SEEN });
  if (count === 0) return 0;
  const at = fromDbInstant(revokedAt && revokedAt < seenUntil ? revokedAt : seenUntil);
  const viewer = { school: { id: seenSchoolId }, person: { id: seenById } };
  const line = { action: "auth.seeing.end", targetType: "person", targetId: seenPersonId, details: { isOver: true } };
  await record({ db, now: at, viewer }, line);
  return count;
}
