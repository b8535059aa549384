import { afterAll, describe, expect, test } from "vitest";
import { activateAccount, codeSubject } from "@/lib/auth/activation";
import { createAccessCode } from "@/lib/auth/access-codes";
import { parseCode } from "@/lib/auth/codes";
import { INVITATION_DAYS } from "@/lib/auth/rules";
import { printSheets } from "@/lib/comptes/commands";
import { invite } from "@/lib/comptes/invitations";
import { sendInvitations } from "@/lib/comptes/jobs";
import { sheetPersons } from "@/lib/comptes/sheets";
import { disconnect } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { env } from "@/lib/env";
import { actAs } from "@/tests/access/personas";
import { aGroup, anEnrollment, aPerson, aSchool, aGuardianship, type PersonRef } from "@/tests/factories/builders";
import { aVisitor } from "@/tests/integration/auth/support";
import { useMailServer } from "@/tests/integration/mail-server";

const mail = useMailServer();

afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

async function aNewcomer(db: Db, schoolId: string, profile: PersonRef["profile"], email: string | null) {
  const person = await aPerson(db, schoolId, { profile, firstName: "Zoé", lastName: `Le Goff` });
  await db.person.update({ where: { schoolId_id: { schoolId, id: person.id } }, data: { accountId: null } });
  if (email)
    await db.contact.create({ data: { schoolId, id: newId(), personId: person.id, kind: "EMAIL", value: email } });
  return person;
}

/** A head, a class with a pupil and its parents, one of them with an address, and a teacher with one. */
async function aSchoolToInvite() {
  return withSystem("test", async (db) => {
    const school = await aSchool(db);
    const { schoolId } = school;
    const head = await aPerson(db, schoolId, { profile: "HEAD", firstName: "Diane", lastName: "Delattre" });
    const division = await aGroup(db, school, { code: "6A", level: "6e" });
    const pupil = await aNewcomer(db, schoolId, "STUDENT", null);
    const mother = await aNewcomer(db, schoolId, "GUARDIAN", "zoe@example.fr");
    const contact = await aNewcomer(db, schoolId, "GUARDIAN", "contact@example.fr");
    const teacher = await aNewcomer(db, schoolId, "TEACHER", "prof@example.fr");
    await anEnrollment(db, pupil, division);
    await aGuardianship(db, mother, pupil, 1);
    await aGuardianship(db, contact, pupil, 3);
    return { schoolId, head, division, pupil, mother, contact, teacher };
  });
}

const all = { to: "EVERYONE", id: null, who: "EVERYONE" } as const;
const only = (person: { id: string }) => ({ to: "PERSON", id: person.id, who: "EVERYONE" }) as const;

const rowsOf = (schoolId: string) =>
  withSystem("test", (db) => db.invitation.findMany({ where: { schoolId }, orderBy: { id: "asc" } }));

/** The code of a mail's link, which is the one of its text. */
function codeIn(text: string): string {
  const [, linked = ""] = /\/activation#([0-9A-Z-]+)/.exec(text) ?? [];
  expect(text).toContain(`code\u202F: ${linked}`);
  return parseCode(linked) ?? "";
}

