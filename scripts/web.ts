import { type ChildProcess, spawn } from "node:child_process";
import cluster, { type Worker } from "node:cluster";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { env } from "@/lib/env";
import { Failure, run } from "@/scripts/platform/failure";
import { serveUntilStopped } from "@/scripts/platform/service";

const RETRY_MS = 500;
/** Falls within `RECENT_MS` after which the whole web ends, and its supervisor decides. */
const TOO_MANY_FALLS = 10;
const RECENT_MS = 30_000;
const STOP_MS = 8_000;

/** What each Next process says of itself when it starts; the supervisor says it once, for all. */
const BANNER = /^\s*(▲ Next\.js|- (Local|Network):|✓ (Starting|Ready|Running next\.config))|^\s*$/;

function forwardWithoutBanner(worker: Worker): void {
  const output = worker.process.stdout;
  if (!output) return;
  createInterface({ input: output }).on("line", (line) => {
    if (!BANNER.test(stripVTControlCharacters(line))) process.stdout.write(`${line}\n`);
  });
  worker.process.stderr?.pipe(process.stderr);
}

/** Serves a release with one process per core, which share the port; one that falls is replaced. */
async function serveRelease(folder: string): Promise<void> {
  cluster.setupPrimary({ exec: join(folder, "server.js"), execArgv: [], cwd: folder, silent: true });
  cluster.on("fork", forwardWithoutBanner);
  let isStopping = false;
  let falls: number[] = [];
  cluster.on("exit", (worker, code, signal) => {
    if (isStopping) return;
    falls = [...falls.filter((at) => performance.now() - at < RECENT_MS), performance.now()];
    process.stderr.write(`  ! Web process ${worker.process.pid} ended (${signal ?? code}).\n`);
    if (falls.length >= TOO_MANY_FALLS) process.exit(1);
    setTimeout(() => {
      if (!isStopping) cluster.fork();
    }, RETRY_MS);
  });

  const listening = new Promise<void>((resolve) => cluster.once("listening", () => resolve()));
  for (let index = env().WEB_PROCESSES ?? availableParallelism(); index > 0; index -= 1) cluster.fork();
  await listening;

  serveUntilStopped(async () => {
    isStopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    const gone = Promise.all(workers.map((worker) => new Promise((done) => worker.once("exit", done))));
    for (const worker of workers) worker.process.kill("SIGTERM");
    await Promise.race([gone, delay(STOP_MS)]);
    for (const worker of workers) worker.process.kill("SIGKILL");
  });
}

async function untilItAnswers(child: ChildProcess): Promise<void> {
  const address = `http://${env().HOST}:${env().PORT}/favicon.ico`;
  while (child.exitCode === null) {
    const isUp = await fetch(address).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await delay(100);
  }
  throw new Failure("The development server ended.");
}

/** Serves the sources as they are, with hot reload. */
async function serveSources(): Promise<void> {
  const child = spawn(
    process.execPath,
    ["node_modules/next/dist/bin/next", "dev", "--hostname", env().HOST, "--port", String(env().PORT)],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  child.once("exit", (code) => process.exit(code ?? 1));
  await untilItAnswers(child);
  serveUntilStopped(async () => {
    child.kill("SIGTERM");
    await new Promise((done) => child.once("exit", done));
  });
}

run(async () => {
  const folder = process.argv[2];
  await (folder ? serveRelease(folder) : serveSources());
});
