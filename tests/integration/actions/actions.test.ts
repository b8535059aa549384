import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { defineAction } from "@/lib/actions/define-action";
import { definePublicAction } from "@/lib/actions/define-public-action";
import { type ActionState, IDLE } from "@/lib/actions/form";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { makeWorld, type World } from "@/tests/factories/world";
import { changedTables, closeSnapshots, snapshot } from "@/tests/access/snapshot";
import { request } from "./next-headers";
import { formOf, signInTo, signOut } from "./request";

vi.mock("next/headers", () => import("./next-headers"));
vi.mock("next/cache", () => ({ refresh: () => undefined }));

let world: World;
beforeAll(async () => {
  world = await withSystem("actions: the world", makeWorld);
  return closeSnapshots;
});
beforeEach(signOut);

const seen: { person: string; school: string; note: string; days: string[] }[] = [];
const noted = z.object({
  note: z.string().min(3, "Trois signes au moins."),
  days: z.array(z.string()).default([]),
  password: z.string().optional(),
  operationId: z.uuid().optional(),
});

/** What an action's command would do, then end as the note says. */
async function note(ctx: Context, input: z.output<typeof noted>): Promise<Result<{ id: string }>> {
  const { person, school } = ctx.viewer;
  seen.push({ person: person.id, school: school.id, note: input.note, days: input.days });
  await record(ctx, { action: "test.note", targetType: "note" });
  if (input.note === "refuse") return fail("CONFLICT", { current: { note: "stored" } });
  if (input.note === "throw") throw new Error("the secret plan of the database");
  return ok({ id: newId() });
}

const noteAction = defineAction({ name: "test.note", module: "cahier-de-texte", input: noted, run: note });
const goingAction = defineAction({
  name: "test.go",
  module: "accueil",
  input: noted,
  run: note,
  to: (value, viewer) => `/accueil?note=${value.id.length}&personne=${viewer.person.id}`,
});

const send = (values: Record<string, string | string[]>): Promise<ActionState<{ id: string }>> =>
  noteAction(IDLE, formOf(values));

