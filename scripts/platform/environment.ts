import { dataDir, env, publicUrl } from "@/lib/env";
import type { OpenDatabase } from "@/scripts/platform/database";

/** Longer than a reverse proxy keeps a connection, usually 60 s: otherwise it would write into one just closed. */
const KEEP_ALIVE_MS = 65_000;

/** The environment of Préau's own processes. */
export interface Environments {
  /** For the web, which never learns the administrator's address. */
  web: NodeJS.ProcessEnv;
  /** For worker and tools. */
  system: NodeJS.ProcessEnv;
}

/** Derives the processes' environment from this one's, the open database and whether the demo is on. */
export function childEnvironments(database: OpenDatabase, isDemo: boolean, isDev = false): Environments {
  const { HOST, PORT } = env();
  const shared: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: isDev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(PORT),
    HOST,
    HOSTNAME: HOST,
    KEEP_ALIVE_TIMEOUT: String(KEEP_ALIVE_MS),
    AUTH_URL: publicUrl(),
    AUTH_SECRET: database.authSecret,
    PREAU_DATA_DIR: dataDir(),
    PREAU_DEMO: isDemo ? "1" : "0",
    DATABASE_URL: database.appUrl,
  };
  return {
    // Empty rather than absent: an .env file, which Next reads, would fill in an absent one.
    web: { ...shared, DATABASE_ADMIN_URL: "" },
    system: { ...shared, DATABASE_ADMIN_URL: database.adminUrl },
  };
}
