import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openContext } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withIdentity } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { walls } from "@/lib/db/walls";
import { databaseAdminUrl, databaseUrl } from "@/lib/env";
import { toDbDay } from "@/lib/time/day";
import { actAs, viewerAs } from "@/tests/access/personas";
import { makeWorld, type World } from "@/tests/factories/world";

// Attempts to cross the two walls: with raw SQL as each role, then through Prisma, whose nested reads and writes are more
// SQL of the same transaction.

let world: World;
let web: Client;
let admin: Client;

beforeAll(async () => {
  world = await withSystem("crossings: the world, and traces of others", async (db) => {
    const made = await makeWorld(db);
    await leaveTraces(db, made);
    return made;
  });
  web = new Client({ connectionString: databaseUrl() });
  admin = new Client({ connectionString: databaseAdminUrl() });
  await Promise.all([web.connect(), admin.connect()]);
});
afterAll(() => Promise.all([web.end(), admin.end()]));

interface Asker {
  role: string;
  school?: string;
  person?: string;
  account?: string;
  students?: string[];
}

/** Runs SQL as one of the web's roles, as lib/db/transaction.ts opens it, and takes everything back. */
async function as<T>(asker: Asker, run: (sql: (text: string, values?: unknown[]) => Promise<T>) => Promise<void>) {
  await web.query("BEGIN");
  try {
    await web.query(`SET LOCAL ROLE ${asker.role}`);
    if (asker.school) await web.query(`SET LOCAL app.school_id TO '${asker.school}'`);
    if (asker.person) await web.query(`SET LOCAL app.person_id TO '${asker.person}'`);
    if (asker.account) await web.query(`SET LOCAL app.account_id TO '${asker.account}'`);
    if (asker.students) await web.query(`SET LOCAL app.student_ids TO '${asker.students.join(",")}'`);
    await run(async (text, values) => (await web.query(text, values)) as T);
  } finally {
    await web.query("ROLLBACK");
  }
}

/** What became of a statement: how many rows, or which wall it ran into. */
async function fate(asker: Asker, text: string, values: unknown[] = []): Promise<string> {
  let outcome = "";
  await as<{ rowCount: number | null }>(asker, async (sql) => {
    try {
      outcome = `${(await sql(text, values)).rowCount} rows`;
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      outcome = /row-level security/.test(message)
        ? "refused by the wall"
        : /permission denied/.test(message)
          ? "not granted"
          : message;
    }
  });
  return outcome;
}

const staff = (): Asker => ({ role: "preau_staff", school: world.school.schoolId, person: world.people.head.id });
const alice = (): Asker => ({
  role: "preau_family",
  school: world.school.schoolId,
  person: world.people.alice.id,
  students: [world.people.alice.id],
});

const schoolTables = Object.entries(walls)
  .filter(([, { wall }]) => !["identity", "platform", "global", "self"].includes(wall))
  .map(([table, wall]) => ({ table, ...wall }));

