import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { NODE_FLAGS } from "@/scripts/platform/service";
import type { School } from "@/tests/e2e/support/make-schools";

/** Starting Node and opening the database takes longer than making a school: several are made at once. */
const AT_ONCE = 8;

/** Schools that this worker has in hand. */
const inHand: School[] = [];

async function makeSchools(): Promise<School[]> {
  // The worker's own copy of the frozen clock stays out of it: production refuses it outside of the demo.
  const { PREAU_CLOCK: _clock, ...inherited } = process.env;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...NODE_FLAGS, "scripts/with-database.ts", "tests/e2e/support/make-schools.ts", String(AT_ONCE)],
    { env: { ...inherited, PREAU_DATA_DIR: process.env.E2E_DATA_DIR }, maxBuffer: 16 * 1024 * 1024 },
  );
  // Written by make-schools.ts of the same sources.
  return JSON.parse(stdout) as School[];
}

/** Two schools with one person of each kind (tests/factories/world.ts), which no other test has seen or will see. */
export async function takeSchool(): Promise<School> {
  if (inHand.length === 0) inHand.push(...(await makeSchools()));
  const school = inHand.pop();
  if (!school) throw new Error("No school was made.");
  return school;
}
