import { writeFile } from "node:fs/promises";
import { run } from "@/scripts/platform/failure";
import { licencesPage } from "@/scripts/platform/licences";

run(async () => {
  await writeFile("docs/licences.md", await licencesPage());
});
