import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { z } from "zod";
import { POST as sendFiles } from "@/app/api/comptes/files/route";
import { type Operation, runOperation } from "@/lib/actions/run";
import { hashSecret } from "@/lib/auth/codes";
import { type Context, openContext } from "@/lib/auth/context";
import { canOpen } from "@/lib/auth/viewer";
import { endAccess, printCode, printSheets, saveModules, signOutDevice } from "@/lib/comptes/commands";
import { createPerson, giveBack } from "@/lib/comptes/editing";
import { saveGuardianship, saveJudgment } from "@/lib/comptes/guardianships";
import {
  createPersonInput,
  giveBackInput,
  saveGuardianshipInput,
  saveJudgmentInput,
} from "@/lib/comptes/person-schema";
import { accountFile, activationCounts, directory, personFile, personHistory, schoolFile } from "@/lib/comptes/queries";
import { endAccessInput, printCodeInput, printSheetsInput, saveModulesInput } from "@/lib/comptes/schema";
import { sheetPersons } from "@/lib/comptes/sheets";
import { historyWords } from "@/lib/comptes/wording";
import { newId } from "@/lib/db/id";
import { resolveSignIn } from "@/lib/db/identity";
import { withSystem } from "@/lib/db/system";
import type { DelegatedRight, Prisma } from "@/lib/db/types";
import { endDelegation, giveDelegation } from "@/lib/droits/commands";
import { personRights, schoolRights } from "@/lib/droits/queries";
import { endDelegationInput, giveDelegationInput } from "@/lib/droits/schema";
import type { Result } from "@/lib/errors/codes";
import { applyImport, undoImport } from "@/lib/imports/commands";
import { openImport } from "@/lib/imports/queries";
import { importInput } from "@/lib/imports/schema";
import { now } from "@/lib/time/clock";
import { toDbInstant } from "@/lib/time/day";
import { actAs, aSignIn, viewerAs } from "@/tests/access/personas";
import { aPerson, type PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";
import { signInTo, signOut } from "@/tests/integration/actions/request";

vi.mock("next/headers", () => import("@/tests/integration/actions/next-headers"));

let world: World;
const importId = newId();
beforeAll(async () => {
  world = await withSystem("delegations: the world", makeWorld);
  const at = toDbInstant(now());
  await withSystem("delegations: an import", (db) =>
    db.importRun.create({
      data: {
        schoolId: world.school.schoolId,
        id: importId,
        personId: world.people.admin.id,
        createdAt: at,
        updatedAt: at,
        state: "READY",
      },
    }),
  );
});
beforeEach(signOut);

/** A write as its form sends it. */
function as<Schema extends z.ZodType, Value>(
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name: `test.${run.name}`, module: "comptes", input, run };
  return async (who: PersonRef, values: Record<string, unknown>): Promise<Result<Value>> =>
    runOperation(operation, await viewerAs(who), { operationId: newId(), ...values });
}
const give = as(giveDelegationInput, giveDelegation);
const end = as(endDelegationInput, endDelegation);
const code = as(printCodeInput, printCode);
const sheets = as(printSheetsInput, printSheets);
const shut = as(endAccessInput, endAccess);
const setModules = as(saveModulesInput, saveModules);

const TODAY = "2026-11-19";
const month = { startsOn: TODAY, lastDay: "2026-12-18", reason: "Essai" };

const aTeacher = () =>
  withSystem("test: a teacher", (db) =>
    aPerson(db, world.school.schoolId, { profile: "TEACHER", firstName: "Zoé", lastName: "Dupont" }),
  );

/** A teacher who holds these rights. */
async function delegateOf(...rights: DelegatedRight[]): Promise<PersonRef> {
  const teacher = await aTeacher();
  for (const right of rights) {
    expect(await give(world.people.head, { ...month, personId: teacher.id, right })).toMatchObject({ ok: true });
  }
  return teacher;
}

