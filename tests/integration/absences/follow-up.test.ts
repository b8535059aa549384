import { beforeEach, describe, expect, it } from "vitest";
import { lessonsToCall, openAlerts } from "@/lib/absences/editing";
import { familyAbsences, pupilFile } from "@/lib/absences/queries";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { toDbDay } from "@/lib/time/day";
import { actAs } from "@/tests/access/personas";
import { aFile, anAbsence, aSession, type Ref } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { answer, eventsOf, justify, onlyAbsence, settle, tell } from "./support";

// It is Thursday 2026-11-19. Adam, of 6A, has a morning of two lessons and an afternoon of one on 9, 10, 12 and 13 November.

const DAYS = ["2026-11-09", "2026-11-10", "2026-11-12", "2026-11-13"];

let world: World;
beforeEach(async () => {
  world = await withSystem("follow-up: the world", async (db) => {
    const made = await makeWorld(db);
    for (const on of DAYS) {
      for (const startMinute of [480, 540, 840]) {
        await aSession(db, made.services.maths6A, [made.people.mathsTeacher], { on, startMinute });
      }
    }
    return made;
  });
});

const motive = async (label: string): Promise<string> =>
  withSystem("test: a motive", async (db) => {
    const found = await db.absenceMotive.findFirstOrThrow({ where: { schoolId: world.school.schoolId, label } });
    return found.id;
  });
const missed = (student: Ref, on: string, values: { startMinute?: number; endMinute?: number } = {}) =>
  withSystem("test: an absence", (db) => anAbsence(db, student, world.people.cpe, { on, ...values }));
const day = (on: string) => ({ origin: "VIE_SCOLAIRE", startDay: on, startMinute: "", endDay: on, endMinute: "" });
const alertsOf = async () => {
  const { adam, head } = world.people;
  const found = await actAs(head, openAlerts, "absences");
  return found.filter(({ student }) => student.id === adam.id).map(({ threshold, halfDays }) => [threshold, halfDays]);
};

describe("a justification", () => {
  it("of two parents at once is one, and the other is told", async () => {
    const { aliceGuardian1, aliceGuardian2 } = world.people;
    const sending = { absenceId: world.absences.today.id, motiveId: await motive("Maladie"), comment: "Fièvre." };
    const answers = await Promise.all([justify(aliceGuardian1, sending), justify(aliceGuardian2, sending)]);
    expect(answers.map((result) => (result.ok ? "sent" : result.code)).toSorted()).toEqual(["CONFLICT", "sent"]);
    const { schoolId } = world.school;
    const stored = await withSystem("test: justifications", (db) =>
      db.justification.count({ where: { schoolId, absenceId: world.absences.today.id } }),
    );
    expect(stored).toBe(1);
  });

  it("accepted, gives the absence its motive and settles it; the same answer twice is one, another is refused", async () => {
    const { cpe, aed, aliceGuardian1 } = world.people;
    const justificationId = world.justification.id;
    expect(await answer(cpe, { justificationId, decision: "ACCEPTED" })).toMatchObject({ ok: true });
    expect(await answer(aed, { justificationId, decision: "ACCEPTED" })).toMatchObject({ ok: true });
    expect(await answer(aed, { justificationId, decision: "REFUSED" })).toMatchObject({ code: "CONFLICT" });
    const [file] = await actAs(aliceGuardian1, familyAbsences, "absences");
    expect(file?.absences.find(({ id }) => id === world.absences.justified.id)).toMatchObject({
      state: "SETTLED",
      motive: { label: "Maladie" },
      can: { justify: false },
    });
    expect(await eventsOf(world.school)).toEqual(["justification.settled"]);
  });

  it("refused, says why to the family, which may send another", async () => {
    const { cpe, aliceGuardian1, aliceGuardian2 } = world.people;
    const words = { justificationId: world.justification.id, decision: "REFUSED", answer: "Certificat illisible." };
    await answer(cpe, words);
    const [file] = await actAs(aliceGuardian2, familyAbsences, "absences");
    const refused = file?.absences.find(({ id }) => id === world.absences.justified.id);
    expect(refused).toMatchObject({
      state: "REFUSED",
      justification: { answer: "Certificat illisible.", isOwn: false, author: null, files: [] },
      can: { justify: true },
    });
    const again = { absenceId: world.absences.justified.id, motiveId: await motive("Maladie") };
    expect(await justify(aliceGuardian1, again)).toMatchObject({ ok: true });
  });

  it("carries files of its sender, and nobody else's", async () => {
    const { aliceGuardian1, aliceGuardian2 } = world.people;
    const [own, others] = await withSystem("test: files", async (db) => [
      await aFile(db, aliceGuardian1, "mot.pdf"),
      await aFile(db, aliceGuardian2, "autre.pdf"),
    ]);
    const sending = { absenceId: world.absences.today.id, motiveId: await motive("Maladie") };
    expect(await justify(aliceGuardian1, { ...sending, files: [others.id] })).toMatchObject({
      fields: { files: [expect.any(String)] },
    });
    expect(await justify(aliceGuardian1, { ...sending, files: [own.id] })).toMatchObject({ ok: true });
  });

  it("takes a motive that the school offers, and an absence that is not settled", async () => {
    const { cpe, aliceGuardian1 } = world.people;
    const sending = { absenceId: world.absences.today.id, motiveId: await motive("Infirmerie") };
    expect(await justify(aliceGuardian1, sending)).toMatchObject({ fields: { motiveId: [expect.any(String)] } });
    await settle(cpe, { ...sending, version: 1 });
    expect(await justify(aliceGuardian1, { ...sending, motiveId: await motive("Maladie") })).toMatchObject({
      code: "INVALID",
    });
  });

  it("of a pupil under age is not read by the pupil, but for where it stands", async () => {
    const [file] = await actAs(world.people.alice, familyAbsences, "absences");
    expect(file?.absences.find(({ id }) => id === world.absences.justified.id)?.justification).toMatchObject({
      comment: null,
      files: [],
    });
  });
});

