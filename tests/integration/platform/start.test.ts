import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseAdminUrl, databaseUrl } from "@/lib/env";
import { freePort } from "@/scripts/platform/free-port";
import { withClient } from "@/scripts/platform/roles";
import { NODE_FLAGS } from "@/scripts/platform/service";

/** Runs `npm start`'s script with some variables and returns how it ends. */
function start(variables: Record<string, string>): { status: number | null; lastLine: string | undefined } {
  const { PREAU_CLOCK: _clock, ...inherited } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [...NODE_FLAGS, "scripts/start.ts"], {
    env: { ...inherited, NODE_ENV: "production", ...variables },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status, lastLine: stderr.trim().split("\n").at(-1) };
}

describe("npm start, when it cannot", () => {
  let busy: Server;
  let busyPort: number;
  let freePortNumber: string;

  beforeAll(async () => {
    await withClient(databaseAdminUrl(), (client) =>
      client.query("INSERT INTO account (id, login, created_at) VALUES (gen_random_uuid(), 'real', now())"),
    );
    freePortNumber = String(await freePort());
    busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, "127.0.0.1", resolve));
    const address = busy.address();
    busyPort = typeof address === "object" && address ? address.port : 0;
  });
  afterAll(() => {
    busy.close();
  });

  it.each<[string, () => Record<string, string>, RegExp]>([
    ["the port is busy", () => ({ PORT: String(busyPort) }), /^✗ Port \d+ is busy: .+ PORT=\d+\.$/],
    [
      "the address is not this machine's",
      () => ({ HOST: "192.0.2.1" }),
      /^✗ This machine cannot listen on 192\.0\.2\.1/,
    ],
    ["a variable is wrong", () => ({ PORT: "many" }), /^✗ Wrong configuration\. PORT: /],
    ["one database address is missing", () => ({ DATABASE_ADMIN_URL: "" }), /go together/],
    [
      "the server does not answer",
      () => ({
        DATABASE_ADMIN_URL: "postgresql://a:b@127.0.0.1:9/x",
        DATABASE_URL: "postgresql://preau_app:b@127.0.0.1:9/x",
      }),
      /^✗ The database server 127\.0\.0\.1:9 cannot be reached/,
    ],
    [
      "the web's login is not preau_app",
      () => ({ DATABASE_URL: databaseUrl().replace("preau_app", "postgres") }),
      /must be preau_app, not postgres/,
    ],
    [
      "the web's password is wrong",
      () => ({ DATABASE_URL: databaseUrl().replace(/:[^:@]+@/, ":wrong@") }),
      /refuses the login preau_app/,
    ],
    ["the secret is missing", () => ({ AUTH_SECRET: "" }), /^✗ AUTH_SECRET is required/],
    ["the public address is missing", () => ({ AUTH_URL: "" }), /^✗ AUTH_URL is required/],
    ["the clock is frozen in production", () => ({ PREAU_CLOCK: "2026-11-19T08:05:00+01:00" }), /PREAU_CLOCK/],
    [
      "the demo is asked on every address",
      () => ({ PREAU_DEMO: "1", HOST: "0.0.0.0" }),
      /^✗ The demo lets anybody sign in/,
    ],
    ["the demo is asked on data that it did not make", () => ({ PREAU_DEMO: "1" }), /^✗ PREAU_DEMO=1 is refused: /],
  ])("says it in one sentence: %s", (_when, variables, sentence) => {
    const urls = { DATABASE_URL: databaseUrl(), DATABASE_ADMIN_URL: databaseAdminUrl() };
    const { status, lastLine } = start({ PORT: freePortNumber, ...urls, ...variables() });
    expect(lastLine).toMatch(sentence);
    expect(status).toBe(1);
  });
});
