import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { record } from "@/lib/journal/record";
import { toDbInstant } from "@/lib/time/day";
import { compareNames, destinationsFor, freeName, isSameName, within } from "./rules";
import type { moveItemInput, restoreItemInput, trashItemInput } from "./schema";
import { reopen } from "./sharing";
import { findSpace, foldersOf, lockTree } from "./spaces";
import type { Folder, ItemKind, Space } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** Puts a document or a folder elsewhere in its space. Who writes there. INVALID for a place where it cannot go. */
export async function moveItem(
  ctx: Context,
  { kind, id, parentId }: Input<typeof moveItemInput>,
): Promise<Result<{ id: string }>> {
  const found = await findItem(ctx, kind, id, false);
  if (!found) return fail("NOT_FOUND");
  const { item, space } = found;
  const schoolId = ctx.viewer.school.id;
  await lockTree(ctx.db, schoolId, space.id);
  const folders = await foldersOf(ctx, space.id);
  const choices = destinationsFor(folders, item.parentId, kind === "folder" ? id : null);
  if (!choices.some((choice) => choice.id === (parentId ?? ""))) {
    return fail("INVALID", { fields: { parentId: ["Choisissez un autre dossier de cet espace."] } });
  }
  const name = await freeNameIn(ctx, kind, space.id, parentId, folders, item.name);
  if (kind === "folder" && !isSameName(name, item.name)) {
    return fail("INVALID", { fields: { parentId: ["Un dossier de ce nom s’y trouve déjà."] } });
  }
  await (kind === "folder"
    ? ctx.db.folder.updateMany({ where: { schoolId, id }, data: { parentId } })
    : ctx.db.document.updateMany({ where: { schoolId, id }, data: { folderId: parentId, name } }));
  await reopen(ctx.db, space, schoolId);
  await record(ctx, { action: "documents.item.move", targetType: kind, targetId: id });
  return ok({ id });
}

/**
 * Throws a document, or a folder with all that it holds, away: into the trash of its space. Who writes there; doing it twice is
 * doing it once.
 */
export async function trashItem(
  ctx: Context,
  { kind, id }: Input<typeof trashItemInput>,
): Promise<Result<{ kind: ItemKind; id: string; spaceId: string; parentId: string | null }>> {
  const found = await findItem(ctx, kind, id, false);
  if (!found) return fail("NOT_FOUND");
  const { item, space } = found;
  const schoolId = ctx.viewer.school.id;
  const data = { deletedAt: toDbInstant(ctx.now), trashedWithId: id };
  await lockTree(ctx.db, schoolId, space.id);
  if (kind === "folder") {
    const ids = within(await foldersOf(ctx, space.id), id);
    await ctx.db.document.updateMany({ where: { schoolId, folderId: { in: ids }, deletedAt: null }, data });
    await ctx.db.folder.updateMany({ where: { schoolId, id: { in: ids } }, data });
  } else await ctx.db.document.updateMany({ where: { schoolId, id }, data });
  await record(ctx, { action: "documents.item.trash", targetType: kind, targetId: id });
  return ok({ kind, id, spaceId: space.id, parentId: item.parentId });
}

/**
 * Takes something out of the trash, with all that was thrown away with it: back to where it was, or to the top of the space when that
 * folder is gone; under another number when its name was taken meanwhile.
 */
export async function restoreItem(
  ctx: Context,
  { kind, id }: Input<typeof restoreItemInput>,
): Promise<Result<{ id: string }>> {
  const found = await findItem(ctx, kind, id, true);
  if (!found) return fail("NOT_FOUND");
  const { item, space } = found;
  const schoolId = ctx.viewer.school.id;
  await lockTree(ctx.db, schoolId, space.id);
  const folders = await foldersOf(ctx, space.id);
  const parentId = folders.some((folder) => folder.id === item.parentId) ? item.parentId : null;
  const name = await freeNameIn(ctx, kind, space.id, parentId, folders, item.name);
  const back = { deletedAt: null, trashedWithId: null };
  if (kind === "folder") {
    await ctx.db.folder.updateMany({ where: { schoolId, id }, data: { ...back, name, parentId } });
    await ctx.db.folder.updateMany({ where: { schoolId, trashedWithId: id }, data: back });
    await ctx.db.document.updateMany({ where: { schoolId, trashedWithId: id }, data: back });
  } else {
    await ctx.db.document.updateMany({ where: { schoolId, id }, data: { ...back, name, folderId: parentId } });
  }
  await reopen(ctx.db, space, schoolId);
  await record(ctx, { action: "documents.item.restore", targetType: kind, targetId: id });
  return ok({ id });
}

interface Item {
  name: string;
  spaceId: string;
  parentId: string | null;
}

/** Something that stands, or that was thrown away by itself, with its space, for who writes there. */
async function findItem(
  ctx: Context,
  kind: ItemKind,
  id: string,
  isTrashed: boolean,
): Promise<{ item: Item; space: Space } | null> {
  const where = { schoolId: ctx.viewer.school.id, id, ...(isTrashed ? { trashedWithId: id } : { deletedAt: null }) };
  const item =
    kind === "folder"
      ? await ctx.db.folder.findFirst({ where, select: { name: true, spaceId: true, parentId: true } })
      : await documentAsItem(ctx, where);
  const space = item && (await findSpace(ctx, item.spaceId));
  return item && space?.can.write ? { item, space } : null;
}

async function documentAsItem(ctx: Context, where: { schoolId: string; id: string }): Promise<Item | null> {
  const row = await ctx.db.document.findFirst({ where, select: { name: true, spaceId: true, folderId: true } });
  return row && { name: row.name, spaceId: row.spaceId, parentId: row.folderId };
}

async function freeNameIn(
  ctx: Context,
  kind: ItemKind,
  spaceId: string,
  parentId: string | null,
  folders: readonly Folder[],
  name: string,
): Promise<string> {
  if (kind === "folder") {
    const beside = folders.filter((folder) => folder.parentId === parentId).map((folder) => folder.name);
    return freeName(name, beside.toSorted(compareNames));
  }
  const rows = await ctx.db.document.findMany({
    where: { schoolId: ctx.viewer.school.id, spaceId, folderId: parentId, deletedAt: null },
    select: { name: true },
  });
  return freeName(
    name,
    rows.map((row) => row.name),
  );
}
