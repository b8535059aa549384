import { parseArgs } from "node:util";
import { disconnect } from "@/lib/db/client";
import { ImportFailure } from "@/lib/imports/failure";
import { reportText } from "@/lib/imports/report";
import { importFiles } from "@/lib/imports/run";
import { openSources } from "@/lib/imports/sources";
import { Failure, run } from "@/scripts/platform/failure";
import { growSlowly } from "@/scripts/platform/frugal";

const HELP = `
Importe les fichiers de SIECLE (élèves, responsables, structures, nomenclature), de STSWEB (sts_emp),
d’ONDE (élèves, responsables, enseignants, en CSV), les jeux OneRoster 1.1 et 1.2 complets (zip ou dossier de CSV)
et l’annuaire fédérateur (AAF/SDET, alimentation complète ou delta, 1D ou 2D : zip ou dossier de ses fichiers XML).

  npm run import -- [options] <fichier, archive zip ou dossier>…

Options
  --school UAI               n’accepte que les fichiers de cet établissement\u202f; ceux d’ONDE ne le disent pas et l’exigent
  --dry-run                  montre ce qui changerait, sans rien écrire
  --create-school            crée l’établissement que seul SIECLE nomme (STSWEB le crée toujours), ou tous ceux d’un annuaire
  --allow-mass-departure     accepte que plus de la moitié des élèves ne soient plus dans le fichier
  --help                     affiche cette aide

Importer deux fois les mêmes fichiers ne change rien. Rien n’est supprimé\u202f: qui n’est plus dans un fichier
reçoit une date de fin. D’un annuaire d’académie, seuls entrent les établissements du portail. Les fichiers d’un établissement entrent en une fois, ou pas du tout.
Code de sortie\u202f: 0 si tout est entré, 2 si des enregistrements ont été refusés, 1 si un établissement n’a rien reçu.
`;

/** The options of the command line. @throws Failure for an unknown one. */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        school: { type: "string" },
        "dry-run": { type: "boolean" },
        "create-school": { type: "boolean" },
        "allow-mass-departure": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch {
    throw new Failure("Option inconnue. `npm run import -- --help` les donne toutes.");
  }
}

run(async () => {
  growSlowly();
  const { values, positionals } = readArguments();
  if (values.help || positionals.length === 0) {
    process.stdout.write(HELP);
    if (!values.help) process.exitCode = 1;
    return;
  }
  try {
    const opened = await openSources(positionals);
    try {
      const { reports, failures, skipped, elsewhere } = await importFiles(opened.sources, {
        school: values.school?.toUpperCase(),
        dryRun: values["dry-run"] ?? false,
        createSchool: values["create-school"] ?? false,
        allowMassDeparture: values["allow-mass-departure"] ?? false,
      });
      for (const report of reports) process.stdout.write(`\n${reportText(report)}\n`);
      const unread = [...opened.skipped, ...skipped];
      if (unread.length > 0) process.stdout.write(`\nD’une autre nature, non lus\u202f: ${unread.join(", ")}\n`);
      if (elsewhere > 0)
        process.stdout.write(`\nÉtablissements de l’annuaire qui ne sont pas ici\u202f: ${elsewhere}\n`);
      if (failures.length > 0) throw new Failure(failures.map((failure) => failure.message).join("\n  "));
      if (reports.length === 0) throw new Failure("Aucun fichier à importer.");
      if (reports.some((report) => report.refusals.length > 0)) process.exitCode = 2;
    } finally {
      opened.close();
    }
  } catch (error) {
    throw error instanceof ImportFailure ? new Failure(error.message) : error;
  } finally {
    await disconnect();
  }
});
