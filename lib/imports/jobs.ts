import "server-only";
import { createWriteStream } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Temporal } from "temporal-polyfill";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { type Db, type ImportState, Prisma } from "@/lib/db/types";
import { fold } from "@/lib/fold";
import { notInFeed, readFeed } from "@/lib/imports/aaf/feed";
import { countsOf, describePlan, digestOf } from "@/lib/imports/describe";
import type { PlainTable } from "@/lib/imports/columns";
import { ImportFailure } from "@/lib/imports/failure";
import { loadMatched } from "@/lib/imports/memory";
import { type Bundle, bundlesOf } from "@/lib/imports/plan/bundle";
import type { Question } from "@/lib/imports/plan/questions";
import { RAISES, raisesToDirection } from "@/lib/imports/raising";
import { readFiles, type Source } from "@/lib/imports/read";
import type { AafFile } from "@/lib/imports/records";
import { feedSchoolOf, lockSchool, planBundle, TIMEOUT_SECONDS } from "@/lib/imports/run";
import { openSources } from "@/lib/imports/sources";
import { applyPlan } from "@/lib/imports/store";
import type { DescribedChange, RowChange } from "@/lib/imports/types";
import { type LabelledRow, undoRows, UndoRefused } from "@/lib/imports/undo";
import { emit } from "@/lib/journal/emit";
import { announce } from "@/lib/live/announce";
import { logger } from "@/lib/logger";
import { storage } from "@/lib/storage/storage";
import { toDbInstant } from "@/lib/time/day";

const log = logger("imports");

/** What ended the worker as many times as this is not tried again. */
const MAX_ATTEMPTS = 4;

/** How far an import is once its files are read; what follows is one transaction, whose middle nobody sees. */
const READ_PERCENT = 60;

/** An import that waits for the worker. */
interface Work {
  schoolId: string;
  id: string;
  personId: string;
  uai: string;
  state: Extract<ImportState, "READING" | "APPLYING" | "UNDOING">;
  version: number;
  attempts: number;
  digest: string | null;
  allowsMassDeparture: boolean;
  allowsDirection: boolean;
}

/**
 * Does what was asked of the imports, oldest first: reads and compares, applies, undoes. Each step is one transaction that also
 * moves the import on, so that a worker that stops anywhere leaves it to be taken up again from the start of the step.
 */
export async function processImports(): Promise<void> {
  for (let work = await nextWork(); work; work = await nextWork()) {
    try {
      if (work.attempts > MAX_ATTEMPTS) {
        await settle(work, { state: work.state === "UNDOING" ? "APPLIED" : "FAILED", problem: BROKEN });
      } else if (work.state === "UNDOING") await undo(work);
      else await readAndCompare(work);
    } catch (error) {
      if (error instanceof ImportFailure) {
        await settle(work, { state: "FAILED", problem: error.message, problemCode: error.code });
      } else if (error instanceof UndoRefused) {
        await settle(work, { state: "APPLIED", obstacles: error.obstacles as unknown as Prisma.InputJsonArray });
      } else log.error({ err: error, runId: work.id, state: work.state }, "an import could not be done");
    }
  }
}

const BROKEN = "une erreur de notre côté empêche de lire ou d’écrire cet import, et rien n’a été enregistré";

async function nextWork(): Promise<Work | null> {
  return withSystem("next import", async (db, at) => {
    const [work] = await db.$queryRaw<Work[]>`
      UPDATE import_run r SET attempts = r.attempts + 1, updated_at = ${toDbInstant(at)}
      FROM (SELECT school_id, id FROM import_run WHERE state IN ('READING', 'APPLYING', 'UNDOING')
        ORDER BY created_at LIMIT 1) waiting, school s
      WHERE r.school_id = waiting.school_id AND r.id = waiting.id AND s.id = r.school_id
      RETURNING r.school_id AS "schoolId", r.id, r.person_id AS "personId", s.uai, r.state::text, r.version, r.attempts,
        r.digest, r.allows_mass_departure AS "allowsMassDeparture", r.allows_direction AS "allowsDirection"`;
    return work ?? null;
  });
}

