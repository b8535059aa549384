import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TableWall, type Wall, walls } from "@/lib/db/walls";
import { databaseAdminUrl } from "@/lib/env";
import { sourcesIn } from "@/tests/architecture/sources";

// The catalog of the migrated database, the registry of walls and the Prisma schema say the same thing.

/** Prisma's own bookkeeping: nobody but its owner reaches it. */
const NOT_OURS = ["_prisma_migrations"];

const HERE = "(school_id = app_school())";
const both = (condition: string): string => `(${HERE} AND ${condition})`;

const MESSAGE = "((author_id = app_person()) OR ((delivered_at IS NOT NULL) AND (app_person() = ANY (recipient_ids))))";
const MAILBOX = "((person_id = app_person()) OR (author_id = app_person()))";

/** What the web's two roles see of a table behind each wall, as PostgreSQL spells it. */
const rows: Record<Wall, (column: string) => { staff: string | null; family: string | null; familyAdds?: string }> = {
  identity: () => ({ staff: null, family: null }),
  platform: () => ({ staff: null, family: null }),
  global: () => ({ staff: "true", family: "true" }),
  self: (column) => ({ staff: `(${column} = app_school())`, family: `(${column} = app_school())` }),
  staff: () => ({ staff: HERE, family: null }),
  pupil: (column) => ({ staff: HERE, family: both(`(${column} = ANY (app_students()))`) }),
  owner: (column) => ({ staff: HERE, family: both(`(${column} = app_person())`) }),
  private: (column) => ({ staff: both(`(${column} = app_person())`), family: both(`(${column} = app_person())`) }),
  members: (column) => ({
    staff: both(`(app_person() = ANY (${column}))`),
    family: both(`(app_person() = ANY (${column}))`),
  }),
  message: () => ({ staff: both(MESSAGE), family: both(MESSAGE) }),
  mailbox: () => ({ staff: both(MAILBOX), family: both(MAILBOX) }),
  school: () => ({ staff: HERE, family: HERE }),
  directory: () => ({
    staff: HERE,
    family: both(
      `((profile <> ALL (ARRAY['STUDENT'::"Profile", 'GUARDIAN'::"Profile"])) OR (id = app_person()) OR (id = ANY (app_students())))`,
    ),
  }),
  file: () => ({
    staff: HERE,
    family: both(`((visibility = 'SCHOOL'::"FileVisibility") OR (owner_id = app_person()))`),
    familyAdds: `(${HERE} AND (owner_id = app_person()) AND (visibility = 'OWNER'::"FileVisibility"))`,
  }),
};

const OWN_ACCOUNT = "(account_id = app_account())";
const ONE_PERSON = both("(id = app_person())");

/** preau_identity's policies are written one by one in the migration: so they are here. */
const identityPolicies: Record<string, [name: string, command: string, using: string | null, check: string | null]> = {
  account: ["identity_all", "ALL", "true", "true"],
  sign_in: ["identity_all", "ALL", "true", "true"],
  reset_mail: ["identity_all", "ALL", "true", "true"],
  second_factor: ["identity_all", "ALL", "true", "true"],
  recovery_code: ["identity_all", "ALL", "true", "true"],
  security_mail: ["identity_all", "ALL", "true", "true"],
  sign_in_attempt: ["identity_all", "ALL", "true", "true"],
  rate_limit: ["identity_all", "ALL", "true", "true"],
  access_code: ["identity_all", "ALL", "true", "true"],
  // A closed school opens no sign-in.
  school: ["identity_reads", "SELECT", "(closed_at IS NULL)", null],
  organization: ["identity_reads", "SELECT", "true", null],
  platform_role: ["identity_all", "ALL", "true", "true"],
  platform_journal: ["identity_adds", "INSERT", null, OWN_ACCOUNT],
  feed_token: ["identity_reads", "SELECT", "true", null],
  notification: ["identity_counts", "SELECT", "(person_id = ANY (app_account_persons()))", null],
  person: [
    "identity_of_account",
    "ALL",
    `(${OWN_ACCOUNT} OR ${ONE_PERSON} OR (id = ANY (app_students())))`,
    `(${OWN_ACCOUNT} OR ${ONE_PERSON})`,
  ],
  guardianship: ["identity_of_account", "SELECT", "(guardian_id = ANY (app_account_persons()))", null],
  judgment: ["identity_of_account", "SELECT", "(guardian_id = ANY (app_account_persons()))", null],
  delegation: ["identity_of_account", "SELECT", "(person_id = ANY (app_account_persons()))", null],
  journal: ["identity_adds", "INSERT", null, both("(person_id = app_person())")],
};

