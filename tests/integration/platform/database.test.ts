import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Client } from "pg";
import { databaseAdminUrl, databaseUrl } from "@/lib/env";
import { bootstrapDatabase } from "@/scripts/platform/roles";
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

  it("sorts as in French and counts in UTC", async () => {
    const { rows } = await admin.query<{ name: string }>(
      "SELECT name FROM (VALUES ('Zoé'), ('adam'), ('Élise'), ('elio')) AS v(name) ORDER BY name",
    );
    expect(rows.map((row) => row.name)).toEqual(["adam", "elio", "Élise", "Zoé"]);
    expect((await app.query("SHOW timezone")).rows).toEqual([{ TimeZone: "UTC" }]);
  });

  it("is prepared and migrated again without a change", async () => {
    const addresses = { adminUrl: databaseAdminUrl(), appUrl: databaseUrl() };
    await Promise.all([bootstrapDatabase(addresses), bootstrapDatabase(addresses)]);
    expect(await migrate(addresses.adminUrl)).toEqual([]);
  });
});
