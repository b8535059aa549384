import "server-only";
import { Readable } from "node:stream";
import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db, Prisma } from "@/lib/db/types";
import { zipped } from "@/lib/files/zip";
import { announce } from "@/lib/live/announce";
import { logger } from "@/lib/logger";
import { schoolSettings } from "@/lib/school/settings";
import { storage } from "@/lib/storage/storage";
import { dayIn, toDbInstant } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";
import { archiveOf } from "./copy/archive";
import { filesOf } from "./copy/of-ones-own";
import type { CopyCover } from "./copy/page";
import { readSection, sectionsFor } from "./copy/sections";
import type { CopySection, CopySubject } from "./copy/types";
import { leaverOf, type LeaverRow, leaversOf } from "./leavers";
import { COPY_ATTEMPTS, stepsDue } from "./rules";
import {
  BATCH,
  closingSteps,
  deleteAccounts,
  deleteExports,
  erasingSteps,
  type Leaving,
  newPseudonym,
  removeLooseFiles,
} from "./steps";
import { readerWords } from "./wording";

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
  await makeDataExports();
}

/** A copy that waits, and for whom it is made. */
interface Work {
  schoolId: string;
  id: string;
  attempts: number;
  storageKey: string;
  subject: CopySubject;
  cover: CopyCover;
}

/** Minutes of silence after which a copy under way counts as abandoned. */
const SILENCE_MINUTES = 5;

/** Makes the copies that wait, the oldest first. A worker that stops leaves its copy to be begun again. */
async function makeDataExports(): Promise<void> {
  for (let work = await nextExport(); work; work = await nextExport()) {
    try {
      await makeExport(work);
    } catch (error) {
      log.error({ err: error, exportId: work.id }, "a copy of data could not be made");
      if (work.attempts >= COPY_ATTEMPTS) await settle(work, { state: "FAILED" });
      else await settle(work, { workedAt: null });
      await storage().remove(work.storageKey);
    }
  }
}

async function nextExport(): Promise<Work | null> {
  return withSystem("next copy of data", async (db, at) => {
    const silent = toDbInstant(at.subtract({ minutes: SILENCE_MINUTES }));
    await db.dataExport.updateMany({
      where: { state: "WAITING", attempts: { gte: COPY_ATTEMPTS }, workedAt: { lt: silent } },
      data: { state: "FAILED" },
    });
    const [claimed] = await db.$queryRaw<{ schoolId: string; id: string; attempts: number }[]>`
      UPDATE data_export d SET attempts = d.attempts + 1, worked_at = ${toDbInstant(at)}, progress = 0
      FROM (SELECT school_id, id FROM data_export
        WHERE state = 'WAITING' AND attempts < ${COPY_ATTEMPTS} AND (worked_at IS NULL OR worked_at < ${silent})
        ORDER BY attempts, created_at LIMIT 1 FOR UPDATE SKIP LOCKED) waiting
      WHERE d.school_id = waiting.school_id AND d.id = waiting.id
      RETURNING d.school_id AS "schoolId", d.id, d.attempts`;
    if (!claimed) return null;
    const { schoolId, id, attempts } = claimed;
    const row = await db.dataExport.findUniqueOrThrow({
      relationLoadStrategy: "join",
      where: { schoolId_id: { schoolId, id } },
      select: {
        storageKey: true,
        askedById: true,
        person: {
          select: {
            id: true,
            firstName: true,
            lastName: true,
            profile: true,
            accountId: true,
            school: { select: { name: true, timeZone: true } },
          },
        },
        askedBy: { select: { profile: true } },
      },
    });
    const { person, askedBy, askedById, storageKey } = row;
    const { name: school, timeZone } = person.school;
    const reader = askedById === person.id ? "SELF" : askedBy.profile === "GUARDIAN" ? "GUARDIAN" : "SCHOOL";
    const subject = {
      schoolId,
      personId: person.id,
      accountId: person.accountId,
      profile: person.profile,
      reader,
      timeZone,
      now: at,
      today: dayIn(timeZone, at).toString(),
    } as const;
    const cover = {
      person: formatName(person),
      school,
      madeAt: toDbInstant(at),
      timeZone,
      notes: [readerWords[reader]],
    };
    return { schoolId, id, attempts, storageKey, subject, cover };
  });
}

