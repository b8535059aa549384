import { beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { toDbDay } from "@/lib/time/day";
import { aSession } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { cancel, giveRoom, move, replace, restore, stored } from "./support";

// The world's Thursday: maths6A at 8 (no room), french6A at 9 in 112, latin of alice and basile at 11, maths6B at 8.

let world: World;
beforeEach(async () => {
  world = await withSystem("timetable changes: the world", makeWorld);
});

const THURSDAY = "2026-11-19";
const maths = (version = 1) => ({ sessionId: world.sessions.maths6A.id, version });

describe("a lesson", () => {
  it("is cancelled with its reason, once, and restored as it was", async () => {
    const { maths6A } = world.sessions;
    expect(await cancel(world, { ...maths(), reason: "OUTING" })).toEqual({ ok: true, value: { version: 2 } });
    expect(await stored(maths6A)).toMatchObject({ status: "CANCELLED", cancelReason: "OUTING", version: 2 });
    expect(await cancel(world, { ...maths(2), reason: "EXAM" })).toMatchObject({ code: "INVALID" });
    expect(await restore(world, maths(2))).toMatchObject({ ok: true });
    expect(await stored(maths6A)).toMatchObject({ status: "PLANNED", cancelReason: null, statusBefore: null });
  });

  it("keeps what was planned however often it changes, and is as planned once it is back", async () => {
    const { maths6A } = world.sessions;
    await move(world, { ...maths(), day: "2026-11-20", startMinute: "10:05" });
    await move(world, { ...maths(2), day: "2026-11-20", startMinute: "14:00" });
    expect(await stored(maths6A)).toMatchObject({
      status: "CHANGED",
      startMinute: 840,
      endMinute: 895,
      plannedDay: toDbDay(THURSDAY),
      plannedStartMinute: 480,
    });
    await move(world, { ...maths(3), day: THURSDAY, startMinute: "08:00" });
    expect(await stored(maths6A)).toMatchObject({ status: "PLANNED", version: 4 });
  });

  it("is given by a substitute for this time alone, and by its teacher again", async () => {
    const { mathsTeacher, substitute } = world.people;
    const { maths6A } = world.sessions;
    await replace(world, { ...maths(), teacherId: mathsTeacher.id, substituteId: substitute.id });
    expect(await stored(maths6A)).toMatchObject({
      status: "CHANGED",
      teachers: [{ teacherId: substitute.id, replacesId: mathsTeacher.id }],
    });
    await replace(world, { ...maths(2), teacherId: substitute.id, substituteId: mathsTeacher.id });
    expect(await stored(maths6A)).toMatchObject({
      status: "PLANNED",
      teachers: [{ teacherId: mathsTeacher.id, replacesId: null }],
    });
  });

  it("takes place again when it is cancelled and somebody else gives it", async () => {
    const { mathsTeacher, substitute } = world.people;
    await cancel(world, { ...maths(), reason: "TEACHER_ABSENT" });
    await replace(world, { ...maths(2), teacherId: mathsTeacher.id, substituteId: substitute.id });
    expect(await stored(world.sessions.maths6A)).toMatchObject({ status: "CHANGED", cancelReason: null });
  });

  it("changes once for two forms opened at the same time, and tells the second what is stored", async () => {
    const both = await Promise.all([
      giveRoom(world, { ...maths(), roomId: world.rooms.gym.id }),
      cancel(world, { ...maths(), reason: "OTHER" }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ code: "CONFLICT", current: { version: 2 } });
  });

  it("sent twice is changed once", async () => {
    const sent = { ...maths(), operationId: newId(), reason: "EXAM" };
    expect(await cancel(world, sent)).toEqual(await cancel(world, sent));
    expect(await stored(world.sessions.maths6A)).toMatchObject({ version: 2 });
  });

  it("tells the other modules of each change", async () => {
    await cancel(world, { ...maths(), reason: "OTHER" });
    const events = await withSystem("test: the outbox", (db) =>
      db.outbox.findMany({ where: { schoolId: world.school.schoolId }, select: { kind: true, payload: true } }),
    );
    expect(events).toEqual([
      { kind: "emploi-du-temps.session.changed", payload: { sessionIds: [world.sessions.maths6A.id] } },
    ]);
  });

  it("of a closed year is changed no more", async () => {
    await withSystem("test: close the year", (db) =>
      db.schoolYear.updateMany({ where: { schoolId: world.school.schoolId }, data: { closedAt: new Date() } }),
    );
    expect(await cancel(world, { ...maths(), reason: "OTHER" })).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("what is taken is refused, with its name and place", () => {
  it("a room", async () => {
    const other = await withSystem("test: a lesson at 9 in 6B", (db) =>
      aSession(db, world.services.maths6B, [world.people.teacherOf6B], { startMinute: 570 }),
    );
    const refused = await giveRoom(world, { sessionId: other.id, version: 1, roomId: world.rooms.lab.id });
    expect(refused).toMatchObject({
      code: "INVALID",
      fields: { roomId: [expect.stringMatching(/^Salle 112 est déjà prise de 9.h à 9.h.55.: Français, 6A\.$/)] },
    });
  });

  it("a teacher, for a move and for a replacement", async () => {
    const { mathsTeacher, teacherOf6B } = world.people;
    expect(
      await replace(world, { ...maths(), teacherId: mathsTeacher.id, substituteId: teacherOf6B.id }),
    ).toMatchObject({
      code: "INVALID",
      fields: { substituteId: [expect.stringContaining("Mme Nguyen a déjà cours de 8")] },
    });
    const latin = { sessionId: world.sessions.latin.id, version: 1, day: THURSDAY, startMinute: "09:30" };
    expect(await move(world, latin)).toMatchObject({
      fields: { startMinute: [expect.stringContaining("Mme Fournier a déjà cours de 9")] },
    });
  });

  it("the pupils of a class, even by a groupe that crosses classes", async () => {
    const atEleven = { ...maths(), day: THURSDAY, startMinute: "11:00" };
    expect(await move(world, atEleven)).toMatchObject({
      fields: { startMinute: [expect.stringContaining("Des élèves ont déjà cours de 11")] },
    });
    // The pupils of 6B are free at 9, when 6A has French.
    const of6B = { sessionId: world.sessions.maths6B.id, version: 1, day: THURSDAY, startMinute: "09:00" };
    expect(await move(world, of6B)).toMatchObject({ ok: true });
  });

  it("but not by a lesson that is cancelled, nor by one that ends when this begins", async () => {
    await cancel(world, { sessionId: world.sessions.latin.id, version: 1, reason: "OTHER" });
    expect(await move(world, { ...maths(), day: THURSDAY, startMinute: "11:00" })).toMatchObject({ ok: true });
    expect(await move(world, { ...maths(2), day: THURSDAY, startMinute: "09:55" })).toMatchObject({ ok: true });
  });

  it("by a day on which the school is closed, or past midnight", async () => {
    const { schoolId, yearId } = world.school;
    await withSystem("test: holidays", (db) =>
      db.closure.create({
        data: {
          schoolId,
          id: newId(),
          yearId,
          kind: "HOLIDAY",
          name: "Vacances de Noël",
          startsOn: toDbDay("2026-12-19"),
          endsOn: toDbDay("2027-01-04"),
        },
      }),
    );
    expect(await move(world, { ...maths(), day: "2026-12-21", startMinute: "10:00" })).toMatchObject({
      fields: { day: [expect.stringContaining("Vacances de Noël")] },
    });
    expect(await move(world, { ...maths(), day: "2027-09-15", startMinute: "10:00" })).toMatchObject({
      fields: { day: [expect.stringContaining("année scolaire")] },
    });
    expect(await move(world, { ...maths(), day: THURSDAY, startMinute: "23:30" })).toMatchObject({
      fields: { startMinute: ["La séance finirait après minuit."] },
    });
  });

  it("a lesson is not restored where another has come", async () => {
    await cancel(world, { sessionId: world.sessions.latin.id, version: 1, reason: "OTHER" });
    await move(world, { ...maths(), day: THURSDAY, startMinute: "11:00" });
    const refused = await restore(world, { sessionId: world.sessions.latin.id, version: 2 });
    expect(refused).toMatchObject({ code: "INVALID" });
    expect(!refused.ok && refused.message).toContain("Mathématiques, 6A");
  });

  it("two lessons sent to the same room at once: one gets it", async () => {
    const other = await withSystem("test: another at 8", (db) =>
      aSession(db, world.services.latin, [world.people.frenchTeacher], { on: "2026-11-27" }),
    );
    const first = await withSystem("test: one at 8", (db) =>
      aSession(db, world.services.maths6A, [world.people.mathsTeacher], { on: "2026-11-27" }),
    );
    const both = await Promise.all(
      [first, other].map(({ id }) => giveRoom(world, { sessionId: id, version: 1, roomId: world.rooms.gym.id })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});
