import { disconnect } from "@/lib/db/client";
import { createDemo } from "@/prisma/demo/create";
import { run } from "@/scripts/platform/failure";

run(async () => {
  await createDemo();
  await disconnect();
});
