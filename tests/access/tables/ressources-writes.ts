import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Result } from "@/lib/errors/codes";
import {
  addFreeCatalogue,
  addResource,
  giveResource,
  keepFavourite,
  restoreGiven,
  restoreResource,
  updateResource,
  withdrawGiven,
  withdrawResource,
} from "@/lib/ressources/commands";
import {
  addFreeCatalogueInput,
  addResourceInput,
  giveResourceInput,
  keepFavouriteInput,
  updateResourceInput,
  withdrawGivenInput,
  withdrawResourceInput,
} from "@/lib/ressources/schema";
import type { WriteRow } from "@/tests/access/matrix";
import { MADE_AT } from "@/tests/factories/builders";
import { aFavourite, aGivenResource, aResource } from "@/tests/factories/resources";

// Who manages the catalogue, who gives from it, who keeps what at hand: lib/ressources/access.ts.

const COMMANDS = "ressources/commands";
const MANAGERS = "head deputy admin";
const FAMILIES = "alice adam basile aliceGuardian1 aliceGuardian2 basileGuardian1";
const STAFF =
  "mathsTeacher frenchTeacher teacherOf6B substitute formerSubstitute cpe aed aesh inspector secretary head deputy admin";

function row<Schema extends z.ZodType, Value>(
  operation: string,
  schema: Schema,
  command: (ctx: Context, input: z.output<Schema>) => Promise<Result<Value>>,
  rest: Omit<WriteRow, "operation" | "module" | "run">,
): WriteRow {
  return {
    operation: `${COMMANDS}.${operation}`,
    module: "ressources",
    run: (ctx, input) => command(ctx, schema.parse(input)),
    ...rest,
  };
}

let made = 0;
const uniqueTitle = (): string => `Ressource ${(made += 1)}`;

const resource: WriteRow["prepare"] = async (db, { school }) =>
  (await aResource(db, school.schoolId, uniqueTitle())).id;
const teamResource: WriteRow["prepare"] = async (db, { school }) =>
  (await aResource(db, school.schoolId, uniqueTitle(), { isForPupils: false })).id;
const withdrawnResource: WriteRow["prepare"] = async (db, { school }) =>
  (await aResource(db, school.schoolId, uniqueTitle(), { withdrawnAt: MADE_AT })).id;
/** Given by the teacher of mathematics to 6A. */
const givenBy =
  (withdrawnAt: Date | null): WriteRow["prepare"] =>
  async (db, { school, groups, people }) => {
    const what = await aResource(db, school.schoolId, uniqueTitle());
    return (await aGivenResource(db, what, groups.sixA, people.mathsTeacher, { withdrawnAt })).id;
  };

const fields = () => ({
  title: uniqueTitle(),
  publisher: "BnF",
  description: "Des livres anciens.",
  url: "https://gallica.bnf.fr/",
  kind: "COLLECTION",
  domains: ["HISTORY"],
  levels: ["6e"],
  audience: "EVERYBODY",
});

export const ressourcesWrites: WriteRow[] = [
  row("addResource", addResourceInput, addResource, {
    prepare: () => Promise.resolve(""),
    input: () => ({ operationId: newId(), ...fields() }),
    allowed: `${MANAGERS} otherHead`,
    action: "ressources.resource.add",
    changes: "resource",
  }),
  row("updateResource", updateResourceInput, updateResource, {
    prepare: resource,
    input: (resourceId) => ({ operationId: newId(), resourceId, version: "1", ...fields() }),
    allowed: MANAGERS,
    action: "ressources.resource.update",
    changes: "resource",
  }),
  row("withdrawResource", withdrawResourceInput, withdrawResource, {
    prepare: resource,
    input: (resourceId) => ({ resourceId }),
    allowed: MANAGERS,
    action: "ressources.resource.withdraw",
    changes: "resource",
  }),
  row("restoreResource", withdrawResourceInput, restoreResource, {
    prepare: withdrawnResource,
    input: (resourceId) => ({ resourceId }),
    allowed: MANAGERS,
    action: "ressources.resource.restore",
    changes: "resource",
  }),
  row("addFreeCatalogue", addFreeCatalogueInput, addFreeCatalogue, {
    // What somebody added before is taken away, so that each has something to add.
    prepare: async (db, { school, other }) => {
      const schoolId = { in: [school.schoolId, other.school.schoolId] };
      await db.resource.deleteMany({ where: { schoolId, origin: "FREE_CATALOGUE" } });
      return "";
    },
    input: () => ({}),
    allowed: `${MANAGERS} otherHead`,
    action: "ressources.free-catalogue.add",
    changes: "resource",
  }),
  row("keepFavourite", keepFavouriteInput, keepFavourite, {
    prepare: resource,
    input: (resourceId) => ({ resourceId, favourite: "1" }),
    allowed: `${FAMILIES} ${STAFF}`,
    action: "ressources.favourite.keep",
    changes: "resource_favourite",
  }),
  row("keepFavourite (of the team)", keepFavouriteInput, keepFavourite, {
    prepare: teamResource,
    input: (resourceId) => ({ resourceId, favourite: "1" }),
    allowed: STAFF,
    action: "ressources.favourite.keep",
    changes: "resource_favourite",
  }),
  row("keepFavourite (no more)", keepFavouriteInput, keepFavourite, {
    prepare: async (db, { school, people }) => {
      const kept = await aResource(db, school.schoolId, uniqueTitle());
      for (const person of Object.values(people)) await aFavourite(db, kept, person);
      return kept.id;
    },
    input: (resourceId) => ({ resourceId, favourite: "0" }),
    allowed: `${FAMILIES} ${STAFF}`,
    action: "ressources.favourite.keep",
    changes: "resource_favourite",
  }),
  row("giveResource (to 6A)", giveResourceInput, giveResource, {
    prepare: resource,
    input: (resourceId, { groups }) => ({
      operationId: newId(),
      resourceId,
      groups: [groups.sixA.id],
      instruction: "Le premier exercice.",
      dueOn: "2026-11-23",
    }),
    allowed: "mathsTeacher frenchTeacher substitute",
    action: "ressources.resource.give",
    changes: "outbox resource_assignment",
  }),
  row("giveResource (to 6A and the Latin groupe)", giveResourceInput, giveResource, {
    prepare: resource,
    input: (resourceId, { groups }) => ({
      operationId: newId(),
      resourceId,
      groups: [groups.sixA.id, groups.latin.id],
    }),
    allowed: "frenchTeacher",
    action: "ressources.resource.give",
    changes: "outbox resource_assignment",
  }),
  row("giveResource (for the team alone)", giveResourceInput, giveResource, {
    prepare: teamResource,
    input: (resourceId, { groups }) => ({ operationId: newId(), resourceId, groups: [groups.sixA.id] }),
    allowed: "",
    action: "ressources.resource.give",
    changes: "",
  }),
  row("withdrawGiven", withdrawGivenInput, withdrawGiven, {
    prepare: givenBy(null),
    input: (assignmentId) => ({ assignmentId }),
    allowed: "mathsTeacher",
    action: "ressources.assignment.withdraw",
    changes: "resource_assignment",
  }),
  row("restoreGiven", withdrawGivenInput, restoreGiven, {
    prepare: givenBy(MADE_AT),
    input: (assignmentId) => ({ assignmentId }),
    allowed: "mathsTeacher",
    action: "ressources.assignment.restore",
    changes: "resource_assignment",
  }),
];