describe("the school wall, as staff of school 1", () => {
  it.each(schoolTables)(
    "$table: nothing of school 2 is read, added, changed or deleted",
    async ({ table, staff: may, staffUpdates }) => {
      const column = staffUpdates?.[0] ?? "school_id";
      const other = world.other.school.schoolId;
      const attempts = {
        SELECT: await fate(staff(), `SELECT FROM "${table}" WHERE school_id = $1`, [other]),
        // The wall is asked before any other constraint: a row of nothing but the other school is enough.
        INSERT: await fate(staff(), `INSERT INTO "${table}" (school_id) VALUES ($1)`, [other]),
        UPDATE: await fate(staff(), `UPDATE "${table}" SET ${column} = ${column} WHERE school_id = $1`, [other]),
        DELETE: await fate(staff(), `DELETE FROM "${table}" WHERE school_id = $1`, [other]),
      };
      const granted = (privilege: (typeof may)[number], held: string): string =>
        may.includes(privilege) ? held : "not granted";
      expect(attempts).toEqual({
        SELECT: granted("SELECT", "0 rows"),
        INSERT: granted("INSERT", "refused by the wall"),
        // UPDATE … WHERE reads too.
        UPDATE: granted("UPDATE", "0 rows"),
        DELETE: granted("DELETE", "0 rows"),
      });
    },
  );

  it.each(["person", "period", "period_scheme"])("%s: what no form changes is not granted", async (table) => {
    expect(await fate(staff(), `UPDATE "${table}" SET school_id = school_id`)).toBe("not granted");
  });

  it.each(["homework", "lesson_entry", "file", "access_code"])("%s: no row is moved to school 2", async (table) => {
    const moved = await fate(staff(), `UPDATE "${table}" SET school_id = $1`, [world.other.school.schoolId]);
    expect(moved).toBe("refused by the wall");
  });

  it("shows each school its own rows, all of them", async () => {
    for (const { table, wall, staff: may } of schoolTables) {
      // Behind these, each sees its own: tests/access and tests/integration/messagerie.
      if (!may.includes("SELECT") || ["private", "members", "message", "mailbox"].includes(wall)) continue;
      const { rowCount } = await admin.query(`SELECT FROM "${table}" WHERE school_id = $1`, [world.school.schoolId]);
      expect([table, await fate(staff(), `SELECT FROM "${table}"`)]).toEqual([table, `${rowCount} rows`]);
    }
  });

  it("shows nothing, rather than everything, when nobody says which school", async () => {
    for (const { table, staff: may } of schoolTables) {
      if (!may.includes("SELECT")) continue;
      expect([table, await fate({ role: "preau_staff" }, `SELECT FROM "${table}"`)]).toEqual([table, "0 rows"]);
    }
  });

  it("does not reach accounts, devices and codes of the identity", async () => {
    for (const table of ["account", "sign_in", "reset_mail", "sign_in_attempt", "rate_limit"]) {
      expect([table, await fate(staff(), `SELECT FROM "${table}"`)]).toEqual([table, "not granted"]);
      expect([table, await fate(alice(), `SELECT FROM "${table}"`)]).toEqual([table, "not granted"]);
    }
  });
});

