import "server-only";
import type { Db } from "@/lib/db/types";
import type { Announcement } from "./types";

/** PostgreSQL takes 8,000 bytes per notification; an id and its quotes are 39. */
const PERSONS_AT_ONCE = 180;

/**
 * Tells the open pages that something changed, in the transaction that makes it true: a rollback tells nothing, and the
 * same words twice in a transaction are told once. For commands and jobs, whatever their role.
 */
export async function announce(db: Db, { schoolId, topic, personIds }: Announcement): Promise<void> {
  if (!personIds) return notify(db, [{ schoolId, topic }]);
  const parts: Announcement[] = [];
  for (let start = 0; start < personIds.length; start += PERSONS_AT_ONCE) {
    parts.push({ schoolId, topic, personIds: personIds.slice(start, start + PERSONS_AT_ONCE) });
  }
  return notify(db, parts);
}

async function notify(db: Db, parts: readonly Announcement[]): Promise<void> {
  const payloads = parts.map((part) => JSON.stringify(part));
  await db.$executeRaw`SELECT pg_notify('preau_live', payload) FROM unnest(${payloads}::text[]) AS payload`;
}
