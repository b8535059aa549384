import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db, ImportState } from "@/lib/db/types";
import type { Result } from "@/lib/errors/codes";
import {
  allowDepartures,
  answerQuestions,
  applyImport,
  discardImport,
  matchColumns,
  startImport,
  undoImport,
} from "@/lib/imports/commands";
import { importChanges, importQuestions, listImports, openImport } from "@/lib/imports/queries";
import { answerQuestionsInput, importInput, matchColumnsInput, startImportInput } from "@/lib/imports/schema";
import { now } from "@/lib/time/clock";
import { toDbInstant } from "@/lib/time/day";
import { type ReadRow, REST, told, type WriteRow } from "@/tests/access/matrix";
import type { World } from "@/tests/factories/world";

// Who brings the school's files in, and reads what they say: lib/imports/access.ts. Contact details are in there.

const RUNNERS = "head deputy admin";

/** A record that may be one of two people, as the worker leaves it. */
const aQuestion = (value = "1") => ({
  id: newId(),
  position: 0,
  entity: "student",
  source: "SIECLE_ELEVE" as const,
  value,
  label: "Élève BENOÎT Zoé",
  reason: "plusieurs fiches ont ce nom et cette date de naissance",
  place: "eleves.xml, ligne 1",
});

/** A dry run of one change, as the worker leaves it. */
async function anImport(schoolId: string, personId: string): Promise<string> {
  const id = newId();
  const at = toDbInstant(now());
  await withSystem("access matrix: an import", async (db) => {
    await db.importRun.create({
      data: {
        schoolId,
        id,
        personId,
        createdAt: at,
        updatedAt: at,
        state: "READY",
        counts: { student: { CREATED: 1 } },
        changes: {
          create: {
            id: newId(),
            kind: "CREATED",
            position: 0,
            entity: "student",
            label: "BENOÎT Zoé",
            key: "benoit zoe",
            fields: [{ name: "lastName", before: null, after: "BENOÎT" }],
          },
        },
        questions: { create: aQuestion() },
      },
    });
  });
  return id;
}

/** An import of the world's school, the same for all who ask. */
const runs = new WeakMap<World, Promise<string>>();
const theImport = (world: World): Promise<string> => {
  const run = runs.get(world) ?? anImport(world.school.schoolId, world.people.admin.id);
  runs.set(world, run);
  return run;
};

export const importsReads: ReadRow[] = [
  {
    operation: "imports/queries.listImports",
    module: "comptes",
    ask: async (ctx, world) => {
      const id = await theImport(world);
      return (await listImports(ctx, 1)).lines.some((line) => line.id === id) ? "listed" : "absent";
    },
    expected: [
      ["listed", RUNNERS],
      ["absent", REST],
    ],
  },
  {
    operation: "imports/queries.openImport",
    module: "comptes",
    ask: async (ctx, world) => ((await openImport(ctx, await theImport(world))) ? "told" : "absent"),
    expected: [
      ["told", RUNNERS],
      ["absent", REST],
    ],
  },
  {
    operation: "imports/queries.importChanges",
    module: "comptes",
    ask: async (ctx, world) => {
      const filter = { kind: null, text: "", page: 1 };
      return told((await importChanges(ctx, await theImport(world), filter)).changes.map(({ label }) => label));
    },
    expected: [
      ["BENOÎT Zoé", RUNNERS],
      ["", REST],
    ],
  },
  {
    operation: "imports/queries.importQuestions",
    module: "comptes",
    ask: async (ctx, world) =>
      told((await importQuestions(ctx, await theImport(world), 1)).questions.map(({ label }) => label)),
    expected: [
      ["Élève BENOÎT Zoé", RUNNERS],
      ["", REST],
    ],
  },
];

/** A command with its schema, as defineAction ties them. */
function parsed<Schema extends z.ZodType, Value>(
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
): WriteRow["run"] {
  return (ctx, input) => command(ctx, schema.parse(input));
}

const anImportThatIs =
  (state: ImportState, values: { problemCode?: string; appliedAt?: Date } = {}) =>
  async (db: Db, { school, people }: World): Promise<string> => {
    const at = toDbInstant(now());
    const run = { schoolId: school.schoolId, id: newId(), personId: people.admin.id, createdAt: at, updatedAt: at };
    await db.importRun.create({ data: { ...run, state, ...values } });
    return run.id;
  };

const onOne = (runId: string) => ({ operationId: newId(), runId, version: 1 });
const common = { module: "comptes", input: onOne, allowed: RUNNERS, changes: "import_run" } as const;

export const importsWrites: WriteRow[] = [
  {
    operation: "imports/commands.startImport",
    module: "comptes",
    prepare: () => Promise.resolve(newId()),
    input: (id) => ({
      files: [{ name: "a.xml", size: 1, sha256: "0".repeat(64), storageKey: `${id}/${id}` }],
    }),
    run: parsed(startImportInput, startImport),
    // A head brings files into its own school and no other.
    allowed: `${RUNNERS} otherHead`,
    action: "imports.start",
    changes: "import_run imported_file",
  },
  {
    ...common,
    operation: "imports/commands.applyImport",
    prepare: anImportThatIs("READY"),
    run: parsed(importInput, applyImport),
    action: "imports.apply",
  },
  {
    ...common,
    operation: "imports/commands.undoImport",
    prepare: (db, world) => anImportThatIs("APPLIED", { appliedAt: toDbInstant(now()) })(db, world),
    run: parsed(importInput, undoImport),
    action: "imports.undo",
  },
  {
    ...common,
    operation: "imports/commands.discardImport",
    prepare: anImportThatIs("READY"),
    run: parsed(importInput, discardImport),
    action: "imports.discard",
  },
  {
    ...common,
    operation: "imports/commands.matchColumns",
    prepare: async (db, world) => {
      const runId = await anImportThatIs("MATCHING")(db, world);
      const headers = ["Nom", "Prénom"];
      const matching = { kind: "TEACHER", columns: ["lastName", "firstName"], isComplete: false };
      const table = {
        name: "t.csv",
        signature: newId(),
        headers,
        samples: [[], []],
        matching,
        isMatched: false,
      };
      const { schoolId } = world.school;
      await db.importRun.updateMany({ where: { schoolId, id: runId }, data: { tables: [table] } });
      return runId;
    },
    input: (runId) => ({
      ...onOne(runId),
      "kind.0": "TEACHER",
      "column.0.0": "lastName",
      "column.0.1": "firstName",
    }),
    run: parsed(matchColumnsInput, matchColumns),
    action: "imports.match",
    changes: "import_run import_columns",
  },
  {
    ...common,
    operation: "imports/commands.answerQuestions",
    prepare: async (db, world) => {
      const runId = await anImportThatIs("READY")(db, world);
      const question = aQuestion(newId());
      await db.importQuestion.create({ data: { schoolId: world.school.schoolId, runId, ...question } });
      return `${runId} ${question.id}`;
    },
    input: (prepared) => {
      const [runId = "", questionId = ""] = prepared.split(" ");
      return { ...onOne(runId), [`question.${questionId}`]: "NEW" };
    },
    run: parsed(answerQuestionsInput, answerQuestions),
    action: "imports.decide",
    changes: "import_run import_decision",
  },
  {
    ...common,
    operation: "imports/commands.allowDepartures",
    prepare: anImportThatIs("FAILED", { problemCode: "MASS_DEPARTURE" }),
    run: parsed(importInput, allowDepartures),
    action: "imports.allow-departures",
  },
];
