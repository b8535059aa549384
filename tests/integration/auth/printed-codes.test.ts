import { afterAll, describe, expect, test } from "vitest";
import { createAccessCode } from "@/lib/auth/access-codes";
import { activateAccount, codeSubject, linkPerson, recogniseCode, resetPasswordByCode } from "@/lib/auth/activation";
import { parseCode } from "@/lib/auth/codes";
import { disconnect } from "@/lib/db/client";
import { newId } from "@/lib/db/id";
import { closeIdentityPool } from "@/lib/db/identity-pool";
import { withSystem } from "@/lib/db/system";
import type { Profile } from "@/lib/db/types";
import { actAs } from "@/tests/access/personas";
import { aPerson } from "@/tests/factories/builders";
import { aMember, aVisitor, PASSWORD } from "./support";

const NEXT = "quatre nuages verts dansent";

afterAll(async () => {
  await closeIdentityPool();
  await disconnect();
});

describe("codes that the school prints", () => {
  test("open what they are for, and a new one replaces the former", async () => {
    const head = await aMember("HEAD");
    const pupil = await withSystem("test", async (db) => {
      const person = await aPerson(db, head.schoolId, { profile: "STUDENT", firstName: "Noé", lastName: "Roy" });
      await db.person.updateMany({ where: { id: person.id }, data: { accountId: null } });
      return person;
    });
    const print = () => actAs(head, (ctx) => createAccessCode(ctx, pupil.id));
    const first = await print();
    const second = await print();
    if (!first.ok || !second.ok) throw new Error("not printed");
    expect(await recogniseCode(aVisitor(), first.value.code)).toMatchObject({ ok: false });
    const recognised = await recogniseCode(aVisitor(), second.value.code);
    expect(recognised.ok && (await codeSubject(recognised.value))).toMatchObject({
      purpose: "ACTIVATION",
      personId: pupil.id,
    });
    expect((await actAs(head, (ctx) => createAccessCode(ctx, head.id))).ok).toBe(true);
    expect(await actAs(head, (ctx) => createAccessCode(ctx, newId()))).toMatchObject({ code: "NOT_FOUND" });
  });

  test("reopen an account of the head's for the head's team alone, under whichever profile", async () => {
    const head = await aMember("HEAD");
    const { admin, deputy, parent, otherAdmin } = await withSystem("test", async (db) => {
      const one = (profile: Profile, account?: { accountId: string; login: string }) =>
        aPerson(db, head.schoolId, { profile, firstName: "Ada", lastName: "Roy", ...(account && { account }) });
      return {
        admin: await one("ADMIN"),
        otherAdmin: await one("ADMIN"),
        deputy: await one("HEAD"),
        parent: await one("GUARDIAN", head),
      };
    });
    const print = (by: typeof admin, personId: string) => actAs(by, (ctx) => createAccessCode(ctx, personId));
    for (const { id } of [head, deputy, parent]) {
      expect(await print(admin, id)).toMatchObject({ ok: false, code: "INVALID" });
      expect(await print(deputy, id)).toMatchObject({ ok: true });
    }
    expect(await print(admin, otherAdmin.id)).toMatchObject({ ok: true });
    // Nor a first account: the import of an administrator may have made that head.
    await withSystem("test", (db) => db.person.updateMany({ where: { id: deputy.id }, data: { accountId: null } }));
    expect(await print(admin, deputy.id)).toMatchObject({ ok: false, code: "INVALID" });
    expect(await print(head, deputy.id)).toMatchObject({ value: { purpose: "ACTIVATION" } });
  });

  test("open a head's account no more when an administrator printed them for who was no head yet", async () => {
    const head = await aMember("HEAD");
    const { admin, newcomer, active } = await withSystem("test", async (db) => {
      const one = (profile: Profile) => aPerson(db, head.schoolId, { profile, firstName: "Ada", lastName: "Roy" });
      const made = { admin: await one("ADMIN"), newcomer: await one("TEACHER"), active: await one("TEACHER") };
      await db.person.updateMany({ where: { id: made.newcomer.id }, data: { accountId: null } });
      return made;
    });
    const codeBy = async (by: typeof admin, personId: string) => {
      const printed = await actAs(by, (ctx) => createAccessCode(ctx, personId));
      return parseCode(printed.ok ? printed.value.code : "") ?? "";
    };
    const become = (personId: string, profile: Profile) =>
      withSystem("test: an import", (db) => db.person.updateMany({ where: { id: personId }, data: { profile } }));
    const activation = await codeBy(admin, newcomer.id);
    const reset = await codeBy(admin, active.id);
    const subject = await codeSubject(activation);
    expect(subject).toMatchObject({ purpose: "ACTIVATION", issuer: "SCHOOL" });
    for (const { id } of [newcomer, active]) await become(id, "HEAD");
    expect(await codeSubject(activation)).toBeNull();
    expect(await codeSubject(reset)).toBeNull();
    const secret = { login: "ada.roy", password: NEXT, shared: false };
    expect(await activateAccount(aVisitor(), activation, secret)).toMatchObject({ ok: false });
    expect(
      await linkPerson(aVisitor(), activation, { ...secret, login: head.login, password: PASSWORD }, null),
    ).toMatchObject({ ok: false });
    expect(await resetPasswordByCode(aVisitor(), reset, secret)).toMatchObject({ ok: false });
    // Another hat of the same account is enough.
    await become(active.id, "TEACHER");
    await withSystem("test", (db) =>
      aPerson(db, head.schoolId, { profile: "HEAD", firstName: "Ada", lastName: "Roy", account: active }),
    );
    expect(await codeSubject(reset)).toBeNull();
    // The sheet of a teacher that the head printed has been handed out by others: it opens no head's account either.
    await become(newcomer.id, "TEACHER");
    const sheet = await codeBy(head, newcomer.id);
    expect(await codeSubject(sheet)).toMatchObject({ purpose: "ACTIVATION", issuer: "SCHOOL" });
    await become(newcomer.id, "HEAD");
    expect(await activateAccount(aVisitor(), sheet, secret)).toMatchObject({ ok: false });
    // What the direction gives to its own does, under whichever hat.
    const hat = await codeBy(head, active.id);
    expect(await codeSubject(hat)).toMatchObject({ purpose: "RESET", issuer: "DIRECTION" });
    const given = await codeBy(head, newcomer.id);
    expect(await activateAccount(aVisitor(), given, secret)).toMatchObject({ ok: true });
  });

  test("are not for teachers to print", async () => {
    const teacher = await aMember("TEACHER");
    expect(await actAs(teacher, (ctx) => createAccessCode(ctx, teacher.id))).toMatchObject({ code: "NOT_FOUND" });
  });
});
