import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { POST as printSheets } from "@/app/api/comptes/activation/route";
import { GET as live } from "@/app/api/live/route";
import { actingViewer } from "@/lib/actions/define-action";
import { maySeeAs } from "@/lib/auth/access";
import { hashSecret } from "@/lib/auth/codes";
import { requireViewer } from "@/lib/auth/context";
import { revokeSignIn } from "@/lib/auth/commands";
import { administratorOf } from "@/lib/auth/platform";
import { endSeeingOverdue } from "@/lib/auth/jobs";
import { SEEING_MINUTES } from "@/lib/auth/rules";
import { PERSON_HEADER } from "@/lib/auth/request-headers";
import { endSeeing, startSeeing } from "@/lib/auth/seeing";
import { type Viewer, viewerOf } from "@/lib/auth/viewer";
import { personHistory } from "@/lib/comptes/queries";
import { historyWords } from "@/lib/comptes/wording";
import { resolveSignIn, type SignedInAccount } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import { env } from "@/lib/env";
import { now } from "@/lib/time/clock";
import { toDbDay } from "@/lib/time/day";
import { actAs, aSignIn } from "@/tests/access/personas";
import { aPerson, type PersonRef } from "@/tests/factories/builders";
import { anAdministrator } from "@/tests/factories/platform";
import { makeWorld, type World } from "@/tests/factories/world";
import { request } from "@/tests/integration/actions/next-headers";
import { formOf, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("seeing: the world", makeWorld);
});
beforeEach(signOut);

const at = (minutes: number) => now().add({ minutes });

/** What a device knows of itself. */
async function known(token: string, when = now()): Promise<SignedInAccount> {
  const account = await resolveSignIn(hashSecret(token), when);
  if (!account) throw new Error("Signed out.");
  return account;
}

async function aDevice(person: PersonRef): Promise<{ token: string; viewer: Viewer }> {
  const token = await aSignIn(person.accountId);
  const viewer = viewerOf(await known(token), person.id);
  if (!viewer) throw new Error("Not in a school.");
  return { token, viewer };
}

const aTeacher = () =>
  withSystem("test: a teacher", (db) =>
    aPerson(db, world.school.schoolId, { profile: "TEACHER", firstName: "Zoé", lastName: "Dupont" }),
  );

