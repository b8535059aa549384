import { beforeEach, describe, expect, it } from "vitest";
import { type Operation, runOperation } from "@/lib/actions/run";
import {
  acknowledgeNews,
  readNews,
  remindReaders,
  restoreNews,
  updateNews,
  withdrawNews,
  writeNews,
} from "@/lib/actualites/commands";
import { editableNews } from "@/lib/actualites/editing";
import { followUp } from "@/lib/actualites/follow-up";
import { announceNews } from "@/lib/actualites/jobs";
import { findNews, listNews, PAGE_SIZE, pressingNews } from "@/lib/actualites/queries";
import {
  acknowledgeNewsInput,
  readNewsInput,
  remindReadersInput,
  updateNewsInput,
  withdrawNewsInput,
  writeNewsInput,
} from "@/lib/actualites/schema";
import type { NewsSummary } from "@/lib/actualites/types";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { toDbDay } from "@/lib/time/day";
import { actAs, viewerAs } from "@/tests/access/personas";
import { aNews, anEnrollment, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import type { z } from "zod";

// It is Thursday 2026-11-19, 8 h 05 in Paris.

let world: World;
beforeEach(async () => {
  world = await withSystem("news: the world", makeWorld);
});

/** A write of the module as its form sends it: parsed, in one transaction, rolled back when it fails. */
function sent<Schema extends z.ZodType, Value>(
  name: string,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name, module: "actualites", input, run };
  return async (person: PersonRef, values: Record<string, unknown>) =>
    runOperation(operation, await viewerAs(person), { operationId: newId(), ...values });
}

const write = sent("test.write", writeNewsInput, writeNews);
const update = sent("test.update", updateNewsInput, updateNews);
const withdraw = sent("test.withdraw", withdrawNewsInput, withdrawNews);
const restore = sent("test.restore", withdrawNewsInput, restoreNews);
const acknowledge = sent("test.acknowledge", acknowledgeNewsInput, acknowledgeNews);
const read = sent("test.read", readNewsInput, readNews);
const remind = sent("test.remind", remindReadersInput, remindReaders);

const text = (words: string) =>
  JSON.stringify({ type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: words }] }] });

const fields = (values: Record<string, unknown> = {}) => ({
  title: "Portes ouvertes",
  content: text("Samedi matin."),
  readers: ["STUDENT", "GUARDIAN"],
  scope: "SCHOOL",
  timing: "NOW",
  ...values,
});

async function written(values: Record<string, unknown> = {}): Promise<string> {
  const result = await write(world.people.head, fields(values));
  if (!result.ok) throw new Error(result.message);
  return result.value.id;
}

const stored = (id: string) =>
  withSystem("test: a stored piece", (db) =>
    db.news.findUniqueOrThrow({ where: { schoolId_id: { schoolId: world.school.schoolId, id } } }),
  );

const events = (kind: string, newsId: string) =>
  withSystem("test: events", (db) =>
    db.outbox.count({ where: { schoolId: world.school.schoolId, kind, payload: { equals: { newsId } } } }),
  );

const listOf = async (person: PersonRef, focus: { studentId?: string } = {}): Promise<NewsSummary[]> =>
  actAs(person, (ctx) => listNews(ctx, focus, null), "actualites");

const sees = async (person: PersonRef, id: string): Promise<boolean> =>
  (await listOf(person)).some((news) => news.id === id);

