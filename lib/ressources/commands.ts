import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { schoolYearOn } from "@/lib/school/queries";
import { today } from "@/lib/school/rules";
import { toDbDay, toDbInstant } from "@/lib/time/day";
import { catalogueScope, givesResources, managesCatalogue, taughtGroups } from "./access";
import { freeCatalogueFor } from "./free-catalogue";
import { editableResource } from "./queries";
import type {
  addFreeCatalogueInput,
  addResourceInput,
  giveResourceInput,
  keepFavouriteInput,
  ResourceFields,
  updateResourceInput,
  withdrawGivenInput,
  withdrawResourceInput,
} from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** Adds a resource that the school describes itself. Those who manage the catalogue (access.ts). */
export async function addResource(
  ctx: Context,
  input: Input<typeof addResourceInput>,
): Promise<Result<{ id: string; version: number }>> {
  if (!managesCatalogue(ctx.viewer)) return fail("NOT_FOUND");
  const id = newId();
  const at = toDbInstant(ctx.now);
  await ctx.db.resource.create({
    data: { schoolId: ctx.viewer.school.id, id, ...columnsOf(input), createdAt: at, updatedAt: at },
    select: { id: true },
  });
  await record(ctx, { action: "ressources.resource.add", targetType: "resource", targetId: id });
  return ok({ id, version: 1 });
}

/** Changes a resource, withdrawn or not. Those who manage the catalogue. CONFLICT with what is stored when it changed meanwhile. */
export async function updateResource(
  ctx: Context,
  input: Input<typeof updateResourceInput>,
): Promise<Result<{ id: string; version: number }>> {
  const { resourceId, version } = input;
  const stored = await editableResource(ctx, resourceId);
  if (!stored) return fail("NOT_FOUND");
  const { count } = await ctx.db.resource.updateMany({
    where: { schoolId: ctx.viewer.school.id, id: resourceId, version },
    data: { ...columnsOf(input), version: version + 1, updatedAt: toDbInstant(ctx.now) },
  });
  if (count === 0) {
    const { title, publisher, description, url } = stored;
    return fail("CONFLICT", {
      message:
        "Quelqu’un d’autre a modifié cette ressource entre-temps. Rechargez la page pour repartir de sa version.",
      current: { title, publisher, description, url, version: stored.version },
    });
  }
  await record(ctx, {
    action: "ressources.resource.update",
    targetType: "resource",
    targetId: resourceId,
    details: { version: version + 1 },
  });
  return ok({ id: resourceId, version: version + 1 });
}

function columnsOf({ title, publisher, description, url, kind, domains, levels, audience }: ResourceFields) {
  return { title, publisher, description, url, kind, domains, levels, isForPupils: audience === "EVERYBODY" };
}

/** Takes a resource out of the catalogue, and from the classes that it was given to. Doing it twice is doing it once. */
export async function withdrawResource(
  ctx: Context,
  { resourceId }: Input<typeof withdrawResourceInput>,
): Promise<Result<{ id: string }>> {
  return setResourceWithdrawn(ctx, resourceId, true);
}

/** Puts a resource back in the catalogue. Those who manage it. */
export async function restoreResource(
  ctx: Context,
  { resourceId }: Input<typeof withdrawResourceInput>,
): Promise<Result<{ id: string }>> {
  return setResourceWithdrawn(ctx, resourceId, false);
}

async function setResourceWithdrawn(
  ctx: Context,
  resourceId: string,
  isWithdrawn: boolean,
): Promise<Result<{ id: string }>> {
  const stored = await editableResource(ctx, resourceId);
  if (!stored) return fail("NOT_FOUND");
  if (stored.isWithdrawn === isWithdrawn) return ok({ id: resourceId });
  const at = toDbInstant(ctx.now);
  await ctx.db.resource.updateMany({
    where: { schoolId: ctx.viewer.school.id, id: resourceId },
    data: { withdrawnAt: isWithdrawn ? at : null, updatedAt: at },
  });
  await record(ctx, {
    action: isWithdrawn ? "ressources.resource.withdraw" : "ressources.resource.restore",
    targetType: "resource",
    targetId: resourceId,
  });
  return ok({ id: resourceId });
}

/**
 * Adds the free resources that Préau describes, for the levels of the school; those that are there already, changed or withdrawn,
 * stay as they are. Those who manage the catalogue.
 */
export async function addFreeCatalogue(
  ctx: Context,
  _input: Input<typeof addFreeCatalogueInput>,
): Promise<Result<{ added: number }>> {
  const { school } = ctx.viewer;
  if (!managesCatalogue(ctx.viewer)) return fail("NOT_FOUND");
  const { count } = await ctx.db.resource.createMany({
    data: freeCatalogueFor(school.kind).map((resource) => ({
      schoolId: school.id,
      id: newId(),
      ...resource,
      createdAt: toDbInstant(ctx.now),
      updatedAt: toDbInstant(ctx.now),
    })),
    skipDuplicates: true,
  });
  if (count > 0) {
    await record(ctx, { action: "ressources.free-catalogue.add", targetType: "resource", details: { added: count } });
  }
  return ok({ added: count });
}

