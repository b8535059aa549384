import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { type Operation, runOperation } from "@/lib/actions/run";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { withSystem } from "@/lib/db/system";
import type { Result } from "@/lib/errors/codes";
import { applyRetention } from "@/lib/jobs/retention";
import {
  addFreeCatalogue,
  addResource,
  giveResource,
  keepFavourite,
  restoreGiven,
  updateResource,
  withdrawGiven,
  withdrawResource,
} from "@/lib/ressources/commands";
import { freeCatalogueFor } from "@/lib/ressources/free-catalogue";
import { noticeKinds } from "@/lib/ressources/notices";
import { currentGiven, listCatalogue, listFavourites, listGiven, searchResources } from "@/lib/ressources/queries";
import { PAGE_SIZE } from "@/lib/ressources/rules";
import {
  addFreeCatalogueInput,
  addResourceInput,
  giveResourceInput,
  keepFavouriteInput,
  updateResourceInput,
  withdrawGivenInput,
  withdrawResourceInput,
} from "@/lib/ressources/schema";
import type { CatalogueFilter } from "@/lib/ressources/types";
import { now } from "@/lib/time/clock";
import { actAs, viewerAs } from "@/tests/access/personas";
import { aPerson, type PersonRef } from "@/tests/factories/builders";
import { aFavourite, aGivenResource, aResource } from "@/tests/factories/resources";
import { makeWorld, type World } from "@/tests/factories/world";

// It is Thursday 2026-11-19, 8 h 05 in Paris.

let world: World;
beforeEach(async () => {
  world = await withSystem("resources: the world", makeWorld);
});

/** A write of the module as its form sends it: parsed, in one transaction, rolled back when it fails. */
function sent<Schema extends z.ZodType, Value>(
  name: string,
  input: Schema,
  run: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
) {
  const operation: Operation<Schema, Value> = { name, module: "ressources", input, run };
  return async (person: PersonRef, values: Record<string, unknown>) =>
    runOperation(operation, await viewerAs(person), { operationId: newId(), ...values });
}

const add = sent("test.add", addResourceInput, addResource);
const update = sent("test.update", updateResourceInput, updateResource);
const withdraw = sent("test.withdraw", withdrawResourceInput, withdrawResource);
const addFree = sent("test.free", addFreeCatalogueInput, addFreeCatalogue);
const keep = sent("test.keep", keepFavouriteInput, keepFavourite);
const give = sent("test.give", giveResourceInput, giveResource);
const takeBack = sent("test.takeBack", withdrawGivenInput, withdrawGiven);
const giveAgain = sent("test.giveAgain", withdrawGivenInput, restoreGiven);

const fields = (values: Record<string, unknown> = {}) => ({
  title: "Éléments d’Euclide",
  publisher: "BnF",
  description: "Un livre ancien à feuilleter.",
  url: "https://gallica.bnf.fr/",
  kind: "COLLECTION",
  domains: ["MATHS"],
  levels: ["6e", "5e"],
  audience: "EVERYBODY",
  ...values,
});

const ANYTHING: CatalogueFilter = {
  text: "",
  level: null,
  domain: null,
  kind: null,
  favourites: false,
  withdrawn: false,
  page: 1,
};

const titles = (person: PersonRef, filter: Partial<CatalogueFilter> = {}) =>
  actAs(
    person,
    async (ctx) => (await listCatalogue(ctx, { ...ANYTHING, ...filter })).resources.map(({ title }) => title),
    "ressources",
  );

const resource = (title: string, values: Parameters<typeof aResource>[3] = {}) =>
  withSystem("test: a resource", (db) => aResource(db, world.school.schoolId, title, values));

const asked = (person: PersonRef, studentId?: string) =>
  actAs(person, (ctx) => currentGiven(ctx, { studentId }, 20), "ressources");

const eventsOf = () =>
  withSystem("test: events", (db) =>
    db.outbox.findMany({ where: { schoolId: world.school.schoolId, kind: "ressources.resource.assigned" } }),
  );