describe("invitations", () => {
  test("leave by the worker, once, with a code that opens the account", async () => {
    const { schoolId, head, mother } = await aSchoolToInvite();
    expect(await actAs(head, (ctx) => invite(ctx, only(mother)))).toEqual({
      ok: true,
      value: { invited: 1, withoutAddress: 0, recently: 0 },
    });
    expect(mail.received).toEqual([]);
    expect(await sendInvitations()).toBe(1);
    expect(await sendInvitations()).toBe(0);
    expect(mail.received.map(({ to }) => to)).toEqual([["zoe@example.fr"]]);
    const code = codeIn(mail.received[0]?.text ?? "");
    expect(await codeSubject(code)).toMatchObject({ personId: mother.id, purpose: "ACTIVATION" });
    const input = { login: `zoe.${newId().slice(-12)}`, password: "quatre nuages verts dansent", shared: true };
    expect(await activateAccount(aVisitor(), code, input)).toMatchObject({ ok: true });
    expect(await codeSubject(code)).toBeNull();
    expect(await rowsOf(schoolId)).toMatchObject([{ outcome: "SENT" }]);
    const stored = await withSystem("test", (db) => db.accessCode.findMany({ where: { schoolId } }));
    expect(stored).toMatchObject([{ channel: "MAILED", createdBy: head.id }]);
    expect(JSON.stringify(stored)).not.toContain(code);
    const days = ((stored[0]?.expiresAt.getTime() ?? 0) - (stored[0]?.createdAt.getTime() ?? 0)) / 86_400_000;
    expect(days).toBe(INVITATION_DAYS);
  });

  test("never leave twice: two people ask at once, one asks again, two workers send", async () => {
    const { schoolId, head } = await aSchoolToInvite();
    const asked = await Promise.all([actAs(head, (ctx) => invite(ctx, all)), actAs(head, (ctx) => invite(ctx, all))]);
    expect(asked.reduce((sum, each) => sum + (each.ok ? each.value.invited : 0), 0)).toBe(2);
    await Promise.all([sendInvitations(), sendInvitations()]);
    expect(new Set(mail.received.map(({ to }) => to[0]))).toEqual(new Set(["prof@example.fr", "zoe@example.fr"]));
    expect(mail.received).toHaveLength(2);
    expect(await actAs(head, (ctx) => invite(ctx, all))).toMatchObject({
      value: { invited: 0, withoutAddress: 1, recently: 2 },
    });
    await sendInvitations();
    expect(await rowsOf(schoolId)).toHaveLength(2);
    const lines = await withSystem("test", (db) =>
      db.journal.findMany({ where: { schoolId, action: "comptes.invitation.send" } }),
    );
    expect(lines).toMatchObject([{ targetType: "school", details: { invitations: 2 } }]);
  });

  test("go to a class or to the staff, and not to who is only somebody to call", async () => {
    const { head, division, contact } = await aSchoolToInvite();
    expect(await actAs(head, (ctx) => invite(ctx, only(contact)))).toMatchObject({ code: "NOT_FOUND" });
    const parents = { to: "CLASS", id: division.id, who: "GUARDIAN" } as const;
    expect(await actAs(head, (ctx) => invite(ctx, parents))).toMatchObject({ value: { invited: 1 } });
    const pupils = { to: "CLASS", id: division.id, who: "STUDENT" } as const;
    expect(await actAs(head, (ctx) => invite(ctx, pupils))).toMatchObject({ value: { invited: 0, withoutAddress: 1 } });
    const staff = { to: "STAFF", id: null, who: "EVERYONE" } as const;
    expect(await actAs(head, (ctx) => invite(ctx, staff))).toMatchObject({ value: { invited: 1 } });
    expect(await actAs(head, (ctx) => invite(ctx, { ...parents, id: newId() }))).toMatchObject({ code: "NOT_FOUND" });
    await sendInvitations();
  });

  test("are dropped for who has activated, left or lost the address before they leave", async () => {
    const { schoolId, head, mother, teacher, pupil } = await aSchoolToInvite();
    await withSystem("test", (db) =>
      db.contact.create({ data: { schoolId, id: newId(), personId: pupil.id, kind: "EMAIL", value: "p@example.fr" } }),
    );
    await actAs(head, (ctx) => invite(ctx, all));
    await withSystem("test", async (db) => {
      const where = (person: PersonRef) => ({ schoolId_id: { schoolId, id: person.id } });
      await db.person.update({ where: where(mother), data: { accountId: head.accountId } });
      await db.person.update({ where: where(teacher), data: { accessEndsOn: new Date("2026-11-19") } });
      await db.contact.deleteMany({ where: { schoolId, personId: pupil.id } });
    });
    expect(await sendInvitations()).toBe(0);
    expect(mail.received).toEqual([]);
    const outcomes = new Map((await rowsOf(schoolId)).map(({ personId, outcome }) => [personId, outcome]));
    expect(outcomes).toEqual(
      new Map([
        [mother.id, "ALREADY_ACTIVE"],
        [teacher.id, "GONE"],
        [pupil.id, "NO_ADDRESS"],
      ]),
    );
  });

  test("wait for a mail server that refuses for now; what it refuses for good leaves no code behind", async () => {
    const { schoolId, head, mother } = await aSchoolToInvite();
    await actAs(head, (ctx) => invite(ctx, only(mother)));
    mail.refuse(450);
    expect(await sendInvitations()).toBe(0);
    expect(await rowsOf(schoolId)).toMatchObject([{ settledAt: null, outcome: null }]);
    mail.refuse(550);
    expect(await sendInvitations()).toBe(0);
    expect(await rowsOf(schoolId)).toMatchObject([{ outcome: "NO_ADDRESS" }]);
    mail.refuse(null);
    expect(await withSystem("test", (db) => db.accessCode.count({ where: { schoolId } }))).toBe(0);
    // Corrected, the address is invited at once.
    expect(await actAs(head, (ctx) => invite(ctx, only(mother)))).toMatchObject({ value: { invited: 1 } });
    expect(await sendInvitations()).toBe(1);
  });

  test("are not offered without a mail server", async () => {
    const { head } = await aSchoolToInvite();
    const url = env().SMTP_URL;
    env().SMTP_URL = undefined;
    expect(await actAs(head, (ctx) => invite(ctx, all))).toMatchObject({ code: "INVALID" });
    expect(await sendInvitations()).toBe(0);
    env().SMTP_URL = url;
  });
});