/** Which rooms of the module answer. */
const roomsOf = async (who: PersonRef): Promise<string> => {
  const filter = { text: "", profile: null, divisionId: null, state: "PRESENT", page: 1 } as const;
  const viewer = await viewerAs(who);
  if (!canOpen(viewer, "comptes")) return "";
  return openContext(viewer, "comptes", { readOnly: true }, async (ctx) =>
    [
      (await directory(ctx, filter)).total > 0 && "directory",
      (await personFile(ctx, world.people.alice.id)) && "person",
      (await activationCounts(ctx)).length > 0 && "activation",
      (await sheetPersons(ctx, world.groups.sixA.id)) && "sheets",
      (await openImport(ctx, importId)) && "imports",
      (await schoolFile(ctx)) && "settings",
      (await schoolRights(ctx)).modules.length > 0 && "rights",
    ]
      .filter(Boolean)
      .join(" "),
  );
};

describe("a right that was lent", () => {
  it("opens its rooms and nothing else", async () => {
    expect(await roomsOf(await aTeacher())).toBe("");
    expect(await roomsOf(await delegateOf("ACTIVATION"))).toBe("activation sheets");
    expect(await roomsOf(await delegateOf("SETTINGS"))).toBe("settings");
    expect(await roomsOf(await delegateOf("IMPORTS"))).toBe("imports");
    expect(await roomsOf(await delegateOf("LOCAL_ADMIN"))).toBe("directory person activation sheets");
    expect(await roomsOf(await delegateOf("ACTIVATION", "SETTINGS"))).toBe("activation sheets settings");
  });

  it("begins and ends by its days, at the next request", async () => {
    const teacher = await aTeacher();
    const days = { startsOn: "2026-11-20", lastDay: "2026-11-21", reason: "Deux jours" };
    await give(world.people.admin, { ...days, personId: teacher.id, right: "IMPORTS" });
    const token = await aSignIn(teacher.accountId);
    const rightsAt = async (hours: number) => {
      const account = await resolveSignIn(hashSecret(token), now());
      expect(account).not.toBeNull();
      const later = await withSystem("test: the same device later", (db) =>
        db.signIn.updateMany({
          where: { accountId: teacher.accountId },
          data: { expiresAt: new Date("2027-01-01"), endsAt: new Date("2027-01-01") },
        }),
      );
      expect(later.count).toBe(1);
      return (await resolveSignIn(hashSecret(token), now().add({ hours })))?.persons[0]?.rights;
    };
    // 8 h 05 on Thursday: Friday begins in sixteen hours, Sunday in sixty-four.
    expect(await rightsAt(15)).toEqual([]);
    expect(await rightsAt(16)).toEqual(["IMPORTS"]);
    expect(await rightsAt(63)).toEqual(["IMPORTS"]);
    expect(await rightsAt(64)).toEqual([]);
  });

  it("ends at once when it is taken back, which happens once", async () => {
    const teacher = await aTeacher();
    const given = await give(world.people.admin, { ...month, personId: teacher.id, right: "SETTINGS" });
    if (!given.ok) throw new Error(given.message);
    expect(await roomsOf(teacher)).toBe("settings");
    const delegationId = given.value.id;
    expect(await end(world.people.deputy, { delegationId })).toMatchObject({ ok: true });
    expect(await roomsOf(teacher)).toBe("");
    expect(await end(world.people.head, { delegationId })).toMatchObject({ ok: false, code: "NOT_FOUND" });
    const lines = await actAs(world.people.head, (ctx) => personHistory(ctx, teacher.id), "comptes");
    expect(lines.map(historyWords)).toEqual([
      "Denis Duval a mis fin à une délégation\u202F: réglages",
      "Achille Adam a délégué un droit\u202F: réglages",
    ]);
    // It may be lent again on the same days.
    expect(await give(world.people.admin, { ...month, personId: teacher.id, right: "SETTINGS" })).toMatchObject({
      ok: true,
    });
  });

  it("is told on the person's page with its reason of being", async () => {
    const teacher = await delegateOf("SETTINGS");
    const rights = await actAs(world.people.admin, (ctx) => personRights(ctx, teacher.id), "comptes");
    expect(rights?.delegations).toMatchObject([{ right: "SETTINGS", state: "RUNNING", lastDay: "2026-12-18" }]);
    expect(rights?.modules.find(({ module }) => module === "comptes")?.abilities).toEqual([
      { words: "régler les modules, les périodes et les règles de l’établissement", lent: true },
    ]);
  });
});

