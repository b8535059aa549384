import type { Topic } from "@/lib/live/types";

// What changes elsewhere, told to this browser's pages: one stream for all its tabs (six streams of HTTP/1.1 would freeze the
// portal). The visible tab that holds a lock listens and tells the others; hidden tabs give the lock up, and catch up when
// they are looked at again. Where the browser has no locks (a plain connection to another machine) nothing is live, and
// pages are as fresh as their loading.

/** What tabs tell each other: a topic, everything (after a gap), or that the sign-in is over. */
type Heard = Topic | "*" | "end";

const ADDRESS = "/api/live";
/** Name of the lock and of the channel between tabs. */
const NAME = "preau-live";
/** After the page itself: nothing waits for it. */
const START_MS = 400;
/** A tab that is hidden for a moment stays the one that listens. */
const HIDDEN_MS = 20_000;
/** After an answer that was no stream, and at which a browser does not try again by itself. */
const RETRY_MS = 30_000;
const FAILURES = 4;

const listeners = new Map<Topic, Set<() => void>>();

let channel: BroadcastChannel | undefined;
/** Gives the lock up, with the stream; or stops waiting for it. */
let turn: AbortController | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Something may have changed while this tab neither listened nor was told. */
let isBehind = false;
/** There is nothing more to hear for this sign-in. */
let isOver = false;

/**
 * Calls when something of the topic changes, or may have. For components/shell/live.tsx.
 * @returns what ends it.
 */
export function listenLive(topic: Topic, onChange: () => void): () => void {
  const own = listeners.get(topic) ?? new Set();
  listeners.set(topic, own.add(onChange));
  if (countListeners() === 1) start();
  return () => {
    own.delete(onChange);
    if (countListeners() === 0) stop();
  };
}

function countListeners(): number {
  return [...listeners.values()].reduce((total, { size }) => total + size, 0);
}

function start(): void {
  if (!("locks" in navigator)) return;
  isOver = false;
  channel = new BroadcastChannel(NAME);
  channel.onmessage = ({ data }: MessageEvent<Heard>) => hear(data);
  document.addEventListener("visibilitychange", followVisibility);
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", followVisibility);
  if (!document.hidden) timer = setTimeout(takeTurn, START_MS);
}

function stop(): void {
  channel?.close();
  channel = undefined;
  document.removeEventListener("visibilitychange", followVisibility);
  window.removeEventListener("pagehide", rest);
  window.removeEventListener("pageshow", followVisibility);
  rest();
  isBehind = false;
}

function followVisibility(): void {
  clearTimeout(timer);
  if (document.hidden) {
    timer = setTimeout(rest, HIDDEN_MS);
    return;
  }
  takeTurn();
  if (isBehind) hear("*");
  isBehind = false;
}

/** Neither listens nor waits to. */
function rest(): void {
  clearTimeout(timer);
  turn?.abort();
  turn = undefined;
  isBehind = true;
}

/** Waits for the lock, then listens for as long as this tab has it. */
function takeTurn(): void {
  if (turn || isOver || !channel) return;
  const mine = new AbortController();
  turn = mine;
  navigator.locks
    .request(NAME, { signal: mine.signal }, () => new Promise<void>((release) => connect(mine.signal, release)))
    // Given up while waiting.
    .catch(() => undefined);
}

function connect(signal: AbortSignal, release: () => void, failedBefore = 0): void {
  if (signal.aborted) return release();
  let failures = failedBefore;
  let wasOpen = failures > 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const source = new EventSource(ADDRESS);
  const close = () => {
    clearTimeout(retry);
    source.close();
    release();
  };
  signal.addEventListener("abort", close, { once: true });
  source.onopen = () => {
    // The stream was cut, and is back: what was missed is not known.
    if (wasOpen) tell("*");
    wasOpen = true;
    failures = 0;
  };
  source.onmessage = ({ data }: MessageEvent<Heard>) => tell(data);
  source.addEventListener("end", () => {
    tell("end");
    close();
  });
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED || signal.aborted) return;
    if (failures >= FAILURES) return close();
    retry = setTimeout(
      () => {
        signal.removeEventListener("abort", close);
        connect(signal, release, failures + 1);
      },
      RETRY_MS * (1 + Math.random()),
    );
  };
}

function tell(heard: Heard): void {
  channel?.postMessage(heard);
  hear(heard);
}

function hear(heard: Heard): void {
  isOver ||= heard === "end";
  for (const [topic, own] of listeners) {
    if (heard === topic || heard === "*") for (const onChange of own) onChange();
  }
}
