import { runWorker } from "@/lib/jobs/worker";
import { run } from "@/scripts/platform/failure";
import { growSlowly } from "@/scripts/platform/frugal";
import { serveUntilStopped } from "@/scripts/platform/service";

run(async () => {
  growSlowly();
  const worker = await runWorker();
  serveUntilStopped(() => worker.stop());
  await worker.ended;
});
