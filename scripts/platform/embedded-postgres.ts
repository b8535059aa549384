import { execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { chown, open, readFile, rename, rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { codeOf, Failure } from "@/scripts/platform/failure";
import { freePort } from "@/scripts/platform/free-port";
import { type PostgresHome, postgresHome } from "@/scripts/platform/postgres-home";

const SUPERUSER = "preau_admin";
const MAJOR = "18";
/** A fresh cluster takes 60 MB, the demo about as much. */
const NEEDED_BYTES = 200 * 1024 * 1024;

/** How the cluster writes: `durable` survives a power cut, `throwaway` is for tests. */
export type Durability = "durable" | "throwaway";

/** A running embedded server. */
export interface EmbeddedPostgres {
  readonly pid: number;
  readonly port: number;
  /** Address of a database of the cluster for its superuser. */
  urlOf(database: string): string;
  /** Whether it ran before this call, left by a killed process or used by another one. */
  readonly adopted: boolean;
  /** Stops the server: clients are cut, everything committed is on disk. */
  stop(): Promise<void>;
}

interface Options {
  dataDir: string;
  superuserPassword: string;
  durability: Durability;
  /** Port to take; a free one by default. */
  port?: number;
  /** Further settings of the server, «name=value». */
  settings?: readonly string[];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** Whether a live process is a PostgreSQL server; when the system does not tell, it is taken for one. */
function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    const command =
      process.platform === "linux"
        ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
        : execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres");
  } catch {
    return isAlive(pid);
  }
}

async function waitUntil(isDone: () => boolean | Promise<boolean>, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  do {
    if (await isDone()) return true;
    await delay(20);
  } while (performance.now() < end);
  return false;
}

async function answers(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
    return rows[0]?.data_directory;
  } catch (error) {
    if (codeOf(error) === "28P01") {
      throw new Failure(
        "The embedded database refuses the password kept in the data folder (secrets.json): restore that file, or recreate the demo with `npm run reset`.",
      );
    }
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function lastLines(file: string): Promise<string> {
  const text = await readFile(file, "utf8").catch(() => "");
  const grave = text.split("\n").filter((line) => /FATAL|PANIC|ERROR|could not/.test(line));
  return (grave.at(-1) ?? "no reason given").replace(/^.*?(FATAL|PANIC|ERROR):\s*/, "");
}

function startFailure(folder: string, log: string, reason: string): Failure {
  if (/no space left/i.test(reason)) {
    return new Failure(`The disk that holds ${folder} is full: free some space and start again.`);
  }
  return new Failure(
    `The embedded database does not start: ${reason}. Its log is ${log}; a damaged demo is recreated by \`npm run reset\`.`,
  );
}

async function createCluster(home: PostgresHome, cluster: string, options: Options): Promise<void> {
  const disk = await statfs(home.folder);
  if (disk.bavail * disk.bsize < NEEDED_BYTES) {
    throw new Failure(`The disk that holds ${home.folder} is full: the database needs 200 MB.`);
  }
  const partial = `${cluster}.new`;
  const passwordFile = join(home.folder, "password");
  await rm(partial, { recursive: true, force: true });
  await writeFile(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (home.identity) await chown(passwordFile, home.identity.uid, home.identity.gid);
  try {
    // C sorts Zoé before adam and, without LANG, the encoding would be SQL_ASCII: both are always named.
    const flags = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=fr", "--auth=scram-sha-256"];
    if (options.durability === "throwaway") flags.push("--no-sync");
    const made = spawnSync(
      join(home.native, "bin/initdb"),
      [`--pgdata=${partial}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, ...flags],
      { ...home.identity, cwd: home.folder, encoding: "utf8" },
    );
    if (made.status !== 0) {
      throw startFailure(home.folder, "above", (made.stderr || String(made.error)).trim().replaceAll("\n", " "));
    }
    // A cluster exists whole or not at all: a killed initdb leaves only the partial folder.
    await rename(partial, cluster);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

interface Postmaster {
  pid: number;
  port: number;
}

async function recordedPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(cluster, "postmaster.pid"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  // Line 1 is the process, line 4 the port (PostgreSQL's miscinit.h).
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) } : undefined;
}

/**
 * The server that already runs on a cluster, if any. A `postmaster.pid` whose number now belongs to another program is
 * removed; one whose process is gone stays, because PostgreSQL reads in it which shared memory must have no users left.
 */
async function runningPostmaster(cluster: string, urlOn: (port: number) => string): Promise<Postmaster | undefined> {
  let found: Postmaster | undefined;
  const settled = await waitUntil(async () => {
    found = await recordedPostmaster(cluster);
    if (!found) return true;
    if (!isPostgres(found.pid)) {
      if (isAlive(found.pid)) await rm(join(cluster, "postmaster.pid"), { force: true });
      found = undefined;
      return true;
    }
    // It may be recovering or stopping: wait for one or the other end.
    return found.port > 0 && (await answers(urlOn(found.port))) === cluster;
  }, 30_000);
  if (!settled) {
    throw new Failure(
      `Process ${found?.pid} holds the embedded database in ${cluster} and does not answer: stop that process and start again.`,
    );
  }
  return found;
}

async function launch(
  home: PostgresHome,
  cluster: string,
  options: Options,
  port: number,
  attempt = 1,
): Promise<number> {
  const logPath = join(home.folder, "postgres.log");
  const log = await open(logPath, "w", 0o600);
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "timezone=UTC",
    "log_timezone=UTC",
    "jit=off",
    "random_page_cost=1.1",
    "shared_buffers=256MB",
    ...(options.durability === "throwaway" ? ["fsync=off", "synchronous_commit=off", "full_page_writes=off"] : []),
    ...(options.settings ?? []),
  ];
  // Detached, because Ctrl-C reaches the whole foreground group and the web must end before its database.
  const child = spawn(
    join(home.native, "bin/postgres"),
    ["-D", cluster, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...home.identity, cwd: home.folder, detached: true, stdio: ["ignore", log.fd, log.fd] },
  );
  let exited = false;
  child.once("exit", () => (exited = true));
  child.once("error", () => (exited = true));
  child.unref();
  await log.close();
  const url = superuserUrl(options.superuserPassword, port, "postgres");
  const ready = await waitUntil(async () => exited || (await answers(url)) !== undefined, 120_000);
  if (exited || !ready || child.pid === undefined) {
    child.kill("SIGQUIT");
    const reason = await lastLines(logPath);
    if (attempt < 10 && reason.includes("shared memory block")) {
      // The sessions of a killed server are still leaving.
      await delay(500);
      return launch(home, cluster, options, port, attempt + 1);
    }
    throw startFailure(home.folder, logPath, reason);
  }
  return child.pid;
}

function superuserUrl(password: string, port: number, database: string): string {
  return `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
}

async function stopPostmaster(pid: number): Promise<void> {
  const signal = (name: "SIGINT" | "SIGQUIT"): void => {
    if (isAlive(pid)) process.kill(pid, name);
  };
  // SIGINT is PostgreSQL's "fast" shutdown: it cuts clients and writes a checkpoint. SIGQUIT recovers at the next start.
  signal("SIGINT");
  if (await waitUntil(() => !isAlive(pid), 60_000)) return;
  signal("SIGQUIT");
  await waitUntil(() => !isAlive(pid), 10_000);
}

/**
 * Starts the embedded PostgreSQL of a data folder, making the cluster the first time, or adopts the one that runs.
 *
 * @throws Failure for a full disk, a damaged folder, another major version, a lost password.
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const home = await postgresHome(options.dataDir);
  const cluster = join(home.folder, "cluster");
  const urlOn = (port: number, database = "postgres") => superuserUrl(options.superuserPassword, port, database);

  if (!existsSync(cluster)) await createCluster(home, cluster, options);
  const version = await readFile(join(cluster, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined || !existsSync(join(cluster, "global/pg_control"))) {
    throw new Failure(
      `The database folder ${cluster} is damaged: restore it from a backup, or recreate the demo with \`npm run reset\`.`,
    );
  }
  if (version.trim() !== MAJOR) {
    throw new Failure(
      `The database folder ${cluster} is of PostgreSQL ${version.trim()}; this version needs ${MAJOR}.`,
    );
  }

  const running = await runningPostmaster(cluster, urlOn);
  const port = running?.port ?? options.port ?? (await freePort());
  const pid = running?.pid ?? (await launch(home, cluster, options, port));
  return {
    pid,
    port,
    adopted: running !== undefined,
    urlOf: (database) => urlOn(port, database),
    stop: () => stopPostmaster(pid),
  };
}

async function requireStopped(folder: string): Promise<void> {
  const running = await recordedPostmaster(join(folder, "cluster"));
  if (running && isPostgres(running.pid)) {
    throw new Failure(`The embedded database still runs (process ${running.pid}): stop Préau first.`);
  }
}

/**
 * Deletes the cluster of a data folder.
 *
 * @throws Failure while a server runs on it.
 */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const { folder, place } = await postgresHome(dataDir);
  await requireStopped(folder);
  await rm(folder, { recursive: true, force: true });
  await rm(place, { force: true });
}

/**
 * Moves a damaged cluster out of the way, so that the next start makes a new one.
 *
 * @returns where it is now.
 * @throws Failure while a server runs on it.
 */
export async function setEmbeddedPostgresAside(dataDir: string): Promise<string> {
  const { folder, place } = await postgresHome(dataDir);
  const aside = `${folder}-damaged-${Date.now()}`;
  await requireStopped(folder);
  await rename(folder, aside);
  await rm(place, { force: true });
  return aside;
}
