import "server-only";
import type { Context } from "@/lib/auth/context";
import { isFamily } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import type { ServedFile } from "@/lib/files/serve";
import { excerpt } from "@/lib/rich-text/text";
import { storedRichText } from "@/lib/rich-text/schema";
import { teacherName, today } from "@/lib/school/rules";
import { fromDbDay, type IsoDay, toDbDay } from "@/lib/time/day";
import { concernedStudents, type GroupSpan, homeworkScope, reachOf, type Scope, sessionScope } from "./access";
import { groupByDueDay } from "./rules";
import { attachmentSelect, sessionSelect, toAttachments, toSessionSummary } from "./shapes";
import type { DivisionLog, HomeworkDay, HomeworkItem, Lesson, ServiceLabel, TeachingSession } from "./types";

/** Narrows what is read to one pupil (families) or one division (staff). An id out of reach narrows it to nothing. */
export interface Focus {
  studentId?: string;
  divisionId?: string;
}

/** Pages of the log by subject. */
const LESSONS_PER_PAGE = 10;
/** More lessons than any service has on one day. */
const LESSONS_PER_DAY = 8;
/** What a search tells of one kind: who wants more says more words. */
const FOUND = 8;
/** A day's homework is a handful; this bounds a head's view of a whole level. */
const MAX_HOMEWORK = 200;

/**
 * Homework due in a span of days, by day, with each viewer's pupils whom it concerns. Readers: see access.ts.
 * @param span `until` exclusive.
 */
export async function homeworkByDay(
  ctx: Context,
  focus: Focus,
  span: { from: IsoDay; until: IsoDay },
): Promise<HomeworkDay[]> {
  const scope = await focusedScope(ctx, focus);
  if (scope.length === 0) return [];
  const rows = await ctx.db.homework.findMany({
    relationLoadStrategy: "join",
    where: {
      AND: [
        homeworkScope(ctx.viewer, scope, today(ctx)),
        { dueOn: { gte: toDbDay(span.from), lt: toDbDay(span.until) } },
      ],
    },
    select: homeworkSelect(ctx),
    orderBy: [{ dueOn: "asc" }, { service: { subject: { name: "asc" } } }, { id: "asc" }],
    take: MAX_HOMEWORK,
  });
  return groupByDueDay(rows.map((row) => toHomeworkItem(ctx, scope, row)));
}

/** Lessons of a span of days with what was written in them, in order of time. `until` exclusive. Readers: see access.ts. */
export async function lessonsBetween(
  ctx: Context,
  focus: Focus,
  span: { from: IsoDay; until: IsoDay },
): Promise<Lesson[]> {
  const scope = await focusedScope(ctx, focus);
  if (scope.length === 0) return [];
  const rows = await ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: {
      AND: [sessionScope(ctx.viewer.school.id, scope), { day: { gte: toDbDay(span.from), lt: toDbDay(span.until) } }],
    },
    select: lessonSelect(ctx, scope),
    orderBy: [{ day: "asc" }, { startMinute: "asc" }, { id: "asc" }],
    take: 300,
  });
  return rows.map((row) => toLesson(ctx, row));
}

/**
 * The log of one service, newest lesson first, by pages. Readers: see access.ts.
 * @param before only lessons before that day: the `olderThan` of the page before.
 * @returns null when the service is not read by this viewer.
 */
export async function lessonsOfService(
  ctx: Context,
  focus: Focus,
  serviceId: string,
  before: IsoDay | null,
): Promise<{ lessons: Lesson[]; olderThan: IsoDay | null } | null> {
  const scope = await focusedScope(ctx, focus);
  if (scope.length === 0) return null;
  const until = before ? { lt: toDbDay(before) } : { lte: toDbDay(today(ctx)) };
  const rows = await ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: { AND: [sessionScope(ctx.viewer.school.id, scope), { serviceId, day: until }] },
    select: lessonSelect(ctx, scope),
    orderBy: [{ day: "desc" }, { startMinute: "desc" }],
    take: LESSONS_PER_PAGE + LESSONS_PER_DAY,
  });
  if (rows.length === 0 && !(await isServiceRead(ctx, scope, serviceId))) return null;
  // The next page starts with the day before: a day is never cut in two.
  const lastDay = rows[LESSONS_PER_PAGE - 1]?.day.getTime();
  const page = rows.filter((row, index) => index < LESSONS_PER_PAGE || row.day.getTime() === lastDay);
  const lessons = page.map((row) => toLesson(ctx, row));
  return { lessons, olderThan: rows.length > page.length ? (lessons.at(-1)?.day ?? null) : null };
}