describe("settling", () => {
  it("waits for the answer to a justification, and takes the version that was seen", async () => {
    const { cpe } = world.people;
    const motiveId = await motive("Maladie");
    const waiting = { absenceId: world.absences.justified.id, motiveId, version: 1 };
    expect(await settle(cpe, waiting)).toMatchObject({ code: "INVALID" });
    const settling = { absenceId: world.absences.today.id, motiveId, version: 1 };
    expect(await settle(cpe, settling)).toMatchObject({ value: { version: 2 } });
    expect(await settle(cpe, settling)).toMatchObject({ code: "CONFLICT", current: { version: 2 } });
  });

  it("with a motive that settles nothing leaves it to the family", async () => {
    const { adam, cpe } = world.people;
    const { id } = await missed(adam, "2026-11-09");
    await settle(cpe, { absenceId: id, motiveId: await motive("Autre raison familiale"), version: 1 });
    expect((await onlyAbsence(adam)).settledAt).toBeNull();
  });
});

describe("half-days and the alert", () => {
  it("are counted both ways over the year, and lateness and infirmary are none", async () => {
    const { adam, cpe, head } = world.people;
    await missed(adam, "2026-11-09", { startMinute: 480, endMinute: 535 });
    await tell(cpe, { ...day("2026-11-10"), studentId: adam.id });
    await tell(cpe, { ...day("2026-11-12"), studentId: adam.id, motiveId: await motive("Infirmerie") });
    const file = await actAs(head, (ctx) => pupilFile(ctx, adam.id), "absences");
    expect(file?.halfDays).toEqual({ gross: 3, proportional: 2.5 });
  });

  it("reaches head and CPE at the fourth half-day of a month, once, and is lifted by a legitimate motive", async () => {
    const { adam, cpe } = world.people;
    await tell(cpe, { ...day("2026-11-09"), studentId: adam.id });
    await tell(cpe, { ...day("2026-11-10"), studentId: adam.id, endMinute: "12:00" });
    expect(await alertsOf()).toEqual([]);
    await tell(cpe, { ...day("2026-11-12"), studentId: adam.id, endMinute: "12:00" });
    expect(await alertsOf()).toEqual([[4, 4]]);
    const last = await tell(cpe, { ...day("2026-11-13"), studentId: adam.id });
    if (!last.ok) throw new Error(last.message);
    expect(await alertsOf()).toEqual([[4, 6]]);
    expect((await eventsOf(world.school)).filter((kind) => kind === "alert.reached")).toHaveLength(1);
    for (const { id, version } of await absencesOf(adam)) {
      await settle(cpe, { absenceId: id, version, motiveId: await motive("Maladie") });
    }
    expect(await alertsOf()).toEqual([]);
  });

  it("does not count what is to come", async () => {
    const { adam, cpe } = world.people;
    await tell(cpe, { ...day("2026-11-23"), studentId: adam.id, endDay: "2026-11-27" });
    expect(await alertsOf()).toEqual([]);
  });
});

async function absencesOf({ schoolId, id }: Ref) {
  return withSystem("test: absences", (db) => db.absence.findMany({ where: { schoolId, studentId: id } }));
}

describe("of age", () => {
  it("a pupil justifies alone, from the birthday on", async () => {
    const { adam, cpe } = world.people;
    await withSystem("test: born 18 years before the 12th", (db) =>
      db.civilStatus.update({
        where: { schoolId_personId: { schoolId: adam.schoolId, personId: adam.id } },
        data: { birthDate: toDbDay("2008-11-12") },
      }),
    );
    await tell(cpe, { ...day("2026-11-10"), studentId: adam.id });
    await tell(cpe, { ...day("2026-11-12"), studentId: adam.id });
    const [file] = await actAs(adam, familyAbsences, "absences");
    expect(file?.absences.map(({ startDay, can }) => [startDay, can.justify])).toEqual([
      ["2026-11-12", true],
      ["2026-11-10", false],
    ]);
  });
});

it("an invented absence, or another family's, is absent", async () => {
  const { basileGuardian1 } = world.people;
  const motiveId = await motive("Maladie");
  for (const absenceId of [newId(), world.absences.today.id]) {
    expect(await justify(basileGuardian1, { absenceId, motiveId })).toMatchObject({ code: "NOT_FOUND" });
  }
});

it("a cancelled lesson of a teacher's day is shown, and not to be called", async () => {
  const { schoolId } = world.school;
  await withSystem("test: cancelled", (db) =>
    db.session.update({
      where: { schoolId_id: { schoolId, id: world.sessions.french6A.id } },
      data: { status: "CANCELLED" },
    }),
  );
  const lessons = await actAs(world.people.frenchTeacher, (ctx) => lessonsToCall(ctx, "2026-11-19"), "absences");
  expect(lessons.map(({ subject, status, isCallable }) => [subject, status, isCallable])).toEqual([
    ["Français", "CANCELLED", false],
    ["Latin", "PLANNED", false],
  ]);
});