/** Reads the files and plans; then shows the plan, or applies it when it is the one that was read. Columns that nobody has matched come first. */
async function readAndCompare(work: Work): Promise<void> {
  const { bundle, tables } = await readBundle(work);
  if (!bundle) return settle(work, { state: "MATCHING", tables: tables as unknown as Prisma.InputJsonArray });
  const options = { school: work.uai, allowMassDeparture: work.allowsMassDeparture };
  const run = async (db: Db, at: Temporal.Instant): Promise<void> => {
    const { known, plan } = await planBundle(db, bundle, options, at);
    if (!(await isStillWanted(db, work))) return;
    const changes = describePlan(known, plan);
    const digest = digestOf(changes);
    const isApplied = work.state === "APPLYING" && digest === work.digest;
    if (isApplied) {
      await applyPlan(db, plan, toDbInstant(at), { personId: work.personId, runId: work.id });
      // For whoever is told of it: { runId, personId }, the import and who asked for it.
      const emitter = { db, now: at, viewer: { school: { id: work.schoolId } } };
      await emit(emitter, "comptes.import.applied", { runId: work.id, personId: work.personId });
    }
    // The rows that were written are not those of the dry run: new ones have other ids.
    await db.importChange.deleteMany({ where: { schoolId: work.schoolId, runId: work.id } });
    await insertRows(db, "import_change", changeRows(work, changes));
    // Of the rows that were written: a namesake may have come in the place of whom the dry run named.
    if (isApplied) await refuseRaising(db, at, work);
    await db.importQuestion.deleteMany({ where: { schoolId: work.schoolId, runId: work.id } });
    await insertRows(db, "import_question", plan.questions.map(questionRow(work)));
    await moveOn(db, at, work, {
      state: isApplied ? "APPLIED" : "READY",
      appliedAt: isApplied ? toDbInstant(at) : null,
      hasMoved: work.state === "APPLYING" && !isApplied,
      digest,
      yearLabel: plan.year.label,
      rollover: plan.rollover ? (plan.rollover as unknown as Prisma.InputJsonObject) : Prisma.DbNull,
      counts: countsOf(changes),
      notices: plan.notices,
      tables: tables as unknown as Prisma.InputJsonArray,
    });
  };
  await withSystem(work.state === "READING" ? "dry run of an import" : "import of a school's files", run, {
    timeoutSeconds: TIMEOUT_SECONDS,
  });
}

/** Puts back what the import changed. @throws UndoRefused when something stands in the way. */
async function undo(work: Work): Promise<void> {
  const { schoolId, id, personId } = work;
  const run = async (db: Db, at: Temporal.Instant): Promise<void> => {
    await lockSchool(db, work.uai);
    if (!(await isStillWanted(db, work))) return;
    await refuseClosedYear(db, work);
    await refuseRaising(db, at, work);
    const changes = await db.importChange.findMany({
      where: { schoolId, runId: id, kind: { not: "REFUSED" } },
      select: { label: true, rows: true },
    });
    const rows: LabelledRow[] = changes.flatMap((change) =>
      (change.rows as unknown as RowChange[]).map((row) => ({ ...row, label: change.label })),
    );
    await undoRows(db, schoolId, rows);
    await db.journal.create({
      data: {
        schoolId,
        id: newId(),
        at: toDbInstant(at),
        personId,
        action: "imports.undone",
        targetType: "import_run",
        targetId: id,
        details: { rows: rows.length },
      },
    });
    await moveOn(db, at, work, { state: "UNDONE" });
  };
  await withSystem("undo an import", run, { timeoutSeconds: TIMEOUT_SECONDS });
}

/**
 * Asked again in the transaction that writes: whom the import makes a head may have opened an account since an administrator asked for it.
 * @throws ImportFailure or UndoRefused when the direction has not asked for it itself.
 */
