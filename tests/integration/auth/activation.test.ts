import { Temporal } from "temporal-polyfill";
import { afterAll, describe, expect, test } from "vitest";
import { activateAccount, codeSubject, linkPerson, recogniseCode, resetPasswordByCode } from "@/lib/auth/activation";
import { changeEmail, changePassword, signInWithPassword } from "@/lib/auth/commands";
import { formatCode, hashSecret, newCode } from "@/lib/auth/codes";
import { sendResetMails } from "@/lib/auth/jobs";
import { WRONG_CODE, WRONG_LINK } from "@/lib/auth/messages";
import { isLiveResetToken, requestResetMail, resetPasswordByMail } from "@/lib/auth/reset-mail";
import { disconnect } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { resolveSignIn, type SignedInAccount } from "@/lib/db/identity";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import type { AccessCodeIssuer, AccessCodePurpose, Profile } from "@/lib/db/types";
import { aPerson, aSchool } from "@/tests/factories/builders";
import { useMailServer } from "@/tests/integration/mail-server";
import { aMember, aVisitor, PASSWORD } from "./support";

const at = Temporal.Instant.from("2026-11-19T07:05:00Z");
const NEXT = "quatre nuages verts dansent";

afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

async function aCode(
  person: { schoolId: string; id: string },
  purpose: AccessCodePurpose,
  expiresAt = "2026-12-19T07:05:00Z",
  issuer: AccessCodeIssuer = "SCHOOL",
) {
  const code = newCode();
  await withSystem("test", (db) =>
    db.accessCode.create({
      data: {
        schoolId: person.schoolId,
        id: newId(),
        personId: person.id,
        purpose,
        codeHash: hashSecret(code),
        createdAt: new Date("2026-11-01T07:00:00Z"),
        expiresAt: new Date(expiresAt),
        issuer,
      },
    }),
  );
  return code;
}

async function aNewcomer(profile: Profile = "GUARDIAN", values: { endsOn?: string } = {}) {
  return withSystem("test", async (db) => {
    const school = await aSchool(db);
    const person = await aPerson(db, school.schoolId, { profile, firstName: "Zoé", lastName: "Le Goff", ...values });
    await db.person.update({
      where: { schoolId_id: { schoolId: person.schoolId, id: person.id } },
      data: { accountId: null },
    });
    return person;
  });
}

const accountOf = (person: { schoolId: string; id: string }) =>
  withSystem("test", async (db) => {
    const row = await db.person.findUniqueOrThrow({
      where: { schoolId_id: { schoolId: person.schoolId, id: person.id } },
      include: { account: true },
    });
    return row.account;
  });

const journalOf = (person: { schoolId: string; id: string }) =>
  withSystem("test", async (db) =>
    (await db.journal.findMany({ where: { schoolId: person.schoolId, targetId: person.id } })).map((row) => row.action),
  );

describe("printed codes", () => {
  test("a code is recognised as people type it, and tells whom it is for", async () => {
    const person = await aNewcomer();
    const code = await aCode(person, "ACTIVATION");
    expect(await recogniseCode(aVisitor(), ` ${formatCode(code).toLowerCase().replaceAll("-", " ")}`)).toEqual({
      ok: true,
      value: code,
    });
    expect(await codeSubject(code)).toMatchObject({ firstName: "Zoé", purpose: "ACTIVATION", personId: person.id });
  });

  test("wrong, expired, used, of a person gone or activated: one and the same answer", async () => {
    const gone = await aNewcomer("STUDENT", { endsOn: "2026-11-19" });
    const member = await aMember();
    const newcomer = await aNewcomer();
    const used = await aCode(newcomer, "ACTIVATION");
    await withSystem("test", (db) =>
      db.accessCode.updateMany({ where: { codeHash: hashSecret(used) }, data: { usedAt: new Date() } }),
    );
    const codes = [
      newCode(),
      "pas un code",
      used,
      await aCode(newcomer, "ACTIVATION", "2026-11-19T07:05:00Z"),
      await aCode(gone, "ACTIVATION"),
      await aCode(member, "ACTIVATION"),
      await aCode(newcomer, "RESET"),
    ];
    for (const code of codes) {
      expect(await recogniseCode(aVisitor(), code)).toMatchObject({ code: "INVALID", fields: { code: [WRONG_CODE] } });
    }
    const lastSecond = await aCode(newcomer, "ACTIVATION", "2026-11-19T07:05:01Z");
    expect(await recogniseCode(aVisitor(), lastSecond)).toMatchObject({ ok: true });
  });

  test("guessing is limited per address", async () => {
    const visitor = aVisitor();
    const answers = await Promise.all(Array.from({ length: 301 }, () => recogniseCode(visitor, newCode())));
    expect(answers.filter((answer) => !answer.ok && answer.code === "LIMITED")).toHaveLength(1);
  });
});