const under = (column: string): string => `(app_platform_wide() OR (${column} = ANY (app_organizations())))`;
const IN_SCHOOLS = "(school_id = ANY (app_schools()))";
const OF_SHOWN = "(person_id = ANY (app_persons()))";
const ADMINISTRATION = `(profile = ANY (ARRAY['HEAD'::"Profile", 'ADMIN'::"Profile"]))`;
const ADDS_HERE: [name: string, command: string, using: string | null, check: string | null] = [
  "platform_adds",
  "INSERT",
  null,
  HERE,
];

/** The same of preau_platform: of a school's rows nothing else is ever within its reach. */
const platformPolicies: typeof identityPolicies = {
  organization: ["platform_wall", "ALL", under("id"), under("parent_id")],
  school: ["platform_wall", "ALL", under("organization_id"), under("organization_id")],
  school_figure: ["platform_wall", "SELECT", IN_SCHOOLS, null],
  school_year: ADDS_HERE,
  closure: ADDS_HERE,
  teaching_week: ADDS_HERE,
  absence_motive: ADDS_HERE,
  person: ["platform_wall", "ALL", `(${IN_SCHOOLS} AND ${ADMINISTRATION})`, `(${HERE} AND ${ADMINISTRATION})`],
  contact: [
    "platform_wall",
    "ALL",
    `(${IN_SCHOOLS} AND ${OF_SHOWN} AND (kind = 'EMAIL'::"ContactKind"))`,
    `(${HERE} AND ${OF_SHOWN} AND (kind = 'EMAIL'::"ContactKind"))`,
  ],
  access_code: [
    "platform_wall",
    "ALL",
    `(${IN_SCHOOLS} AND ${OF_SHOWN} AND (purpose = 'ACTIVATION'::"AccessCodePurpose"))`,
    `(${HERE} AND ${OF_SHOWN} AND (purpose = 'ACTIVATION'::"AccessCodePurpose"))`,
  ],
  journal: ["platform_adds", "INSERT", null, `(${HERE} AND (person_id IS NULL))`],
  platform_role: ["platform_wall", "ALL", under("organization_id"), under("organization_id")],
  platform_journal: [
    "platform_wall",
    "ALL",
    under("organization_id"),
    `(${OWN_ACCOUNT} AND ${under("organization_id")})`,
  ],
};

/** What the staff reads of a table that is not its own: the contacts of its platform. */
const staffPolicies: typeof identityPolicies = {
  platform_role: [
    "staff_contacts",
    "SELECT",
    "((organization_id IS NULL) OR (organization_id = ANY (app_organizations())))",
    null,
  ],
};

const UNWALLED = `SELECT relname AS name FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT (relrowsecurity AND relforcerowsecurity)`;

interface Policy {
  name: string;
  role: string;
  command: string;
  using: string | null;
  check: string | null;
}

function expectedPolicies(table: string, { wall, column = "", staff, family }: TableWall): Policy[] {
  const seen = rows[wall](column);
  const policies: Policy[] = [
    { name: "system_all", role: "preau_system", command: "ALL", using: "true", check: "true" },
  ];
  if (staff.length > 0) {
    policies.push({ name: "staff_wall", role: "preau_staff", command: "ALL", using: seen.staff, check: seen.staff });
  }
  if (family.length > 0 && seen.family) {
    policies.push({
      name: "family_wall",
      role: "preau_family",
      command: "ALL",
      using: seen.family,
      check: seen.familyAdds ?? seen.family,
    });
  }
  if (family.length > 0 && !seen.family) {
    const check = both(column === "school_id" ? HERE : `(${column} = app_person())`);
    policies.push({ name: "family_adds", role: "preau_family", command: "INSERT", using: null, check });
  }
  for (const [role, byHand] of [
    ["preau_identity", identityPolicies[table]],
    ["preau_platform", platformPolicies[table]],
    ["preau_staff", staffPolicies[table]],
  ] as const) {
    if (byHand) policies.push({ name: byHand[0], role, command: byHand[1], using: byHand[2], check: byHand[3] });
  }
  return policies.toSorted((a, b) => a.name.localeCompare(b.name));
}

