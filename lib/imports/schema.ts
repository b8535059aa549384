import { z } from "zod";
import { COLUMN_FIELDS, type Matching, MAX_TABLE_COLUMNS, TABLE_KINDS } from "./columns";
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

const field = z.union([z.enum(COLUMN_FIELDS), z.literal("").transform(() => null)]);

/**
 * What the columns of the tables of an import are: `kind.0` and `complete.0` of its first table, `column.0.3` of the fourth column of
 * it. Those that are not sent are left aside.
 */
export const matchColumnsInput = z
  .object({ operationId, runId, version })
  .catchall(z.string())
  .transform((form, issues) => {
    const { operationId: _operation, runId: id, version: opened, ...answers } = form;
    const answer = (name: string): string | undefined => {
      const given = Object.entries(answers).find(([key]) => key === name)?.[1];
      return typeof given === "string" ? given : undefined;
    };
    const kinds = z.enum([...TABLE_KINDS, "COLUMN", "NONE"]);
    const tables: Matching[] = [];
    for (let table = 0; table < MAX_IMPORT_FILES && answer(`kind.${table}`) !== undefined; table += 1) {
      const kind = kinds.safeParse(answer(`kind.${table}`));
      const columns: Matching["columns"] = [];
      for (let column = 0; column < MAX_TABLE_COLUMNS; column += 1) {
        columns.push(field.safeParse(answer(`column.${table}.${column}`) ?? "").data ?? null);
      }
      if (!kind.success)
        issues.addIssue({ code: "custom", path: [`kind.${table}`], message: "Dites de qui il s’agit." });
      else tables.push({ kind: kind.data, columns, isComplete: answer(`complete.${table}`) === "on" });
    }
    return { operationId: form.operationId, runId: id, version: opened, tables };
  });

/** What is answered on a page of questions: `question.<id>` is «NEW», «SKIP», nothing yet, or the id of a candidate. */
export const answerQuestionsInput = z
  .object({ operationId, runId, version })
  .catchall(z.string())
  .transform((form) => {
    const answers = Object.entries(form).flatMap(([name, answer]) => {
      const id = z.uuid().safeParse(name.replace(/^question\./, ""));
      const choice = z.union([z.enum(["NEW", "SKIP", ""]), z.uuid()]).safeParse(answer);
      return name.startsWith("question.") && id.success && choice.success ? [{ id: id.data, answer: choice.data }] : [];
    });
    return { operationId: form.operationId, runId: form.runId, version: form.version, answers: answers.slice(0, 100) };
  });

/** An import, as the form was opened with it. */
export const importInput = z.object({ operationId, runId, version });
