import { Client, escapeIdentifier, escapeLiteral } from "pg";
import { codeOf, Failure } from "@/scripts/platform/failure";
import { REQUIRED_EXTENSIONS } from "@/scripts/platform/postgres-home";

/** The web's login. It owns nothing, inherits nothing, and must become one of `WEB_ROLES` to read anything. */
export const WEB_LOGIN = "preau_app";

/** Owner of the database and of every table; forced row-level security binds it too. */
export const OWNER_ROLE = "preau_owner";

const SYSTEM_ROLE = "preau_system";
const WEB_ROLES = ["preau_identity", "preau_staff", "preau_family", "preau_platform"];
const MINIMUM_VERSION = 16;
/** Any constant: every bootstrap of a cluster takes this same advisory lock. */
const BOOTSTRAP_LOCK = 7_726_001;

/** What `bootstrapDatabase` needs to know. */
export interface DatabaseAddresses {
  /** Address for a login that may create roles and databases. */
  adminUrl: string;
  /** Address of the same database for `preau_app`. */
  appUrl: string;
}

/** The name of the database in an address. */
export function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

/** The same address for another database. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${encodeURIComponent(name)}`;
  return changed.href;
}

/**
 * Connects, runs and disconnects.
 *
 * @throws Failure naming the server when it cannot be reached or refuses the login.
 */
export async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // An idle connection cut by a stopping server is reported here; the query that needed it fails by itself.
  client.on("error", () => undefined);
  const { hostname, port, username } = new URL(url);
  const server = `${hostname}:${port || "5432"}`;
  try {
    await client.connect();
  } catch (error) {
    const code = codeOf(error);
    if (code === "28P01" || code === "28000") {
      throw new Failure(`The database server ${server} refuses the login ${username}: check its password.`);
    }
    if (code === "3D000" || code?.startsWith("57P")) throw error;
    const reason = error instanceof Error && error.message ? error.message : (code ?? "unknown");
    throw new Failure(`The database server ${server} cannot be reached (${reason}): check the address.`);
  }
  try {
    return await use(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function databaseExists(adminUrl: string): Promise<boolean> {
  try {
    await withClient(adminUrl, async () => undefined);
    return true;
  } catch (error) {
    if (codeOf(error) === "3D000") return false;
    throw error;
  }
}

/** Runs `work` while no other bootstrap of this cluster does. */
async function underLock<T>(maintenanceUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(maintenanceUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [BOOTSTRAP_LOCK]);
    return work(client);
  });
}

async function createRoles(client: Client, appPassword: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    "SELECT rolname FROM pg_roles WHERE starts_with(rolname, 'preau_')",
  );
  const existing = new Set(rows.map((row) => row.rolname));
  for (const role of [OWNER_ROLE, SYSTEM_ROLE, ...WEB_ROLES]) {
    if (!existing.has(role)) await client.query(`CREATE ROLE ${role} NOLOGIN NOINHERIT`);
  }
  if (!existing.has(WEB_LOGIN)) {
    await client.query(`CREATE ROLE ${WEB_LOGIN} LOGIN NOINHERIT PASSWORD ${escapeLiteral(appPassword)}`);
  }
  await client.query(`GRANT ${WEB_ROLES.join(", ")} TO ${WEB_LOGIN} WITH INHERIT FALSE, SET TRUE`);
  await refuseBreaches(client);
  const { rows: me } = await client.query<{ rolsuper: boolean }>(
    "SELECT rolsuper FROM pg_roles WHERE rolname = current_user",
  );
  if (!me[0]?.rolsuper) {
    await client.query(`GRANT ${OWNER_ROLE}, ${SYSTEM_ROLE} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
  }
}

/**
 * The web's roles may have been made by somebody else, or changed since: with a right that passes through the walls, the
 * portal would look as safe as ever.
 *
 * @throws Failure naming the role.
 */
export async function refuseBreaches(client: Client): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    `SELECT rolname FROM pg_roles
      WHERE rolname = ANY($1) AND (rolsuper OR rolbypassrls OR rolcreaterole
         OR pg_has_role(oid, $2, 'MEMBER') OR pg_has_role(oid, $3, 'MEMBER'))`,
    [[WEB_LOGIN, ...WEB_ROLES], OWNER_ROLE, SYSTEM_ROLE],
  );
  const [breach] = rows;
  if (!breach) return;
  throw new Failure(
    `The role ${breach.rolname} could pass through the walls: it must be NOSUPERUSER, NOBYPASSRLS, NOCREATEROLE, and no member of ${OWNER_ROLE} or ${SYSTEM_ROLE}. The administrator's login must be another one.`,
  );
}

/**
 * Grants of the database itself. They belong to a database, not to a cluster, and `CREATE DATABASE … TEMPLATE` does not
 * copy them. Grants on tables come with the migrations that make the tables.
 */
