import { disconnect } from "@/lib/db/client";
import { now } from "@/lib/time/clock";
import { createDemo } from "@/prisma/demo";
import { run } from "@/scripts/platform/failure";

run(async () => {
  await createDemo({ now: now() });
  await disconnect();
});
