import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recogniseCode } from "@/lib/auth/activation";
import { hashSecret, parseCode } from "@/lib/auth/codes";
import { openSignIn, signInWithPassword } from "@/lib/auth/commands";
import { administratorOf, openPlatform, type PlatformContext } from "@/lib/auth/platform";
import { activateAdministrator, linkAdministrator, roleOfCode } from "@/lib/auth/platform-activation";
import { disconnect } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { resolveSignIn, withIdentity } from "@/lib/db/identity";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import { walls } from "@/lib/db/walls";
import { databaseUrl } from "@/lib/env";
import { uaiCheckLetter } from "@/lib/imports/uai";
import {
  closeSchool,
  createSchool,
  endAdministrator,
  inviteToSchool,
  renewInvite,
  reopenSchool,
  saveOrganization,
} from "@/lib/plateforme/commands";
import { platformContacts } from "@/lib/plateforme/contacts";
import { countPersons, countSchools } from "@/lib/plateforme/jobs";
import { nameAdministrator } from "@/lib/plateforme/naming";
import { organizations, schoolOverview, schools } from "@/lib/plateforme/queries";
import { createSchoolInput, inviteInput } from "@/lib/plateforme/schema";
import { schoolYearOn } from "@/lib/school/queries";
import { now } from "@/lib/time/clock";
import { fromDbDay, toDbInstant } from "@/lib/time/day";
import { actAs, aSignIn, signedInAccount } from "@/tests/access/personas";
import { aPerson, aSchool, THURSDAY } from "@/tests/factories/builders";
import { anAdministrator, organize, type Organized } from "@/tests/factories/platform";
import { makeWorld, type World } from "@/tests/factories/world";
import { aMember, aVisitor, PASSWORD } from "@/tests/integration/auth/support";

let world: World;
let organized: Organized;

beforeAll(async () => {
  ({ world, organized } = await withSystem("platform: the scene", async (db) => {
    const made = await makeWorld(db);
    return { world: made, organized: await organize(db, made.school.schoolId, made.other.school.schoolId) };
  }));
});
afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

/** Runs as an administrator who signs in. */
async function above<T>(accountId: string, run: (ctx: PlatformContext) => Promise<T>): Promise<T> {
  const administrator = await administratorOf(await signedInAccount(accountId));
  if (!administrator) throw new Error("administers nothing");
  return openPlatform(administrator, { readOnly: false }, run);
}
const asWide = <T>(run: (ctx: PlatformContext) => Promise<T>) => above(organized.administrators.wide.accountId, run);

function aUai(department = "091"): string {
  const digits = department + String(parseInt(newId().slice(-8), 16) % 10_000).padStart(4, "0");
  return digits + uaiCheckLetter(digits);
}

const input = (values: Record<string, string> = {}) =>
  createSchoolInput.parse({
    uai: aUai(),
    name: "Collège Neuf",
    kind: "COLLEGE",
    city: "Évry",
    organizationId: organized.department,
    zone: "",
    timeZone: "",
    ...values,
  });

const head = (schoolId: string, values: Record<string, string> = {}) =>
  inviteInput.parse({
    schoolId,
    profile: "HEAD",
    civility: "MME",
    firstName: "Ada",
    lastName: "Première",
    email: "ada@essai.example",
    ...values,
  });

