import { z } from "zod";
import { MAX_IMPORT_FILES } from "./rules";

const operationId = z.uuid();
const runId = z.uuid();
const version = z.coerce.number().int().min(1);

/** Files that a route has stored. */
export const startImportInput = z.object({
  files: z
    .array(
      z.object({
        name: z.string().min(1).max(120),
        size: z.int().min(1),
        sha256: z.string().length(64),
        storageKey: z.string(),
      }),
    )
    .min(1)
    .max(MAX_IMPORT_FILES),
});

/** An import, as the form was opened with it. */
export const importInput = z.object({ operationId, runId, version });
