import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { runOperation } from "@/lib/actions/run";
import { type Context, openContext } from "@/lib/auth/context";
import { createPerson, endPerson, giveBack, savePerson } from "@/lib/comptes/editing";
import { saveGuardianship, saveJudgment } from "@/lib/comptes/guardianships";
import {
  createPersonInput,
  endPersonInput,
  giveBackInput,
  saveGuardianshipInput,
  saveJudgmentInput,
  savePersonInput,
} from "@/lib/comptes/person-schema";
import { directory, personFile, personHistory } from "@/lib/comptes/queries";
import { schoolAccounts, signInNarrowing } from "@/lib/comptes/sign-ins";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { aSignIn, viewerAs } from "@/tests/access/personas";
import type { PersonRef } from "@/tests/factories/builders";
import { makeWorld, type World } from "@/tests/factories/world";

// The directory by hand: persons whom the files lack, fields that they have wrong, responsibilities and judgments.

let world: World;
beforeEach(async () => {
  world = await withSystem("people by hand: the world", makeWorld);
});

function as<Schema extends z.ZodType, Value>(
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  return async (person: PersonRef, values: Record<string, unknown>) =>
    runOperation({ name: "test", module: "comptes", input, run }, await viewerAs(person), {
      operationId: newId(),
      ...values,
    });
}
const create = as(createPersonInput, createPerson);
const save = as(savePersonInput, savePerson);
const back = as(giveBackInput, giveBack);
const end = as(endPersonInput, endPerson);
const tie = as(saveGuardianshipInput, saveGuardianship);
const judge = as(saveJudgmentInput, saveJudgment);
const reads = async <T>(person: PersonRef, run: (ctx: Context) => Promise<T>) =>
  openContext(await viewerAs(person), "comptes", { readOnly: true }, run);
const fileOf = async (id: string, reader = world.people.head) => {
  const file = await reads(reader, (ctx) => personFile(ctx, id));
  if (!file) throw new Error("no such person");
  return file;
};

/** As an import makes somebody known to the files. */
const ofFiles = (...persons: PersonRef[]) =>
  withSystem("of the files", (db) =>
    db.externalId.createMany({
      data: persons.map(({ schoolId, id, profile }) => ({
        schoolId,
        personId: id,
        source: profile === "STUDENT" ? "SIECLE_ELEVE" : "SIECLE_PERSONNE",
        value: id,
      })),
    }),
  );