describe("lending", () => {
  it("is for those who run the school; what was lent is not lent on", async () => {
    const local = await delegateOf("LOCAL_ADMIN");
    const teacher = await aTeacher();
    for (const who of [local, world.people.cpe, world.people.secretary, world.other.people.head]) {
      const given = await give(who, { ...month, personId: teacher.id, right: "ACTIVATION" });
      expect(given).toMatchObject({ ok: false, code: "NOT_FOUND" });
    }
  });

  it("is never to oneself under another hat, to a family, to who runs the school, or to who has no account", async () => {
    const { admin, alice, aliceGuardian1, deputy, inspector } = world.people;
    const { schoolId } = world.school;
    const [hat, newcomer] = await withSystem("test: another hat, and somebody new", async (db) => {
      const own = await aPerson(db, schoolId, { profile: "TEACHER", firstName: "Achille", lastName: "Adam" });
      await db.person.update({
        where: { schoolId_id: { schoolId, id: own.id } },
        data: { accountId: admin.accountId },
      });
      const other = await aPerson(db, schoolId, { profile: "TEACHER", firstName: "Noé", lastName: "Neuf" });
      await db.person.update({ where: { schoolId_id: { schoolId, id: other.id } }, data: { accountId: null } });
      return [own, other];
    });
    const fieldOf = async (personId: string) => {
      const given = await give(admin, { ...month, personId, right: "IMPORTS" });
      return given.ok ? "given" : given.fields?.["personId"]?.[0];
    };
    expect(await fieldOf(hat.id)).toBe("Vous ne pouvez pas vous déléguer un droit à vous-même.");
    expect(await fieldOf(newcomer.id)).toBe("Cette personne n’a pas encore activé son compte.");
    for (const { id } of [alice, aliceGuardian1, deputy, admin, inspector, world.other.people.teacher]) {
      expect(await fieldOf(id)).toBe("Choisissez un membre du personnel.");
    }
  });

  it("is not twice for the same days, and once however often the form is sent", async () => {
    const teacher = await aTeacher();
    const sent = { ...month, operationId: newId(), personId: teacher.id, right: "IMPORTS" };
    expect(await give(world.people.head, sent)).toEqual(await give(world.people.head, sent));
    const again = await give(world.people.head, { ...sent, operationId: newId() });
    expect(again).toMatchObject({
      ok: false,
      code: "INVALID",
      fields: { right: [expect.stringMatching(/déjà ce droit/)] },
    });
    const next = { ...sent, operationId: newId(), startsOn: "2026-12-19", lastDay: "2026-12-31" };
    expect(await give(world.people.head, next)).toMatchObject({ ok: true });
  });
});

