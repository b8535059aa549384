import { Temporal } from "temporal-polyfill";
import { afterAll, expect, it } from "vitest";
import { disconnect } from "@/lib/db/client";
import { withSystem } from "@/lib/db/system";
import { toDbDay } from "@/lib/time/day";
import { createDemo } from "@/prisma/demo";

afterAll(disconnect);

it("made in summer, the demo waits for the rentrée with work to prepare", async () => {
  const demo = await createDemo({ now: Temporal.Instant.from("2027-07-20T10:00:00+02:00") });
  expect(demo.lessonEntries).toBe(0);
  expect(demo.homework).toBeGreaterThan(20);
  const { first, year, changed } = await withSystem("test", async (db) => ({
    first: await db.session.findFirstOrThrow({ orderBy: { day: "asc" } }),
    year: await db.schoolYear.findFirstOrThrow(),
    changed: await db.session.count({ where: { day: toDbDay("2027-09-01"), status: { not: "PLANNED" } } }),
  }));
  expect(first.day).toEqual(toDbDay("2027-09-01"));
  expect([year.startsOn, year.endsOn]).toEqual([toDbDay("2027-07-01"), toDbDay("2028-09-01")]);
  expect(changed).toBeGreaterThan(0);
}, 60_000);
