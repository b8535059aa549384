import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { today } from "@/lib/school/rules";
import { toDbInstant } from "@/lib/time/day";
import { formatBytes } from "@/lib/time/format";
import { readableDocuments } from "./access";
import { findUpload } from "./queries";
import { freeName, hasDepth, isSameName, MAX_BEGUN, MAX_FOLDERS, renamed } from "./rules";
import type {
  addDocumentInput,
  beginUploadInput,
  createFolderInput,
  emptyTrashInput,
  finishUploadInput,
  renameDocumentInput,
  renameFolderInput,
} from "./schema";
import { reopen } from "./sharing";
import { findSpace, foldersOf } from "./spaces";
import type { Space } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

const TOO_MANY_BEGUN =
  "Trop d’envois sont commencés et pas terminés dans cet espace. Reprenez-les, ou réessayez après-demain.";
const NAME_TAKEN = "Un dossier porte déjà ce nom ici.";

/** Makes a folder. Who writes in the space. INVALID for a name that is taken beside it. */
export async function createFolder(
  ctx: Context,
  { spaceId, parentId, name }: Input<typeof createFolderInput>,
): Promise<Result<{ id: string }>> {
  const space = await writableSpace(ctx, spaceId);
  if (!space) return fail("NOT_FOUND");
  await lockSpace(ctx, space);
  const folders = await foldersOf(ctx, spaceId);
  if (parentId !== null && !folders.some(({ id }) => id === parentId)) return fail("NOT_FOUND");
  if (folders.some((folder) => folder.parentId === parentId && isSameName(folder.name, name))) {
    return fail("INVALID", { fields: { name: [NAME_TAKEN] } });
  }
  if (folders.length >= MAX_FOLDERS || !hasDepth(folders, parentId)) {
    return fail("INVALID", { fields: { name: ["Cet espace a trop de dossiers, ou ils sont trop imbriqués."] } });
  }
  const id = newId();
  const { schoolId, visibility, ownerId } = stamped(ctx, space);
  await ctx.db.folder.create({
    data: { schoolId, id, spaceId, parentId, name, ownerId, visibility, createdAt: toDbInstant(ctx.now) },
    select: { id: true },
  });
  await reopen(ctx.db, space, schoolId);
  await record(ctx, { action: "documents.folder.create", targetType: "folder", targetId: id });
  return ok({ id });
}

/** Gives a folder another name. Who writes in its space. INVALID for a name that is taken beside it. */
export async function renameFolder(
  ctx: Context,
  { folderId, name }: Input<typeof renameFolderInput>,
): Promise<Result<{ id: string }>> {
  const schoolId = ctx.viewer.school.id;
  const found = await ctx.db.folder.findFirst({
    where: { schoolId, id: folderId, deletedAt: null },
    select: { spaceId: true, parentId: true },
  });
  const space = found && (await writableSpace(ctx, found.spaceId));
  if (!space) return fail("NOT_FOUND");
  await lockSpace(ctx, space);
  const beside = (await foldersOf(ctx, space.id)).filter(
    (folder) => folder.parentId === found.parentId && folder.id !== folderId,
  );
  if (beside.some((folder) => isSameName(folder.name, name))) {
    return fail("INVALID", { fields: { name: [NAME_TAKEN] } });
  }
  await ctx.db.folder.updateMany({ where: { schoolId, id: folderId }, data: { name } });
  await record(ctx, { action: "documents.folder.rename", targetType: "folder", targetId: folderId });
  return ok({ id: folderId });
}

/**
 * Gives a document another name; its extension, which says what the content is, stays. Who writes in its space. CONFLICT when it was
 * renamed meanwhile.
 */
export async function renameDocument(
  ctx: Context,
  { documentId, version, name }: Input<typeof renameDocumentInput>,
): Promise<Result<{ id: string }>> {
  const found = await writableDocument(ctx, documentId);
  if (!found) return fail("NOT_FOUND");
  const { document, space } = found;
  await lockSpace(ctx, space);
  const others = await namesIn(ctx, space.id, document.folderId, documentId);
  const free = freeName(renamed(document.name, name), others);
  const { count } = await ctx.db.document.updateMany({
    where: { schoolId: ctx.viewer.school.id, id: documentId, version },
    data: { name: free, version: version + 1 },
  });
  if (count === 0) return fail("CONFLICT", { current: { name: document.name, version: document.version } });
  await record(ctx, { action: "documents.document.rename", targetType: "document", targetId: documentId });
  return ok({ id: documentId });
}

