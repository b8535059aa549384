import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/auth/context";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { relayOutbox } from "@/lib/jobs/outbox";
import { emit } from "@/lib/journal/emit";
import { openNotification, readAll } from "@/lib/notifications/commands";
import { announceDueNotices } from "@/lib/notifications/jobs";
import { countUnread, listNotifications } from "@/lib/notifications/queries";
import { toDbDay } from "@/lib/time/day";
import { actAs, viewerAs } from "@/tests/access/personas";
import { aHomework, aLessonEntry, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { cancel, declare, move } from "@/tests/integration/emploi-du-temps/support";

let world: World;
beforeEach(async () => {
  world = await withSystem("notices: the world", async (db) => {
    await db.outbox.deleteMany();
    return makeWorld(db);
  });
});

const MODULE = "notifications";

/** Who was told of something, by name, with the words. */
async function told(): Promise<Record<string, string>> {
  const rows = await withSystem("notices: all", (db) =>
    db.notification.findMany({ where: { schoolId: world.school.schoolId }, orderBy: { id: "asc" } }),
  );
  const nameOf = new Map(Object.entries(world.people).map(([name, { id }]) => [id, name]));
  return Object.fromEntries(
    rows.map(({ personId, title, detail }) => [nameOf.get(personId) ?? personId, `${title} | ${detail ?? ""}`]),
  );
}

const list = (person: PersonRef) => actAs(person, (ctx) => listNotifications(ctx, null), MODULE);
const emitAs = (person: PersonRef, kind: string, payload: Parameters<typeof emit>[2]) =>
  actAs(person, (ctx: Context) => emit(ctx, kind, payload));

const FAMILY = ["adam", "alice", "aliceGuardian1", "aliceGuardian2"];

describe("a lesson that changes", () => {
  it("is told to its pupils, the guardians who see their timetable and its teacher, once", async () => {
    await cancel(world, { sessionId: world.sessions.french6A.id, version: 1, reason: "OUTING" });
    expect(await relayOutbox()).toBe(1);
    const words = "Français, jeu. 19 nov., 9\u00A0h | Annulé\u202F: sortie ou voyage";
    expect(await told()).toEqual({
      ...Object.fromEntries(FAMILY.map((name) => [name, words])),
      frenchTeacher: words.replace("Français,", "Français 6A,"),
    });
    // Relayed again, for instance after a worker fell: nobody is told twice.
    await withSystem("notices: relay again", (db) => db.outbox.updateMany({ data: { processedAt: null } }));
    expect(await relayOutbox()).toBe(1);
    expect(Object.keys(await told())).toHaveLength(5);
    expect((await list(world.people.alice)).items).toHaveLength(1);
  });

  it("with others that change together makes one notice", async () => {
    const { frenchTeacher } = world.people;
    await declare(world, {
      teacherId: frenchTeacher.id,
      startDay: "2026-11-19",
      endDay: "2026-11-19",
      startMinute: "",
      endMinute: "",
    });
    await relayOutbox();
    const { alice, basileGuardian1, frenchTeacher: teacher, adam } = await told();
    expect(alice).toBe("2\u00A0séances annulées, jeu. 19 nov. | Français à 9\u00A0h et Latin à 11\u00A0h");
    expect(teacher).toContain("Français 6A à 9\u00A0h et Latin Latin 6e à 11\u00A0h");
    expect(basileGuardian1).toContain("Latin, jeu. 19 nov., 11\u00A0h | Annulé\u202F: professeur absent");
    expect(adam).toContain("Français, jeu. 19 nov.");
    const [notice] = (await list(world.people.aliceGuardian2)).items;
    expect(notice).toMatchObject({ about: "Alice", isRead: false, module: "emploi-du-temps" });
  });

  it("says where it was; what is past is told to nobody", async () => {
    await move(world, {
      sessionId: world.sessions.maths6ANext.id,
      version: 1,
      day: "2026-11-24",
      startMinute: "10:00",
    });
    await withSystem("notices: a past lesson", (db) =>
      db.session.updateMany({
        where: { id: world.sessions.latin.id },
        data: { day: toDbDay("2026-11-12"), status: "CANCELLED" },
      }),
    );
    await emitAs(world.people.cpe, "emploi-du-temps.session.changed", { sessionIds: [world.sessions.latin.id] });
    expect(await relayOutbox()).toBe(2);
    const everybody = await told();
    expect(everybody["alice"]).toMatch(/^Mathématiques, mar\. 24 nov\., 10\sh \| Déplacé du lun\. 23 nov\./);
    expect(everybody).not.toHaveProperty("basile");
  });
});

describe("homework that is given", () => {
  const give = (ids: { id: string }[]) =>
    actAs(world.people.mathsTeacher, async (ctx) => {
      for (const { id } of ids) await emit(ctx, "cahier-de-texte.homework.given", { homeworkId: id });
    });

  it("is told to the pupils whom it is for", async () => {
    const { mathsForAdam, frenchForLatin, withdrawn } = world.homework;
    await give([mathsForAdam, withdrawn]);
    await relayOutbox();
    expect(Object.keys(await told())).toEqual(["adam"]);
    await give([frenchForLatin]);
    await relayOutbox();
    const everybody = await told();
    expect(everybody["alice"]).toMatch(/^Français\s: travail pour/);
    expect(Object.keys(everybody).toSorted()).toEqual(["adam", "alice"]);
  });

  it("in a lesson to come is shown, and told to the open pages, from its day", async () => {
    const later = await withSystem("notices: of Monday", async (db) => {
      await aLessonEntry(db, world.sessions.maths6ANext, world.people.mathsTeacher);
      const homework = await aHomework(db, world.sessions.maths6ANext, world.people.mathsTeacher);
      await db.homework.updateMany({ where: { id: homework.id }, data: { givenOn: toDbDay("2026-11-20") } });
      return homework;
    });
    await give([later]);
    await relayOutbox();
    expect(Object.keys(await told())).toContain("alice");
    expect((await list(world.people.alice)).items).toEqual([]);
    expect(await countUnread(await viewerAs(world.people.alice))).toBe(0);
    expect(await announceDueNotices()).toBe(0);
    await withSystem("notices: its day comes", async (db) => {
      await db.homework.updateMany({ where: { id: later.id }, data: { givenOn: toDbDay("2026-11-19") } });
      await db.notification.updateMany({
        where: { personId: world.people.alice.id },
        data: { visibleAt: new Date("2026-11-19T07:00:00Z") },
      });
    });
    expect(await announceDueNotices()).toBe(1);
    expect(await announceDueNotices()).toBe(0);
    expect((await list(world.people.alice)).items).toHaveLength(1);
  });
});

describe("who is not told", () => {
  const change = (prepare: (db: Db) => Promise<unknown>) => withSystem("notices: prepare", prepare);

  it("has left, has no account, or may not open the module", async () => {
    const { alice, adam, aliceGuardian1 } = world.people;
    await change(async (db) => {
      await db.person.updateMany({ where: { id: adam.id }, data: { endsOn: toDbDay("2026-11-19") } });
      await db.person.updateMany({ where: { id: aliceGuardian1.id }, data: { accountId: null } });
    });
    await emitAs(alice, "emploi-du-temps.session.changed", { sessionIds: [world.sessions.french6A.id] });
    await relayOutbox();
    expect(Object.keys(await told()).toSorted()).toEqual(["alice", "aliceGuardian2", "frenchTeacher"]);
    await change((db) =>
      db.school.updateMany({ where: { id: world.school.schoolId }, data: { disabledModules: ["emploi-du-temps"] } }),
    );
    await emitAs(alice, "emploi-du-temps.session.changed", { sessionIds: [world.sessions.maths6A.id] });
    await relayOutbox();
    expect(Object.keys(await told())).not.toContain("mathsTeacher");
  });

  it("is held up by no event that fails, which stays", async () => {
    const { cpe } = world.people;
    await emitAs(cpe, "emploi-du-temps.session.changed", { sessionIds: "nonsense" });
    await emitAs(cpe, "emploi-du-temps.session.changed", { sessionIds: [world.sessions.french6A.id] });
    await emitAs(cpe, "somebody.else.happened", {});
    expect(await relayOutbox()).toBe(2);
    expect(await relayOutbox()).toBe(0);
    expect(Object.keys(await told())).toContain("alice");
    const left = await withSystem("notices: what stays", (db) => db.outbox.count({ where: { processedAt: null } }));
    expect(left).toBe(1);
  });
});

describe("one's notices", () => {
  it("are counted for all persons of the account, opened, and marked as read", async () => {
    const { aliceGuardian1, aliceGuardian2 } = world.people;
    for (const session of [world.sessions.french6A, world.sessions.maths6A]) {
      await emitAs(world.people.cpe, "emploi-du-temps.session.changed", { sessionIds: [session.id] });
    }
    await emitAs(world.other.people.head, "emploi-du-temps.session.changed", { sessionIds: [world.other.session.id] });
    await relayOutbox();
    const unread = async (person: PersonRef) => countUnread(await viewerAs(person));
    expect([await unread(aliceGuardian1), await unread(aliceGuardian2)]).toEqual([3, 2]);

    const [first] = (await list(aliceGuardian2)).items;
    const open = (person: PersonRef) =>
      actAs(person, (ctx) => openNotification(ctx, { notificationId: first?.id ?? "" }), MODULE);
    expect(await open(aliceGuardian1)).toMatchObject({ ok: false, code: "NOT_FOUND" });
    const href = `/emploi-du-temps?jour=2026-11-19&enfant=${world.people.alice.id}`;
    expect(await open(aliceGuardian2)).toEqual({ ok: true, value: { href } });
    expect(await open(aliceGuardian2)).toEqual({ ok: true, value: { href } });
    expect(await unread(aliceGuardian2)).toBe(1);

    const before = await actAs(aliceGuardian1, (ctx) => readAll(ctx, { until: "2026-11-18T07:05:00Z" }), MODULE);
    expect(before).toEqual({ ok: true, value: { read: 0 } });
    const now = await actAs(aliceGuardian1, (ctx) => readAll(ctx, { until: "2026-11-19T07:05:00Z" }), MODULE);
    expect(now).toEqual({ ok: true, value: { read: 2 } });
    expect((await list(aliceGuardian1)).hasUnread).toBe(false);
    expect(await unread(aliceGuardian1)).toBe(1);
  });

  it("of a child are gone with the right to see it", async () => {
    const { aliceGuardian2, alice } = world.people;
    await emitAs(world.people.cpe, "emploi-du-temps.session.changed", { sessionIds: [world.sessions.french6A.id] });
    await relayOutbox();
    await withSystem("notices: a judgment", (db) =>
      db.guardianship.updateMany({
        where: { guardianId: aliceGuardian2.id, studentId: alice.id },
        data: { level: 3 },
      }),
    );
    expect((await list(aliceGuardian2)).items).toEqual([]);
    expect(await countUnread(await viewerAs(aliceGuardian2))).toBe(0);
  });
});
