import "server-only";
import type { Temporal } from "temporal-polyfill";
import type { Db } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/** Minutes without use that sign out who administers the platform, and so could make heads of schools. */
export const PLATFORM_IDLE_MINUTES = 60;

/**
 * Does the account administer the platform, or an organisation, now?
 * @param db an identity transaction.
 */
export async function administersPlatform(db: Db, accountId: string, now: Temporal.Instant): Promise<boolean> {
  const at = toDbInstant(now);
  const roles = await db.platformRole.count({
    where: { accountId, startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
  });
  return roles > 0;
}
