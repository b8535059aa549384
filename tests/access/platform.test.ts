import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { administratorOf, openPlatform, type PlatformAdministrator } from "@/lib/auth/platform";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { organize } from "@/tests/factories/platform";
import { makeWorld } from "@/tests/factories/world";
import { namesIn } from "./matrix";
import { personasOf, signedInAccount } from "./personas";
import { changedTables, closeSnapshots, snapshot } from "./snapshot";
import {
  type Above,
  type PlatformScene,
  platformReads,
  platformWrites,
  type PlatformWriteRow,
} from "./tables/plateforme";

let scene: PlatformScene;
const above = new Map<Above, PlatformAdministrator>();

beforeAll(async () => {
  scene = await withSystem("platform matrix: the scene", async (db, at) => {
    const world = await makeWorld(db);
    const organized = await organize(db, world.school.schoolId, world.other.school.schoolId);
    const lines = [
      ["au-dessus", null],
      ["en-académie", organized.academy],
      ["en-département", organized.department],
      ["à-côté", organized.otherAcademy],
    ] as const;
    await db.platformLine.createMany({
      data: lines.map(([label, organizationId]) => ({
        id: newId(),
        at: new Date(at.epochMilliseconds),
        organizationId,
        action: "plateforme.school.save",
        targetType: "school",
        label,
      })),
    });
    return { world, organized };
  });
  for (const [name, { accountId }] of Object.entries(scene.organized.administrators)) {
    const administrator = await administratorOf(await signedInAccount(accountId));
    if (!administrator) throw new Error(`${name} administers nothing.`);
    above.set(name as Above, administrator);
  }
});
afterAll(closeSnapshots);

describe("who is above the schools", () => {
  it("is nobody of a school: no person of it, head and administrators included, administers anything", async () => {
    const found: string[] = [];
    for (const [name, { accountId }] of Object.entries(personasOf(scene.world))) {
      if (await administratorOf(await signedInAccount(accountId))) found.push(name);
    }
    expect(found).toEqual([]);
  });

  it("is no person: an administrator has no viewer in any school", async () => {
    const account = await signedInAccount(scene.organized.administrators.wide.accountId);
    expect(account.persons).toEqual([]);
  });

  it("is over with the role", async () => {
    const { accountId, roleId } = await withSystem("platform matrix: a role that ends", async (db, at) => {
      const { administrators } = await organize(db, scene.world.school.schoolId, scene.world.other.school.schoolId);
      await db.platformRole.update({
        where: { id: administrators.wide.roleId },
        data: { endsAt: new Date(at.epochMilliseconds) },
      });
      // Back as they were, for the tests that follow.
      const { department, otherAcademy } = scene.organized;
      await db.school.update({ where: { id: scene.world.school.schoolId }, data: { organizationId: department } });
      await db.school.update({
        where: { id: scene.world.other.school.schoolId },
        data: { organizationId: otherAcademy },
      });
      return administrators.wide;
    });
    expect(roleId).toBeTruthy();
    expect(await administratorOf(await signedInAccount(accountId))).toBeNull();
  });
});

describe("who reads what above the schools", () => {
  it.each(platformReads)("$operation", async (row) => {
    const answers: Record<string, string> = {};
    for (const [name, administrator] of above) {
      answers[name] = await openPlatform(administrator, { readOnly: true }, (ctx) => row.ask(ctx, scene));
    }
    expect(answers).toEqual(row.expected);
  });
});

/** Carries a refusal out of the transaction, which rolls back, as runPlatformOperation does. */
class Refused extends Error {
  constructor(readonly result: Result<unknown>) {
    super();
  }
}

async function attempt(row: PlatformWriteRow, name: Above, target: string): Promise<Result<unknown>> {
  // As the next request finds it: what was just made under an organisation is within its reach.
  const administrator = await administratorOf(await signedInAccount(scene.organized.administrators[name].accountId));
  if (!administrator) throw new Error(`${name} administers nothing.`);
  try {
    return await openPlatform(administrator, { readOnly: false }, async (ctx) => {
      const result = await row.run(ctx, target, scene);
      if (!result.ok) throw new Refused(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  }
}

describe("who writes what above the schools", () => {
  it.each(platformWrites)("$operation", async (row) => {
    const target = await withSystem("platform matrix: a target", (db) => row.prepare(db, scene));
    const untouched = await snapshot();
    for (const name of above.keys()) {
      if (row.allowed.includes(name)) continue;
      expect([name, await attempt(row, name, target)]).toMatchObject([name, { ok: false }]);
    }
    // Signing in leaves its row.
    const changed = changedTables(untouched, await snapshot()).filter((table) => table !== "sign_in");
    expect(changed, "a refusal changes nothing").toEqual([]);

    for (const name of row.allowed) {
      const own = await withSystem("platform matrix: a target", (db) => row.prepare(db, scene));
      const before = await snapshot();
      expect([name, await attempt(row, name, own)]).toMatchObject([name, { ok: true }]);
      const after = await snapshot();
      expect([name, ...changedTables(before, after).filter((table) => table !== "sign_in")]).toEqual([
        name,
        ...[...namesIn(row.changes), "platform_journal"].toSorted(),
      ]);
      const lines = await withSystem("platform matrix: the journal", (db) =>
        db.platformLine.count({
          where: { accountId: above.get(name)?.account.id ?? "", action: row.action },
        }),
      );
      expect(lines).toBeGreaterThan(0);
      expect((after.get("platform_journal")?.rows ?? 0) - (before.get("platform_journal")?.rows ?? 0)).toBe(1);
    }
  });
});
