import "server-only";
import type { Context } from "@/lib/auth/context";
import { reachFurther } from "@/lib/db/transaction";
import { toDbInstant } from "@/lib/time/day";
import type { PlatformContact } from "./types";

const MOST_CONTACTS = 30;

/**
 * Whom the viewer's school turns to: those who administer the organisations above it, then those of the whole platform. For the head and
 * the administrators; null for others. Nothing of them but their name and professional address.
 */
export async function platformContacts(ctx: Context): Promise<PlatformContact[] | null> {
  const { profile, school } = ctx.viewer;
  if (profile !== "HEAD" && profile !== "ADMIN") return null;
  const above = await ctx.db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE above AS (
      SELECT o.id, o.parent_id FROM school s JOIN organization o ON o.id = s.organization_id WHERE s.id = ${school.id}::uuid
      UNION
      SELECT o.id, o.parent_id FROM organization o JOIN above ON o.id = above.parent_id
    ) SELECT id FROM above`;
  await reachFurther(ctx.db, { organizationIds: above.map(({ id }) => id) });
  const at = toDbInstant(ctx.now);
  const rows = await ctx.db.platformRole.findMany({
    relationLoadStrategy: "join",
    where: { startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
    select: { id: true, firstName: true, lastName: true, email: true, organization: { select: { name: true } } },
    orderBy: [
      { organizationId: { sort: "asc", nulls: "last" } },
      { lastName: "asc" },
      { firstName: "asc" },
      { id: "asc" },
    ],
    take: MOST_CONTACTS,
  });
  return rows.map(({ organization, ...row }) => ({ ...row, organizationName: organization?.name ?? null }));
}
