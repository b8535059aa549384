import "server-only";
import pg from "pg";
import { logger } from "@/lib/logger";

const log = logger("listener");

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;
/** A connection that died without a word is noticed by this question. */
const PING_MS = 30_000;

/** A channel of PostgreSQL that this process listens to. */
export interface Listener {
  /** Ends when the channel is heard for the first time. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/**
 * Listens to a channel of the database (LISTEN, which asks for no right at all) on a connection of its own, and keeps it
 * open: one that breaks is made again, with growing pauses.
 *
 * @param options.url a direct address: a pooler in transaction mode forgets who listens.
 * @param options.onMessage what was notified, once its transaction was committed.
 * @param options.onGap the connection is back after a while in which anything may have been missed.
 */
export function listen(options: {
  url: string;
  channel: "preau_live" | "preau_outbox" | "preau_mail" | "preau_imports" | "preau_invitations" | "preau_requests";
  onMessage: (payload: string) => void;
  onGap: () => void;
}): Listener {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let retryMs = FIRST_RETRY_MS;
  let hasListened = false;
  let announceReady = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve;
  });

  const again = (lost: pg.Client, error: unknown): void => {
    if (client !== lost || isClosed) return;
    client = undefined;
    log.warn({ err: error, channel: options.channel, retryMs }, "no longer listening");
    lost.removeAllListeners("notification");
    lost.end().catch(() => undefined);
    clearTimeout(timer);
    timer = setTimeout(() => void open(), retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  };

  const ping = (current: pg.Client): void => {
    timer = setTimeout(() => {
      current.query("SELECT 1").then(
        () => ping(current),
        (error: unknown) => again(current, error),
      );
    }, PING_MS);
    timer.unref();
  };

  const open = async (): Promise<void> => {
    const current = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: 10_000,
      query_timeout: 10_000,
      keepAlive: true,
    });
    client = current;
    current.on("error", (error) => again(current, error));
    current.on("notification", ({ payload = "" }) => options.onMessage(payload));
    try {
      await current.connect();
      await current.query(`LISTEN ${options.channel}`);
    } catch (error) {
      again(current, error);
      return;
    }
    if (isClosed || client !== current) return;
    retryMs = FIRST_RETRY_MS;
    if (hasListened) options.onGap();
    hasListened = true;
    announceReady();
    ping(current);
  };
  void open();

  return {
    ready,
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
