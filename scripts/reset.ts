import { rm } from "node:fs/promises";
import { join } from "node:path";
import { dataDir } from "@/lib/env";
import { AlreadyRunning, type OpenDatabase, openDatabase, prepareDatabase } from "@/scripts/platform/database";
import { demoState, makeDemo } from "@/scripts/platform/demo";
import { setEmbeddedPostgresAside } from "@/scripts/platform/embedded-postgres";
import { childEnvironments } from "@/scripts/platform/environment";
import { explain, Failure, run } from "@/scripts/platform/failure";
import { generateClient } from "@/scripts/platform/prisma-client";
import { step } from "@/scripts/platform/progress";
import { dropDatabase } from "@/scripts/platform/roles";

/** Opens the embedded database; one that is damaged is set aside, never deleted, for nobody can tell what it held. */
async function openEvenIfDamaged(): Promise<OpenDatabase> {
  try {
    return await openDatabase("supervisor");
  } catch (error) {
    if (!(error instanceof Failure) || error instanceof AlreadyRunning) throw error;
    process.stdout.write(`  ! ${explain(error)}\n`);
    process.stdout.write(`  ! The damaged database is kept in ${await setEmbeddedPostgresAside(dataDir())}\n`);
    await rm(join(dataDir(), "secrets.json"), { force: true });
    return openDatabase("supervisor");
  }
}

run(async () => {
  if (process.env.DATABASE_URL || process.env.DATABASE_ADMIN_URL) {
    throw new Failure("Only the embedded demo can be reset: unset DATABASE_URL and DATABASE_ADMIN_URL.");
  }
  process.stdout.write("\n  Préau\n\n");
  await generateClient();
  const database = await step("Starting the database", openEvenIfDamaged, () => "Embedded PostgreSQL started");
  try {
    if ((await demoState(database.adminUrl)) === "real data") {
      throw new Failure(
        "This database holds data that the demo did not make: delete the data folder yourself if you mean it.",
      );
    }
    await dropDatabase(database.adminUrl);
    await rm(join(dataDir(), "files"), { recursive: true, force: true });
    await prepareDatabase(database);
    await step(
      "Making the demo schools",
      () => makeDemo(database.adminUrl, childEnvironments(database, true).system),
      () => "Demo schools made",
    );
  } finally {
    await database.close();
  }
});
