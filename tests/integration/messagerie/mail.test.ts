import { beforeEach, describe, expect, it, vi } from "vitest";
import { newId } from "@/lib/db/id";
import { listen } from "@/lib/db/listener";
import { withSystem } from "@/lib/db/system";
import { databaseUrl } from "@/lib/env";
import { deliverWaitingMessages } from "@/lib/messagerie/jobs";
import { findDraft, findReport, listDrafts, listMail, searchMail, unreadCount } from "@/lib/messagerie/queries";
import { resolveRecipients, searchRecipients } from "@/lib/messagerie/recipients";
import { archiveThread, markRead, markUnread, openReport } from "@/lib/messagerie/commands";
import { actAs } from "@/tests/access/personas";
import { makeWorld, type World } from "@/tests/factories/world";
import { asks, inbox, keep, read, reply, report, send, sent, setQuiet, withdraw } from "./support";

let world: World;
let people: World["people"];
beforeEach(async () => {
  world = await withSystem("mail: the world", makeWorld);
  people = world.people;
});

const to = (...persons: { id: string }[]) => persons.map(({ id }) => `person:${id}`);
const names = async (person: Parameters<typeof asks>[0], keys: string[]) =>
  (await asks(person, (ctx) => resolveRecipients(ctx, keys))).persons.map(({ name }) => name);

describe("recipients by meaning", () => {
  it("are the guardians of level 1 and 2 of today, both alike", async () => {
    expect(await names(people.mathsTeacher, [`parents:${world.groups.sixA.id}`])).toEqual([
      "Gaëlle Aubert",
      "Gérard Morin",
    ]);
    expect(await names(people.cpe, [`guardians:${people.alice.id}`])).toEqual(["Gaëlle Aubert", "Gérard Morin"]);
  });

  it("are the pupils and the teachers of today", async () => {
    expect(await names(people.head, [`pupils:${world.groups.sixA.id}`])).toEqual(["Adam Azoulay", "Alice Aubert"]);
    expect(await names(people.secretary, [`team:${world.groups.sixA.id}`])).toEqual([
      "Mme Fournier",
      "Mme Marchand",
      "Mme Rousseau",
    ]);
    expect(await names(people.aliceGuardian1, [`teachers:${people.alice.id}`])).toHaveLength(3);
  });

  it("reach no class that one does not teach, and no pupil of another family", async () => {
    expect(await names(people.teacherOf6B, [`parents:${world.groups.sixA.id}`])).toEqual([]);
    expect(await names(people.formerSubstitute, [`pupils:${world.groups.sixA.id}`])).toEqual([]);
    expect(await names(people.aed, [`pupils:${world.groups.sixA.id}`])).toEqual([]);
    expect(await names(people.basileGuardian1, [`teachers:${people.alice.id}`])).toEqual([]);
    expect(await names(people.inspector, to(people.alice, people.head))).toEqual(["M. Delattre"]);
  });

  it("are found by name, without accents, guardians beside their pupil", async () => {
    const found = await asks(people.cpe, (ctx) => searchRecipients(ctx, "gaelle"));
    expect(found.map(({ label, detail }) => `${label}, ${detail}`)).toEqual(["Gaëlle Aubert, Parent d’Alice"]);
    const pupil = await asks(people.cpe, (ctx) => searchRecipients(ctx, "aubert ali"));
    expect(pupil.map(({ label }) => label)).toEqual([
      "Alice Aubert",
      "Parents d’Alice Aubert",
      "Équipe d’Alice Aubert",
    ]);
    expect(await asks(people.cpe, (ctx) => searchRecipients(ctx, "germaine"))).toEqual([]);
    expect(await asks(people.inspector, (ctx) => searchRecipients(ctx, "aubert"))).toEqual([]);
    // Signs of a pattern are signs of a name.
    for (const text of ["%%", "__", "a%t", "\\\\"]) {
      expect(await asks(people.cpe, (ctx) => searchRecipients(ctx, text))).toEqual([]);
    }
    expect(await asks(people.cpe, (ctx) => searchRecipients(ctx, "100% _"))).toEqual([]);
  });
});

