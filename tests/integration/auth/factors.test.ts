import { Temporal } from "temporal-polyfill";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { createAccessCode } from "@/lib/auth/access-codes";
import { resetPasswordByCode } from "@/lib/auth/activation";
import { hashSecret, parseCode } from "@/lib/auth/codes";
import { signInWithPassword } from "@/lib/auth/commands";
import {
  beginAuthenticator,
  confirmAuthenticator,
  giveUpAuthenticator,
  ownFactors,
  pendingAuthenticator,
  removeFactor,
  renewRecoveryCodes,
} from "@/lib/auth/factors";
import { sendSecurityMails } from "@/lib/auth/jobs";
import { addPasskey, askForPasskey, beginPasskey } from "@/lib/auth/passkeys";
import { FACTOR_FAILURES, RECOVERY_CODES, SECOND_STEP_MINUTES } from "@/lib/auth/rules";
import { passByCode, passByPasskey } from "@/lib/auth/second-step";
import { waitingSignInOf } from "@/lib/auth/sign-in-step";
import { stepOf, totpCode } from "@/lib/auth/totp";
import type { FactorHolder } from "@/lib/auth/types";
import { disconnect } from "@/lib/db/client";
import { openPersons, resolveSignIn, type SignedInAccount } from "@/lib/db/identity";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import type { Profile } from "@/lib/db/types";
import { env } from "@/lib/env";
import { now } from "@/lib/time/clock";
import { actAs } from "@/tests/access/personas";
import { aPerson } from "@/tests/factories/builders";
import { useMailServer } from "@/tests/integration/mail-server";
import { aMember, aVisitor, PASSWORD } from "./support";
import { aSoftwareKey } from "./software-key";

const mail = useMailServer();
const FROZEN = "2026-11-19T07:05:00Z";

afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});
beforeEach(() => {
  env().PREAU_CLOCK = FROZEN;
});
afterEach(() => {
  env().PREAU_CLOCK = FROZEN;
});

/** Time goes on: a code is worth thirty seconds. */
function later(seconds: number): void {
  env().PREAU_CLOCK = now().add({ seconds }).toString();
}

type Member = Awaited<ReturnType<typeof aMember>>;

async function signIn(member: { login: string }) {
  const visitor = aVisitor({ now: now() });
  const opened = await signInWithPassword(visitor, { login: member.login, password: PASSWORD, shared: false }, null);
  if (!opened.ok) throw new Error(opened.message);
  return { ...opened.value, tokenHash: hashSecret(opened.value.token) };
}

async function accountOf(tokenHash: string): Promise<SignedInAccount> {
  const account = await resolveSignIn(tokenHash, now());
  if (!account) throw new Error("nothing opens");
  return account;
}

async function waitingOf(tokenHash: string) {
  const waiting = await waitingSignInOf(tokenHash);
  if (!waiting) throw new Error("nothing waits");
  return waiting;
}

