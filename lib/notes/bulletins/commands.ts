import "server-only";
import type { z } from "zod";
import type { Context } from "@/lib/auth/context";
import type { Prisma } from "@/lib/db/types";
import { type Failure, fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { visibleAt } from "@/lib/notes/rules";
import { today } from "@/lib/school/rules";
import { schoolSettings } from "@/lib/school/settings";
import { toDbInstant } from "@/lib/time/day";
import { mayCorrectAttendance, mayPublish, mayWriteCouncil, readDivisions, writtenServices } from "./access";
import { bulletinsOf } from "./queries";
import type { publicationInput, saveAppreciationInput, saveAttendanceInput, saveCouncilInput } from "./schema";

type Input<Schema extends z.ZodType> = z.output<Schema>;

/**
 * Writes what a teacher says of a pupil for a bulletin. Who teaches the service today; a pupil of its group; until the bulletins of
 * the pupil's class are published. A stale version gets CONFLICT with what is stored.
 */
export async function saveAppreciation(
  ctx: Context,
  { serviceId, studentId, periodId, version, text }: Input<typeof saveAppreciationInput>,
): Promise<Result<{ version: number }>> {
  const schoolId = ctx.viewer.school.id;
  const service = await ctx.db.service.findFirst({
    where: { AND: [writtenServices(ctx.viewer, today(ctx)), { id: serviceId }] },
    select: { groupId: true },
  });
  const refusal = service ? await refusalOf(ctx, { studentId, periodId, groupId: service.groupId }) : fail("NOT_FOUND");
  if (refusal) return refusal;
  const key = { schoolId, serviceId, studentId, periodId };
  const written = { text, authorId: ctx.viewer.person.id, updatedAt: toDbInstant(ctx.now) };
  const { count } =
    version === 0
      ? await ctx.db.appreciation.createMany({ data: [{ ...key, ...written }], skipDuplicates: true })
      : await ctx.db.appreciation.updateMany({
          where: { ...key, version },
          data: { ...written, version: version + 1 },
        });
  if (count === 0) {
    const current = await ctx.db.appreciation.findFirst({ where: key, select: { text: true, version: true } });
    return fail("CONFLICT", { current });
  }
  await record(ctx, {
    action: "notes.appreciation.save",
    targetType: "appreciation",
    targetId: serviceId,
    details: { studentId, periodId, version: version + 1 },
  });
  return ok({ version: version + 1 });
}

/**
 * Writes what the council says of a pupil. The professeur principal of the class and the head, until the class is published. A stale
 * version gets CONFLICT with what is stored.
 */
export async function saveCouncil(
  ctx: Context,
  { divisionId, studentId, periodId, version, text }: Input<typeof saveCouncilInput>,
): Promise<Result<{ version: number }>> {
  const schoolId = ctx.viewer.school.id;
  if (!mayWriteCouncil(ctx.viewer)) return fail("NOT_FOUND");
  const division = await openDivision(ctx, divisionId);
  const refusal = division ? await refusalOf(ctx, { studentId, periodId, groupId: divisionId }) : fail("NOT_FOUND");
  if (refusal) return refusal;
  const key = { schoolId, divisionId, studentId, periodId };
  const written = { text, authorId: ctx.viewer.person.id, updatedAt: toDbInstant(ctx.now) };
  const { count } =
    version === 0
      ? await ctx.db.councilAppreciation.createMany({ data: [{ ...key, ...written }], skipDuplicates: true })
      : await ctx.db.councilAppreciation.updateMany({
          where: { ...key, version },
          data: { ...written, version: version + 1 },
        });
  if (count === 0) {
    const current = await ctx.db.councilAppreciation.findFirst({ where: key, select: { text: true, version: true } });
    return fail("CONFLICT", { current });
  }
  await record(ctx, {
    action: "notes.council.save",
    targetType: "council_appreciation",
    targetId: divisionId,
    details: { studentId, periodId, version: version + 1 },
  });
  return ok({ version: version + 1 });
}

/**
 * Writes the half-days and latenesses of a pupil as its bulletin says them, in the place of those that are counted; nulls give the count
 * back. The head and the CPE, until the class is published. A stale version gets CONFLICT.
 */
export async function saveAttendance(
  ctx: Context,
  { divisionId, studentId, periodId, version, ...figures }: Input<typeof saveAttendanceInput>,
): Promise<Result<{ version: number }>> {
  const schoolId = ctx.viewer.school.id;
  const division = mayCorrectAttendance(ctx.viewer) ? await openDivision(ctx, divisionId) : null;
  const refusal = division ? await refusalOf(ctx, { studentId, periodId, groupId: divisionId }) : fail("NOT_FOUND");
  if (refusal) return refusal;
  const { justified, unjustified, lates } = figures;
  const key = { schoolId, studentId, periodId };
  const written = {
    justified,
    unjustified,
    lates: lates === null ? null : Number(lates),
    authorId: ctx.viewer.person.id,
    updatedAt: toDbInstant(ctx.now),
  };
  const { count } =
    version === 0
      ? await ctx.db.bulletinAttendance.createMany({ data: [{ ...key, ...written }], skipDuplicates: true })
      : await ctx.db.bulletinAttendance.updateMany({
          where: { ...key, version },
          data: { ...written, version: version + 1 },
        });
  if (count === 0) return fail("CONFLICT");
  await record(ctx, {
    action: "notes.attendance.save",
    targetType: "bulletin_attendance",
    targetId: divisionId,
    details: { studentId, periodId, version: version + 1 },
  });
  return ok({ version: version + 1 });
}

/**
 * Publishes the bulletins of a class: each is kept as it is now, and its family reads it. The head; doing it twice is doing it once.
 * Emits `notes.bulletin.published` with the class, the period and the instant from which families read: recipients are the pupils of the rows of `bulletin` and their guardians.
 */
export async function publishBulletins(
  ctx: Context,
  { divisionId, periodId }: Input<typeof publicationInput>,
): Promise<Result<{ published: number }>> {
  const schoolId = ctx.viewer.school.id;
  const division = mayPublish(ctx.viewer) ? await openDivision(ctx, divisionId) : null;
  if (!division) return fail("NOT_FOUND");
  await lockPublication(ctx, divisionId, periodId);
  const set = await bulletinsOf(ctx, divisionId, periodId, null);
  if (set?.period.id !== periodId) return fail("NOT_FOUND");
  if (set.publishedAt) return ok({ published: set.bulletins.length });
  const at = toDbInstant(ctx.now);
  // A bulletin is for pupil and parents at once; like any result it does not appear in the quiet hours.
  const policy = { ...schoolSettings(division.year.school.settings).notes, studentDelayHours: 0 };
  const since = visibleAt(policy, ctx.now, "STUDENT", ctx.viewer.school.timeZone);
  const state = { publishedAt: at, publishedById: ctx.viewer.person.id };
  await ctx.db.divisionPeriod.upsert({
    where: { schoolId_divisionId_periodId: { schoolId, divisionId, periodId } },
    create: { schoolId, divisionId, periodId, ...state },
    update: state,
  });
  await ctx.db.bulletin.createMany({
    data: set.bulletins.map((bulletin) => ({
      schoolId,
      divisionId,
      periodId,
      studentId: bulletin.student.id,
      content: bulletin satisfies Prisma.InputJsonObject,
      createdAt: at,
      visibleAt: toDbInstant(since),
    })),
  });
  await record(ctx, {
    action: "notes.bulletin.publish",
    targetType: "group",
    targetId: divisionId,
    details: { periodId, bulletins: set.bulletins.length },
  });
  await emit(ctx, "notes.bulletin.published", { divisionId, periodId, visibleAt: since.toString() });
  return ok({ published: set.bulletins.length });
}

/** Takes the bulletins of a class back, to correct them: families read them no more. The head. */
export async function withdrawBulletins(
  ctx: Context,
  { divisionId, periodId }: Input<typeof publicationInput>,
): Promise<Result<{ withdrawn: number }>> {
  const schoolId = ctx.viewer.school.id;
  if (!mayPublish(ctx.viewer) || !(await openDivision(ctx, divisionId))) return fail("NOT_FOUND");
  await lockPublication(ctx, divisionId, periodId);
  const { count: withdrawn } = await ctx.db.bulletin.deleteMany({ where: { schoolId, divisionId, periodId } });
  await ctx.db.divisionPeriod.updateMany({
    where: { schoolId, divisionId, periodId, publishedAt: { not: null } },
    data: { publishedAt: null, publishedById: null },
  });
  if (withdrawn > 0) {
    await record(ctx, {
      action: "notes.bulletin.withdraw",
      targetType: "group",
      targetId: divisionId,
      details: { periodId, bulletins: withdrawn },
    });
  }
  return ok({ withdrawn });
}

/** A class that the viewer reads, in a year that is open. */
async function openDivision(ctx: Context, divisionId: string) {
  return ctx.db.group.findFirst({
    where: { AND: [readDivisions(ctx.viewer, today(ctx)), { id: divisionId, year: { closedAt: null } }] },
    select: { year: { select: { school: { select: { settings: true } } } } },
  });
}

/** Why nothing may be written of a pupil: not of the group, not graded by this period, or already published. */
async function refusalOf(
  ctx: Context,
  { studentId, periodId, groupId }: { studentId: string; periodId: string; groupId: string },
): Promise<Failure | null> {
  const schoolId = ctx.viewer.school.id;
  const period = await ctx.db.period.findFirst({
    where: { schoolId, id: periodId },
    select: { startsOn: true, endsOn: true, schemeId: true },
  });
  if (!period) return fail("NOT_FOUND");
  const during = {
    schoolId,
    startsOn: { lt: period.endsOn },
    OR: [{ endsOn: null }, { endsOn: { gt: period.startsOn } }],
  };
  const pupil = await ctx.db.person.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: studentId, enrollments: { some: { ...during, groupId } } },
    select: {
      enrollments: {
        where: { ...during, groupKind: "DIVISION", group: { periodSchemeId: period.schemeId } },
        select: { groupId: true },
        orderBy: { groupId: "asc" },
      },
    },
  });
  if (!pupil || pupil.enrollments.length === 0) return fail("NOT_FOUND");
  const divisionIds = pupil.enrollments.map(({ groupId: id }) => id);
  // Read once nobody is publishing any more: what is written now is then in the bulletin, or refused.
  for (const id of divisionIds) await awaitPublication(ctx, id, periodId);
  const published = await ctx.db.divisionPeriod.count({
    where: { schoolId, periodId, divisionId: { in: divisionIds }, publishedAt: { not: null } },
  });
  if (published === 0) return null;
  const message = "Les bulletins de cette classe sont publiés\u202F: ils ne changent plus.";
  return fail("INVALID", { message, fields: { text: [message] } });
}

/** Released with the transaction: two heads never publish the same class at once, and nothing is written while one does. */
async function lockPublication(ctx: Context, divisionId: string, periodId: string): Promise<void> {
  const key = publicationKey(ctx, divisionId, periodId);
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** Waits for who publishes; those who write do not wait for each other. */
async function awaitPublication(ctx: Context, divisionId: string, periodId: string): Promise<void> {
  const key = publicationKey(ctx, divisionId, periodId);
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`;
}

function publicationKey({ viewer }: Context, divisionId: string, periodId: string): string {
  return `${viewer.school.id}/bulletins/${divisionId}/${periodId}`;
}