describe("a message to many", () => {
  it("shows nobody to anybody, and is answered to its author alone", async () => {
    const { threadId, persons } = await sent(send(people.mathsTeacher, [`parents:${world.groups.sixA.id}`]));
    expect(persons).toBe(2);
    const shown = await read(people.aliceGuardian1, threadId);
    expect(shown).toMatchObject({ isCircular: true, members: ["Mme Marchand"], can: { reply: true } });
    expect(JSON.stringify(shown)).not.toContain("Morin");

    const answer = await sent(reply(people.aliceGuardian1, threadId));
    expect(answer.threadId).not.toBe(threadId);
    expect((await sent(reply(people.aliceGuardian1, threadId))).threadId).toBe(answer.threadId);
    expect(await read(people.aliceGuardian2, answer.threadId)).toBeNull();
    expect((await read(people.aliceGuardian2, threadId))?.answers).toEqual([]);
    const own = await read(people.mathsTeacher, threadId);
    expect(own).toMatchObject({ can: { reply: false }, answers: [{ id: answer.threadId, name: "Gaëlle Aubert" }] });
    expect(await read(people.mathsTeacher, answer.threadId)).toMatchObject({
      origin: { id: threadId },
      messages: [{ isOwn: false }, { isOwn: false }],
    });
  });

  it("answered from two tabs at once is answered in one thread, and reported twice at once is reported once", async () => {
    const audience = [`parents:${world.groups.sixA.id}`];
    const { threadId } = await sent(send(people.mathsTeacher, audience));
    const answers = await Promise.all([1, 2, 3].map(() => sent(reply(people.aliceGuardian1, threadId))));
    expect(new Set(answers.map((answer) => answer.threadId))).toHaveProperty("size", 1);
    const messageId = (await read(people.aliceGuardian1, threadId))?.messages[0]?.id;
    await Promise.all(
      [1, 2, 3].map(() =>
        report(people.aliceGuardian1, { operationId: newId(), messageId, reason: "Ce message me gêne." }),
      ),
    );
    const reports = await withSystem("test: reports", (db) =>
      db.messageReport.count({ where: { messageId: messageId ?? "" } }),
    );
    expect(reports).toBe(1);
  });

  it("tells its author how many have opened it, not who", async () => {
    const { threadId } = await sent(send(people.mathsTeacher, [`pupils:${world.groups.sixA.id}`]));
    await actAs(people.alice, (ctx) => markRead(ctx, { threadId }), "messagerie");
    const [message] = (await read(people.mathsTeacher, threadId))?.messages ?? [];
    expect(message?.readBy).toEqual({ read: 1, of: 2 });
    expect((await read(people.adam, threadId))?.messages[0]?.readBy).toBeNull();
  });
});

