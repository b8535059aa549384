import "server-only";
import type { PlatformContext } from "@/lib/auth/platform";
import { reachFurther } from "@/lib/db/transaction";
import { likeText, wordsOf } from "@/lib/fold";
import { toDbInstant } from "@/lib/time/day";
import { mayEditOrganization } from "./access";
import { ancestorsOf, mayInvite, mayRenewCode, organizationTree, pagesOf, PLATFORM_PAGE } from "./rules";
import { peopleOfAdministration, toAdministration } from "./people";
import type {
  AdministratorEntry,
  DirectoryLine,
  OrganizationNode,
  Page,
  PlatformFilter,
  PlatformHistoryLine,
  SchoolEntry,
  SchoolOverview,
} from "./types";

/** More than there are académies and départements; a platform of communes asks for a search. */
const MOST_ORGANIZATIONS = 2_000;

/** The organisations that the administrator sees, as a tree, with how many schools stand under each. Two statements. */
export async function organizations(ctx: PlatformContext): Promise<OrganizationNode[]> {
  const stored = await ctx.db.organization.findMany({
    select: { id: true, parentId: true, kind: true, code: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: MOST_ORGANIZATIONS,
  });
  const counts = await ctx.db.school.groupBy({
    by: ["organizationId"],
    where: { organizationId: { not: null } },
    _count: { id: true },
  });
  const schools = new Map(counts.map(({ organizationId, _count }) => [organizationId ?? "", _count.id]));
  const fixed = stored.filter(({ id }) => !mayEditOrganization(ctx.administrator, id)).map(({ id }) => id);
  return organizationTree(stored, schools, new Set(fixed));
}

/** The organisations of these that stand under one of them, it included; all without one. */
function within(nodes: readonly OrganizationNode[], organizationId: string | null): string[] | null {
  if (organizationId === null) return null;
  const parents = new Map(nodes.map(({ id, parentId }) => [id, parentId]));
  return [...parents.keys()].filter((id) => id === organizationId || ancestorsOf(parents, id).includes(organizationId));
}

/** Each word anywhere in what is searched. */
function patternsOf(text: string): string[] {
  return wordsOf(text).map((word) => `%${likeText(word)}%`);
}

/**
 * A page of the schools that the administrator sees, by name, with their figures; a search finds parts of the name, the town or the UAI.
 * Three statements: 4,000 schools are read in a few milliseconds, and no index serves a part of a name behind a wall.
 * @param nodes of `organizations`, to know what stands under the one asked for.
 */
export async function schools(
  ctx: PlatformContext,
  filter: PlatformFilter,
  nodes: readonly OrganizationNode[],
): Promise<Page<SchoolEntry>> {
  const under = within(nodes, filter.organizationId);
  const patterns = patternsOf(filter.text);
  const found = await ctx.db.$queryRaw<{ id: string; total: number }[]>`
    SELECT id, count(*) OVER ()::int AS total FROM school
    WHERE (cardinality(${patterns}::text[]) = 0 OR folded(concat_ws(' ', name, city, uai)) LIKE ALL (${patterns}::text[]))
      AND (${under}::uuid[] IS NULL OR organization_id = ANY (${under}::uuid[]))
    ORDER BY name, id LIMIT ${PLATFORM_PAGE} OFFSET ${(filter.page - 1) * PLATFORM_PAGE}`;
  const total = found[0]?.total ?? 0;
  const ids = found.map(({ id }) => id);
  await reachFurther(ctx.db, { schoolIds: ids });
  const rows = await ctx.db.school.findMany({
    relationLoadStrategy: "join",
    where: { id: { in: ids } },
    select: schoolSelect,
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const entries = rows.map(({ organization, closedAt, ...row }) => ({
    ...row,
    organizationName: organization?.name ?? null,
    isClosed: closedAt !== null,
  }));
  return { entries, total, pages: pagesOf(total) };
}

const schoolSelect = {
  id: true,
  uai: true,
  name: true,
  kind: true,
  city: true,
  closedAt: true,
  organization: { select: { name: true } },
  figures: { select: { persons: true, activated: true, lastImportAt: true, countedAt: true } },
} as const;

/** A school as the platform knows it, with its heads and administrators; null for one that the administrator does not see. */
export async function schoolOverview(ctx: PlatformContext, schoolId: string): Promise<SchoolOverview | null> {
  const isSeen = await ctx.db.school.findUnique({ where: { id: schoolId }, select: { id: true } });
  if (!isSeen) return null;
  await reachFurther(ctx.db, { schoolIds: [schoolId] });
  const { organization: _name, ...select } = schoolSelect;
  const row = await ctx.db.school.findUnique({
    relationLoadStrategy: "join",
    where: { id: schoolId },
    select: { ...select, organizationId: true, zone: true, timeZone: true },
  });
  if (!row) return null;
  const people = await peopleOfAdministration(ctx.db, ctx.now, { text: "", page: null });
  const administration = people.entries.map((person) => ({
    ...person.entry,
    canRenew: !person.hasAccount && mayRenewCode(people.entries, person),
  }));
  return { ...row, administration, canInvite: mayInvite(people.entries) };
}

/**
 * A page of the directory of those who run the schools: heads and administrators of the schools that the administrator sees, school by
 * school. A search finds parts of their name, of the school's or of its town.
 */
export async function schoolAdministrators(
  ctx: PlatformContext,
  filter: PlatformFilter,
  nodes: readonly OrganizationNode[],
): Promise<Page<DirectoryLine>> {
  const under = within(nodes, filter.organizationId);
  const seen = await ctx.db.school.findMany({
    where: under ? { organizationId: { in: under } } : {},
    select: { id: true },
  });
  await reachFurther(ctx.db, { schoolIds: seen.map(({ id }) => id) });
  const { entries, total } = await peopleOfAdministration(ctx.db, ctx.now, filter);
  return { entries: entries.map(toAdministration), total, pages: pagesOf(total) };
}

/** A page of those who administer the platform, or the organisations that the administrator sees, by name. */
export async function administrators(ctx: PlatformContext, page: number): Promise<Page<AdministratorEntry>> {
  const where = { OR: [{ endsAt: null }, { endsAt: { gt: toDbInstant(ctx.now) } }] };
  const total = await ctx.db.platformRole.count({ where });
  const rows = await ctx.db.platformRole.findMany({
    relationLoadStrategy: "join",
    where,
    select: {
      id: true,
      accountId: true,
      firstName: true,
      lastName: true,
      email: true,
      codeExpiresAt: true,
      organization: { select: { name: true } },
    },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }, { id: "asc" }],
    take: PLATFORM_PAGE,
    skip: (page - 1) * PLATFORM_PAGE,
  });
  const entries = rows.map(({ accountId, codeExpiresAt, organization, ...row }) => ({
    ...row,
    organizationName: organization?.name ?? null,
    activation: accountId
      ? ("ACTIVE" as const)
      : codeExpiresAt && codeExpiresAt.getTime() > ctx.now.epochMilliseconds
        ? ("CODED" as const)
        : ("WAITING" as const),
    isMe: accountId === ctx.administrator.account.id,
  }));
  return { entries, total, pages: pagesOf(total) };
}

/** A page of the journal of the platform, or of what was done under the administrator's organisations, the latest first. */
export async function platformHistory(ctx: PlatformContext, page: number): Promise<Page<PlatformHistoryLine>> {
  const total = await ctx.db.platformLine.count();
  const entries = await ctx.db.$queryRaw<PlatformHistoryLine[]>`
    SELECT l.id, l.at, l.action, l.label, (
        SELECT r.first_name || ' ' || r.last_name FROM platform_role r
        WHERE r.account_id = l.account_id ORDER BY r.starts_at DESC, r.id LIMIT 1) AS who
    FROM platform_journal l
    ORDER BY l.at DESC, l.id DESC LIMIT ${PLATFORM_PAGE} OFFSET ${(page - 1) * PLATFORM_PAGE}`;
  return { entries, total, pages: pagesOf(total) };
}