/** Keeps a file that has been received. Who writes in the space. TOO_LARGE when the space is full. */
export async function addDocument(
  ctx: Context,
  { spaceId, folderId, file }: Input<typeof addDocumentInput>,
): Promise<Result<{ id: string; name: string }>> {
  const space = await writableSpace(ctx, spaceId);
  if (!space || !(await isFolderOf(ctx, spaceId, folderId))) return fail("NOT_FOUND");
  await lockSpace(ctx, space);
  const { schoolId, visibility, ownerId } = stamped(ctx, space);
  const { count } = await ctx.db.space.updateMany({
    where: { schoolId, id: spaceId, usedBytes: { lte: space.quota - file.size } },
    data: { usedBytes: { increment: file.size } },
  });
  if (count === 0) return full(space, file.size);
  const createdAt = toDbInstant(ctx.now);
  const name = freeName(file.name, await namesIn(ctx, spaceId, folderId));
  const id = newId();
  await ctx.db.file.createMany({ data: [{ schoolId, ownerId, visibility, createdAt, ...file }] });
  await ctx.db.document.createMany({
    data: [{ schoolId, id, spaceId, folderId, fileId: file.id, name, ownerId, visibility, createdAt }],
  });
  await reopen(ctx.db, space, schoolId);
  await record(ctx, {
    action: "documents.document.add",
    targetType: "document",
    targetId: id,
    details: { spaceId, size: file.size },
  });
  // Who reads the space: the pupils of group `spaceId` for a class, the staff for a team.
  if (space.kind !== "PERSONAL") await emit(ctx, "documents.document.added", { documentId: id, spaceId });
  return ok({ id, name });
}

/**
 * Announces a file in parts; the same file announced again goes on where it stopped. Who writes in the space. TOO_LARGE when it is full,
 * LIMITED when as much has been announced there and never finished.
 */
export async function beginUpload(
  ctx: Context,
  { spaceId, folderId, name, size, mark }: Input<typeof beginUploadInput>,
): Promise<Result<{ id: string }>> {
  const space = await writableSpace(ctx, spaceId);
  if (!space || !(await isFolderOf(ctx, spaceId, folderId))) return fail("NOT_FOUND");
  if (space.used + size > space.quota) return full(space, size);
  const schoolId = ctx.viewer.school.id;
  const same = { schoolId, personId: ctx.viewer.person.id, spaceId, folderId, name, size, mark };
  const begun = await ctx.db.upload.findFirst({ where: same, select: { id: true } });
  const id = begun?.id ?? newId();
  if (!begun) {
    await lockSpace(ctx, space);
    // Parts take room on the disk before they count in the space: what one person has under way is bounded by it too.
    const { _count, _sum } = await ctx.db.upload.aggregate({
      where: { schoolId, personId: ctx.viewer.person.id, spaceId },
      _count: true,
      _sum: { size: true },
    });
    if (_count >= MAX_BEGUN || (_sum.size ?? 0) + size > space.quota)
      return fail("LIMITED", { message: TOO_MANY_BEGUN });
    await ctx.db.upload.createMany({
      data: [{ ...same, id, storageKey: `${newId()}/${newId()}`, createdAt: toDbInstant(ctx.now) }],
    });
  }
  await record(ctx, { action: "documents.upload.begin", targetType: "upload", targetId: id, details: { size } });
  return ok({ id });
}

/** Keeps what an upload brought, now that all of it is there. Whose upload it is, if the space is still open to it. */
export async function finishUpload(
  ctx: Context,
  { uploadId, file }: Input<typeof finishUploadInput>,
): Promise<Result<{ id: string; name: string }>> {
  const schoolId = ctx.viewer.school.id;
  const upload = await findUpload(ctx, uploadId);
  if (!upload) return fail("NOT_FOUND");
  if (file.size !== upload.size) return fail("CONFLICT");
  const { count } = await ctx.db.upload.deleteMany({ where: { schoolId, id: uploadId } });
  return count === 0
    ? fail("NOT_FOUND")
    : addDocument(ctx, { spaceId: upload.spaceId, folderId: upload.folderId, file });
}

