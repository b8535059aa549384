import { beforeEach, describe, expect, it } from "vitest";
import { peopleToCall } from "@/lib/absences/queries";
import { expectedReaders } from "@/lib/actualites/follow-up";
import { sheetPersons } from "@/lib/comptes/sheets";
import { directory } from "@/lib/comptes/queries";
import { openContext } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { openFeed } from "@/lib/emploi-du-temps/commands";
import { readFeed } from "@/lib/emploi-du-temps/feed";
import { deliverWaitingMessages } from "@/lib/messagerie/jobs";
import { resolveRecipients, searchRecipients } from "@/lib/messagerie/recipients";
import { modules } from "@/lib/modules";
import { guardiansOf } from "@/lib/notifications/recipients";
import { noticeScope } from "@/lib/notifications/access";
import { now } from "@/lib/time/clock";
import { toDbDay } from "@/lib/time/day";
import { actAs, viewerAs } from "@/tests/access/personas";
import { aGuardianship, aJudgment, aNews, type PersonRef, THURSDAY } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { asks, inbox, reply, send, sent, setQuiet } from "../messagerie/support";

// «Pas de droit de communication»: while it runs, the school tells this guardian nothing of this pupil, in any module; before, after, and
// for another child, nothing changes.

let world: World;
beforeEach(async () => {
  world = await withSystem("judgments: the world", makeWorld);
});

const judge = (values: Parameters<typeof aJudgment>[4] = {}) =>
  withSystem("a judgment", (db) =>
    aJudgment(db, world.people.aliceGuardian1, world.people.alice, world.people.head, values),
  );

/** Whose children a guardian sees here, module by module: as its next request finds them. */
async function childrenSeen(person: PersonRef): Promise<Set<string>> {
  const seen = new Set<string>();
  const viewer = await viewerAs(person);
  for (const { slug, profiles } of modules) {
    if (!(profiles as readonly string[]).includes("GUARDIAN")) continue;
    await openContext(viewer, slug, { readOnly: true }, async (ctx) => {
      for (const { firstName } of ctx.viewer.students) seen.add(firstName);
      // The wall itself, whatever a query forgets.
      for (const rows of [
        await ctx.db.absence.findMany({ select: { studentId: true } }),
        await ctx.db.homeworkRecipient.findMany({ select: { studentId: true } }),
        await ctx.db.enrollment.findMany({ select: { studentId: true } }),
        await ctx.db.grade.findMany({ select: { studentId: true } }),
        await ctx.db.bulletin.findMany({ select: { studentId: true } }),
      ]) {
        for (const { studentId } of rows) seen.add(studentId === world.people.alice.id ? "Alice" : studentId);
      }
    });
  }
  return seen;
}

