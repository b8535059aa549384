import "server-only";
import type { Context } from "@/lib/auth/context";
import type { Prisma } from "@/lib/db/types";
import { storedRichText } from "@/lib/rich-text/schema";
import { today, validOn } from "@/lib/school/rules";
import { fromDbDay, type IsoDay, toDbDay } from "@/lib/time/day";
import { attachmentSelect, sessionSelect, toAttachments, toSessionSummary } from "./shapes";
import type { LessonEditor } from "./types";

/** Next lessons offered as due dates. */
const NEXT_SESSIONS = 6;
/** How far the workload of the class is shown, in days. */
const WORKLOAD_DAYS = 21;

/**
 * The sessions that a viewer writes: those it gives itself, and those of the services it teaches today, as titular, co-teacher or
 * substitute for the dates given. Only in a school year that is not closed.
 */
export function writtenSessions(ctx: Context): Prisma.SessionWhereInput {
  const schoolId = ctx.viewer.school.id;
  const teacherId = ctx.viewer.profile === "TEACHER" ? ctx.viewer.person.id : null;
  // Never `OR: []`: inside an AND, Prisma reads it as «anything».
  if (!teacherId) return { schoolId, id: { in: [] } };
  return {
    schoolId,
    year: { closedAt: null },
    OR: [
      { teachers: { some: { schoolId, teacherId } } },
      { service: { teachers: { some: { schoolId, teacherId, ...validOn(today(ctx)) } } } },
    ],
  };
}

/** Everything that the page of a lesson shows who writes it; null for anybody else. */
export async function lessonEditor(ctx: Context, sessionId: string): Promise<LessonEditor | null> {
  const schoolId = ctx.viewer.school.id;
  const session = await ctx.db.session.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [writtenSessions(ctx), { id: sessionId }] },
    select: {
      ...sessionSelect,
      year: { select: { endsOn: true } },
      service: { select: { ...sessionSelect.service.select, groupId: true } },
      lessonEntry: { select: { content: true, version: true, updatedAt: true, files: attachmentSelect } },
      givenHomework: {
        where: { schoolId, withdrawnAt: null },
        orderBy: [{ dueOn: "asc" }, { id: "asc" }],
        select: {
          id: true,
          version: true,
          dueOn: true,
          dueSessionId: true,
          minutes: true,
          audience: true,
          groupId: true,
          content: true,
          files: attachmentSelect,
          recipients: { select: { studentId: true } },
          _count: { select: { completions: true } },
        },
      },
    },
  });
  if (!session) return null;
  const summary = toSessionSummary(session);
  const groupId = session.service.groupId;
  const [nextSessions, students, groups, workload] = [
    await ctx.db.session.findMany({
      where: {
        schoolId,
        serviceId: summary.serviceId,
        day: { gt: toDbDay(summary.day) },
        status: { not: "CANCELLED" },
      },
      select: { id: true, day: true, startMinute: true },
      orderBy: [{ day: "asc" }, { startMinute: "asc" }],
      take: NEXT_SESSIONS,
    }),
    await studentsOf(ctx, groupId, summary.day),
    await subgroupsOf(ctx, groupId),
    await workloadOf(ctx, groupId, summary.day),
  ];
  return {
    session: summary,
    entry: session.lessonEntry && {
      content: storedRichText(session.lessonEntry.content),
      version: session.lessonEntry.version,
      attachments: toAttachments(session.lessonEntry.files),
      updatedAt: session.lessonEntry.updatedAt.toISOString(),
    },
    homework: session.givenHomework.map((homework) => ({
      id: homework.id,
      version: homework.version,
      dueOn: fromDbDay(homework.dueOn),
      dueSessionId: homework.dueSessionId,
      minutes: homework.minutes,
      audience: homework.audience,
      groupId: homework.groupId,
      studentIds: homework.recipients.map((recipient) => recipient.studentId),
      content: storedRichText(homework.content),
      attachments: toAttachments(homework.files),
      doneCount: homework._count.completions,
    })),
    nextSessions: nextSessions.map((next) => ({
      id: next.id,
      day: fromDbDay(next.day),
      startMinute: next.startMinute,
    })),
    groups,
    students,
    workload,
    dueFrom: summary.day,
    // endsOn is exclusive: the last day is the one before.
    dueUntil: fromDbDay(new Date(session.year.endsOn.getTime() - 86_400_000)),
  };
}

/** The pupils of a group on a day, by name. */
export async function studentsOf(ctx: Context, groupId: string, day: IsoDay): Promise<LessonEditor["students"]> {
  const rows = await ctx.db.enrollment.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, groupId, ...validOn(day) },
    select: { student: { select: { id: true, firstName: true, lastName: true } } },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
    take: 200,
  });
  return rows.map((row) => row.student);
}

/** The groupes that draw from the same division: «for whom» of a piece of homework. */
export async function subgroupsOf(ctx: Context, groupId: string): Promise<LessonEditor["groups"]> {
  const schoolId = ctx.viewer.school.id;
  return ctx.db.group.findMany({
    where: { schoolId, kind: "GROUP", divisions: { some: { schoolId, divisionId: groupId } } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 30,
  });
}

/** What is already due for a whole class on the coming days: its own services and those of its groupes. */
async function workloadOf(ctx: Context, groupId: string, from: IsoDay): Promise<LessonEditor["workload"]> {
  const schoolId = ctx.viewer.school.id;
  const until = new Date(toDbDay(from).getTime() + WORKLOAD_DAYS * 86_400_000);
  const rows = await ctx.db.homework.groupBy({
    by: ["dueOn"],
    where: {
      schoolId,
      withdrawnAt: null,
      dueOn: { gte: toDbDay(from), lt: until },
      service: {
        is: {
          schoolId,
          group: { is: { OR: [{ id: groupId }, { divisions: { some: { schoolId, divisionId: groupId } } }] } },
        },
      },
    },
    _sum: { minutes: true },
    _count: true,
    orderBy: { dueOn: "asc" },
  });
  return rows.map((row) => ({ day: fromDbDay(row.dueOn), minutes: row._sum.minutes ?? 0, count: row._count }));
}
