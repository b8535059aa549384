import "server-only";
import type { Context } from "@/lib/auth/context";
import type { Prisma } from "@/lib/db/types";
import type { ServedFile } from "@/lib/files/serve";
import { teacherName, today } from "@/lib/school/rules";
import { fromDbDay, toDbDay, toDbInstant } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";
import {
  colleaguesOf,
  documentsOfShownFolders,
  hasOwnSpace,
  mayShare,
  readableDocuments,
  readableGroups,
  readableSpaces,
  sharesFor,
} from "./access";
import { compareNames, destinationsFor, trailTo } from "./rules";
import { findShownFolder, findSpace, foldersOf, ownSpaceName, spacesOf } from "./spaces";
import type {
  CountedFolder,
  DocumentLine,
  DocumentPage,
  OpenFolder,
  PlacedDocument,
  Share,
  ShareChoices,
  Sort,
  Space,
  Trashed,
} from "./types";

/** Documents on one page of a folder. */
const PAGE_SIZE = 40;
/** Lines of the lists beside the spaces. */
const BESIDE = 8;
/** What a search by name brings: more is a name to write further. */
const FOUND = 8;
/** How long a document of a class is news. */
const NEW_DAYS = 7;

const lineSelect = {
  id: true,
  name: true,
  createdAt: true,
  ownerId: true,
  owner: { select: { civility: true, firstName: true, lastName: true, profile: true } },
  file: { select: { mediaType: true, size: true } },
} as const satisfies Prisma.DocumentSelect;

type LineRow = Prisma.DocumentGetPayload<{ select: typeof lineSelect }>;

/** The spaces of the viewer, with what they hold. Guardians have none. */
export async function listSpaces(ctx: Context): Promise<Space[]> {
  return hasOwnSpace(ctx.viewer) ? spacesOf(ctx) : [];
}

/** What was last put in the spaces that the viewer reads. One statement. */
export async function recentDocuments(ctx: Context): Promise<PlacedDocument[]> {
  return latest(ctx, {}, BESIDE);
}

/** What the classes that the viewer reads were given in the last days: the card of a home page. One statement. */
export async function newClassDocuments(ctx: Context): Promise<PlacedDocument[]> {
  const since = toDbInstant(ctx.now.subtract({ hours: 24 * NEW_DAYS }));
  return latest(ctx, { createdAt: { gte: since }, space: { is: { kind: "CLASS" } } }, 3);
}

async function latest(ctx: Context, where: Prisma.DocumentWhereInput, take: number): Promise<PlacedDocument[]> {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const rows = await ctx.db.document.findMany({
    relationLoadStrategy: "join",
    where: { AND: [{ schoolId, deletedAt: null, space: { is: readableSpaces(viewer, today(ctx)) } }, where] },
    select: { ...lineSelect, space: { select: { kind: true, group: { select: { name: true } } } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take,
  });
  const places = { CLASS: "", TEAM: "Équipe", PERSONAL: ownSpaceName(viewer) };
  return rows.map((row) => ({ ...lineOf(ctx, row), place: row.space.group?.name ?? places[row.space.kind] }));
}

/** What others show to the viewer, by name or through its classes; one's own aside. */
export async function sharedDocuments(ctx: Context): Promise<PlacedDocument[]> {
  const { viewer } = ctx;
  const rows = await ctx.db.document.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: viewer.school.id,
      deletedAt: null,
      ownerId: { not: viewer.person.id },
      shares: { some: sharesFor(viewer, today(ctx)) },
    },
    select: lineSelect,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });
  return rows.map((row) => {
    const line = lineOf(ctx, row);
    return { ...line, place: line.author };
  });
}

/**
 * Documents with all of these words in their name, wherever the viewer reads them, the latest first; at most FOUND. One statement.
 * @param words folded (lib/fold.ts), letters and digits only.
 */
export async function searchDocuments(ctx: Context, words: readonly string[]): Promise<DocumentLine[]> {
  if (words.length === 0) return [];
  const day = today(ctx);
  const rows = await ctx.db.document.findMany({
    relationLoadStrategy: "join",
    where: {
      AND: [
        { OR: [readableDocuments(ctx.viewer, day), documentsOfShownFolders(ctx.viewer, day)] },
        ...words.map((word) => ({ searchText: { contains: word } })),
      ],
    },
    select: lineSelect,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: FOUND,
  });
  return rows.map((row) => lineOf(ctx, row));
}

