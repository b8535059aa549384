import "server-only";
import { Logger, run } from "graphile-worker";
import { listen } from "@/lib/db/listener";
import { databaseAdminUrl } from "@/lib/env";
import { logger } from "@/lib/logger";
import { crontab, tasks, wakeUps } from "@/lib/jobs/tasks";

/** Jobs done at the same time by one worker: enough for mails, few enough to leave the cores to the web. */
const CONCURRENCY = 4;

/** A running worker. */
export interface Worker {
  /** Ends when the worker does; rejects when it cannot go on, for instance without its database. */
  readonly ended: Promise<void>;
  /** Lets the jobs under way finish, then ends. */
  stop(): Promise<void>;
}

/** Starts doing the queued jobs, in this process, with the system's rights. */
export async function runWorker(): Promise<Worker> {
  const log = logger("worker");
  const runner = await run({
    connectionString: databaseAdminUrl(),
    taskList: tasks,
    crontab,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
      else if (level === "warning") log.warn(message);
      else log.debug(message);
    }),
  });
  const listeners = Object.entries(wakeUps).map(([channel, task]) => {
    // The same key: asked for ten times, it is done once.
    const wake = (): void => {
      runner.addJob(task, {}, { jobKey: task, maxAttempts: 1 }).catch((error: unknown) => {
        log.warn({ err: error, task }, "not queued: done within the minute all the same");
      });
    };
    const listener = listen({
      url: databaseAdminUrl(),
      channel: channel as keyof typeof wakeUps,
      onMessage: wake,
      onGap: wake,
    });
    // What was asked for while nobody listened.
    void listener.ready.then(wake);
    return listener;
  });
  const stop = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close()));
    await runner.stop();
  };
  return { ended: runner.promise, stop };
}