describe("the family wall, as alice", () => {
  it.each([
    ["enrollment", `SELECT FROM enrollment WHERE student_id <> $1`, "0 rows"],
    ["homework_recipient", `SELECT FROM homework_recipient WHERE student_id <> $1`, "0 rows"],
    ["homework_completion", `SELECT FROM homework_completion WHERE student_id <> $1`, "0 rows"],
    ["person", `SELECT FROM person WHERE profile IN ('STUDENT', 'GUARDIAN') AND id <> $1`, "0 rows"],
    ["contact", `SELECT FROM contact WHERE person_id <> $1`, "0 rows"],
    ["guardianship", `SELECT FROM guardianship WHERE guardian_id <> $1`, "0 rows"],
    ["file", `SELECT FROM file WHERE visibility <> 'SCHOOL' AND owner_id <> $1`, "0 rows"],
    ["operation", `SELECT FROM operation WHERE person_id <> $1`, "0 rows"],
    ["civil_status", `SELECT FROM civil_status WHERE person_id <> $1`, "not granted"],
    ["external_id", `SELECT FROM external_id WHERE person_id <> $1`, "not granted"],
    ["student_support", `SELECT FROM student_support WHERE student_id <> $1`, "not granted"],
    ["access_code", `SELECT FROM access_code WHERE person_id <> $1`, "not granted"],
    ["journal", `SELECT FROM journal WHERE person_id <> $1`, "not granted"],
    ["outbox", `SELECT FROM outbox WHERE id <> $1`, "not granted"],
  ])("%s: nobody else's row is read", async (_table, text, outcome) => {
    expect(await fate(alice(), text, [world.people.alice.id])).toBe(outcome);
  });

  it("lets her tick for herself, and neither for adam nor in another school", async () => {
    const tick = `INSERT INTO homework_completion (school_id, homework_id, student_id, done_at) VALUES ($1, $2, $3, now())`;
    const { schoolId } = world.school;
    const homework = world.homework.latin.id;
    expect(await fate(alice(), tick, [schoolId, homework, world.people.alice.id])).toBe("1 rows");
    expect(await fate(alice(), tick, [schoolId, homework, world.people.adam.id])).toBe("refused by the wall");
    const elsewhere = world.other.school.schoolId;
    expect(await fate(alice(), tick, [elsewhere, world.other.homework.id, world.people.alice.id])).toBe(
      "refused by the wall",
    );
    expect(await fate(alice(), `DELETE FROM homework_completion WHERE student_id <> $1`, [world.people.alice.id])).toBe(
      "0 rows",
    );
  });

  it("lets her add files of her own, private ones, and none in another's name", async () => {
    const file = `INSERT INTO file (school_id, id, owner_id, name, media_type, size, sha256, storage_key, visibility, created_at)
      VALUES ($1, $2, $3, 'x.pdf', 'application/pdf', 1, 'x', 'x', $4::text::"FileVisibility", now())`;
    const { schoolId } = world.school;
    const { alice: own, head } = world.people;
    expect(await fate(alice(), file, [schoolId, newId(), own.id, "OWNER"])).toBe("1 rows");
    expect(await fate(alice(), file, [schoolId, newId(), own.id, "SCHOOL"])).toBe("refused by the wall");
    expect(await fate(alice(), file, [schoolId, newId(), head.id, "OWNER"])).toBe("refused by the wall");
    expect(await fate(alice(), `UPDATE file SET visibility = 'SCHOOL'`)).toBe("not granted");
  });

  it("keeps the absences of others from her, and roll calls, alerts and answers from every family", async () => {
    const basile = { ...alice(), person: world.people.basile.id, students: [world.people.basile.id] };
    for (const table of ["absence", "justification", "justification_file"]) {
      expect([table, await fate(basile, `SELECT FROM "${table}"`)]).toEqual([table, "0 rows"]);
      expect([table, await fate(alice(), `UPDATE "${table}" SET school_id = school_id`)]).toEqual([
        table,
        "not granted",
      ]);
    }
    expect(await fate(alice(), `SELECT FROM absence`)).toBe("2 rows");
    expect(await fate(alice(), `SELECT FROM attendance WHERE student_id <> $1`, [world.people.alice.id])).toBe(
      "0 rows",
    );
    expect(await fate(alice(), `SELECT FROM roll_call`)).toBe("not granted");
    expect(await fate(alice(), `SELECT FROM absence_alert`)).toBe("not granted");
  });

  it("lets her write journal lines in her own name only", async () => {
    const line = `INSERT INTO journal (school_id, id, at, person_id, action, target_type) VALUES ($1, $2, now(), $3, 'x', 'x')`;
    expect(await fate(alice(), line, [world.school.schoolId, newId(), world.people.alice.id])).toBe("1 rows");
    expect(await fate(alice(), line, [world.school.schoolId, newId(), world.people.head.id])).toBe(
      "refused by the wall",
    );
    expect(await fate(alice(), line, [world.other.school.schoolId, newId(), world.people.alice.id])).toBe(
      "refused by the wall",
    );
  });

  it.each(["lesson_entry", "homework", "homework_recipient", "person", "enrollment"])(
    "%s: is not written by a family",
    async (table) => {
      const granted = walls[table]?.family ?? [];
      expect(granted.filter((privilege) => privilege !== "SELECT")).toEqual([]);
      expect(await fate(alice(), `UPDATE "${table}" SET school_id = school_id`)).toBe("not granted");
    },
  );

  it("keeps a guardian's contact details from the other parent", async () => {
    const { aliceGuardian1, aliceGuardian2 } = world.people;
    const second = { ...alice(), person: aliceGuardian2.id };
    expect(await fate(second, `SELECT FROM contact WHERE person_id = $1`, [aliceGuardian1.id])).toBe("0 rows");
    expect(await fate(second, `SELECT FROM person WHERE id = $1`, [aliceGuardian1.id])).toBe("0 rows");
    expect(await fate({ ...alice(), person: aliceGuardian1.id }, `SELECT FROM contact`)).toBe("1 rows");
  });
});