/** Reads, writes and measures one archive. Each chapter in a transaction of its own: what is shown is never more than a minute apart. */
async function makeExport(work: Work): Promise<void> {
  const { subject, storageKey } = work;
  const slugs = sectionsFor(subject.reader);
  const sections: CopySection[] = [];
  for (const slug of slugs) {
    sections.push(await withSystem("a chapter of a copy of data", (db) => readSection(db, subject, slug)));
    await tell(work, Math.round((sections.length / slugs.length) * READ_PERCENT));
  }
  const files = (await withSystem("files of a copy of data", (db) => filesOf(db, subject))).filter(
    ({ isLeftOut }) => !isLeftOut,
  );
  const entries = archiveOf(work.cover, sections, files, (share) =>
    tell(work, READ_PERCENT + Math.floor(share * (99 - READ_PERCENT))),
  );
  const at = subject.now.toZonedDateTimeISO(subject.timeZone).toPlainDateTime();
  const body = Readable.toWeb(Readable.from(zipped(entries, at))) as ReadableStream<Uint8Array>;
  const stored = await storage().put(storageKey, body, MOST_BYTES);
  const isKept = await settle(work, { state: "READY", progress: 100, size: stored.size, sha256: stored.sha256 });
  // Taken back meanwhile: its person was erased.
  if (!isKept) await storage().remove(storageKey);
}

/** How far a copy is once its tables are read; the files are the rest. */
const READ_PERCENT = 60;
/** What the column that measures it holds. */
const MOST_BYTES = 2_147_483_647;

/** Says how far a copy is, to who waits for it. */
async function tell({ schoolId, id, subject, attempts }: Work, progress: number): Promise<void> {
  await withSystem("progress of a copy of data", async (db, at) => {
    const where = { schoolId, id, attempts };
    await db.dataExport.updateMany({ where, data: { progress, workedAt: toDbInstant(at) } });
    await tellAsker(db, { schoolId, id, subject });
  });
}

async function settle(work: Work, data: Prisma.DataExportUpdateManyMutationInput): Promise<boolean> {
  const { schoolId, id, attempts } = work;
  return withSystem("a copy of data is done", async (db, at) => {
    const readyAt = data.state === "READY" ? { readyAt: toDbInstant(at) } : {};
    const { count } = await db.dataExport.updateMany({
      where: { schoolId, id, attempts },
      data: { ...data, ...readyAt },
    });
    await tellAsker(db, work);
    return count === 1;
  });
}

async function tellAsker(db: Db, { schoolId, id }: Pick<Work, "schoolId" | "id" | "subject">): Promise<void> {
  const row = await db.dataExport.findUnique({
    where: { schoolId_id: { schoolId, id } },
    select: { askedById: true },
  });
  if (row) await announce(db, { schoolId, topic: "accueil", personIds: [row.askedById] });
}

/** Forgets copies of data that nobody may fetch any more, with their archives. */
export async function purgeDataExports(db: Db, before: Date): Promise<number> {
  return deleteExports(db, { createdAt: { lt: before } });
}

/**
 * Deletes the accounts made before a day that nobody stands behind any more: those that outlived the last of their persons because they
 * administered the platform, once that is forgotten too.
 */
export async function purgeLoneAccounts(db: Db, before: Date): Promise<number> {
  const lone = await db.account.findMany({
    where: { createdAt: { lt: before }, persons: { none: {} }, platformRoles: { none: {} } },
    select: { id: true },
    take: BATCH,
  });
  return deleteAccounts(
    db,
    lone.map(({ id }) => id),
  );
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
