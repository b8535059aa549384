import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { NODE_FLAGS } from "@/scripts/platform/service";
import type { School } from "@/tests/e2e/support/make-schools";

/**
 * Makes the schools of one worker's tests. Starting Node and opening the database takes far longer than making a school: one
 * process lives beside the worker, and makes each while the test before runs.
 */
export class SchoolMaker {
  #process: ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;
  #isOneComing = false;

  /** Two schools with one person of each kind (tests/factories/world.ts), which no other test has seen or will see. */
  async take(): Promise<School> {
    this.#lines ??= this.#start();
    if (!this.#isOneComing) this.#ask();
    const line = await this.#lines.next();
    if (line.done) throw new Error("No school was made: see what its maker printed above.");
    this.#ask();
    // Written by make-schools.ts of the same sources.
    return JSON.parse(line.value) as School;
  }

  /** Ends the process, if there was one. */
  async close(): Promise<void> {
    const ended = this.#process;
    if (ended?.exitCode !== null) return;
    const closed = new Promise((done) => ended.once("close", done));
    ended.stdin?.end();
    await closed;
  }

  #start(): AsyncIterator<string> {
    // The worker's own copy of the frozen clock stays out of it: production refuses it outside of the demo.
    const { PREAU_CLOCK: _clock, ...inherited } = process.env;
    const child = spawn(
      process.execPath,
      [...NODE_FLAGS, "scripts/with-database.ts", "tests/e2e/support/make-schools.ts"],
      {
        env: { ...inherited, PREAU_DATA_DIR: process.env.E2E_DATA_DIR },
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    this.#process = child;
    return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  }

  #ask(): void {
    this.#isOneComing = true;
    this.#process?.stdin?.write("\n");
  }
}