describe("the walls of the database", () => {
  let admin: Client;
  beforeAll(async () => {
    admin = new Client({ connectionString: databaseAdminUrl() });
    await admin.connect();
  });
  afterAll(() => admin.end());

  const query = async <Row>(text: string): Promise<Row[]> => (await admin.query(text)).rows as Row[];

  it("know every table, and no table that is gone", async () => {
    const tables = await query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
    );
    expect(tables.map((table) => table.name).filter((name) => !NOT_OURS.includes(name))).toEqual(
      Object.keys(walls).toSorted(),
    );
  });

  it("know every model of the Prisma schema", () => {
    const models = sourcesIn("prisma/schema", /\.prisma$/).flatMap(({ text }) =>
      [...text.matchAll(/^model \w+ \{$.*?^\}$/gms)].map(([model]) => /@@map\("(\w+)"\)/.exec(model)?.[1] ?? model),
    );
    expect(models.toSorted()).toEqual(Object.keys(walls).toSorted());
  });

  it("stand on every table, for its owner too", async () => {
    expect((await query<{ name: string }>(UNWALLED)).map((table) => table.name)).toEqual(NOT_OURS);
    const otherwise = await query(
      `SELECT relname, relkind FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm', 'f')`,
    );
    expect(otherwise, "a view reads with its owner's eyes: none so far").toEqual([]);
  });

  it("are missed where a migration forgets them (canary)", async () => {
    await admin.query("BEGIN");
    try {
      await admin.query("CREATE TABLE canary (school_id uuid, id uuid, PRIMARY KEY (school_id, id))");
      await admin.query("ALTER TABLE canary ENABLE ROW LEVEL SECURITY");
      expect(await query(UNWALLED)).toContainEqual({ name: "canary" });
    } finally {
      await admin.query("ROLLBACK");
    }
  });

  it("are exactly those of the registry, one policy per role", async () => {
    const found = await query<Policy & { table: string; permissive: string }>(
      `SELECT tablename AS table, policyname AS name, array_to_string(roles, ',') AS role, cmd AS command,
              qual AS using, with_check AS check, permissive
         FROM pg_policies WHERE schemaname = 'public' ORDER BY tablename, policyname`,
    );
    expect(found.filter((policy) => policy.permissive !== "PERMISSIVE")).toEqual([]);
    const byTable: Record<string, Policy[]> = Object.fromEntries(Object.keys(walls).map((table) => [table, []]));
    for (const { table, name, role, command, using, check } of found) {
      (byTable[table] ??= []).push({ name, role, command, using, check });
    }
    for (const policies of Object.values(byTable)) policies.sort((a, b) => a.name.localeCompare(b.name));
    const expected = Object.fromEntries(
      Object.entries(walls).map(([table, wall]) => [table, expectedPolicies(table, wall)]),
    );
    expect(byTable).toEqual(expected);
  });

  it("are granted exactly as the registry says, to no one else, and never to PUBLIC or the web's login", async () => {
    const found = await query<{ table: string; role: string; privileges: string }>(
      `SELECT c.relname AS table, acl.grantee::regrole::text AS role,
              string_agg(acl.privilege_type, ' ' ORDER BY acl.privilege_type) AS privileges
         FROM pg_class c, aclexplode(c.relacl) acl
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND acl.grantee <> c.relowner
        GROUP BY c.relname, acl.grantee ORDER BY 1, 2`,
    );
    const expected = Object.entries(walls).flatMap(([table, wall]) => {
      const whole = (
        privileges: readonly string[],
        single: Partial<Record<string, readonly string[]>>,
      ): readonly string[] => privileges.filter((privilege) => !single[privilege]);
      const grants: [role: string, privileges: readonly string[]][] = [
        ["preau_system", ["SELECT", "INSERT", "UPDATE", "DELETE"]],
        ["preau_staff", whole(wall.staff, { UPDATE: wall.staffUpdates, INSERT: wall.staffInserts })],
        ["preau_family", wall.family],
        ["preau_identity", whole(wall.identity ?? [], { UPDATE: wall.identityUpdates })],
        [
          "preau_platform",
          whole(wall.platform ?? [], {
            SELECT: wall.platformReads,
            INSERT: wall.platformInserts,
            UPDATE: wall.platformUpdates,
          }),
        ],
      ];
      return grants
        .filter(([, privileges]) => privileges.length > 0)
        .map(([role, privileges]) => ({ table, role, privileges: privileges.toSorted().join(" ") }));
    });
    const order = (a: { table: string; role: string }, b: { table: string; role: string }): number =>
      `${a.table} ${a.role}` < `${b.table} ${b.role}` ? -1 : 1;
    expect(found.toSorted(order)).toEqual(expected.toSorted(order));
  });

  it("open single columns only where the registry names them", async () => {
    const found = await query<{ table: string; column: string; role: string; privilege: string }>(
      `SELECT c.relname AS table, a.attname AS column, acl.grantee::regrole::text AS role, acl.privilege_type AS privilege
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) acl
        WHERE c.relnamespace = 'public'::regnamespace ORDER BY 1, 2`,
    );
    const expected = Object.entries(walls).flatMap(([table, wall]) => {
      const single: [role: string, privilege: string, columns: readonly string[] | undefined][] = [
        ["preau_identity", "SELECT", wall.identityReads],
        ["preau_identity", "UPDATE", wall.identityUpdates],
        ["preau_staff", "UPDATE", wall.staffUpdates],
        ["preau_staff", "INSERT", wall.staffInserts],
        ["preau_staff", "SELECT", wall.staffReads],
        ["preau_platform", "SELECT", wall.platformReads],
        ["preau_platform", "INSERT", wall.platformInserts],
        ["preau_platform", "UPDATE", wall.platformUpdates],
      ];
      return single.flatMap(([role, privilege, columns = []]) =>
        columns.map((column) => ({ table, column, role, privilege })),
      );
    });
    const order = (a: (typeof found)[number], b: (typeof found)[number]) =>
      `${a.table} ${a.column} ${a.role} ${a.privilege}` < `${b.table} ${b.column} ${b.role} ${b.privilege}` ? -1 : 1;
    expect(found.toSorted(order)).toEqual(expected.toSorted(order));
  });

  it("put the school first in every primary key", async () => {
    const keys = await query<{ table: string; first: string }>(
      `SELECT c.relname AS table, a.attname AS first
         FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
        WHERE k.contype = 'p' AND c.relnamespace = 'public'::regnamespace
          AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = c.oid AND s.attname = 'school_id')`,
    );
    expect(keys.filter((key) => key.first !== "school_id")).toEqual([]);
    const withSchool = Object.entries(walls).filter(
      ([, { wall }]) => !["identity", "platform", "global", "self"].includes(wall),
    );
    expect(keys.map((key) => key.table).toSorted()).toEqual(withSchool.map(([table]) => table).toSorted());
  });

  it("put the school first on both sides of every foreign key between tables of a school", async () => {
    const crossing = await query(
      `SELECT k.conname FROM pg_constraint k
        WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
          AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = k.conrelid AND s.attname = 'school_id')
          AND EXISTS (SELECT FROM pg_attribute s WHERE s.attrelid = k.confrelid AND s.attname = 'school_id')
          AND NOT EXISTS (
            SELECT FROM pg_attribute f, pg_attribute t
             WHERE f.attrelid = k.conrelid AND f.attnum = k.conkey[1] AND f.attname = 'school_id'
               AND t.attrelid = k.confrelid AND t.attnum = k.confkey[1] AND t.attname = 'school_id')`,
    );
    expect(crossing).toEqual([]);
    const unvalidated = await query("SELECT conname FROM pg_constraint WHERE NOT convalidated");
    expect(unvalidated).toEqual([]);
  });

  it("lend nobody the owner's rights: no function of ours runs as its owner, none is PUBLIC's", async () => {
    const ours = `SELECT p.proname AS name, p.prosecdef AS lends, p.proacl IS NULL OR EXISTS (
                    SELECT FROM aclexplode(p.proacl) acl WHERE acl.grantee = 0) AS public
                    FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
                     AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') ORDER BY 1`;
    const functions = await query<{ name: string; lends: boolean; public: boolean }>(ours);
    expect(functions.map(({ name }) => name)).toContain("signed_in_account");
    expect(functions.filter(({ lends }) => lends)).toEqual([]);
    expect(functions.filter((each) => each.public)).toEqual([]);
  });

  it("bind every role: none of ours may pass row-level security or make roles", async () => {
    const strong = await query(
      `SELECT rolname FROM pg_roles WHERE rolname IN ('preau_app', 'preau_identity', 'preau_staff', 'preau_family', 'preau_platform', 'preau_owner', 'preau_system')
          AND (rolbypassrls OR rolsuper OR rolcreaterole OR rolcreatedb)`,
    );
    expect(strong).toEqual([]);
  });
});
