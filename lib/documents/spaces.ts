import "server-only";
import type { Context } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import type { Db, Prisma, SpaceKind } from "@/lib/db/types";
import { teacherName, today } from "@/lib/school/rules";
import { toDbDay } from "@/lib/time/day";
import { schoolSettings } from "@/lib/school/settings";
import { foldersShownTo, hasOwnSpace, isOfTeam, mayShare, mayWrite, readableGroups } from "./access";
import { quotaOf, trailTo, within } from "./rules";
import type { CountedFolder, SharedFolder, Space } from "./types";

/** Shown folders at the top of a list: a folder is shown rather than many. Those beyond open as well, by their address. */
const MOST_SHARED = 50;

/** The spaces that the viewer reads, its own first, classes by name. Two statements, and one for what they hold. */
export async function spacesOf(ctx: Context): Promise<Space[]> {
  const groups = await ctx.db.group.findMany({
    where: readableGroups(ctx.viewer, today(ctx)),
    select: { id: true, name: true },
    orderBy: [{ kind: "asc" }, { code: "asc" }],
    take: 200,
  });
  const found = [...ownSpaces(ctx), ...groups.map(({ id, name }) => ({ id, name, kind: "CLASS" as const }))];
  return described(ctx, found);
}

/** One space, by the id of its person, group or school; null when the viewer does not read it. */
export async function findSpace(ctx: Context, spaceId: string): Promise<Space | null> {
  const own = ownSpaces(ctx).find(({ id }) => id === spaceId);
  if (own) return (await described(ctx, [own]))[0] ?? null;
  const group = await ctx.db.group.findFirst({
    where: { AND: [readableGroups(ctx.viewer, today(ctx)), { id: spaceId }] },
    select: { id: true, name: true },
  });
  return group ? ((await described(ctx, [{ ...group, kind: "CLASS" }]))[0] ?? null) : null;
}

/** The folders of a space that are not in the trash, in the order of their names. One statement. */
export async function foldersOf(ctx: Context, spaceId: string): Promise<CountedFolder[]> {
  const schoolId = ctx.viewer.school.id;
  const rows = await ctx.db.folder.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, spaceId, deletedAt: null },
    select: {
      id: true,
      name: true,
      parentId: true,
      shares: {
        where: { schoolId, OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(today(ctx)) } }] },
        select: { id: true },
        take: 1,
      },
      _count: { select: { documents: { where: { schoolId, deletedAt: null } } } },
    },
    orderBy: { name: "asc" },
  });
  return rows.map(({ shares, _count, ...folder }) => ({
    ...folder,
    documents: _count.documents,
    isShared: shares.length > 0,
  }));
}

/** The folders that colleagues show to the viewer, by name or through its classes: the first of them. Guardians get none. One statement. */
export async function sharedFolders(ctx: Context): Promise<SharedFolder[]> {
  return foldersShown(ctx, {}, MOST_SHARED);
}

/** @param most of them, where they make a list; what one may open has no such end. */
async function foldersShown(ctx: Context, where: Prisma.FolderWhereInput, most?: number): Promise<SharedFolder[]> {
  const rows = await ctx.db.folder.findMany({
    relationLoadStrategy: "join",
    where: { AND: [foldersShownTo(ctx.viewer, today(ctx)), where] },
    select: {
      id: true,
      name: true,
      spaceId: true,
      owner: { select: { civility: true, firstName: true, lastName: true } },
    },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    ...(most !== undefined && { take: most }),
  });
  return rows.map(({ owner, ...folder }) => ({ ...folder, owner: teacherName(owner) }));
}

/**
 * A folder of somebody else's own space that is shown to the viewer, or stands below one that is: its space as the viewer knows it, and
 * the folders from the first one shown. Null when it is not.
 */
export async function findShownFolder(
  ctx: Context,
  spaceId: string,
  folderId: string,
): Promise<{ space: Space; folders: CountedFolder[] } | null> {
  const shown = await foldersShown(ctx, { spaceId });
  const [first] = shown;
  if (!first) return null;
  const all = await foldersOf(ctx, spaceId);
  const roots = new Set(shown.map(({ id }) => id));
  const trail = trailTo(all, folderId);
  const top = trail.findIndex(({ id }) => roots.has(id));
  if (top === -1) return null;
  const open = new Set(within(all, trail[top]?.id ?? ""));
  return {
    space: {
      id: spaceId,
      kind: "PERSONAL",
      name: first.owner,
      used: 0,
      quota: 0,
      isOther: true,
      can: { write: false, share: false },
    },
    folders: all.filter(({ id }) => open.has(id)),
  };
}

/** Holds the space until the end of the transaction: a tree that two people turn at once must stay a tree, and what it shows be what is shared. */
export async function lockTree(db: Db, schoolId: string, spaceId: string): Promise<void> {
  await db.$executeRaw`
    SELECT 1 FROM document_space WHERE school_id = ${schoolId}::uuid AND id = ${spaceId}::uuid FOR UPDATE`;
}

/** «Mon espace», as one says it to a pupil or to an adult. */
export function ownSpaceName(viewer: { profile: string }): string {
  return viewer.profile === "STUDENT" ? "Ton espace" : "Mon espace";
}

/** One's own and the team's, where the viewer has them. */
function ownSpaces({ viewer }: Context): { id: string; name: string; kind: SpaceKind }[] {
  return [
    ...(hasOwnSpace(viewer) ? [{ id: viewer.person.id, name: ownSpaceName(viewer), kind: "PERSONAL" as const }] : []),
    ...(isOfTeam(viewer) ? [{ id: viewer.school.id, name: "Équipe de l’établissement", kind: "TEAM" as const }] : []),
  ];
}

async function described(
  { db, viewer }: Context,
  found: readonly { id: string; name: string; kind: SpaceKind }[],
): Promise<Space[]> {
  const schoolId = viewer.school.id;
  const rows = await db.space.findMany({
    where: { schoolId, id: { in: found.map(({ id }) => id) } },
    select: { id: true, usedBytes: true },
  });
  const school = await db.school.findUniqueOrThrow({ where: { id: schoolId }, select: { settings: true } });
  const settings = schoolSettings(school.settings);
  const used = new Map(rows.map(({ id, usedBytes }) => [id, Number(usedBytes)]));
  return found.map((space) => ({
    ...space,
    used: used.get(space.id) ?? 0,
    quota: quotaOf(space.kind, isFamily(viewer), settings),
    isOther: false,
    can: { write: mayWrite(viewer, space.kind), share: mayShare(viewer, space.kind) },
  }));
}
