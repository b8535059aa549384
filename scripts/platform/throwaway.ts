import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbeddedPostgres, startEmbeddedPostgres } from "@/scripts/platform/embedded-postgres";
import { bootstrapDatabase, WEB_LOGIN, withDatabase } from "@/scripts/platform/roles";

/** An embedded server in a temporary folder, with one database made ready for migrations. */
export interface ThrowawayDatabase {
  adminUrl: string;
  appUrl: string;
  /** Stops the server and deletes everything. */
  remove(): Promise<void>;
}

/**
 * Starts a server that forgets: for tests and for tools that need a database for a moment. Takes about a second.
 * @param settings further settings of the server, «name=value».
 */
export async function startThrowawayDatabase(
  name: string,
  settings: readonly string[] = [],
): Promise<ThrowawayDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), "preau-"));
  const superuserPassword = randomBytes(16).toString("hex");
  const server = await startEmbeddedPostgres({ dataDir, superuserPassword, durability: "throwaway", settings });
  const remove = async (): Promise<void> => {
    await server.stop();
    await removeEmbeddedPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  };
  const adminUrl = server.urlOf(name);
  const app = new URL(withDatabase(adminUrl, name));
  app.username = WEB_LOGIN;
  app.password = randomBytes(16).toString("hex");
  try {
    await bootstrapDatabase({ adminUrl, appUrl: app.href });
  } catch (error) {
    await remove();
    throw error;
  }
  return { adminUrl, appUrl: app.href, remove };
}
