import { expect } from "vitest";
import { runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { startImport } from "@/lib/imports/commands";
import { importInput, startImportInput } from "@/lib/imports/schema";
import { storage } from "@/lib/storage/storage";
import { viewerAs } from "@/tests/access/personas";
import type { World } from "@/tests/factories/world";

// What an administrator does with imports, and what comes of it, without a browser.

type Gesture = (ctx: Context, input: { operationId: string; runId: string; version: number }) => Promise<Result<null>>;

/** Brings files in; a worker has yet to read them. @returns the id of the import. */
export async function start(
  world: World,
  files: readonly { name: string; content: string | Uint8Array }[],
): Promise<string> {
  const stored = await Promise.all(
    files.map(async ({ name, content }) => {
      const body = new Blob([content as BlobPart]).stream();
      const { key, size, sha256 } = await storage().put(`${newId()}/${newId()}`, body, 10_000_000);
      return { name, size, sha256, storageKey: key };
    }),
  );
  const operation = { name: "test.import", module: "comptes", input: startImportInput, run: startImport } as const;
  const started = await runOperation(operation, await viewerAs(world.people.admin), { files: stored });
  if (!started.ok) throw new Error(started.code);
  return started.value.id;
}

/** Where an import is. */
export function runOf(id: string) {
  return withSystem("test", (db) =>
    db.importRun.findFirstOrThrow({
      where: { id },
      select: { state: true, version: true, counts: true, notices: true, problem: true },
    }),
  );
}

/** Asks for what may be done with an import now; a worker has yet to do it. */
export async function ask(world: World, gesture: Gesture, runId: string): Promise<void> {
  const { version } = await runOf(runId);
  const operation = { name: "test.imports", module: "comptes", input: importInput, run: gesture } as const;
  const viewer = await viewerAs(world.people.admin);
  const result = await runOperation(operation, viewer, { operationId: newId(), runId, version });
  expect(result).toEqual({ ok: true, value: null });
}

/** What a school is, whatever the ids that its rows were given. */
export async function stateOf(schoolId: string): Promise<string[]> {
  const rows = await withSystem(
    "test",
    (db) =>
      db.$queryRaw<{ row: string }[]>`
      WITH who AS (SELECT school_id, id, last_name || ' ' || first_name AS name FROM person WHERE school_id = ${schoolId}::uuid)
      SELECT jsonb_build_array('person', last_name, first_name, profile, duty, starts_on, ends_on, imported_from, imported_on)::text AS row
        FROM person WHERE school_id = ${schoolId}::uuid
      UNION ALL SELECT jsonb_build_array('status', name, birth_date, sex, family_name, imported_from, imported_on)::text
        FROM civil_status JOIN who USING (school_id) WHERE id = person_id
      UNION ALL SELECT jsonb_build_array('id', name, source, value, imported_from, imported_on)::text
        FROM external_id JOIN who USING (school_id) WHERE id = person_id
      UNION ALL SELECT jsonb_build_array('contact', who.name, c.kind, c.value, imported_from, imported_on)::text
        FROM contact c JOIN who ON who.id = c.person_id
      UNION ALL SELECT jsonb_build_array('guardianship', a.name, b.name, level, starts_on, ends_on)::text
        FROM guardianship g JOIN who a ON a.id = guardian_id JOIN who b ON b.id = student_id
      UNION ALL SELECT jsonb_build_array('group', kind, code, name, level, starts_on, ends_on)::text
        FROM "group" WHERE school_id = ${schoolId}::uuid
      UNION ALL SELECT jsonb_build_array('drawn', a.code, b.code)::text
        FROM group_division d JOIN "group" a ON a.id = d.group_id JOIN "group" b ON b.id = d.division_id
        WHERE d.school_id = ${schoolId}::uuid
      UNION ALL SELECT jsonb_build_array('enrollment', who.name, g.code, e.starts_on, e.ends_on)::text
        FROM enrollment e JOIN who ON who.id = e.student_id JOIN "group" g ON g.id = e.group_id
      UNION ALL SELECT jsonb_build_array('service', s.code, g.code, v.starts_on, v.ends_on, who.name, t.starts_on, t.ends_on)::text
        FROM service v JOIN subject s ON s.id = v.subject_id JOIN "group" g ON g.id = v.group_id
        JOIN service_teacher t ON t.service_id = v.id JOIN who ON who.id = t.teacher_id
      UNION ALL SELECT jsonb_build_array('main', who.name, g.code, m.starts_on, m.ends_on)::text
        FROM main_teacher m JOIN who ON who.id = m.teacher_id JOIN "group" g ON g.id = m.group_id
      ORDER BY 1`,
  );
  return rows.map(({ row }) => row);
}
