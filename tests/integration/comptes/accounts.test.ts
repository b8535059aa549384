import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { POST } from "@/app/api/comptes/activation/route";
import { type Operation, runOperation } from "@/lib/actions/run";
import { hashSecret } from "@/lib/auth/codes";
import { codeSubject } from "@/lib/auth/activation";
import { openSignIn } from "@/lib/auth/commands";
import type { Context } from "@/lib/auth/context";
import {
  endAccess,
  printCode,
  restoreAccess,
  saveModules,
  savePeriods,
  saveSettings,
  signOutDevice,
} from "@/lib/comptes/commands";
import { accountFile, directory, personHistory, troubledAccounts } from "@/lib/comptes/queries";
import {
  endAccessInput,
  printCodeInput,
  restoreAccessInput,
  saveModulesInput,
  savePeriodsInput,
  saveSettingsInput,
} from "@/lib/comptes/schema";
import type { DirectoryFilter } from "@/lib/comptes/types";
import { historyWords } from "@/lib/comptes/wording";
import { newId } from "@/lib/db/id";
import { resolveSignIn } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import { modules } from "@/lib/modules";
import type { Result } from "@/lib/errors/codes";
import { now } from "@/lib/time/clock";
import { toDbDay } from "@/lib/time/day";
import { actAs, aSignIn, viewerAs } from "@/tests/access/personas";
import { closeSnapshots } from "@/tests/access/snapshot";
import { aGroup, anEnrollment, aPerson, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { signInTo, signOut } from "@/tests/integration/actions/request";
import { aVisitor } from "@/tests/integration/auth/support";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
beforeAll(async () => {
  world = await withSystem("comptes: the world", makeWorld);
});
afterAll(closeSnapshots);
beforeEach(signOut);

/** A write of the module as its form sends it: parsed, in one transaction, rolled back when it fails. */
function as<Schema extends z.ZodType, Value>(
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name: `test.${run.name}`, module: "comptes", input, run };
  return async (who: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(who), { operationId: newId(), ...values });
}
const end = as(endAccessInput, endAccess);
const restore = as(restoreAccessInput, restoreAccess);
const code = as(printCodeInput, printCode);
const setModules = as(saveModulesInput, saveModules);
const setSettings = as(saveSettingsInput, saveSettings);
const setPeriods = as(savePeriodsInput, savePeriods);

const aTeacher = (lastName = "Dupont") =>
  withSystem("test: a teacher", (db) =>
    aPerson(db, world.school.schoolId, { profile: "TEACHER", firstName: "Zoé", lastName }),
  );

const TODAY = "2026-11-19";

describe("an access that is ended", () => {
  it("closes at the next request of every device, refuses sign-ins and codes, and comes back by one gesture", async () => {
    const { admin } = world.people;
    const teacher = await aTeacher();
    const token = await aSignIn(teacher.accountId);
    const printed = await code(admin, { personId: teacher.id });
    if (!printed.ok) throw new Error(printed.message);
    expect(printed.value.purpose).toBe("RESET");
    expect((await resolveSignIn(hashSecret(token), now()))?.persons).toHaveLength(1);

    expect(await end(admin, { personId: teacher.id, endsOn: TODAY, reason: "LEFT" })).toMatchObject({ ok: true });
    expect((await resolveSignIn(hashSecret(token), now()))?.persons).toEqual([]);
    expect(await openSignIn(aVisitor(), { ...teacher, shared: false })).toMatchObject({ code: "INVALID" });
    expect(await codeSubject(printed.value.code.replaceAll("-", ""))).toBeNull();
    expect(await code(admin, { personId: teacher.id })).toMatchObject({ code: "INVALID" });

    expect(await restore(admin, { personId: teacher.id, expected: TODAY })).toMatchObject({ ok: true });
    expect((await resolveSignIn(hashSecret(token), now()))?.persons).toHaveLength(1);
    const history = await actAs(admin, (ctx) => personHistory(ctx, teacher.id));
    expect(history.map(historyWords).toReversed()).toEqual([
      "Achille Adam a délivré un code de mot de passe",
      "Achille Adam a mis fin à l’accès au jeudi 19 novembre 2026\u202F: départ de l’établissement",
      "Achille Adam a rétabli l’accès",
    ]);
  });

  it("may be ended on a day to come, when a colleague has not decided meanwhile", async () => {
    const { head, deputy } = world.people;
    const teacher = await aTeacher();
    const token = await aSignIn(teacher.accountId);
    const later = { personId: teacher.id, endsOn: "2026-12-18", reason: "LEFT" };
    expect(await end(head, later)).toMatchObject({ ok: true });
    expect((await resolveSignIn(hashSecret(token), now()))?.persons).toHaveLength(1);
    expect(await end(deputy, { ...later, endsOn: TODAY })).toMatchObject({
      code: "CONFLICT",
      current: { accessEndsOn: "2026-12-18" },
    });
    expect(await restore(deputy, { personId: teacher.id, expected: TODAY })).toMatchObject({ code: "CONFLICT" });
  });

  it("is never one's own, nor in the past", async () => {
    const { head } = world.people;
    const own = { personId: head.id, endsOn: TODAY, reason: "OTHER" };
    expect(await end(head, own)).toMatchObject({ code: "INVALID" });
    const teacher = await aTeacher();
    const past = await end(head, { personId: teacher.id, endsOn: "2026-11-18", reason: "OTHER" });
    expect(past).toMatchObject({ code: "INVALID", fields: { endsOn: [expect.any(String)] } });
    expect(await end(head, { personId: teacher.id, endsOn: TODAY })).toMatchObject({
      fields: { reason: ["Indiquez pourquoi."] },
    });
  });
});

