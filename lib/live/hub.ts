import "server-only";
import { type Listener, listen } from "@/lib/db/listener";
import { databaseUrl } from "@/lib/env";
import { STREAMS_PER_ACCOUNT, readAnnouncement } from "./rules";
import type { Announcement } from "./types";

/** An open stream, as the hub knows it. */
export interface Subscriber {
  readonly accountId: string;
  readonly schoolIds: readonly string[];
  hear(announcement: Announcement): void;
  /** Anything may have changed while nobody listened. */
  miss(): void;
  /** Ends it; `finally`: its browser need not come back. */
  end(how: { finally: boolean }): void;
}

/**
 * The streams of this web process and its one listening connection. Each process has its own: PostgreSQL tells all of
 * them, so none needs another.
 */
interface Hub {
  readonly subscribers: Set<Subscriber>;
  listener: Listener | undefined;
  isStopping: boolean;
}

// On globalThis, because a development server loads its modules again at each change.
const shared = globalThis as unknown as { preauLive?: Hub };

function hub(): Hub {
  return (shared.preauLive ??= makeHub());
}

function makeHub(): Hub {
  const made: Hub = { subscribers: new Set(), listener: undefined, isStopping: false };
  // Next waits for every answer to end before it stops: those that never end are ended here.
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.once(signal, () => {
      made.isStopping = true;
      void closeHub();
    });
  }
  return made;
}

/**
 * Adds a stream; the account's oldest goes when it has too many.
 * @returns what takes it away again; null when the process is stopping.
 */
export function join(subscriber: Subscriber): (() => void) | null {
  const { subscribers, isStopping } = hub();
  if (isStopping) return null;
  const own = [...subscribers].filter(({ accountId }) => accountId === subscriber.accountId);
  for (const oldest of own.slice(0, Math.max(0, own.length - STREAMS_PER_ACCOUNT + 1))) oldest.end({ finally: true });
  subscribers.add(subscriber);
  hub().listener ??= listen({
    url: databaseUrl(),
    channel: "preau_live",
    onMessage: tell,
    onGap: () => {
      for (const each of subscribers) each.miss();
    },
  });
  return () => subscribers.delete(subscriber);
}

function tell(payload: string): void {
  const announcement = readAnnouncement(payload);
  if (!announcement) return;
  for (const each of hub().subscribers) {
    if (each.schoolIds.includes(announcement.schoolId)) each.hear(announcement);
  }
}

/** Ends when this process hears the database: for tests, which announce at once. */
export async function listening(): Promise<void> {
  await hub().listener?.ready;
}

/** Ends every stream and the connection. */
export async function closeHub(): Promise<void> {
  const { subscribers, listener } = hub();
  for (const each of subscribers) each.end({ finally: false });
  hub().listener = undefined;
  await listener?.close();
}
