import type { TestProject } from "vitest/node";
import { generateClient } from "@/scripts/platform/prisma-client";
import { migrate } from "@/scripts/platform/migrations";
import { startThrowawayDatabase } from "@/scripts/platform/throwaway";

/** Name of the migrated database that every test file gets a copy of. */
const TEMPLATE = "preau_template";

declare module "vitest" {
  interface ProvidedContext {
    templateAdminUrl: string;
    templateAppUrl: string;
  }
}

/** Once per run: a real PostgreSQL on a free port in a temporary folder, with one migrated database; deleted at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient();
  const database = await startThrowawayDatabase(TEMPLATE);
  try {
    await migrate(database.adminUrl);
  } catch (error) {
    await database.remove();
    throw error;
  }
  project.provide("templateAdminUrl", database.adminUrl);
  project.provide("templateAppUrl", database.appUrl);
  return () => database.remove();
}
