import "server-only";
import type { Context } from "@/lib/auth/context";
import type { Prisma } from "@/lib/db/types";
import { schoolYearOn } from "@/lib/school/queries";
import { teacherName, today, validOn } from "@/lib/school/rules";
import { dayIn, fromDbDay, fromDbInstant, toDbDay, toDbInstant } from "@/lib/time/day";
import { wordsOf } from "@/lib/fold";
import {
  catalogueScope,
  givenScope,
  givesResources,
  managesCatalogue,
  resourceAbilities,
  taughtGroups,
} from "./access";
import { CURRENT_DAYS, domainsNamed, kindsNamed, PAGE_SIZE } from "./rules";
import type {
  CatalogueFilter,
  CataloguePage,
  CatalogueResource,
  EditableResource,
  GivenPage,
  GivenResource,
  ResourceSummary,
  ResourceToGive,
} from "./types";

/** What a search brings. */
const FOUND = 8;
/** Lines of what was given on a page. */
const GIVEN_PAGE_SIZE = 20;
/** What is told beside the form of those to whom a resource was given already. */
const GIVEN_BEFORE = 20;

const summarySelect = {
  id: true,
  title: true,
  publisher: true,
  description: true,
  url: true,
  kind: true,
} as const satisfies Prisma.ResourceSelect;

/** For whom a list is: all the pupils that the viewer speaks for, or one child. */
export interface GivenFocus {
  studentId?: string | undefined;
}

/**
 * A page of the catalogue, by title, as the viewer reads it. What was withdrawn is listed for those who manage it alone. Two
 * statements.
 */
export async function listCatalogue(ctx: Context, filter: CatalogueFilter): Promise<CataloguePage> {
  const { viewer } = ctx;
  const { level, domain, kind } = filter;
  const schoolId = viewer.school.id;
  const isWithdrawn = filter.withdrawn && managesCatalogue(viewer);
  const where: Prisma.ResourceWhereInput = {
    AND: [
      isWithdrawn ? { schoolId, withdrawnAt: { not: null } } : catalogueScope(viewer),
      ...wordsOf(filter.text).map(named),
      {
        ...(level && { levels: { has: level } }),
        ...(domain && { domains: { hasSome: [domain, "GENERAL"] } }),
        ...(kind && { kind }),
        ...(filter.favourites && { favourites: { some: { schoolId, personId: viewer.person.id } } }),
      },
    ],
  };
  const total = await ctx.db.resource.count({ where });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const page = Math.min(Math.max(1, filter.page), pages);
  const resources = await catalogueRows(ctx, where, { skip: (page - 1) * PAGE_SIZE, take: PAGE_SIZE });
  return { resources, total, page, pages };
}

/** Has a resource this word, in its own words or in the name of what it is, or is about? */
function named(word: string): Prisma.ResourceWhereInput {
  return {
    OR: [
      { searchText: { contains: word } },
      { domains: { hasSome: domainsNamed(word) } },
      { kind: { in: kindsNamed(word) } },
    ],
  };
}

/** The first of what the viewer keeps at hand, by title. One statement. */
export async function listFavourites(ctx: Context, limit: number): Promise<CatalogueResource[]> {
  const { viewer } = ctx;
  const kept = { favourites: { some: { schoolId: viewer.school.id, personId: viewer.person.id } } };
  return catalogueRows(ctx, { AND: [catalogueScope(viewer), kept] }, { take: limit });
}

/**
 * Resources of the catalogue with all of these words, by title; at most FOUND. One statement.
 * @param words folded (lib/fold.ts), letters and digits only.
 */
export async function searchResources(ctx: Context, words: readonly string[]): Promise<ResourceSummary[]> {
  if (words.length === 0) return [];
  return ctx.db.resource.findMany({
    where: { AND: [catalogueScope(ctx.viewer), ...words.map(named)] },
    select: summarySelect,
    orderBy: [{ searchText: "asc" }, { id: "asc" }],
    take: FOUND,
  });
}

async function catalogueRows(
  ctx: Context,
  where: Prisma.ResourceWhereInput,
  part: { skip?: number; take: number },
): Promise<CatalogueResource[]> {
  const { viewer } = ctx;
  const rows = await ctx.db.resource.findMany({
    relationLoadStrategy: "join",
    where,
    select: {
      ...summarySelect,
      domains: true,
      levels: true,
      isForPupils: true,
      withdrawnAt: true,
      favourites: { where: { schoolId: viewer.school.id, personId: viewer.person.id }, select: { personId: true } },
    },
    orderBy: [{ searchText: "asc" }, { id: "asc" }],
    ...part,
  });
  return rows.map(({ favourites, withdrawnAt, ...row }) => ({
    ...row,
    isFavourite: favourites.length > 0,
    isWithdrawn: withdrawnAt !== null,
    can: resourceAbilities(viewer, { isForPupils: row.isForPupils, withdrawnAt }),
  }));
}

/** The levels of the classes of the viewer's pupils today, each once; none for others. One statement. */
export async function levelsOfPupils(ctx: Context, focus: GivenFocus): Promise<string[]> {
  const schoolId = ctx.viewer.school.id;
  const studentIds = focusedStudents(ctx, focus);
  if (studentIds.length === 0) return [];
  const rows = await ctx.db.group.findMany({
    where: {
      schoolId,
      kind: "DIVISION",
      level: { not: null },
      enrollments: { some: { schoolId, studentId: { in: studentIds }, ...validOn(today(ctx)) } },
    },
    select: { level: true },
  });
  return [...new Set(rows.flatMap(({ level }) => level ?? []))];
}

