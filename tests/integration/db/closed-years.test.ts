import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openContext } from "@/lib/auth/context";
import type { Viewer } from "@/lib/auth/viewer";
import { ARCHIVED_TABLES, isOfClosedYear, OPEN_TABLES } from "@/lib/db/closed-years";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { databaseAdminUrl } from "@/lib/env";
import { toDbDay } from "@/lib/time/day";
import { viewerAs } from "@/tests/access/personas";
import { anAssessment } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

// A closed year is an archive (docs/adr/0029-a-closed-year-is-an-archive.md): the triggers, beside the foreign keys and the registry.

const client = new Client({ connectionString: databaseAdminUrl() });
let world: World;
let head: Viewer;

beforeAll(async () => {
  await client.connect();
  world = await withSystem("a world for closed years", makeWorld);
  head = await viewerAs(world.people.head);
});
afterAll(() => client.end());

describe("the catalog", () => {
  it("has the trigger on the tables of the registry, and on no other", async () => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'closed_year'",
    );
    const names = rows.map(({ name }) => name.replaceAll('"', ""));
    expect(names.toSorted()).toEqual([...ARCHIVED_TABLES].toSorted());
  });

  it("leaves no table that hangs on a year out of the registry", async () => {
    const { rows } = await client.query<{ name: string }>(`WITH RECURSIVE hanging(oid) AS (
        SELECT 'school_year'::regclass::oid UNION SELECT c.conrelid FROM pg_constraint c JOIN hanging h ON c.confrelid = h.oid WHERE c.contype = 'f')
      SELECT c.relname AS name FROM hanging JOIN pg_class c ON c.oid = hanging.oid`);
    const known = new Set([...ARCHIVED_TABLES, ...Object.keys(OPEN_TABLES)]);
    expect(rows.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("a closed year", () => {
  const close = (closedAt: Date | null) =>
    withSystem("a year is closed, or opened again", (db) =>
      db.schoolYear.updateMany({ where: { schoolId: world.school.schoolId }, data: { closedAt } }),
    );
  const asStaff = <T>(run: Parameters<typeof openContext<T>>[3]) =>
    openContext(head, "notes", { readOnly: false }, run);

  it("refuses to create, change and delete, in the words of Prisma and in ours; and lets the system pass", async () => {
    const { schoolId } = world.school;
    const service = world.services.maths6A;
    const assessmentId = await withSystem("an assessment", (db) =>
      anAssessment(db, service, world.periods.firstTerm, world.people.mathsTeacher).then(({ id }) => id),
    );
    const one = { schoolId, id: assessmentId };
    await close(new Date("2027-07-10T10:00:00Z"));
    const refused = async (run: Parameters<typeof openContext>[3]) => {
      const error: unknown = await asStaff(run).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(isOfClosedYear(error), String(error)).toBe(true);
    };
    await refused((ctx) => ctx.db.assessment.updateMany({ where: one, data: { title: "Autre" } }));
    await refused((ctx) => ctx.db.assessment.deleteMany({ where: one }));
    await refused(
      (ctx) =>
        ctx.db
          .$executeRaw`UPDATE assessment SET title = 'Autre' WHERE school_id = ${schoolId}::uuid AND id = ${assessmentId}::uuid`,
    );
    await refused((ctx) =>
      ctx.db.servicePart.createMany({
        data: [{ schoolId, id: newId(), serviceId: service.id, name: "Oral", coefficient: 1, position: 0 }],
      }),
    );
    await refused((ctx) =>
      ctx.db.schoolYear.updateMany({ where: { schoolId }, data: { endsOn: toDbDay("2027-08-01") } }),
    );
    await withSystem("the purge and the importer", (db) =>
      db.assessment.updateMany({ where: one, data: { comment: "Vu" } }),
    );
    await close(null);
    await asStaff((ctx) => ctx.db.assessment.updateMany({ where: one, data: { title: "Autre" } }));
  });

  it("is opened again by moving its closing alone", async () => {
    const { schoolId } = world.school;
    await close(new Date("2027-07-10T10:00:00Z"));
    const opened = await asStaff((ctx) =>
      ctx.db.schoolYear.updateMany({ where: { schoolId }, data: { closedAt: null, version: 2 } }),
    );
    expect(opened.count).toBe(1);
  });

  it("keeps its alerts, but those of a month in which the next one begins", async () => {
    const { schoolId } = world.school;
    const year = { schoolId, id: newId(), label: "2027-2028" };
    await withSystem("the next year", async (db) => {
      await db.schoolYear.updateMany({ where: { schoolId }, data: { endsOn: toDbDay("2027-08-14") } });
      await db.schoolYear.create({ data: { ...year, startsOn: toDbDay("2027-08-16"), endsOn: toDbDay("2028-08-12") } });
    });
    await close(new Date("2027-07-10T10:00:00Z"));
    await withSystem("the next year is open", (db) =>
      db.schoolYear.update({ where: { schoolId_id: { schoolId, id: year.id } }, data: { closedAt: null } }),
    );
    const alert = (month: string) =>
      asStaff((ctx) =>
        ctx.db.absenceAlert.createMany({
          data: [
            {
              schoolId,
              id: newId(),
              studentId: world.people.alice.id,
              month: toDbDay(month),
              threshold: 4,
              halfDays: 4,
              reachedAt: new Date("2027-08-31T10:00:00Z"),
            },
          ],
        }),
      );
    await expect(alert("2027-06-01")).rejects.toSatisfy(isOfClosedYear);
    expect(await alert("2027-08-01")).toEqual({ count: 1 });
    await close(null);
  });
});