describe("the catalogue", () => {
  it("is found in by words without accents, by domain and kind, by level, and by title in order", async () => {
    const { head, alice } = world.people;
    await resource("Volcans", { domains: ["SCIENCES"], kind: "VIDEO", levels: ["4e"], publisher: "Leblob" });
    await resource("arbres", { domains: ["SCIENCES"], kind: "REFERENCE" });
    await resource("Encyclopédie", { domains: ["GENERAL"], kind: "REFERENCE" });
    expect(await add(head, fields())).toMatchObject({ ok: true });
    expect(await titles(alice)).toEqual(["arbres", "Éléments d’Euclide", "Encyclopédie", "Volcans"]);
    expect(await titles(alice, { text: "ELEMENTS euclide" })).toEqual(["Éléments d’Euclide"]);
    expect(await titles(alice, { text: "leblob" })).toEqual(["Volcans"]);
    expect(await titles(alice, { text: "vidéo sciences" })).toEqual(["Volcans"]);
    expect(await titles(alice, { text: "100%_" })).toEqual([]);
    expect(await titles(alice, { level: "6e" })).toEqual(["arbres", "Éléments d’Euclide", "Encyclopédie"]);
    // What is about everything is found under each.
    expect(await titles(alice, { domain: "MATHS" })).toEqual(["Éléments d’Euclide", "Encyclopédie"]);
    expect(await titles(alice, { kind: "REFERENCE", level: "3e" })).toEqual(["arbres", "Encyclopédie"]);
    const found = await actAs(alice, (ctx) => searchResources(ctx, ["euclide"]), "ressources");
    expect(found.map(({ title }) => title)).toEqual(["Éléments d’Euclide"]);
  });

  it("is told page by page, and beyond the last one the last one", async () => {
    const { alice } = world.people;
    for (let index = 0; index <= PAGE_SIZE; index += 1) await resource(`Site ${String(index).padStart(2, "0")}`);
    const read = (page: number) => actAs(alice, (ctx) => listCatalogue(ctx, { ...ANYTHING, page }), "ressources");
    expect(await read(1)).toMatchObject({ total: PAGE_SIZE + 1, page: 1, pages: 2 });
    const last = await read(99);
    expect(last).toMatchObject({ page: 2, pages: 2 });
    expect(last.resources.map(({ title }) => title)).toEqual([`Site ${PAGE_SIZE}`]);
  });

  it("starts from the free one, once, for the levels of the school; what was changed or withdrawn stays so", async () => {
    const { admin } = world.people;
    const own = freeCatalogueFor("COLLEGE");
    expect(await addFree(admin, {})).toEqual({ ok: true, value: { added: own.length } });
    const { schoolId } = world.school;
    const { id } = await withSystem("test: one of them", (db) =>
      db.resource.findFirstOrThrow({ where: { schoolId, externalId: "pix" } }),
    );
    await withdraw(admin, { resourceId: id });
    expect(await addFree(admin, {})).toEqual({ ok: true, value: { added: 0 } });
    expect(await titles(admin, { withdrawn: true })).toEqual(["Pix"]);
    expect(await titles(admin, { text: "pix" })).toEqual([]);
  });

  it("is kept by a documentaliste, who teaches nobody", async () => {
    const librarian = await withSystem("test: a documentaliste", (db) =>
      aPerson(db, world.school.schoolId, {
        profile: "TEACHER",
        duty: "LIBRARIAN",
        firstName: "Lise",
        lastName: "Livry",
        civility: "MME",
      }),
    );
    const added = await add(librarian, fields());
    expect(added).toMatchObject({ ok: true, value: { version: 1 } });
    const resourceId = added.ok ? added.value.id : "";
    expect(await update(librarian, { resourceId, version: "1", ...fields({ title: "Euclide" }) })).toMatchObject({
      ok: true,
      value: { version: 2 },
    });
    // Somebody who had opened it before.
    expect(await update(world.people.head, { resourceId, version: "1", ...fields() })).toMatchObject({
      code: "CONFLICT",
      current: { title: "Euclide", version: 2 },
    });
    expect(await give(librarian, { resourceId, groups: [world.groups.sixA.id] })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("refuses an address that is not one of a safe site, in its field", async () => {
    for (const url of ["http://gallica.bnf.fr/", "javascript:alert(1)", "https://moi:secret@gallica.bnf.fr/"]) {
      const answer = await add(world.people.head, fields({ url }));
      expect(answer).toMatchObject({ code: "INVALID", fields: { url: [expect.stringContaining("https://")] } });
    }
  });
});

describe("favourites", () => {
  it("are one's own; kept twice is kept once, and what is withdrawn is no more at hand", async () => {
    const { alice, adam, head } = world.people;
    const { id: resourceId } = await resource("À garder");
    const favourites = (person: PersonRef) =>
      actAs(person, async (ctx) => (await listFavourites(ctx, 8)).map(({ title }) => title), "ressources");
    await Promise.all([1, 2].map(() => keep(alice, { resourceId, favourite: "1" })));
    expect(await favourites(alice)).toEqual(["À garder"]);
    expect(await titles(alice, { favourites: true })).toEqual(["À garder"]);
    expect(await favourites(adam)).toEqual([]);
    expect(await keep(adam, { resourceId, favourite: "0" })).toMatchObject({ ok: true });
    expect(await favourites(alice)).toEqual(["À garder"]);
    await withdraw(head, { resourceId });
    expect(await favourites(alice)).toEqual([]);
    expect(await keep(alice, { resourceId, favourite: "0" })).toMatchObject({ code: "NOT_FOUND" });
  });

  it("are behind the wall of their person, staff included", async () => {
    const kept = await resource("Privé");
    await withSystem("test: a favourite", (db) => aFavourite(db, kept, world.people.alice));
    for (const person of [world.people.adam, world.people.mathsTeacher, world.people.head]) {
      expect(await actAs(person, (ctx) => ctx.db.resourceFavourite.count(), "ressources")).toBe(0);
    }
    await expect(
      actAs(
        world.people.adam,
        (ctx) =>
          ctx.db.resourceFavourite.createMany({
            data: [
              {
                schoolId: kept.schoolId,
                personId: world.people.alice.id,
                resourceId: kept.id,
                createdAt: new Date(),
              },
            ],
          }),
        "ressources",
      ),
    ).rejects.toThrow("row-level security");
  });
});

describe("what a class is given", () => {
  it("is seen by its pupils and their guardians, with what is asked; sent twice it is given once", async () => {
    const { mathsTeacher, alice, adam, basile, aliceGuardian2, aliceGuardian3 } = world.people;
    const { id: resourceId } = await resource("Fractions");
    const values = {
      operationId: newId(),
      resourceId,
      groups: [world.groups.sixA.id],
      instruction: "  La première série.  ",
      dueOn: "2026-11-19",
    };
    expect(await give(mathsTeacher, values)).toEqual(await give(mathsTeacher, values));
    const [given, ...others] = await asked(alice);
    expect(others).toEqual([]);
    expect(given).toMatchObject({
      resource: { title: "Fractions" },
      teacher: "Mme Marchand",
      group: "6A",
      instruction: "La première série.",
      dueOn: "2026-11-19",
      givenOn: "2026-11-19",
      students: ["Alice"],
      can: { withdraw: false },
    });
    expect(await asked(adam)).toHaveLength(1);
    expect(await asked(aliceGuardian2)).toHaveLength(1);
    expect(await asked(aliceGuardian2, adam.id)).toEqual([]);
    expect(await asked(aliceGuardian3)).toEqual([]);
    expect(await asked(basile)).toEqual([]);
  });

  it("is refused for a day that is past or beyond the year, for no class, and for one that is not taught", async () => {
    const { mathsTeacher } = world.people;
    const { sixA, sixB, latin } = world.groups;
    const { id: resourceId } = await resource("Fractions");
    const to = (groups: string[], dueOn = "") => give(mathsTeacher, { resourceId, groups, dueOn });
    expect(await to([sixA.id], "2026-11-18")).toMatchObject({ fields: { dueOn: ["Ce jour est passé."] } });
    expect(await to([sixA.id], "2027-12-01")).toMatchObject({
      fields: { dueOn: ["Ce jour dépasse l’année scolaire."] },
    });
    expect(await to([])).toMatchObject({ fields: { groups: ["Choisissez au moins une classe."] } });
    for (const groups of [[sixB.id], [sixA.id, latin.id], [world.other.group.id], [newId()]]) {
      expect(await to(groups)).toMatchObject({ code: "NOT_FOUND" });
    }
    expect(await asked(world.people.alice)).toEqual([]);
    expect(await eventsOf()).toEqual([]);
  });

  it("stays on top until its day, or for a month; then it is in the list of all", async () => {
    const { schoolId } = world.school;
    const { mathsTeacher, alice } = world.people;
    const { sixA } = world.groups;
    const what = await resource("Fractions");
    const day = (text: string) => new Date(`${text}T00:00:00Z`);
    await withSystem("test: given", async (db) => {
      const to = (instruction: string, values: Parameters<typeof aGivenResource>[4]) =>
        aGivenResource(db, what, sixA, mathsTeacher, { instruction, ...values });
      await to("past", { dueOn: day("2026-11-18") });
      await to("old", { createdAt: day("2026-10-01") });
      await to("recent", { createdAt: day("2026-11-02") });
      await to("far", { dueOn: day("2026-12-10"), createdAt: day("2026-10-01") });
      await to("near", { dueOn: day("2026-11-20") });
    });
    expect((await asked(alice)).map(({ instruction }) => instruction)).toEqual(["near", "far", "recent"]);
    const all = await actAs(alice, (ctx) => listGiven(ctx, {}, 1), "ressources");
    expect(all.given).toHaveLength(5);
    await withSystem("test: a year later", (db) =>
      db.resourceAssignment.updateMany({
        where: { schoolId, instruction: "old" },
        data: { createdAt: day("2025-09-01") },
      }),
    );
    await applyRetention();
    expect((await actAs(alice, (ctx) => listGiven(ctx, {}, 1), "ressources")).given).toHaveLength(4);
  });

  it("is taken back and given again by its teacher, and gone with a resource that is withdrawn", async () => {
    const { mathsTeacher, alice, head } = world.people;
    const { id: resourceId } = await resource("Fractions");
    await give(mathsTeacher, { resourceId, groups: [world.groups.sixA.id] });
    const own = () => actAs(mathsTeacher, async (ctx) => (await listGiven(ctx, {}, 1)).given, "ressources");
    const [given] = await own();
    const assignmentId = given?.id ?? "";
    await takeBack(mathsTeacher, { assignmentId });
    await takeBack(mathsTeacher, { assignmentId });
    expect(await asked(alice)).toEqual([]);
    expect(await own()).toMatchObject([{ isWithdrawn: true, can: { withdraw: true } }]);
    await giveAgain(mathsTeacher, { assignmentId });
    expect(await asked(alice)).toHaveLength(1);
    await withdraw(head, { resourceId });
    expect(await asked(alice)).toEqual([]);
  });

  it("is told to its pupils, but what was taken back meanwhile", async () => {
    const { frenchTeacher, alice, adam, basile } = world.people;
    const { sixA, latin } = world.groups;
    const { id: resourceId } = await resource("Contes");
    await give(frenchTeacher, { resourceId, groups: [sixA.id, latin.id], dueOn: "2026-11-23" });
    const events = await eventsOf();
    expect(events).toHaveLength(2);
    const make = noticeKinds[0]?.makers["ressources.resource.assigned"];
    const tell = async () => {
      const told = await Promise.all(
        events.map(({ id, payload }) =>
          withSystem("test: notices", async (db) =>
            make?.(db, {
              id,
              schoolId: world.school.schoolId,
              payload,
              happenedAt: now(),
              at: now(),
              timeZone: "Europe/Paris",
            }),
          ),
        ),
      );
      return told.flatMap((notices) => notices ?? []);
    };
    const notices = await tell();
    expect(notices.map(({ personId }) => personId).toSorted()).toEqual(
      [alice.id, adam.id, alice.id, basile.id].toSorted(),
    );
    expect(notices[0]).toMatchObject({
      title: "Mme Fournier te donne une ressource\u202F: Contes",
      detail: "Pour lun. 23 nov.",
      href: "/ressources",
    });
    await withdraw(world.people.head, { resourceId });
    expect(await tell()).toEqual([]);
  });
});
