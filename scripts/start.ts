import { createServer } from "node:net";
import { env, publicUrl } from "@/lib/env";
import { buildRelease } from "@/scripts/platform/build";
import { type OpenDatabase, openDatabase, prepareDatabase } from "@/scripts/platform/database";
import { demoState, makeDemo } from "@/scripts/platform/demo";
import { childEnvironments } from "@/scripts/platform/environment";
import { codeOf, explain, Failure, run } from "@/scripts/platform/failure";
import { FRUGAL_FLAGS } from "@/scripts/platform/frugal";
import { generateClient } from "@/scripts/platform/prisma-client";
import { step } from "@/scripts/platform/progress";
import { dropDatabase } from "@/scripts/platform/roles";
import { type Service, startService } from "@/scripts/platform/service";

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);
const ORPHAN_CHECK_MS = 1_000;

/** Fails early, and in one sentence, when the web could not listen. */
async function checkAddress(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const code = codeOf(error);
    if (code === "EADDRINUSE") {
      throw new Failure(
        `Port ${port} is busy: stop the program that uses it, or choose another with PORT=${port + 1}.`,
      );
    }
    if (code === "EACCES") throw new Failure(`Port ${port} is reserved to root: choose one above 1023 with PORT.`);
    throw new Failure(`This machine cannot listen on ${host} (${code}): HOST must be one of its addresses.`);
  }
  await new Promise((resolve) => server.close(resolve));
}

/**
 * Whether this database is shown as the demo, making it when it is empty. One-click sign-in follows from it, so real
 * data always wins: asking for the demo on it is an error.
 */
async function settleDemo(database: OpenDatabase): Promise<boolean> {
  const asked = env().PREAU_DEMO;
  if (asked === false || (asked === undefined && !database.isEmbedded)) return false;
  let state = await demoState(database.adminUrl);
  if (state === "being made") {
    if (!database.isEmbedded) throw new Failure("An unfinished demo is in this database: drop it and start again.");
    await dropDatabase(database.adminUrl);
    await prepareDatabase(database);
    state = "nothing yet";
  }
  if (state === "real data") {
    if (asked) throw new Failure("PREAU_DEMO=1 is refused: this database holds data that the demo did not make.");
    return false;
  }
  if (state === "nothing yet") {
    await step(
      "Making the demo schools",
      () => makeDemo(database.adminUrl, childEnvironments(database, true).system),
      () => "Demo schools made",
    );
  }
  return true;
}

/** What can be said before anything is started. */
function checkConfiguration(isDev: boolean): void {
  const { AUTH_SECRET, AUTH_URL, DATABASE_URL, HOST, PREAU_DEMO } = env();
  const mayBeDemo = PREAU_DEMO ?? DATABASE_URL === undefined;
  if (mayBeDemo && !LOOPBACK.has(HOST)) {
    throw new Failure(
      "The demo lets anybody sign in: it listens on this machine only. Remove HOST, or set PREAU_DEMO=0.",
    );
  }
  if (DATABASE_URL && !AUTH_SECRET) {
    throw new Failure("AUTH_SECRET is required with DATABASE_URL; make one with `openssl rand -base64 33`.");
  }
  if (DATABASE_URL && !AUTH_URL && !mayBeDemo && !isDev) {
    throw new Failure("AUTH_URL is required with DATABASE_URL: the public address, such as https://ent.example.fr.");
  }
}

async function printWelcome(isDemo: boolean): Promise<void> {
  process.stdout.write(`\n  Préau is open: ${publicUrl()}\n`);
  if (isDemo) {
    const { demoAccounts, PLATFORM_ACCOUNT } = await import("@/prisma/demo/accounts");
    const accounts = [...demoAccounts(), PLATFORM_ACCOUNT];
    const width = (pick: (account: (typeof accounts)[number]) => string): number =>
      Math.max(...accounts.map((account) => pick(account).length));
    const [labels, logins] = [width(({ label }) => label), width(({ login }) => login)];
    process.stdout.write("\n  One click on the sign-in page, or login and password:\n\n");
    for (const { label, login, password } of accounts) {
      process.stdout.write(`    ${label.padEnd(labels)}   ${login.padEnd(logins)}   ${password}\n`);
    }
  }
  process.stdout.write("\n  Ctrl-C stops it.\n\n");
}

/** npm passes no signal on when it is itself ended: noticed by the change of parent (its scripts say `exec`, so that no shell stands between). */
function onOrphaned(listener: () => void): void {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) listener();
  }, ORPHAN_CHECK_MS).unref();
}

run(async () => {
  const isDev = process.argv.includes("--dev");
  const { HOST, PORT } = env();
  process.stdout.write("\n  Préau\n\n");
  checkConfiguration(isDev);
  await checkAddress(HOST, PORT);
  await step("Generating the database client", generateClient, (isNew) =>
    isNew ? "Database client generated" : undefined,
  );

  let database = await step(
    "Starting the database",
    () => openDatabase("supervisor"),
    ({ isEmbedded }) => (isEmbedded ? "Embedded PostgreSQL started" : undefined),
  );
  const services: Service[] = [];
  let isStopping = false;
  const stop = async (code: number): Promise<void> => {
    if (isStopping) {
      for (const service of services) service.kill();
      return;
    }
    isStopping = true;
    process.stdout.write("\n  Stopping…\n");
    await Promise.all(services.map((service) => service.stop()));
    await database.close();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  onOrphaned(() => void stop(0));

  try {
    await step(
      "Preparing the database",
      () => prepareDatabase(database),
      (applied) =>
        applied.length > 0 ? `Database prepared, ${applied.length} migrations applied` : "Database up to date",
    );

    const isDemo = await settleDemo(database);
    const environments = childEnvironments(database, isDemo, isDev);

    const release = isDev
      ? undefined
      : await step("Building the portal", buildRelease, ({ isNew }) => (isNew ? "Portal built" : undefined));
    const script = ["scripts/web.ts", ...(release ? [release.folder] : [])];
    const web = startService({ name: "web", script, env: environments.web });
    services.push(web);
    await step(
      "Opening the doors",
      () => web.ready,
      () => "Portal open",
    );
    await printWelcome(isDemo);
    // After the web, which somebody is waiting for.
    const work = [...FRUGAL_FLAGS, "scripts/worker.ts"];
    const worker = startService({ name: "worker", script: work, env: environments.system });
    services.push(worker);
    await worker.ready;
  } catch (error) {
    if (isStopping) return;
    process.stderr.write(`\n✗ ${explain(error)}\n`);
    await stop(1);
  }

  const watchDatabase = (): void =>
    database.onLost(() => {
      if (isStopping) return;
      process.stderr.write("  ! The database ended; it starts again.\n");
      const port = Number(new URL(database.adminUrl).port);
      openDatabase("supervisor", port).then(
        (reopened) => {
          database = reopened;
          watchDatabase();
        },
        (error: unknown) => {
          process.stderr.write(`\n✗ ${explain(error)}\n`);
          void stop(1);
        },
      );
    });
  watchDatabase();
});
