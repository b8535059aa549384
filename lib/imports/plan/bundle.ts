import { ImportFailure } from "@/lib/imports/failure";
import { systemOf } from "@/lib/imports/plan/systems";
import type {
  AafFile,
  ElevesFile,
  EnseignantsFile,
  ImportFile,
  NomenclaturesFile,
  ResponsablesFile,
  StructuresFile,
  StsFile,
} from "@/lib/imports/records";

/** The files of one school that are imported together, at most one of each kind. */
export interface Bundle {
  uai: string;
  /** First calendar year of the school year, when a file says it. */
  year: number | null;
  files: readonly (ImportFile | AafFile)[];
  /** What a feed says of the school: unfolded into the others beside what is known (plan/feed.ts). */
  aaf: AafFile | null;
  eleves: ElevesFile | null;
  responsables: ResponsablesFile | null;
  structures: StructuresFile | null;
  nomenclatures: NomenclaturesFile | null;
  sts: StsFile | null;
  enseignants: EnseignantsFile | null;
}

/**
 * Sorts files by school; one that names none is of the school chosen.
 * @throws ImportFailure DUPLICATE_KIND for two files of one kind, WRONG_YEAR for files of two school years, WRONG_SCHOOL
 * for a file that is not of the school chosen, INCOMPLETE_HEADER for one that names none when none is chosen, MIXED_SYSTEMS for
 * files of two systems, which would each end those that the other does not have.
 */
export function bundlesOf(files: readonly (ImportFile | AafFile)[], chosenUai: string | null): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const file of files) {
    const { year } = file.header;
    const uai = file.header.uai ?? chosenUai;
    if (uai === null) {
      const reason = "le fichier ne dit pas de quel établissement il est, choisissez-le (--school)";
      throw new ImportFailure("INCOMPLETE_HEADER", file.file, null, reason);
    }
    if (chosenUai !== null && uai !== chosenUai) {
      throw new ImportFailure(
        "WRONG_SCHOOL",
        file.file,
        null,
        `le fichier est de l’établissement ${uai}, pas de ${chosenUai}`,
      );
    }
    const before = bundles.get(uai) ?? emptyBundle(uai);
    if (before.year !== null && year !== null && year !== before.year) {
      throw new ImportFailure("WRONG_YEAR", file.file, null, `le fichier est de ${year}, un autre de ${before.year}`);
    }
    const [other] = before.files;
    if (other && systemOf(other.header) !== systemOf(file.header)) {
      const reason = `ce fichier ne vient pas du même logiciel que ${other.file}, importez-les séparément`;
      throw new ImportFailure("MIXED_SYSTEMS", file.file, null, reason);
    }
    bundles.set(uai, withFile({ ...before, year: before.year ?? year, files: [...before.files, file] }, file));
  }
  return [...bundles.values()];
}

function emptyBundle(uai: string): Bundle {
  return {
    uai,
    year: null,
    files: [],
    aaf: null,
    eleves: null,
    responsables: null,
    structures: null,
    nomenclatures: null,
    sts: null,
    enseignants: null,
  };
}

function withFile(bundle: Bundle, file: ImportFile | AafFile): Bundle {
  const once = (other: ImportFile | AafFile | null): void => {
    if (!other) return;
    throw new ImportFailure("DUPLICATE_KIND", file.file, null, `ce fichier est de même nature que ${other.file}`);
  };
  switch (file.kind) {
    case "AAF":
      once(bundle.aaf);
      return { ...bundle, aaf: file };
    case "ELEVES":
      once(bundle.eleves);
      return { ...bundle, eleves: file };
    case "RESPONSABLES":
      once(bundle.responsables);
      return { ...bundle, responsables: file };
    case "STRUCTURES":
      once(bundle.structures);
      return { ...bundle, structures: file };
    case "NOMENCLATURES":
      once(bundle.nomenclatures);
      return { ...bundle, nomenclatures: file };
    case "STS":
      once(bundle.sts);
      return { ...bundle, sts: file };
    case "ENSEIGNANTS":
      once(bundle.enseignants);
      return { ...bundle, enseignants: file };
  }
}
