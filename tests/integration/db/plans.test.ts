import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { databaseAdminUrl } from "@/lib/env";
import { newId } from "@/lib/db/id";

// Both walls must be conditions of an index: a policy that PostgreSQL applies row by row reads every school's rows.

const SCHOOLS = 20;
const PUPILS = 500;

let admin: Client;
const school = newId();
const student = newId();

beforeAll(async () => {
  admin = new Client({ connectionString: databaseAdminUrl() });
  await admin.connect();
  // Plans are asked of rows that nothing else reads: without the parents that their foreign keys name.
  await admin.query("SET session_replication_role = replica");
  await admin.query(
    `INSERT INTO enrollment (school_id, id, group_id, group_kind, student_id, starts_on)
     SELECT schools.id, gen_random_uuid(), gen_random_uuid(), 'DIVISION',
            CASE WHEN schools.id = $1 AND n = 1 THEN $2::uuid ELSE gen_random_uuid() END, date '2026-09-01'
       FROM (SELECT $1::uuid AS id UNION ALL SELECT gen_random_uuid() FROM generate_series(2, ${SCHOOLS})) schools,
            generate_series(1, ${PUPILS}) n`,
    [school, student],
  );
  await admin.query(
    `INSERT INTO homework (school_id, id, service_id, author_id, given_on, due_on, content, created_at, updated_at)
     SELECT schools.id, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), day::date, day::date + 3, '{}', day, day
       FROM (SELECT $1::uuid AS id UNION ALL SELECT gen_random_uuid() FROM generate_series(2, ${SCHOOLS})) schools,
            generate_series(timestamptz '2026-09-01', '2027-01-01', '6 hours') day`,
    [school],
  );
  await admin.query(
    `INSERT INTO journal (school_id, id, at, action, target_type, target_id)
     SELECT schools.id, gen_random_uuid(), timestamptz '2026-09-01' + n * interval '1 hour', 'comptes.person.save', 'person',
            CASE WHEN n % 50 = 0 THEN $2::uuid ELSE gen_random_uuid() END
       FROM (SELECT $1::uuid AS id UNION ALL SELECT gen_random_uuid() FROM generate_series(2, ${SCHOOLS})) schools,
            generate_series(1, ${PUPILS}) n`,
    [school, student],
  );
  await admin.query("SET session_replication_role = DEFAULT");
  await admin.query("ANALYZE enrollment, homework, journal");
});
afterAll(() => admin.end());

/** The plan of a statement under a role, sequential scans set aside: these tables are still small. */
async function planOf(role: string, text: string): Promise<string> {
  await admin.query("BEGIN");
  try {
    await admin.query(
      `SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL ROLE ${role};
       SET LOCAL app.school_id TO '${school}'; SET LOCAL app.student_ids TO '${student}'`,
    );
    const { rows } = await admin.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, COSTS off, TIMING off) ${text}`);
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  } finally {
    await admin.query("ROLLBACK");
  }
}

describe("the walls are conditions of an index", () => {
  it("school wall: the journal of one person is read by its own", async () => {
    const plan = await planOf(
      "preau_staff",
      `SELECT * FROM journal WHERE target_type = 'person' AND target_id = '${student}'
       ORDER BY at DESC, id DESC LIMIT 20`,
    );
    expect(plan).toMatch(/Index Cond: \(.*target_id/);
    expect(plan).not.toMatch(/Filter/);
  });

  it("school wall: staff read their school's rows, and no other's", async () => {
    const plan = await planOf("preau_staff", "SELECT * FROM homework WHERE due_on = '2026-11-19'");
    expect(plan).toMatch(/Index Cond: \(\(school_id = .*due_on/);
    expect(plan).not.toMatch(/Filter/);
  });

  it("both walls: a family reads its pupil's rows, and passes over no others", async () => {
    const plan = await planOf("preau_family", "SELECT * FROM enrollment");
    expect(plan).toMatch(/Index Cond: \(\(school_id = .*student_id = ANY/);
    expect(plan).not.toMatch(/Filter/);
    expect(plan).toMatch(/actual rows=1(\.00)? /);
  });
});
