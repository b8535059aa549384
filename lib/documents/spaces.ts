import "server-only";
import type { Context } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import type { SpaceKind } from "@/lib/db/types";
import { today } from "@/lib/school/rules";
import { schoolSettings } from "@/lib/school/settings";
import { hasOwnSpace, isOfTeam, mayShare, mayWrite, readableGroups } from "./access";
import { quotaOf } from "./rules";
import type { Folder, Space } from "./types";

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

/** The folders of a space that are not in the trash, in the order of their names. */
export async function foldersOf(ctx: Context, spaceId: string): Promise<Folder[]> {
  return ctx.db.folder.findMany({
    where: { schoolId: ctx.viewer.school.id, spaceId, deletedAt: null },
    select: { id: true, name: true, parentId: true },
    orderBy: { name: "asc" },
  });
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
    can: { write: mayWrite(viewer, space.kind), share: mayShare(viewer, space.kind) },
  }));
}
