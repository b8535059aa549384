import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { ensureBrowser } from "@/scripts/platform/browser";
import { buildRelease } from "@/scripts/platform/build";
import { explain, Failure, run } from "@/scripts/platform/failure";
import { generateClient } from "@/scripts/platform/prisma-client";

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const VITEST_PROJECTS = ["architecture", "unit", "integration"];
const STAGES = ["lint", "types", ...VITEST_PROJECTS, "build", "e2e"];
const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs one of the installed tools, its output shown as it comes. */
async function tool(entry: string, parameters: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(process.execPath, [`node_modules/${entry}`, ...parameters], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  return new Promise((done) => child.once("close", (code) => done(code === 0)));
}

function asOneCheck(passed: boolean): Counts {
  return passed ? { ...NONE, passed: 1 } : { ...NONE, failed: 1 };
}

async function lint(): Promise<Counts> {
  // Rules that know types see only errors without the client and the routes' types, which a fresh clone does not have.
  await generateTypes();
  const results = [
    await tool("oxlint/bin/oxlint", []),
    await tool("prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."]),
    await tool("knip/bin/knip.js", ["--no-progress"]),
  ];
  return asOneCheck(results.every(Boolean));
}

async function types(): Promise<Counts> {
  return asOneCheck((await generateTypes()) && (await tool("typescript/bin/tsc", ["--noEmit"])));
}

/** What the sources import and git does not hold. */
async function generateTypes(): Promise<boolean> {
  await generateClient();
  return tool("next/dist/bin/next", ["typegen"]);
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

async function vitest(projects: string[], reportPath: string): Promise<Counts> {
  const succeeded = await tool("vitest/vitest.mjs", [
    "run",
    ...projects.map((project) => `--project=${project}`),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportPath}`,
  ]);
  const report = vitestReport.parse(JSON.parse(await readFile(reportPath, "utf8")));
  // A file that does not even load has no failed test to count.
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((assertion) => assertion.status === "failed"),
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: succeeded ? failed : Math.max(failed, 1),
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function build(): Promise<Counts> {
  process.stdout.write(
    (await buildRelease()).isNew ? "Portal built.\n" : "The portal of these sources is built already.\n",
  );
  return asOneCheck(true);
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

async function e2e(reportPath: string): Promise<Counts> {
  ensureBrowser();
  const succeeded = await tool("@playwright/test/cli.js", ["test", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: reportPath,
  });
  const { stats } = playwrightReport.parse(JSON.parse(await readFile(reportPath, "utf8")));
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: succeeded ? failed : Math.max(failed, 1), skipped: stats.skipped };
}

/** One stage, with its title; a stage that breaks counts as one failure and the next ones run all the same. */
async function stage(title: string, work: () => Promise<Counts>): Promise<Counts> {
  const start = performance.now();
  process.stdout.write(`\n━━ ${title}\n\n`);
  let counts: Counts;
  try {
    counts = await work();
  } catch (error) {
    process.stderr.write(`✗ ${explain(error)}\n`);
    counts = asOneCheck(false);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(`\n   ${counts.failed === 0 ? "✓" : "✗"} ${title} (${seconds} s)\n`);
  return counts;
}

run(async () => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !STAGES.includes(name));
  if (unknown.length > 0) throw new Failure(`Unknown stage ${unknown.join(", ")}: choose among ${STAGES.join(", ")}.`);
  const wants = (name: string): boolean => asked.length === 0 || asked.includes(name);
  const projects = VITEST_PROJECTS.filter(wants);
  const reports = await mkdtemp(join(tmpdir(), "preau-reports-"));

  const all: Counts[] = [];
  if (wants("lint")) all.push(await stage("Lint", lint));
  if (wants("types")) all.push(await stage("Types", types));
  if (projects.length > 0) {
    all.push(await stage(`Tests: ${projects.join(", ")}`, () => vitest(projects, join(reports, "vitest.json"))));
  }
  if (wants("build")) all.push(await stage("Build", build));
  if (wants("e2e")) all.push(await stage("End-to-end tests", () => e2e(join(reports, "playwright.json"))));
  await rm(reports, { recursive: true, force: true });

  const sum = (pick: (counts: Counts) => number): number => all.reduce((total, counts) => total + pick(counts), 0);
  const failed = sum((counts) => counts.failed);
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(
    `\n${sum((counts) => counts.passed)} passed, ${failed} failed, ${sum((counts) => counts.skipped)} skipped`,
  );
});
