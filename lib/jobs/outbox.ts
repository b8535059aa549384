import "server-only";
import { withSystem } from "@/lib/db/system";
import type { Temporal } from "temporal-polyfill";
import type { Db, Prisma } from "@/lib/db/types";
import { logger } from "@/lib/logger";
import { noticeSubscribers } from "@/lib/notifications/jobs";
import { toDbInstant } from "@/lib/time/day";

const log = logger("outbox");

/** An event of a module (lib/journal/emit.ts). */
interface OutboxEvent {
  schoolId: string;
  id: string;
  kind: string;
  payload: Prisma.JsonValue;
  createdAt: Date;
}

/** What a module does about another's event, now (`at`): in the job's transaction, so that an event is handled once. */
export type Subscriber = (db: Db, event: OutboxEvent, at: Temporal.Instant) => Promise<void>;

/** Who listens to what, by the event's kind (lib/journal/emit.ts). */
export const subscribers: Readonly<Partial<Record<string, readonly Subscriber[]>>> = noticeSubscribers;

const BATCH = 200;

/**
 * Hands the waiting events to their subscribers, oldest first. Two workers never take the same one. An event whose subscriber
 * fails leaves nothing behind, holds no other up, and stays for the next run.
 * @returns how many were handled; none: there is nothing left to do now.
 */
export async function relayOutbox(listeners = subscribers): Promise<number> {
  return withSystem("relay the outbox", async (db, at) => {
    const events = await db.$queryRaw<OutboxEvent[]>`
      SELECT school_id AS "schoolId", id, kind, payload, created_at AS "createdAt" FROM outbox
      WHERE processed_at IS NULL ORDER BY created_at, id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
    const handled: string[] = [];
    for (const event of events) {
      if (await isHandled(db, event, listeners[event.kind] ?? [], at)) handled.push(event.id);
    }
    await db.outbox.updateMany({
      where: { id: { in: handled } },
      data: { processedAt: toDbInstant(at) },
    });
    return handled.length;
  });
}

async function isHandled(
  db: Db,
  event: OutboxEvent,
  own: readonly Subscriber[],
  at: Temporal.Instant,
): Promise<boolean> {
  if (own.length === 0) return true;
  await db.$executeRaw`SAVEPOINT event`;
  try {
    for (const handle of own) await handle(db, event, at);
  } catch (error) {
    await db.$executeRaw`ROLLBACK TO SAVEPOINT event`;
    log.error({ err: error, kind: event.kind, eventId: event.id }, "an event could not be handled");
    return false;
  }
  await db.$executeRaw`RELEASE SAVEPOINT event`;
  return true;
}
