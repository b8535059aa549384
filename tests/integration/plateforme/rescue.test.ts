import { afterAll, describe, expect, test } from "vitest";
import { activateAccount, codeSubject, recogniseCode, resetPasswordByCode } from "@/lib/auth/activation";
import { hashSecret } from "@/lib/auth/codes";
import { openSignIn, signInWithPassword } from "@/lib/auth/commands";
import { beginAuthenticator, confirmAuthenticator, ownFactors, pendingAuthenticator } from "@/lib/auth/factors";
import { sendSecurityMails } from "@/lib/auth/jobs";
import { RESCUE_HOURS } from "@/lib/auth/rules";
import { waitingSignInOf } from "@/lib/auth/sign-in-step";
import { stepOf, totpCode } from "@/lib/auth/totp";
import type { FactorHolder } from "@/lib/auth/types";
import { personHistory } from "@/lib/comptes/queries";
import { historyWords } from "@/lib/comptes/wording";
import { disconnect } from "@/lib/db/client";
import { resolveSignIn } from "@/lib/db/identity";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import { rescue } from "@/lib/plateforme/rescue";
import { now } from "@/lib/time/clock";
import { toDbDay } from "@/lib/time/day";
import { actAs } from "@/tests/access/personas";
import { aPerson, aSchool } from "@/tests/factories/builders";
import { aMember, aVisitor, PASSWORD } from "@/tests/integration/auth/support";
import { useMailServer } from "@/tests/integration/mail-server";

const mail = useMailServer();
const NEXT = "quatre nuages verts dansent";

afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

const asked = (identifier: string, uai: string | null = null) =>
  withSystem("test: the command line", (db, at) => rescue(db, at, { identifier, uai }));

async function made(identifier: string) {
  const outcome = await asked(identifier);
  if (outcome.outcome !== "MADE") throw new Error(outcome.outcome);
  return outcome;
}

/** Reads the code as the page «J’ai reçu un code» does. */
async function recognised(code: string): Promise<string> {
  const known = await recogniseCode(aVisitor(), code);
  if (!known.ok) throw new Error(known.message);
  return known.value;
}

async function protectWith(holder: FactorHolder): Promise<string[]> {
  await beginAuthenticator(aVisitor(), holder, { name: "Téléphone", currentPassword: PASSWORD }, null);
  const pending = await pendingAuthenticator(holder);
  const bits = Array.from((pending?.spelled ?? "").replaceAll(" ", ""))
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const code = totpCode(secret, stepOf(now()));
  const confirmed = await confirmAuthenticator(holder, { factorId: pending?.id ?? "", code });
  if (!confirmed.ok) throw new Error(confirmed.message);
  return confirmed.value.codes;
}

const demand = (schoolId: string, demandsSecondFactor = true) =>
  withSystem("test: a school like any other", (db) =>
    db.school.update({ where: { id: schoolId }, data: { settings: { signIn: { demandsSecondFactor } } } }),
  );

