import { escapeIdentifier, Pool } from "pg";
import { databaseAdminUrl } from "@/lib/env";

/** Fingerprint of every table's rows, and their number. */
export type Snapshot = Map<string, { rows: number; hash: string }>;

let pool: Pool | undefined;
let statement: string | undefined;

/** All tables as they are now, seen by the superuser, whom no wall binds. */
export async function snapshot(): Promise<Snapshot> {
  pool ??= new Pool({ connectionString: databaseAdminUrl(), max: 1 });
  statement ??= await statementFor(pool);
  const { rows } = await pool.query<{ name: string; rows: number; hash: string }>({
    name: "snapshot",
    text: statement,
  });
  return new Map(rows.map(({ name, ...table }) => [name, table]));
}

/** The tables that differ, in alphabetical order. */
export function changedTables(before: Snapshot, after: Snapshot): string[] {
  return [...after]
    .filter(([name, table]) => before.get(name)?.hash !== table.hash)
    .map(([name]) => name)
    .toSorted();
}

/** Closes the connection: a test file that took a snapshot calls it at its end. */
export async function closeSnapshots(): Promise<void> {
  await pool?.end();
  pool = undefined;
  statement = undefined;
}

async function statementFor(database: Pool): Promise<string> {
  const { rows } = await database.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
  );
  return rows
    .map(
      ({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows,
        coalesce(sum(hashtextextended(t::text, 0)), 0)::text AS hash FROM ${escapeIdentifier(name)} t`,
    )
    .join(" UNION ALL ");
}
