import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import {
  addFile,
  giveHomework,
  restoreHomework,
  saveLesson,
  tickHomework,
  updateHomework,
  withdrawHomework,
} from "@/lib/cahier-de-texte/commands";
import { lessonEditor } from "@/lib/cahier-de-texte/editing";
import { findFile, homeworkByDay, lessonsBetween, lessonsOfService } from "@/lib/cahier-de-texte/queries";
import {
  giveHomeworkInput,
  saveLessonInput,
  tickHomeworkInput,
  updateHomeworkInput,
  withdrawHomeworkInput,
} from "@/lib/cahier-de-texte/schema";
import { receivedFileInput } from "@/lib/files/keep";
import type { HomeworkItem } from "@/lib/cahier-de-texte/types";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { actAs, viewerAs } from "@/tests/access/personas";
import { snapshot, closeSnapshots } from "@/tests/access/snapshot";
import {
  aGroup,
  aGuardianship,
  aHomework,
  aLessonEntry,
  anEnrollment,
  aPerson,
  aSession,
  paragraph,
  type PersonRef,
} from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
beforeAll(async () => {
  world = await withSystem("cahier de texte: the world", makeWorld);
  return closeSnapshots;
});

const system = <T>(run: Parameters<typeof withSystem<T>>[1]): Promise<T> => withSystem("cahier de texte: a scene", run);
const SPAN = { from: "2026-11-01", until: "2026-12-31" };
const json = (text: string): string => JSON.stringify(paragraph(text));

/** Sends a command's form as a person. */
async function as<Schema extends z.ZodType, Value>(
  person: PersonRef,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
  values: Record<string, unknown>,
): Promise<Result<Value>> {
  const operation = { name: run.name, module: "cahier-de-texte" as const, input, run };
  return runOperation(operation, await viewerAs(person), { operationId: newId(), ...values });
}

async function value<T>(result: Promise<Result<T>>): Promise<T> {
  const settled = await result;
  if (!settled.ok) throw new Error(`${settled.code}: ${JSON.stringify(settled.fields)}`);
  return settled.value;
}

const aLesson = (on = "2026-11-19") =>
  system((db) => aSession(db, world.services.maths6A, [world.people.mathsTeacher], { on, startMinute: 14 * 60 }));

const homeworkOf = (person: PersonRef): Promise<HomeworkItem[]> =>
  actAs(person, async (ctx) => (await homeworkByDay(ctx, {}, SPAN)).flatMap((day) => day.items));

const save = (person: PersonRef, sessionId: string, version: number, text: string, files: string[] = []) =>
  as(person, saveLessonInput, saveLesson, { sessionId, version, content: json(text), files });

const give = (person: PersonRef, sessionId: string, values: Record<string, unknown> = {}) =>
  as(person, giveHomeworkInput, giveHomework, {
    sessionId,
    content: json("Lire."),
    dueOn: "2026-11-23",
    minutes: "15",
    audience: "ALL",
    ...values,
  });

const upload = (person: PersonRef) =>
  as(person, receivedFileInput, addFile, {
    id: newId(),
    name: "cours.pdf",
    mediaType: "application/pdf",
    size: 12,
    sha256: "a".repeat(64),
    storageKey: `${newId()}/${newId()}`,
  });