describe("a conversation", () => {
  it("goes back and forth, unread until it is opened, and leaves the inbox when it is filed", async () => {
    const { threadId } = await sent(send(people.alice, to(people.mathsTeacher)));
    expect(await asks(people.mathsTeacher, unreadCount)).toBe(1);
    await actAs(people.mathsTeacher, (ctx) => markRead(ctx, { threadId }), "messagerie");
    expect(await asks(people.mathsTeacher, unreadCount)).toBe(0);
    await actAs(people.mathsTeacher, (ctx) => archiveThread(ctx, { threadId }), "messagerie");
    expect(await inbox(people.mathsTeacher)).toEqual([]);
    await sent(reply(people.alice, threadId));
    expect(await inbox(people.mathsTeacher)).toEqual(["Sortie au musée"]);
    await sent(reply(people.mathsTeacher, threadId));
    expect(await asks(people.alice, unreadCount)).toBe(1);
    await actAs(people.alice, (ctx) => markRead(ctx, { threadId }), "messagerie");
    await actAs(people.alice, (ctx) => markUnread(ctx, { threadId }), "messagerie");
    const lines = await asks(people.alice, (ctx) => listMail(ctx, "recus", { onlyUnread: true }));
    expect(lines.map(({ who }) => who)).toEqual(["Mme Marchand"]);
  });

  it("is one message when it is sent twice at once, and so is its answer", async () => {
    const values = { operationId: newId(), draftId: newId() };
    const twice = <T>(run: () => Promise<T>) => Promise.all([run(), run(), run()]);
    const messages = await twice(() => sent(send(people.alice, to(people.mathsTeacher), values)));
    expect(new Set(messages.map(({ threadId }) => threadId))).toHaveProperty("size", 1);
    expect(await inbox(people.mathsTeacher)).toHaveLength(1);
    const threadId = messages[0]?.threadId ?? "";
    const answer = { operationId: newId(), draftId: newId() };
    await twice(() => sent(reply(people.mathsTeacher, threadId, answer)));
    expect((await read(people.alice, threadId))?.messages).toHaveLength(2);
  });

  it("is found by its words, its subject and its author, in one's own mail alone", async () => {
    await sent(send(people.alice, to(people.mathsTeacher)));
    const find = (person: typeof people.alice, text: string) => asks(person, (ctx) => searchMail(ctx, text));
    expect(await find(people.mathsTeacher, "MUSEE vendredi")).toHaveLength(1);
    expect(await find(people.mathsTeacher, "alice aubert")).toHaveLength(1);
    expect(await find(people.mathsTeacher, "musee samedi")).toEqual([]);
    expect(await find(people.mathsTeacher, "%")).toEqual([]);
    expect(await find(people.frenchTeacher, "musee")).toEqual([]);
    expect(await find(people.head, "musee")).toEqual([]);
  });

  it("is nobody else's, head, administrator and database included", async () => {
    const { threadId } = await sent(send(people.aliceGuardian1, to(people.mathsTeacher)));
    for (const other of [people.head, people.cpe, people.admin, people.aliceGuardian2, people.alice]) {
      expect(await read(other, threadId)).toBeNull();
      expect(await reply(other, threadId)).toMatchObject({ code: "NOT_FOUND" });
      const seen = await asks(other, async ({ db }) => [
        await db.thread.count({ where: { id: threadId } }),
        await db.message.count({ where: { threadId } }),
        await db.delivery.count({ where: { threadId } }),
      ]);
      expect(seen).toEqual([0, 0, 0]);
    }
  });
});