describe("an action", () => {
  it("runs for who is signed in, in their school, and leaves its lines", async () => {
    await signInTo(world.people.mathsTeacher);
    const state = await send({ note: "bonjour", days: ["lundi", "mardi"], $ACTION_ID_x: "" });
    expect(state.status).toBe("done");
    expect(seen.at(-1)).toEqual({
      person: world.people.mathsTeacher.id,
      school: world.school.schoolId,
      note: "bonjour",
      days: ["lundi", "mardi"],
    });
  });

  it("asks who is signed out to sign in again, and shows what was typed", async () => {
    expect(await send({ note: "bonjour", days: ["lundi"] })).toMatchObject({
      status: "failed",
      code: "SIGNED_OUT",
      values: { note: "bonjour", days: ["lundi"] },
    });
  });

  it("takes neither a cookie that somebody altered, nor one of a sign-in that was revoked", async () => {
    await signInTo(world.people.mathsTeacher);
    const cookie = request.cookies.get("preau-session") ?? "";
    for (const altered of [cookie.slice(0, -1), `${cookie.slice(0, -1)}_`, `${cookie}x`, ""]) {
      request.cookies.set("preau-session", altered);
      expect(await send({ note: "bonjour" })).toMatchObject({ code: "SIGNED_OUT" });
    }
    request.cookies.set("preau-session", cookie);
    await withSystem("actions: revoked", (db) =>
      db.signIn.updateMany({
        where: { accountId: world.people.mathsTeacher.accountId },
        data: { revokedAt: new Date("2026-11-19T07:00:00Z") },
      }),
    );
    expect(await send({ note: "bonjour" })).toMatchObject({ code: "SIGNED_OUT" });
  });

  it("never guesses which person of an account acts", async () => {
    const here = world.people.aliceGuardian1;
    const elsewhere = world.other.people.guardian;
    await signInTo(here);
    expect(await send({ note: "bonjour" })).toMatchObject({ code: "PERSON_REQUIRED" });
    expect(await send({ note: "bonjour", personne: "" })).toMatchObject({ code: "PERSON_REQUIRED" });
    for (const person of [here, elsewhere]) {
      expect(await send({ note: "bonjour", personne: person.id })).toMatchObject({ status: "done" });
      expect(seen.at(-1)).toMatchObject({ person: person.id, school: person.schoolId });
    }
  });

  it("runs for no person of another account, of nobody, or who left", async () => {
    const before = seen.length;
    await signInTo(world.people.aliceGuardian1);
    for (const personne of [world.people.alice.id, world.people.head.id, newId(), "x", "' OR 1=1 --"]) {
      expect(await send({ note: "bonjour", personne })).toMatchObject({ code: "NOT_FOUND" });
    }
    await signInTo(world.people.mathsTeacher);
    expect(await send({ note: "bonjour", personne: world.people.frenchTeacher.id })).toMatchObject({
      code: "NOT_FOUND",
    });
    await signInTo(world.people.formerPupil);
    expect(await send({ note: "bonjour", personne: world.people.formerPupil.id })).toMatchObject({ code: "NOT_FOUND" });
    expect(await send({ note: "bonjour" })).toMatchObject({ code: "NOT_FOUND" });
    expect(seen).toHaveLength(before);
  });

  it("is absent in a module that the profile does not have, or that the school has switched off", async () => {
    await signInTo(world.people.admin);
    expect(await send({ note: "bonjour" })).toMatchObject({ code: "NOT_FOUND" });
    await signInTo(world.other.people.teacher);
    expect(await send({ note: "bonjour" })).toMatchObject({ status: "done" });
    const disable = (disabledModules: string[]) =>
      withSystem("actions: a module switched off", (db) =>
        db.school.update({ where: { id: world.other.school.schoolId }, data: { disabledModules } }),
      );
    await disable(["cahier-de-texte", "accueil"]);
    expect(await send({ note: "bonjour" })).toMatchObject({ code: "NOT_FOUND" });
    await expect(goingAction(IDLE, formOf({ note: "bonjour" })), "accueil is always open").rejects.toThrow(
      "NEXT_REDIRECT",
    );
    await disable([]);
  });

  it("gives back what is to be corrected, and no secret", async () => {
    await signInTo(world.people.mathsTeacher);
    const before = seen.length;
    expect(await send({ note: "no", password: "soleil", newPassword: "lune", code: "AB", days: ["lundi"] })).toEqual({
      status: "failed",
      code: "INVALID",
      message: "Certaines informations sont à corriger.",
      fields: { note: ["Trois signes au moins."] },
      values: { note: "no", days: ["lundi"] },
      current: undefined,
    });
    expect(seen).toHaveLength(before);
  });

  it("takes back what a failing command wrote, and tells what is stored", async () => {
    await signInTo(world.people.mathsTeacher);
    const before = await snapshot();
    expect(await send({ note: "refuse", operationId: newId() })).toMatchObject({
      code: "CONFLICT",
      current: { note: "stored" },
      values: { note: "refuse" },
    });
    expect(changedTables(before, await snapshot())).toEqual([]);
  });

  it("tells nothing of an exception, and takes back what was written", async () => {
    await signInTo(world.people.mathsTeacher);
    const before = await snapshot();
    const state = await send({ note: "throw" });
    expect(state).toMatchObject({ code: "UNEXPECTED", values: { note: "throw" } });
    expect(JSON.stringify(state)).not.toContain("secret");
    expect(changedTables(before, await snapshot())).toEqual([]);
  });

  it("goes to its address after a success, and stays after a failure", async () => {
    await signInTo(world.people.mathsTeacher);
    await expect(goingAction(IDLE, formOf({ note: "bonjour" }))).rejects.toMatchObject({
      digest: expect.stringContaining(`/accueil?note=36&personne=${world.people.mathsTeacher.id};`) as string,
    });
    expect(await goingAction(IDLE, formOf({ note: "no" }))).toMatchObject({ code: "INVALID" });
  });
});

describe("a public action", () => {
  const input = z.object({ login: z.string().min(1, "Indiquez votre identifiant."), password: z.string() });
  const enter = definePublicAction({
    name: "test.enter",
    input,
    run: (visitor, { login }) => {
      if (login === "throw") return Promise.reject(new Error("the secret plan"));
      return Promise.resolve(login === "known" ? ok({ agent: visitor.userAgent }) : fail("INVALID"));
    },
  });

  it("needs nobody signed in, and knows its visitor", async () => {
    request.headers = new Headers({ "user-agent": "Vitest" });
    expect(await enter(IDLE, formOf({ login: "known", password: "x" }))).toEqual({
      status: "done",
      value: { agent: "Vitest" },
    });
  });

  it("gives back what was typed, but the password", async () => {
    for (const login of ["", "unknown", "throw"]) {
      const state = await enter(IDLE, formOf({ login, password: "soleil" }));
      expect(state).toMatchObject({ status: "failed", values: { login } });
      expect(JSON.stringify(state)).not.toMatch(/soleil|secret/);
    }
  });
});
