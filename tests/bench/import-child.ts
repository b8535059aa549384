import { disconnect } from "@/lib/db/client";
import { importFiles, type ImportOptions } from "@/lib/imports/run";
import { openSources } from "@/lib/imports/sources";
import { growSlowly } from "@/scripts/platform/frugal";

// One import in a process of its own, so that its memory is its own: options then paths; says what it cost.

growSlowly();
const [options = "{}", ...paths] = process.argv.slice(2);
const idle = process.resourceUsage().maxRSS;
const started = performance.now();
const opened = await openSources(paths);
try {
  const { reports, failures } = await importFiles(opened.sources, JSON.parse(options) as ImportOptions);
  if (failures[0]) throw failures[0];
  const people = reports.reduce(
    (sum, { counts }) => sum + counts.student.created + counts.guardian.created + counts.staff.created,
    0,
  );
  const refusals = reports.reduce((sum, report) => sum + report.refusals.length, 0);
  const milliseconds = performance.now() - started;
  // Kilobytes, the largest that the system ever gave the process.
  const peak = process.resourceUsage().maxRSS;
  process.stdout.write(JSON.stringify({ milliseconds, people, refusals, schools: reports.length, peak, idle }));
} finally {
  opened.close();
  await disconnect();
}
