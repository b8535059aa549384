import "server-only";
import { z } from "zod";
import { deleteRows, differingRows, insertRows, updateRows } from "@/lib/db/bulk";
import type { Db } from "@/lib/db/types";
import { STORED, type StoredTable } from "@/lib/imports/store";
import type { ImportedTable, Obstacle, RowChange } from "@/lib/imports/types";

/** A list long enough to understand what happened; the rest would be the same. */
const OBSTACLES = 20;

/** A row that an import wrote, and what people call the thing it is of. */
export type LabelledRow = RowChange & { label: string };

/** Carries the reasons out of the transaction, so that nothing of the import is undone. */
export class UndoRefused extends Error {
  constructor(readonly obstacles: readonly Obstacle[]) {
    super("The import cannot be undone.");
  }
}

/**
 * Puts the rows back as they were before an import, children before parents, in the caller's transaction. Codes and
 * invitations of people whom it created, worth nothing without them, go too.
 * @throws UndoRefused when a row has changed since, or when something else now depends on one that it created.
 */
export async function undoRows(db: Db, schoolId: string, rows: readonly LabelledRow[]): Promise<void> {
  const owned = (row: RowChange["after"]) => ({ schoolId, ...row });
  const tables = (Object.entries(STORED) as [ImportedTable, StoredTable][]).map(([name, stored]) => ({
    ...stored,
    keys: ["schoolId", ...stored.keys],
    rows: rows.filter((row) => row.table === name),
  }));
  const changed: Obstacle[] = [];
  for (const { table, keys, rows: own } of tables) {
    const written = own.filter((row) => row.after !== null);
    const labels = new Map(written.map((row) => [owned(row.after), row.label]));
    const differing = await differingRows(db, table, keys, [...labels.keys()]);
    changed.push(...differing.map((row) => ({ label: labels.get(row) ?? null, reason: "CHANGED" as const, table })));
  }
  const created = rows.filter((row) => row.table === "person" && row.before === null);
  changed.push(...(await activated(db, schoolId, created)));
  if (changed.length > 0) throw new UndoRefused(changed.slice(0, OBSTACLES));

  const createdIds = created.map(({ after }) => String(after?.["id"]));
  await db.accessCode.deleteMany({ where: { schoolId, personId: { in: createdIds } } });
  await db.invitation.deleteMany({ where: { schoolId, personId: { in: createdIds } } });
  for (const { table, keys, rows: own } of tables.toReversed()) {
    await deleteUnused(db, { table, keys }, schoolId, own);
    const back = own.filter((row) => row.before !== null);
    await updateRows(
      db,
      table,
      keys,
      back.filter((row) => row.after !== null).map((row) => owned(row.before)),
    );
    await insertRows(
      db,
      table,
      back.filter((row) => row.after === null).map((row) => owned(row.before)),
    );
  }
}

/** People whom the import created and who have made the portal theirs since. */
async function activated(db: Db, schoolId: string, created: readonly LabelledRow[]): Promise<Obstacle[]> {
  const labels = new Map(created.map(({ after, label }) => [String(after?.["id"]), label]));
  const persons = await db.person.findMany({
    where: { schoolId, id: { in: [...labels.keys()] }, accountId: { not: null } },
    select: { id: true },
    take: OBSTACLES,
  });
  return persons.map(({ id }) => ({ label: labels.get(id) ?? null, reason: "ACCOUNT", table: null }));
}

/** Deletes what the import created in a table. @throws UndoRefused with what is used, and by which table. */
async function deleteUnused(
  db: Db,
  { table, keys }: StoredTable,
  schoolId: string,
  rows: readonly LabelledRow[],
): Promise<void> {
  const created = rows.filter((row) => row.before === null);
  const labels = new Map(created.map((row) => [{ schoolId, ...row.after }, row.label]));
  const all = [...labels.keys()];
  if ((await attempt(db, () => deleteRows(db, table, keys, all))) === null) return;
  // Something depends on one of them: one after the other tells which.
  const used: Obstacle[] = [];
  for (const row of all) {
    const user = await attempt(db, () => deleteRows(db, table, keys, [row]));
    if (user !== null) used.push({ label: labels.get(row) ?? null, reason: "USED", table: user });
    if (used.length >= OBSTACLES) break;
  }
  throw new UndoRefused(used);
}

/** Does it, or leaves no trace. @returns null when it was done, else the table whose rows forbid it. */
async function attempt(db: Db, run: () => Promise<void>): Promise<string | null> {
  await db.$executeRaw`SAVEPOINT undo`;
  try {
    await run();
    await db.$executeRaw`RELEASE SAVEPOINT undo`;
    return null;
  } catch (error) {
    const table = tableThatUses(error);
    if (table === null) throw error;
    await db.$executeRaw`ROLLBACK TO SAVEPOINT undo`;
    return table;
  }
}

/** What PostgreSQL says of a foreign key that forbids a deletion, through Prisma: 23001 since version 18, 23503 before. */
const forbidden = z.object({
  meta: z.object({
    driverAdapterError: z.object({
      cause: z.object({
        originalCode: z.enum(["23001", "23503"]),
        constraint: z.object({ index: z.string() }),
      }),
    }),
  }),
});

/** The table of a foreign key that forbids a deletion: «grade_school_id_student_id_fkey» is of grade. Null for any other error. */
function tableThatUses(error: unknown): string | null {
  const parsed = forbidden.safeParse(error);
  if (!parsed.success) return null;
  return parsed.data.meta.driverAdapterError.cause.constraint.index.split("_school_id_")[0] ?? null;
}