describe("two teachers of one lesson", () => {
  it("who save the same version at once: one is saved, the other is shown what is stored", async () => {
    const { mathsTeacher, substitute } = world.people;
    const session = await aLesson();
    for (const version of [0, 1, 2]) {
      const results = await Promise.all([
        save(mathsTeacher, session.id, version, `titulaire ${version}`),
        save(substitute, session.id, version, `remplaçant ${version}`),
      ]);
      const saved = results.findIndex((result) => result.ok);
      expect(results.map((result) => (result.ok ? "saved" : result.code)).toSorted()).toEqual(["CONFLICT", "saved"]);
      const winner = saved === 0 ? `titulaire ${version}` : `remplaçant ${version}`;
      expect(results[1 - saved]).toMatchObject({ current: { version: version + 1, content: paragraph(winner) } });
    }
  });

  it("who correct the same homework at once: one correction is kept", async () => {
    const { mathsTeacher, substitute } = world.people;
    const session = await aLesson();
    const { id } = await value(give(mathsTeacher, session.id));
    const correct = (person: PersonRef, dueOn: string) =>
      as(person, updateHomeworkInput, updateHomework, {
        homeworkId: id,
        version: 1,
        content: json("Lire encore."),
        dueOn,
        audience: "ALL",
      });
    const results = await Promise.all([correct(mathsTeacher, "2026-11-24"), correct(substitute, "2026-11-26")]);
    expect(results.map((result) => (result.ok ? "saved" : result.code)).toSorted()).toEqual(["CONFLICT", "saved"]);
    const stored = await system((db) => db.homework.findFirst({ where: { id } }));
    expect(stored?.version).toBe(2);
    const lost = results.find((result) => !result.ok);
    expect(lost).toMatchObject({ current: { version: 2, dueOn: stored?.dueOn.toISOString().slice(0, 10) } });
  });
});

describe("homework is refused, with the field that is wrong,", () => {
  it.each<[string, (w: World) => Record<string, unknown>, string]>([
    ["without a text", () => ({ content: json("  ") }), "content"],
    ["before the lesson", () => ({ dueOn: "2026-11-18" }), "dueOn"],
    ["after the school year", () => ({ dueOn: "2027-09-01" }), "dueOn"],
    ["on a day that is none", () => ({ dueOn: "2026-02-30" }), "dueOn"],
    ["for no minutes", () => ({ minutes: "0" }), "minutes"],
    ["for more than ten hours", () => ({ minutes: "601" }), "minutes"],
    ["for whom nobody knows", () => ({ audience: "EVERYONE" }), "audience"],
    ["for nobody", () => ({ audience: "STUDENTS", students: [] }), "students"],
    ["for a pupil of another class", (w) => ({ audience: "STUDENTS", students: [w.people.basile.id] }), "students"],
    ["for a pupil who left", (w) => ({ audience: "STUDENTS", students: [w.people.formerPupil.id] }), "students"],
    [
      "for a pupil of another school",
      (w) => ({ audience: "STUDENTS", students: [w.other.people.pupil.id] }),
      "students",
    ],
    ["for no groupe", () => ({ audience: "GROUP", groupId: "" }), "groupId"],
    ["for another class", (w) => ({ audience: "GROUP", groupId: w.groups.sixB.id }), "groupId"],
    ["with somebody else's file", (w) => ({ files: [w.files.loose.id] }), "files"],
    ["with a file that is none", () => ({ files: [newId()] }), "files"],
  ])("%s", async (_what, values, field) => {
    const session = await system((db) => aSession(db, world.services.french6A, [world.people.frenchTeacher]));
    const before = await snapshot();
    const result = await give(world.people.frenchTeacher, session.id, values(world));
    expect(result).toMatchObject({ ok: false, code: "INVALID" });
    expect(Object.keys((!result.ok && result.fields) || {})).toEqual([field]);
    const after = await snapshot();
    expect(
      ["homework", "homework_recipient", "file", "journal"].filter((t) => before.get(t)?.hash !== after.get(t)?.hash),
    ).toEqual([]);
  });

  it("but not on the last day of the year, nor on the day of the lesson", async () => {
    const session = await aLesson();
    for (const dueOn of ["2027-08-31", "2026-11-19"]) {
      expect(await give(world.people.mathsTeacher, session.id, { dueOn })).toMatchObject({ ok: true });
    }
  });

  it("in a year that is closed, like everything else", async () => {
    const { yearId, schoolId } = world.school;
    const session = await aLesson();
    const close = (closedAt: Date | null) =>
      system((db) => db.schoolYear.update({ where: { schoolId_id: { schoolId, id: yearId } }, data: { closedAt } }));
    await close(new Date("2026-11-19T06:00:00Z"));
    try {
      expect(await give(world.people.mathsTeacher, session.id)).toMatchObject({ code: "NOT_FOUND" });
      expect(await save(world.people.mathsTeacher, session.id, 0, "x")).toMatchObject({ code: "NOT_FOUND" });
      expect(
        await as(world.people.mathsTeacher, withdrawHomeworkInput, withdrawHomework, {
          homeworkId: world.homework.maths6A.id,
        }),
      ).toMatchObject({ code: "NOT_FOUND" });
    } finally {
      await close(null);
    }
  });
});

