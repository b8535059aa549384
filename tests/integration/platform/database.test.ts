import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "pg";
import { closeIdentityPool, identityPool } from "@/lib/db/identity-pool";
import { databaseAdminUrl, databaseUrl } from "@/lib/env";
import { bootstrapDatabase, refuseBreaches } from "@/scripts/platform/roles";
import { migrate } from "@/scripts/platform/migrations";

describe("the database that the platform prepares", () => {
  let admin: Client;
  let app: Client;

  beforeAll(async () => {
    admin = new Client({ connectionString: databaseAdminUrl() });
    app = new Client({ connectionString: databaseUrl() });
    await Promise.all([admin.connect(), app.connect()]);
  });
  afterAll(async () => {
    await Promise.all([admin.end(), app.end()]);
  });

  it("belongs to preau_owner with every table, view and function of ours", async () => {
    const { rows } = await admin.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner <> 'preau_owner'::regrole`,
    );
    expect(rows).toEqual([]);
  });

  it("gives PUBLIC nothing on the database nor on its schema", async () => {
    const { rows } = await admin.query(
      `SELECT acl.privilege_type FROM pg_database d, aclexplode(d.datacl) acl
        WHERE d.datname = current_database() AND acl.grantee = 0
        UNION ALL
       SELECT acl.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) acl
        WHERE n.nspname = 'public' AND acl.grantee = 0`,
    );
    expect(rows).toEqual([]);
  });

  it("lets the web's login read nothing before it takes a role", async () => {
    await expect(app.query("SELECT * FROM public.school")).rejects.toThrow(/permission denied/);
  });

  it.each(["preau_owner", "preau_system", "preau_admin"])("lets the web's login never become %s", async (role) => {
    await expect(app.query(`SET ROLE ${role}`)).rejects.toThrow(/permission denied/);
  });

  it("makes nobody wait for ever: the statement that every page begins with has a limit", async () => {
    const { rows } = await identityPool().query(
      "SELECT current_user AS role, current_setting('statement_timeout') AS limit",
    );
    await closeIdentityPool();
    expect(rows).toEqual([{ role: "preau_identity", limit: "5s" }]);
  });

  it("sorts as in French and counts in UTC", async () => {
    const { rows } = await admin.query<{ name: string }>(
      "SELECT name FROM (VALUES ('Zoé'), ('adam'), ('Élise'), ('elio')) AS v(name) ORDER BY name",
    );
    expect(rows.map((row) => row.name)).toEqual(["adam", "elio", "Élise", "Zoé"]);
    expect((await app.query("SHOW timezone")).rows).toEqual([{ TimeZone: "UTC" }]);
  });

  it("is refused while the web's login could pass through the walls", async () => {
    await refuseBreaches(admin);
    for (const breach of ["ALTER ROLE preau_app BYPASSRLS", "GRANT preau_system TO preau_app"]) {
      // Roles belong to the cluster, which other tests use: never committed.
      await admin.query(`BEGIN; ${breach}`);
      await expect(refuseBreaches(admin)).rejects.toThrow("The role preau_app could pass through the walls");
      await admin.query("ROLLBACK");
    }
  });

  it("is prepared and migrated again without a change", async () => {
    const addresses = { adminUrl: databaseAdminUrl(), appUrl: databaseUrl() };
    await Promise.all([bootstrapDatabase(addresses), bootstrapDatabase(addresses)]);
    expect(await migrate(addresses.adminUrl)).toEqual([]);
  });
});
