import "server-only";
import type { Temporal } from "temporal-polyfill";
import { type Db, Prisma } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

// What stands between an import and the head's office. docs/adr/0030-who-opens-the-direction.md

/** Why an administrator does not have such an import written, or undone. */
export const RAISES =
  "Cet import donne les droits de la direction à une personne qui a déjà un compte, ou à partir d’un fichier qui n’est pas un fichier national\u202F: un membre de la direction doit le faire écrire, ou l’annuler, lui-même.";

/**
 * Does this import, as it was read, make a head of somebody who can sign in already? Or of anybody by a file that is not a national one, which
 * whoever sends it may have written? A head who stays one is not made; one who had left, and comes back, is.
 * @param run.isUndone what undoing it would make.
 * @param run.locks nobody opens an account meanwhile: for the transaction that writes.
 */
export async function raisesToDirection(
  { db, now }: { db: Db; now: Temporal.Instant },
  { schoolId, runId, isUndone, locks = false }: { schoolId: string; runId: string; isUndone: boolean; locks?: boolean },
): Promise<boolean> {
  const [to, from] = isUndone ? ["before", "after"] : ["after", "before"];
  const isDirection = `$[*] ? (@.table == "person").${to}.profile ? (@ == "HEAD")`;
  const raised = await db.$queryRaw<{ id: string; isPlain: boolean }[]>`
    SELECT (r.line -> ${to}::text) ->> 'id' AS id, (i.tables <> '[]'::jsonb
        OR jsonb_path_exists(c.rows, '$[*] ? (@.table == "externalId").after.source ? (@ == "TABLE_STAFF" || @ == "ONEROSTER_STAFF")')
      ) AND NOT ${isUndone}::boolean AS "isPlain"
    FROM import_change c
    JOIN import_run i ON i.school_id = c.school_id AND i.id = c.run_id
    JOIN school s ON s.id = c.school_id
    CROSS JOIN LATERAL jsonb_array_elements(c.rows) AS r (line)
    CROSS JOIN LATERAL (SELECT (${toDbInstant(now)}::timestamptz AT TIME ZONE s.time_zone)::date::text AS day) today
    WHERE c.school_id = ${schoolId}::uuid AND c.run_id = ${runId}::uuid AND c.kind <> 'REFUSED'
      AND jsonb_path_exists(c.rows, ${isDirection}::jsonpath) AND r.line ->> 'table' = 'person'
      AND (r.line -> ${to}::text) ->> 'profile' = 'HEAD'
      AND coalesce((r.line -> ${to}::text) ->> 'endsOn' > today.day, true)
      AND NOT (coalesce((r.line -> ${from}::text) ->> 'profile', '') = 'HEAD'
        AND coalesce((r.line -> ${from}::text) ->> 'endsOn' > today.day, true))`;
  if (raised.length === 0) return false;
  if (raised.some(({ isPlain }) => isPlain)) return true;
  const ids = raised.map(({ id }) => id);
  const known = await db.$queryRaw<{ hasAccount: boolean }[]>`
    SELECT account_id IS NOT NULL AS "hasAccount" FROM person
    WHERE school_id = ${schoolId}::uuid AND id = ANY (${ids}::uuid[])
    ${locks ? Prisma.sql`FOR UPDATE` : Prisma.empty}`;
  return known.some(({ hasAccount }) => hasAccount);
}
