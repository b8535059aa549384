import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { relayOutbox } from "@/lib/jobs/outbox";
import { emit } from "@/lib/journal/emit";
import { restoreNews, withdrawNews } from "@/lib/actualites/commands";
import { publishBulletins, withdrawBulletins } from "@/lib/notes/bulletins/commands";
import { announceDueNotices } from "@/lib/notifications/jobs";
import { actAs } from "@/tests/access/personas";
import { bulletinClass } from "@/tests/factories/bulletins";
import { aNews } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

// Who is told of what by the makers of the modules: the events are those that their commands leave.

let world: World;
beforeEach(async () => {
  world = await withSystem("notices of modules: the world", async (db) => {
    await db.outbox.deleteMany();
    return makeWorld(db);
  });
});

/** Relays one event twice; tells, by recipient, the words and from when they show. */
async function toldOf(kind: string, payload: Parameters<typeof emit>[2]): Promise<Record<string, string>> {
  await actAs(world.people.head, (ctx) => emit(ctx, kind, payload));
  await relayOutbox();
  await withSystem("relay again", (db) => db.outbox.updateMany({ data: { processedAt: null } }));
  await relayOutbox();
  return told();
}

/** What everybody has been told. */
async function told(): Promise<Record<string, string>> {
  const rows = await withSystem("all notices", (db) =>
    db.notification.findMany({ where: { schoolId: world.school.schoolId }, orderBy: { id: "asc" } }),
  );
  const names = new Map(Object.entries(world.people).map(([name, { id }]) => [id, name]));
  expect(new Set(rows.map(({ personId }) => personId)).size).toBe(rows.length);
  return Object.fromEntries(
    rows.map((row) => [
      names.get(row.personId) ?? row.personId,
      [row.title, row.detail, row.visibleAt > row.createdAt ? row.visibleAt.toISOString() : null]
        .filter(Boolean)
        .join(" | "),
    ]),
  );
}

it("an absence is told to the guardians of level 1 and 2, at once", async () => {
  const words = "Absence signalée, jeu. 19 nov. | Dites à l’établissement pourquoi, en quelques mots.";
  expect(await toldOf("absences.absence.opened", { absenceId: world.absences.today.id })).toEqual({
    aliceGuardian1: words,
    aliceGuardian2: words,
  });
});

it("an absence that was told by a parent, or corrected since, is told to nobody", async () => {
  expect(await toldOf("absences.absence.opened", { absenceId: world.absences.justified.id })).toEqual({});
  await withSystem("supersede", (db) => db.absence.updateMany({ data: { supersededAt: new Date() } }));
  expect(await toldOf("absences.absence.opened", { absenceId: world.absences.today.id })).toEqual({});
});

it("the answer to a justification is told to who sent it alone, once there is one", async () => {
  const payload = { justificationId: world.justification.id };
  expect(await toldOf("absences.justification.settled", payload)).toEqual({});
  await withSystem("accept", async (db) => {
    await db.outbox.deleteMany();
    await db.justification.updateMany({ data: { status: "ACCEPTED" } });
  });
  expect(await toldOf("absences.justification.settled", payload)).toEqual({
    aliceGuardian1: "Justificatif accepté, absence mar. 17 nov.",
  });
});

it("a threshold is told to the head, its deputy and the CPE", async () => {
  const { id: alertId } = await withSystem("the alert", (db) =>
    db.absenceAlert.findFirstOrThrow({ where: { schoolId: world.school.schoolId }, select: { id: true } }),
  );
  const told = await toldOf("absences.alert.reached", { alertId });
  expect(Object.keys(told).toSorted()).toEqual(["cpe", "deputy", "head"]);
  expect(told["cpe"]).toBe("Seuil d’absences atteint\u202F: 4\u00A0demi-journées sans motif légitime");
});

it("grades are told without a figure, to each reader from its own instant on, and to level 1 only", async () => {
  const words = "Français\u202F: nouvelle note | Contrôle";
  expect(await toldOf("notes.assessment.returned", { assessmentId: world.assessments.french6A.id })).toEqual({
    alice: words,
    aliceGuardian1: `${words} | 2026-11-20T06:00:00.000Z`,
  });
});

it("grades that were taken back meanwhile are told to nobody", async () => {
  expect(await toldOf("notes.assessment.returned", { assessmentId: world.assessments.maths6AHidden.id })).toEqual({});
});

it("a message is told to each who received it, never to its author or to the others’ names", async () => {
  const words = "Message de Mme Marchand | Sortie";
  expect(await toldOf("messagerie.message.delivered", { messageId: world.mail.circular.messageId })).toEqual({
    aliceGuardian1: words,
    aliceGuardian2: words,
  });
});

describe("a grade that waits for the hour of the parents", () => {
  /** Is the mother of Alice told, once that hour has come? */
  async function isTold(meanwhile: (db: Db) => Promise<unknown>): Promise<boolean> {
    const { id } = world.assessments.french6A;
    const personId = world.people.aliceGuardian1.id;
    await actAs(world.people.head, (ctx) => emit(ctx, "notes.assessment.returned", { assessmentId: id }));
    await relayOutbox();
    const find = () => withSystem("her notice", (db) => db.notification.findFirst({ where: { personId } }));
    expect(await find()).toMatchObject({ announcedAt: null });
    await withSystem("the hour comes", async (db) => {
      const past = new Date("2026-11-19T07:00:00Z");
      await db.notification.updateMany({ where: { personId }, data: { visibleAt: past } });
      await db.grade.updateMany({ where: { assessmentId: id }, data: { visibleToGuardianAt: past } });
      await meanwhile(db);
    });
    await announceDueNotices();
    const notice = await find();
    expect(notice?.announcedAt).not.toBeNull();
    return notice !== null;
  }

  it("is told then", async () => {
    expect(await isTold(async () => undefined)).toBe(true);
  });

  it("is not told when it was emptied meanwhile", async () => {
    expect(await isTold((db) => db.grade.updateMany({ data: { points: null, code: null } }))).toBe(false);
  });

  it("is not told when it was taken back", async () => {
    const none = { returnedAt: null, visibleToStudentAt: null, visibleToGuardianAt: null };
    expect(await isTold((db) => db.assessment.updateMany({ data: none }))).toBe(false);
  });

  it("is not told of a child that one has lost sight of", async () => {
    const { id } = world.people.aliceGuardian1;
    expect(await isTold((db) => db.guardianship.updateMany({ where: { guardianId: id }, data: { level: 3 } }))).toBe(
      false,
    );
  });
});