/** The viewer keeps a resource at hand, or no more. Those who read it; doing it twice is doing it once. */
export async function keepFavourite(
  ctx: Context,
  { resourceId, favourite }: Input<typeof keepFavouriteInput>,
): Promise<Result<{ favourite: boolean }>> {
  const own = { schoolId: ctx.viewer.school.id, personId: ctx.viewer.person.id, resourceId };
  const resource = await ctx.db.resource.findFirst({
    where: { AND: [catalogueScope(ctx.viewer), { id: resourceId }] },
    select: { id: true },
  });
  if (!resource) return fail("NOT_FOUND");
  const { count } = favourite
    ? await ctx.db.resourceFavourite.createMany({
        data: [{ ...own, createdAt: toDbInstant(ctx.now) }],
        skipDuplicates: true,
      })
    : await ctx.db.resourceFavourite.deleteMany({ where: own });
  // Which one is nobody's business but that person's.
  if (count > 0) await record(ctx, { action: "ressources.favourite.keep", targetType: "resource" });
  return ok({ favourite });
}

/**
 * Gives a resource to classes or groupes, until a day if one is said. Teachers, to those of their services of today. Field error for
 * a day that is past or beyond the school year.
 */
export async function giveResource(
  ctx: Context,
  { resourceId, groups, instruction, dueOn }: Input<typeof giveResourceInput>,
): Promise<Result<{ given: number }>> {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const day = today(ctx);
  if (!givesResources(viewer)) return fail("NOT_FOUND");
  const resource = await ctx.db.resource.findFirst({
    where: { AND: [catalogueScope(viewer), { id: resourceId, isForPupils: true }] },
    select: { id: true },
  });
  const chosen = [...new Set(groups)];
  const taught = await ctx.db.group.count({ where: { AND: [taughtGroups(viewer, day), { id: { in: chosen } }] } });
  const year = await schoolYearOn(ctx, day);
  if (!resource || !year || taught < chosen.length) return fail("NOT_FOUND");
  if (dueOn !== null && (dueOn < day || dueOn >= year.endsOn)) {
    const problem = dueOn < day ? "Ce jour est passé." : "Ce jour dépasse l’année scolaire.";
    return fail("INVALID", { fields: { dueOn: [problem] } });
  }
  const rows = chosen.map((groupId) => ({
    schoolId,
    id: newId(),
    resourceId,
    groupId,
    teacherId: viewer.person.id,
    instruction,
    dueOn: dueOn && toDbDay(dueOn),
    createdAt: toDbInstant(ctx.now),
  }));
  await ctx.db.resourceAssignment.createMany({ data: rows });
  await record(ctx, {
    action: "ressources.resource.give",
    targetType: "resource",
    targetId: resourceId,
    details: { assignmentIds: rows.map(({ id }) => id) },
  });
  // {assignmentId}: the pupils of its group that day, and their guardians.
  for (const { id } of rows) await emit(ctx, "ressources.resource.assigned", { assignmentId: id });
  return ok({ given: rows.length });
}

/** Takes a resource back from a class: kept, and shown to its teacher alone. Its author; doing it twice is doing it once. */
export async function withdrawGiven(
  ctx: Context,
  { assignmentId }: Input<typeof withdrawGivenInput>,
): Promise<Result<{ id: string }>> {
  return setGivenWithdrawn(ctx, assignmentId, true);
}

/** Undoes it: the class sees it again. Its author. */
export async function restoreGiven(
  ctx: Context,
  { assignmentId }: Input<typeof withdrawGivenInput>,
): Promise<Result<{ id: string }>> {
  return setGivenWithdrawn(ctx, assignmentId, false);
}

async function setGivenWithdrawn(
  ctx: Context,
  assignmentId: string,
  isWithdrawn: boolean,
): Promise<Result<{ id: string }>> {
  const { school, person } = ctx.viewer;
  if (!givesResources(ctx.viewer)) return fail("NOT_FOUND");
  const own = { schoolId: school.id, id: assignmentId, teacherId: person.id };
  const stored = await ctx.db.resourceAssignment.findFirst({ where: own, select: { withdrawnAt: true } });
  if (!stored) return fail("NOT_FOUND");
  if ((stored.withdrawnAt !== null) === isWithdrawn) return ok({ id: assignmentId });
  await ctx.db.resourceAssignment.updateMany({
    where: own,
    data: { withdrawnAt: isWithdrawn ? toDbInstant(ctx.now) : null },
  });
  await record(ctx, {
    action: isWithdrawn ? "ressources.assignment.withdraw" : "ressources.assignment.restore",
    targetType: "resource_assignment",
    targetId: assignmentId,
  });
  return ok({ id: assignmentId });
}