describe("the identity role", () => {
  const identity = (): Asker => ({ role: "preau_identity", account: world.people.alice.accountId });

  it("sees the persons of its account only, and changes nothing of them but the account", async () => {
    expect(await fate(identity(), `SELECT FROM person`)).toBe("1 rows");
    expect(await fate(identity(), `SELECT FROM person WHERE account_id <> $1`, [world.people.alice.accountId])).toBe(
      "0 rows",
    );
    expect(await fate(identity(), `UPDATE person SET last_name = 'X'`)).toBe("not granted");
    expect(await fate(identity(), `UPDATE person SET account_id = $1`, [world.people.adam.accountId])).toBe(
      "refused by the wall",
    );
  });

  it("reaches no other table of the schools", async () => {
    for (const { table, identity: may, identityReads } of schoolTables) {
      if (may) continue;
      // A count needs some columns of some tables; never the whole row.
      const asked = identityReads ? "*" : "";
      expect([table, await fate(identity(), `SELECT ${asked} FROM "${table}"`)]).toEqual([table, "not granted"]);
    }
    expect(await fate(identity(), `SELECT FROM journal`)).toBe("not granted");
    expect(await fate(identity(), `UPDATE access_code SET person_id = person_id`)).toBe("not granted");
  });

  it("holds through Prisma: another account's person stays out of reach", async () => {
    const { adam, alice: own } = world.people;
    const count = await withIdentity({ accountId: own.accountId }, async (db) => {
      const { count: changed } = await db.person.updateMany({
        where: { schoolId: adam.schoolId, id: adam.id },
        data: { accountId: own.accountId },
      });
      return changed;
    });
    expect(count).toBe(0);
  });
});

describe("the owner of the tables", () => {
  it("is walled too, because row-level security is forced", async () => {
    await admin.query("BEGIN");
    try {
      await admin.query("SET LOCAL ROLE preau_owner");
      for (const { table } of schoolTables) {
        const { rowCount } = await admin.query(`SELECT FROM "${table}"`);
        expect([table, rowCount]).toEqual([table, 0]);
      }
      await expect(
        admin.query("INSERT INTO subject (school_id, id, code, short_name, name) VALUES ($1, $2, '1', 'x', 'x')", [
          world.school.schoolId,
          newId(),
        ]),
      ).rejects.toThrow(/row-level security/);
    } finally {
      await admin.query("ROLLBACK");
    }
  });
});

