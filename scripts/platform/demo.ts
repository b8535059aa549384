import { spawn } from "node:child_process";
import { type Client, escapeIdentifier } from "pg";
import { codeOf, Failure } from "@/scripts/platform/failure";
import { databaseName, withClient } from "@/scripts/platform/roles";
import { NODE_FLAGS } from "@/scripts/platform/service";

/** Comments on the database: what a database whose every row the demo made is known by. */
const MADE = "préau: demo";
const BEING_MADE = "préau: demo being made";

/** How the demo stands in a database. */
export type DemoState = "made" | "being made" | "nothing yet" | "real data";

/** Codes of PostgreSQL for a database, a table or a role that is not there yet. */
const NOT_THERE = new Set(["3D000", "42P01", "22023"]);

async function look(client: Client): Promise<DemoState> {
  const { rows: comments } = await client.query<{ comment: string | null }>(
    `SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database WHERE datname = current_database()`,
  );
  if (comments[0]?.comment === MADE) return "made";
  if (comments[0]?.comment === BEING_MADE) return "being made";
  await client.query("SET ROLE preau_system");
  const { rows } = await client.query<{ used: boolean }>(
    "SELECT EXISTS (SELECT FROM school) OR EXISTS (SELECT FROM account) AS used",
  );
  return rows[0]?.used ? "real data" : "nothing yet";
}

/** Looks for the demo in a database, whatever its age. */
export async function demoState(adminUrl: string): Promise<DemoState> {
  try {
    return await withClient(adminUrl, look);
  } catch (error) {
    if (NOT_THERE.has(codeOf(error) ?? "")) return "nothing yet";
    throw error;
  }
}

async function mark(adminUrl: string, comment: string): Promise<void> {
  const database = escapeIdentifier(databaseName(adminUrl));
  await withClient(adminUrl, (client) => client.query(`COMMENT ON DATABASE ${database} IS '${comment}'`));
}

/**
 * Makes the demo schools in an empty database, in a process of its own.
 *
 * @param childEnv environment of that process, with the addresses of the database.
 * @throws Failure when it fails; the database is then known to be unfinished.
 */
export async function makeDemo(adminUrl: string, childEnv: NodeJS.ProcessEnv): Promise<void> {
  await mark(adminUrl, BEING_MADE);
  const child = spawn(process.execPath, [...NODE_FLAGS, "scripts/make-demo.ts"], {
    env: childEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once("close", done));
  if (code !== 0) throw new Failure(`The demo could not be made.\n${output}`);
  await mark(adminUrl, MADE);
}