describe("somebody whom the files lack", () => {
  it("is created once with a code told once, and warned of when the name is known", async () => {
    const { head, admin } = world.people;
    const person = { personId: newId(), kind: "AESH", lastName: "Lambert", firstName: "Zoé", civility: "MME" };
    const made = await create(head, { ...person, studentId: world.people.adam.id, mobile: "06 12 34 56 78" });
    expect(made).toMatchObject({
      ok: true,
      value: { personId: person.personId },
    });
    expect(made.ok && made.value.code).toMatch(/\w{4}/);
    const again = await create(head, person);
    expect(again.ok && made.ok && again.value.code !== made.value.code).toBe(true);
    expect(await fileOf(person.personId)).toMatchObject({
      duty: "AESH",
      isOfFiles: false,
      state: "CODED",
      supports: [{ firstName: "Adam" }],
      contacts: [{ kind: "MOBILE", value: "0612345678" }],
      can: { edit: true, end: true },
    });
    const twin = { ...person, personId: newId(), lastName: "lambert", firstName: "Zoe" };
    expect(await create(admin, twin)).toMatchObject({
      ok: false,
      code: "INVALID",
      current: { namesakes: [{ id: person.personId }] },
    });
    expect(await create(admin, { ...twin, same: "new" })).toMatchObject({ ok: true });
  });

  it("a late pupil has a birth date, a class and an INE; a guardian is of a pupil, and a known one is tied, not doubled", async () => {
    const { head, basileGuardian1 } = world.people;
    const pupil = { personId: newId(), kind: "STUDENT", lastName: "Tardif", firstName: "Léo", ine: "123456789ab" };
    expect(await create(head, pupil)).toMatchObject({ code: "INVALID", fields: { birthDate: [expect.any(String)] } });
    const placed = { ...pupil, birthDate: "2015-02-03", divisionId: world.groups.sixA.id };
    expect(await create(head, placed)).toMatchObject({ ok: true });
    expect(await fileOf(pupil.personId)).toMatchObject({
      division: "6A",
      identifiers: [{ source: "INE", value: "123456789AB" }],
    });
    const guardian = {
      personId: newId(),
      kind: "GUARDIAN",
      lastName: basileGuardian1.lastName,
      firstName: basileGuardian1.firstName,
      studentId: pupil.personId,
    };
    expect(await create(head, { ...guardian, same: basileGuardian1.id })).toMatchObject({
      ok: true,
      value: { code: null },
    });
    expect((await fileOf(pupil.personId)).guardians).toMatchObject([{ id: basileGuardian1.id, level: 1 }]);
    expect(await create(head, { ...guardian, studentId: "" })).toMatchObject({ code: "INVALID" });
    const contact = { ...guardian, lastName: "Voisin", level: "3" };
    expect(await create(head, contact)).toMatchObject({ ok: true, value: { code: null } });
  });

  it("leaves by hand, with all that hung on it; who comes from the files does not", async () => {
    const { head, adam, basile, aliceGuardian1 } = world.people;
    expect(await end(head, { personId: adam.id, endsOn: "2026-11-18" })).toMatchObject({ code: "INVALID" });
    expect(await end(head, { personId: adam.id, endsOn: "2026-11-19" })).toMatchObject({ ok: true });
    expect(await fileOf(adam.id)).toMatchObject({ state: "ENDED", groups: [{ endsOn: "2026-11-19" }] });
    await withSystem("the year is closed", (db) =>
      db.schoolYear.updateMany({ where: { schoolId: head.schoolId }, data: { closedAt: new Date() } }),
    );
    expect(await end(head, { personId: basile.id, endsOn: "2026-11-19" })).toMatchObject({ ok: true });
    expect(await fileOf(basile.id)).toMatchObject({ state: "ENDED", groups: [{ endsOn: null }, { endsOn: null }] });
    await ofFiles(aliceGuardian1);
    expect(await end(head, { personId: aliceGuardian1.id, endsOn: "2026-11-19" })).toMatchObject({ code: "INVALID" });
    expect(await end(head, { personId: head.id, endsOn: "2026-11-19" })).toMatchObject({ code: "INVALID" });
  });
});

