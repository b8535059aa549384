import "server-only";
import pg from "pg";
import { databaseUrl } from "@/lib/env";

const pools = globalThis as unknown as { preauIdentity?: pg.Pool };

/**
 * Connections of the web's login that take the role preau_identity as they open: for the two readers that want single
 * statements and no transaction, resolveSignIn and the rate limiter.
 */
export function identityPool(): pg.Pool {
  return (pools.preauIdentity ??= new pg.Pool({
    connectionString: databaseUrl(),
    options: "-c role=preau_identity",
    max: 5,
  }));
}

/** Closes the pool: for scripts and tests, which must end. */
export async function closeIdentityPool(): Promise<void> {
  await pools.preauIdentity?.end();
  delete pools.preauIdentity;
}