describe("a school that is created", () => {
  it("has the zone of its UAI, its year, its calendar and its motives", async () => {
    const made = await asWide((ctx) => createSchool(ctx, input()));
    if (!made.ok) throw new Error(made.message);
    const { schoolId } = made.value;
    const school = await withSystem("test", async (db) => ({
      row: await db.school.findUniqueOrThrow({ where: { id: schoolId } }),
      years: await db.schoolYear.findMany({ where: { schoolId } }),
      closures: await db.closure.findMany({ where: { schoolId }, orderBy: { startsOn: "asc" } }),
      weeks: await db.teachingWeek.count({ where: { schoolId } }),
      motives: await db.absenceMotive.count({ where: { schoolId } }),
    }));
    expect(school.row).toMatchObject({
      zone: "C",
      timeZone: "Europe/Paris",
      settings: {},
      disabledModules: [],
      version: 1,
    });
    expect(school.years.map(({ label, startsOn }) => [label, fromDbDay(startsOn)])).toEqual([
      ["2026-2027", "2026-09-01"],
    ]);
    expect(school.closures.map(({ name }) => name)).toContain("Vacances de Noël");
    expect(school.weeks).toBeGreaterThan(30);
    expect(school.motives).toBeGreaterThan(5);
  });

  it("is refused twice, and says so beside the UAI even where the administrator sees nothing of it", async () => {
    const twice = input();
    expect((await asWide((ctx) => createSchool(ctx, twice))).ok).toBe(true);
    const again = await above(organized.administrators.ofOther.accountId, (ctx) =>
      createSchool(ctx, { ...twice, organizationId: organized.otherAcademy }),
    );
    expect(again).toMatchObject({ ok: false, code: "INVALID", fields: { uai: [expect.any(String)] } });
  });

  it("lives at its own hour overseas, and asks for a zone that no académie tells", async () => {
    const made = await asWide((ctx) => createSchool(ctx, input({ uai: aUai("988") })));
    if (!made.ok) throw new Error(made.message);
    const row = await withSystem("test", (db) => db.school.findUniqueOrThrow({ where: { id: made.value.schoolId } }));
    expect(row).toMatchObject({ zone: "CALEDONIE", timeZone: "Pacific/Noumea" });
    const years = await withSystem("test", (db) => db.schoolYear.findMany({ where: { schoolId: row.id } }));
    expect(years.map(({ label, startsOn }) => [label, fromDbDay(startsOn)])).toEqual([["2026", "2026-02-01"]]);
    const unknown = await asWide((ctx) => createSchool(ctx, input({ uai: aUai("999") })));
    expect(unknown).toMatchObject({ ok: false, fields: { zone: [expect.any(String)] } });
  });

  it("can be worked in by its head", async () => {
    const made = await asWide((ctx) => createSchool(ctx, input()));
    if (!made.ok) throw new Error(made.message);
    const { schoolId } = made.value;
    const person = await withSystem("test", async (db) => {
      // Without the second factor that a head sets up first: tests/integration/auth/factors.test.ts.
      await db.school.update({
        where: { id: schoolId },
        data: { settings: { signIn: { demandsSecondFactor: false } } },
      });
      return aPerson(db, schoolId, { profile: "HEAD", firstName: "Ada", lastName: "Tête" });
    });
    const year = await actAs(person, (ctx) => schoolYearOn(ctx, THURSDAY));
    expect(year?.label).toBe("2026-2027");
  });
});

describe("the first head of a school", () => {
  it("gets a code that opens an account, a line in both journals, and a code anew until then", async () => {
    const { schoolId } = await withSystem("test", (db) => aSchool(db));
    const made = await asWide((ctx) => inviteToSchool(ctx, head(schoolId)));
    if (!made.ok) throw new Error(made.message);
    expect(made.value.until).toBe("lundi 18 janvier 2027");
    const overview = await asWide((ctx) => schoolOverview(ctx, schoolId));
    expect(overview?.administration).toMatchObject([
      { lastName: "Première", email: "ada@essai.example", activation: "CODED" },
    ]);
    expect(overview?.canInvite).toBe(true);
    const personId = overview?.administration[0]?.id ?? "";
    const again = await asWide((ctx) => renewInvite(ctx, { schoolId, personId }));
    if (!again.ok) throw new Error(again.message);
    expect((await recogniseCode(aVisitor(), made.value.code)).ok, "the first code is spent").toBe(false);
    expect((await recogniseCode(aVisitor(), again.value.code)).ok).toBe(true);
    const lines = await withSystem("test", (db) =>
      db.journal.findMany({ where: { schoolId }, orderBy: { id: "asc" } }),
    );
    expect(lines.map(({ action, personId: who }) => [action, who])).toEqual([
      ["plateforme.person.invite", null],
      ["plateforme.person.renew-code", null],
    ]);
  });

  it("is the last whom the platform makes: once one has an account, the school governs itself", async () => {
    const refusal = { ok: false, code: "INVALID" };
    const { schoolId } = world.school;
    expect(await asWide((ctx) => inviteToSchool(ctx, head(schoolId)))).toMatchObject(refusal);
    const overview = await asWide((ctx) => schoolOverview(ctx, schoolId));
    expect(overview?.canInvite).toBe(false);
    const personId = overview?.administration[0]?.id ?? "";
    expect(await asWide((ctx) => renewInvite(ctx, { schoolId, personId }))).toMatchObject(refusal);
  });

  it("is not made twice, and nobody else of a school is ever a target", async () => {
    const { schoolId } = await withSystem("test", (db) => aSchool(db));
    await asWide((ctx) => inviteToSchool(ctx, head(schoolId)));
    expect(await asWide((ctx) => inviteToSchool(ctx, head(schoolId)))).toMatchObject({ ok: false, code: "INVALID" });
    const teacher = await withSystem("test", (db) =>
      aPerson(db, schoolId, { profile: "TEACHER", firstName: "Tom", lastName: "Prof" }),
    );
    const renewed = await asWide((ctx) => renewInvite(ctx, { schoolId, personId: teacher.id }));
    expect(renewed).toMatchObject({ ok: false, code: "NOT_FOUND" });
  });
});

