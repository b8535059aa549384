import { beforeEach, expect, it } from "vitest";
import { withSystem } from "@/lib/db/system";
import { relayOutbox } from "@/lib/jobs/outbox";
import { emit } from "@/lib/journal/emit";
import { actAs } from "@/tests/access/personas";
import { makeWorld, type World } from "@/tests/factories/world";

// Who is told of what by the makers of absences, grades and mail: the events are those that their commands leave.

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
