import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { codeOf, Failure } from "@/scripts/platform/failure";

/** How long a service may take to finish what it was doing. */
const STOP_MS = 10_000;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;
/** A service that lived this long was healthy: its next fall is a first one. */
const HEALTHY_MS = 60_000;
/** Falls in a row after which a service that never got ready is given up. */
const ATTEMPTS = 3;

/** A process of Préau that is started again when it falls. */
export interface Service {
  /** Ends when it first says that it serves; rejects when it does not come up. */
  readonly ready: Promise<void>;
  /** Asks it to finish, then insists. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** What a service needs to start. */
export interface ServiceOptions {
  name: string;
  /** Script and arguments for Node. */
  script: string[];
  env: NodeJS.ProcessEnv;
}

/** Flags of every Node process that runs our TypeScript: `server-only` throws without the first. */
export const NODE_FLAGS = ["--conditions=react-server", "--import", "tsx"];

/** Ends a service with the processes it made: detached, it leads a group of its own. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (codeOf(error) !== "ESRCH") throw error;
  }
}

/**
 * Starts a service and keeps it alive, with growing pauses between falls.
 *
 * It is detached, because Ctrl-C reaches the whole foreground group and the order of the end matters; so that it never
 * outlives its supervisor it ends when the message channel closes, which the system does even after a kill -9.
 */
export function startService({ name, script, env }: ServiceOptions): Service {
  let child: ChildProcess | undefined;
  let isStopping = false;
  let wasReady = false;
  let falls = 0;
  let announceReady = (): void => undefined;
  let giveUp = (_reason: Failure): void => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    announceReady = resolve;
    giveUp = reject;
  });

  const start = (): void => {
    const startedAt = performance.now();
    const current = spawn(process.execPath, [...NODE_FLAGS, ...script], {
      env,
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    child = current;
    current.once("message", () => {
      wasReady = true;
      announceReady();
    });
    current.once("exit", (code, signal) => {
      child = undefined;
      if (isStopping) return;
      falls = performance.now() - startedAt > HEALTHY_MS ? 1 : falls + 1;
      if (!wasReady && falls >= ATTEMPTS) {
        giveUp(new Failure(`The ${name} does not start; its own message is above.`));
        return;
      }
      const pause = Math.min(FIRST_RETRY_MS * 2 ** (falls - 1), LONGEST_RETRY_MS);
      process.stderr.write(`  ! The ${name} ended (${signal ?? code}); it starts again in ${pause / 1000} s.\n`);
      setTimeout(() => {
        if (!isStopping) start();
      }, pause);
    });
  };
  start();

  return {
    ready,
    kill: () => {
      isStopping = true;
      if (child) killGroup(child);
    },
    stop: async () => {
      isStopping = true;
      const current = child;
      if (!current) return;
      const gone = new Promise((done) => current.once("exit", done));
      current.kill("SIGTERM");
      const timer = new AbortController();
      await Promise.race([gone, delay(STOP_MS, undefined, { signal: timer.signal }).catch(() => undefined)]);
      timer.abort();
      if (child) killGroup(current);
      await gone;
    },
  };
}

/**
 * For the process on the other side: says that it serves, and runs `stop` once, when asked to end or when the supervisor
 * is gone.
 */
export function serveUntilStopped(stop: () => Promise<void>): void {
  let isStopping = false;
  const end = (): void => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", end);
  process.once("SIGINT", end);
  process.once("disconnect", end);
  process.send?.("ready");
}