describe("an account", () => {
  it("tells the school its devices, signs them out one by one or all, and leaves the password", async () => {
    const { admin, ...people } = world.people;
    const viewer = await viewerAs(admin);
    const teacher = await aTeacher();
    const [first, second] = [await aSignIn(teacher.accountId), await aSignIn(teacher.accountId)];
    const file = await accountFile(viewer, teacher);
    expect(file).toMatchObject({ login: teacher.login, servesElsewhere: false, hasEmail: false });
    expect(file?.devices).toHaveLength(2);

    const one = file?.devices.at(0)?.id ?? null;
    const ended = { personId: teacher.id, signInId: one };
    expect(await signOutDevice(viewer, ended)).toEqual({ ok: true, value: { devices: 1 } });
    expect(await signOutDevice(viewer, ended)).toMatchObject({ code: "NOT_FOUND" });
    expect(await signOutDevice(viewer, { personId: people.alice.id, signInId: one })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await signOutDevice(viewer, { personId: teacher.id, signInId: null })).toMatchObject({ ok: true });
    for (const token of [first, second]) expect(await resolveSignIn(hashSecret(token), now())).toBeNull();
    expect(await actAs(admin, (ctx) => personHistory(ctx, teacher.id))).toHaveLength(2);
  });

  it("of another school's person is nobody's here", async () => {
    const viewer = await viewerAs(world.people.admin);
    const { pupil } = world.other.people;
    await aSignIn(pupil.accountId);
    expect(await accountFile(viewer, pupil)).toBeNull();
    expect(await signOutDevice(viewer, { personId: pupil.id, signInId: null })).toMatchObject({ code: "NOT_FOUND" });
    expect(await accountFile(viewer, world.people.aliceGuardian1)).toMatchObject({ servesElsewhere: true });
  });

  it("that fails again and again is named, until it succeeds", async () => {
    const viewer = await viewerAs(world.people.admin);
    const teacher = await aTeacher();
    const attempt = (outcome: "SUCCESS" | "WRONG_PASSWORD", minutes: number) =>
      withSystem("test: an attempt", (db) =>
        db.signInAttempt.create({
          data: {
            id: newId(),
            at: new Date(now().epochMilliseconds - minutes * 60_000),
            accountId: teacher.accountId,
            address: "192.0.2.1",
            outcome,
          },
        }),
      );
    for (const minutes of [300, 30, 20]) await attempt("WRONG_PASSWORD", minutes);
    const { id, accountId, firstName, lastName } = teacher;
    const school = [{ id, accountId, firstName, lastName }];
    expect(await troubledAccounts(viewer, school)).toEqual([{ id, firstName, lastName, failures: 3 }]);
    await attempt("SUCCESS", 10);
    expect(await troubledAccounts(viewer, school)).toEqual([]);
  });
});