describe("a school that closes", () => {
  it("signs nobody in, puts out who is in, and opens again as it was", async () => {
    const member = await aMember("TEACHER");
    const { schoolId } = member.school;
    const signIn = () =>
      signInWithPassword(aVisitor(), { login: member.login, password: PASSWORD, shared: false }, null);
    expect((await signedInAccount(member.accountId)).persons).toHaveLength(1);
    expect((await asWide((ctx) => closeSchool(ctx, { schoolId }))).ok).toBe(true);
    expect((await signIn()).ok).toBe(false);
    expect((await signedInAccount(member.accountId)).persons).toEqual([]);
    const overview = await asWide((ctx) => schoolOverview(ctx, schoolId));
    expect(overview?.closedAt).not.toBeNull();
    expect((await asWide((ctx) => reopenSchool(ctx, { schoolId }))).ok).toBe(true);
    expect((await signIn()).ok).toBe(true);
  });

  it("leaves the other school of an account open", async () => {
    const member = await aMember("GUARDIAN");
    const elsewhere = await withSystem("test", async (db) => {
      const school = await aSchool(db);
      return aPerson(db, school.schoolId, {
        profile: "GUARDIAN",
        firstName: "Élise",
        lastName: "Martin",
        account: member,
      });
    });
    await asWide((ctx) => closeSchool(ctx, { schoolId: member.school.schoolId }));
    expect((await signedInAccount(member.accountId)).persons.map(({ id }) => id)).toEqual([elsewhere.id]);
    expect((await openSignIn(aVisitor(), { ...member, shared: false })).ok).toBe(true);
  });
});

describe("the code of an administrator", () => {
  const named = (organizationCode: string | null = null) =>
    withSystem("test", (db, at) =>
      nameAdministrator(db, at, { firstName: "Inès", lastName: "Premier", email: null, organizationCode }),
    );

  it("made by the command line, opens an account that administers the platform and is nobody's of a school", async () => {
    const made = await named();
    const recognised = await recogniseCode(aVisitor(), made?.code ?? "");
    if (!recognised.ok) throw new Error(recognised.message);
    const login = `ines.${newId().slice(-8)}`;
    const secret = { login, password: "quatre nuages verts dansent", shared: false };
    const opened = await activateAdministrator(aVisitor(), recognised.value, secret);
    expect(opened.ok).toBe(true);
    expect(await roleOfCode(recognised.value), "once").toBeNull();
    const account = await withSystem("test", (db) => db.account.findUniqueOrThrow({ where: { login } }));
    const demands = await withIdentity(
      {},
      (db, at) =>
        db.$queryRaw<
          { demands: boolean }[]
        >`SELECT account_demands_factor(${account.id}::uuid, ${toDbInstant(at)}) AS demands`,
    );
    expect(demands, "a second factor is compulsory").toEqual([{ demands: true }]);
  });

  it("adds the role to an account that exists, by its password", async () => {
    const made = await named();
    const member = await aMember("TEACHER");
    const code = parseCode(made?.code ?? "") ?? "";
    const wrong = { login: member.login, password: "ce n’est pas le bon", shared: false };
    expect((await linkAdministrator(aVisitor(), code, wrong, null)).ok).toBe(false);
    const before = await aSignIn(member.accountId);
    const linked = await linkAdministrator(aVisitor(), code, { ...wrong, password: PASSWORD }, null);
    expect(linked.ok).toBe(true);
    expect(await resolveSignIn(hashSecret(before), now())).toBeNull();
    const lines = await withSystem("test", (db) =>
      db.platformLine.findMany({ where: { accountId: member.accountId }, select: { action: true } }),
    );
    expect(lines).toEqual([{ action: "plateforme.account.link" }]);
  });

  it("is told for no organisation that there is none", async () => {
    expect(await named("NULLE-PART")).toBeNull();
  });
});