describe("a piece of homework", () => {
  it("is due in the lesson of its day, and follows its corrections", async () => {
    const session = await aLesson();
    const { id } = await value(give(world.people.mathsTeacher, session.id, { minutes: "" }));
    const stored = () => system((db) => db.homework.findFirstOrThrow({ where: { id }, include: { recipients: true } }));
    expect(await stored()).toMatchObject({ dueSessionId: world.sessions.maths6ANext.id, minutes: null });
    const correct = (version: number, values: Record<string, unknown>) =>
      value(
        as(world.people.mathsTeacher, updateHomeworkInput, updateHomework, {
          homeworkId: id,
          version,
          content: json("Lire."),
          dueOn: "2026-11-24",
          audience: "ALL",
          ...values,
        }),
      );
    await correct(1, { audience: "STUDENTS", students: [world.people.alice.id, world.people.alice.id] });
    expect((await stored()).recipients.map((row) => row.studentId)).toEqual([world.people.alice.id]);
    expect(await stored()).toMatchObject({ dueSessionId: null });
    await correct(2, { audience: "GROUP", groupId: world.groups.latin.id });
    expect(await stored()).toMatchObject({ recipients: [], groupId: world.groups.latin.id });
    await correct(3, { groupId: world.groups.latin.id });
    expect(await stored()).toMatchObject({ audience: "ALL", groupId: null, version: 4 });
  });

  it("given by a double click is given once", async () => {
    const session = await aLesson();
    const operationId = newId();
    const given = await Promise.all(
      [1, 2, 3].map(() => value(give(world.people.mathsTeacher, session.id, { operationId }))),
    );
    expect(new Set(given.map(({ id }) => id))).toHaveProperty("size", 1);
    expect(await system((db) => db.homework.count({ where: { givenSessionId: session.id } }))).toBe(1);
  });

  it("taken back disappears for its readers, twice is once, and comes back as it was", async () => {
    const session = await aLesson();
    const { id } = await value(give(world.people.mathsTeacher, session.id));
    const lines = () => system((db) => db.journal.count({ where: { targetId: id } }));
    const isShown = async () => (await homeworkOf(world.people.alice)).some((item) => item.id === id);
    const change = (run: typeof withdrawHomework) =>
      as(world.people.mathsTeacher, withdrawHomeworkInput, run, { homeworkId: id });
    expect(await isShown()).toBe(true);
    await value(change(withdrawHomework));
    await value(change(withdrawHomework));
    expect([await isShown(), await lines()]).toEqual([false, 2]);
    await value(change(restoreHomework));
    await value(change(restoreHomework));
    expect([await isShown(), await lines()]).toEqual([true, 3]);
  });

  it("is ticked by its pupil, seen ticked by its guardians, and by no schoolmate", async () => {
    const session = await aLesson();
    const { id } = await value(give(world.people.mathsTeacher, session.id));
    const tick = (done: "0" | "1") => as(world.people.alice, tickHomeworkInput, tickHomework, { homeworkId: id, done });
    const students = async (person: PersonRef) => (await homeworkOf(person)).find((item) => item.id === id)?.students;
    const lines = () => system((db) => db.journal.count({ where: { targetId: id, personId: world.people.alice.id } }));
    await value(tick("1"));
    await value(tick("1"));
    expect(await lines()).toBe(1);
    const own = { id: world.people.alice.id, firstName: "Alice" };
    expect(await students(world.people.alice)).toEqual([{ ...own, isDone: true }]);
    expect(await students(world.people.aliceGuardian2)).toEqual([{ ...own, isDone: true }]);
    expect(await students(world.people.adam)).toMatchObject([{ isDone: false }]);
    expect(await students(world.people.head)).toEqual([]);
    const editor = await actAs(world.people.mathsTeacher, (ctx) => lessonEditor(ctx, session.id));
    expect(editor?.homework.find((item) => item.id === id)?.doneCount).toBe(1);
    await value(tick("0"));
    expect(await students(world.people.alice)).toEqual([{ ...own, isDone: false }]);
  });
});

