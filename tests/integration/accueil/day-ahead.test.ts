import { Temporal } from "temporal-polyfill";
import { beforeAll, expect, it } from "vitest";
import { dayAhead } from "@/lib/accueil/queries";
import { openContext } from "@/lib/auth/context";
import { withSystem } from "@/lib/db/system";
import { viewerAs } from "@/tests/access/personas";
import { aSession } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

let world: World;
beforeAll(async () => {
  world = await withSystem("the day ahead: the world", makeWorld);
});

/** What alice's home shows at an hour of Saturday the 5th of December, or later. */
async function aheadAt(instant: string) {
  const viewer = await viewerAs(world.people.alice);
  return openContext(viewer, "accueil", { readOnly: true }, async (ctx) => {
    const { day, lessons, minute } = await dayAhead({ ...ctx, now: Temporal.Instant.from(instant) }, {});
    return { day, hours: lessons.map(({ startMinute }) => startMinute / 60), minute };
  });
}

it("is today until the last lesson that takes place is over, cancelled ones shown with it; then the next day with one", async () => {
  const { services, people } = world;
  await withSystem("the day ahead: lessons", async (db) => {
    const lesson = (on: string, hour: number, status: "PLANNED" | "CANCELLED" = "PLANNED") =>
      aSession(db, services.french6A, [people.frenchTeacher], { on, startMinute: hour * 60, status });
    await lesson("2026-12-05", 9);
    await lesson("2026-12-05", 10);
    await lesson("2026-12-05", 14, "CANCELLED");
    await lesson("2026-12-06", 9, "CANCELLED");
    await lesson("2026-12-08", 11);
    await lesson("2026-12-08", 15, "CANCELLED");
  });
  expect(await aheadAt("2026-12-05T09:54:00+01:00")).toEqual({ day: "2026-12-05", hours: [9, 10, 14], minute: 594 });
  expect(await aheadAt("2026-12-05T09:55:00+01:00")).toEqual({ day: "2026-12-05", hours: [10, 14], minute: 595 });
  expect(await aheadAt("2026-12-05T10:54:00+01:00")).toMatchObject({ day: "2026-12-05", hours: [10, 14] });
  expect(await aheadAt("2026-12-05T10:55:00+01:00")).toEqual({ day: "2026-12-08", hours: [11, 15], minute: null });
  expect(await aheadAt("2026-12-08T11:55:00+01:00")).toEqual({ day: null, hours: [], minute: null });
});
