import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import { type Context, openContext } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import {
  publishBulletins,
  saveAppreciation,
  saveAttendance,
  saveCouncil,
  withdrawBulletins,
} from "@/lib/notes/bulletins/commands";
import { bulletinsOf, councilSheet, publishedBulletins } from "@/lib/notes/bulletins/queries";
import {
  publicationInput,
  saveAppreciationInput,
  saveAttendanceInput,
  saveCouncilInput,
} from "@/lib/notes/bulletins/schema";
import { viewerAs } from "@/tests/access/personas";
import type { PersonRef, Ref } from "@/tests/factories/builders";
import { aMainTeacher, anAssessment, bulletinClass, gradeTerm } from "@/tests/factories/bulletins";
import { makeWorld, type World } from "@/tests/factories/world";

// In maths alice 12 and adam 16, in Latin alice 15 and basile 9.

let world: World;
let first: Ref;
let main: PersonRef;
beforeEach(async () => {
  await withSystem("bulletins: the world", async (db) => {
    world = await makeWorld(db);
    main = await aMainTeacher(db, world);
    ({ first } = await bulletinClass(db, world, main));
    await gradeTerm(db, world, first);
  });
});

function as<Schema extends z.ZodType, Value>(
  name: string,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name, module: "notes", input, run };
  return async (person: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(person), { operationId: newId(), ...values });
}

const save = as("test.appreciation", saveAppreciationInput, saveAppreciation);
const saveForCouncil = as("test.council", saveCouncilInput, saveCouncil);
const correct = as("test.attendance", saveAttendanceInput, saveAttendance);
const publish = as("test.publish", publicationInput, publishBulletins);
const withdraw = as("test.withdraw", publicationInput, withdrawBulletins);

async function read<T>(person: PersonRef, ask: (ctx: Context) => Promise<T>): Promise<T> {
  return openContext(await viewerAs(person), "notes", { readOnly: true }, ask);
}

const ofAdam = () => ({ serviceId: world.services.maths6A.id, studentId: world.people.adam.id, periodId: first.id });
const of6A = () => ({ divisionId: world.groups.sixA.id, periodId: first.id });
const bulletinOfAlice = (reader: PersonRef) =>
  read(reader, (ctx) => bulletinsOf(ctx, world.groups.sixA.id, first.id, world.people.alice.id));

describe("a project of bulletin", () => {
  it("has the averages of the pupil and of the class, by subject, and what is written", async () => {
    const set = await bulletinOfAlice(world.people.head);
    expect(set).toMatchObject({ publishedAt: null, bulletins: [{ division: "6A", mainTeachers: ["Mme Prigent"] }] });
    expect(
      set?.bulletins[0]?.lines.map(({ subject, average, classAverage }) => [subject, average, classAverage]),
    ).toEqual([
      ["Français", "—", "—"],
      ["Latin", "15,00", "12,00"],
      ["Mathématiques", "12,00", "14,00"],
    ]);
    expect(set?.bulletins[0]).toMatchObject({
      general: { average: "13,50", classAverage: "14,75" },
      lines: [{}, {}, { appreciation: "Un travail régulier.", teachers: ["Mme Marchand"] }],
    });
  });
});

