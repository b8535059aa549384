import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openContext } from "@/lib/auth/context";
import { disconnect } from "@/lib/db/client";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { askErasure } from "@/lib/departs/commands";
import { processRequests } from "@/lib/departs/jobs";
import { departures, ownData, personData } from "@/lib/departs/queries";
import { toDbDay } from "@/lib/time/day";
import { viewerAs } from "@/tests/access/personas";
import { aMessage, aPerson, MADE_AT, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

// What a school may erase, what it may not, and what it is told of it.

let world: World;

beforeAll(async () => {
  world = await withSystem("test: the world", makeWorld);
});
afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

const erase = async (person: PersonRef, name = `${person.firstName} ${person.lastName}`) => {
  const viewer = await viewerAs(world.people.head);
  return openContext(viewer, "comptes", { readOnly: false }, (ctx) =>
    askErasure(ctx, { operationId: newId(), personId: person.id, name }),
  );
};

const dataOf = async (person: PersonRef) =>
  openContext(await viewerAs(world.people.head), "comptes", { readOnly: true }, (ctx) => personData(ctx, person.id));

const gone = (profile: PersonRef["profile"]) =>
  withSystem("test", (db) =>
    aPerson(db, world.school.schoolId, { profile, firstName: "Zélie", lastName: "Né-Tôt", endsOn: "2026-11-01" }),
  );

describe("an erasure that is asked for", () => {
  test("is refused for whom the school must hold, with the reason", async () => {
    const { alice, aliceGuardian1, mathsTeacher } = world.people;
    for (const person of [alice, aliceGuardian1, mathsTeacher]) {
      expect(await erase(person)).toMatchObject({
        code: "INVALID",
        message: expect.stringContaining("établissement") as string,
      });
      expect(await dataOf(person)).toMatchObject({ refusal: "PRESENT", wouldBe: null, departure: null });
    }
  });

  test("takes the name, whatever its accents, and no other", async () => {
    const person = await gone("GUARDIAN");
    expect(await erase(person, "Zélie")).toMatchObject({ code: "INVALID", fields: { name: [expect.any(String)] } });
    expect(await dataOf(person)).toMatchObject({
      refusal: null,
      wouldBe: { closesOn: "2026-11-19", erasesOn: "2026-11-19", hold: null },
      departure: { closesOn: "2027-02-01" },
    });
    expect(await erase(person, "  zelie   NÉ-TOT ")).toMatchObject({ ok: true });
    expect(await dataOf(person)).toMatchObject({ refusal: "ASKED" });
    expect(await erase(person)).toMatchObject({ code: "INVALID" });
    await processRequests();
    expect(await dataOf(person)).toMatchObject({
      refusal: "ERASED",
      offer: null,
      person: { firstName: "Ancien parent" },
    });
    const shown = await openContext(await viewerAs(world.people.head), "comptes", { readOnly: true }, (ctx) =>
      departures(ctx, 1),
    );
    expect(shown.lines.map(({ id }) => id)).not.toContain(person.id);
  });

  test("of a head takes the name out of the platform’s journal too, and leaves the line", async () => {
    const person = await gone("HEAD");
    const line = {
      id: newId(),
      at: MADE_AT,
      action: "plateforme.person.invite",
      targetType: "person",
      targetId: person.id,
    };
    await withSystem("test: the platform made that head", (db) =>
      db.platformLine.create({ data: { ...line, label: "Zélie Né-Tôt, Collège du Lac" } }),
    );
    expect(await erase(person)).toMatchObject({ ok: true });
    await processRequests();
    const stored = await withSystem("test", (db) => db.platformLine.findUniqueOrThrow({ where: { id: line.id } }));
    expect(stored.label).toMatch(/^Ancienne direction \w+, Collège du Lac$/);
  });

  test("of a pupil of this year leaves the name to the file of absences, and there is no more to ask", async () => {
    const person = await gone("STUDENT");
    expect((await dataOf(person))?.wouldBe).toEqual({
      closesOn: "2026-11-19",
      erasesOn: "2027-10-02",
      hold: "ABSENCES",
    });
    expect(await erase(person)).toMatchObject({ ok: true });
    await processRequests();
    expect(await dataOf(person)).toMatchObject({ refusal: "HELD", departure: { closedOn: "2026-11-19" } });
    expect(await erase(person)).toMatchObject({ code: "INVALID" });
  });

  test("waits for the report that is about it", async () => {
    const person = await gone("GUARDIAN");
    await withSystem("test", async (db) => {
      const { messageId } = await aMessage(db, person, [world.people.cpe]);
      const about = {
        schoolId: person.schoolId,
        id: newId(),
        messageId,
        authorId: person.id,
        reporterId: world.people.cpe.id,
      };
      await db.messageReport.create({ data: { ...about, reason: "r", subject: "s", copy: [], createdAt: MADE_AT } });
    });
    expect(await erase(person)).toMatchObject({
      code: "INVALID",
      message: expect.stringContaining("signalement") as string,
    });
  });
});

test("who is about to leave is told when, and what then", async () => {
  const { basileGuardian1 } = world.people;
  await withSystem("test", (db) =>
    db.person.updateMany({ where: { id: basileGuardian1.id }, data: { accessEndsOn: toDbDay("2026-12-01") } }),
  );
  const told = await openContext(await viewerAs(basileGuardian1), "accueil", { readOnly: true }, ownData);
  expect(told).toMatchObject({ leavesOn: "2026-12-01", months: 3 });
});
