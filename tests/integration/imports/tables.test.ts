import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { POST } from "@/app/api/comptes/files/route";
import { runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { answerQuestions, applyImport, matchColumns, undoImport } from "@/lib/imports/commands";
import { processImports, purgeImportDetails } from "@/lib/imports/jobs";
import { importChanges, importQuestions, openImport } from "@/lib/imports/queries";
import { answerQuestionsInput, importInput, matchColumnsInput } from "@/lib/imports/schema";
import { actAs, viewerAs } from "@/tests/access/personas";
import { aPerson } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { workbookOf } from "@/tests/factories/workbooks";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("tables: the world", makeWorld);
});
afterAll(signOut);
beforeEach(signOut);

const ORIGIN = "http://localhost:3000";

/** Sends a file as the administrator's browser does, and lets the worker read it. */
async function send(name: string, content: string | Uint8Array): Promise<string> {
  await signInTo(world.people.admin);
  const form = new FormData();
  form.append("file", new File([content as BlobPart], name));
  const request = new Request(`${ORIGIN}/api/comptes/files`, {
    method: "POST",
    body: form,
    headers: { origin: ORIGIN },
  });
  request.headers.set("content-length", "1000");
  const answer = await POST(request);
  await processImports();
  return /imports\/([0-9a-f-]{36})/.exec(answer.headers.get("location") ?? "")?.[1] ?? "";
}

const page = (id: string) => actAs(world.people.admin, (ctx) => openImport(ctx, id), "comptes");
const asked = (id: string) => actAs(world.people.admin, (ctx) => importQuestions(ctx, id, 1), "comptes");
const refused = (id: string) =>
  actAs(
    world.people.admin,
    async (ctx) => (await importChanges(ctx, id, { kind: "REFUSED", text: "", page: 1 })).changes,
    "comptes",
  );

type Raw = Readonly<Record<string, string>>;
const match = (runId: string, version: number, answers: Raw) =>
  ask("match", matchColumnsInput, matchColumns, runId, version, answers);
const answer = (runId: string, version: number, answers: Raw) =>
  ask("decide", answerQuestionsInput, answerQuestions, runId, version, answers);
async function ask<Schema extends z.ZodType>(
  name: string,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<null>>,
  runId: string,
  version: number,
  answers: Raw,
): Promise<Result<null>> {
  const operation = { name: `test.${name}`, module: "comptes", input, run } as const;
  const sent = { operationId: newId(), runId, version, ...answers };
  const result = await runOperation(operation, await viewerAs(world.people.admin), sent);
  await processImports();
  return result;
}
async function carriedOut(run: typeof applyImport, runId: string): Promise<void> {
  const version = (await page(runId))?.version ?? 0;
  await ask("run", importInput, run, runId, version, {});
}

const GOOD: Raw = {
  "kind.0": "STUDENT",
  "column.0.0": "lastName",
  "column.0.1": "firstName",
  "column.0.2": "birthDate",
};
const csv = (...lines: string[]): string => ["Nom;Prénom;Né le;Divers", ...lines].join("\n");

describe("a plain table from the browser", () => {
  it("waits until its columns are matched, is a dry run then, and the next one of its headers is read at once", async () => {
    const rows = [
      ["Nom", "Prénom", "Né le", "Divers"],
      ["TABLEAU", "Ana", { day: 43163 }, "x"],
    ] as const;
    const id = await send("eleves.xlsx", workbookOf([{ rows }]));
    const waiting = await page(id);
    expect(waiting).toMatchObject({
      state: "MATCHING",
      can: { apply: false, match: true, discard: true },
      tables: [{ name: "eleves.xlsx", isMatched: false, headers: ["Nom", "Prénom", "Né le", "Divers"] }],
    });
    const version = waiting?.version ?? 0;
    expect(
      await match(id, version, { "kind.0": "STUDENT", "column.0.0": "lastName", "column.0.2": "lastName" }),
    ).toMatchObject({
      code: "INVALID",
      fields: { "kind.0": [expect.stringContaining("prénom"), expect.any(String)], "column.0.0": [expect.any(String)] },
    });
    expect(await match(id, version + 1, GOOD)).toMatchObject({ code: "CONFLICT" });
    expect(await match(id, version, GOOD)).toMatchObject({ ok: true });
    expect(await page(id)).toMatchObject({ state: "READY", totals: { CREATED: 1, REFUSED: 0 }, can: { match: true } });
    await carriedOut(applyImport, id);
    expect(await page(id)).toMatchObject({ state: "APPLIED", can: { match: false } });

    const next = await send("autre.csv", csv("tableau;ana;4/3/2018;", "TABLEAU;Bob;5/3/2018;"));
    expect(await page(next)).toMatchObject({ state: "READY", totals: { CREATED: 1, CHANGED: 0, ENDED: 0 } });
    await carriedOut(undoImport, id);
    expect(await page(id)).toMatchObject({ state: "UNDONE" });
  });

  it("may have its columns said again before it enters, and forgets what was in them after a week", async () => {
    const id = await send("t.csv", csv("SECOND;Ana;4/3/2018;"));
    const { version = 0 } = (await page(id)) ?? {};
    expect(await match(id, version, { ...GOOD, "column.0.0": "firstName", "column.0.1": "lastName" })).toMatchObject({
      ok: true,
    });
    const labels = await actAs(
      world.people.admin,
      async (ctx) => (await importChanges(ctx, id, { kind: "CREATED", text: "", page: 1 })).changes,
      "comptes",
    );
    expect(labels.map(({ label }) => label)).toContain("Ana SECOND");
    await match(id, (await page(id))?.version ?? 0, GOOD);
    await withSystem("test", (db) => purgeImportDetails(db, new Date("2100-01-01")));
    expect(await page(id)).toMatchObject({ state: "DISCARDED", tables: [] });
  });
});

