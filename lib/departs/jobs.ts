import "server-only";
import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { announce } from "@/lib/live/announce";
import { logger } from "@/lib/logger";
import { schoolSettings } from "@/lib/school/settings";
import { dayIn, toDbInstant } from "@/lib/time/day";
import { leaverOf, type LeaverRow, leaversOf } from "./leavers";
import { stepsDue } from "./rules";
import {
  BATCH,
  closingSteps,
  deleteExports,
  erasingSteps,
  type Leaving,
  newPseudonym,
  removeLooseFiles,
} from "./steps";

const log = logger("departs");

/** Leavers looked at in one statement. */
const PAGE = 200;

interface SchoolOfLeavers {
  schoolId: string;
  timeZone: string;
  months: number;
}

/**
 * Does what is due for those who left: deletes their own things, then, when no text asks to know who they were, gives them a
 * pseudonym. One transaction per person and run: a worker that stops goes on with the next, and a second run changes nothing.
 * A person that cannot be done holds no other up.
 * @returns how many persons something was done for.
 */
export async function processDepartures(): Promise<number> {
  const schools = await withSystem("schools, for those who left", (db) =>
    db.school.findMany({ select: { id: true, timeZone: true, settings: true } }),
  );
  let done = 0;
  for (const { id, timeZone, settings } of schools) {
    done += await processSchool({ schoolId: id, timeZone, months: schoolSettings(settings).departures.months });
  }
  return done;
}

/** The same at once for the persons whom schools asked to erase. */
async function processErasures(): Promise<void> {
  const asked = await withSystem(
    "erasures that were asked for",
    (db) => db.$queryRaw<(Omit<SchoolOfLeavers, "months"> & { id: string; settings: unknown })[]>`
      SELECT p.school_id AS "schoolId", p.id, s.time_zone AS "timeZone", s.settings FROM person p JOIN school s ON s.id = p.school_id
      WHERE p.erase_asked_at IS NOT NULL AND p.erased_at IS NULL AND (p.closed_at IS NULL OR p.closed_at < p.erase_asked_at)
      ORDER BY p.erase_asked_at`,
  );
  for (const { id, settings, ...school } of asked) {
    await processPerson({ ...school, months: schoolSettings(settings).departures.months }, id);
  }
}

/** What persons and schools ask for and wait for: erasures. For the worker, as soon as it is told. */
export async function processRequests(): Promise<void> {
  await processErasures();
}

/** Forgets copies of data that nobody may fetch any more, with their archives. */
export async function purgeDataExports(db: Db, before: Date): Promise<number> {
  return deleteExports(db, { createdAt: { lt: before } });
}

async function processSchool(school: SchoolOfLeavers): Promise<number> {
  let done = 0;
  let after: LeaverRow | undefined;
  do {
    const { page, day } = await withSystem("those who left a school", async (db, at) => ({
      page: await leaversOf(db, school, today(school, at), { take: PAGE, ...(after && { after }) }),
      day: today(school, at),
    }));
    for (const leaver of page) {
      const due = stepsDue(leaver, school.months, day);
      if ((due.closes || due.erases) && (await processPerson(school, leaver.id))) done += 1;
    }
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after);
  return done;
}

function today({ timeZone }: SchoolOfLeavers, at: Temporal.Instant): string {
  return dayIn(timeZone, at).toString();
}

/** Does what is due for one person, looked at again under its lock. */
async function processPerson(school: SchoolOfLeavers, personId: string): Promise<boolean> {
  const { schoolId } = school;
  try {
    const isDone = await withSystem("what somebody who left leaves behind", async (db, at) => {
      await db.$queryRaw`SELECT id FROM person WHERE school_id = ${schoolId}::uuid AND id = ${personId}::uuid FOR UPDATE`;
      const leaver = await leaverOf(db, school, today(school, at), personId);
      if (!leaver) return false;
      const { closes, erases } = stepsDue(leaver, school.months, today(school, at));
      if (!closes && !erases) return false;
      const who = await leavingOf(db, schoolId, personId, at);
      if (closes) await apply(db, at, who, "close", closingSteps);
      if (erases) await apply(db, at, who, "erase", erasingSteps);
      await announce(db, { schoolId, topic: "comptes" });
      return true;
    });
    if (isDone) await removeFiles({ schoolId, id: personId });
    return isDone;
  } catch (error) {
    log.error({ err: error, schoolId, personId }, "what somebody who left leaves behind could not be removed");
    return false;
  }
}

async function apply(
  db: Db,
  at: Temporal.Instant,
  who: Leaving,
  step: "close" | "erase",
  steps: typeof closingSteps,
): Promise<void> {
  const { schoolId, id } = who;
  const rows: Record<string, number> = {};
  for (const [table, run] of Object.entries(steps)) {
    const touched = await run(db, who);
    if (touched > 0) rows[table] = touched;
  }
  await db.person.updateMany({
    where: { schoolId, id },
    data: step === "close" ? { closedAt: toDbInstant(at) } : { erasedAt: toDbInstant(at) },
  });
  // The proof that it was done: what, when, how many rows; of whom, a pseudonym says soon.
  await db.journal.create({
    data: {
      schoolId,
      id: newId(),
      at: toDbInstant(at),
      personId: null,
      action: `departs.${step}`,
      targetType: "person",
      targetId: id,
      details: { rows },
    },
  });
  log.info({ schoolId, personId: id, step, rows }, "retention applied to somebody who left");
}

async function leavingOf(db: Db, schoolId: string, id: string, at: Temporal.Instant): Promise<Leaving> {
  const person = await db.person.findUniqueOrThrow({
    where: { schoolId_id: { schoolId, id } },
    select: { profile: true, firstName: true, lastName: true, civility: true, accountId: true },
  });
  return { schoolId, id, ...person, pseudonym: newPseudonym(person.profile), at: toDbInstant(at) };
}

/** After the transaction that made them loose; what this does not reach, the purge of loose files does the next night. */
async function removeFiles(who: { schoolId: string; id: string }): Promise<void> {
  let removed = BATCH;
  while (removed === BATCH) {
    removed = await withSystem("files of somebody who left", (db) => removeLooseFiles(db, who));
  }
}