/**
 * Forgets what is in the trash of a space, and gives its room back. Who writes in it. The bytes go with the next purge of files that
 * hang on nothing.
 */
export async function emptyTrash(
  ctx: Context,
  { spaceId }: Input<typeof emptyTrashInput>,
): Promise<Result<{ documents: number }>> {
  const space = await writableSpace(ctx, spaceId);
  if (!space) return fail("NOT_FOUND");
  await lockSpace(ctx, space);
  const schoolId = ctx.viewer.school.id;
  const where = { schoolId, spaceId, deletedAt: { not: null } };
  const documents = await ctx.db.document.findMany({
    relationLoadStrategy: "join",
    where,
    select: { id: true, file: { select: { size: true } } },
  });
  await ctx.db.document.deleteMany({ where });
  await ctx.db.folder.deleteMany({ where });
  await ctx.db.space.updateMany({
    where: { schoolId, id: spaceId },
    data: { usedBytes: { decrement: documents.reduce((sum, { file }) => sum + file.size, 0) } },
  });
  await record(ctx, {
    action: "documents.trash.empty",
    targetType: "document_space",
    targetId: spaceId,
    details: { documents: documents.length },
  });
  return ok({ documents: documents.length });
}

/** A space that the viewer writes in. */
async function writableSpace(ctx: Context, spaceId: string): Promise<Space | null> {
  const space = await findSpace(ctx, spaceId);
  return space?.can.write ? space : null;
}

/** A document that stands, with its space, for who writes there. */
async function writableDocument(ctx: Context, documentId: string) {
  const document = await ctx.db.document.findFirst({
    where: { AND: [readableDocuments(ctx.viewer, today(ctx)), { id: documentId }] },
    select: { spaceId: true, folderId: true, name: true, version: true },
  });
  const space = document && (await writableSpace(ctx, document.spaceId));
  return document && space ? { document, space } : null;
}

/** What a row of this space is stamped with: whose it is, and whether a family's wall lets it through. */
function stamped({ viewer }: Context, { kind }: Space) {
  const visibility = kind === "CLASS" ? ("SCHOOL" as const) : ("OWNER" as const);
  return { schoolId: viewer.school.id, ownerId: viewer.person.id, visibility };
}

/**
 * Opens the space where nothing was kept yet, and holds its row until the end of the transaction: two who write in the same space
 * wait for each other, so that names stay free and the room used stays true.
 */
async function lockSpace(ctx: Context, space: Space): Promise<void> {
  const groupId = space.kind === "CLASS" ? space.id : null;
  await ctx.db.space.createMany({
    data: [{ ...stamped(ctx, space), id: space.id, kind: space.kind, groupId }],
    skipDuplicates: true,
  });
  await ctx.db.$executeRaw`
    SELECT 1 FROM document_space WHERE school_id = ${ctx.viewer.school.id}::uuid AND id = ${space.id}::uuid FOR UPDATE`;
}

async function isFolderOf(ctx: Context, spaceId: string, folderId: string | null): Promise<boolean> {
  if (folderId === null) return true;
  const where = { schoolId: ctx.viewer.school.id, id: folderId, spaceId, deletedAt: null };
  return (await ctx.db.folder.count({ where })) > 0;
}

/** The names of the documents of a folder, but for one. */
async function namesIn(ctx: Context, spaceId: string, folderId: string | null, butId?: string): Promise<string[]> {
  const rows = await ctx.db.document.findMany({
    where: { schoolId: ctx.viewer.school.id, spaceId, folderId, deletedAt: null, ...(butId && { id: { not: butId } }) },
    select: { name: true },
  });
  return rows.map(({ name }) => name);
}

function full({ quota, used }: Space, size: number): Result<never> {
  const left = Math.max(0, quota - used);
  return fail("TOO_LARGE", {
    message: `Il reste ${formatBytes(left)} dans cet espace\u202f: ce fichier de ${formatBytes(size)} n’y tient pas. Videz la corbeille, ou retirez des documents.`,
  });
}
