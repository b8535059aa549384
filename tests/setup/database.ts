import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, inject } from "vitest";
import { cloneDatabase, databaseName, withDatabase } from "@/scripts/platform/roles";

// Each test file gets its own fresh copy of the migrated database, under the name of the worker that runs it, before any
// module of the application is loaded.
const adminUrl = inject("templateAdminUrl");
const name = `preau_test_${process.env.VITEST_POOL_ID ?? "0"}`;
await cloneDatabase(adminUrl, databaseName(adminUrl), name);

const dataDir = mkdtempSync(join(tmpdir(), "preau-data-"));
process.env.DATABASE_URL = withDatabase(inject("templateAppUrl"), name);
process.env.DATABASE_ADMIN_URL = withDatabase(adminUrl, name);
process.env.PREAU_DATA_DIR = dataDir;
process.env.AUTH_SECRET = "a secret for tests, long enough to pass";
process.env.AUTH_URL = "http://localhost:3000";

afterAll(async () => {
  await rm(dataDir, { recursive: true, force: true });
});
