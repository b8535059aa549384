import "server-only";
import type { Context } from "@/lib/auth/context";
import { withIdentity } from "@/lib/db/identity";
import { toDbInstant } from "@/lib/time/day";
import { mayKeepAccounts } from "./access";
import type { SignInNarrowing, SignInSince } from "./types";

/** The accounts of the school's persons, for `signInNarrowing`. For those who keep the accounts; others get none. */
export async function schoolAccounts(ctx: Context): Promise<string[]> {
  if (!mayKeepAccounts(ctx.viewer)) return [];
  const rows = await ctx.db.person.findMany({
    where: { schoolId: ctx.viewer.school.id, accountId: { not: null } },
    select: { accountId: true },
    distinct: ["accountId"],
  });
  return rows.flatMap(({ accountId }) => accountId ?? []);
}

/**
 * Whom a directory narrowed by the last sign-in keeps: of these accounts, those that ever signed in (to be left out), or those that have
 * not for so many days. Sign-ins are of accounts, in an identity transaction of its own; a device that stays signed in counts as used.
 */
export async function signInNarrowing(accountIds: readonly string[], since: SignInSince): Promise<SignInNarrowing> {
  return withIdentity({}, async (db, now) => {
    const before = since === "NEVER" ? now : now.subtract({ hours: 24 * Number(since) });
    const rows = await db.$queryRaw<{ id: string }[]>`
      SELECT used.account_id AS id FROM (
        SELECT a.account_id, a.at FROM sign_in_attempt a
          WHERE a.account_id = ANY (${[...accountIds]}::uuid[]) AND a.outcome = 'SUCCESS'
        UNION ALL
        SELECT s.account_id, s.last_seen_at FROM sign_in s WHERE s.account_id = ANY (${[...accountIds]}::uuid[])
      ) used
      GROUP BY used.account_id HAVING max(used.at) <= ${toDbInstant(before)}`;
    return { accountIds: rows.map(({ id }) => id), isLeftOut: since === "NEVER" };
  });
}
