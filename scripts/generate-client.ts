import { run } from "@/scripts/platform/failure";
import { generateClient } from "@/scripts/platform/prisma-client";

run(async () => {
  console.log((await generateClient()) ? "Prisma client generated." : "Prisma client up to date.");
});
