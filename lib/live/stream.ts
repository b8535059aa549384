import "server-only";
import { randomInt } from "node:crypto";
import { openPersons, type SignedInAccount } from "@/lib/db/identity";
import { logger } from "@/lib/logger";
import { now } from "@/lib/time/clock";
import { join, type Subscriber } from "./hub";
import { HEARTBEAT_SECONDS, hears, UNREAD_HEARTBEATS } from "./rules";

const log = logger("live");

/** Anything may have changed. */
const EVERYTHING = "*";

/**
 * The stream of server-sent events of one browser: the names of the topics that changed for one of the account's persons,
 * `*` after a gap. At each heartbeat the sign-in and the access of its persons are looked at again, without making it last longer. Once
 * there is nobody left to act as, the stream says `end` and ends; when a person came or went, it is cut, and its browser opens
 * another with the rights of now.
 *
 * What was not read yet is kept as a set of topics: a slow client costs a few words of memory and gets each once.
 *
 * @param options.heartbeatSeconds for tests.
 * @returns null while the process stops.
 */
export function liveStream(
  account: SignedInAccount,
  { heartbeatSeconds = HEARTBEAT_SECONDS }: { heartbeatSeconds?: number } = {},
): ReadableStream<Uint8Array> | null {
  const encoder = new TextEncoder();
  const pending = new Set<string>();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  let unread = 0;
  let leave: (() => void) | null = null;
  let timer: NodeJS.Timeout | undefined;

  const write = (text: string): void => controller?.enqueue(encoder.encode(text));

  const flush = (): void => {
    if (!controller || (controller.desiredSize ?? 0) <= 0 || pending.size === 0) return;
    const topics = pending.has(EVERYTHING) ? [EVERYTHING] : [...pending];
    pending.clear();
    write(topics.map((topic) => `data: ${topic}\n\n`).join(""));
  };

  const close = (): void => {
    clearInterval(timer);
    leave?.();
    controller = undefined;
  };

  const subscriber: Subscriber = {
    accountId: account.accountId,
    schoolIds: account.persons.map((person) => person.school.id),
    hear: (announcement) => {
      if (!hears(account.persons, announcement)) return;
      pending.add(announcement.topic);
      flush();
    },
    miss: () => {
      pending.add(EVERYTHING);
      flush();
    },
    end: (how) => {
      const ending = controller;
      if (!ending) return;
      if (how.finally) write("event: end\ndata: \n\n");
      close();
      ending.close();
    },
  };

  const beat = async (): Promise<void> => {
    try {
      const persons = await openPersons(account.signInId, now());
      if (!persons || persons.length === 0) subscriber.end({ finally: true });
      else if (!isSame(persons, account.persons)) subscriber.end({ finally: false });
    } catch (error) {
      log.warn({ err: error }, "a sign-in could not be looked at");
    }
    if (!controller) return;
    unread = (controller.desiredSize ?? 0) > 0 ? 0 : unread + 1;
    if (unread >= UNREAD_HEARTBEATS) subscriber.end({ finally: false });
    else if (unread === 0) write(": here\n\n");
  };

  leave = join(subscriber);
  if (!leave) return null;
  return new ReadableStream<Uint8Array>({
    start: (opened) => {
      controller = opened;
      // When the server comes back, its browsers come back one by one.
      write(`retry: ${randomInt(2_000, 10_000)}\n\n`);
      timer = setInterval(() => void beat(), heartbeatSeconds * 1000);
    },
    pull: flush,
    cancel: close,
  });
}

function isSame(ids: readonly string[], persons: SignedInAccount["persons"]): boolean {
  return ids.length === persons.length && persons.every(({ id }) => ids.includes(id));
}