describe("imports that were lent", () => {
  it("begin with the files that the delegate sends, and no other delegate's are read", async () => {
    const send = async (who: PersonRef) => {
      await signInTo(who);
      const form = new FormData();
      form.append("file", new File(["Nom;Prénom"], "eleves.csv"));
      const headers = { origin: "http://localhost:3000" };
      const request = new Request("http://localhost:3000/api/comptes/files", { method: "POST", body: form, headers });
      request.headers.set("content-length", "1000");
      return (await sendFiles(request)).headers.get("location") ?? "";
    };
    expect(await send(await delegateOf("IMPORTS"))).toMatch(/imports\/[0-9a-f-]{36}\??$/);
    expect(await send(await delegateOf("ACTIVATION"))).toContain("avis=NOT_FOUND");
  });

  it("write nothing that makes, changes or ends who runs the school: their own file would call them the head", async () => {
    const { schoolId } = world.school;
    const importer = await delegateOf("IMPORTS");
    const write = as(importInput, applyImport);
    const undo = as(importInput, undoImport);
    const row = (id: string, profile: string) => ({ id, profile, lastName: "Dupont" });
    const planned = async (
      personId: string | null,
      before: unknown,
      after: unknown,
      state: "READY" | "APPLIED" = "READY",
      table = "person",
    ) => {
      const runId = newId();
      const at = toDbInstant(now());
      const run = { schoolId, id: runId, personId: importer.id, createdAt: at, updatedAt: at, appliedAt: at, state };
      const rows = [{ table, before, after }] as unknown as Prisma.InputJsonArray;
      const change = { position: 0, entity: "staff", label: "DUPONT Zoé", key: "dupont zoe", kind: "CHANGED" } as const;
      await withSystem("test: a dry run", async (db) => {
        await db.importRun.create({ data: { ...run, digest: "as it was read" } });
        await db.importChange.create({ data: { schoolId, id: newId(), runId, personId, ...change, rows } });
      });
      return { runId, version: 1 };
    };
    const { head } = world.people;
    const self = await planned(importer.id, row(importer.id, "TEACHER"), row(importer.id, "HEAD"));
    expect(await write(importer, self)).toMatchObject({ code: "INVALID" });
    expect(await write(importer, await planned(newId(), null, row(newId(), "HEAD")))).toMatchObject({
      code: "INVALID",
    });
    const renamed = await planned(head.id, row(head.id, "HEAD"), { ...row(head.id, "HEAD"), lastName: "Autre" });
    expect(await write(importer, renamed)).toMatchObject({ code: "INVALID" });
    const before = await planned(importer.id, row(importer.id, "HEAD"), row(importer.id, "TEACHER"), "APPLIED");
    expect(await undo(importer, before)).toMatchObject({ code: "INVALID" });
    const teaching = { ...row(importer.id, "TEACHER"), duty: null };
    const counsellor = await planned(importer.id, teaching, { ...teaching, profile: "VIE_SCOLAIRE", duty: "CPE" });
    expect(await write(importer, counsellor)).toMatchObject({ code: "INVALID" });
    const librarian = await planned(importer.id, teaching, { ...teaching, duty: "LIBRARIAN" });
    expect(await write(importer, librarian)).toMatchObject({ code: "INVALID" });
    const tie = { id: newId(), guardianId: importer.id, studentId: world.people.alice.id, level: 1 };
    expect(await write(importer, await planned(null, null, tie, "READY", "guardianship"))).toMatchObject({
      code: "INVALID",
    });
    const other = { ...tie, guardianId: world.people.aliceGuardian2.id };
    expect(await write(importer, await planned(null, null, other, "READY", "guardianship"))).toMatchObject({
      ok: true,
    });
    const teacher = await planned(importer.id, teaching, { ...teaching, lastName: "Durand" });
    expect(await write(importer, teacher)).toMatchObject({ ok: true });
    // Whoever is made a head here has an account: not even an administrator's gesture is enough.
    const { admin } = world.people;
    expect(await write(admin, self)).toMatchObject({ code: "INVALID" });
    expect(await write(admin, await planned(admin.id, row(admin.id, "ADMIN"), row(admin.id, "HEAD")))).toMatchObject({
      code: "INVALID",
    });
    const back = { ...row(admin.id, "HEAD"), endsOn: null };
    expect(await write(admin, await planned(admin.id, { ...back, endsOn: "2026-09-01" }, back))).toMatchObject({
      code: "INVALID",
    });
    expect(
      await undo(admin, await planned(admin.id, row(admin.id, "HEAD"), row(admin.id, "ADMIN"), "APPLIED")),
    ).toMatchObject({
      code: "INVALID",
    });
    // Who is new has no account: its code comes from the direction. A head who stays one is nobody's gain.
    expect(await write(admin, await planned(newId(), null, row(newId(), "HEAD")))).toMatchObject({ ok: true });
    expect(
      await write(admin, await planned(head.id, row(head.id, "HEAD"), { ...row(head.id, "HEAD"), lastName: "Autre" })),
    ).toMatchObject({ ok: true });
    expect(await write(head, self)).toMatchObject({ ok: true });
  });

  it("make no head by a list of the school's own, but when the head asks for it", async () => {
    const { schoolId } = world.school;
    const { admin, head } = world.people;
    const write = as(importInput, applyImport);
    const planned = async (tables: Prisma.InputJsonArray, source: string) => {
      const [runId, id] = [newId(), newId()];
      const at = toDbInstant(now());
      const person = { id, profile: "HEAD", lastName: "Dupont", endsOn: null };
      const rows = [
        { table: "person", before: null, after: person },
        { table: "externalId", before: null, after: { personId: id, source, value: "1" } },
      ];
      await withSystem("test: a dry run", async (db) => {
        const run = { schoolId, id: runId, personId: admin.id, createdAt: at, updatedAt: at, tables };
        await db.importRun.create({ data: { ...run, state: "READY", digest: "as it was read" } });
        const change = {
          position: 0,
          entity: "staff",
          label: "DUPONT Zoé",
          key: "dupont zoe",
          kind: "CREATED",
        } as const;
        await db.importChange.create({ data: { schoolId, id: newId(), runId, personId: id, ...change, rows } });
      });
      return { runId, version: 1 };
    };
    const table = [{ signature: "nom prenom", headers: ["Nom", "Prénom"] }];
    expect(await write(admin, await planned(table, "TABLE_STAFF"))).toMatchObject({ code: "INVALID" });
    expect(await write(admin, await planned([], "ONEROSTER_STAFF"))).toMatchObject({ code: "INVALID" });
    expect(await write(admin, await planned([], "STS_EPP"))).toMatchObject({ ok: true });
    expect(await write(head, await planned(table, "TABLE_STAFF"))).toMatchObject({ ok: true });
  });
});