it("a grade that was emptied before the worker came by is told to nobody", async () => {
  const { french6A } = world.assessments;
  await withSystem("emptied", (db) =>
    db.grade.updateMany({ where: { assessmentId: french6A.id }, data: { points: null, code: null } }),
  );
  expect(await toldOf("notes.assessment.returned", { assessmentId: french6A.id })).toEqual({});
});

it("grades given back again since are told by their own event alone", async () => {
  const { french6A } = world.assessments;
  await withSystem("given back again", (db) =>
    db.assessment.updateMany({ where: { id: french6A.id }, data: { returnedAt: new Date("2026-11-19T07:30:00Z") } }),
  );
  expect(await toldOf("notes.assessment.returned", { assessmentId: french6A.id })).toEqual({});
});

it("bulletins are told to pupils and guardians of level 1, and not once they are taken back", async () => {
  const { people, groups } = world;
  const { first } = await withSystem("terms", (db) => bulletinClass(db, world, people.mathsTeacher));
  const which = { operationId: newId(), divisionId: groups.sixA.id, periodId: first.id };
  const publish = () => actAs(people.head, (ctx) => publishBulletins(ctx, which), "notes");
  expect(await publish()).toMatchObject({ ok: true });
  expect(await actAs(people.head, (ctx) => withdrawBulletins(ctx, which), "notes")).toMatchObject({ ok: true });
  await relayOutbox();
  expect(await told()).toEqual({});
  await publish();
  await relayOutbox();
  const words = "Bulletin disponible | 1er trimestre";
  expect(await told()).toEqual({ adam: words, alice: words, aliceGuardian1: words });
});

it("news of a class are told to those for whom they are, which says that they are to be confirmed", async () => {
  const words = "À confirmer\u202F: Sortie de la 6A";
  expect(await toldOf("actualites.news.published", { newsId: world.news.sixA.id })).toEqual({
    adam: `${words} | Dis que tu l’as lue.`,
    alice: `${words} | Dis que tu l’as lue.`,
    aliceGuardian1: `${words} | Dites que vous l’avez lue.`,
    aliceGuardian2: `${words} | Dites que vous l’avez lue.`,
  });
});

it("who has confirmed is not reminded", async () => {
  const { news, people } = world;
  await withSystem("confirmed", (db) =>
    db.newsAcknowledgement.createMany({
      data: [people.alice, people.aliceGuardian1].map(({ schoolId, id }) => ({
        schoolId,
        newsId: news.sixA.id,
        personId: id,
        acknowledgedAt: new Date("2026-11-19T07:00:00Z"),
      })),
    }),
  );
  const reminded = await toldOf("actualites.acknowledgement.reminded", { newsId: news.sixA.id });
  expect(Object.keys(reminded).toSorted()).toEqual(["adam", "aliceGuardian2"]);
  expect(reminded["adam"]).toContain("Rappel, à confirmer\u202F: Sortie de la 6A");
});

it("news of the whole school are told to everybody of the profiles named but its author", async () => {
  const words = "Actualité\u202F: Une actualité";
  const names = ["admin", "aed", "aesh", "cpe", "deputy", "inspector", "secretary"];
  expect(await toldOf("actualites.news.published", { newsId: world.news.staff.id })).toEqual(
    Object.fromEntries(names.map((name) => [name, words])),
  );
});

it("news of a groupe are told to those who teach it", async () => {
  const latin = await withSystem("more news", (db) =>
    aNews(db, world.people.cpe, { title: "Latin", profiles: ["TEACHER"], groups: [world.groups.latin] }),
  );
  expect(await toldOf("actualites.news.published", { newsId: latin.id })).toEqual({
    frenchTeacher: "Actualité\u202F: Latin",
  });
});

it("news that are to come, drafts, ended or withdrawn are told to nobody", async () => {
  const { scheduled, draft, ended, withdrawnNews } = world.news;
  for (const { id } of [scheduled, draft, ended, withdrawnNews]) {
    expect(await toldOf("actualites.news.published", { newsId: id })).toEqual({});
  }
});

it("what told of news that are withdrawn is gone, and is told again when they are back", async () => {
  const { news, people } = world;
  const newsId = news.latin.id;
  await withSystem("announced", (db) =>
    db.news.updateMany({ where: { id: newsId }, data: { announcedAt: new Date("2026-11-19T07:00:00Z") } }),
  );
  const words = { alice: "Actualité\u202F: Latin", basile: "Actualité\u202F: Latin" };
  expect(await toldOf("actualites.news.published", { newsId })).toEqual(words);
  const operation = { newsId, operationId: newsId };
  await actAs(people.frenchTeacher, (ctx) => withdrawNews(ctx, operation), "actualites");
  await relayOutbox();
  expect(await told()).toEqual({});
  await actAs(people.frenchTeacher, (ctx) => restoreNews(ctx, operation), "actualites");
  await relayOutbox();
  expect(await told()).toEqual(words);
});