function focusedStudents({ viewer }: Context, { studentId }: GivenFocus): string[] {
  const ids = viewer.students.map(({ id }) => id);
  return studentId ? ids.filter((id) => id === studentId) : ids;
}

/**
 * What is asked of the viewer's pupils now: until the day said, or for CURRENT_DAYS when none was. What comes soonest first. One
 * statement; nothing for staff.
 */
export async function currentGiven(ctx: Context, focus: GivenFocus, limit: number): Promise<GivenResource[]> {
  const { viewer, now } = ctx;
  if (viewer.students.length === 0) return [];
  const since = toDbInstant(now.subtract({ hours: 24 * CURRENT_DAYS }));
  const current = {
    OR: [{ dueOn: { gte: toDbDay(today(ctx)) } }, { dueOn: null, createdAt: { gte: since } }],
  };
  return givenRows(ctx, focus, { AND: [givenScopeOf(ctx, focus), current] }, { take: limit }, [
    { dueOn: { sort: "asc", nulls: "last" } },
  ]);
}

/** A page of all that was given, the latest first: to the classes of the viewer's pupils, or by the teacher itself. Two statements. */
export async function listGiven(ctx: Context, focus: GivenFocus, asked: number): Promise<GivenPage> {
  const where = givenScopeOf(ctx, focus);
  const total = await ctx.db.resourceAssignment.count({ where });
  const pages = Math.max(1, Math.ceil(total / GIVEN_PAGE_SIZE));
  const page = Math.min(Math.max(1, asked), pages);
  const given = await givenRows(ctx, focus, where, { skip: (page - 1) * GIVEN_PAGE_SIZE, take: GIVEN_PAGE_SIZE }, []);
  return { given, page, pages };
}

function givenScopeOf(ctx: Context, focus: GivenFocus): Prisma.ResourceAssignmentWhereInput {
  return givenScope(ctx.viewer, focusedStudents(ctx, focus), today(ctx));
}

async function givenRows(
  ctx: Context,
  focus: GivenFocus,
  where: Prisma.ResourceAssignmentWhereInput,
  part: { skip?: number; take: number },
  first: Prisma.ResourceAssignmentOrderByWithRelationInput[],
): Promise<GivenResource[]> {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const studentIds = focusedStudents(ctx, focus);
  const rows = await ctx.db.resourceAssignment.findMany({
    relationLoadStrategy: "join",
    where,
    include: {
      resource: { select: summarySelect },
      teacher: { select: { civility: true, firstName: true, lastName: true } },
      group: {
        select: {
          name: true,
          enrollments: {
            where: { schoolId, studentId: { in: studentIds }, ...validOn(today(ctx)) },
            select: { studentId: true },
          },
        },
      },
    },
    orderBy: [...first, { createdAt: "desc" }, { id: "desc" }],
    ...part,
  });
  return rows.map(({ id, resource, teacher, group, instruction, dueOn, createdAt, withdrawnAt, teacherId }) => ({
    id,
    resource,
    teacher: teacherName(teacher),
    group: group.name,
    instruction,
    dueOn: dueOn && fromDbDay(dueOn),
    givenOn: dayIn(viewer.school.timeZone, fromDbInstant(createdAt)).toString(),
    students: viewer.students
      .filter((student) => group.enrollments.some(({ studentId }) => studentId === student.id))
      .map(({ firstName }) => firstName),
    isWithdrawn: withdrawnAt !== null,
    can: { withdraw: givesResources(viewer) && teacherId === viewer.person.id },
  }));
}

/** A resource that the viewer may give to its classes, with these; null for who gives none, and for what is for adults alone. */
export async function resourceToGive(ctx: Context, resourceId: string): Promise<ResourceToGive | null> {
  const { viewer } = ctx;
  const day = today(ctx);
  if (!givesResources(viewer)) return null;
  const resource = await ctx.db.resource.findFirst({
    where: { AND: [catalogueScope(viewer), { id: resourceId, isForPupils: true }] },
    select: summarySelect,
  });
  const year = resource && (await schoolYearOn(ctx, day));
  if (!resource || !year) return null;
  const groups = await ctx.db.group.findMany({
    where: taughtGroups(viewer, day),
    select: { id: true, name: true },
    orderBy: [{ kind: "asc" }, { code: "asc" }],
  });
  const before = { AND: [givenScopeOf(ctx, {}), { resourceId, withdrawnAt: null }] };
  const given = await givenRows(ctx, {}, before, { take: GIVEN_BEFORE }, []);
  return { resource, groups, dueBefore: year.endsOn, given };
}

/** A resource for its form, withdrawn or not; null for who does not manage the catalogue. */
export async function editableResource(ctx: Context, resourceId: string): Promise<EditableResource | null> {
  const { viewer } = ctx;
  if (!managesCatalogue(viewer)) return null;
  const row = await ctx.db.resource.findFirst({
    where: { schoolId: viewer.school.id, id: resourceId },
    select: {
      ...summarySelect,
      domains: true,
      levels: true,
      isForPupils: true,
      withdrawnAt: true,
      version: true,
    },
  });
  if (!row) return null;
  const { withdrawnAt, ...resource } = row;
  return { ...resource, isWithdrawn: withdrawnAt !== null };
}
