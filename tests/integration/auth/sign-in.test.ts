import { Temporal } from "temporal-polyfill";
import { afterAll, describe, expect, test } from "vitest";
import {
  changePassword,
  openSignIn,
  revokeDevice,
  rememberComfort,
  revokeOtherDevices,
  revokeSignIn,
  signInWithPassword,
  switchPerson,
} from "@/lib/auth/commands";
import { parseComfort } from "@/lib/comfort";
import { hashSecret } from "@/lib/auth/codes";
import { WRONG_CREDENTIALS } from "@/lib/auth/messages";
import {
  ACCOUNT_CALM_FAILURES,
  PAIR_FREE_TRIES,
  PAIR_FREE_TRIES_UNDER_ATTACK,
  SHARED_IDLE_MINUTES,
  SIGN_IN_MAX_DAYS,
} from "@/lib/auth/rules";
import { disconnect } from "@/lib/db/client";
import { resolveSignIn } from "@/lib/db/identity";
import { closeIdentityPool, identityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import type { Profile } from "@/lib/db/types";
import { schoolSettings } from "@/lib/school/settings";
import { aPerson, aSchool } from "@/tests/factories/builders";
import { aMember, aVisitor, PASSWORD } from "./support";

const usual = schoolSettings({}).signIn;
const at = Temporal.Instant.from("2026-11-19T07:05:00Z");

afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

async function signedIn(member: { login: string }, visitor = aVisitor(), shared = false) {
  const opened = await signInWithPassword(visitor, { login: member.login, password: PASSWORD, shared }, null);
  if (!opened.ok) throw new Error(opened.message);
  return opened.value;
}

async function accountOf(token: string, when = at) {
  const account = await resolveSignIn(hashSecret(token), when);
  if (!account) throw new Error("signed out");
  return account;
}

const attemptsOf = (accountId: string) =>
  withSystem("test", (db) => db.signInAttempt.findMany({ where: { accountId }, orderBy: { id: "asc" } }));

describe("signing in with a password", () => {
  test("opens a sign-in whose token the database knows only as a hash", async () => {
    const member = await aMember();
    const opened = await signedIn(member);
    const account = await accountOf(opened.token);
    expect(account).toMatchObject({ accountId: member.accountId, login: member.login });
    expect(account.persons.map((person) => person.id)).toEqual([member.id]);
    const row = await withSystem("test", (db) => db.signIn.findUniqueOrThrow({ where: { id: account.signInId } }));
    expect(JSON.stringify(row)).not.toContain(opened.token);
    expect(row.device).toBe("Firefox sur Android");
  });

  test("forgives case, accents and spaces in the login", async () => {
    const member = await aMember();
    const typed = ` ${member.login.toUpperCase().replace("E", "É")} `;
    const opened = await signInWithPassword(aVisitor(), { login: typed, password: PASSWORD, shared: false }, null);
    expect(opened.ok).toBe(true);
  });

  test("says the same of a wrong password, an unknown login, an ended account and a person gone", async () => {
    const member = await aMember();
    const gone = await aMember("STUDENT", { endsOn: "2026-11-19" });
    const ended = await aMember();
    await withSystem("test", (db) =>
      db.account.update({ where: { id: ended.accountId }, data: { endedAt: new Date("2026-11-19T07:05:00Z") } }),
    );
    const tries = [
      { login: member.login, password: "pas le bon mot de passe" },
      { login: "personne.inconnue", password: PASSWORD },
      { login: gone.login, password: PASSWORD },
      { login: ended.login, password: PASSWORD },
    ];
    for (const attempt of tries) {
      const answer = await signInWithPassword(aVisitor(), { ...attempt, shared: false }, null);
      expect(answer).toEqual({ ok: false, code: "INVALID", message: WRONG_CREDENTIALS });
    }
    expect((await attemptsOf(member.accountId)).map((row) => row.outcome)).toEqual(["WRONG_PASSWORD"]);
    expect((await attemptsOf(ended.accountId)).map((row) => row.outcome)).toEqual(["ENDED"]);
    expect((await attemptsOf(gone.accountId)).map((row) => row.outcome)).toEqual(["ENDED"]);
  });

  test("the last day of a person is a day before its end", async () => {
    const member = await aMember("STUDENT", { endsOn: "2026-11-20" });
    await expect(signedIn(member)).resolves.toBeDefined();
  });

  test("logs each attempt without login or user agent", async () => {
    const member = await aMember();
    const visitor = aVisitor();
    await signInWithPassword(visitor, { login: member.login, password: "faux faux faux", shared: false }, null);
    await signedIn(member, visitor);
    const rows = await attemptsOf(member.accountId);
    expect(rows.map((row) => [row.outcome, row.address])).toEqual([
      ["WRONG_PASSWORD", visitor.address],
      ["SUCCESS", visitor.address],
    ]);
  });
});

describe("limits", () => {
  const wrong = (login: string, visitor = aVisitor(), browser: string | null = null) =>
    signInWithPassword(visitor, { login, password: "faux faux faux", shared: false }, browser);

  test("a login and an address must wait after ten failures, and nobody else must", async () => {
    const member = await aMember();
    const visitor = aVisitor();
    for (let count = 0; count < PAIR_FREE_TRIES; count += 1) {
      expect(await wrong(member.login, visitor)).toMatchObject({ code: "INVALID" });
    }
    expect(await wrong(member.login, visitor)).toMatchObject({
      code: "LIMITED",
      message: "Trop de tentatives. Réessayez dans 1\u00A0minute.",
    });
    // The right password does not pass from there either: an answer would tell that it is right.
    const limited = await signInWithPassword(visitor, { login: member.login, password: PASSWORD, shared: false }, null);
    expect(limited).toMatchObject({ ok: false, code: "LIMITED" });
    // Another address, another login, a browser that knows the account: all pass.
    await expect(signedIn(member)).resolves.toBeDefined();
    await expect(signedIn(await aMember(), visitor)).resolves.toBeDefined();
    const known = { login: member.login, password: PASSWORD, shared: false };
    expect(await signInWithPassword(visitor, known, "browser-of-the-teacher")).toMatchObject({ ok: true });
  });

  test("an unknown login is limited alike", async () => {
    const visitor = aVisitor();
    for (let count = 0; count < PAIR_FREE_TRIES; count += 1) await wrong("personne.du.tout", visitor);
    expect(await wrong("personne.du.tout", visitor)).toMatchObject({ code: "LIMITED" });
  });

  test("success gives the ten tries back", async () => {
    const member = await aMember();
    const visitor = aVisitor();
    for (let count = 0; count < PAIR_FREE_TRIES - 1; count += 1) await wrong(member.login, visitor);
    await signedIn(member, visitor);
    for (let count = 0; count < PAIR_FREE_TRIES; count += 1) {
      expect(await wrong(member.login, visitor)).toMatchObject({ code: "INVALID" });
    }
  });

  test("tries made at once are all counted", async () => {
    const member = await aMember();
    const visitor = aVisitor();
    const answers = await Promise.all(Array.from({ length: 30 }, () => wrong(member.login, visitor)));
    const checked = answers.filter((answer) => !answer.ok && answer.code === "INVALID");
    expect(checked).toHaveLength(PAIR_FREE_TRIES);
  });

  test("an account attacked from many addresses is slowed, and its holder still enters from elsewhere", async () => {
    const member = await aMember();
    for (let count = 0; count <= ACCOUNT_CALM_FAILURES; count += 1) await wrong(member.login);
    const visitor = aVisitor();
    const codes: string[] = [];
    for (let count = 0; count <= PAIR_FREE_TRIES_UNDER_ATTACK; count += 1) {
      const answer = await wrong(member.login, visitor);
      codes.push(answer.ok ? "ok" : answer.code);
    }
    expect(codes).toEqual(["INVALID", "INVALID", "INVALID", "LIMITED"]);
    await expect(signedIn(member)).resolves.toBeDefined();
  });

  test("one address may sign a whole school in: two thousand in a row, mistakes included", async () => {
    const { beginTry, endTryWell } = await import("@/lib/auth/limits");
    const { address } = aVisitor();
    const answers = await Promise.all(
      Array.from({ length: 2000 }, async (_, index) => {
        const attempt = { login: `eleve${index}`, address, browser: null };
        const leave = await beginTry(attempt);
        // One in five mistypes once before getting it right.
        if (index % 5 === 0) await beginTry(attempt);
        if (leave.ok) await endTryWell(attempt);
        return leave.ok;
      }),
    );
    expect(answers.filter(Boolean)).toHaveLength(2000);
  });

  test("the counters name nobody", async () => {
    const member = await aMember();
    const visitor = aVisitor();
    await wrong(member.login, visitor);
    const { rows } = await identityPool().query<{ key: string }>("SELECT key FROM rate_limit");
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ key }) => key.includes(member.login) || key.includes(visitor.address))).toBe(false);
  });
});