describe("a judgment «pas de droit de communication»", () => {
  it("closes the pupil to this guardian in every module and behind every wall, at the next request", async () => {
    const { aliceGuardian1, aliceGuardian2, alice } = world.people;
    const child = new Set([alice.firstName]);
    expect(await childrenSeen(aliceGuardian1)).toEqual(child);
    await judge();
    expect(await childrenSeen(aliceGuardian1)).toEqual(new Set());
    expect(await childrenSeen(aliceGuardian2)).toEqual(child);
  });

  it.each([
    ["ends tomorrow", { endsOn: "2026-11-20" }, false],
    ["ended this morning", { endsOn: THURSDAY }, true],
    ["begins today", { startsOn: THURSDAY }, false],
    ["begins tomorrow", { startsOn: "2026-11-20" }, true],
    ["is of another kind", { kind: "NO_VISIT" }, true],
  ] as const)("acts by its dates alone: one that %s", async (_when, values, isOpen) => {
    await judge(values);
    expect((await childrenSeen(world.people.aliceGuardian1)).has("Alice")).toBe(isOpen);
    const { schoolId, id } = world.people.alice;
    const guardians = await withSystem("test", (db) => guardiansOf(db, schoolId, [id], "absences", THURSDAY));
    expect(guardians.some(({ guardianId }) => guardianId === world.people.aliceGuardian1.id)).toBe(isOpen);
  });

  it("is of one pupil: a brother or sister stays open", async () => {
    const { aliceGuardian1, adam } = world.people;
    await withSystem("a brother", (db) => aGuardianship(db, aliceGuardian1, adam, 1));
    await judge();
    expect(await childrenSeen(aliceGuardian1)).toEqual(new Set(["Adam", adam.id]));
  });

  it("holds when the guardianship ends and is made anew, as an import may do", async () => {
    const { aliceGuardian1, alice } = world.people;
    await judge();
    await withSystem("an import", async (db) => {
      await db.guardianship.updateMany({
        where: { guardianId: aliceGuardian1.id, studentId: alice.id },
        data: { endsOn: toDbDay("2026-11-01") },
      });
      await db.guardianship.create({
        data: {
          schoolId: alice.schoolId,
          id: newId(),
          guardianId: aliceGuardian1.id,
          studentId: alice.id,
          level: 1,
          startsOn: toDbDay("2026-11-01"),
        },
      });
    });
    expect(await childrenSeen(aliceGuardian1)).toEqual(new Set());
  });

  it("stops notices, those already waiting included", async () => {
    const { aliceGuardian1, alice } = world.people;
    await judge();
    const viewer = await viewerAs(aliceGuardian1);
    expect(JSON.stringify(noticeScope(viewer, now()))).not.toContain(alice.id);
    for (const module of ["absences", "notes", "emploi-du-temps"] as const) {
      const told = await withSystem("test", (db) => guardiansOf(db, alice.schoolId, [alice.id], module, THURSDAY));
      expect(told.map(({ guardianId }) => guardianId)).not.toContain(aliceGuardian1.id);
    }
  });

  it("leaves this guardian out of the parents of a class and of a pupil, and of the search, and takes no answer", async () => {
    const { aliceGuardian1, head, alice, cpe } = world.people;
    const members = async (audience: string[]) =>
      (await asks(head, (ctx) => resolveRecipients(ctx, audience))).persons.map(({ name }) => name);
    const { threadId } = await sent(send(cpe, [`person:${aliceGuardian1.id}`]));
    expect(await members([`parents:${world.groups.sixA.id}`])).toContain("Gaëlle Aubert");
    await judge();
    expect(await members([`parents:${world.groups.sixA.id}`])).not.toContain("Gaëlle Aubert");
    expect(await members([`guardians:${alice.id}`])).toEqual(["Gérard Morin"]);
    expect(await members([`person:${aliceGuardian1.id}`])).toEqual([]);
    expect(await asks(head, (ctx) => searchRecipients(ctx, "gaëlle"))).toEqual([]);
    expect((await reply(cpe, threadId)).ok).toBe(false);
    expect((await reply(aliceGuardian1, threadId)).ok).toBe(false);
  });

  it("stops a message that quiet hours hold", async () => {
    const { aliceGuardian1, frenchTeacher, alice } = world.people;
    await setQuiet(alice.schoolId, true);
    const before = await inbox(aliceGuardian1);
    await sent(send(frenchTeacher, [`parents:${world.groups.sixA.id}`]));
    await judge();
    await withSystem("test: the hour has come", (db) =>
      db.message.updateMany({
        where: { deliveredAt: null },
        data: { sentAt: new Date("2026-11-19T06:00:00Z"), deliverAt: new Date("2026-11-19T07:00:00Z") },
      }),
    );
    await deliverWaitingMessages();
    expect(await inbox(aliceGuardian1)).toEqual(before);
  });

  it("leaves this guardian out of those whom a piece of news expects", async () => {
    const { head } = world.people;
    const news = await withSystem("news", (db) =>
      aNews(db, head, { profiles: ["GUARDIAN"], groups: [world.groups.sixA], needsAcknowledgement: true }),
    );
    const expected = async () =>
      (await actAs(head, (ctx) => expectedReaders(ctx, news.id), "actualites"))?.readers.map((each) => each.firstName);
    expect(await expected()).toEqual(["Gaëlle", "Gérard"]);
    await judge();
    expect(await expected()).toEqual(["Gérard"]);
  });

  it("closes the calendar's secret address, and prints no sheet", async () => {
    const { aliceGuardian1, alice, head } = world.people;
    const opened = await actAs(aliceGuardian1, (ctx) => openFeed(ctx, { studentId: alice.id }), "emploi-du-temps");
    const token = opened.ok ? opened.value.token : "";
    await judge();
    const read = await readFeed(token, "203.0.113.7");
    expect(read.ok && read.value.includes("VEVENT")).toBe(false);
    const sheets = await actAs(head, (ctx) => sheetPersons(ctx, world.groups.sixA.id), "comptes");
    expect(sheets?.persons.map(({ firstName }) => firstName)).toEqual(expect.not.arrayContaining(["Gaëlle"]));
  });

  it("is known by its effect to who answers the phone and stands at the gate, without its grounds", async () => {
    const { cpe, alice, aliceGuardian1, aliceGuardian2, mathsTeacher } = world.people;
    await withSystem("a number", (db) =>
      db.contact.createMany({
        data: [aliceGuardian1, aliceGuardian2].map(({ id, schoolId }) => ({
          schoolId,
          id: newId(),
          personId: id,
          kind: "MOBILE" as const,
          value: "0639980001",
        })),
      }),
    );
    const toCall = async (person: PersonRef = cpe) =>
      (await actAs(person, (ctx) => peopleToCall(ctx, alice.id), "absences")).map((each) =>
        [each.firstName, each.phones.length, each.isShut, each.hasNoVisit].join(" "),
      );
    expect(await toCall()).toEqual(expect.arrayContaining(["Gaëlle 1 false false", "Gérard 1 false false"]));
    await judge();
    await judge({ kind: "NO_VISIT" });
    expect(await toCall()).toEqual(expect.arrayContaining(["Gaëlle 0 true true", "Gérard 1 false false"]));
    expect(await toCall(mathsTeacher)).toEqual([]);
    const told = JSON.stringify(await actAs(cpe, (ctx) => peopleToCall(ctx, alice.id), "absences"));
    const { reference } = await withSystem("test", (db) => db.judgment.findFirstOrThrow());
    expect(told).not.toContain(reference);
  });

  it("is nobody's to read but those who run the accounts: no wall opens to families", async () => {
    await judge();
    const { aliceGuardian1, aliceGuardian2, alice, head } = world.people;
    for (const person of [aliceGuardian1, aliceGuardian2, alice]) {
      await expect(actAs(person, (ctx) => ctx.db.judgment.count(), "accueil")).rejects.toThrow(/permission denied/);
    }
    const filter = { text: "gaelle", profile: null, divisionId: null, state: "PRESENT", page: 1 } as const;
    expect((await actAs(head, (ctx) => directory(ctx, filter), "comptes")).total).toBe(1);
  });
});