/** The secret that the square tells. */
function secretIn(spelled: string): Buffer {
  const bits = Array.from(spelled.replaceAll(" ", ""))
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Sets up an application; the code of now is spent by it. */
async function protectWith(holder: FactorHolder) {
  const begun = await beginAuthenticator(aVisitor(), holder, { name: "Téléphone", currentPassword: PASSWORD }, null);
  expect(begun).toMatchObject({ ok: true });
  const pending = await pendingAuthenticator(holder);
  if (!pending) throw new Error("nothing to scan");
  const secret = secretIn(pending.spelled);
  const code = () => totpCode(secret, stepOf(now()));
  const confirmed = await confirmAuthenticator(holder, { factorId: pending.id, code: code() });
  if (!confirmed.ok) throw new Error(confirmed.message);
  return { code, codes: confirmed.value.codes, factorId: pending.id };
}

async function aProtected(profile: Profile = "TEACHER") {
  const member = await aMember(profile);
  const { tokenHash } = await signIn(member);
  const account = await accountOf(tokenHash);
  const factor = await protectWith({ ...account, isOpen: true });
  later(30);
  return { member, tokenHash, account, ...factor };
}

const demand = (member: Member) =>
  withSystem("test: a school like any other", (db) =>
    db.school.update({ where: { id: member.school.schoolId }, data: { settings: {} } }),
  );

describe("an application", () => {
  test("is asked for after the password, and nothing opens before", async () => {
    const { member, code } = await aProtected();
    const { tokenHash, step } = await signIn(member);
    expect(step).toBe("VERIFY");
    const waiting = await waitingOf(tokenHash);
    expect(waiting).toMatchObject({ step: "VERIFY", login: member.login });
    expect(await resolveSignIn(tokenHash, now())).toBeNull();
    expect(await openPersons(waiting.signInId, now())).toBeNull();

    expect(await passByCode(aVisitor(), waiting, "000000")).toMatchObject({ code: "INVALID" });
    expect(await resolveSignIn(tokenHash, now())).toBeNull();
    expect(await passByCode(aVisitor(), waiting, ` ${code().slice(0, 3)} ${code().slice(3)} `)).toMatchObject({
      ok: true,
    });
    expect((await accountOf(tokenHash)).persons).toHaveLength(1);
    expect(await openPersons(waiting.signInId, now())).toEqual([member.id]);
    expect(await waitingSignInOf(tokenHash)).toBeNull();
  });

  test("a code opens once, even sent twice at once", async () => {
    const { member, code } = await aProtected();
    const waiting = await Promise.all(
      [await signIn(member), await signIn(member)].map(({ tokenHash }) => waitingOf(tokenHash)),
    );
    const passed = await Promise.all(waiting.map((each) => passByCode(aVisitor(), each, code())));
    expect(passed.filter(({ ok }) => ok)).toHaveLength(1);
    const third = await waitingOf((await signIn(member)).tokenHash);
    expect(await passByCode(aVisitor(), third, code())).toMatchObject({ code: "INVALID" });
    later(30);
    expect(await passByCode(aVisitor(), third, code())).toMatchObject({ ok: true });
  });

  test("after ten wrong codes one waits, whatever the address; who has passed starts afresh", async () => {
    const { member, code } = await aProtected();
    const waiting = await waitingOf((await signIn(member)).tokenHash);
    for (let each = 0; each < FACTOR_FAILURES - 1; each += 1) {
      expect(await passByCode(aVisitor(), waiting, "000000")).toMatchObject({ code: "INVALID" });
    }
    expect(await passByCode(aVisitor(), waiting, code())).toMatchObject({ ok: true });
    later(30);
    const again = await waitingOf((await signIn(member)).tokenHash);
    for (let each = 0; each < FACTOR_FAILURES; each += 1) await passByCode(aVisitor(), again, "000000");
    expect(await passByCode(aVisitor(), again, code())).toMatchObject({ code: "LIMITED" });
  });

  test("a sign-in that waits too long is over, and one that passed lasts as any other", async () => {
    const { member, code } = await aProtected();
    const slow = await signIn(member);
    const quick = await signIn(member);
    later(SECOND_STEP_MINUTES * 60 - 1);
    expect(await passByCode(aVisitor(), await waitingOf(quick.tokenHash), code())).toMatchObject({ ok: true });
    later(1);
    expect(await waitingSignInOf(slow.tokenHash)).toBeNull();
    later(30 * 60);
    expect(await resolveSignIn(quick.tokenHash, now())).not.toBeNull();
  });

  test("signs the other devices out when it is set up, and keeps no secret that a copy of the database would tell", async () => {
    const member = await aMember();
    const other = await signIn(member);
    const mine = await signIn(member);
    const { codes } = await protectWith({ ...(await accountOf(mine.tokenHash)), isOpen: true });
    expect(await resolveSignIn(other.tokenHash, now())).toBeNull();
    expect(await resolveSignIn(mine.tokenHash, now())).not.toBeNull();
    expect(codes).toHaveLength(RECOVERY_CODES);
    const stored = await withSystem("test", async (db) => ({
      factors: await db.secondFactor.findMany({ where: { accountId: member.accountId }, select: { secret: true } }),
      codes: await db.recoveryCode.findMany({ where: { accountId: member.accountId } }),
      mails: await db.securityMail.findMany({ where: { accountId: member.accountId }, select: { kind: true } }),
      lines: await db.journal.findMany({ where: { schoolId: member.schoolId, targetId: member.id } }),
    }));
    expect(stored.factors[0]?.secret).toMatch(/^[\w-]{16}\.[\w-]{22}\.[\w-]+$/);
    for (const code of codes) expect(JSON.stringify(stored.codes)).not.toContain(code.replaceAll("-", ""));
    expect(stored.mails).toEqual([{ kind: "FACTOR_ADDED" }]);
    expect(stored.lines.map(({ action }) => action)).toContain("auth.factor.add");
  });

  test("is begun by who knows the password, confirmed in time, and given up at will", async () => {
    const member = await aMember();
    const { tokenHash } = await signIn(member);
    const holder = { ...(await accountOf(tokenHash)), isOpen: true };
    const wrong = { name: "Téléphone", currentPassword: "pas le bon" };
    expect(await beginAuthenticator(aVisitor(), holder, wrong, null)).toMatchObject({ code: "INVALID" });
    const right = { name: "Téléphone", currentPassword: PASSWORD };
    await beginAuthenticator(aVisitor(), holder, right, null);
    const first = await pendingAuthenticator(holder);
    await beginAuthenticator(aVisitor(), holder, right, null);
    const second = await pendingAuthenticator(holder);
    expect(second?.id).not.toBe(first?.id);
    expect(await confirmAuthenticator(holder, { factorId: first?.id ?? "", code: "123456" })).toMatchObject({
      code: "INVALID",
    });
    later(SECOND_STEP_MINUTES * 60);
    const secret = secretIn(second?.spelled ?? "");
    const late = { factorId: second?.id ?? "", code: totpCode(secret, stepOf(now())) };
    expect(await confirmAuthenticator(holder, late)).toMatchObject({ code: "INVALID" });
    await beginAuthenticator(aVisitor(), holder, right, null);
    await giveUpAuthenticator(holder);
    expect(await pendingAuthenticator(holder)).toBeNull();
    // Begun and not confirmed, it is asked of nobody.
    expect((await signIn(member)).step).toBe("OPEN");
  });
});

describe("an application that is set up", () => {
  test("tells its secret to the device that began alone, and is confirmed there", async () => {
    const member = await aMember();
    const [own, other] = [await signIn(member), await signIn(member)];
    const holder = { ...(await accountOf(own.tokenHash)), isOpen: true };
    const elsewhere = { ...(await accountOf(other.tokenHash)), isOpen: true };
    await beginAuthenticator(aVisitor(), holder, { name: "Téléphone", currentPassword: PASSWORD }, null);
    const pending = await pendingAuthenticator(holder);
    expect(await pendingAuthenticator(elsewhere)).toBeNull();
    const right = {
      factorId: pending?.id ?? "",
      code: totpCode(secretIn(pending?.spelled ?? ""), stepOf(now())),
    };
    expect(await confirmAuthenticator(elsewhere, right)).toMatchObject({ code: "INVALID" });
    expect(await confirmAuthenticator(holder, right)).toMatchObject({ ok: true });
  });
});

describe("recovery codes", () => {
  test("stand in for the application, each once, and new ones end the old", async () => {
    const { member, account, codes } = await aProtected();
    const [first = "", second = "", third = ""] = codes;
    const one = await waitingOf((await signIn(member)).tokenHash);
    expect(await passByCode(aVisitor(), one, first.toLowerCase().replaceAll("-", " "))).toMatchObject({ ok: true });
    const two = await waitingOf((await signIn(member)).tokenHash);
    expect(await passByCode(aVisitor(), two, first)).toMatchObject({ code: "INVALID" });
    expect(await passByCode(aVisitor(), two, second)).toMatchObject({ ok: true });
    expect((await ownFactors(member.accountId)).recoveryCodes).toBe(RECOVERY_CODES - 2);

    expect(await renewRecoveryCodes(aVisitor(), account, { currentPassword: "pas le bon" }, null)).toMatchObject({
      code: "INVALID",
    });
    const renewed = await renewRecoveryCodes(aVisitor(), account, { currentPassword: PASSWORD }, null);
    const three = await waitingOf((await signIn(member)).tokenHash);
    expect(await passByCode(aVisitor(), three, third)).toMatchObject({ code: "INVALID" });
    expect(await passByCode(aVisitor(), three, renewed.ok ? (renewed.value.codes[0] ?? "") : "")).toMatchObject({
      ok: true,
    });
  });

  test("open no other account", async () => {
    const [mine, theirs] = [await aProtected(), await aProtected()];
    const waiting = await waitingOf((await signIn(theirs.member)).tokenHash);
    expect(await passByCode(aVisitor(), waiting, mine.codes[0] ?? "")).toMatchObject({ code: "INVALID" });
  });

  test("are for who has a second factor", async () => {
    const member = await aMember();
    const account = await accountOf((await signIn(member)).tokenHash);
    expect(await renewRecoveryCodes(aVisitor(), account, { currentPassword: PASSWORD }, null)).toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("a passkey", () => {
  async function withKey() {
    const member = await aMember();
    const { tokenHash } = await signIn(member);
    const account = await accountOf(tokenHash);
    const holder = { ...account, isOpen: true };
    const key = aSoftwareKey();
    const asked = await beginPasskey(aVisitor(), holder, { currentPassword: PASSWORD }, null);
    if (!asked.ok) throw new Error(asked.message);
    const added = await addPasskey(holder, { name: "Clé", response: key.make(asked.value) });
    return { member, account, holder, key, added };
  }

  test("opens the second step, once per question", async () => {
    const { member, key, added } = await withKey();
    expect(added.ok && added.value.codes).toHaveLength(RECOVERY_CODES);
    const { tokenHash, step } = await signIn(member);
    expect(step).toBe("VERIFY");
    const waiting = await waitingOf(tokenHash);
    const asked = await askForPasskey(waiting);
    if (!asked.ok) throw new Error(asked.message);
    const answer = key.show(asked.value);
    expect(await passByPasskey(aVisitor(), waiting, answer)).toMatchObject({ ok: true });
    expect(await resolveSignIn(tokenHash, now())).not.toBeNull();

    const again = await waitingOf((await signIn(member)).tokenHash);
    expect(await passByPasskey(aVisitor(), again, answer)).toMatchObject({ code: "INVALID" });
  });

  test("of another account, of another site, or answering another question, opens nothing", async () => {
    const mine = await withKey();
    const theirs = await withKey();
    const waiting = await waitingOf((await signIn(mine.member)).tokenHash);
    const ask = async () => {
      const asked = await askForPasskey(waiting);
      if (!asked.ok) throw new Error(asked.message);
      return asked.value;
    };
    const wrong = [
      theirs.key.show(await ask()),
      aSoftwareKey().show(await ask()),
      mine.key.show({ challenge: "AAAA" }),
    ];
    for (const answer of wrong) {
      await ask();
      expect(await passByPasskey(aVisitor(), waiting, answer)).toMatchObject({ code: "INVALID" });
    }
    // A wrong answer took the question away.
    const asked = await ask();
    await passByPasskey(aVisitor(), waiting, theirs.key.show(asked));
    expect(await passByPasskey(aVisitor(), waiting, mine.key.show(asked))).toMatchObject({ code: "INVALID" });
    expect(await passByPasskey(aVisitor(), waiting, mine.key.show(await ask()))).toMatchObject({ ok: true });
  });

  test("is not made without the password, nor from another site, nor twice", async () => {
    const { holder, key } = await withKey();
    const begin = async (currentPassword = PASSWORD) => beginPasskey(aVisitor(), holder, { currentPassword }, null);
    expect(await begin("pas le bon")).toMatchObject({ code: "INVALID" });
    const unasked = aSoftwareKey().make({ challenge: "AAAA" });
    expect(await addPasskey(holder, { name: "Clé", response: unasked })).toMatchObject({ code: "INVALID" });
    const abroad = await begin();
    const fake = aSoftwareKey({ origin: "https://preau.example.org" });
    expect(abroad.ok && (await addPasskey(holder, { name: "Clé", response: fake.make(abroad.value) }))).toMatchObject({
      code: "INVALID",
    });
    const twice = await begin();
    expect(twice.ok && (await addPasskey(holder, { name: "Clé", response: key.make(twice.value) }))).toMatchObject({
      code: "INVALID",
    });
  });

  test("that nobody has is not asked for", async () => {
    const { member } = await aProtected();
    expect(await askForPasskey(await waitingOf((await signIn(member)).tokenHash))).toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("removing", () => {
  test("takes the password; with the last factor go the recovery codes, and the password alone opens again", async () => {
    const { member, account, factorId } = await aProtected();
    const remove = (currentPassword: string, id = factorId) =>
      removeFactor(aVisitor(), account, { factorId: id, currentPassword }, null);
    expect(await remove("pas le bon")).toMatchObject({ code: "INVALID" });
    const other = await aProtected();
    expect(await remove(PASSWORD, other.factorId)).toMatchObject({ code: "NOT_FOUND" });
    expect(await remove(PASSWORD)).toMatchObject({ ok: true });
    expect(await ownFactors(member.accountId)).toEqual({ factors: [], recoveryCodes: 0 });
    expect((await signIn(member)).step).toBe("OPEN");
    const kinds = await withSystem("test", (db) =>
      db.securityMail.findMany({ where: { accountId: member.accountId }, select: { kind: true } }),
    );
    expect(kinds.map(({ kind }) => kind).toSorted()).toEqual(["FACTOR_ADDED", "FACTOR_REMOVED"]);
  });

  test("the last one of who must have one is refused, even two at once", async () => {
    const { member, account, factorId } = await aProtected("HEAD");
    await demand(member);
    const remove = (id: string) => removeFactor(aVisitor(), account, { factorId: id, currentPassword: PASSWORD }, null);
    expect(await remove(factorId)).toMatchObject({ code: "INVALID" });
    const second = await protectWith({ ...account, isOpen: true });
    expect(second.codes).toEqual([]);
    const both = await Promise.all([remove(factorId), remove(second.factorId)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await ownFactors(member.accountId)).factors).toHaveLength(1);
  });
});

describe("who has lost everything", () => {
  async function lost(profile: Profile) {
    const { member, codes } = await aProtected(profile);
    const boss = await withSystem("test", (db) =>
      aPerson(db, member.schoolId, { profile: "HEAD", firstName: "Denis", lastName: "Duval" }),
    );
    const email = { where: { id: member.accountId }, data: { email: "elise@example.fr" } };
    await withSystem("test", (db) => db.account.update(email));
    const code = async (removesFactors: boolean) => {
      const made = await actAs(boss, (ctx) => createAccessCode(ctx, member.id, removesFactors));
      return parseCode(made.ok ? made.value.code : "") ?? "";
    };
    return { member, codes, code };
  }
  const reset = (code: string) =>
    resetPasswordByCode(aVisitor({ now: now() }), code, { password: "quatre nuages verts dansent", shared: true });

  test("comes back by a code that another one has printed, which also removes the second factors", async () => {
    const { member, codes, code } = await lost("HEAD");
    const printed = await code(true);
    await demand(member);
    const opened = await reset(printed);
    // A head must then protect the account again before it opens.
    expect(opened).toMatchObject({ ok: true, value: { step: "PROTECT" } });
    expect(await ownFactors(member.accountId)).toEqual({ factors: [], recoveryCodes: 0 });
    expect(codes).toHaveLength(RECOVERY_CODES);
    const lines = await withSystem("test", (db) =>
      db.journal.findMany({
        where: { schoolId: member.schoolId, targetId: member.id },
        select: { action: true, details: true },
      }),
    );
    expect(lines.map(({ action }) => action)).toContain("auth.factors.reset");
    expect(lines).toContainEqual({ action: "auth.code.create", details: { purpose: "RESET", removesFactors: true } });
    await sendSecurityMails();
    expect(mail.received.map(({ to, text }) => [to[0], text.includes("réinitialisés")])).toContainEqual([
      "elise@example.fr",
      true,
    ]);
    mail.received.length = 0;
    expect(await sendSecurityMails()).toBe(0);
  });

  test("still shows the second factor after a code that only replaces the password", async () => {
    const { code } = await lost("TEACHER");
    expect(await reset(await code(false))).toMatchObject({ ok: true, value: { step: "VERIFY" } });
  });

  test("cannot print that code for oneself under another hat either", async () => {
    const member = await aMember("HEAD");
    const parent = await withSystem("test", (db) =>
      aPerson(db, member.schoolId, { profile: "GUARDIAN", firstName: "Élise", lastName: "Martin", account: member }),
    );
    expect(await actAs(member, (ctx) => createAccessCode(ctx, parent.id, true))).toMatchObject({ code: "INVALID" });
  });

  test("cannot print that code for oneself", async () => {
    const member = await aMember("HEAD");
    expect(await actAs(member, (ctx) => createAccessCode(ctx, member.id, true))).toMatchObject({ code: "INVALID" });
    expect(await actAs(member, (ctx) => createAccessCode(ctx, member.id))).toMatchObject({ ok: true });
  });
});

describe("who runs a school", () => {
  test.each([
    ["HEAD", "PROTECT"],
    ["ADMIN", "PROTECT"],
    ["TEACHER", "OPEN"],
    ["VIE_SCOLAIRE", "OPEN"],
    ["STAFF", "OPEN"],
    ["STUDENT", "OPEN"],
    ["GUARDIAN", "OPEN"],
  ] as const)("%s: after the password, %s", async (profile, expected) => {
    const member = await aMember(profile);
    await demand(member);
    const { tokenHash, step } = await signIn(member);
    expect(step).toBe(expected);
    expect((await resolveSignIn(tokenHash, now())) !== null).toBe(expected === "OPEN");
  });

  test("sets one up first, without giving the password again, and is then in", async () => {
    const member = await aMember("HEAD");
    await demand(member);
    const { tokenHash } = await signIn(member);
    const waiting = await waitingOf(tokenHash);
    expect(waiting.step).toBe("PROTECT");
    expect(await passByCode(aVisitor(), waiting, "000000")).toMatchObject({ code: "INVALID" });
    const { codes } = await protectWith({ ...waiting, isOpen: false });
    expect(codes).toHaveLength(RECOVERY_CODES);
    expect((await accountOf(tokenHash)).persons).toHaveLength(1);
    expect((await signIn(member)).step).toBe("VERIFY");
  });

  test("is shut out at the next request when it becomes compulsory, until it is set up", async () => {
    const member = await aMember("ADMIN");
    const { tokenHash } = await signIn(member);
    expect(await resolveSignIn(tokenHash, now())).not.toBeNull();
    await demand(member);
    expect(await resolveSignIn(tokenHash, now())).toBeNull();
    expect((await waitingOf(tokenHash)).step).toBe("PROTECT");
  });

  test("no more once they do not run it any more", async () => {
    const member = await aMember("HEAD", { endsOn: "2026-11-20" });
    await demand(member);
    const { tokenHash } = await signIn(member);
    expect((await waitingOf(tokenHash)).step).toBe("PROTECT");
    env().PREAU_CLOCK = Temporal.Instant.from("2026-11-19T23:05:00Z").toString();
    expect(await waitingSignInOf(tokenHash)).toBeNull();
  });
});
