import { readFile, writeFile } from "node:fs/promises";
import { withEnvironmentTable } from "@/scripts/platform/env-table";
import { run } from "@/scripts/platform/failure";

run(async () => {
  await writeFile("README.md", await withEnvironmentTable(await readFile("README.md", "utf8")));
});