describe("a sole head who has lost everything", () => {
  test("comes back by the code of the console: new password, new factors, nothing left of the old ones", async () => {
    const head = await aMember("HEAD");
    const { schoolId } = head.school;
    await withSystem("test", (db) =>
      db.account.update({ where: { id: head.accountId }, data: { email: "Tete@Example.fr" } }),
    );
    const before = await openSignIn(aVisitor({ now: now() }), { ...head, shared: false });
    const oldToken = hashSecret(before.ok ? before.value.token : "");
    const holder = await resolveSignIn(oldToken, now());
    if (!holder) throw new Error("Signed out.");
    await protectWith({ ...holder, isOpen: true });
    await demand(schoolId);

    const { code, person, expiresAt } = await made(" tete@example.fr ");
    expect(person).toMatchObject({ login: head.login, profile: "HEAD" });
    expect(expiresAt.since(now()).total("hours")).toBe(RESCUE_HOURS);
    // Until it is used, nothing has changed.
    expect(await resolveSignIn(oldToken, now())).not.toBeNull();

    const opened = await resetPasswordByCode(aVisitor({ now: now() }), await recognised(code), {
      password: NEXT,
      shared: false,
    });
    expect(opened).toMatchObject({ ok: true, value: { step: "PROTECT" } });
    expect(await resolveSignIn(oldToken, now())).toBeNull();
    expect(await ownFactors(head.accountId)).toEqual({ factors: [], recoveryCodes: 0 });
    const waiting = await waitingSignInOf(hashSecret(opened.ok ? opened.value.token : ""));
    if (!waiting) throw new Error("nothing waits");
    expect(await protectWith({ ...waiting, isOpen: false })).toHaveLength(10);
    const signIn = (password: string) =>
      signInWithPassword(aVisitor({ now: now() }), { login: head.login, password, shared: false }, null);
    expect(await signIn(PASSWORD)).toMatchObject({ ok: false });
    expect(await signIn(NEXT)).toMatchObject({ ok: true, value: { step: "VERIFY" } });
    expect(await recogniseCode(aVisitor(), code), "once").toMatchObject({ ok: false });

    await demand(schoolId, false);
    const admin = await withSystem("test", (db) =>
      aPerson(db, schoolId, { profile: "ADMIN", firstName: "Ada", lastName: "Roy" }),
    );
    const history = await actAs(admin, (ctx) => personHistory(ctx, head.id));
    const words = history.map(historyWords).map((line) => line.replaceAll("\u202F", ""));
    expect(words).toContainEqual(expect.stringMatching(/^L’exploitant du serveur a délivré un code de secours/));
    expect(words).toContainEqual(expect.stringMatching(/retiré sa double vérification avec un code de secours/));
    const lines = await withSystem("test", (db) =>
      db.platformLine.findMany({ where: { targetId: head.id }, select: { action: true, accountId: true } }),
    );
    expect(lines).toEqual([{ action: "plateforme.person.rescue", accountId: null }]);
    await sendSecurityMails();
    expect(mail.received.map(({ text }) => text).join()).toContain(
      "retire la double vérification vient d’être délivré",
    );
  });

  test("of two schools keeps one account, and each school's journal says so", async () => {
    const head = await aMember("HEAD");
    const elsewhere = await withSystem("test", async (db) => {
      const { schoolId } = await aSchool(db);
      return aPerson(db, schoolId, { profile: "HEAD", firstName: "Élise", lastName: "Martin", account: head });
    });
    const { code } = await made(head.login);
    const subject = await codeSubject(await recognised(code));
    expect(subject).toMatchObject({ purpose: "RESET", issuer: "OPERATOR", login: head.login });
    const opened = await resetPasswordByCode(aVisitor({ now: now() }), await recognised(code), {
      password: NEXT,
      shared: false,
    });
    const account = opened.ok ? await resolveSignIn(hashSecret(opened.value.token), now()) : null;
    expect(account?.persons.map(({ id }) => id).toSorted()).toEqual([head.id, elsewhere.id].toSorted());
    for (const { id } of [head, elsewhere]) {
      const told = await withSystem("test", (db) =>
        db.journal.findMany({ where: { targetId: id }, select: { action: true }, orderBy: { action: "asc" } }),
      );
      const actions = told.map(({ action }) => action);
      expect(actions).toContain("auth.code.create");
      expect(actions).toContain("auth.password.reset");
    }
  });
});

describe("the console", () => {
  test("activates a head who has no account yet, and replaces the code that waited", async () => {
    const member = await aMember("HEAD");
    await withSystem("test", async (db) => {
      await db.person.updateMany({ where: { id: member.id }, data: { accountId: null } });
      const value = `chef.${member.id}@example.fr`;
      await db.contact.create({
        data: { schoolId: member.schoolId, id: member.id, personId: member.id, kind: "EMAIL", value },
      });
    });
    const first = await made(`chef.${member.id}@example.fr`);
    const second = await made(`chef.${member.id}@example.fr`);
    expect(await recogniseCode(aVisitor(), first.code)).toMatchObject({ ok: false });
    const input = { login: `chef.${member.id.slice(-8)}`, password: NEXT, shared: false };
    expect(await activateAccount(aVisitor({ now: now() }), await recognised(second.code), input)).toMatchObject({
      ok: true,
    });
  });

  test("reads an address as it is written, and no pattern in it", async () => {
    const head = await aMember("HEAD");
    const email = `jean_${head.id}@example.fr`;
    await withSystem("test", (db) => db.account.update({ where: { id: head.accountId }, data: { email } }));
    expect(await asked(email.toUpperCase())).toMatchObject({ outcome: "MADE", person: { login: head.login } });
    expect(await asked(email.replace("jean", "j_an"))).toEqual({ outcome: "NOBODY" });
    expect(await asked(`%${head.id}@example.fr`)).toEqual({ outcome: "NOBODY" });
  });

  test("gives nobody a code whom an identifier does not mean, or not alone", async () => {
    const teacher = await aMember("TEACHER");
    expect(await asked(teacher.login)).toEqual({ outcome: "NOBODY" });
    expect(await asked("personne.du.tout")).toEqual({ outcome: "NOBODY" });
    const [one, two] = [await aMember("HEAD"), await aMember("ADMIN")];
    const email = `partagee.${one.id}@example.fr`;
    await withSystem("test", (db) =>
      db.account.updateMany({ where: { id: { in: [one.accountId, two.accountId] } }, data: { email } }),
    );
    expect(await asked(email)).toMatchObject({
      outcome: "SEVERAL",
      candidates: [{ login: one.login }, { login: two.login }],
    });
    const { uai } = await withSystem("test", (db) =>
      db.school.findUniqueOrThrow({ where: { id: two.schoolId }, select: { uai: true } }),
    );
    expect(await asked(email, uai)).toMatchObject({ outcome: "MADE", person: { login: two.login } });
    await withSystem("test: shut out", (db) =>
      db.person.updateMany({ where: { id: one.id }, data: { accessEndsOn: toDbDay("2026-11-19") } }),
    );
    expect(await asked(one.login)).toEqual({ outcome: "NOBODY" });
  });
});
