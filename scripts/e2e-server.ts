import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeEmbeddedPostgres } from "@/scripts/platform/embedded-postgres";
import { run } from "@/scripts/platform/failure";
import { NODE_FLAGS } from "@/scripts/platform/service";
import { FROZEN_CLOCK } from "@/tests/setup/clock";

// The production build on the port in PORT, with its own demo, in a temporary folder, on the frozen day of the tests.
run(async () => {
  // Named by playwright.config.ts, so that tests reach the same database beside the server; deleted at the end.
  const dataDir = process.env.E2E_DATA_DIR ?? (await mkdtemp(join(tmpdir(), "preau-e2e-")));
  const { DATABASE_URL: _app, DATABASE_ADMIN_URL: _admin, ...inherited } = process.env;
  const server = spawn(process.execPath, [...NODE_FLAGS, "scripts/start.ts"], {
    env: {
      ...inherited,
      PREAU_DATA_DIR: dataDir,
      PREAU_CLOCK: FROZEN_CLOCK,
      PREAU_DEMO: "1",
      PREAU_GALLERY: "1",
      HOST: "127.0.0.1",
    },
    stdio: "inherit",
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
  const code = await new Promise<number | null>((done) => server.once("close", done));
  await removeEmbeddedPostgres(dataDir);
  await rm(dataDir, { recursive: true, force: true });
  process.exitCode = code ?? 1;
});
