import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import type { Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { fail, ok } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { viewerAs } from "@/tests/access/personas";
import { makeWorld, type World } from "@/tests/factories/world";

const input = z.object({ operationId: z.uuid(), fails: z.boolean().default(false) });
let runs = 0;

const add: Operation<typeof input, { id: string }> = {
  name: "test.add",
  module: "cahier-de-texte",
  input,
  run: async (ctx, { fails }) => {
    runs += 1;
    await record(ctx, { action: "test.add", targetType: "thing" });
    return fails ? fail("INVALID") : ok({ id: newId() });
  },
};

let world: World;
let teacher: Viewer;
let colleague: Viewer;
beforeAll(async () => {
  world = await withSystem("once: the world", makeWorld);
  teacher = await viewerAs(world.people.mathsTeacher);
  colleague = await viewerAs(world.people.frenchTeacher);
});
beforeEach(() => {
  runs = 0;
});

const lines = (): Promise<number> =>
  withSystem("once: the journal", (db) => db.journal.count({ where: { action: "test.add" } }));

describe("an operation with an id", () => {
  it("is carried out once when it is sent five times at once, and all get its result", async () => {
    const operationId = newId();
    const before = await lines();
    const results = await Promise.all(Array.from({ length: 5 }, () => runOperation(add, teacher, { operationId })));
    expect(results[0]).toMatchObject({ ok: true });
    expect(new Set(results.map((result) => JSON.stringify(result)))).toHaveProperty("size", 1);
    expect(runs).toBe(1);
    expect(await lines()).toBe(before + 1);
  });

  it("gives a later retry the first result", async () => {
    const operationId = newId();
    const first = await runOperation(add, teacher, { operationId });
    expect(await runOperation(add, teacher, { operationId })).toEqual(first);
    expect(runs).toBe(1);
  });

  it("is refused when the id was another operation's", async () => {
    const operationId = newId();
    await runOperation(add, teacher, { operationId });
    expect(await runOperation({ ...add, name: "test.other" }, teacher, { operationId })).toMatchObject({
      code: "CONFLICT",
    });
    expect(runs).toBe(1);
  });

  it("belongs to its person: the same id of somebody else is another operation", async () => {
    const operationId = newId();
    const mine = await runOperation(add, teacher, { operationId });
    const theirs = await runOperation(add, colleague, { operationId });
    expect(theirs).toMatchObject({ ok: true });
    expect(theirs).not.toEqual(mine);
  });

  it("can be corrected and sent again under the same id after a failure", async () => {
    const operationId = newId();
    expect(await runOperation(add, teacher, { operationId, fails: true })).toMatchObject({ code: "INVALID" });
    expect(await runOperation(add, teacher, { operationId })).toMatchObject({ ok: true });
  });

  it("remembers that there was nothing to tell", async () => {
    const operationId = newId();
    const nothing = { ...add, run: () => Promise.resolve(ok(null)) };
    expect(await runOperation(nothing, teacher, { operationId })).toEqual({ ok: true, value: null });
    expect(await runOperation(nothing, teacher, { operationId })).toEqual({ ok: true, value: null });
  });

  it("is not carried out under an id that is none", async () => {
    expect(await runOperation(add, teacher, { operationId: "1" })).toMatchObject({ code: "INVALID" });
    expect(runs).toBe(0);
  });
});
