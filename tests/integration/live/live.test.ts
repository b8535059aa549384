import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { GET } from "@/app/api/live/route";
import type { SignedInAccount } from "@/lib/db/identity";
import { listen } from "@/lib/db/listener";
import { withSystem } from "@/lib/db/system";
import { databaseUrl } from "@/lib/env";
import { announce } from "@/lib/live/announce";
import { closeHub, listening } from "@/lib/live/hub";
import { STREAMS_PER_ACCOUNT } from "@/lib/live/rules";
import { liveStream } from "@/lib/live/stream";
import { actAs, signedInAccount } from "@/tests/access/personas";
import { makeWorld, type World } from "@/tests/factories/world";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("live: the world", makeWorld);
});
afterAll(closeHub);

/** An open stream, read as it comes. */
function reading(stream: ReadableStream<Uint8Array> | null) {
  if (!stream) throw new Error("No stream was opened.");
  const reader = stream.getReader();
  const state = { text: "", isEnded: false };
  const done = (async () => {
    const decoder = new TextDecoder();
    for (;;) {
      const { value, done: isDone } = await reader.read();
      if (isDone) break;
      state.text += decoder.decode(value);
    }
    state.isEnded = true;
  })();
  const topics = () => [...state.text.matchAll(/^data: (.+)$/gm)].map(([, topic]) => topic);
  return { state, done, topics, close: () => reader.cancel() };
}

const open = async (account: SignedInAccount, options?: { heartbeatSeconds: number }) => {
  const stream = reading(liveStream(account, options));
  await listening();
  return stream;
};

const board = { topic: "emploi-du-temps" as const };
const told = (run: Parameters<typeof withSystem<void>>[1]) => withSystem("live: something changes", run);

/** Notifications arrive in the order of the commits: once this one is here, so is what came before. */
async function settled(): Promise<void> {
  const account = await signedInAccount(world.people.cpe.accountId);
  const last = await open(account);
  await told((db) => announce(db, { ...board, schoolId: world.school.schoolId }));
  await vi.waitFor(() => expect(last.topics()).toHaveLength(1));
  await last.close();
}

describe("an announcement", () => {
  it("reaches every process that listens, when its transaction is committed", async () => {
    const heard: [string[], string[]] = [[], []];
    const processes = heard.map((own) =>
      listen({
        url: databaseUrl(),
        channel: "preau_live",
        onMessage: (payload) => own.push(payload),
        onGap: () => own.push("gap"),
      }),
    );
    await Promise.all(processes.map((each) => each.ready));
    const { schoolId } = world.school;
    await told(async (db) => {
      await announce(db, { schoolId, topic: "notifications", personIds: [world.people.alice.id] });
      await new Promise((done) => setTimeout(done, 100));
      expect(heard.flat()).toEqual([]);
    });
    await vi.waitFor(() => expect(heard.map((own) => own.length)).toEqual([1, 1]));
    await expect(
      told(async (db) => {
        await announce(db, { ...board, schoolId });
        throw new Error("rolled back");
      }),
    ).rejects.toThrow("rolled back");
    await settled();
    expect(heard[0]).toHaveLength(2);
    expect(heard[0]).toEqual(heard[1]);
    await Promise.all(processes.map((each) => each.close()));
  });

  it("is made by families and staff of the web, and holds any number of persons", async () => {
    const { alice, mathsTeacher } = world.people;
    const stream = await open(await signedInAccount(alice.accountId));
    const crowd = Array.from({ length: 400 }, (_, index) => `0000-${index}`);
    await actAs(mathsTeacher, (ctx) =>
      announce(ctx.db, {
        schoolId: ctx.viewer.school.id,
        topic: "notifications",
        personIds: [...crowd, alice.id],
      }),
    );
    await vi.waitFor(() => expect(stream.topics()).toEqual(["notifications"]));
    await actAs(alice, (ctx) =>
      announce(ctx.db, { schoolId: alice.schoolId, topic: "accueil", personIds: [alice.id] }),
    );
    await vi.waitFor(() => expect(stream.topics()).toEqual(["notifications", "accueil"]));
    await stream.close();
  });

  it("is heard by nobody else: other persons, families for the school's, another school", async () => {
    const { people, other } = world;
    const silent = await Promise.all(
      [people.adam, people.aliceGuardian2, other.people.head, people.admin].map(async (each) =>
        open(await signedInAccount(each.accountId)),
      ),
    );
    const head = await open(await signedInAccount(people.head.accountId));
    await told(async (db) => {
      await announce(db, { ...board, schoolId: world.school.schoolId });
      await announce(db, {
        schoolId: world.school.schoolId,
        topic: "notifications",
        personIds: [people.head.id, people.alice.id],
      });
    });
    await vi.waitFor(() => expect(new Set(head.topics())).toEqual(new Set(["emploi-du-temps", "notifications"])));
    await settled();
    expect(silent.flatMap((each) => each.topics())).toEqual([]);
    await Promise.all([head, ...silent].map((each) => each.close()));
  });
});