describe("activation", () => {
  test("makes the account, signs in and journals; the code is then spent", async () => {
    const person = await aNewcomer();
    const code = await aCode(person, "ACTIVATION");
    const input = { login: "zoe.activation", password: NEXT, shared: false };
    const opened = await activateAccount(aVisitor(), code, input);
    expect(opened).toMatchObject({ ok: true, value: { login: "zoe.activation" } });
    expect(opened.ok && (await resolveSignIn(hashSecret(opened.value.token), at))?.persons).toHaveLength(1);
    expect(await activateAccount(aVisitor(), code, { ...input, login: "zoe.bis" })).toMatchObject({
      message: WRONG_CODE,
    });
    expect(await journalOf(person)).toEqual(["auth.account.activate"]);
  });

  test("a taken login or a weak password does not spend the code", async () => {
    const member = await aMember();
    const person = await aNewcomer();
    const code = await aCode(person, "ACTIVATION");
    const taken = await activateAccount(aVisitor(), code, { login: member.login, password: NEXT, shared: false });
    expect(taken).toMatchObject({ ok: false, fields: { login: [expect.any(String)] } });
    const weak = await activateAccount(aVisitor(), code, {
      login: "zoe.faible",
      password: "zoe le goff 12",
      shared: false,
    });
    expect(weak).toMatchObject({ ok: false, fields: { password: [expect.any(String)] } });
    expect(await accountOf(person)).toBeNull();
    const done = await activateAccount(aVisitor(), code, { login: "zoe.faible", password: NEXT, shared: false });
    expect(done.ok).toBe(true);
  });

  test("of two at once with one code, one wins and one account remains", async () => {
    const person = await aNewcomer();
    const code = await aCode(person, "ACTIVATION");
    const answers = await Promise.all(
      ["zoe.un", "zoe.deux", "zoe.trois"].map((login) =>
        activateAccount(aVisitor(), code, { login, password: NEXT, shared: false }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    const accounts = await withSystem("test", (db) =>
      db.account.count({ where: { login: { in: ["zoe.un", "zoe.deux", "zoe.trois"] } } }),
    );
    expect(accounts).toBe(1);
  });

  test("of two at once with two codes for one person, one wins", async () => {
    const person = await aNewcomer();
    const codes = [await aCode(person, "ACTIVATION"), await aCode(person, "ACTIVATION")];
    const answers = await Promise.all(
      codes.map((code, index) =>
        activateAccount(aVisitor(), code, { login: `zoe.course${index}`, password: NEXT, shared: false }),
      ),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  });

  test("the proposed login is free", async () => {
    const first = await aNewcomer();
    const second = await aNewcomer();
    const firstCode = await aCode(first, "ACTIVATION");
    const login = (await codeSubject(firstCode))?.login ?? "";
    await activateAccount(aVisitor(), firstCode, { login, password: NEXT, shared: false });
    const next = (await codeSubject(await aCode(second, "ACTIVATION")))?.login;
    expect(login).toMatch(/^zoe\.legoff\d*$/);
    expect(next).toMatch(/^zoe\.legoff\d+$/);
    expect(next).not.toBe(login);
  });

  test("a second school joins an existing account", async () => {
    const member = await aMember("GUARDIAN");
    const person = await aNewcomer();
    const code = await aCode(person, "ACTIVATION");
    const input = { login: member.login, password: PASSWORD, shared: false };
    expect(await linkPerson(aVisitor(), code, { ...input, password: "faux faux faux" }, null)).toMatchObject({
      ok: false,
    });
    const opened = await linkPerson(aVisitor(), code, input, null);
    const account = opened.ok ? await resolveSignIn(hashSecret(opened.value.token), at) : null;
    expect(account?.persons.map((each) => each.id).toSorted()).toEqual([member.id, person.id].toSorted());
    expect(await journalOf(person)).toEqual(["auth.account.link"]);
  });
});

describe("reset by code", () => {
  test("changes the password and signs out every device", async () => {
    const member = await aMember();
    const before = await signInWithPassword(
      aVisitor(),
      { login: member.login, password: PASSWORD, shared: false },
      null,
    );
    const code = await aCode(member, "RESET");
    expect(await codeSubject(code)).toMatchObject({ purpose: "RESET", login: member.login });
    expect(await activateAccount(aVisitor(), code, { login: "autre", password: NEXT, shared: false })).toMatchObject({
      message: WRONG_CODE,
    });
    const opened = await resetPasswordByCode(aVisitor(), code, { password: NEXT, shared: false });
    expect(opened.ok).toBe(true);
    expect(before.ok && (await resolveSignIn(hashSecret(before.value.token), at))).toBeNull();
    const again = await signInWithPassword(aVisitor(), { login: member.login, password: NEXT, shared: false }, null);
    expect(again.ok).toBe(true);
    expect(await resetPasswordByCode(aVisitor(), code, { password: NEXT, shared: false })).toMatchObject({ ok: false });
    expect(await journalOf(member)).toEqual(["auth.password.reset"]);
  });
});

describe("a school's reach", () => {
  /** Somebody with one account in two schools. */
  async function inTwoSchools() {
    const here = await aMember("GUARDIAN");
    const elsewhere = await withSystem("test", async (db) => {
      const school = await aSchool(db);
      const names = { firstName: "Élise", lastName: "Martin" };
      return aPerson(db, school.schoolId, { profile: "HEAD", ...names, account: here });
    });
    return { here, elsewhere };
  }

  test("its reset code never opens an account that another school relies on", async () => {
    const { here, elsewhere } = await inTwoSchools();
    const code = await aCode(here, "RESET");
    expect(await codeSubject(code)).toMatchObject({ purpose: "ACTIVATION", accountId: here.accountId });
    const refused = await resetPasswordByCode(aVisitor(), code, { password: NEXT, shared: false });
    expect(refused).toMatchObject({ ok: false, message: WRONG_CODE });
    const opened = await activateAccount(aVisitor(), code, { login: "elise.seule", password: NEXT, shared: false });
    const account = opened.ok ? await resolveSignIn(hashSecret(opened.value.token), at) : null;
    expect(account?.persons.map((person) => person.id)).toEqual([here.id]);
    expect((await accountOf(elsewhere))?.id).toBe(here.accountId);
    const old = { login: here.login, password: PASSWORD, shared: false };
    expect(await signInWithPassword(aVisitor(), old, null)).toMatchObject({ ok: true });
  });

  test("nor one that administers the platform, which no school may open", async () => {
    const member = await aMember();
    const code = await aCode(member, "RESET");
    await withSystem("test", (db) =>
      db.platformRole.create({
        data: {
          id: newId(),
          accountId: member.accountId,
          firstName: "Élise",
          lastName: "Martin",
          startsAt: new Date("2026-11-01T07:00:00Z"),
          createdAt: new Date("2026-11-01T07:00:00Z"),
          demandsFactor: false,
        },
      }),
    );
    expect(await codeSubject(code)).toMatchObject({ purpose: "ACTIVATION" });
    expect(await resetPasswordByCode(aVisitor(), code, { password: NEXT, shared: false })).toMatchObject({ ok: false });
    const old = { login: member.login, password: PASSWORD, shared: false };
    expect(await signInWithPassword(aVisitor(), old, null)).toMatchObject({ ok: true });
  });

  test("who knows the password of the other account stays on it", async () => {
    const { here } = await inTwoSchools();
    const code = await aCode(here, "RESET");
    const input = { login: here.login, password: PASSWORD, shared: false };
    expect(await linkPerson(aVisitor(), code, input, null)).toMatchObject({ ok: true });
    expect((await accountOf(here))?.id).toBe(here.accountId);
  });
});

describe("reset by mail", () => {
  const mails = useMailServer();
  const { received } = mails;

  async function aMemberWithMail(email = `${newId()}@example.fr`) {
    const member = await aMember();
    await withSystem("test", (db) => db.account.update({ where: { id: member.accountId }, data: { email } }));
    return { ...member, email };
  }
  const tokenOf = (mail: { text: string } | undefined) => /jeton=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";

  test("a link is mailed, works once, and signs out every device", async () => {
    const member = await aMemberWithMail();
    const before = await signInWithPassword(
      aVisitor(),
      { login: member.login, password: PASSWORD, shared: false },
      null,
    );
    expect(await requestResetMail(aVisitor(), member.login)).toEqual({ ok: true, value: null });
    expect(await sendResetMails()).toBe(1);
    expect(received[0]?.to).toEqual([member.email]);
    expect(received[0]?.text).toContain("Auto-Submitted: auto-generated");
    const token = tokenOf(received[0]);
    expect(await isLiveResetToken(token)).toBe(true);
    expect(await resetPasswordByMail(aVisitor(), { token, password: "court" })).toMatchObject({ ok: false });
    expect(await resetPasswordByMail(aVisitor(), { token, password: NEXT })).toEqual({ ok: true, value: null });
    expect(await isLiveResetToken(token)).toBe(false);
    expect(await resetPasswordByMail(aVisitor(), { token, password: NEXT })).toMatchObject({ message: WRONG_LINK });
    expect(before.ok && (await resolveSignIn(hashSecret(before.value.token), at))).toBeNull();
    const again = await signInWithPassword(aVisitor(), { login: member.login, password: NEXT, shared: false }, null);
    expect(again.ok).toBe(true);
  });

  test("the answer is the same for nobody, and nothing is sent", async () => {
    expect(await requestResetMail(aVisitor(), "personne@example.fr")).toEqual({ ok: true, value: null });
    expect(await sendResetMails()).toBe(0);
  });

  test("a family's address gets one mail per account, each naming its login", async () => {
    const email = `${newId()}@example.fr`;
    const first = await aMemberWithMail(email);
    const second = await aMemberWithMail(email);
    await requestResetMail(aVisitor(), email.toUpperCase());
    expect(await sendResetMails()).toBe(2);
    const texts = received.map((mail) => Buffer.from(mail.text).toString());
    expect(texts.some((text) => text.includes(first.login))).toBe(true);
    expect(texts.some((text) => text.includes(second.login))).toBe(true);
  });

  test("a mail the server refuses is sent later, with another token", async () => {
    const member = await aMemberWithMail();
    await requestResetMail(aVisitor(), member.email);
    mails.refuse(450);
    await expect(sendResetMails()).rejects.toThrow("mailbox full");
    mails.refuse(null);
    expect(await sendResetMails()).toBe(1);
    expect(await isLiveResetToken(tokenOf(received[0]))).toBe(true);
  });

  test("two workers never send one mail twice", async () => {
    const member = await aMemberWithMail();
    await requestResetMail(aVisitor(), member.email);
    const sent = await Promise.all([sendResetMails(), sendResetMails(), sendResetMails()]);
    expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1);
  });

  test("a link lives thirty minutes", async () => {
    const member = await aMemberWithMail();
    await requestResetMail(aVisitor(), member.email);
    await sendResetMails();
    const token = tokenOf(received[0]);
    const late = aVisitor({ now: at.add({ minutes: 30 }) });
    expect(await resetPasswordByMail(late, { token, password: NEXT })).toMatchObject({ message: WRONG_LINK });
    const inTime = aVisitor({ now: at.add({ minutes: 30 }).subtract({ seconds: 1 }) });
    expect(await resetPasswordByMail(inTime, { token, password: NEXT })).toMatchObject({ ok: true });
  });

  test("a mailbox is not a target: three an hour", async () => {
    const member = await aMemberWithMail();
    for (let count = 0; count < 3; count += 1) await requestResetMail(aVisitor(), member.email);
    expect(await requestResetMail(aVisitor(), member.email)).toMatchObject({ code: "LIMITED" });
  });

  test("a mailbox is not a target under other spellings of one login either", async () => {
    const { login } = await aMemberWithMail();
    for (const spelling of [login, ` ${login}!`, login.toUpperCase()]) await requestResetMail(aVisitor(), spelling);
    expect(await requestResetMail(aVisitor(), `${login} ?`)).toMatchObject({ code: "LIMITED" });
  });

  test("a link no longer works once the password or the address it was sent to has changed", async () => {
    const visitor = aVisitor();
    const changes = [
      (account: SignedInAccount) =>
        changePassword(visitor, account, { currentPassword: PASSWORD, password: NEXT }, null),
      (account: SignedInAccount) =>
        changeEmail(visitor, account, { currentPassword: PASSWORD, email: `${newId()}@example.fr` }, null),
    ];
    for (const change of changes) {
      const member = await aMemberWithMail();
      const entered = await signInWithPassword(
        visitor,
        { login: member.login, password: PASSWORD, shared: false },
        null,
      );
      const account = entered.ok ? await resolveSignIn(hashSecret(entered.value.token), at) : null;
      await requestResetMail(visitor, member.login);
      await sendResetMails();
      const token = tokenOf(received.find((mail) => mail.to.includes(member.email)));
      // Asked for before the change and not sent yet.
      await requestResetMail(visitor, member.login);
      expect(await isLiveResetToken(token)).toBe(true);
      expect(account && (await change(account))).toMatchObject({ ok: true });
      expect(await isLiveResetToken(token)).toBe(false);
      expect(await sendResetMails()).toBe(0);
    }
  });
});
