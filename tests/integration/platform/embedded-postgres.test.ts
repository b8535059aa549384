import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type EmbeddedPostgres,
  removeEmbeddedPostgres,
  setEmbeddedPostgresAside,
  startEmbeddedPostgres,
} from "@/scripts/platform/embedded-postgres";
import { postgresHome } from "@/scripts/platform/postgres-home";

describe("the embedded PostgreSQL", () => {
  let dataDir: string;
  let server: EmbeddedPostgres;

  const start = (superuserPassword = "test"): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataDir, superuserPassword, durability: "durable" });
  const query = async (text: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: server.urlOf("postgres") });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text);
    await client.end();
    return rows;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "preau-embedded-"));
    server = await start();
  });
  afterEach(async () => {
    await server.stop();
    await removeEmbeddedPostgres(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  it("adopts the server that a killed supervisor left running", async () => {
    const again = await start();
    expect(again).toMatchObject({ pid: server.pid, port: server.port, adopted: true });
  });

  it("keeps what was committed across a stop and across a kill -9", async () => {
    await query("CREATE TABLE kept AS SELECT 1 AS stopped");
    await server.stop();
    server = await start();
    await query("ALTER TABLE kept ADD killed int DEFAULT 2");
    process.kill(server.pid, "SIGKILL");
    server = await start();
    expect(server.adopted).toBe(false);
    expect(await query("SELECT * FROM kept")).toEqual([{ stopped: 1, killed: 2 }]);
  });

  it("starts over a postmaster.pid whose number now belongs to another program", async () => {
    const { folder } = await postgresHome(dataDir);
    const pidFile = join(folder, "cluster/postmaster.pid");
    const lines = readFileSync(pidFile, "utf8").split("\n");
    await server.stop();
    // The number of this very process: alive, and no PostgreSQL.
    writeFileSync(pidFile, [process.pid, ...lines.slice(1)].join("\n"));
    server = await start();
    expect(await query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("says in one sentence that the folder is damaged, and can set it aside", async () => {
    const { folder } = await postgresHome(dataDir);
    await server.stop();
    rmSync(join(folder, "cluster/global"), { recursive: true });
    await expect(start()).rejects.toThrow(/^The database folder \S+ is damaged: .+$/);

    const aside = await setEmbeddedPostgresAside(dataDir);
    server = await start();
    expect(await query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await rm(aside, { recursive: true });
  });

  it("says why when the server itself refuses its files", async () => {
    const { folder } = await postgresHome(dataDir);
    await server.stop();
    writeFileSync(join(folder, "cluster/postgresql.conf"), "max_connections = many\n");
    await expect(start()).rejects.toThrow(
      /^The embedded database does not start: configuration file .+ contains errors\. .+$/,
    );
  });

  it("refuses the folder of another major version", async () => {
    const { folder } = await postgresHome(dataDir);
    await server.stop();
    writeFileSync(join(folder, "cluster/PG_VERSION"), "17\n");
    await expect(start()).rejects.toThrow(/is of PostgreSQL 17; this version needs 18\.$/);
  });

  it("says that the password was lost", async () => {
    await expect(start("another")).rejects.toThrow(/refuses the password kept in the data folder/);
  });
});