describe("the directory", () => {
  const found = async (filter: Partial<DirectoryFilter>) => {
    const whole: DirectoryFilter = { text: "", profile: null, divisionId: null, state: "PRESENT", page: 1, ...filter };
    const { entries } = await actAs(world.people.admin, (ctx) => directory(ctx, whole));
    return entries.map(({ firstName, state }) => `${firstName} ${state}`);
  };

  it("finds without accents, by parts of names in any order, and by class", async () => {
    expect(await found({ text: "FRANCOISE four" })).toEqual(["Françoise ACTIVE"]);
    expect(await found({ text: "azou" })).toEqual(["Adam ACTIVE"]);
    expect(await found({ text: "6b benoit" })).toEqual(["Basile ACTIVE", "Bérénice ACTIVE"]);
    expect(await found({ text: "%" })).toEqual([]);
    expect(await found({ divisionId: world.groups.sixB.id, profile: "GUARDIAN" })).toEqual(["Bérénice ACTIVE"]);
    expect(await found({ text: "ad", profile: "STUDENT" })).toEqual(["Adam ACTIVE"]);
  });

  it("says beyond the last page how many there are, and where the last one is", async () => {
    const filter = { text: "", profile: null, divisionId: null, state: "PRESENT" } as const;
    const pageOf = (page: number) => actAs(world.people.admin, (ctx) => directory(ctx, { ...filter, page }));
    const first = await pageOf(1);
    expect(await pageOf(99)).toEqual({ entries: [], total: first.total, pages: first.pages });
  });

  it("keeps those who left apart", async () => {
    expect(await found({ text: "faure" })).toEqual([]);
    expect(await found({ text: "faure", state: "ENDED" })).toEqual(["Fanny ENDED"]);
  });
});

describe("activation sheets", () => {
  async function aClass() {
    return withSystem("test: a class", async (db) => {
      const { schoolId } = world.school;
      const group = await aGroup(db, world.school, { code: newId().slice(-6) });
      const pupils = [];
      for (const lastName of ["Zola", "Aymé"]) {
        const pupil = await aPerson(db, schoolId, { profile: "STUDENT", firstName: "Ève", lastName });
        await db.person.update({ where: { schoolId_id: { schoolId, id: pupil.id } }, data: { accountId: null } });
        await anEnrollment(db, pupil, group);
        pupils.push(pupil);
      }
      return { group, pupils };
    });
  }
  const print = (values: Record<string, string>, origin = "http://localhost:3000") => {
    const body = new URLSearchParams({ who: "EVERYONE", ...values }).toString();
    const headers = {
      origin,
      "content-length": String(body.length),
      "content-type": "application/x-www-form-urlencoded",
    };
    return POST(new Request("http://localhost:3000/api/comptes/activation", { method: "POST", headers, body }));
  };
  const codesOf = (personIds: string[]) =>
    withSystem("test: codes", (db) =>
      db.accessCode.findMany({ where: { personId: { in: personIds } }, orderBy: { createdAt: "asc" } }),
    );

  it("are a PDF, with a new code for each who has no account, and one line in the journal", async () => {
    const { group, pupils } = await aClass();
    await signInTo(world.people.head);
    const response = await print({ divisionId: group.id });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
    const ids = pupils.map(({ id }) => id);
    expect(await codesOf(ids)).toHaveLength(2);

    await print({ divisionId: group.id });
    const codes = await codesOf(ids);
    expect(codes.filter(({ usedAt }) => usedAt === null)).toHaveLength(2);
    expect(codes).toHaveLength(4);
    const lines = await withSystem("test: lines", (db) => db.journal.findMany({ where: { targetId: group.id } }));
    expect(lines.map(({ details }) => details)).toEqual([
      { codes: 2, slips: 2 },
      { codes: 2, slips: 2 },
    ]);
  });

  it("are not made for who may not, from another site, nor for a class of elsewhere", async () => {
    const { group, pupils } = await aClass();
    const ids = pupils.map(({ id }) => id);
    for (const person of [world.people.secretary, world.people.mathsTeacher, world.people.alice]) {
      await signInTo(person);
      expect((await print({ divisionId: group.id })).status).toBe(404);
    }
    await signInTo(world.other.people.head);
    expect((await print({ divisionId: group.id })).status).toBe(404);
    await signInTo(world.people.head);
    expect((await print({ divisionId: group.id }, "https://elsewhere.example")).status).toBe(404);
    expect(await codesOf(ids)).toEqual([]);
  });

  it("send the form back with what stopped it", async () => {
    await signInTo(world.people.head);
    const nothing = await print({ divisionId: world.groups.sixA.id });
    expect(nothing.status).toBe(303);
    expect(nothing.headers.get("location")).toContain(`avis=INVALID&classe=${world.groups.sixA.id}`);
    signOut();
    expect((await print({ divisionId: world.groups.sixA.id })).headers.get("location")).toContain("avis=SIGNED_OUT");
  });
});