describe("publishing", () => {
  it("at once is seen at once, and told of once", async () => {
    const operationId = newId();
    // A double click.
    const [first, again] = await Promise.all([1, 2].map(() => write(world.people.head, fields({ operationId }))));
    expect(again).toEqual(first);
    const id = first?.ok ? first.value.id : "";
    const { schoolId } = world.school;
    const stored = await withSystem("test: pieces of that name", (db) =>
      db.news.count({ where: { schoolId, title: "Portes ouvertes" } }),
    );
    expect(stored).toBe(1);
    expect(await sees(world.people.alice, id)).toBe(true);
    await announceNews();
    expect(await events("actualites.news.published", id)).toBe(1);
  });

  it("later is seen by nobody before, but its author; its moment alone shows it and tells of it", async () => {
    const id = await written({ timing: "LATER", fromDay: "2026-11-19", fromMinute: "08:06" });
    expect(await sees(world.people.alice, id)).toBe(false);
    expect(await events("actualites.news.published", id)).toBe(0);
    await withSystem("test: its moment comes", (db) =>
      db.news.updateMany({ where: { id }, data: { publishedFrom: new Date("2026-11-19T07:04:00Z") } }),
    );
    expect(await sees(world.people.alice, id)).toBe(true);
    await announceNews();
    await announceNews();
    expect(await events("actualites.news.published", id)).toBe(1);
  });

  it("is refused without text, public, class or moment to come, each in its field", async () => {
    const refused = await write(world.people.head, {
      ...fields({ content: text(" "), readers: [], scope: "PLACES", timing: "LATER", fromDay: "2026-11-18" }),
      fromMinute: "08:00",
      untilDay: "2026-11-01",
    });
    expect(refused).toMatchObject({ code: "INVALID" });
    expect(Object.keys((!refused.ok && refused.fields) || {}).toSorted()).toEqual([
      "content",
      "fromDay",
      "groups",
      "readers",
      "untilDay",
    ]);
  });

  it("a draft needs its title alone, and waits for its author", async () => {
    const id = await written({ timing: "DRAFT", content: text(" "), readers: [], scope: "PLACES" });
    expect((await stored(id)).publishedFrom).toBeNull();
    const values = { newsId: id, version: "1", ...fields() };
    expect(await update(world.people.deputy, values)).toMatchObject({ code: "NOT_FOUND" });
    expect(await update(world.people.head, values)).toMatchObject({ value: { state: "published" } });
    expect(await events("actualites.news.published", id)).toBe(1);
  });

  it("ends with its last day", async () => {
    const id = await written({ untilDay: "2026-11-19", pinnedDay: "2026-11-20" });
    expect(await stored(id)).toMatchObject({
      publishedUntil: new Date("2026-11-19T23:00:00Z"),
      pinnedUntil: new Date("2026-11-20T23:00:00Z"),
    });
  });

  it("a teacher keeps to the classes taught and to those who are in them", async () => {
    const { mathsTeacher } = world.people;
    const places = (groups: string[]) => fields({ scope: "PLACES", groups });
    expect(await write(mathsTeacher, places([world.groups.sixB.id]))).toMatchObject({ code: "NOT_FOUND" });
    expect(await write(mathsTeacher, { ...places([world.groups.sixA.id]), readers: ["STAFF"] })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await write(mathsTeacher, { ...places([]), levels: ["6e"] })).toMatchObject({ code: "NOT_FOUND" });
    expect(await write(mathsTeacher, places([world.groups.sixA.id]))).toMatchObject({ ok: true });
  });

  it("keeps a hundred drafts at the most", async () => {
    const draft = () => write(world.people.cpe, fields({ timing: "DRAFT" }));
    await draft();
    await withSystem("test: many drafts", async (db) => {
      const row = await db.news.findFirstOrThrow({ where: { authorId: world.people.cpe.id, publishedFrom: null } });
      const columns = { ...row, content: {} };
      await db.news.createMany({ data: Array.from({ length: 99 }, () => ({ ...columns, id: newId() })) });
    });
    expect(await draft()).toMatchObject({ code: "LIMITED" });
    expect(await write(world.people.cpe, fields())).toMatchObject({ ok: true });
  });

  it("hangs no file of somebody else", async () => {
    const refused = await write(world.people.head, fields({ files: [world.files.loose.id] }));
    expect(refused).toMatchObject({ code: "INVALID", fields: { files: [expect.stringContaining("plus disponible")] } });
  });
});