describe("what is prepared ahead", () => {
  it("stays the teacher's until its day: content, files, homework", async () => {
    const { mathsTeacher, alice, aliceGuardian1, frenchTeacher } = world.people;
    const tomorrow = await aLesson("2026-11-20");
    const file = await value(upload(mathsTeacher));
    await value(save(mathsTeacher, tomorrow.id, 0, "Évaluation surprise", [file.id]));
    const { id } = await value(give(mathsTeacher, tomorrow.id));
    for (const person of [alice, aliceGuardian1]) {
      const lesson = await actAs(person, async (ctx) =>
        (await lessonsBetween(ctx, {}, SPAN)).find((each) => each.id === tomorrow.id),
      );
      expect(lesson).toMatchObject({ content: null, attachments: [], homework: [] });
      expect(await actAs(person, (ctx) => findFile(ctx, file.id))).toBeNull();
      expect((await homeworkOf(person)).map((item) => item.id)).not.toContain(id);
    }
    expect(await as(alice, tickHomeworkInput, tickHomework, { homeworkId: id, done: "1" })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await actAs(frenchTeacher, (ctx) => findFile(ctx, file.id))).toMatchObject({ name: "cours.pdf" });
    const nextDay = await actAs(alice, (ctx) =>
      lessonsBetween({ ...ctx, now: ctx.now.add({ hours: 24 }) }, {}, { from: "2026-11-20", until: "2026-11-21" }),
    );
    expect(nextDay.find((each) => each.id === tomorrow.id)).toMatchObject({
      content: paragraph("Évaluation surprise"),
      attachments: [{ name: "cours.pdf" }],
    });
  });
});

describe("attachments", () => {
  it("are one's own, or those already there; removed, they are no longer read", async () => {
    const { mathsTeacher, substitute, alice } = world.people;
    const session = await aLesson();
    const first = await value(upload(mathsTeacher));
    const second = await value(upload(substitute));
    await value(save(mathsTeacher, session.id, 0, "x", [first.id]));
    await value(save(substitute, session.id, 1, "x", [second.id, first.id]));
    const editor = await actAs(mathsTeacher, (ctx) => lessonEditor(ctx, session.id));
    expect(editor?.entry?.attachments.map((file) => file.id)).toEqual([second.id, first.id]);
    expect(await actAs(alice, (ctx) => findFile(ctx, first.id))).not.toBeNull();

    await value(save(substitute, session.id, 2, "x", [second.id]));
    expect(await actAs(alice, (ctx) => findFile(ctx, first.id))).toBeNull();
    expect(await save(substitute, session.id, 3, "x", [first.id])).toMatchObject({ code: "INVALID" });
    expect(await save(substitute, session.id, 3, "x", [second.id, second.id])).toMatchObject({ code: "INVALID" });
  });
});

describe("a pupil who changes class", () => {
  it("keeps the past of the one and reads the present of the other", async () => {
    const { mover, old, oldDue, recent, recentDue } = await system(async (db) => {
      const pupil = await aPerson(db, world.school.schoolId, {
        profile: "STUDENT",
        firstName: "Mona",
        lastName: "Meyer",
      });
      await anEnrollment(db, pupil, world.groups.sixA, { endsOn: "2026-11-10" });
      await anEnrollment(db, pupil, world.groups.sixB, { startsOn: "2026-11-10" });
      const { mathsTeacher, teacherOf6B } = world.people;
      const a = await aSession(db, world.services.maths6A, [mathsTeacher], { on: "2026-11-09", startMinute: 600 });
      const b = await aSession(db, world.services.maths6B, [teacherOf6B], { on: "2026-11-09", startMinute: 600 });
      await aLessonEntry(db, a, mathsTeacher);
      return {
        mover: pupil,
        old: a,
        oldDue: [
          await aHomework(db, a, mathsTeacher, { dueOn: "2026-11-09" }),
          await aHomework(db, a, mathsTeacher, { dueOn: "2026-11-10" }),
        ],
        recent: await aSession(db, world.services.maths6B, [teacherOf6B], { on: "2026-11-12", startMinute: 600 }),
        recentDue: [
          await aHomework(db, b, teacherOf6B, { dueOn: "2026-11-09" }),
          await aHomework(db, b, teacherOf6B, { dueOn: "2026-11-10" }),
        ],
      };
    });
    const lessons = await actAs(mover, (ctx) => lessonsBetween(ctx, {}, { from: "2026-11-09", until: "2026-11-13" }));
    expect(lessons.map((lesson) => lesson.id)).toEqual([old.id, recent.id]);
    const due = (await homeworkOf(mover)).filter((item) => item.dueOn < "2026-11-13").map((item) => item.id);
    // Due before the change in the old class, from the change on in the new one.
    expect(due).toEqual([oldDue[0]?.id, recentDue[1]?.id]);
  });
});