/** Is this service read at all? A log without a lesson yet is empty; one out of reach is absent. */
async function isServiceRead(ctx: Context, scope: Scope, serviceId: string): Promise<boolean> {
  const schoolId = ctx.viewer.school.id;
  const inScope = scope === "school" ? {} : { groupId: { in: scope.map((span) => span.groupId) } };
  return (await ctx.db.service.count({ where: { schoolId, id: serviceId, ...inScope } })) > 0;
}

/** One lesson with what was written in it, or null when the viewer does not read it. Readers: see access.ts. */
export async function findLesson(ctx: Context, sessionId: string): Promise<Lesson | null> {
  const scope = await focusedScope(ctx, {});
  if (scope.length === 0) return null;
  const row = await ctx.db.session.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [sessionScope(ctx.viewer.school.id, scope), { id: sessionId }] },
    select: lessonSelect(ctx, scope),
  });
  return row && toLesson(ctx, row);
}

/** The services whose log this viewer reads, by subject name. Readers: see access.ts. */
export async function listServices(ctx: Context, focus: Focus): Promise<ServiceLabel[]> {
  const scope = await focusedScope(ctx, focus);
  if (scope.length === 0) return [];
  const day = toDbDay(today(ctx));
  const rows = await ctx.db.service.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: ctx.viewer.school.id,
      year: { startsOn: { lte: day }, endsOn: { gt: day } },
      ...(scope === "school" ? {} : { groupId: { in: scope.map((span) => span.groupId) } }),
    },
    select: { id: true, subject: { select: { name: true, code: true } }, group: { select: { name: true } } },
    orderBy: [{ subject: { name: "asc" } }, { group: { name: "asc" } }],
    take: 100,
  });
  return rows.map((row) => ({
    serviceId: row.id,
    subject: row.subject.name,
    subjectCode: row.subject.code,
    group: row.group.name,
  }));
}

/** The divisions whose log a member of staff reads, by code; empty for families, who choose a child. */
export async function listReadDivisions(ctx: Context): Promise<{ id: string; name: string; level: string | null }[]> {
  if (isFamily(ctx.viewer)) return [];
  const scope = await readScope(ctx);
  if (scope.length === 0) return [];
  const day = toDbDay(today(ctx));
  return ctx.db.group.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      kind: "DIVISION",
      year: { startsOn: { lte: day }, endsOn: { gt: day } },
      ...(scope === "school" ? {} : { id: { in: scope.map((span) => span.groupId) } }),
    },
    select: { id: true, name: true, level: true },
    orderBy: { code: "asc" },
    take: 200,
  });
}

/**
 * How far each division's log of a day is written. Who reads the whole school (head, CPE, inspectors); others get none.
 * @param until minutes since midnight: lessons that began before it are expected to be written.
 */
export async function logOverview(ctx: Context, day: IsoDay, until: number): Promise<DivisionLog[]> {
  if (reachOf(ctx.viewer) !== "school") return [];
  const schoolId = ctx.viewer.school.id;
  return ctx.db.$queryRaw<DivisionLog[]>`
    WITH attended AS (
      SELECT DISTINCT s.id, s.start_minute, coalesce(gd.division_id, g.id) AS division_id
      FROM session s
      JOIN session_group sg ON sg.school_id = s.school_id AND sg.session_id = s.id
      JOIN "group" g ON g.school_id = sg.school_id AND g.id = sg.group_id
      LEFT JOIN group_division gd ON gd.school_id = g.school_id AND gd.group_id = g.id
      WHERE s.school_id = ${schoolId}::uuid AND s.day = ${day}::date AND s.status <> 'CANCELLED'
    )
    SELECT d.id, d.name, d.level, count(*)::int AS lessons,
      count(*) FILTER (WHERE a.start_minute < ${until})::int AS begun,
      count(e.id) FILTER (WHERE a.start_minute < ${until})::int AS written
    FROM attended a
    JOIN "group" d ON d.school_id = ${schoolId}::uuid AND d.id = a.division_id AND d.kind = 'DIVISION'
    LEFT JOIN lesson_entry e ON e.school_id = ${schoolId}::uuid AND e.session_id = a.id
    GROUP BY d.id, d.name, d.level, d.code
    ORDER BY d.code`;
}