describe("a record that may be several people", () => {
  it("is left out until a person says who it is; the answer is kept, and may be changed until then", async () => {
    const schoolId = world.school.schoolId;
    const twins = await withSystem("test: namesakes", async (db) => {
      return [
        await aPerson(db, schoolId, {
          profile: "STUDENT",
          lastName: "JUMEAU",
          firstName: "Éva",
          birthDate: "2015-05-05",
        }),
        await aPerson(db, schoolId, {
          profile: "STUDENT",
          lastName: "Jumeau",
          firstName: "Eva",
          birthDate: "2015-05-05",
        }),
      ];
    });
    const id = await send("t.csv", csv("JUMEAU;Eva;5/5/2015;", "SEULE;Ana;6/5/2015;"));
    expect(await page(id)).toMatchObject({
      state: "READY",
      totals: { CREATED: 1, REFUSED: 1 },
      can: { apply: true, decide: true },
    });
    const first = await asked(id);
    expect(first).toMatchObject({
      total: 1,
      open: 1,
      questions: [{ entity: "student", choice: null, place: "t.csv, ligne 2" }],
    });
    const [question] = first.questions;
    expect(question?.candidates.map((candidate) => candidate.id).toSorted()).toEqual(
      twins.map((twin) => twin.id).toSorted(),
    );
    const name = `question.${question?.id}`;
    const version = (await page(id))?.version ?? 0;
    expect(await answer(id, version, { [name]: world.people.alice.id })).toMatchObject({ code: "INVALID" });
    expect(await answer(id, version, { [name]: "SKIP" })).toMatchObject({ ok: true });
    expect(await answer(id, version, { [name]: "NEW" })).toMatchObject({ code: "CONFLICT" });
    expect((await refused(id)).map(({ fields }) => fields[0]?.after)).toEqual([
      "vous avez choisi de ne pas l’importer",
    ]);

    const again = await asked(id);
    expect(again).toMatchObject({ open: 0, questions: [{ choice: "SKIP" }] });
    const chosen = twins[0]?.id ?? "";
    const { version: now = 0 } = (await page(id)) ?? {};
    await answer(id, now, { [`question.${again.questions[0]?.id}`]: chosen });
    expect(await asked(id)).toMatchObject({ open: 0, questions: [{ choice: "PERSON", personId: chosen }] });
    await carriedOut(applyImport, id);
    expect(await page(id)).toMatchObject({ state: "APPLIED" });

    // Known by what the table calls them, and by no question any more.
    const next = await send("t.csv", csv("JUMEAU;Eva;5/5/2015;", "SEULE;Ana;6/5/2015;"));
    expect(await asked(next)).toMatchObject({ total: 0 });
    expect((await page(next))?.totals).toMatchObject({ CREATED: 0, CHANGED: 0, ENDED: 0, REFUSED: 0 });
  });

  it("may be left for later again", async () => {
    const schoolId = world.school.schoolId;
    await withSystem("test: namesakes", async (db) => {
      for (const lastName of ["DOUBLE", "Double"]) {
        await aPerson(db, schoolId, { profile: "STUDENT", lastName, firstName: "Max", birthDate: "2015-05-05" });
      }
    });
    const id = await send("t.csv", csv("DOUBLE;Max;5/5/2015;"));
    for (const [given, open] of [
      ["NEW", 0],
      ["", 1],
    ] as const) {
      const { questions } = await asked(id);
      await answer(id, (await page(id))?.version ?? 0, { [`question.${questions[0]?.id}`]: given });
      expect(await asked(id)).toMatchObject({ open });
    }
    expect(
      await withSystem("test", (db) =>
        db.importDecision.count({ where: { schoolId, value: { startsWith: "DOUBLE" } } }),
      ),
    ).toBe(0);
  });
});