async function secureDatabase(client: Client, name: string): Promise<void> {
  const database = escapeIdentifier(name);
  await client.query(
    [
      `REVOKE ALL ON DATABASE ${database} FROM PUBLIC`,
      `GRANT CONNECT ON DATABASE ${database} TO ${WEB_LOGIN}`,
      `ALTER DATABASE ${database} SET timezone TO 'UTC'`,
    ].join(";"),
  );
}

async function prepareDatabase(client: Client, name: string): Promise<void> {
  const { rows } = await client.query<{ owner: string; schema_owner: string; sorts: boolean; utf8: boolean }>(
    `SELECT pg_get_userbyid(d.datdba) AS owner, pg_get_userbyid(n.nspowner) AS schema_owner,
            'adam' < 'Zoé' AND 'Zoé' > 'zèle' AS sorts, pg_encoding_to_char(d.encoding) = 'UTF8' AS utf8
       FROM pg_database d, pg_namespace n
      WHERE d.datname = current_database() AND n.nspname = 'public'`,
  );
  const found = rows[0];
  if (!found?.utf8 || !found.sorts) {
    throw new Failure(
      `The database ${name} must be UTF8 and sort as in French: let Préau create it, or create it with ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'fr' TEMPLATE template0.`,
    );
  }
  if (found.owner !== OWNER_ROLE) {
    await client.query(`ALTER DATABASE ${escapeIdentifier(name)} OWNER TO ${OWNER_ROLE}`);
  }
  if (found.schema_owner !== "pg_database_owner") await client.query("ALTER SCHEMA public OWNER TO pg_database_owner");
  await secureDatabase(client, name);
  for (const extension of REQUIRED_EXTENSIONS) {
    await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension} WITH SCHEMA public`);
  }
  await client.query(
    [
      "BEGIN",
      `SET LOCAL ROLE ${OWNER_ROLE}`,
      "REVOKE ALL ON SCHEMA public FROM PUBLIC",
      `GRANT USAGE ON SCHEMA public TO ${[SYSTEM_ROLE, ...WEB_ROLES].join(", ")}`,
      "COMMIT",
    ].join(";"),
  );
}

/**
 * Makes what migrations need and cannot make: the roles, the database (owned by `preau_owner`, UTF8, French sort order),
 * the extensions, and the grants of the database. Repeatable, and safe when several processes do it at once.
 *
 * @throws Failure for a server that is too old, unreachable, or refuses one of the two logins.
 */
export async function bootstrapDatabase({ adminUrl, appUrl }: DatabaseAddresses): Promise<void> {
  const name = databaseName(appUrl);
  const app = new URL(appUrl);
  if (app.username !== WEB_LOGIN)
    throw new Failure(`The user of DATABASE_URL must be ${WEB_LOGIN}, not ${app.username}.`);
  if (databaseName(adminUrl) !== name) {
    throw new Failure("DATABASE_URL and DATABASE_ADMIN_URL must name the same database.");
  }

  const maintenanceUrl = (await databaseExists(adminUrl)) ? adminUrl : withDatabase(adminUrl, "postgres");
  await underLock(maintenanceUrl, async (client) => {
    const { rows } = await client.query<{ server_version_num: string }>("SHOW server_version_num");
    const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
    if (version < MINIMUM_VERSION)
      throw new Failure(`Préau needs PostgreSQL ≥ ${MINIMUM_VERSION}; this server is ${version}.`);
    await createRoles(client, decodeURIComponent(app.password));
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (!rowCount) {
      await client.query(
        `CREATE DATABASE ${escapeIdentifier(name)} OWNER ${OWNER_ROLE} TEMPLATE template0 ENCODING 'UTF8'
           LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'fr'`,
      );
    }
    await withClient(adminUrl, (target) => prepareDatabase(target, name));
  });
  await withClient(appUrl, async () => undefined);
}

/** Copies a migrated database, which nobody may be connected to, under a new name, replacing what had that name. */
export async function cloneDatabase(adminUrl: string, template: string, name: string): Promise<void> {
  await withClient(withDatabase(adminUrl, "postgres"), async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    await client.query(
      `CREATE DATABASE ${escapeIdentifier(name)} OWNER ${OWNER_ROLE} TEMPLATE ${escapeIdentifier(template)} STRATEGY FILE_COPY`,
    );
    await secureDatabase(client, name);
  });
}

/** Drops the database of an address, cutting who is connected. */
export async function dropDatabase(adminUrl: string): Promise<void> {
  await withClient(withDatabase(adminUrl, "postgres"), (client) =>
    client.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(databaseName(adminUrl))} WITH (FORCE)`),
  );
}
