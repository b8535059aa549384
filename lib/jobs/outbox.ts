import "server-only";
import { withSystem } from "@/lib/db/system";
import type { Db, Prisma } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/** What a module does about another's event: in the job's transaction, so that an event is handled once. */
export type Subscriber = (db: Db, event: { schoolId: string; payload: Prisma.JsonValue }) => Promise<void>;

/** Who listens to what, by the event's kind (lib/journal/emit.ts). */
export const subscribers: Partial<Record<string, readonly Subscriber[]>> = {};

const BATCH = 200;

/**
 * Hands the waiting events to their subscribers, oldest first. Two workers never take the same one, and an event whose subscriber
 * fails stays for the next run.
 * @returns how many were handled.
 */
export async function relayOutbox(listeners = subscribers): Promise<number> {
  return withSystem("relay the outbox", async (db, at) => {
    const events = await db.$queryRaw<{ schoolId: string; id: string; kind: string; payload: Prisma.JsonValue }[]>`
      SELECT school_id AS "schoolId", id, kind, payload FROM outbox
      WHERE processed_at IS NULL ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    for (const event of events) {
      for (const handle of listeners[event.kind] ?? []) await handle(db, event);
    }
    await db.outbox.updateMany({
      where: { id: { in: events.map((event) => event.id) } },
      data: { processedAt: toDbInstant(at) },
    });
    return events.length;
  });
}