describe("the school's settings", () => {
  it("close a module on the server, and conflict instead of overwriting", async () => {
    const { head } = world.people;
    const version = async () =>
      (await withSystem("test", (db) => db.school.findUniqueOrThrow({ where: { id: world.school.schoolId } }))).version;
    const before = await version();
    expect(await setModules(head, { version: before, open: "emploi-du-temps" })).toMatchObject({ ok: true });
    expect((await viewerAs(world.people.alice)).school.disabledModules).toContain("cahier-de-texte");
    expect(await setModules(head, { version: before, open: [] })).toMatchObject({ code: "CONFLICT" });
    const typed = { version: before + 1, group: "signIn", staffIdleMinutes: "45", familyIdleMinutes: "7" };
    expect(await setSettings(head, typed)).toMatchObject({ ok: true });
    expect(await setSettings(head, { ...typed, version: before + 2, staffIdleMinutes: "1" })).toMatchObject({
      fields: { staffIdleMinutes: ["Indiquez un nombre entier entre 5 et 43\u202F200."] },
    });
    expect(await setSettings(head, { ...typed, group: "nothing" })).toMatchObject({ code: "NOT_FOUND" });
    const open = modules.filter(({ canBeDisabled }) => canBeDisabled).map(({ slug }) => slug);
    expect(await setModules(head, { version: await version(), open })).toMatchObject({ ok: true });
    expect((await viewerAs(world.people.alice)).school.disabledModules).toEqual([]);
  });

  it("move the periods together, or say which date is wrong", async () => {
    const { schoolId, yearId } = world.school;
    const { head } = world.people;
    const schemeId = newId();
    const [first, second] = [newId(), newId()];
    await withSystem("test: semesters", async (db) => {
      await db.periodScheme.create({ data: { schoolId, id: schemeId, yearId, kind: "SEMESTRE", name: "Semestres" } });
      const dates = [
        { id: first, position: 1, startsOn: toDbDay("2026-09-01"), endsOn: toDbDay("2027-01-31") },
        { id: second, position: 2, startsOn: toDbDay("2027-01-31"), endsOn: toDbDay("2027-09-01") },
      ];
      await db.period.createMany({
        data: dates.map((each) => ({ ...each, schoolId, schemeId, name: `S${each.position}`, shortName: "S" })),
      });
    });
    const days = (cut: string) => ({
      [`debut.${first}`]: "2026-09-01",
      [`fin.${first}`]: "2027-01-22",
      [`debut.${second}`]: cut,
      [`fin.${second}`]: "2027-07-02",
    });
    const wrong = await setPeriods(head, { schemeId, version: 1, ...days("2027-01-22") });
    expect(wrong).toMatchObject({ code: "INVALID", fields: { [`debut.${second}`]: [expect.stringContaining("22")] } });
    expect(await setPeriods(head, { schemeId, version: 1, ...days("2027-01-25") })).toMatchObject({ ok: true });
    expect(await setPeriods(head, { schemeId, version: 1, ...days("2027-01-26") })).toMatchObject({ code: "CONFLICT" });
    const stored = await withSystem("test", (db) =>
      db.period.findMany({ where: { schoolId, schemeId }, orderBy: { position: "asc" } }),
    );
    expect(stored.map(({ startsOn, endsOn }) => [startsOn, endsOn])).toEqual([
      [toDbDay("2026-09-01"), toDbDay("2027-01-23")],
      [toDbDay("2027-01-25"), toDbDay("2027-07-03")],
    ]);
  });
});
