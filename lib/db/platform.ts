import "server-only";
import { z } from "zod";
import type { Temporal } from "temporal-polyfill";
import { identityPool } from "./identity-pool";

const reachSchema = z.object({
  firstName: z.string(),
  lastName: z.string(),
  /** The whole platform, and not only what stands under the organisations. */
  wide: z.boolean(),
  /** The organisations of which the account is an administrator. */
  roots: z.array(z.object({ id: z.uuid(), name: z.string(), kind: z.enum(["ACADEMIE", "COLLECTIVITE"]) })),
  /** They, and every organisation below. */
  organizationIds: z.array(z.uuid()),
});

/** What an account may administer, above the schools. */
export type PlatformReach = z.infer<typeof reachSchema>;

/** What this account administers at this instant, or null. One round trip, for lib/auth/platform.ts. */
export async function platformReach(accountId: string, at: Temporal.Instant): Promise<PlatformReach | null> {
  const { rows } = await identityPool().query<{ reach: unknown }>({
    name: "platform_reach",
    text: "SELECT platform_reach($1::uuid, $2::timestamptz) AS reach",
    values: [accountId, at.toString()],
  });
  const reach = rows[0]?.reach;
  return reach ? reachSchema.parse(reach) : null;
}