describe("a delegate leaves alone who stands above it", () => {
  it("prints codes for families and colleagues, never one that opens more than its own", async () => {
    const { head, admin, alice, secretary } = world.people;
    const clerk = await delegateOf("ACTIVATION");
    const local = await delegateOf("LOCAL_ADMIN");
    const importer = await delegateOf("IMPORTS");
    const told = async (who: PersonRef, { id }: PersonRef) => {
      const made = await code(who, { personId: id });
      return made.ok ? made.value.purpose : made.code;
    };
    expect([await told(clerk, alice), await told(local, alice)]).toEqual(["RESET", "RESET"]);
    expect([await told(clerk, secretary), await told(local, secretary)]).toEqual(["INVALID", "RESET"]);
    for (const other of [head, admin, importer]) {
      expect([await told(clerk, other), await told(local, other)]).toEqual(["INVALID", "INVALID"]);
    }
  });

  it("prints sheets of the staff without those who run the school", async () => {
    const clerk = await delegateOf("ACTIVATION");
    const { schoolId } = world.school;
    await withSystem("test: a head to come", async (db) => {
      const { id } = await aPerson(db, schoolId, { profile: "HEAD", firstName: "Hector", lastName: "Haut" });
      const other = await aPerson(db, schoolId, { profile: "STAFF", firstName: "Sara", lastName: "Simple" });
      await db.person.updateMany({ where: { schoolId, id: { in: [id, other.id] } }, data: { accountId: null } });
    });
    const made = await sheets(clerk, { divisionId: "", who: "EVERYONE" });
    const names = made.ok ? made.value.slips.map(({ name }) => name) : [];
    expect(names).toContain("SIMPLE Sara");
    expect(names).not.toContain("HAUT Hector");
  });

  it("ends no access and no device of theirs, and reads none of their accounts", async () => {
    const local = await delegateOf("LOCAL_ADMIN");
    const viewer = await viewerAs(local);
    const teacher = await aTeacher();
    await aSignIn(world.people.head.accountId);
    for (const { id } of [world.people.head, world.people.admin]) {
      expect(await shut(local, { personId: id, endsOn: TODAY, reason: "LEFT" })).toMatchObject({ code: "NOT_FOUND" });
      expect(await signOutDevice(viewer, { personId: id, signInId: null })).toMatchObject({ code: "NOT_FOUND" });
      const file = await openContext(viewer, "comptes", { readOnly: true }, (ctx) => personFile(ctx, id));
      expect(file?.can).toMatchObject({ endAccess: false, printCode: false, seeAs: false });
      expect(await accountFile(viewer, file)).toBeNull();
    }
    expect(await shut(local, { personId: teacher.id, endsOn: TODAY, reason: "LEFT" })).toMatchObject({ ok: true });
  });

  it("nor under another hat: a head's own children's account is the head's", async () => {
    const local = await delegateOf("LOCAL_ADMIN");
    const viewer = await viewerAs(local);
    const parent = await withSystem("test: a head who is a parent", async (db) => {
      const { schoolId } = world.school;
      const head = await aPerson(db, schoolId, { profile: "HEAD", firstName: "Hugo", lastName: "Parent" });
      const account = { accountId: head.accountId, login: "" };
      return aPerson(db, schoolId, { profile: "GUARDIAN", firstName: "Hugo", lastName: "Parent", account });
    });
    await aSignIn(parent.accountId);
    const asked = { personId: parent.id, signInId: null };
    expect(await signOutDevice(viewer, asked)).toMatchObject({ code: "NOT_FOUND" });
    expect(await accountFile(viewer, { accountId: parent.accountId, profile: "GUARDIAN" })).toBeNull();
    expect(await signOutDevice(await viewerAs(world.people.admin), asked)).toMatchObject({ ok: true });
  });

  it("is not told that a judgment was entered", async () => {
    const { alice, aliceGuardian1, admin } = world.people;
    const local = await delegateOf("LOCAL_ADMIN");
    const decided = { kind: "NO_VISIT", reference: "TJ Autun, RG 26/00123", startsOn: TODAY };
    const pair = { guardianId: aliceGuardian1.id, studentId: alice.id };
    expect(await as(saveJudgmentInput, saveJudgment)(admin, { ...pair, ...decided })).toMatchObject({ ok: true });
    const told = async (who: PersonRef) =>
      openContext(await viewerAs(who), "comptes", { readOnly: true }, async (ctx) =>
        (await personHistory(ctx, alice.id)).map(({ action }) => action),
      );
    expect(await told(admin)).toContain("comptes.judgment.save");
    expect(await told(local)).not.toContain("comptes.judgment.save");
  });

  it("makes itself a guardian of nobody, under any hat", async () => {
    const { schoolId } = world.school;
    const local = await delegateOf("LOCAL_ADMIN");
    const parent = await withSystem("test: a delegate who is a parent", (db) =>
      aPerson(db, schoolId, { profile: "GUARDIAN", firstName: "Zoé", lastName: "Dupont", account: local }),
    );
    const tie = as(saveGuardianshipInput, saveGuardianship);
    const create = as(createPersonInput, createPerson);
    const pupil = { studentId: world.people.alice.id, level: 1 };
    expect(await tie(local, { ...pupil, guardianId: parent.id })).toMatchObject({ code: "INVALID" });
    const same = {
      ...pupil,
      personId: newId(),
      kind: "GUARDIAN",
      lastName: "Dupont",
      firstName: "Zoé",
      same: parent.id,
    };
    expect(await create(local, same)).toMatchObject({ code: "INVALID" });
    const level = { personId: parent.id, aboutId: world.people.alice.id, field: "guardianship.level" };
    expect(await as(giveBackInput, giveBack)(local, level)).toMatchObject({ code: "INVALID" });
    expect(
      await withSystem("test", (db) => db.guardianship.count({ where: { schoolId, guardianId: parent.id } })),
    ).toBe(0);
    expect(await tie(world.people.admin, { ...pupil, guardianId: parent.id })).toMatchObject({ ok: true });
  });

  it("sets nothing that was not lent to it", async () => {
    const local = await delegateOf("LOCAL_ADMIN");
    expect(await setModules(local, { version: 1, open: [] })).toMatchObject({ ok: false, code: "NOT_FOUND" });
  });
});
