import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashSecret } from "@/lib/auth/codes";
import { openContext } from "@/lib/auth/context";
import { startSeeing } from "@/lib/auth/seeing";
import { canOpen, type Viewer, viewerOf } from "@/lib/auth/viewer";
import { resolveSignIn } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import { walls } from "@/lib/db/walls";
import { modules } from "@/lib/modules";
import { now } from "@/lib/time/clock";
import { makeWorld, type World } from "@/tests/factories/world";
import { aSignIn, type Persona, personasOf } from "./personas";
import { changedTables, closeSnapshots, snapshot } from "./snapshot";
import { writes } from "./writes";

// «Voir comme»: whoever looks at the portal as somebody else writes nothing, whatever the command, and reads nothing that is one's own.

let world: World;
const seen = new Map<Persona, Viewer>();

/** The head's device, once it shows the portal as this person. */
async function seenAs(name: Persona): Promise<Viewer> {
  const { head } = world.people;
  const token = await aSignIn(head.accountId);
  const account = await resolveSignIn(hashSecret(token), now());
  const viewer = account && viewerOf(account, head.id);
  if (!viewer) throw new Error("The head is not in a school.");
  const started = await startSeeing(viewer, { personId: personasOf(world)[name].id });
  if (!started.ok) throw new Error(`${name} is not seen: ${started.code}.`);
  const seeing = await resolveSignIn(hashSecret(token), now());
  const other = seeing && viewerOf(seeing, null);
  if (!other) throw new Error("Nobody is seen.");
  return other;
}

beforeAll(async () => {
  world = await withSystem("seeing: the world", makeWorld);
  for (const name of ["alice", "aliceGuardian1", "teacherOf6B", "cpe", "admin"] as const)
    seen.set(name, await seenAs(name));
});
afterAll(closeSnapshots);

describe("seeing the portal as somebody else", () => {
  it.each(writes)("refuses $operation", async (row) => {
    const target = await withSystem("seeing: a target", (db) => row.prepare(db, world));
    const untouched = await snapshot();
    const module = row.module ?? "cahier-de-texte";
    for (const [name, viewer] of seen) {
      if (!canOpen(viewer, module)) continue;
      const input = row.input(target, world);
      let outcome = "refused";
      try {
        const result = await openContext(viewer, module, { readOnly: false }, (ctx) => row.run(ctx, input));
        // A form of which everything was closed meanwhile may have nothing to do, and does it.
        if (result.ok && changedTables(untouched, await snapshot()).length > 0) outcome = "done";
      } catch (error) {
        // The database itself refuses: «cannot execute UPDATE in a read-only transaction».
        outcome = /read-only transaction/.test(String(error)) ? "refused" : String(error);
      }
      expect([name, outcome]).toEqual([name, "refused"]);
    }
    expect(changedTables(untouched, await snapshot())).toEqual([]);
  });

  it("opens nothing personal", () => {
    for (const viewer of seen.values()) {
      const closed = modules.filter(({ slug }) => !canOpen(viewer, slug)).map(({ slug }) => slug);
      expect(closed).toEqual(expect.arrayContaining(["messagerie", "documents", "notifications"]));
    }
  });

  it("leaves what is one's own out of reach, whatever is asked", async () => {
    const own = Object.entries(walls)
      .filter(([, { wall }]) => ["private", "members", "message", "mailbox"].includes(wall))
      .map(([table]) => table);
    expect(own).toEqual(expect.arrayContaining(["delivery", "message", "message_draft", "notification", "operation"]));
    for (const viewer of seen.values()) {
      await openContext(viewer, "accueil", { readOnly: true }, async ({ db }) => {
        for (const table of own) {
          const [found] = await db.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int FROM "${table}"`);
          expect([table, found?.count]).toEqual([table, 0]);
        }
      });
    }
  });
});