describe("a stream", () => {
  it("is refused to who is signed out, and is neither kept nor held back", async () => {
    signOut();
    expect((await GET()).status).toBe(204);
    await signInTo(world.people.alice);
    const response = await GET();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("private, no-store, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    await response.body?.cancel();
  });

  it("ends when its sign-in is revoked, or has run out, and does not make it last", async () => {
    const [revoked, lasting] = [
      await signedInAccount(world.people.adam.accountId),
      await signedInAccount(world.people.adam.accountId),
    ];
    const lastSeen = async () =>
      withSystem("live: a sign-in", (db) => db.signIn.findUniqueOrThrow({ where: { id: lasting.signInId } }));
    const before = await lastSeen();
    const first = await open(revoked, { heartbeatSeconds: 0.05 });
    const second = await open(lasting, { heartbeatSeconds: 0.05 });
    await withSystem("live: revoke", (db) =>
      db.signIn.update({ where: { id: revoked.signInId }, data: { revokedAt: before.createdAt } }),
    );
    await first.done;
    expect(first.state.text).toMatch(/event: end\ndata: \n\n$/);
    await vi.waitFor(() => expect(second.state.text).toContain(": here"));
    expect(second.state.isEnded).toBe(false);
    expect(await lastSeen()).toEqual(before);
    await withSystem("live: run out", (db) =>
      db.signIn.update({ where: { id: lasting.signInId }, data: { expiresAt: before.createdAt } }),
    );
    await second.done;
  });

  it("ends when the access of its only person has ended, and is opened anew when one of several has", async () => {
    const { basile, aliceGuardian1 } = world.people;
    const alone = await open(await signedInAccount(basile.accountId), { heartbeatSeconds: 0.05 });
    const several = await open(await signedInAccount(aliceGuardian1.accountId), { heartbeatSeconds: 0.05 });
    await vi.waitFor(() => expect(several.state.text).toContain(": here"));
    const endAccess = (accessEndsOn: Date | null) =>
      withSystem("live: an access ends", (db) =>
        db.person.updateMany({ where: { id: { in: [basile.id, aliceGuardian1.id] } }, data: { accessEndsOn } }),
      );
    await endAccess(new Date("2026-11-19T00:00:00Z"));
    await Promise.all([alone.done, several.done]);
    expect(alone.state.text).toMatch(/event: end\ndata: \n\n$/);
    expect(several.state.text).not.toContain("event: end");
    await endAccess(null);
  });

  it("gives way when its account opens too many", async () => {
    const account = await signedInAccount(world.people.basile.accountId);
    const streams: Awaited<ReturnType<typeof open>>[] = [];
    for (let index = 0; index <= STREAMS_PER_ACCOUNT; index += 1) streams.push(await open(account));
    await streams[0]?.done;
    expect(streams.map(({ state }) => state.isEnded)).toEqual(streams.map((each) => each === streams[0]));
    await Promise.all(streams.map((each) => each.close()));
  });

  it("keeps for a client that does not read a word per topic, and gives it up in the end", async () => {
    const account = await signedInAccount(world.people.alice.accountId);
    const stream = liveStream(account, { heartbeatSeconds: 0.05 });
    await listening();
    const { schoolId, id } = world.people.alice;
    for (let index = 0; index < 20; index += 1) {
      await told((db) => announce(db, { schoolId, topic: "notifications", personIds: [id] }));
    }
    await new Promise((done) => setTimeout(done, 400));
    const late = reading(stream);
    await late.done;
    expect(late.topics().length).toBeLessThanOrEqual(2);
    expect(late.state.text).not.toContain("event: end");
  });

  it("says that anything may have changed when the database was away", async () => {
    const stream = await open(await signedInAccount(world.people.alice.accountId));
    await withSystem("live: the connection breaks", async (db) => {
      await db.$executeRaw`RESET ROLE`;
      await db.$executeRaw`SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND query = 'LISTEN preau_live'`;
    });
    await vi.waitFor(() => expect(stream.topics()).toEqual(["*"]), { timeout: 5_000 });
    await told((db) =>
      announce(db, { schoolId: world.school.schoolId, topic: "notifications", personIds: [world.people.alice.id] }),
    );
    await vi.waitFor(() => expect(stream.topics()).toEqual(["*", "notifications"]));
    await stream.close();
  });

  it("ends, to be opened again, when the process stops", async () => {
    const stream = await open(await signedInAccount(world.people.alice.accountId));
    await closeHub();
    await stream.done;
    expect(stream.state.text).not.toContain("event: end");
  });
});
