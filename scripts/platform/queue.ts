import { withClient } from "@/scripts/platform/roles";

/** Makes the tables of the job queue in a new database. The worker brings older ones up to date when it starts. */
export async function createQueue(adminUrl: string): Promise<void> {
  const exists = await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ exists: boolean }>(
      "SELECT to_regclass('graphile_worker.migrations') IS NOT NULL AS exists",
    );
    return rows[0]?.exists === true;
  });
  if (exists) return;
  const { runMigrations } = await import("graphile-worker");
  await runMigrations({ connectionString: adminUrl });
}