describe("through Prisma", () => {
  it("a pupil's nested includes come back without the others", async () => {
    const groups = await actAs(world.people.alice, ({ db }) =>
      db.group.findMany({
        include: {
          enrollments: { include: { student: { include: { contacts: true, completions: true, guardians: true } } } },
          services: { include: { homework: { include: { recipients: true, completions: true } } } },
        },
      }),
    );
    const pupils = groups.flatMap((group) => group.enrollments.map((enrollment) => enrollment.studentId));
    expect(new Set(pupils)).toEqual(new Set([world.people.alice.id]));
    const named = groups.flatMap((group) =>
      group.services.flatMap((service) => service.homework.flatMap((homework) => homework.recipients)),
    );
    expect(named).toEqual([]);
    expect(new Set(groups.map((group) => group.schoolId))).toEqual(new Set([world.school.schoolId]));
  });

  it("a guardian's nested includes know their own tie to the child, not the other parent", async () => {
    const children = await actAs(world.people.aliceGuardian2, ({ db }) =>
      db.person.findMany({
        where: { profile: "STUDENT" },
        select: { id: true, guardians: { select: { guardianId: true } } },
      }),
    );
    expect(children).toEqual([
      { id: world.people.alice.id, guardians: [{ guardianId: world.people.aliceGuardian2.id }] },
    ]);
  });

  it("an include of what is not granted fails, rather than coming back empty", async () => {
    await expect(
      actAs(world.people.head, ({ db }) => db.person.findMany({ include: { account: true } })),
    ).rejects.toThrow(/permission denied/);
    await expect(
      actAs(world.people.alice, ({ db }) => db.person.findMany({ include: { civilStatus: true } })),
    ).rejects.toThrow(/permission denied/);
  });

  it("staff add nothing to another school, nor move a row there", async () => {
    const elsewhere = world.other.school.schoolId;
    await expect(
      actAs(world.people.mathsTeacher, ({ db }) =>
        db.lessonEntry.createMany({
          data: [
            {
              schoolId: elsewhere,
              id: newId(),
              sessionId: world.other.session.id,
              authorId: world.other.people.teacher.id,
              content: {},
              createdAt: new Date(),
              updatedAt: new Date(),
            },
          ],
        }),
      ),
    ).rejects.toThrow(/row-level security/);
    await expect(
      actAs(world.people.mathsTeacher, ({ db }) =>
        db.homework.updateMany({ where: { id: world.homework.maths6A.id }, data: { schoolId: elsewhere } }),
      ),
    ).rejects.toThrow(/row-level security/);
    const untouched = await actAs(world.people.mathsTeacher, ({ db }) =>
      db.homework.updateMany({ where: { id: world.other.homework.id }, data: { minutes: 5 } }),
    );
    expect(untouched.count).toBe(0);
  });

  it("no key crosses schools, even for the system", async () => {
    const { schoolId } = world.school;
    await expect(
      withSystem("crossings: a foreign pupil", (db) =>
        db.enrollment.create({
          data: {
            schoolId,
            id: newId(),
            groupId: world.groups.sixA.id,
            groupKind: "DIVISION",
            studentId: world.other.people.pupil.id,
            startsOn: toDbDay("2026-09-01"),
          },
        }),
      ),
    ).rejects.toThrow(/Foreign key constraint/);
    await expect(
      withSystem("crossings: a foreign lesson", (db) =>
        db.lessonEntryFile.create({
          data: { schoolId, lessonEntryId: world.other.lessonEntry.id, fileId: world.files.loose.id, position: 0 },
        }),
      ),
    ).rejects.toThrow(/Foreign key constraint/);
  });

  it("a page writes nothing, whoever asks", async () => {
    const viewer = await viewerAs(world.people.mathsTeacher);
    await expect(
      openContext(viewer, "cahier-de-texte", { readOnly: true }, ({ db }) =>
        db.homework.updateMany({ where: { id: world.homework.maths6A.id }, data: { minutes: 5 } }),
      ),
    ).rejects.toThrow(/read-only transaction/);
  });
});

/** Rows of other people in tables that the world leaves empty. */
async function leaveTraces(db: Db, { school, people, homework }: World) {
  const { schoolId } = school;
  await db.contact.createMany({
    data: [people.aliceGuardian1, people.adam].map((person) => ({
      schoolId,
      id: newId(),
      personId: person.id,
      kind: "EMAIL" as const,
      value: "quelqu.un@example.fr",
    })),
    skipDuplicates: true,
  });
  await db.homeworkCompletion.createMany({
    data: [{ schoolId, homeworkId: homework.maths6A.id, studentId: people.adam.id, doneAt: new Date() }],
    skipDuplicates: true,
  });
  await db.accessCode.create({
    data: {
      schoolId,
      id: newId(),
      personId: people.adam.id,
      purpose: "RESET",
      codeHash: newId(),
      createdAt: new Date(),
      expiresAt: new Date(),
    },
  });
  await db.operation.createMany({
    data: [{ schoolId, personId: people.adam.id, id: newId(), name: "x", result: {}, createdAt: new Date() }],
  });
}
