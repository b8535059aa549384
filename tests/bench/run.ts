import { randomBytes, createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { newId } from "@/lib/db/id";
import { demoAccounts } from "@/prisma/demo/accounts";
import { buildRelease } from "@/scripts/platform/build";
import { prepareDatabase } from "@/scripts/platform/database";
import { makeDemo } from "@/scripts/platform/demo";
import { freePort } from "@/scripts/platform/free-port";
import { run } from "@/scripts/platform/failure";
import { step } from "@/scripts/platform/progress";
import { withClient } from "@/scripts/platform/roles";
import { startService } from "@/scripts/platform/service";
import { startThrowawayDatabase } from "@/scripts/platform/throwaway";
import { importCosts } from "./imports";
import { keyCost } from "./keystrokes";
import { type PageCost, pageCost } from "./load";
import { COUNTING_SETTINGS, type DatabaseCost, databaseCost, installCounters } from "./statements";
import { type Write, writeCost } from "./writes";

/** A school Thursday, so that every page has something to show. */
const CLOCK = "2026-11-19T08:05:00+01:00";
const COUNTED_REQUESTS = 20;

interface Page {
  name: string;
  path: string;
  /** Profile of the demo account that asks; none for the floor. */
  profile?: string;
}

const pages: Page[] = [
  { name: "floor: empty page, no session", path: "/accessibilite" },
  { name: "pupil · accueil", path: "/accueil", profile: "STUDENT" },
  { name: "pupil · cahier de texte", path: "/cahier-de-texte", profile: "STUDENT" },
  { name: "guardian · accueil", path: "/accueil", profile: "GUARDIAN" },
  { name: "guardian · cahier de texte", path: "/cahier-de-texte", profile: "GUARDIAN" },
  { name: "pupil · messagerie", path: "/messagerie", profile: "STUDENT" },
  { name: "pupil · notes", path: "/notes", profile: "STUDENT" },
  { name: "guardian · notes", path: "/notes", profile: "GUARDIAN" },
  { name: "guardian · absences", path: "/absences", profile: "GUARDIAN" },
  { name: "head · absences (board)", path: "/absences", profile: "HEAD" },
  { name: "teacher · notes", path: "/notes", profile: "TEACHER" },
  { name: "guardian · messagerie", path: "/messagerie", profile: "GUARDIAN" },
  { name: "teacher · nouveau message", path: "/messagerie/nouveau", profile: "TEACHER" },
  { name: "pupil · emploi du temps", path: "/emploi-du-temps", profile: "STUDENT" },
  { name: "guardian · actualités", path: "/actualites", profile: "GUARDIAN" },
  { name: "pupil · ressources", path: "/ressources", profile: "STUDENT" },
  { name: "pupil · documents", path: "/documents", profile: "STUDENT" },
  { name: "admin · comptes", path: "/comptes", profile: "ADMIN" },
  { name: "teacher · accueil", path: "/accueil", profile: "TEACHER" },
  { name: "head · cahier de texte", path: "/cahier-de-texte", profile: "HEAD" },
  { name: "CPE · accueil", path: "/accueil", profile: "VIE_SCOLAIRE" },
  { name: "head · accueil", path: "/accueil", profile: "HEAD" },
  { name: "admin · accueil", path: "/accueil", profile: "ADMIN" },
  { name: "teacher · recherche", path: "/recherche?mots=lina", profile: "TEACHER" },
  { name: "pupil · notifications", path: "/notifications", profile: "STUDENT" },
];

const writes: Write[] = [
  { name: "pupil · ticks homework", profile: "STUDENT", from: ["/cahier-de-texte"], submit: /^Fait/ },
  {
    name: "teacher · calls the roll",
    profile: "TEACHER",
    from: ["/absences", /\/absences\/appel\/[^"]+/],
    submit: /^Enregistrer l’appel/,
  },
  {
    name: "teacher · grades of an assessment",
    profile: "TEACHER",
    from: ["/notes", /\/notes\/services\/[^"]+/, /\/notes\/evaluations\/[^"]+/],
    submit: /^Enregistrer les notes/,
    typed: (index) => ({ "value[]": String(index % 20) }),
  },
  {
    name: "head · cancels, restores a lesson",
    profile: "HEAD",
    from: ["/emploi-du-temps", /\/emploi-du-temps\?classe=[^"]+/, /\/emploi-du-temps\/seances\/[^"]+/],
    submit: /^(Annuler|Rétablir) la séance/,
  },
  {
    name: "pupil · answers a message",
    profile: "STUDENT",
    from: ["/messagerie", /\/messagerie\/[0-9a-f]{8}-[^"]+/],
    submit: /^Envoyer/,
    typed: (index) => ({ text: `Merci, c’est noté (${index}).` }),
  },
  {
    name: "pupil · makes a folder",
    profile: "STUDENT",
    from: ["/documents", /\/documents\/[0-9a-f]{8}-[^"]+/],
    submit: /^Créer le dossier/,
    typed: (index) => ({ name: `Dossier ${index}` }),
  },
  {
    name: "head · saves a setting",
    profile: "HEAD",
    from: ["/comptes/etablissement"],
    submit: /^Enregistrer, Absences/,
  },
];

run(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "preau-bench-"));
  const database = await startThrowawayDatabase("bench", COUNTING_SETTINGS);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const secret = randomBytes(33).toString("base64url");
  const shared: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    HOST: "127.0.0.1",
    HOSTNAME: "127.0.0.1",
    AUTH_URL: origin,
    AUTH_SECRET: secret,
    PREAU_DATA_DIR: dataDir,
    PREAU_DEMO: "1",
    PREAU_CLOCK: CLOCK,
    LOG_LEVEL: "error",
    DATABASE_URL: database.appUrl,
  };
  const web = { ...shared, DATABASE_ADMIN_URL: "" };
  const system = { ...shared, DATABASE_ADMIN_URL: database.adminUrl };
  let stopWeb = async (): Promise<void> => undefined;
  try {
    await prepareDatabase(database);
    await printImports(system);
    // `npm run bench -- imports`: those lines alone.
    if (process.argv.includes("imports")) return;
    await step(
      "Making the demo schools",
      () => makeDemo(database.adminUrl, system),
      () => "Demo schools made",
    );
    await withClient(database.adminUrl, (client) => client.query("ANALYZE"));
    await installCounters(database.adminUrl);
    const release = await step("Building the portal", buildRelease, () => "Portal built");
    const service = startService({ name: "web", script: ["scripts/web.ts", release.folder], env: web });
    stopWeb = () => service.stop();
    await service.ready;

    process.stdout.write(
      `\n  floor: SELECT 1 over one connection ${(await selectOne(database.appUrl)).toFixed(3)} ms\n\n`,
    );
    const floors: PageCost[] = [];
    print(["page", "p50", "p95", "p99", "req/s", "alone", "÷floor", "html", "gzip", "js gzip", "sql", "+ctx", "db ms"]);
    for (const page of pages) {
      const cookie = page.profile ? await cookieOf(database.adminUrl, page.profile) : "";
      const cost = await pageCost(origin, page.path, cookie);
      const sql = await databaseCost(database.adminUrl, COUNTED_REQUESTS, async () => {
        await (await fetch(origin + page.path, { headers: { cookie } })).arrayBuffer();
      });
      if (!page.profile) floors.push(cost);
      print(row(page.name, cost, sql, floors[0] ?? cost));
    }

    process.stdout.write("\n");
    print(["sending, with the page that answers", "p50", "p95", "÷floor", "sql", "+ctx", "db ms"]);
    for (const write of writes) {
      const cost = await writeCost(origin, database.adminUrl, await cookieOf(database.adminUrl, write.profile), write);
      const { statements, overhead, milliseconds } = cost.sql;
      const ratio = (cost.p50 / (floors[0]?.alone ?? cost.p50)).toFixed(1);
      const sql = [statements.toFixed(1), overhead.toFixed(1), milliseconds.toFixed(2)];
      print([write.name, cost.p50.toFixed(1), cost.p95.toFixed(1), ratio, ...sql]);
    }
    const teacher = demoAccounts().find(({ profile }) => profile === "TEACHER");
    if (teacher) {
      const key = await keyCost(origin, await cookieOf(database.adminUrl, "TEACHER"), database.adminUrl, teacher.login);
      process.stdout.write(
        `\n  a key in the grade grid, ${key.rows} × ${key.columns}, to the picture that follows:` +
          ` p50 ${key.p50.toFixed(0)} ms, p95 ${key.p95.toFixed(0)} ms, worst ${key.worst.toFixed(0)} ms (goal: 50;` +
          ` floor, one field alone: p50 ${key.floor.p50.toFixed(0)} ms, p95 ${key.floor.p95.toFixed(0)} ms)\n`,
      );
    }
  } finally {
    await stopWeb();
    await database.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
});

async function printImports(env: NodeJS.ProcessEnv): Promise<void> {
  process.stdout.write("\n");
  print(["import", "MB read", "people", "seconds", "peak MB", "idle MB", "goal"]);
  for (const { name, size, people, seconds, peak, idle, goal, limit = Infinity } of await importCosts(env)) {
    const reached = peak < limit ? goal : `${goal}: MISSED`;
    print([name, size.toFixed(1), String(people), seconds.toFixed(1), peak.toFixed(0), idle.toFixed(0), reached]);
  }
  process.stdout.write("\n");
}

function row(name: string, cost: PageCost, sql: DatabaseCost, floor: PageCost): string[] {
  const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)}k`;
  return [
    name,
    cost.p50.toFixed(0),
    cost.p95.toFixed(0),
    cost.p99.toFixed(0),
    cost.requestsPerSecond.toFixed(0),
    cost.alone.toFixed(1),
    (cost.alone / floor.alone).toFixed(1),
    kilobytes(cost.htmlBytes),
    kilobytes(cost.htmlGzipBytes),
    `+${kilobytes(cost.scriptGzipBytes - floor.scriptGzipBytes)}`,
    sql.statements.toFixed(1),
    sql.overhead.toFixed(1),
    sql.milliseconds.toFixed(2),
  ];
}

function print(cells: string[]): void {
  const [name = "", ...figures] = cells;
  process.stdout.write(`  ${name.padEnd(38)}${figures.map((figure) => figure.padStart(9)).join("")}\n`);
}

/** Milliseconds of the smallest question to the database. */
async function selectOne(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const started = performance.now();
  for (let index = 0; index < 2_000; index += 1) await client.query("SELECT 1");
  const milliseconds = (performance.now() - started) / 2_000;
  await client.end();
  return milliseconds;
}

/** The cookie of a demo account of this profile, signed in as the sign-in page would. */
async function cookieOf(adminUrl: string, profile: string): Promise<string> {
  const account = demoAccounts().find((candidate) => candidate.profile === profile);
  if (!account) throw new Error(`The demo has no account for ${profile}.`);
  const token = randomBytes(32).toString("base64url");
  await withClient(adminUrl, async (client) => {
    await client.query("SET ROLE preau_system");
    await client.query(
      `INSERT INTO sign_in (id, account_id, token_hash, created_at, last_seen_at, expires_at, ends_at, idle_minutes, device)
       SELECT $1, id, $2, $3::timestamptz, $3::timestamptz, $3::timestamptz + interval '1 day', $3::timestamptz + interval '1 day', 1440, 'bench'
       FROM account WHERE login = $4`,
      [newId(), createHash("sha256").update(token).digest("hex"), CLOCK, account.login],
    );
  });
  return `preau-session=${token}`;
}
