import "server-only";
import type { Temporal } from "temporal-polyfill";
import { now } from "@/lib/time/clock";
import { adminClient } from "./client";
import type { Db } from "./types";

/**
 * THE bypass of both walls, for work that has no viewer: importer, worker, demo, tests. Needs DATABASE_ADMIN_URL, which
 * the web process does not have.
 * @param reason said where the call is read: `withSystem("import siecle", …)`.
 */
export async function withSystem<T>(
  reason: string,
  run: (db: Db, at: Temporal.Instant) => Promise<T>,
  options: { timeoutSeconds?: number } = {},
): Promise<T> {
  if (!reason) throw new Error("withSystem needs a reason.");
  const at = now();
  return adminClient().$transaction(
    async (db) => {
      await db.$executeRawUnsafe(`SET LOCAL ROLE preau_system; SET LOCAL app.now TO '${at.toString()}'`);
      return run(db, at);
    },
    { timeout: (options.timeoutSeconds ?? 60) * 1000, maxWait: 10_000 },
  );
}
