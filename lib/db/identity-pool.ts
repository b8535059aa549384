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
    // Every page waits for one of these: none may wait for ever.
    options: "-c role=preau_identity -c statement_timeout=5s",
    connectionTimeoutMillis: 5_000,
    max: 5,
  }));
}

/** Closes the pool: for scripts and tests, which must end. */
export async function closeIdentityPool(): Promise<void> {
  await pools.preauIdentity?.end();
  delete pools.preauIdentity;
}