/** The lessons that this teacher gives on a day, each with what is done and what is not. Teachers only; others get none. */
export async function teachingDay(ctx: Context, day: IsoDay): Promise<TeachingSession[]> {
  const schoolId = ctx.viewer.school.id;
  if (ctx.viewer.profile !== "TEACHER") return [];
  const rows = await ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, day: toDbDay(day), teachers: { some: { schoolId, teacherId: ctx.viewer.person.id } } },
    select: {
      ...sessionSelect,
      lessonEntry: { select: { id: true } },
      _count: {
        select: {
          givenHomework: { where: { schoolId, withdrawnAt: null } },
          dueHomework: { where: { schoolId, withdrawnAt: null } },
        },
      },
    },
    orderBy: [{ startMinute: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    ...toSessionSummary(row),
    hasContent: row.lessonEntry !== null,
    homeworkGiven: row._count.givenHomework,
    homeworkDue: row._count.dueHomework,
  }));
}

/**
 * The first day, from this one on, on which the viewer has a lesson: what a home page shows on a Sunday or in the holidays.
 * @param minute of the first day, since midnight: lessons that are over by then do not count.
 * @returns null when there is none left, or when the viewer has no lessons of its own.
 */
export async function nextDayWithLessons(ctx: Context, focus: Focus, from: IsoDay, minute = 0): Promise<IsoDay | null> {
  const schoolId = ctx.viewer.school.id;
  const own = ctx.viewer.profile === "TEACHER" && !focus.divisionId;
  const scope = own ? [] : await focusedScope(ctx, focus);
  if (!own && scope.length === 0) return null;
  const row = await ctx.db.session.findFirst({
    where: {
      AND: [
        own
          ? { schoolId, teachers: { some: { schoolId, teacherId: ctx.viewer.person.id } } }
          : sessionScope(schoolId, scope),
        { OR: [{ day: toDbDay(from), endMinute: { gt: minute } }, { day: { gt: toDbDay(from) } }] },
        { status: { not: "CANCELLED" } },
      ],
    },
    select: { day: true },
    orderBy: { day: "asc" },
  });
  return row && fromDbDay(row.day);
}

/**
 * Homework with all of these words in its text or the name of its subject, the latest due first; at most FOUND. Readers: see access.ts.
 * @param words folded (lib/fold.ts), letters and digits only.
 */
export async function findHomework(ctx: Context, words: readonly string[]): Promise<HomeworkItem[]> {
  const scope = await readScope(ctx);
  if (scope.length === 0 || words.length === 0) return [];
  const rows = await ctx.db.homework.findMany({
    relationLoadStrategy: "join",
    where: {
      AND: [
        homeworkScope(ctx.viewer, scope, today(ctx)),
        ...words.map((word): Prisma.HomeworkWhereInput => ({
          OR: [{ searchText: { contains: word } }, { service: { is: subjectNamed(word) } }],
        })),
      ],
    },
    select: homeworkSelect(ctx),
    orderBy: [{ dueOn: "desc" }, { id: "desc" }],
    take: FOUND,
  });
  return rows.map((row) => toHomeworkItem(ctx, scope, row));
}

/**
 * Written lessons with all of these words in their content or the name of their subject, the latest first; at most FOUND. Families
 * find what they read: lessons given. Readers: see access.ts.
 * @param words as in findHomework.
 */
export async function findLessons(ctx: Context, words: readonly string[]): Promise<Lesson[]> {
  const scope = await readScope(ctx);
  if (scope.length === 0 || words.length === 0) return [];
  const rows = await ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: {
      AND: [
        sessionScope(ctx.viewer.school.id, scope),
        { lessonEntry: { isNot: null } },
        isFamily(ctx.viewer) ? { day: { lte: toDbDay(today(ctx)) } } : {},
        ...words.map((word): Prisma.SessionWhereInput => ({
          OR: [{ lessonEntry: { is: { searchText: { contains: word } } } }, { service: { is: subjectNamed(word) } }],
        })),
      ],
    },
    select: lessonSelect(ctx, scope),
    orderBy: [{ day: "desc" }, { startMinute: "desc" }, { id: "desc" }],
    take: FOUND,
  });
  return rows.map((row) => toLesson(ctx, row));
}

function subjectNamed(word: string): Prisma.ServiceWhereInput {
  return { subject: { is: { searchText: { contains: word } } } };
}