describe("homework for a groupe", () => {
  it("reaches the pupil who joined the groupe after the class, from that day on", async () => {
    const { late, before, after } = await system(async (db) => {
      const pupil = await aPerson(db, world.school.schoolId, {
        profile: "STUDENT",
        firstName: "Léo",
        lastName: "Lambert",
      });
      await anEnrollment(db, pupil, world.groups.sixA);
      await anEnrollment(db, pupil, world.groups.latin, { startsOn: "2026-11-23" });
      const given = { group: world.groups.latin };
      return {
        late: pupil,
        before: await aHomework(db, world.sessions.french6A, world.people.frenchTeacher, {
          ...given,
          dueOn: "2026-11-20",
        }),
        after: await aHomework(db, world.sessions.french6A, world.people.frenchTeacher, {
          ...given,
          dueOn: "2026-11-24",
        }),
      };
    });
    const ids = (await homeworkOf(late)).map((item) => item.id);
    expect(ids).toContain(after.id);
    expect(ids).not.toContain(before.id);
  });

  it("is not shown to a guardian whose one child is in the class and the other in the groupe", async () => {
    const guardian = await system(async (db) => {
      const { schoolId } = world.school;
      const person = await aPerson(db, schoolId, { profile: "GUARDIAN", firstName: "Gina", lastName: "Garnier" });
      await aGuardianship(db, person, world.people.adam, 1);
      await aGuardianship(db, person, world.people.basile, 1);
      return person;
    });
    const items = await homeworkOf(guardian);
    expect(items.map((item) => item.id)).not.toContain(world.homework.frenchForLatin.id);
    expect(items.every((item) => item.students.length > 0)).toBe(true);
  });

  it("draws on the class alone", async () => {
    const other = await system((db) =>
      aGroup(db, world.school, { code: "6B2", kind: "GROUP", divisions: [world.groups.sixB] }),
    );
    const session = await aLesson();
    const result = await give(world.people.mathsTeacher, session.id, { audience: "GROUP", groupId: other.id });
    expect(result).toMatchObject({ code: "INVALID", fields: { groupId: ["Choisissez un groupe de la classe."] } });
  });
});

describe("the log of a service", () => {
  it("comes by pages that lose no lesson, even where a day has two", async () => {
    const ids = await system(async (db) => {
      const made: string[] = [];
      for (let day = 1; day <= 14; day += 1) {
        const on = `2026-10-${String(day).padStart(2, "0")}`;
        for (const startMinute of day === 5 ? [480, 540, 600] : [480]) {
          made.push((await aSession(db, world.services.latin, [world.people.frenchTeacher], { on, startMinute })).id);
        }
      }
      return [...made, world.sessions.latin.id];
    });
    const found: string[] = [];
    let before: string | null = null;
    let pages = 0;
    do {
      const page = await actAs(world.people.frenchTeacher, (ctx) =>
        lessonsOfService(ctx, {}, world.services.latin.id, before),
      );
      found.push(...(page?.lessons.map((lesson) => lesson.id) ?? []));
      before = page?.olderThan ?? null;
      pages += 1;
    } while (before && pages < 9);
    expect(found.toSorted()).toEqual(ids.toSorted());
    expect(pages).toBe(2);
  });
});