describe("quiet hours", () => {
  beforeEach(() => setQuiet(world.school.schoolId, true));

  const pass = (threadId: string) =>
    withSystem(
      "test: the hours pass",
      (db) => db.$executeRaw`UPDATE message SET deliver_at = sent_at WHERE thread_id = ${threadId}::uuid`,
    );

  it("hold what the staff sends until they end, and even the database shows it to its author alone", async () => {
    const { threadId, waitsUntil } = await sent(send(people.mathsTeacher, to(people.alice)));
    expect(waitsUntil).toBe("2026-11-19T09:00:00.000Z");
    expect(await inbox(people.alice)).toEqual([]);
    expect(await asks(people.alice, ({ db }) => db.message.count({ where: { threadId } }))).toBe(0);
    expect((await asks(people.mathsTeacher, (ctx) => listMail(ctx, "envoyes")))[0]?.waitsUntil).toBe(waitsUntil);
    await pass(threadId);
    await deliverWaitingMessages();
    expect(await inbox(people.alice)).toEqual(["Sortie au musée"]);
    const told = await withSystem("test: the outbox", (db) =>
      db.outbox.count({ where: { schoolId: world.school.schoolId, kind: "messagerie.message.delivered" } }),
    );
    expect(told).toBe(1);
  });

  it("leave families and what is urgent alone", async () => {
    expect((await sent(send(people.aliceGuardian1, to(people.mathsTeacher)))).waitsUntil).toBeNull();
    expect((await sent(send(people.cpe, to(people.alice), { isUrgent: "1" }))).waitsUntil).toBeNull();
    expect((await sent(send(people.mathsTeacher, to(people.alice), { isUrgent: "1" }))).waitsUntil).not.toBeNull();
  });

  it("leave time to take a message back, which is a draft again", async () => {
    const { threadId } = await sent(send(people.mathsTeacher, to(people.alice)));
    const messageId = (await read(people.mathsTeacher, threadId))?.messages[0]?.id;
    const back = { operationId: newId(), messageId };
    expect(await withdraw(people.cpe, back)).toMatchObject({ code: "NOT_FOUND" });
    const result = await withdraw(people.mathsTeacher, back);
    if (!result.ok) throw new Error(result.message);
    const draft = await asks(people.mathsTeacher, (ctx) => findDraft(ctx, result.value.draftId));
    expect(draft).toMatchObject({ subject: "Sortie au musée", audience: to(people.alice) });
    await pass(threadId);
    await deliverWaitingMessages();
    expect(await inbox(people.alice)).toEqual([]);
    expect(await read(people.mathsTeacher, threadId)).toBeNull();

    const urgent = await sent(send(people.cpe, to(people.alice), { isUrgent: "1" }));
    const delivered = (await read(people.cpe, urgent.threadId))?.messages[0]?.id;
    expect(await withdraw(people.cpe, { operationId: newId(), messageId: delivered })).toMatchObject({
      code: "INVALID",
    });
  });
});

describe("a draft", () => {
  it("is kept, and neither of two versions of it is lost", async () => {
    const draftId = newId();
    const values = { draftId, subject: "Demande", text: "Bonjour", audience: [], files: [] };
    expect(await keep(people.alice, { ...values, version: 0 })).toEqual({ ok: true, value: { version: 1 } });
    expect(await keep(people.alice, { ...values, text: "Bonjour Madame", version: 1 })).toMatchObject({ ok: true });
    expect(await keep(people.alice, { ...values, text: "Autre onglet", version: 1 })).toMatchObject({
      code: "CONFLICT",
    });
    expect(await keep(people.adam, { ...values, version: 2 })).toMatchObject({ code: "CONFLICT" });
    expect(await asks(people.adam, (ctx) => findDraft(ctx, draftId))).toBeNull();
    await sent(send(people.alice, to(people.mathsTeacher), { draftId }));
    expect(await asks(people.alice, listDrafts)).toEqual([]);
  });

  it("is one of a hundred at the most", async () => {
    const values = { subject: "Demande", text: "Bonjour", audience: [], files: [], version: 0 };
    const draftId = newId();
    await keep(people.adam, { ...values, draftId });
    await withSystem("test: many drafts", async (db) => {
      const { schoolId, id: personId } = people.adam;
      const row = await db.draft.findFirstOrThrow({ where: { schoolId, personId } });
      const columns = { subject: row.subject, audience: [], content: {}, updatedAt: row.updatedAt };
      await db.draft.createMany({
        data: Array.from({ length: 99 }, () => ({ schoolId, personId, id: newId(), ...columns })),
      });
    });
    expect(await keep(people.adam, { ...values, draftId: newId() })).toMatchObject({ code: "LIMITED" });
    expect(await keep(people.adam, { ...values, draftId, version: 1 })).toMatchObject({ ok: true });
  });
});

