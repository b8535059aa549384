import { ENTITIES } from "@/lib/imports/records";
import type { ImportReport } from "@/lib/imports/run";
import { entityWords } from "@/lib/imports/wording";

const COLUMNS = [
  ["created", "créations"],
  ["updated", "mises à jour"],
  ["unchanged", "inchangés"],
  ["ended", "sorties"],
  ["refused", "refus"],
] as const;

/** An import's report as plain French text: counts per entity, then each refusal with file, line, record and reason. */
export function reportText(report: ImportReport): string {
  const title = `${report.school.name} (${report.school.uai}), ${report.year}`;
  const counted = ENTITIES.filter((entity) => COLUMNS.some(([column]) => report.counts[entity][column] > 0));
  const width = Math.max(...counted.map((entity) => entityWords[entity].length));
  const lines = [
    report.dryRun ? `${title}, essai sans écriture` : title,
    ...report.files.map((file) => `  ${file.name}`),
    "",
    `  ${"".padEnd(width)}${COLUMNS.map(([, name]) => name.padStart(14)).join("")}`,
    ...counted.map((entity) => {
      const numbers = COLUMNS.map(([column]) => String(report.counts[entity][column]).padStart(14));
      return `  ${entityWords[entity].padEnd(width)}${numbers.join("")}`;
    }),
    ...(report.notices.length > 0 ? ["", ...report.notices.map((notice) => `  ${notice}.`)] : []),
    ...(report.refusals.length > 0 ? ["", "  Refus"] : []),
    ...report.refusals.map(({ file, line, record, reason }) => `  ${file}, ligne ${line}, ${record}, ${reason}.`),
  ];
  return lines.join("\n");
}