describe("a field that the files have otherwise", () => {
  it("is set here, told apart from theirs, and given back with one gesture", async () => {
    const { head, alice } = world.people;
    await ofFiles(alice);
    const { fields } = await fileOf(alice.id);
    const before = JSON.stringify(fields);
    const wanted = { personId: alice.id, ...fields, before };
    expect(await save(head, { ...wanted, lastName: "Aubert-Roy", email: "alice@exemple.fr" })).toMatchObject({
      ok: true,
      value: { fields: 2 },
    });
    expect(await fileOf(alice.id)).toMatchObject({
      lastName: "Aubert-Roy",
      overrides: [
        { field: "contact.EMAIL", value: "alice@exemple.fr", importedValue: null },
        { field: "person.lastName", value: "Aubert-Roy", importedValue: "Aubert" },
      ],
    });
    // Somebody else's form, opened before: what it changes too is a conflict, the rest is not.
    expect(await save(head, { ...wanted, lastName: "Auber" })).toMatchObject({ code: "CONFLICT" });
    expect(await save(head, { ...wanted, firstName: "Alicia" })).toMatchObject({ ok: true });
    for (const field of ["person.lastName", "contact.EMAIL", "person.firstName"]) {
      expect(await back(head, { personId: alice.id, aboutId: alice.id, field })).toMatchObject({ ok: true });
    }
    expect(await fileOf(alice.id)).toMatchObject({
      firstName: "Alice",
      lastName: "Aubert",
      overrides: [],
      contacts: [],
    });
    expect(await back(head, { personId: alice.id, aboutId: alice.id, field: "person.lastName" })).toMatchObject({
      code: "NOT_FOUND",
    });
    const history = await reads(head, (ctx) => personHistory(ctx, alice.id));
    expect(history.map(({ action }) => action)).toContain("comptes.person.give-back");
  });

  it("may be the duty, among those of the profile, and the sex", async () => {
    const { head, aesh } = world.people;
    await ofFiles(aesh);
    const edit = async (values: { duty?: string; sex?: string }) => {
      const { fields } = await fileOf(aesh.id);
      return save(head, { personId: aesh.id, ...fields, ...values, before: JSON.stringify(fields) });
    };
    expect(await edit({ duty: "CPE" })).toMatchObject({ code: "INVALID", fields: { duty: [expect.any(String)] } });
    expect(await edit({ duty: "SECRETARY", sex: "F" })).toMatchObject({ ok: true, value: { fields: 2 } });
    expect(await fileOf(aesh.id)).toMatchObject({
      duty: "SECRETARY",
      sex: "F",
      overrides: [
        { field: "civilStatus.sex", value: "F", importedValue: null },
        { field: "person.duty", value: "SECRETARY", importedValue: "AESH" },
      ],
    });
    expect(await back(head, { personId: aesh.id, aboutId: aesh.id, field: "person.duty" })).toMatchObject({ ok: true });
    expect(await fileOf(aesh.id)).toMatchObject({ duty: "AESH" });
    // A form without duties leaves it as it is.
    const { duty: _duty, ...fields } = (await fileOf(aesh.id)).fields;
    const before = JSON.stringify((await fileOf(aesh.id)).fields);
    expect(await save(head, { personId: aesh.id, ...fields, before })).toMatchObject({
      ok: true,
      value: { fields: 0 },
    });
  });

  it("written back as the files have it is theirs again; of who was created here it is simply changed", async () => {
    const { head, alice, adam } = world.people;
    await ofFiles(alice);
    const edit = async (person: PersonRef, firstName: string) => {
      const { fields } = await fileOf(person.id);
      return save(head, { personId: person.id, ...fields, firstName, before: JSON.stringify(fields) });
    };
    await edit(alice, "Alys");
    await edit(alice, "Alice");
    await edit(adam, "Adan");
    expect((await fileOf(alice.id)).overrides).toEqual([]);
    expect(await fileOf(adam.id)).toMatchObject({ firstName: "Adan", overrides: [] });
  });
});