describe("absences on a bulletin", () => {
  const ofAlice = () => ({ ...of6A(), studentId: world.people.alice.id });
  const told = async () => (await bulletinOfAlice(world.people.head))?.bulletins[0]?.attendance;
  const prepared = async () => (await bulletinOfAlice(world.people.head))?.prepared.get(world.people.alice.id);

  it("are counted in half-days by their motives, in the way that the school has chosen", async () => {
    const counted = (await prepared())?.counted;
    expect(counted?.gross.justified).toBeGreaterThanOrEqual(0);
    const { unjustified = 0 } = counted?.gross ?? {};
    expect(unjustified).toBeGreaterThan(0);
    expect(await told()).toMatchObject({ unjustified: String(unjustified) });
    await withSystem("test: the school counts shares", (db) =>
      db.school.update({
        where: { id: world.school.schoolId },
        data: { settings: { signIn: { demandsSecondFactor: false }, absences: { bulletinCount: "PROPORTIONAL" } } },
      }),
    );
    const share = Math.round((counted?.proportional.unjustified ?? 0) * 10) / 10;
    expect(await told()).toMatchObject({ unjustified: String(share) });
  });

  it("are said by nobody where the school keeps no absences here", async () => {
    await withSystem("test: a module is closed", (db) =>
      db.school.update({ where: { id: world.school.schoolId }, data: { disabledModules: ["absences"] } }),
    );
    expect(await told()).toBeNull();
  });

  it("are corrected by hand, both shown until the bulletins are published, and stay as they were then", async () => {
    const { head, cpe, mathsTeacher, aliceGuardian1 } = world.people;
    const corrected = { justified: "1,5", unjustified: "0", lates: "2" };
    expect(await correct(mathsTeacher, { ...ofAlice(), version: "0", ...corrected })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await correct(cpe, { ...ofAlice(), version: "0", ...corrected })).toMatchObject({ ok: true });
    expect(await correct(head, { ...ofAlice(), version: "0", ...corrected })).toMatchObject({ code: "CONFLICT" });
    const before = await prepared();
    expect(before?.counted.gross.unjustified).toBeGreaterThan(0);
    expect(before?.corrected).toEqual({ justified: "1.5", unjustified: "0", lates: "2" });
    await publish(head, of6A());
    const message = "Les bulletins de cette classe sont publiés\u202F: ils ne changent plus.";
    expect(await correct(cpe, { ...ofAlice(), version: "1", justified: "", unjustified: "", lates: "" })).toMatchObject(
      {
        code: "INVALID",
        message,
      },
    );
    const read = await bulletinOfAlice(aliceGuardian1);
    expect(read?.bulletins[0]?.attendance).toEqual({ justified: "1.5", unjustified: "0", lates: "2" });
    expect(read?.prepared.size).toBe(0);
  });
});