describe("a report", () => {
  it("opens a copy to the moderators, once they say so, and nothing else", async () => {
    const { threadId } = await sent(send(people.aliceGuardian1, to(people.mathsTeacher)));
    const messageId = (await read(people.mathsTeacher, threadId))?.messages[0]?.id;
    const values = { operationId: newId(), messageId, reason: "Ce message est menaçant." };
    expect(await report(people.aliceGuardian1, values)).toMatchObject({ code: "NOT_FOUND" });
    expect(await report(people.mathsTeacher, values)).toMatchObject({ ok: true });
    expect(await report(people.mathsTeacher, { ...values, operationId: newId() })).toMatchObject({ ok: true });
    const rows = await withSystem("test: reports", (db) =>
      db.messageReport.findMany({ where: { schoolId: world.school.schoolId }, select: { id: true } }),
    );
    expect(rows).toHaveLength(1);
    const reportId = rows[0]?.id ?? "";
    const found = (person: typeof people.cpe) => asks(person, (ctx) => findReport(ctx, reportId));
    expect(await found(people.admin)).toBeNull();
    expect(await found(people.cpe)).toMatchObject({ author: "Gaëlle Aubert", copy: null });
    await actAs(people.cpe, (ctx) => openReport(ctx, { reportId }), "messagerie");
    expect((await found(people.cpe))?.copy).toHaveLength(1);
    expect((await found(people.head))?.copy).toBeNull();
    expect(await read(people.cpe, threadId)).toBeNull();
  });
});

describe("open pages", () => {
  it("are told of a message that is delivered and of what is read, those of its persons alone", async () => {
    const heard: string[] = [];
    const pages = listen({
      url: databaseUrl(),
      channel: "preau_live",
      onMessage: (payload) => heard.push(payload),
      onGap: () => undefined,
    });
    await pages.ready;
    try {
      const { threadId } = await sent(send(people.frenchTeacher, to(people.alice)));
      const announced = (person: { id: string }) =>
        JSON.stringify({ schoolId: world.school.schoolId, topic: "messagerie", personIds: [person.id] });
      await vi.waitFor(() => expect(heard).toEqual([announced(people.alice)]));
      await actAs(people.alice, (ctx) => markRead(ctx, { threadId }), "messagerie");
      await vi.waitFor(() => expect(heard).toEqual([announced(people.alice), announced(people.alice)]));
    } finally {
      await pages.close();
    }
  });
});

describe("a guardianship that has ended", () => {
  const end = () =>
    withSystem("test: a guardianship ends", (db) =>
      db.guardianship.updateMany({
        where: { guardianId: people.aliceGuardian2.id },
        data: { endsOn: new Date("2026-11-19T00:00:00Z") },
      }),
    );

  it("ends the answers about the child, in a conversation that was there before", async () => {
    const { threadId } = await sent(send(people.aliceGuardian2, to(people.frenchTeacher)));
    await end();
    expect(await reply(people.frenchTeacher, threadId)).toMatchObject({ ok: false, code: "INVALID" });
  });

  it("closes the conversation for the parent, who still reads it", async () => {
    const { threadId } = await sent(send(people.frenchTeacher, to(people.aliceGuardian2)));
    expect(await read(people.aliceGuardian2, threadId)).toMatchObject({ isClosed: false, can: { reply: true } });
    await end();
    expect(await read(people.aliceGuardian2, threadId)).toMatchObject({
      messages: [{ author: "Mme Fournier" }],
      isClosed: true,
      can: { reply: false },
    });
    const answer = await reply(people.aliceGuardian2, threadId);
    expect(answer).toMatchObject({ ok: false, code: "NOT_FOUND" });
    expect(answer.ok ? "" : answer.message).toContain("Vous ne pouvez plus répondre");
  });

  it("keeps what quiet hours hold from being delivered", async () => {
    await setQuiet(world.school.schoolId, true);
    await sent(send(people.frenchTeacher, to(people.aliceGuardian2), { subject: "Bilan" }));
    await end();
    await withSystem("test: quiet hours are over", (db) =>
      db.message.updateMany({
        where: { deliveredAt: null },
        data: { sentAt: new Date("2026-11-19T06:00:00Z"), deliverAt: new Date("2026-11-19T07:00:00Z") },
      }),
    );
    await deliverWaitingMessages();
    expect(await inbox(people.aliceGuardian2)).not.toContain("Bilan");
  });
});
