import "server-only";
import type { AccountOverview } from "@/lib/auth/types";
import type { Viewer } from "@/lib/auth/viewer";
import { withIdentity } from "@/lib/db/identity";
import { fromDbInstant, toDbInstant } from "@/lib/time/day";

/** My account and its signed-in devices, the latest used first, this one included. Opens its own identity transaction. */
export async function accountOverview(viewer: Pick<Viewer, "account" | "signInId">): Promise<AccountOverview> {
  const accountId = viewer.account.id;
  return withIdentity({ accountId }, async (db, now) => {
    const account = await db.account.findUniqueOrThrow({
      where: { id: accountId },
      select: { login: true, email: true, passwordChangedAt: true },
    });
    const signIns = await db.signIn.findMany({
      where: { accountId, revokedAt: null, expiresAt: { gt: toDbInstant(now) }, endsAt: { gt: toDbInstant(now) } },
      select: { id: true, device: true, createdAt: true, lastSeenAt: true },
      orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
      take: 50,
    });
    return {
      login: account.login,
      email: account.email,
      passwordChangedAt: account.passwordChangedAt && fromDbInstant(account.passwordChangedAt),
      devices: signIns.map((signIn) => ({
        id: signIn.id,
        name: signIn.device,
        current: signIn.id === viewer.signInId,
        createdAt: fromDbInstant(signIn.createdAt),
        lastSeenAt: fromDbInstant(signIn.lastSeenAt),
      })),
    };
  });
}