describe("a sign-in's life", () => {
  const minutes = (count: number) => at.add({ minutes: count });

  test.each<[Profile, boolean, number]>([
    ["TEACHER", false, usual.staffIdleMinutes],
    ["STUDENT", false, usual.familyIdleMinutes],
    ["STUDENT", true, SHARED_IDLE_MINUTES],
  ])("%s, shared %s: ends after %d minutes unused, not before", async (profile, shared, idle) => {
    const member = await aMember(profile);
    const justBefore = await signedIn(member, aVisitor(), shared);
    expect(await resolveSignIn(hashSecret(justBefore.token), minutes(idle).subtract({ seconds: 1 }))).not.toBeNull();
    const justAfter = await signedIn(member, aVisitor(), shared);
    expect(await resolveSignIn(hashSecret(justAfter.token), minutes(idle))).toBeNull();
  });

  test("use puts the end off, until the thirtieth day", async () => {
    const member = await aMember("STUDENT");
    const { token } = await signedIn(member);
    for (let day = 7; day < SIGN_IN_MAX_DAYS; day += 7) {
      expect(await resolveSignIn(hashSecret(token), at.add({ hours: day * 24 }))).not.toBeNull();
    }
    const end = at.add({ hours: SIGN_IN_MAX_DAYS * 24 });
    expect(await resolveSignIn(hashSecret(token), end.subtract({ seconds: 1 }))).not.toBeNull();
    expect(await resolveSignIn(hashSecret(token), end)).toBeNull();
  });

  test("revoking is effective at the next request", async () => {
    const member = await aMember();
    const first = await signedIn(member);
    const second = await signedIn(member);
    const account = await accountOf(second.token);
    expect(await revokeOtherDevices(account)).toEqual({ ok: true, value: null });
    expect(await resolveSignIn(hashSecret(first.token), at)).toBeNull();
    await accountOf(second.token);
    await revokeSignIn(hashSecret(second.token));
    expect(await resolveSignIn(hashSecret(second.token), at)).toBeNull();
  });

  test("one device of mine can be signed out, never one of another's", async () => {
    const mine = await aMember();
    const theirs = await aMember();
    const phone = await accountOf((await signedIn(mine)).token);
    const laptop = await accountOf((await signedIn(mine)).token);
    const stranger = await signedIn(theirs);
    const strangerAccount = await accountOf(stranger.token);
    expect(await revokeDevice(laptop, strangerAccount.signInId)).toMatchObject({ ok: false, code: "NOT_FOUND" });
    await accountOf(stranger.token);
    expect(await revokeDevice(laptop, phone.signInId)).toEqual({ ok: true, value: null });
    expect(await revokeDevice(laptop, phone.signInId)).toMatchObject({ code: "NOT_FOUND" });
  });

  test("an account or person that ends is out at once", async () => {
    const member = await aMember();
    const { token } = await signedIn(member);
    await withSystem("test", (db) =>
      db.person.updateMany({ where: { id: member.id }, data: { endsOn: new Date("2026-11-19T00:00:00Z") } }),
    );
    expect((await accountOf(token)).persons).toEqual([]);
    await withSystem("test", (db) =>
      db.account.update({ where: { id: member.accountId }, data: { endedAt: new Date("2026-11-19T07:00:00Z") } }),
    );
    expect(await resolveSignIn(hashSecret(token), at)).toBeNull();
  });

  test("a token nobody was given opens nothing", async () => {
    expect(await resolveSignIn(hashSecret("made up"), at)).toBeNull();
  });
});

