import "server-only";
import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { academyOf } from "@/lib/imports/academies";
import { ImportFailure } from "@/lib/imports/failure";
import { loadDecisions } from "@/lib/imports/memory";
import { type Bundle, bundlesOf } from "@/lib/imports/plan/bundle";
import type { Known } from "@/lib/imports/plan/context";
import { planSchool, type SchoolPlan } from "@/lib/imports/plan/plan";
import { yearLabelOf } from "@/lib/imports/plan/years";
import { readFiles, type Source } from "@/lib/imports/read";
import type { ImportFile } from "@/lib/imports/records";
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
  files: { name: string; kind: ImportFile["kind"] }[];
  dryRun: boolean;
};

/** What became of the files given. */
export interface ImportOutcome {
  reports: ImportReport[];
  /** Schools of which nothing entered, with the reason. */
  failures: ImportFailure[];
  /** Optional sources of another kind. */
  skipped: string[];
}

/**
 * Imports SIECLE and STSWEB files: reads them all, then one transaction per school, journaled. Importing the same files
 * again changes nothing. Called by the command line and the demo; the caller answers for who may import.
 * @throws ImportFailure when a file cannot be read; nothing of any school has then entered.
 */
export async function importFiles(sources: readonly Source[], options: ImportOptions = {}): Promise<ImportOutcome> {
  const { files, skipped } = await readFiles(sources);
  const outcome: ImportOutcome = { reports: [], failures: [], skipped };
  for (const bundle of bundlesOf(files, options.school ?? null)) {
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