describe("responsibilities and judgments", () => {
  it("a level is changed, ended and begun again; what the files said is kept beside", async () => {
    const { head, alice, aliceGuardian2 } = world.people;
    await ofFiles(alice, aliceGuardian2);
    const pair = { guardianId: aliceGuardian2.id, studentId: alice.id };
    expect(await tie(head, { ...pair, level: "3" })).toMatchObject({ ok: true });
    const level = async () => (await fileOf(alice.id)).guardians.filter(({ id }) => id === aliceGuardian2.id);
    expect(await level()).toMatchObject([{ level: 3, endsOn: null }]);
    expect((await fileOf(aliceGuardian2.id)).overrides).toMatchObject([
      { field: "guardianship.level", aboutId: alice.id, value: "3", importedValue: "2" },
    ]);
    const own = { personId: aliceGuardian2.id, aboutId: alice.id, field: "guardianship.level" };
    expect(await back(head, own)).toMatchObject({ ok: true });
    expect(await level()).toMatchObject([{ level: 2 }]);
    expect(await tie(head, { ...pair, level: "2", endsOn: "2026-11-19" })).toMatchObject({ ok: true });
    expect(await tie(head, { ...pair, level: "1", startsOn: "2026-11-01" })).toMatchObject({ code: "INVALID" });
    expect(await tie(head, { ...pair, level: "1", startsOn: "2026-11-19" })).toMatchObject({ ok: true });
    expect(await level()).toHaveLength(2);
    expect(await tie(head, { guardianId: alice.id, studentId: alice.id, level: "1" })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("a judgment is entered, read by those who run the school alone, corrected, and taken back", async () => {
    const { head, alice, aliceGuardian1, mathsTeacher } = world.people;
    const pair = { guardianId: aliceGuardian1.id, studentId: alice.id };
    const decided = { kind: "NO_COMMUNICATION", reference: "TJ Autun, RG 26/00123", startsOn: "2026-11-19" };
    const made = await judge(head, { ...pair, ...decided });
    const judgmentId = made.ok ? made.value.judgmentId : "";
    const [first] = (await fileOf(alice.id)).guardians.filter(({ id }) => id === aliceGuardian1.id);
    expect(first).toMatchObject({ isShut: true, judgments: [{ id: judgmentId, kind: "NO_COMMUNICATION" }] });
    expect((await viewerAs(aliceGuardian1)).students).toEqual([]);
    const ended = { ...pair, ...decided, judgmentId, endsOn: "2026-11-19" };
    expect(await judge(head, { ...ended, version: 2 })).toMatchObject({ code: "CONFLICT" });
    expect(await judge(head, { ...ended, version: 1 })).toMatchObject({ ok: true });
    expect((await viewerAs(aliceGuardian1)).students).toMatchObject([{ firstName: "Alice" }]);
    expect(await judge(mathsTeacher, { ...pair, ...decided })).toMatchObject({ code: "NOT_FOUND" });
    expect(
      await judge(head, { ...decided, guardianId: aliceGuardian1.id, studentId: world.people.adam.id }),
    ).toMatchObject({ code: "NOT_FOUND" });
  });

  it("one parent never reads the other's contact details, whoever asks and wherever: the wall has but one's own", async () => {
    const { aliceGuardian1, aliceGuardian2, alice, head } = world.people;
    await withSystem("contacts", (db) =>
      db.contact.createMany({
        data: [aliceGuardian1, aliceGuardian2].map(({ schoolId, id }) => ({
          schoolId,
          id: newId(),
          personId: id,
          kind: "MOBILE" as const,
          value: `06${id.slice(0, 8)}`,
        })),
      }),
    );
    for (const person of [aliceGuardian1, aliceGuardian2, alice]) {
      const viewer = await viewerAs(person);
      for (const module of ["accueil", "absences", "messagerie", "notes", "actualites", "emploi-du-temps"] as const) {
        const owners = await openContext(viewer, module, { readOnly: true }, async ({ db }) => [
          ...(await db.contact.findMany({ select: { personId: true } })).map(({ personId }) => personId),
          ...(await db.guardianship.findMany({ select: { guardianId: true } })).map(({ guardianId }) => guardianId),
          ...(await db.person.findMany({ where: { profile: "GUARDIAN" }, select: { id: true } })).map(({ id }) => id),
        ]);
        expect(owners.filter((id) => id !== person.id)).toEqual([]);
      }
    }
    expect((await fileOf(aliceGuardian2.id, head)).contacts).toHaveLength(1);
  });
});

describe("the directory by its last sign-in", () => {
  it("finds who never signed in, and who has not for thirty days", async () => {
    const { head, alice, adam, aliceGuardian3 } = world.people;
    await aSignIn(alice.accountId);
    await aSignIn(adam.accountId);
    await withSystem("a while ago", (db) =>
      db.signIn.updateMany({
        where: { accountId: adam.accountId },
        data: { createdAt: new Date("2026-09-01T08:00:00Z"), lastSeenAt: new Date("2026-09-20T08:00:00Z") },
      }),
    );
    const names = async (since: "NEVER" | "30" | "90") => {
      const narrowing = await signInNarrowing(await reads(head, schoolAccounts), since);
      const filter = {
        text: "",
        profile: null,
        divisionId: null,
        state: "PRESENT",
        lastSignIn: since,
        page: 1,
      } as const;
      const found = await reads(head, (ctx) => directory(ctx, filter, narrowing));
      return found.entries.map(({ id }) => id);
    };
    const never = await names("NEVER");
    expect(never).toContain(aliceGuardian3.id);
    expect(never).not.toContain(alice.id);
    expect(never).not.toContain(adam.id);
    expect(await names("30")).toEqual([adam.id]);
    expect(await names("90")).toEqual([]);
  });
});