describe("an appreciation", () => {
  it("is saved, changed from the version that was read, and refused from an older one with what is stored", async () => {
    const { mathsTeacher, substitute } = world.people;
    expect(await save(mathsTeacher, { ...ofAdam(), version: "0", text: " Bien.\r\nContinuez. " })).toEqual({
      ok: true,
      value: { version: 1 },
    });
    expect(await save(substitute, { ...ofAdam(), version: "1", text: "Très bien." })).toMatchObject({ ok: true });
    expect(await save(mathsTeacher, { ...ofAdam(), version: "1", text: "Bien." })).toMatchObject({
      code: "CONFLICT",
      current: { text: "Très bien.", version: 2 },
    });
    expect(await save(mathsTeacher, { ...ofAdam(), version: "0", text: "Bien." })).toMatchObject({
      code: "CONFLICT",
      current: { version: 2 },
    });
  });

  it("sent twice at once is written once", async () => {
    const operationId = newId();
    const sent = { ...ofAdam(), version: "0", text: "Bien.", operationId };
    const { mathsTeacher, substitute } = world.people;
    expect(await Promise.all([save(mathsTeacher, sent), save(mathsTeacher, sent)])).toEqual([
      { ok: true, value: { version: 1 } },
      { ok: true, value: { version: 1 } },
    ]);
    const both = await Promise.all(
      [mathsTeacher, substitute].map((each) =>
        save(each, { ...ofAdam(), version: "1", text: `De ${each.firstName}.` }),
      ),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("has a length, which ends of lines do not eat", async () => {
    const lines = "x\r\n".repeat(299);
    expect(await save(world.people.mathsTeacher, { ...ofAdam(), version: "0", text: `${lines}xx` })).toMatchObject({
      ok: true,
    });
    expect(await save(world.people.mathsTeacher, { ...ofAdam(), version: "1", text: "x".repeat(601) })).toMatchObject({
      code: "INVALID",
      fields: { text: ["600 caractères au plus."] },
    });
  });

  it("is of a pupil of the group, in one of the periods of its class", async () => {
    const { mathsTeacher, basile } = world.people;
    const written = { ...ofAdam(), version: "0", text: "Bien." };
    expect(await save(mathsTeacher, { ...written, studentId: basile.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await save(mathsTeacher, { ...written, periodId: newId() })).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("publishing", () => {
  it("keeps the bulletins as they are, for the pupils and their guardians of level 1", async () => {
    const { head, mathsTeacher, alice, adam, aliceGuardian1, aliceGuardian2 } = world.people;
    await saveForCouncil(main, { ...of6A(), studentId: alice.id, version: "0", text: "Encouragements." });
    expect(await bulletinOfAlice(alice)).toBeNull();
    expect(await publish(head, of6A())).toEqual({ ok: true, value: { published: 2 } });
    expect(await publish(head, of6A())).toEqual({ ok: true, value: { published: 2 } });

    await withSystem("bulletins: a late grade", (db) =>
      anAssessment(db, world.services.maths6A, first, mathsTeacher, [{ student: alice, points: "0" }]),
    );
    for (const reader of [alice, aliceGuardian1, head]) {
      const set = await bulletinOfAlice(reader);
      expect(set?.bulletins).toMatchObject([{ council: "Encouragements.", general: { average: "13,50" } }]);
    }
    expect(await read(aliceGuardian1, publishedBulletins)).toMatchObject([{ student: { id: alice.id } }]);
    expect(await read(aliceGuardian2, publishedBulletins)).toEqual([]);
    for (const stranger of [adam, aliceGuardian2, mathsTeacher]) expect(await bulletinOfAlice(stranger)).toBeNull();
    const events = await withSystem("bulletins: the outbox", (db) =>
      db.outbox.findMany({
        where: { schoolId: world.school.schoolId, kind: "notes.bulletin.published" },
        select: { payload: true },
      }),
    );
    expect(events).toMatchObject([{ payload: of6A() }]);
  });

  it("waits for nobody and is waited for: what is written meanwhile is in the bulletin, or refused", async () => {
    const { head, mathsTeacher, adam, alice } = world.people;
    const council = { ...of6A(), studentId: adam.id, version: "0", text: "Bien." };
    const [published, ...writings] = await Promise.all([
      publish(head, of6A()),
      save(mathsTeacher, { ...ofAdam(), version: "0", text: "Bien." }),
      saveForCouncil(main, council),
      saveForCouncil(main, { ...council, studentId: alice.id }),
    ]);
    expect(published).toMatchObject({ ok: true });
    const kept = await withSystem("test: the bulletins", (db) =>
      db.bulletin.findMany({ where: { periodId: first.id }, select: { content: true } }),
    );
    const written = kept.flatMap(({ content }) => JSON.stringify(content).match(/"Bien\."/g) ?? []);
    expect(written).toHaveLength(writings.filter(({ ok }) => ok).length);
  });

  it("of a class makes who writes there wait, and then refuses", async () => {
    const { head, mathsTeacher, adam } = world.people;
    const viewer = await viewerAs(head);
    let late: Promise<Result<unknown>[]> | undefined;
    await openContext(viewer, "notes", { readOnly: false }, async (ctx) => {
      await publishBulletins(ctx, { operationId: newId(), ...of6A() });
      late = Promise.all([
        save(mathsTeacher, { ...ofAdam(), version: "0", text: "Bien." }),
        saveForCouncil(main, { ...of6A(), studentId: adam.id, version: "0", text: "Bien." }),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect(await late).toMatchObject([{ code: "INVALID" }, { code: "INVALID" }]);
  });

  it("closes what was written until the bulletins are taken back", async () => {
    const { head, mathsTeacher, alice } = world.people;
    await publish(head, of6A());
    const message = "Les bulletins de cette classe sont publiés\u202F: ils ne changent plus.";
    const late = { ...ofAdam(), version: "0", text: "Bien." };
    expect(await save(mathsTeacher, late)).toMatchObject({ code: "INVALID", message });
    const council = { ...of6A(), studentId: alice.id, version: "0", text: "Bien." };
    expect(await saveForCouncil(main, council)).toMatchObject({ code: "INVALID", message });

    expect(await withdraw(head, of6A())).toEqual({ ok: true, value: { withdrawn: 2 } });
    expect(await bulletinOfAlice(alice)).toBeNull();
    expect(await save(mathsTeacher, late)).toMatchObject({ ok: true });
    const sheet = await read(head, (ctx) => councilSheet(ctx, world.groups.sixA.id, first.id));
    expect(sheet).toMatchObject({ publishedAt: null, classAverage: "14,75", can: { write: true, publish: true } });
  });
});