/**
 * A page of a folder: all its folders, and some of its documents.
 * @param folderId null: the top of the space.
 * @returns null when the viewer does not read it, or when it is gone.
 */
export async function openFolder(
  ctx: Context,
  { spaceId, folderId, sort, page }: { spaceId: string; folderId: string | null; sort: Sort; page: number },
): Promise<OpenFolder | null> {
  const found = await openSpace(ctx, spaceId, folderId);
  if (!found) return null;
  const { space, folders: all } = found;
  const schoolId = ctx.viewer.school.id;
  const trail = folderId ? trailTo(all, folderId) : [];
  const folder = trail.at(-1) ?? null;
  if (folderId && !folder) return null;
  const where = { schoolId, spaceId, folderId, deletedAt: null };
  const total = await ctx.db.document.count({ where });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const shown = Math.min(Math.max(page, 1), pages);
  const rows = await ctx.db.document.findMany({
    relationLoadStrategy: "join",
    where,
    select: lineSelect,
    orderBy: [orders[sort], { id: "desc" }],
    skip: (shown - 1) * PAGE_SIZE,
    take: PAGE_SIZE,
  });
  const children = all.filter(({ parentId }) => parentId === folderId).toSorted((a, b) => compareNames(a.name, b.name));
  return {
    space,
    folder,
    trail: trail.slice(0, -1),
    folders: children,
    documents: rows.map((row) => lineOf(ctx, row)),
    total,
    page: shown,
    pages,
    sort,
    destinations: folder && space.can.write ? destinationsFor(all, folder.parentId, folder.id) : [],
    shares: folder && space.can.share ? await sharesOf(ctx, { folderId: folder.id }) : null,
    shownWith: (space.can.share && trail.slice(0, -1).find(({ isShared }) => isShared)?.name) || null,
  };
}

/** A space that the viewer reads with its folders, or what is shown to it of somebody else's. */
async function openSpace(
  ctx: Context,
  spaceId: string,
  folderId: string | null,
): Promise<{ space: Space; folders: CountedFolder[] } | null> {
  const space = await findSpace(ctx, spaceId);
  if (space) return { space, folders: await foldersOf(ctx, spaceId) };
  return folderId ? findShownFolder(ctx, spaceId, folderId) : null;
}

const orders = {
  nom: { name: "asc" },
  date: { createdAt: "desc" },
  taille: { file: { size: "desc" } },
} as const satisfies Record<Sort, Prisma.DocumentOrderByWithRelationInput>;

/** One document with its place, and with whom it is shared; null for who does not read it. */
export async function findDocument(ctx: Context, documentId: string): Promise<DocumentPage | null> {
  const row = await readIn(ctx, (readable) =>
    ctx.db.document.findFirst({
      relationLoadStrategy: "join",
      where: { AND: [readable, { id: documentId }] },
      select: { ...lineSelect, version: true, spaceId: true, folderId: true },
    }),
  );
  if (!row) return null;
  const line = { ...lineOf(ctx, row), version: row.version, folderId: row.folderId };
  const found = await openSpace(ctx, row.spaceId, row.folderId);
  if (!found) return { document: line, space: null, trail: [], destinations: [], shares: null };
  const { space, folders } = found;
  return {
    document: line,
    space,
    trail: row.folderId ? trailTo(folders, row.folderId) : [],
    destinations: space.can.write ? destinationsFor(folders, row.folderId, null) : [],
    shares: space.can.share ? await sharesOf(ctx, { documentId }) : null,
  };
}

/** Looks among what the viewer reads by itself, then in the folders shown to it: most documents cost no second question. */
async function readIn<Row>(
  ctx: Context,
  find: (readable: Prisma.DocumentWhereInput) => Promise<Row | null>,
): Promise<Row | null> {
  const day = today(ctx);
  return (await find(readableDocuments(ctx.viewer, day))) ?? find(documentsOfShownFolders(ctx.viewer, day));
}