async function refuseRaising(
  db: Db,
  now: Temporal.Instant,
  { schoolId, id, state, allowsDirection }: Work,
): Promise<void> {
  const run = { schoolId, runId: id, isUndone: state === "UNDOING", locks: true };
  if (allowsDirection || !(await raisesToDirection({ db, now }, run))) return;
  if (run.isUndone) throw new UndoRefused([{ label: null, reason: "DIRECTION", table: null }]);
  throw new ImportFailure("DIRECTION", "", null, RAISES);
}

/** What the files of a year wrote is of its archive. @throws UndoRefused when it was closed since. */
async function refuseClosedYear(db: Db, { schoolId, id }: Work): Promise<void> {
  const { yearLabel: label } = await db.importRun.findUniqueOrThrow({
    where: { schoolId_id: { schoolId, id } },
    select: { yearLabel: true },
  });
  if (label === null || (await db.schoolYear.count({ where: { schoolId, label, closedAt: { not: null } } })) === 0)
    return;
  throw new UndoRefused([{ label, reason: "CLOSED", table: null }]);
}

/**
 * The files of an import as records, together; null when the columns of a plain table are to be matched first.
 * @throws ImportFailure when one of them cannot be, or is of another school.
 */
async function readBundle(work: Work): Promise<{ bundle: Bundle | null; tables: PlainTable[] }> {
  const { files, matched } = await withSystem("files of an import", async (db) => ({
    files: await db.importedFile.findMany({
      where: { schoolId: work.schoolId, runId: work.id, isRemoved: false },
      select: { name: true, storageKey: true },
      orderBy: { position: "asc" },
    }),
    matched: await loadMatched(db, work.schoolId),
  }));
  const folder = await mkdtemp(join(tmpdir(), "preau-import-"));
  try {
    const paths: string[] = [];
    for (const [position, { name, storageKey }] of files.entries()) {
      // An archive is read from its end: it needs a file. Each in a folder of its own, since two may bear one name.
      await mkdir(join(folder, String(position)));
      const path = join(folder, String(position), name);
      const bytes = await storage().get(storageKey);
      await pipeline(
        Readable.fromWeb(bytes as Parameters<typeof Readable.fromWeb>[0]),
        createWriteStream(path, { mode: 0o600 }),
      );
      paths.push(path);
    }
    const opened = await openSources(paths);
    try {
      const told = (count: number) => tell(work, Math.round((count / opened.sources.length) * READ_PERCENT));
      const { files: read, tables, feed } = await readFiles(opened.sources, told, matched);
      if (tables.some(({ isMatched }) => !isMatched)) return { bundle: null, tables };
      const ofFeed = await readFeedOf(work, feed, told);
      const [bundle] = bundlesOf([...read, ...ofFeed], work.uai);
      if (bundle) return { bundle, tables };
      throw new ImportFailure(
        "UNKNOWN_KIND",
        files[0]?.name ?? "",
        null,
        "aucun fichier n’est de ceux qui s’importent",
      );
    } finally {
      opened.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a feed of the académie says of the school alone. @throws ImportFailure WRONG_SCHOOL when it says nothing of it. */
async function readFeedOf(
  { schoolId, uai }: Work,
  feed: readonly Source[],
  told: (count: number) => Promise<void>,
): Promise<AafFile[]> {
  const [first] = feed;
  if (!first) return [];
  const school = await withSystem("people of a feed", async (db) => {
    const { aafId } = await db.school.findUniqueOrThrow({ where: { id: schoolId }, select: { aafId: true } });
    return feedSchoolOf(db, { id: schoolId, uai, aafId });
  });
  const files = await readFeed(feed, [school], told);
  if (files.length === 0) throw notInFeed(first.name, uai);
  return files;
}

/** Has nobody moved the import on meanwhile: another worker, or a gesture? */
async function isStillWanted(db: Db, { schoolId, id, version, state }: Work): Promise<boolean> {
  return (await db.importRun.count({ where: { schoolId, id, version, state } })) === 1;
}

/** Says how far the work is, to those who look. */
async function tell({ schoolId, id, version }: Work, progress: number): Promise<void> {
  await withSystem("progress of an import", async (db) => {
    await db.importRun.updateMany({ where: { schoolId, id, version }, data: { progress } });
    await announce(db, { schoolId, topic: "comptes" });
  });
}

async function settle(work: Work, data: Prisma.ImportRunUpdateManyMutationInput): Promise<void> {
  await withSystem("an import that did not succeed", (db, at) => moveOn(db, at, work, data));
}

/** The import's next state, in the transaction that makes it true; those who look see it with the commit. */
async function moveOn(
  db: Db,
  at: Temporal.Instant,
  { schoolId, id, version }: Work,
  data: Prisma.ImportRunUpdateManyMutationInput,
): Promise<void> {
  await db.importRun.updateMany({
    where: { schoolId, id, version },
    data: { ...data, version: version + 1, updatedAt: toDbInstant(at), progress: 100, attempts: 0 },
  });
  await announce(db, { schoolId, topic: "comptes" });
}

function* changeRows({ schoolId, id: runId }: Work, changes: Iterable<DescribedChange>): Generator<object> {
  let position = 0;
  for (const change of changes) {
    const values = change.fields.flatMap(({ before, after }) => [before, after]);
    const words = [change.label, ...values].filter((word) => word !== null);
    const key = fold(words.join(" "));
    yield { schoolId, id: newId(), runId, personId: personOf(change), position, ...change, key };
    position += 1;
  }
}

/** Of whose file a change is: for the history of a person. */
function personOf({ rows }: DescribedChange): string | null {
  for (const { table, before, after } of rows) {
    const row = after ?? before;
    const id =
      table === "person"
        ? row?.["id"]
        : table === "civilStatus" || table === "contact" || table === "externalId" || table === "personOverride"
          ? row?.["personId"]
          : null;
    if (typeof id === "string") return id;
  }
  return null;
}

function questionRow({ schoolId, id: runId }: Work) {
  return ({ file, line, decision, ...question }: Question, position: number) => ({
    schoolId,
    id: newId(),
    runId,
    position,
    place: line > 0 ? `${file}, ligne ${line}` : file,
    choice: decision?.choice ?? null,
    personId: decision?.personId ?? null,
    ...question,
  });
}

/** Forgets the files and the changes of imports that nothing more can be done with. The runs themselves stay: see `purgeImportRuns`. */
export async function purgeImportDetails(db: Db, before: Date): Promise<number> {
  const runs = await db.importRun.findMany({
    where: {
      updatedAt: { lt: before },
      state: { notIn: ["READING", "APPLYING", "UNDOING"] },
      OR: [{ files: { some: { isRemoved: false } } }, { changes: { some: {} } }],
    },
    select: { schoolId: true, id: true, state: true, files: { select: { id: true, storageKey: true } } },
    take: 100,
  });
  let rows = 0;
  for (const { schoolId, id, state, files } of runs) {
    rows += (await db.importChange.deleteMany({ where: { schoolId, runId: id } })).count;
    await db.importQuestion.deleteMany({ where: { schoolId, runId: id } });
    await db.importedFile.updateMany({ where: { schoolId, runId: id }, data: { isRemoved: true } });
    const isGivenUp = state === "READY" || state === "MATCHING";
    await db.importRun.updateMany({
      where: { schoolId, id },
      data: { tables: [], ...(isGivenUp && { state: "DISCARDED" }) },
    });
    for (const { storageKey } of files) await storage().remove(storageKey);
  }
  return rows;
}

/** Forgets imports whole. */
export async function purgeImportRuns(db: Db, before: Date): Promise<number> {
  return (await db.importRun.deleteMany({ where: { updatedAt: { lt: before } } })).count;
}