describe("changing", () => {
  it("says so once it is published, and keeps its moment", async () => {
    const id = await written();
    const before = await stored(id);
    const changed = await update(world.people.deputy, {
      newsId: id,
      version: "1",
      ...fields({ title: "Portes ouvertes samedi", timing: "LATER", fromDay: "2026-12-01", fromMinute: "08:00" }),
    });
    expect(changed).toMatchObject({ value: { state: "published" } });
    expect(await stored(id)).toMatchObject({ version: 2, publishedFrom: before.publishedFrom });
    const article = await actAs(world.people.alice, (ctx) => findNews(ctx, id), "actualites");
    expect(article?.correctedAt).not.toBeNull();
    expect(await events("actualites.news.published", id)).toBe(1);
  });

  it("of its pin alone is no correction", async () => {
    const id = await written();
    await update(world.people.head, { newsId: id, version: "1", ...fields({ pinnedDay: "2026-11-30" }) });
    expect((await stored(id)).correctedAt).toBeNull();
    expect((await listOf(world.people.adam))[1]).toMatchObject({ id, isPinned: true });
  });

  it("by two people at once keeps the first, and shows it to the second", async () => {
    const id = await written();
    const [a, b] = await Promise.all([
      update(world.people.head, { newsId: id, version: "1", ...fields({ title: "A" }) }),
      update(world.people.deputy, { newsId: id, version: "1", ...fields({ title: "B" }) }),
    ]);
    const lost = a.ok ? b : a;
    expect([a, b].filter(({ ok }) => ok)).toHaveLength(1);
    expect(lost).toMatchObject({ code: "CONFLICT", current: { version: 2, title: a.ok ? "A" : "B" } });
  });

  it("withdrawn is seen no more, and comes back as it was", async () => {
    const id = await written();
    await withdraw(world.people.head, { newsId: id });
    expect(await sees(world.people.alice, id)).toBe(false);
    expect(await acknowledge(world.people.alice, { newsId: id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await actAs(world.people.head, (ctx) => editableNews(ctx, id), "actualites")).toBeNull();
    await restore(world.people.head, { newsId: id });
    expect(await sees(world.people.alice, id)).toBe(true);
    // Its notices went with it: it is told again.
    expect(await events("actualites.news.withdrawn", id)).toBe(1);
    expect(await events("actualites.news.published", id)).toBe(2);
  });
});

describe("reading", () => {
  it("follows the pupil: who arrives sees what the class was told, who leaves no more", async () => {
    const { people, groups, news } = world;
    expect(await sees(people.basile, news.sixA.id)).toBe(false);
    await withSystem("test: basile changes class", async (db) => {
      await db.enrollment.updateMany({
        where: { studentId: people.basile.id, groupId: groups.sixB.id },
        data: { endsOn: toDbDay("2026-11-19") },
      });
      await anEnrollment(db, people.basile, groups.sixA, { startsOn: "2026-11-19" });
    });
    expect(await sees(people.basile, news.sixA.id)).toBe(true);
    expect(await sees(people.basileGuardian1, news.sixA.id)).toBe(true);
  });

  it("is new until it is opened, by this person", async () => {
    const { people, news } = world;
    const isNew = async (person: PersonRef) =>
      (await listOf(person)).find(({ id }) => id === news.everybody.id)?.isNew ?? null;
    expect(await isNew(people.aliceGuardian1)).toBe(true);
    await read(people.aliceGuardian1, { newsId: news.everybody.id });
    await read(people.aliceGuardian1, { newsId: news.everybody.id });
    expect(await isNew(people.aliceGuardian1)).toBe(false);
    expect(await isNew(people.aliceGuardian2)).toBe(true);
    const pressing = await actAs(people.aliceGuardian1, (ctx) => pressingNews(ctx, {}, 5), "actualites");
    expect(pressing.map(({ id }) => id)).not.toContain(news.everybody.id);
  });

  it("goes on page after page, each piece once", async () => {
    await withSystem("test: forty pieces", async (db) => {
      for (let index = 0; index < 2 * PAGE_SIZE; index += 1) {
        await aNews(db, world.people.head, {
          profiles: ["STUDENT"],
          // Several at the same moment.
          publishedFrom: `2026-10-${10 + (index % 7)}T10:00:00Z`,
          ...(index % 10 === 0 && { pinnedUntil: "2026-12-01T00:00:00Z" }),
        });
      }
    });
    const seen: string[] = [];
    await actAs(
      world.people.adam,
      async (ctx) => {
        for (let last: NewsSummary | null = null, isMore = true; isMore;) {
          const found: NewsSummary[] = await listNews(ctx, {}, last);
          isMore = found.length > PAGE_SIZE;
          const page = found.slice(0, PAGE_SIZE);
          seen.push(...page.map(({ id }) => id));
          last = page.at(-1) ?? null;
        }
      },
      "actualites",
    );
    expect(seen).toHaveLength(2 * PAGE_SIZE + 2);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen[0]).toBe(world.news.sixA.id);
  });
});

describe("confirming", () => {
  it("is each person's own, once, and leaves the list of what is to confirm", async () => {
    const { people, news } = world;
    const newsId = news.sixA.id;
    const results = await Promise.all([1, 2, 3].map(() => acknowledge(people.aliceGuardian1, { newsId })));
    expect(results.every(({ ok }) => ok)).toBe(true);
    const first = (await listOf(people.aliceGuardian1)).find(({ id }) => id === newsId);
    expect(first).toMatchObject({ priority: 0, isNew: false });
    expect(first?.acknowledgedAt).not.toBeNull();
    expect((await listOf(people.aliceGuardian2))[0]).toMatchObject({ id: newsId, priority: 2 });
    const lines = await withSystem("test: journal", (db) =>
      db.journal.count({ where: { personId: people.aliceGuardian1.id, action: "actualites.news.acknowledge" } }),
    );
    expect(lines).toBe(1);
  });

  it("is followed by class and by name; a reminder goes once a day", async () => {
    const { people, news } = world;
    const newsId = news.sixA.id;
    await acknowledge(people.alice, { newsId });
    const follow = () => actAs(people.cpe, (ctx) => followUp(ctx, newsId, null, 1), "actualites");
    expect(await follow()).toMatchObject({ expected: 4, acknowledged: 1, missingCount: 3, mayRemind: true });
    const found = await follow();
    expect(found?.lines).toEqual([{ groupId: world.groups.sixA.id, name: "6A", expected: 4, acknowledged: 1 }]);
    expect(found?.missing.map(({ firstName, children }) => [firstName, children])).toEqual([
      ["Gaëlle", "Alice"],
      ["Adam", ""],
      ["Gérard", "Alice"],
    ]);
    const other = await actAs(people.cpe, (ctx) => followUp(ctx, newsId, "none", 1), "actualites");
    expect(other).toMatchObject({ expected: 4, missingCount: 0 });

    expect(await remind(people.cpe, { newsId })).toMatchObject({ ok: true });
    expect(await remind(people.head, { newsId })).toMatchObject({ code: "INVALID" });
    expect(await follow()).toMatchObject({ mayRemind: false });
    expect(await events("actualites.acknowledgement.reminded", newsId)).toBe(1);
  });

  it("reminds of nothing that is not shown", async () => {
    const id = await written({
      timing: "LATER",
      fromDay: "2026-12-01",
      fromMinute: "08:00",
      needsAcknowledgement: "on",
    });
    expect(await remind(world.people.head, { newsId: id })).toMatchObject({ code: "INVALID" });
  });
});

describe("places that one teaches no more", () => {
  it("are not published in by a draft or a scheduled piece kept since; what was shown there may be corrected", async () => {
    const { mathsTeacher, substitute, formerSubstitute } = world.people;
    const place = { readers: ["GUARDIAN"], scope: "PLACES", groups: [world.groups.sixA.id] };
    const draft = await write(substitute, fields({ ...place, timing: "DRAFT" }));
    const shown = await write(substitute, fields(place));
    const ids = [draft, shown].map((result) => (result.ok ? result.value.id : ""));
    // The replacement is over.
    await withSystem("test: another author", (db) =>
      db.news.updateMany({ where: { id: { in: ids } }, data: { authorId: formerSubstitute.id } }),
    );
    const change = (newsId: string | undefined, who: PersonRef) =>
      update(who, { newsId, version: 1, ...fields({ ...place, content: text("Autre chose.") }) });
    expect(await change(ids[0], formerSubstitute)).toMatchObject({ ok: false, code: "NOT_FOUND" });
    expect(await change(ids[1], formerSubstitute)).toMatchObject({ ok: true });
    expect(await change(ids[0], mathsTeacher)).toMatchObject({ ok: false, code: "NOT_FOUND" });
  });

  it("are followed no more, nor shown again: one's own words may be taken back", async () => {
    const { substitute, formerSubstitute } = world.people;
    const place = { readers: ["GUARDIAN"], scope: "PLACES", groups: [world.groups.sixA.id] };
    const result = await write(substitute, fields({ ...place, needsAcknowledgement: "on" }));
    const newsId = result.ok ? result.value.id : "";
    const follow = (who: PersonRef) => actAs(who, (ctx) => followUp(ctx, newsId, null, 1), "actualites");
    const abilities = async (who: PersonRef) => (await actAs(who, (ctx) => findNews(ctx, newsId), "actualites"))?.can;
    expect(await follow(substitute)).toMatchObject({ expected: 2 });
    expect(await abilities(substitute)).toMatchObject({ followUp: true });
    await withSystem("test: another author", (db) =>
      db.news.updateMany({ where: { id: newsId }, data: { authorId: formerSubstitute.id } }),
    );
    expect(await follow(formerSubstitute)).toBeNull();
    expect(await abilities(formerSubstitute)).toMatchObject({ followUp: false, withdraw: true });
    expect(await remind(formerSubstitute, { newsId })).toMatchObject({ code: "NOT_FOUND" });
    expect(await withdraw(formerSubstitute, { newsId })).toMatchObject({ ok: true });
    expect(await abilities(formerSubstitute)).toMatchObject({ restore: false });
    expect(await restore(formerSubstitute, { newsId })).toMatchObject({ code: "NOT_FOUND" });
  });
});
