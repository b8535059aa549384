import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST } from "@/app/api/absences/appels/route";
import { saveRollCall } from "@/lib/absences/commands";
import { saveRollCallInput } from "@/lib/absences/schema";
import { runOperation } from "@/lib/actions/run";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { viewerAs } from "@/tests/access/personas";
import { makeWorld, type World } from "@/tests/factories/world";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("kept roll calls: the world", makeWorld);
});
beforeEach(signOut);

/** A roll call of 6B as the device keeps it. */
const sheet = (values: Record<string, unknown> = {}) => ({
  operationId: newId(),
  sessionId: world.sessions.maths6B.id,
  version: "0",
  absents: [world.people.basile.id],
  ...values,
});

function send(personId: string, body: unknown, origin = "http://localhost:3000"): Promise<Response> {
  return POST(
    new Request(`http://localhost:3000/api/absences/appels?personne=${personId}`, {
      method: "POST",
      headers: { origin },
      body: JSON.stringify(body),
    }),
  );
}

const versionOf = () =>
  withSystem("test: the roll call", async (db) => {
    const where = { sessionId: world.sessions.maths6B.id };
    return (await db.rollCall.findFirst({ where, select: { version: true } }))?.version ?? 0;
  });

describe("a roll call that waited on a device", () => {
  it("is nobody else's to send, nor another site's", async () => {
    const { teacherOf6B, mathsTeacher, alice, secretary } = world.people;
    expect((await send(teacherOf6B.id, sheet())).status).toBe(401);
    for (const person of [mathsTeacher, alice, secretary, world.other.people.head]) {
      await signInTo(person);
      expect((await send(person.id, sheet())).status).toBe(404);
      expect((await send(teacherOf6B.id, sheet())).status).toBe(404);
    }
    await signInTo(teacherOf6B);
    expect((await send(teacherOf6B.id, sheet(), "https://ailleurs.example")).status).toBe(404);
    expect((await send(teacherOf6B.id, "x".repeat(200_000))).status).toBe(413);
    expect((await send(teacherOf6B.id, { sessionId: "x" })).status).toBe(422);
    expect(await versionOf()).toBe(0);
  });

  it("is written once, even if the form had reached the server after all", async () => {
    const { teacherOf6B } = world.people;
    const kept = sheet();
    const operation = {
      name: "absences.roll-call.save",
      module: "absences" as const,
      input: saveRollCallInput,
      run: saveRollCall,
    };
    const viewer = await viewerAs(teacherOf6B);
    await signInTo(teacherOf6B);
    const [form, ...again] = await Promise.all([
      runOperation(operation, viewer, kept),
      send(teacherOf6B.id, kept),
      send(teacherOf6B.id, kept),
    ]);
    expect(form).toMatchObject({ value: { version: 1, absent: 1 } });
    expect(again.map(({ status }) => status)).toEqual([201, 201]);
    expect(await versionOf()).toBe(1);
  });

  it("is refused in words when somebody has said otherwise meanwhile", async () => {
    const { teacherOf6B } = world.people;
    await signInTo(teacherOf6B);
    const refused = await send(teacherOf6B.id, sheet({ absents: [] }));
    expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ code: "CONFLICT" })]);
  });
});