describe("who may be seen by whom", () => {
  it("is who ranks below: a head by nobody, an administrator by the heads, others by both", () => {
    const profiles = ["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "ADMIN", "HEAD"] as const;
    const seenBy = (profile: (typeof profiles)[number]) =>
      profiles.filter((each) => maySeeAs({ profile }, { profile: each }));
    expect(seenBy("HEAD")).toEqual(["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF", "ADMIN"]);
    expect(seenBy("ADMIN")).toEqual(["STUDENT", "GUARDIAN", "TEACHER", "VIE_SCOLAIRE", "STAFF"]);
    for (const profile of profiles.slice(0, 5)) expect(seenBy(profile)).toEqual([]);
  });

  it("is refused for a head, a stranger, somebody gone and oneself, and to whoever runs nothing", async () => {
    const { admin, head, mathsTeacher, formerPupil, alice } = world.people;
    const { viewer } = await aDevice(admin);
    const gone = await aTeacher();
    await withSystem("test: shut out", (db) =>
      db.person.update({
        where: { schoolId_id: { schoolId: world.school.schoolId, id: gone.id } },
        data: { accessEndsOn: toDbDay("2026-11-19") },
      }),
    );
    const ids = [head.id, admin.id, world.other.people.pupil.id, formerPupil.id, gone.id];
    for (const personId of ids) {
      expect(await startSeeing(viewer, { personId })).toMatchObject({ ok: false, code: "NOT_FOUND" });
    }
    const teacher = await aDevice(mathsTeacher);
    expect(await startSeeing(teacher.viewer, { personId: alice.id })).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the half hour, when it runs out by itself", () => {
  const clockAt = async (minutes: number, run: () => Promise<unknown>) => {
    const before = env().PREAU_CLOCK;
    env().PREAU_CLOCK = at(minutes).toString();
    await run();
    env().PREAU_CLOCK = before;
  };
  const endsOf = (personId: string) =>
    withSystem("test: the journal", (db) =>
      db.journal.findMany({
        where: { targetId: personId, action: "auth.seeing.end" },
        select: { at: true, personId: true, details: true },
      }),
    );
  const over = (minutes: number, personId: string) => ({
    at: new Date(at(minutes).epochMilliseconds),
    personId,
    details: { isOver: true },
  });

  it("ends in the journal, once, at its minute, by the worker", async () => {
    const { admin } = world.people;
    const seen = await aTeacher();
    const { token, viewer } = await aDevice(admin);
    await startSeeing(viewer, { personId: seen.id });
    await clockAt(SEEING_MINUTES - 1, endSeeingOverdue);
    expect(await endsOf(seen.id)).toEqual([]);
    await clockAt(SEEING_MINUTES + 4, () => Promise.all([endSeeingOverdue(), endSeeingOverdue()]));
    await clockAt(SEEING_MINUTES + 5, endSeeingOverdue);
    expect(await endsOf(seen.id)).toEqual([over(SEEING_MINUTES, admin.id)]);
    expect(await known(token)).toMatchObject({ seeing: null });
  });

  it("ends before the next beginning, where the worker has not come by", async () => {
    const { admin } = world.people;
    const [first, second] = [await aTeacher(), await aTeacher()];
    const { viewer } = await aDevice(admin);
    await startSeeing(viewer, { personId: first.id });
    await clockAt(SEEING_MINUTES + 1, () => startSeeing(viewer, { personId: second.id }));
    expect(await endsOf(first.id)).toEqual([over(SEEING_MINUTES, admin.id)]);
    await clockAt(SEEING_MINUTES + 2, endSeeingOverdue);
    expect(await endsOf(second.id)).toEqual([]);
  });

  it("ends with the device, when that was revoked before", async () => {
    const { admin } = world.people;
    const seen = await aTeacher();
    const { token, viewer } = await aDevice(admin);
    await startSeeing(viewer, { personId: seen.id });
    await clockAt(7, () => revokeSignIn(hashSecret(token)));
    await clockAt(SEEING_MINUTES, endSeeingOverdue);
    expect(await endsOf(seen.id)).toEqual([over(7, admin.id)]);
  });
});

describe("a device that shows the portal as somebody else", () => {
  it("has that one person, with its children and school, until it comes back", async () => {
    const { admin, aliceGuardian1 } = world.people;
    const { token, viewer } = await aDevice(admin);
    expect(await startSeeing(viewer, { personId: aliceGuardian1.id })).toMatchObject({ ok: true });

    const account = await known(token);
    expect(account.persons.map(({ id, school }) => [id, school.id])).toEqual([
      [aliceGuardian1.id, world.school.schoolId],
    ]);
    expect(account.persons[0]?.children.map(({ id }) => id)).toEqual([world.people.alice.id]);
    const seen = viewerOf(account, null);
    expect(seen).toMatchObject({ profile: "GUARDIAN", seenBy: { byId: admin.id } });
    expect(await startSeeing(viewer, { personId: world.people.alice.id })).toMatchObject({ ok: true });
    expect(seen && (await startSeeing(seen, { personId: world.people.alice.id }))).toMatchObject({ code: "NOT_FOUND" });

    expect(await endSeeing(await known(token))).toEqual({ seenId: world.people.alice.id, byId: admin.id });
    expect(await known(token)).toMatchObject({ seeing: null, persons: [{ id: admin.id }] });
    expect(await endSeeing(await known(token))).toBeNull();
  });

  it("administers no platform meanwhile, whatever else the account may do", async () => {
    const { admin, mathsTeacher } = world.people;
    const { accountId } = await withSystem("test: a platform's administrator", (db) =>
      anAdministrator(db, "Doublette", null),
    );
    const { schoolId, id } = await withSystem("test: of the school too", (db) =>
      aPerson(db, world.school.schoolId, {
        profile: "ADMIN",
        firstName: "Paule",
        lastName: "Doublette",
        account: { accountId, login: "doublette" },
      }),
    );
    const { token, viewer } = await aDevice({ ...admin, schoolId, id, accountId });
    expect(await administratorOf(await known(token))).toMatchObject({ isWide: true });
    await startSeeing(viewer, { personId: mathsTeacher.id });
    expect(await administratorOf(await known(token))).toBeNull();
  });

  it("is itself again after half an hour, to the minute", async () => {
    const { head, mathsTeacher } = world.people;
    const { token, viewer } = await aDevice(head);
    await startSeeing(viewer, { personId: mathsTeacher.id });
    expect((await known(token, at(29))).seeing?.byId).toBe(head.id);
    expect((await known(token, at(30))).seeing).toBeNull();
  });

  it("is itself again as soon as who asked runs the school no more, or who is seen has no access", async () => {
    const { schoolId } = world.school;
    const deputy = await withSystem("test: a deputy", (db) =>
      aPerson(db, schoolId, { profile: "HEAD", firstName: "Paul", lastName: "Petit" }),
    );
    const teacher = await aTeacher();
    const { token, viewer } = await aDevice(deputy);
    const change = (id: string, data: { accessEndsOn?: Date | null; profile?: "TEACHER" }) =>
      withSystem("test", (db) => db.person.update({ where: { schoolId_id: { schoolId, id } }, data }));
    await startSeeing(viewer, { personId: teacher.id });
    await change(teacher.id, { accessEndsOn: toDbDay("2026-11-19") });
    expect(await known(token)).toMatchObject({ seeing: null, persons: [{ id: deputy.id }] });
    await change(teacher.id, { accessEndsOn: null });
    expect((await known(token)).seeing?.byId).toBe(deputy.id);
    await change(deputy.id, { profile: "TEACHER" });
    expect(await known(token)).toMatchObject({ seeing: null, persons: [{ id: deputy.id }] });
  });

  it("is that person whatever the address says; it acts for nobody, prints nothing and hears nothing", async () => {
    const { admin, mathsTeacher } = world.people;
    const { token, viewer } = await aDevice(admin);
    await startSeeing(viewer, { personId: mathsTeacher.id });
    request.cookies.set("preau-session", token);
    request.headers = new Headers({ [PERSON_HEADER]: admin.id });
    expect((await requireViewer()).person.id).toBe(mathsTeacher.id);
    for (const personId of [undefined, admin.id, mathsTeacher.id]) {
      expect(await actingViewer(personId)).toMatchObject({ ok: false, code: "UNAVAILABLE" });
    }
    const body = formOf({ personne: admin.id, divisionId: "", who: "EVERYONE" });
    const headers = { origin: "http://localhost:3000", "content-length": "200" };
    const printed = await printSheets(
      new Request("http://localhost:3000/api/comptes/activation", { method: "POST", body, headers }),
    );
    expect(printed.headers.get("content-type")).not.toBe("application/pdf");
    expect((await live()).status).toBe(204);
  });

  it("writes its beginning and its end into the history of who is seen, by name", async () => {
    const { admin } = world.people;
    const teacher = await aTeacher();
    const { token, viewer } = await aDevice(admin);
    await startSeeing(viewer, { personId: teacher.id });
    await endSeeing(await known(token));
    const lines = await actAs(admin, (ctx) => personHistory(ctx, teacher.id), "comptes");
    expect(lines.map(historyWords)).toEqual([
      "Achille Adam a cessé de voir le portail comme cette personne",
      "Achille Adam a commencé à voir le portail comme cette personne, en lecture seule",
    ]);
  });

  it("is signed out with its sign-in", async () => {
    const { token, viewer } = await aDevice(world.people.head);
    await startSeeing(viewer, { personId: world.people.alice.id });
    await revokeSignIn(hashSecret(token));
    expect(await resolveSignIn(hashSecret(token), now())).toBeNull();
  });
});