/** A file that hangs on a lesson or on homework which the viewer reads, or one's own; null otherwise. */
export async function findFile(ctx: Context, fileId: string): Promise<ServedFile | null> {
  const schoolId = ctx.viewer.school.id;
  const scope = await focusedScope(ctx, {});
  const day = today(ctx);
  const readers: Prisma.FileWhereInput[] = [{ ownerId: ctx.viewer.person.id }];
  if (scope.length > 0) {
    readers.push(
      {
        lessonEntries: {
          some: {
            schoolId,
            lessonEntry: {
              session: {
                AND: [sessionScope(schoolId, scope), isFamily(ctx.viewer) ? { day: { lte: toDbDay(day) } } : {}],
              },
            },
          },
        },
      },
      { homework: { some: { schoolId, homework: homeworkScope(ctx.viewer, scope, day) } } },
    );
  }
  return ctx.db.file.findFirst({
    where: { schoolId, id: fileId, OR: readers },
    select: { name: true, mediaType: true, size: true, storageKey: true, sha256: true },
  });
}

/** What a pupil or guardian reads: the groups of the viewer's own pupils, at the dates of their enrolment. */
export async function familyScope(ctx: Context): Promise<readonly GroupSpan[]> {
  return enrollmentSpans(ctx, { studentId: { in: ctx.viewer.students.map((student) => student.id) } });
}

/** A page asks several questions in one context; what it may read is looked up once. */
const knownScopes = new WeakMap<Context, Promise<Scope>>();

/** What the viewer reads, by its reach: one statement at the most in a context. */
function readScope(ctx: Context): Promise<Scope> {
  const scope = knownScopes.get(ctx) ?? findScope(ctx);
  knownScopes.set(ctx, scope);
  return scope;
}

async function findScope(ctx: Context): Promise<Scope> {
  const { viewer, db } = ctx;
  const schoolId = viewer.school.id;
  const reach = reachOf(viewer);
  const day = today(ctx);
  switch (reach) {
    case "school":
      return "school";
    case "nothing":
      return [];
    case "family":
      return familyScope(ctx);
    case "supported":
      return enrollmentSpans(ctx, {
        student: {
          supportedBy: {
            some: {
              schoolId,
              staffId: viewer.person.id,
              startsOn: { lte: toDbDay(day) },
              OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(day) } }],
            },
          },
        },
      });
    case "taught": {
      // Their divisions, and every group that draws from one of these: a class is read as a whole.
      const rows = await db.$queryRaw<{ groupId: string; startsOn: Date }[]>`
        WITH mine AS (
          SELECT s.group_id FROM service_teacher t JOIN service s ON s.school_id = t.school_id AND s.id = t.service_id
          WHERE t.school_id = ${schoolId}::uuid AND t.teacher_id = ${viewer.person.id}::uuid
            AND daterange(t.starts_on, t.ends_on) @> ${day}::date
        ), divisions AS (
          SELECT m.group_id AS id FROM mine m
          UNION SELECT d.division_id FROM group_division d JOIN mine m ON m.group_id = d.group_id WHERE d.school_id = ${schoolId}::uuid
        ), readable AS (
          SELECT id FROM divisions
          UNION SELECT d.group_id FROM group_division d JOIN divisions v ON v.id = d.division_id WHERE d.school_id = ${schoolId}::uuid
        )
        SELECT g.id AS "groupId", g.starts_on AS "startsOn" FROM "group" g JOIN readable r ON r.id = g.id
        WHERE g.school_id = ${schoolId}::uuid`;
      return rows.map((row) => ({
        groupId: row.groupId,
        startsOn: fromDbDay(row.startsOn),
        endsOn: null,
        studentId: null,
      }));
    }
  }
}

async function enrollmentSpans(ctx: Context, where: Prisma.EnrollmentWhereInput): Promise<GroupSpan[]> {
  const rows = await ctx.db.enrollment.findMany({
    where: { AND: [{ schoolId: ctx.viewer.school.id }, where] },
    select: { groupId: true, studentId: true, startsOn: true, endsOn: true },
  });
  return rows.map((row) => ({
    groupId: row.groupId,
    studentId: row.studentId,
    startsOn: fromDbDay(row.startsOn),
    endsOn: row.endsOn && fromDbDay(row.endsOn),
  }));
}