describe("sheets", () => {
  test("tell what became of each, and new ones end the old, on paper and by mail", async () => {
    const { head, division, mother, pupil } = await aSchoolToInvite();
    const sheets = (days: 15 | 60) =>
      actAs(head, (ctx) => printSheets(ctx, { divisionId: division.id, who: "EVERYONE", days, withActive: false }));
    const sheetOf = async (person: PersonRef) =>
      actAs(head, async (ctx) => (await sheetPersons(ctx, division.id))?.persons.find(({ id }) => id === person.id));
    expect(await sheetOf(mother)).toMatchObject({ state: "WAITING", sheet: null, hasEmail: true, isInvited: false });
    const first = await sheets(15);
    expect(await sheetOf(pupil)).toMatchObject({ state: "CODED", sheet: { channel: "PRINTED", usedAt: null } });

    await actAs(head, (ctx) => invite(ctx, only(mother)));
    expect(await sheetOf(mother)).toMatchObject({ isInvited: true });
    await sendInvitations();
    expect(await sheetOf(mother)).toMatchObject({ sheet: { channel: "MAILED" }, isInvited: false });
    const mailed = codeIn(mail.received[0]?.text ?? "");
    const printed = parseCode((first.ok && first.value.slips.find(({ isPupil }) => !isPupil)?.code) || "") ?? "";
    expect(await codeSubject(printed)).not.toBeNull();
    expect(await codeSubject(mailed)).not.toBeNull();

    const again = await sheets(60);
    expect(again.ok && again.value.until).not.toBe(first.ok && first.value.until);
    expect(await codeSubject(printed)).toBeNull();
    expect(await codeSubject(mailed)).toBeNull();
    const one = await actAs(head, (ctx) => createAccessCode(ctx, mother.id));
    expect(await codeSubject(parseCode(one.ok ? one.value.code : "") ?? "")).not.toBeNull();
  });

  test("of the staff are printed by profile", async () => {
    const { head, teacher } = await aSchoolToInvite();
    const print = (who: "TEACHER" | "VIE_SCOLAIRE") =>
      actAs(head, (ctx) => printSheets(ctx, { divisionId: null, who, days: 60, withActive: false }));
    expect(await print("VIE_SCOLAIRE")).toMatchObject({ code: "INVALID" });
    const made = await print("TEACHER");
    expect(made.ok && made.value.slips).toHaveLength(1);
    expect(teacher.profile).toBe("TEACHER");
  });
});