describe("the tree", () => {
  it("refuses to stand under itself", async () => {
    const { academy, department } = organized;
    const moved = await asWide((ctx) =>
      saveOrganization(ctx, { organizationId: academy, name: "Académie d’Essai", parentId: department }),
    );
    expect(moved).toMatchObject({ ok: false, fields: { parentId: [expect.any(String)] } });
  });

  it("lets nobody end their own role", async () => {
    const { roleId } = organized.administrators.wide;
    expect(await asWide((ctx) => endAdministrator(ctx, { roleId }))).toMatchObject({ ok: false, code: "INVALID" });
  });
});

describe("the figures of a school", () => {
  it("count who may sign in today, and who has an account; pupils who left are not among them", async () => {
    const { schoolId } = await withSystem("test", async (db) => {
      const school = await aSchool(db, { name: `Collège compté ${newId()}` });
      await aPerson(db, school.schoolId, { profile: "STUDENT", firstName: "A", lastName: "A" });
      await aPerson(db, school.schoolId, { profile: "STUDENT", firstName: "B", lastName: "B", endsOn: "2026-10-01" });
      const waiting = await aPerson(db, school.schoolId, { profile: "STUDENT", firstName: "C", lastName: "C" });
      await db.person.update({
        where: { schoolId_id: { schoolId: school.schoolId, id: waiting.id } },
        data: { accountId: null },
      });
      return school;
    });
    await countSchools();
    const read = () => asWide(async (ctx) => (await schoolOverview(ctx, schoolId))?.figures);
    expect(await read()).toMatchObject({ persons: 2, activated: 1, lastImportAt: null });
    await withSystem("test", async (db) => {
      await aPerson(db, schoolId, { profile: "TEACHER", firstName: "D", lastName: "D" });
      await countPersons(db, toDbInstant(now()));
    });
    expect(await read()).toMatchObject({ persons: 3, activated: 2 });
  });
});

describe("a list of schools", () => {
  it("finds parts of names without accents, and what stands under an organisation", async () => {
    const find = (text: string, organizationId: string | null) =>
      asWide(async (ctx) => {
        const found = await schools(ctx, { text, organizationId, page: 1 }, await organizations(ctx));
        return found.entries.map(({ id }) => id);
      });
    expect(await find("ecole tilleuls autun", organized.otherAcademy)).toEqual([world.other.school.schoolId]);
    expect(await find("tilleuls", organized.academy)).toEqual([]);
    expect(await find(world.school.uai.toLowerCase(), organized.academy)).toEqual([world.school.schoolId]);
    expect(await find("tilleuls introuvable %", null)).toEqual([]);
  });
});

describe("the contacts of a school", () => {
  it("are those above it and of the whole platform, and nobody of another académie", async () => {
    const contacts = await actAs(world.people.head, platformContacts, "comptes");
    const mine = new Set(Object.values(organized.administrators).map(({ roleId }) => roleId));
    const names = (contacts ?? []).filter(({ id }) => mine.has(id)).map(({ lastName }) => lastName);
    expect(names.toSorted()).toEqual(["Academie", "Departement", "Entiere"]);
  });
});