describe("my account", () => {
  test("a new password signs the other devices out and the old one stops working", async () => {
    const member = await aMember();
    const other = await signedIn(member);
    const { token } = await signedIn(member);
    const account = await accountOf(token);
    const weak = await changePassword(
      aVisitor(),
      account,
      { currentPassword: PASSWORD, password: "elise martin 12" },
      null,
    );
    expect(weak).toMatchObject({ ok: false, fields: { password: [expect.any(String)] } });
    const wrong = await changePassword(aVisitor(), account, { currentPassword: "pas celui-là", password: "x" }, null);
    expect(wrong).toMatchObject({ ok: false, fields: { currentPassword: [expect.any(String)] } });
    const next = "quatre nuages verts dansent";
    const done = await changePassword(aVisitor(), account, { currentPassword: PASSWORD, password: next }, null);
    expect(done).toEqual({ ok: true, value: null });
    await accountOf(token);
    expect(await resolveSignIn(hashSecret(other.token), at)).toBeNull();
    const credentials = { login: member.login, shared: false };
    expect(await signInWithPassword(aVisitor(), { ...credentials, password: PASSWORD }, null)).toMatchObject({
      ok: false,
    });
    expect(await signInWithPassword(aVisitor(), { ...credentials, password: next }, null)).toMatchObject({ ok: true });
  });

  test("reading options follow the account to the next device, and are absent until chosen", async () => {
    const member = await aMember();
    const first = await signedIn(member);
    expect(first.comfort).toBeNull();
    const comfort = parseComfort("size=130&font=opendyslexic");
    expect(await rememberComfort(await accountOf(first.token), comfort)).toEqual({ ok: true, value: null });
    expect((await signedIn(member)).comfort).toEqual(comfort);
  });

  test("acting as another of my persons is remembered, another's is refused", async () => {
    const member = await aMember("TEACHER");
    const second = await withSystem("test", async (db) => {
      const school = await aSchool(db, { kind: "ECOLE" });
      return aPerson(db, school.schoolId, {
        profile: "GUARDIAN",
        firstName: "Élise",
        lastName: "Martin",
        account: member,
      });
    });
    const stranger = await aMember();
    const { token } = await signedIn(member);
    const account = await accountOf(token);
    expect(account.persons).toHaveLength(2);
    expect(await switchPerson(account, second.id)).toMatchObject({ ok: true });
    expect((await accountOf(token)).personId).toBe(second.id);
    expect(await switchPerson(account, stranger.id)).toMatchObject({ ok: false, code: "NOT_FOUND" });
  });

  test("somebody who is staff anywhere has the staff's shorter time", async () => {
    const member = await aMember("GUARDIAN");
    await withSystem("test", async (db) => {
      const school = await aSchool(db);
      await aPerson(db, school.schoolId, { profile: "HEAD", firstName: "É", lastName: "M", account: member });
    });
    await openSignIn(aVisitor(), { accountId: member.accountId, login: member.login, shared: false });
    const row = await withSystem("test", (db) =>
      db.signIn.findFirstOrThrow({ where: { accountId: member.accountId } }),
    );
    expect(row.idleMinutes).toBe(usual.staffIdleMinutes);
  });
});
