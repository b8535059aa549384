import { Client } from "pg";
import { dataDir, env } from "@/lib/env";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/scripts/platform/embedded-postgres";
import { Failure } from "@/scripts/platform/failure";
import { bootstrapDatabase, type DatabaseAddresses, WEB_LOGIN } from "@/scripts/platform/roles";
import { migrate } from "@/scripts/platform/migrations";
import { createQueue } from "@/scripts/platform/queue";
import { loadSecrets } from "@/scripts/platform/secrets";

const EMBEDDED_DATABASE = "preau";
/** Held by the supervisor of an embedded database as long as it lives: a killed one lets go by itself. */
const SUPERVISOR_LOCK = 7_726_003;

/** Another `npm start` or `npm run dev` holds the embedded database. */
export class AlreadyRunning extends Failure {}

/** An open database: the embedded one or the configured one. */
export interface OpenDatabase extends DatabaseAddresses {
  readonly isEmbedded: boolean;
  /** AUTH_SECRET, or the one kept with an embedded database. */
  readonly authSecret: string | undefined;
  /** Calls back once if the embedded server ends by itself. */
  onLost(listener: () => void): void;
  /** Stops the embedded server, unless another process uses it. */
  close(): Promise<void>;
}

function configuredDatabase(): OpenDatabase | undefined {
  const { DATABASE_URL: appUrl, DATABASE_ADMIN_URL: adminUrl } = env();
  if (!appUrl && !adminUrl) return undefined;
  if (!appUrl || !adminUrl) {
    throw new Failure(
      "DATABASE_URL and DATABASE_ADMIN_URL go together: set both, or neither for the embedded database.",
    );
  }
  return {
    appUrl,
    adminUrl,
    isEmbedded: false,
    authSecret: env().AUTH_SECRET,
    onLost: () => undefined,
    close: async () => undefined,
  };
}

async function tryLock(server: EmbeddedPostgres): Promise<Client | undefined> {
  const client = new Client({ connectionString: server.urlOf("postgres"), keepAlive: true });
  client.on("error", () => undefined);
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>("SELECT pg_try_advisory_lock($1) AS locked", [
    SUPERVISOR_LOCK,
  ]);
  if (rows[0]?.locked) return client;
  await client.end();
  return undefined;
}

/**
 * Opens the configured database, or starts (or adopts) the embedded one.
 *
 * @param as `supervisor` insists on being the only one; a `tool` shares a running server and leaves it running.
 * @param port for the embedded server; a free one by default.
 * @throws Failure with the reason in one sentence.
 */
export async function openDatabase(as: "supervisor" | "tool", port?: number): Promise<OpenDatabase> {
  const configured = configuredDatabase();
  if (configured) return configured;

  const folder = dataDir();
  const secrets = await loadSecrets(folder);
  const { superuserPassword } = secrets;
  const server = await startEmbeddedPostgres({ dataDir: folder, superuserPassword, durability: "durable", port });
  const lock = await tryLock(server);
  if (as === "supervisor" && !lock) {
    throw new AlreadyRunning(
      `Préau already runs on ${folder}: stop it first, or give this one another PREAU_DATA_DIR.`,
    );
  }
  // A tool must not keep a supervisor from starting: it holds the lock only while it stops what it started.
  if (as === "tool") await lock?.end();

  const close = async (): Promise<void> => {
    const mayStop = as === "supervisor" ? lock : await tryLock(server).catch(() => undefined);
    if (!mayStop) return;
    closing = true;
    await mayStop.end().catch(() => undefined);
    if (as === "supervisor" || !server.adopted) await server.stop();
  };
  let closing = false;
  return {
    adminUrl: server.urlOf(EMBEDDED_DATABASE),
    appUrl: `postgresql://${WEB_LOGIN}:${secrets.appPassword}@127.0.0.1:${server.port}/${EMBEDDED_DATABASE}`,
    isEmbedded: true,
    authSecret: env().AUTH_SECRET ?? secrets.authSecret,
    onLost: (listener) => {
      lock?.once("end", () => {
        if (!closing) listener();
      });
    },
    close,
  };
}

/** Brings roles, extensions, tables and queue up to date. @returns the names of the migrations applied. */
export async function prepareDatabase(database: DatabaseAddresses): Promise<string[]> {
  await bootstrapDatabase(database);
  const applied = await migrate(database.adminUrl);
  await createQueue(database.adminUrl);
  return applied;
}