async function sharesOf(ctx: Context, thing: { documentId: string } | { folderId: string }): Promise<Share[]> {
  const rows = await ctx.db.documentShare.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: ctx.viewer.school.id,
      ...thing,
      OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(today(ctx)) } }],
    },
    select: {
      id: true,
      endsOn: true,
      group: { select: { name: true } },
      person: { select: { civility: true, firstName: true, lastName: true } },
    },
    orderBy: { createdAt: "asc" },
    take: 100,
  });
  return rows.map(({ id, endsOn, group, person }) => ({
    id,
    reader: group?.name ?? (person ? teacherName(person) : ""),
    endsOn: endsOn && fromDbDay(endsOn),
  }));
}

/** The classes and colleagues with whom the viewer may share: its own classes, the adults of the school. Others get none. */
export async function shareChoices(ctx: Context): Promise<ShareChoices> {
  const { viewer } = ctx;
  if (!mayShare(viewer, "PERSONAL")) return { groups: [], colleagues: [] };
  const schoolId = viewer.school.id;
  const day = today(ctx);
  const groups = await ctx.db.group.findMany({
    where: readableGroups(viewer, day),
    select: { id: true, name: true },
    orderBy: [{ kind: "asc" }, { code: "asc" }],
    take: 200,
  });
  const colleagues = await ctx.db.person.findMany({
    where: { ...colleaguesOf(schoolId, day), id: { not: viewer.person.id } },
    select: { id: true, firstName: true, lastName: true },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    take: 400,
  });
  return {
    groups,
    colleagues: colleagues.map((person) => ({ id: person.id, name: formatName(person, { sorted: true }) })),
  };
}

/** What was thrown away in a space, latest first; null for who may not write in it. */
export async function listTrash(ctx: Context, spaceId: string): Promise<{ space: Space; items: Trashed[] } | null> {
  const space = await findSpace(ctx, spaceId);
  if (!space?.can.write) return null;
  const where = { schoolId: ctx.viewer.school.id, spaceId, deletedAt: { not: null } };
  const folders = await ctx.db.folder.findMany({
    where: { ...where, trashedWithId: { equals: ctx.db.folder.fields.id } },
    select: { id: true, name: true, deletedAt: true },
    orderBy: { deletedAt: "desc" },
    take: 100,
  });
  const documents = await ctx.db.document.findMany({
    relationLoadStrategy: "join",
    where: { ...where, trashedWithId: { equals: ctx.db.document.fields.id } },
    select: { id: true, name: true, deletedAt: true, file: { select: { size: true } } },
    orderBy: { deletedAt: "desc" },
    take: 100,
  });
  const at = (deletedAt: Date | null) => deletedAt?.toISOString() ?? "";
  const items: Trashed[] = [
    ...folders.map(({ id, name, deletedAt }) => ({
      kind: "folder" as const,
      id,
      name,
      deletedAt: at(deletedAt),
      size: null,
    })),
    ...documents.map(({ id, name, deletedAt, file }) => ({
      kind: "document" as const,
      id,
      name,
      deletedAt: at(deletedAt),
      size: file.size,
    })),
  ];
  return { space, items: items.toSorted((a, b) => (a.deletedAt < b.deletedAt ? 1 : -1)) };
}

/** The bytes of a document, for who reads it. */
export async function findDocumentFile(ctx: Context, documentId: string): Promise<ServedFile | null> {
  const row = await readIn(ctx, (readable) =>
    ctx.db.document.findFirst({
      relationLoadStrategy: "join",
      where: { AND: [readable, { id: documentId }] },
      select: { name: true, file: { select: { mediaType: true, size: true, storageKey: true, sha256: true } } },
    }),
  );
  return row && { name: row.name, ...row.file };
}

/** One's own upload that is under way; null for others. */
export async function findUpload(
  ctx: Context,
  uploadId: string,
): Promise<{
  id: string;
  spaceId: string;
  folderId: string | null;
  name: string;
  size: number;
  storageKey: string;
} | null> {
  return ctx.db.upload.findFirst({
    where: { schoolId: ctx.viewer.school.id, id: uploadId, personId: ctx.viewer.person.id },
    select: { id: true, spaceId: true, folderId: true, name: true, size: true, storageKey: true },
  });
}

function lineOf({ viewer }: Context, { id, name, createdAt, ownerId, owner, file }: LineRow): DocumentLine {
  const isPupil = owner.profile === "STUDENT";
  return {
    id,
    name,
    mediaType: file.mediaType,
    size: file.size,
    author: ownerId === viewer.person.id ? "Moi" : isPupil ? formatName(owner) : teacherName(owner),
    createdAt: createdAt.toISOString(),
  };
}
