import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import { databaseAdminUrl, databaseUrl } from "@/lib/env";
import { PrismaClient } from "./generated/client";
import { statementName } from "./statement-names";

/** Connections per web process. A page holds one for its few milliseconds; PostgreSQL's default limit is 100. */
const POOL_SIZE = 10;

const clients = globalThis as unknown as { preauApp?: PrismaClient; preauAdmin?: PrismaClient };

/** The web's client: login preau_app, which owns nothing and sees nothing before it takes a role. */
export function appClient(): PrismaClient {
  return (clients.preauApp ??= connect(databaseUrl()));
}

/**
 * The worker's, importer's and scripts' client. The web process has no DATABASE_ADMIN_URL and cannot make one.
 * @throws Error when this process was not given DATABASE_ADMIN_URL.
 */
export function adminClient(): PrismaClient {
  return (clients.preauAdmin ??= connect(databaseAdminUrl()));
}

/** Closes both clients: for scripts and tests, which must end. */
export async function disconnect(): Promise<void> {
  await Promise.all([clients.preauApp?.$disconnect(), clients.preauAdmin?.$disconnect()]);
  delete clients.preauApp;
  delete clients.preauAdmin;
}

function connect(connectionString: string): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: POOL_SIZE }, { statementNameGenerator: statementName }),
  });
}
