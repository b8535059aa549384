import "server-only";
import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { feedKey, type FeedSchool, notInFeed, readAcademy, schoolsOfFeed } from "@/lib/imports/aaf/feed";
import { academyOf } from "@/lib/imports/academies";
import { ImportFailure } from "@/lib/imports/failure";
import { loadDecisions } from "@/lib/imports/memory";
import { type Bundle, bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { yearLabelOf } from "@/lib/imports/plan/years";
import { readFiles, type Source } from "@/lib/imports/read";
import type { AafFile, ImportFile } from "@/lib/imports/records";
import { applyPlan, loadKnown } from "@/lib/imports/store";
import { dayIn, toDbInstant } from "@/lib/time/day";

/** A big lycée takes a few seconds; the limit only stops what will never end. */
export const TIMEOUT_SECONDS = 300;

/** How an import is run. */
export interface ImportOptions {
  /** UAI of the only school that the files may be of. */
  school?: string;
  /** Plan and report, write nothing. */
  dryRun?: boolean;
  createSchool?: boolean;
  allowMassDeparture?: boolean;
}

/** What one school is told of its import. */
export type ImportReport = Pick<SchoolPlan, "counts" | "refusals" | "notices"> & {
  school: { id: string; uai: string; name: string };
  year: string;
  files: { name: string; kind: ImportFile["kind"] | AafFile["kind"] }[];
  dryRun: boolean;
};

/** What became of the files given. */
export interface ImportOutcome {
  reports: ImportReport[];
  /** Schools of which nothing entered, with the reason. */
  failures: ImportFailure[];
  /** Optional sources of another kind. */
  skipped: string[];
  /** How many schools of a feed the portal does not have. */
  elsewhere: number;
}

/**
 * Imports files: reads them all, then one transaction per school, journaled. An AAF/SDET feed, which holds an académie, is read
 * for the schools of the portal, or the one chosen, or all when they may be created. Importing the same files again changes nothing. Called by the command line and the demo; the caller answers for who may import.
 * @throws ImportFailure when a file cannot be read; nothing of any school has then entered.
 */
export async function importFiles(sources: readonly Source[], options: ImportOptions = {}): Promise<ImportOutcome> {
  const { files, skipped, feed } = await readFiles(sources);
  const [file] = files;
  if (file && feed.length > 0) {
    const reason = "ce fichier ne fait pas partie de l’annuaire qui l’accompagne, importez-les séparément";
    throw new ImportFailure("MIXED_SYSTEMS", file.file, null, reason);
  }
  const { schools, elsewhere } = await schoolsToRead(feed, options);
  const outcome: ImportOutcome = { reports: [], failures: [], skipped, elsewhere };
  for await (const bundle of bundlesIn(files, feed, schools, options)) {
    try {
      const importing = (db: Db, at: Temporal.Instant) => importBundle(db, bundle, options, at);
      const report = await withSystem("import of a school's files", importing, { timeoutSeconds: TIMEOUT_SECONDS });
      outcome.reports.push(report);
    } catch (error) {
      if (!(error instanceof ImportFailure)) throw error;
      outcome.failures.push(error);
    }
  }
  return outcome;
}

async function* bundlesIn(
  files: readonly ImportFile[],
  feed: readonly Source[],
  schools: readonly StoredSchool[],
  options: ImportOptions,
): AsyncGenerator<Bundle> {
  const chosen = options.school ?? null;
  yield* bundlesOf(files, chosen);
  if (schools.length === 0) return;
  const known = await withSystem("schools of a feed", async (db) => {
    const list: FeedSchool[] = [];
    for (const school of schools) list.push(await feedSchoolOf(db, school));
    return list;
  });
  let count = 0;
  for await (const file of readAcademy(feed, known)) {
    count += 1;
    yield* bundlesOf([file], chosen);
  }
  if (chosen !== null && count === 0) throw notInFeed(feed[0]?.name ?? "", chosen);
}

/** A school, or one that a feed may create. */
type StoredSchool = { id: string | null; uai: string; aafId: string | null };

/** The schools for which a feed is read. @throws ImportFailure UNKNOWN_SCHOOL when none is the portal's. */
async function schoolsToRead(
  feed: readonly Source[],
  { school: chosen, createSchool }: ImportOptions,
): Promise<{ schools: StoredSchool[]; elsewhere: number }> {
  const [first] = feed;
  if (!first) return { schools: [], elsewhere: 0 };
  const named = await schoolsOfFeed(feed);
  const known = await withSystem("schools of a feed", (db) =>
    db.school.findMany({
      // A delta names no school: it is of all those that a feed has numbered.
      where: chosen ? { uai: chosen } : { OR: [{ uai: { in: named } }, { aafId: { not: null } }] },
      select: { id: true, uai: true, aafId: true },
      orderBy: { uai: "asc" },
    }),
  );
  const academies = new Set(known.map(({ uai }) => academyOf(uai, null)?.name));
  if (named.length === 0 && academies.size > 1) {
    const reason =
      "l’annuaire ne dit pas de quelle académie il est, dont les numéros ne valent que pour elle, choisissez l’établissement (--school)";
    throw new ImportFailure("INCOMPLETE_HEADER", first.name, null, reason);
  }
  const uais = new Set(known.map(({ uai }) => uai));
  const others = [...new Set(chosen ? [chosen] : named)].filter((uai) => !uais.has(uai));
  const made = createSchool || chosen ? others.map((uai) => ({ id: null, uai, aafId: null })) : [];
  if (known.length + made.length === 0) {
    const reason =
      "aucun établissement de l’annuaire n’est sur ce portail, choisissez celui à créer (--school, --create-school)";
    throw new ImportFailure("UNKNOWN_SCHOOL", first.name, null, reason);
  }
  return { schools: [...known, ...made], elsewhere: others.length - made.length };
}

/** What a feed finds of a school: its number, and the numbers of its people. */
export async function feedSchoolOf(db: Db, { id, uai, aafId }: StoredSchool): Promise<FeedSchool> {
  const rows = id
    ? await db.externalId.findMany({
        where: { schoolId: id, source: { in: ["AAF_ELEVE", "AAF_RESPONSABLE", "AAF_PERSONNEL"] } },
        select: { source: true, value: true },
      })
    : [];
  return { uai, jointure: aafId, persons: new Set(rows.map(({ source, value }) => feedKey(source, value))) };
}

async function importBundle(
  db: Db,
  bundle: Bundle,
  options: ImportOptions,
  at: Temporal.Instant,
): Promise<ImportReport> {
  const { plan } = await planBundle(db, bundle, options, at);
  if (!options.dryRun) await applyPlan(db, plan, toDbInstant(at), null);
  const { id, uai, name } = plan.school;
  return {
    school: { id, uai, name },
    year: plan.year.label,
    files: bundle.files.map((file) => ({ name: file.file, kind: file.kind })),
    dryRun: options.dryRun ?? false,
    counts: plan.counts,
    refusals: plan.refusals,
    notices: plan.notices,
  };
}

/** Two imports of one school wait for each other: each plans beside what the other left. Until the end of the transaction. */
export async function lockSchool(db: Db, uai: string): Promise<void> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`import ${uai}`}, 0))`;
}

/**
 * What the files of a school would change, beside what is known of it now; nothing is written.
 * @throws ImportFailure as planSchool.
 */
export async function planBundle(
  db: Db,
  bundle: Bundle,
  options: ImportOptions,
  at: Temporal.Instant,
): Promise<{ known: Known; plan: SchoolPlan }> {
  await lockSchool(db, bundle.uai);
  const todayIn = (timeZone: string) => dayIn(timeZone, at).toString();
  const known = await loadKnown(db, bundle.uai, (timeZone, years) => yearLabelOf(bundle, todayIn(timeZone), years));
  const academy = academyOf(bundle.uai, bundle.sts?.school.academy ?? null);
  const plan = planSchool(bundle, known, {
    decisions: known.school ? await loadDecisions(db, known.school.id) : new Map(),
    today: todayIn(known.school?.timeZone ?? academy?.timeZone ?? "Europe/Paris"),
    newId,
    ...options,
  });
  return { known, plan };
}
