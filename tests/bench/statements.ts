import { withClient } from "@/scripts/platform/roles";

/** What one page asked of the database, per request. */
export interface DatabaseCost {
  /** Statements of the page itself: BEGIN, COMMIT, the context and the sign-in are counted apart. */
  statements: number;
  /** BEGIN, COMMIT, SET LOCAL … and the one statement that resolves the sign-in. */
  overhead: number;
  /** Milliseconds that PostgreSQL spent executing all of them. */
  milliseconds: number;
}

const OVERHEAD = /^\s*(BEGIN|COMMIT|ROLLBACK|SET |SELECT signed_in_account)/i;

/** Settings of a server that counts its statements. */
export const COUNTING_SETTINGS = [
  "shared_preload_libraries=pg_stat_statements",
  "pg_stat_statements.track=top",
  "pg_stat_statements.track_utility=on",
] as const;

/** Makes the counters readable. Once per database. */
export async function installCounters(adminUrl: string): Promise<void> {
  await withClient(adminUrl, (client) => client.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements"));
}

/**
 * What PostgreSQL did for `requests` runs of `run`, per run.
 * @param run one request; called one at a time.
 */
export async function databaseCost(
  adminUrl: string,
  requests: number,
  run: () => Promise<void>,
): Promise<DatabaseCost> {
  return withClient(adminUrl, async (client) => {
    await client.query("SELECT pg_stat_statements_reset()");
    for (let index = 0; index < requests; index += 1) await run();
    const { rows } = await client.query<{ query: string; calls: string; milliseconds: number }>(
      `SELECT s.query, s.calls, s.total_exec_time AS milliseconds
       FROM pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
       WHERE r.rolname IN ('preau_app', 'preau_identity', 'preau_staff', 'preau_family')`,
    );
    const calls = (wanted: boolean): number =>
      rows.filter((row) => OVERHEAD.test(row.query) === wanted).reduce((sum, row) => sum + Number(row.calls), 0);
    return {
      statements: calls(false) / requests,
      overhead: calls(true) / requests,
      milliseconds: rows.reduce((sum, row) => sum + row.milliseconds, 0) / requests,
    };
  });
}