describe("the wall of the platform", () => {
  let web: Client;
  beforeAll(async () => {
    web = new Client({ connectionString: databaseUrl() });
    await web.connect();
  });
  afterAll(() => web.end());

  /** Rows that preau_platform reads of a table, at its widest: the whole platform, every school and person named. */
  async function reads(table: string, where = "true"): Promise<string> {
    await web.query("BEGIN");
    try {
      await web.query("SET LOCAL ROLE preau_platform; SET LOCAL app.platform_wide TO 'true'");
      const { schoolId } = world.school;
      const people = Object.values(world.people).map(({ id }) => id);
      await web.query(
        `SET LOCAL app.school_id TO '${schoolId}'; SET LOCAL app.school_ids TO '${schoolId},${world.other.school.schoolId}'; SET LOCAL app.person_ids TO '${people.join(",")}'`,
      );
      const { rowCount } = await web.query(`SELECT FROM "${table}" WHERE ${where}`);
      return String(rowCount);
    } catch (error) {
      return error instanceof Error && /permission denied/.test(error.message) ? "not granted" : String(error);
    } finally {
      await web.query("ROLLBACK");
    }
  }

  it("stands before every table of a school but the few of the registry", async () => {
    const closed = Object.entries(walls).filter(([, wall]) => !(wall.platform ?? []).includes("SELECT"));
    expect(closed.length).toBeGreaterThan(60);
    for (const [table] of closed) expect([table, await reads(table)]).toEqual([table, "not granted"]);
  });

  it("shows of a school's persons its heads and administrators, and nothing of their birth or addresses", async () => {
    expect(await reads("person")).toBe("4");
    expect(await reads("person", "profile NOT IN ('HEAD', 'ADMIN')")).toBe("0");
    expect(await reads("contact", "kind <> 'EMAIL'")).toBe("0");
    expect(await reads("civil_status")).toBe("not granted");
    expect(await reads("access_code", "purpose = 'RESET'")).toBe("0");
    expect(await reads("school", "settings IS NOT NULL")).toBe("not granted");
    expect(await reads("access_code", "code_hash IS NOT NULL")).toBe("not granted");
  });

  it("shows nothing to an administrator of nothing, and of a school only what was named", async () => {
    const asked = async (settings: string, table: string, where = "true"): Promise<number> => {
      await web.query("BEGIN");
      try {
        await web.query(`SET LOCAL ROLE preau_platform; ${settings}`);
        return (await web.query(`SELECT id FROM "${table}" WHERE ${where}`)).rows.length;
      } finally {
        await web.query("ROLLBACK");
      }
    };
    for (const table of [
      "organization",
      "school",
      "platform_role",
      "platform_journal",
      "person",
      "contact",
      "access_code",
    ]) {
      expect([table, await asked("SET LOCAL app.now TO ''", table)]).toEqual([table, 0]);
    }
    const { department } = organized;
    const ofDepartment = `SET LOCAL app.organization_ids TO '${department}'`;
    expect(await asked(ofDepartment, "school")).toBeGreaterThan(0);
    expect(await asked(ofDepartment, "school", `organization_id IS DISTINCT FROM '${department}'`)).toBe(0);
    expect(await asked("SET LOCAL app.platform_wide TO 'true'", "person")).toBe(0);
  });

  it("lets no person of a school be made but a head or an administrator, nor given an account", async () => {
    const insert = async (columns: string, values: string): Promise<string> => {
      await web.query("BEGIN");
      try {
        const { schoolId } = world.school;
        await web.query(
          `SET LOCAL ROLE preau_platform; SET LOCAL app.platform_wide TO 'true'; SET LOCAL app.school_id TO '${schoolId}'; SET LOCAL app.school_ids TO '${schoolId}'`,
        );
        await web.query(
          `INSERT INTO person (school_id, id, last_name, first_name, starts_on, ${columns}) VALUES ('${schoolId}', '${newId()}', 'X', 'X', '2026-09-01', ${values})`,
        );
        return "added";
      } catch (error) {
        const message = error instanceof Error ? error.message : "";
        return /permission denied/.test(message)
          ? "not granted"
          : /row-level/.test(message)
            ? "refused by the wall"
            : message;
      } finally {
        await web.query("ROLLBACK");
      }
    };
    expect(await insert("profile", "'HEAD'")).toBe("added");
    expect(await insert("profile", "'TEACHER'")).toBe("refused by the wall");
    expect(await insert("profile, account_id", `'HEAD', '${world.people.head.accountId}'`)).toBe("not granted");
  });

  it("is no way in for a school: staff and families reach no administrator's row but their contacts", async () => {
    const other = await withSystem("test", (db) => anAdministrator(db, "Ailleurs", organized.otherAcademy));
    const seen = await actAs(world.people.head, async (ctx) => {
      await platformContacts(ctx);
      return ctx.db.platformRole.findMany({ select: { id: true } });
    });
    expect(seen.map(({ id }) => id)).not.toContain(other.roleId);
  });
});
