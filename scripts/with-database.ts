import { spawn } from "node:child_process";
import { openDatabase, prepareDatabase } from "@/scripts/platform/database";
import { childEnvironments } from "@/scripts/platform/environment";
import { Failure, run } from "@/scripts/platform/failure";
import { generateClient } from "@/scripts/platform/prisma-client";
import { NODE_FLAGS } from "@/scripts/platform/service";

function runScript(script: string, parameters: string[], environment: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, [...NODE_FLAGS, script, ...parameters], { env: environment, stdio: "inherit" });
  // Ctrl-C reaches the script too: it ends first, then the database.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.once("close", (code) => done(code ?? 1)));
}

/** Runs another script with the addresses of the database, starting the embedded one for it when it does not run. */
async function runWithDatabase(script: string, parameters: string[]): Promise<number> {
  await generateClient();
  if (parameters.includes("--help")) return runScript(script, parameters, process.env);
  const database = await openDatabase("tool");
  try {
    await prepareDatabase(database);
    return await runScript(script, parameters, childEnvironments(database, false).system);
  } finally {
    await database.close();
  }
}

run(async () => {
  const [script, ...parameters] = process.argv.slice(2);
  if (!script) throw new Failure("Usage: with-database.ts SCRIPT [parameters]");
  process.exitCode = await runWithDatabase(script, parameters);
});
