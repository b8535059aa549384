import ICAL from "ical.js";
import { beforeEach, describe, expect, it } from "vitest";
import { withSystem } from "@/lib/db/system";
import { closeFeed, openFeed } from "@/lib/emploi-du-temps/commands";
import { readFeed } from "@/lib/emploi-du-temps/feed";
import { listFeeds } from "@/lib/emploi-du-temps/queries";
import { toDbDay } from "@/lib/time/day";
import { FEED_READS } from "@/lib/auth/rules";
import { newToken } from "@/lib/auth/codes";
import { actAs } from "@/tests/access/personas";
import type { PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
beforeEach(async () => {
  world = await withSystem("feeds: the world", makeWorld);
});

const MODULE = "emploi-du-temps";

async function feedOf(person: PersonRef, studentId: string | null): Promise<string> {
  const opened = await actAs(person, (ctx) => openFeed(ctx, { studentId }), MODULE);
  if (!opened.ok) throw new Error(opened.code);
  return opened.value.token;
}

/** Titles of the events, or the code of the refusal. */
async function read(token: string): Promise<string[] | string> {
  const result = await readFeed(token, "203.0.113.7");
  if (!result.ok) return result.code;
  return ICAL.Component.fromString(result.value)
    .getAllSubcomponents("vevent")
    .map((event) => String(event.getFirstPropertyValue("summary")))
    .toSorted();
}

describe("a calendar's secret address", () => {
  it("shows a pupil's lessons, a child's to its guardian, a teacher's own", async () => {
    const { alice, aliceGuardian1, frenchTeacher } = world.people;
    const lessons = ["Français", "Latin", "Mathématiques", "Mathématiques"];
    expect(await read(await feedOf(alice, alice.id))).toEqual(lessons);
    expect(await read(await feedOf(aliceGuardian1, alice.id))).toEqual(lessons);
    expect(await read(await feedOf(frenchTeacher, null))).toEqual(["Français", "Latin"]);
  });

  it("names subject, group, room and teacher, and no pupil but in the calendar's own name", async () => {
    const { alice, aliceGuardian1 } = world.people;
    const result = await readFeed(await feedOf(aliceGuardian1, alice.id), "203.0.113.7");
    const text = result.ok ? result.value : "";
    expect(text).toContain("LOCATION:Salle 112");
    expect(text.match(/Aubert/g)).toHaveLength(1);
    expect(text).not.toMatch(/Azoulay|@example|cours\.pdf/);
  });

  it("keeps its secret nowhere, is the only one of its kind, and closes", async () => {
    const { alice } = world.people;
    const first = await feedOf(alice, alice.id);
    const second = await feedOf(alice, alice.id);
    expect(await read(first)).toBe("NOT_FOUND");
    const rows = await withSystem("test: all that is stored of feeds", (db) => db.feedToken.findMany());
    expect(JSON.stringify(rows)).not.toContain(second);
    const [feed] = await actAs(alice, listFeeds, MODULE);
    expect(feed).toMatchObject({ studentId: alice.id });
    expect(await actAs(world.people.head, listFeeds, MODULE)).toEqual([]);
    expect(await actAs(world.people.adam, (ctx) => closeFeed(ctx, { feedId: feed?.id ?? "" }), MODULE)).toMatchObject({
      code: "NOT_FOUND",
    });
    await actAs(alice, (ctx) => closeFeed(ctx, { feedId: feed?.id ?? "" }), MODULE);
    expect(await read(second)).toBe("NOT_FOUND");
  });

  it("shows what its person may read now: nothing once the guardianship, the person or the module has ended", async () => {
    const { alice, aliceGuardian1, adam, mathsTeacher } = world.people;
    const { schoolId } = world.school;
    const [byGuardian, byPupil, byTeacher] = [
      await feedOf(aliceGuardian1, alice.id),
      await feedOf(adam, adam.id),
      await feedOf(mathsTeacher, null),
    ];
    await withSystem("test: ends", async (db) => {
      const ended = { endsOn: toDbDay("2026-11-19") };
      await db.guardianship.updateMany({ where: { schoolId, guardianId: aliceGuardian1.id }, data: ended });
      await db.person.updateMany({ where: { schoolId, id: adam.id }, data: ended });
    });
    expect(await read(byGuardian)).toBe("NOT_FOUND");
    expect(await read(byPupil)).toBe("NOT_FOUND");
    expect(await read(byTeacher)).toHaveLength(2);
    await withSystem("test: the module is off", (db) =>
      db.school.updateMany({ where: { id: schoolId }, data: { disabledModules: [MODULE] } }),
    );
    expect(await read(byTeacher)).toBe("NOT_FOUND");
  });

  it("ends with the account, and with a guardianship that falls to level 3", async () => {
    const { alice, aliceGuardian2, basile } = world.people;
    const [byGuardian, byPupil] = [await feedOf(aliceGuardian2, alice.id), await feedOf(basile, basile.id)];
    await withSystem("test: level and account", async (db) => {
      await db.guardianship.updateMany({ where: { guardianId: aliceGuardian2.id }, data: { level: 3 } });
      await db.account.update({ where: { id: basile.accountId }, data: { endedAt: new Date("2026-11-18") } });
    });
    expect(await read(byGuardian)).toBe("NOT_FOUND");
    expect(await read(byPupil)).toBe("NOT_FOUND");
  });

  it("is read so many times an hour; guesses are limited by where they come from", async () => {
    const guesses: string[] = [];
    for (let index = 0; index <= FEED_READS; index += 1) {
      const result = await readFeed(newToken(), "198.51.100.9");
      guesses.push(result.ok ? "read" : result.code);
    }
    expect(new Set(guesses.slice(0, -1))).toEqual(new Set(["NOT_FOUND"]));
    expect(guesses.at(-1)).toBe("LIMITED");
    const { alice } = world.people;
    expect((await readFeed(await feedOf(alice, alice.id), "198.51.100.9")).ok).toBe(true);
  });
});
