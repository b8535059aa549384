import "server-only";
import { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { today } from "@/lib/school/rules";
import { toDbDay, toDbInstant } from "@/lib/time/day";
import { colleaguesOf, mayShare, readableGroups } from "./access";
import { within } from "./rules";
import type { endShareInput, shareDocumentInput, shareFolderInput } from "./schema";
import { lockTree } from "./spaces";
import type { Space } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Shows a document of one's own space to a colleague, or to a class that one reads. Adults of the school. Shown again to the same
 * reader, only the end changes.
 */
export async function shareDocument(
  ctx: Context,
  { documentId, reader, until }: Input<typeof shareDocumentInput>,
): Promise<Result<{ id: string }>> {
  const where = { schoolId: ctx.viewer.school.id, id: documentId, deletedAt: null, spaceId: ctx.viewer.person.id };
  const document =
    mayShare(ctx.viewer, "PERSONAL") && (await ctx.db.document.findFirst({ where, select: { id: true } }));
  if (!document) return fail("NOT_FOUND");
  const shared = await show(ctx, { documentId }, reader, until);
  if (!shared.ok) return shared;
  await record(ctx, { action: "documents.document.share", targetType: "document", targetId: documentId });
  // The share names its reader: a person, or a group with its pupils and teachers.
  await emit(ctx, "documents.document.shared", { shareId: shared.value.id, documentId });
  return shared;
}

/**
 * Shows a folder of one's own space, with all that stands below it now and later. Adults of the school. Shown again to the same reader,
 * only the end changes.
 */
export async function shareFolder(
  ctx: Context,
  { folderId, reader, until }: Input<typeof shareFolderInput>,
): Promise<Result<{ id: string }>> {
  const where = { schoolId: ctx.viewer.school.id, id: folderId, deletedAt: null, spaceId: ctx.viewer.person.id };
  const folder = mayShare(ctx.viewer, "PERSONAL") && (await ctx.db.folder.findFirst({ where, select: { id: true } }));
  if (!folder) return fail("NOT_FOUND");
  const shared = await show(ctx, { folderId }, reader, until);
  if (!shared.ok) return shared;
  await record(ctx, { action: "documents.folder.share", targetType: "folder", targetId: folderId });
  await emit(ctx, "documents.folder.shared", { shareId: shared.value.id, folderId });
  return shared;
}

/** Shows a document or a folder no longer. Who shared it. */
export async function endShare(
  ctx: Context,
  { shareId }: Input<typeof endShareInput>,
): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  if (!mayShare(ctx.viewer, "PERSONAL")) return fail("NOT_FOUND");
  const own = { is: { spaceId: ctx.viewer.person.id } };
  const share = await ctx.db.documentShare.findFirst({
    where: { schoolId, id: shareId, OR: [{ document: own }, { folder: own }] },
    select: { documentId: true, folderId: true },
  });
  if (!share) return fail("NOT_FOUND");
  await lockTree(ctx.db, schoolId, ctx.viewer.person.id);
  await ctx.db.documentShare.deleteMany({ where: { schoolId, id: shareId } });
  await reopen(ctx.db, ownSpace(ctx), schoolId);
  const { documentId, folderId } = share;
  await emit(
    ctx,
    "documents.share.ended",
    documentId ? { documentId } : { folderId: folderId ?? "", spaceId: ctx.viewer.person.id },
  );
  await record(
    ctx,
    documentId
      ? { action: "documents.document.unshare", targetType: "document", targetId: documentId }
      : { action: "documents.folder.unshare", targetType: "folder", targetId: folderId ?? "" },
  );
  return ok({ id: shareId });
}

/**
 * The family wall opens for what is shown to a class, by itself or with a folder around it, and closes with the last such share. To be
 * called whenever something is put in a space, moved in it or taken back: only an adult's own is ever shown.
 */
export async function reopen(db: Db, space: Pick<Space, "id" | "can">, schoolId: string): Promise<void> {
  if (!space.can.share) return;
  const inSpace = { schoolId, spaceId: space.id };
  const folders = await db.folder.findMany({
    relationLoadStrategy: "join",
    where: inSpace,
    select: {
      id: true,
      name: true,
      parentId: true,
      shares: { where: { schoolId, groupId: { not: null } }, select: { id: true }, take: 1 },
    },
  });
  const open = folders.filter(({ shares }) => shares.length > 0).flatMap(({ id }) => within(folders, id));
  const toClass = { schoolId, groupId: { not: null } };
  const stamps = [
    {
      visibility: "SCHOOL" as const,
      was: "OWNER" as const,
      folders: { id: { in: open } },
      documents: { OR: [{ folderId: { in: open } }, { shares: { some: toClass } }] },
    },
    {
      visibility: "OWNER" as const,
      was: "SCHOOL" as const,
      folders: { id: { notIn: open } },
      // What stands at the top is in no folder: «not in» says nothing of it.
      documents: { OR: [{ folderId: null }, { folderId: { notIn: open } }], shares: { none: toClass } },
    },
  ];
  for (const { visibility, was, ...which } of stamps) {
    await db.folder.updateMany({ where: { ...inSpace, ...which.folders, visibility: was }, data: { visibility } });
    await db.document.updateMany({ where: { ...inSpace, ...which.documents, visibility: was }, data: { visibility } });
    await db.file.updateMany({
      where: { schoolId, visibility: was, documents: { some: { ...inSpace, visibility } } },
      data: { visibility },
    });
  }
}

/** Writes a share of something in one's own space, in place of an earlier one to the same reader. */
async function show(
  ctx: Context,
  thing: { documentId: string } | { folderId: string },
  reader: Input<typeof shareFolderInput>["reader"],
  until: string | null,
): Promise<Result<{ id: string }>> {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const day = today(ctx);
  const found =
    reader.kind === "group"
      ? await ctx.db.group.findFirst({
          where: { AND: [readableGroups(viewer, day), { id: reader.id }] },
          select: { id: true },
        })
      : await ctx.db.person.findFirst({
          where: { AND: [colleaguesOf(schoolId, day), { id: reader.id }, { id: { not: viewer.person.id } }] },
          select: { id: true },
        });
  if (!found) return fail("INVALID", { fields: { reader: ["Choisissez une de vos classes, ou un collègue."] } });
  if (until !== null && until < day) return fail("INVALID", { fields: { until: ["Cette date est passée."] } });
  // The form says the last day; the table, the first one without.
  const endsOn = until && toDbDay(Temporal.PlainDate.from(until).add({ days: 1 }));
  const to = {
    personId: reader.kind === "person" ? found.id : null,
    groupId: reader.kind === "group" ? found.id : null,
  };
  const id = newId();
  // What is put in the space meanwhile is put there before, or after: never beside what is shown.
  await lockTree(ctx.db, schoolId, viewer.person.id);
  await ctx.db.documentShare.deleteMany({ where: { schoolId, ...thing, ...to } });
  await ctx.db.documentShare.createMany({
    data: [{ schoolId, id, ...thing, ...to, sharedById: viewer.person.id, createdAt: toDbInstant(ctx.now), endsOn }],
  });
  await reopen(ctx.db, ownSpace(ctx), schoolId);
  return ok({ id });
}

function ownSpace({ viewer }: Context): Pick<Space, "id" | "can"> {
  return { id: viewer.person.id, can: { write: true, share: true } };
}
