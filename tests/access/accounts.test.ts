import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { viewerOf } from "@/lib/auth/viewer";
import { resolveSignIn } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import { now } from "@/lib/time/clock";
import { makeWorld } from "@/tests/factories/world";
import { namesIn } from "./matrix";
import { aSignIn, signedInAccount } from "./personas";
import { changedTables, closeSnapshots, snapshot } from "./snapshot";
import { accountOperations, type Scene } from "./tables/accounts";

let scene: Scene;

beforeAll(async () => {
  const world = await withSystem("access matrix: the world", makeWorld);
  await aSignIn(world.people.alice.accountId);
  const alice = await signedInAccount(world.people.alice.accountId);
  const adam = await signedInAccount(world.people.adam.accountId);
  const viewer = viewerOf(alice, null);
  if (!viewer) throw new Error("alice is in no school today.");
  const visitor = { now: now(), address: "192.0.2.7", userAgent: "Vitest" };
  scene = { world, visitor, alice, viewer, adamsSignInId: adam.signInId };
});
afterAll(closeSnapshots);

describe("what an account can do to another", () => {
  it.each(accountOperations)("$operation: $outcome", async ({ attempt, outcome, leaves }) => {
    const before = await snapshot();
    expect(await attempt(scene)).toBe(outcome);
    expect(changedTables(before, await snapshot())).toEqual(namesIn(leaves));
  });

  it("signs out one's own devices only", async () => {
    const rows = await withSystem("access matrix: adam's devices", (db) =>
      db.signIn.findMany({ where: { accountId: scene.world.people.adam.accountId, revokedAt: { not: null } } }),
    );
    expect(rows).toEqual([]);
  });

  it("knows nobody behind an invented token", async () => {
    expect(await resolveSignIn("0".repeat(64), now())).toBeNull();
  });
});