async function focusedScope(ctx: Context, focus: Focus): Promise<Scope> {
  const scope = await readScope(ctx);
  if (focus.studentId) {
    return scope === "school"
      ? enrollmentSpans(ctx, { studentId: focus.studentId })
      : scope.filter((span) => span.studentId === focus.studentId);
  }
  if (!focus.divisionId) return scope;
  const groups = await ctx.db.group.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      OR: [
        { id: focus.divisionId },
        { divisions: { some: { schoolId: ctx.viewer.school.id, divisionId: focus.divisionId } } },
      ],
    },
    select: { id: true, startsOn: true },
  });
  const chosen = new Set(groups.map((group) => group.id));
  if (scope !== "school") return scope.filter((span) => chosen.has(span.groupId));
  return groups.map((group) => ({
    groupId: group.id,
    startsOn: fromDbDay(group.startsOn),
    endsOn: null,
    studentId: null,
  }));
}

function homeworkSelect(ctx: Context) {
  const schoolId = ctx.viewer.school.id;
  const day = toDbDay(today(ctx));
  return {
    id: true,
    givenSessionId: true,
    givenOn: true,
    dueOn: true,
    minutes: true,
    audience: true,
    groupId: true,
    content: true,
    author: { select: { civility: true, firstName: true, lastName: true } },
    service: {
      select: {
        id: true,
        groupId: true,
        subject: { select: { name: true, code: true } },
        group: { select: { name: true } },
        teachers: {
          where: {
            schoolId,
            teacherId: ctx.viewer.person.id,
            startsOn: { lte: day },
            OR: [{ endsOn: null }, { endsOn: { gt: day } }],
          },
          select: { id: true },
        },
      },
    },
    recipients: {
      where: { schoolId, studentId: { in: ctx.viewer.students.map((student) => student.id) } },
      select: { studentId: true },
    },
    completions: {
      where: { schoolId, studentId: { in: ctx.viewer.students.map((student) => student.id) } },
      select: { studentId: true },
    },
    files: attachmentSelect,
  } satisfies Prisma.HomeworkSelect;
}

type HomeworkRow = Prisma.HomeworkGetPayload<{ select: ReturnType<typeof homeworkSelect> }>;

function toHomeworkItem(ctx: Context, scope: Scope, row: HomeworkRow): HomeworkItem {
  const dueOn = fromDbDay(row.dueOn);
  const concerned = new Set(
    concernedStudents(scope, {
      groupId: row.service.groupId,
      audience: row.audience,
      audienceGroupId: row.groupId,
      recipientIds: row.recipients.map((recipient) => recipient.studentId),
      dueOn,
    }),
  );
  const done = new Set(row.completions.map((completion) => completion.studentId));
  return {
    id: row.id,
    sessionId: row.givenSessionId,
    serviceId: row.service.id,
    subject: row.service.subject.name,
    subjectCode: row.service.subject.code,
    group: row.service.group.name,
    teacher: teacherName(row.author),
    givenOn: fromDbDay(row.givenOn),
    dueOn,
    minutes: row.minutes,
    audience: row.audience,
    content: storedRichText(row.content),
    attachments: toAttachments(row.files),
    students: ctx.viewer.students
      .filter((student) => concerned.has(student.id))
      .map((student) => ({ id: student.id, firstName: student.firstName, isDone: done.has(student.id) })),
    can: { tick: ctx.viewer.profile === "STUDENT", edit: row.service.teachers.length > 0 },
  };
}

function lessonSelect(ctx: Context, scope: Scope) {
  return {
    ...sessionSelect,
    lessonEntry: { select: { content: true, files: attachmentSelect } },
    givenHomework: {
      where: homeworkScope(ctx.viewer, scope, today(ctx)),
      select: { id: true, dueOn: true, content: true },
      orderBy: { dueOn: "asc" },
    },
  } satisfies Prisma.SessionSelect;
}

type LessonRow = Prisma.SessionGetPayload<{ select: ReturnType<typeof lessonSelect> }>;

function toLesson(ctx: Context, row: LessonRow): Lesson {
  const summary = toSessionSummary(row);
  // A teacher may prepare ahead: families read the content from the day of the lesson on.
  const entry = isFamily(ctx.viewer) && summary.day > today(ctx) ? null : row.lessonEntry;
  return {
    ...summary,
    content: entry && storedRichText(entry.content),
    attachments: entry ? toAttachments(entry.files) : [],
    homework: row.givenHomework.map((homework) => ({
      id: homework.id,
      dueOn: fromDbDay(homework.dueOn),
      excerpt: excerpt(storedRichText(homework.content), 120),
    })),
  };
}
