import "server-only";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { academyOf } from "@/lib/imports/academies";
import { type Bundle, bundlesOf } from "@/lib/imports/plan/bundle";
import { planSchool, type SchoolPlan, yearLabelOf } from "@/lib/imports/plan/plan";
import { readFile, type Source } from "@/lib/imports/read";
import type { ImportFile } from "@/lib/imports/records";
import { applyPlan, loadKnown } from "@/lib/imports/store";
import { dayIn, toDbInstant } from "@/lib/time/day";

/** A big lycée takes a few seconds; the limit only stops what will never end. */
const TIMEOUT_SECONDS = 300;

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

/**
 * Imports SIECLE and STSWEB files: reads them all, then one transaction per school, journaled. Importing the same files
 * again changes nothing. Called by the command line and the demo; the caller answers for who may import.
 * @throws ImportFailure when a file or a school cannot be taken; the schools before it are then done.
 */
export async function importFiles(sources: readonly Source[], options: ImportOptions = {}): Promise<ImportReport[]> {
  const files: ImportFile[] = [];
  for (const source of sources) files.push(await readFile(source));
  const reports: ImportReport[] = [];
  for (const bundle of bundlesOf(files, options.school ?? null)) {
    reports.push(
      await withSystem("import of a school's files", async (db, at) => importBundle(db, bundle, options, at), {
        timeoutSeconds: TIMEOUT_SECONDS,
      }),
    );
  }
  return reports;
}

async function importBundle(
  db: Db,
  bundle: Bundle,
  options: ImportOptions,
  at: Parameters<Parameters<typeof withSystem>[1]>[1],
): Promise<ImportReport> {
  // Two imports of one school wait for each other: each plans beside what the other left.
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`import ${bundle.uai}`}, 0))`;
  const todayIn = (timeZone: string) => dayIn(timeZone, at).toString();
  const known = await loadKnown(db, bundle.uai, (timeZone) => yearLabelOf(bundle, todayIn(timeZone)));
  const academy = academyOf(bundle.uai, bundle.sts?.school.academy ?? null);
  const plan = planSchool(bundle, known, {
    today: todayIn(known.school?.timeZone ?? academy?.timeZone ?? "Europe/Paris"),
    newId,
    ...options,
  });
  if (!options.dryRun) await applyPlan(db, plan, toDbInstant(at));
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
