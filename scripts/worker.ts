import { runWorker } from "@/lib/jobs/worker";
import { run } from "@/scripts/platform/failure";
import { serveUntilStopped } from "@/scripts/platform/service";

run(async () => {
  const worker = await runWorker();
  serveUntilStopped(() => worker.stop());
  await worker.ended;
});
