import "server-only";
import type { Context } from "@/lib/auth/context";
import type { Prisma } from "@/lib/db/types";
import { isWithin, teacherName, today, type Span, validOn } from "@/lib/school/rules";
import { daysAfter, fromDbDay, type IsoDay, minuteIn, toDbDay, weekOf } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";
import { mayAskFor, maySubscribeTo, reachOf } from "./access";
import { arrangeDay, arrangeWeek, type Closed } from "./rules";
import { personSelect, timetableSelect, toTimetableSession } from "./shapes";
import type { Feed, Subject, SubjectChoice, TimetableDay, TimetableSession, TimetableWeek } from "./types";

/** What a calendar is told: what was changed lately, and a term ahead. Later lessons come as time goes. */
const FEED_DAYS_BEFORE = 14;
const FEED_DAYS_AHEAD = 84;

/** A timetable that the viewer reads: its name, and the sessions that make it. */
interface FoundSubject {
  label: string;
  /** The class of a pupil, or the class itself: what its lessons need not repeat. */
  division: string | null;
  where: Prisma.SessionWhereInput;
}

/**
 * The week of a timetable that contains a day. Readers: see access.ts.
 * @param asked null: the first day with a lesson that is not over, which on a Sunday or in the holidays is a later one.
 * @returns null when the viewer does not read this timetable.
 */
export async function timetableWeek(
  ctx: Context,
  subject: Subject,
  asked: IsoDay | null,
): Promise<{ label: string; division: string | null; day: IsoDay; week: TimetableWeek } | null> {
  const found = await findSubject(ctx, subject);
  if (!found) return null;
  const day = asked ?? (await nextDayOf(ctx, found.where)) ?? today(ctx);
  const week = weekOf(day);
  const sessions = await sessionsBetween(ctx, found.where, week);
  const calendar = await calendarOf(ctx, week);
  return {
    label: found.label,
    division: found.division,
    day,
    week: arrangeWeek(week, calendar.alternance, calendar.closures, sessions.map(toTimetableSession)),
  };
}

/**
 * One day of each of a family's pupils: those of a guardian in this school, or the pupil itself. Others get none.
 * @param day null: the next day with a lesson for any of them, else today.
 */
export async function familyDay(
  ctx: Context,
  day: IsoDay | null,
): Promise<{ student: { id: string; firstName: string }; division: string | null; day: TimetableDay }[]> {
  if (reachOf(ctx.viewer) !== "family" || ctx.viewer.students.length === 0) return [];
  const spans = await enrollmentsOf(
    ctx,
    ctx.viewer.students.map((student) => student.id),
  );
  const chosen = day ?? (await nextDayOf(ctx, attendedBy(ctx, spans))) ?? today(ctx);
  const span = { from: chosen, until: daysAfter(chosen, 1) };
  const rows = await sessionsBetween(ctx, attendedBy(ctx, spans), span);
  const { closures } = await calendarOf(ctx, span);
  return ctx.viewer.students.map((student) => {
    const own = spans.filter((each) => each.studentId === student.id && isWithin(each, chosen));
    const attended = rows.filter((row) =>
      row.groups.some(({ groupId }) => own.some((each) => each.groupId === groupId)),
    );
    return {
      student: { id: student.id, firstName: student.firstName },
      division: divisionOf(own, chosen),
      day: arrangeDay(chosen, closures, attended.map(toTimetableSession)),
    };
  });
}

/** The timetables that a member of staff may choose, in one statement: classes, colleagues, rooms; an AESH its pupils. Families get none. */
export async function listSubjects(ctx: Context): Promise<SubjectChoice[]> {
  const reach = reachOf(ctx.viewer);
  if (reach === "family" || reach === "nothing") return [];
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const valid = validOn(day);
  if (reach === "supported") {
    const pupils = await ctx.db.studentSupport.findMany({
      relationLoadStrategy: "join",
      where: { schoolId, staffId: ctx.viewer.person.id, ...valid },
      select: { student: { select: { id: true, firstName: true, lastName: true } } },
      orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
    });
    return pupils.map(({ student }) => ({ kind: "student", id: student.id, label: formatName(student), level: null }));
  }
  const rows = await ctx.db.$queryRaw<(Omit<SubjectChoice, "label"> & { name: string; firstName: string | null })[]>`
    SELECT kind, id, name, first_name AS "firstName", level FROM (
      (SELECT 1 AS rank, 'division' AS kind, g.id, g.name, NULL AS first_name, g.level, g.code AS position
        FROM "group" g JOIN school_year y ON y.school_id = g.school_id AND y.id = g.year_id
        WHERE g.school_id = ${schoolId}::uuid AND g.kind = 'DIVISION'
          AND daterange(g.starts_on, g.ends_on) @> ${day}::date AND daterange(y.starts_on, y.ends_on) @> ${day}::date
        ORDER BY position LIMIT 200)
      UNION ALL
      (SELECT 2, 'teacher', p.id, p.last_name, p.first_name, NULL, p.last_name
        FROM person p
        WHERE p.school_id = ${schoolId}::uuid AND p.profile = 'TEACHER' AND daterange(p.starts_on, p.ends_on) @> ${day}::date
        ORDER BY p.last_name, p.first_name LIMIT 400)
      UNION ALL
      (SELECT 3, 'room', r.id, r.code, NULL, NULL, r.code
        FROM room r WHERE r.school_id = ${schoolId}::uuid ORDER BY r.code LIMIT 400)
    ) choice ORDER BY rank, position, first_name`;
  return rows.map(({ name, firstName, ...choice }) => ({
    ...choice,
    label: firstName === null ? name : formatName({ firstName, lastName: name }, { sorted: true }),
  }));
}

/** The pupils of a division, whose own timetables head and vie scolaire may open; others get none. */
export async function listPupilsOf(ctx: Context, divisionId: string): Promise<SubjectChoice[]> {
  if (reachOf(ctx.viewer) !== "school") return [];
  const rows = await ctx.db.enrollment.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: ctx.viewer.school.id,
      groupId: divisionId,
      groupKind: "DIVISION",
      ...validOn(today(ctx)),
    },
    select: { student: { select: { id: true, firstName: true, lastName: true } } },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
    take: 100,
  });
  return rows.map(({ student }) => ({
    kind: "student",
    id: student.id,
    label: formatName(student, { sorted: true }),
    level: null,
  }));
}

/** The viewer's open calendar addresses, without their secrets. One's own only. */
export async function listFeeds(ctx: Context): Promise<Feed[]> {
  const rows = await ctx.db.feedToken.findMany({
    where: { schoolId: ctx.viewer.school.id, personId: ctx.viewer.person.id, revokedAt: null },
    select: { id: true, studentId: true, createdAt: true },
    orderBy: { createdAt: "asc" },
  });
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/**
 * What a calendar shows: the lessons of some weeks around today. Who may subscribe: access.ts.
 * @param studentId null: the lessons that the viewer gives.
 * @returns null when the viewer may not subscribe to it (any more).
 */
export async function feedSessions(
  ctx: Context,
  studentId: string | null,
): Promise<{ label: string; sessions: (TimetableSession & { changedAt: Date | null })[] } | null> {
  if (!maySubscribeTo(ctx.viewer, studentId)) return null;
  const subject: Subject = studentId
    ? { kind: "student", id: studentId }
    : { kind: "teacher", id: ctx.viewer.person.id };
  const found = await findSubject(ctx, subject);
  if (!found) return null;
  const day = today(ctx);
  const rows = await sessionsBetween(ctx, found.where, {
    from: daysAfter(day, -FEED_DAYS_BEFORE),
    until: daysAfter(day, FEED_DAYS_AHEAD),
  });
  return {
    label: found.label,
    sessions: rows.map((row) => ({ ...toTimetableSession(row), changedAt: row.changedAt })),
  };
}

async function findSubject(ctx: Context, subject: Subject): Promise<FoundSubject | null> {
  if (!mayAskFor(ctx.viewer, subject)) return null;
  const schoolId = ctx.viewer.school.id;
  const { id } = subject;
  switch (subject.kind) {
    case "student":
      return findStudent(ctx, id);
    case "division": {
      const group = await ctx.db.group.findFirst({
        where: { schoolId, id, kind: "DIVISION" },
        select: { name: true },
      });
      const taught = { OR: [{ id }, { divisions: { some: { schoolId, divisionId: id } } }] };
      return (
        group && { label: group.name, division: group.name, where: { groups: { some: { schoolId, group: taught } } } }
      );
    }
    case "teacher": {
      const teacher = await ctx.db.person.findFirst({ where: { schoolId, id, profile: "TEACHER" }, ...personSelect });
      const part = { schoolId, OR: [{ teacherId: id }, { replacesId: id }] };
      return teacher && { label: teacherName(teacher), division: null, where: { teachers: { some: part } } };
    }
    case "room": {
      const room = await ctx.db.room.findFirst({ where: { schoolId, id }, select: { code: true, name: true } });
      return room && { label: room.name, division: null, where: { roomId: id } };
    }
  }
}

async function findStudent(ctx: Context, studentId: string): Promise<FoundSubject | null> {
  const own = ctx.viewer.students.find((student) => student.id === studentId);
  const spans = await enrollmentsOf(ctx, [studentId]);
  const name = own ?? spans[0]?.student;
  if (!name) return null;
  return { label: formatName(name), division: divisionOf(spans, today(ctx)), where: attendedBy(ctx, spans) };
}

interface Enrolled extends Span {
  groupId: string;
  groupKind: "DIVISION" | "GROUP";
  group: { name: string };
  studentId: string;
  student: { firstName: string; lastName: string };
}

/** The groups of pupils with their dates. An AESH reads those whom it accompanies today. */
async function enrollmentsOf(ctx: Context, studentIds: readonly string[]): Promise<Enrolled[]> {
  const schoolId = ctx.viewer.school.id;
  const supported: Prisma.EnrollmentWhereInput = {
    student: {
      supportedBy: { some: { schoolId, staffId: ctx.viewer.person.id, ...validOn(today(ctx)) } },
    },
  };
  const rows = await ctx.db.enrollment.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId,
      studentId: { in: [...studentIds] },
      ...(reachOf(ctx.viewer) === "supported" ? supported : {}),
    },
    select: {
      groupId: true,
      groupKind: true,
      group: { select: { name: true } },
      studentId: true,
      startsOn: true,
      endsOn: true,
      student: { select: { firstName: true, lastName: true } },
    },
  });
  return rows.map((row) => ({
    ...row,
    startsOn: fromDbDay(row.startsOn),
    endsOn: row.endsOn && fromDbDay(row.endsOn),
  }));
}

/** The class of a pupil on a day. */
function divisionOf(spans: readonly Enrolled[], day: IsoDay): string | null {
  return spans.find((span) => span.groupKind === "DIVISION" && isWithin(span, day))?.group.name ?? null;
}

/** The sessions that these enrolments lead to. Without any: none. Never written as `OR: []`, which Prisma reads as «anything». */
function attendedBy(ctx: Context, spans: readonly Enrolled[]): Prisma.SessionWhereInput {
  const schoolId = ctx.viewer.school.id;
  if (spans.length === 0) return { id: { in: [] } };
  const byDates = new Map<string, { span: Span; groupIds: string[] }>();
  for (const span of spans) {
    const key = `${span.startsOn}/${span.endsOn ?? ""}`;
    const same = byDates.get(key);
    if (same) same.groupIds.push(span.groupId);
    else byDates.set(key, { span, groupIds: [span.groupId] });
  }
  return {
    OR: [...byDates.values()].map(({ span, groupIds }) => ({
      day: { gte: toDbDay(span.startsOn), ...(span.endsOn ? { lt: toDbDay(span.endsOn) } : {}) },
      groups: { some: { schoolId, groupId: { in: groupIds } } },
    })),
  };
}

/** The sessions that are, or were planned, in a span of days; `until` exclusive. */
async function sessionsBetween(ctx: Context, where: Prisma.SessionWhereInput, span: { from: IsoDay; until: IsoDay }) {
  const schoolId = ctx.viewer.school.id;
  const days = { gte: toDbDay(span.from), lt: toDbDay(span.until) };
  return ctx.db.session.findMany({
    relationLoadStrategy: "join",
    where: { AND: [{ schoolId, ...withinArchive(ctx) }, where, { OR: [{ day: days }, { plannedDay: days }] }] },
    select: { ...timetableSelect, changedAt: true, groups: { select: { groupId: true } } },
    orderBy: [{ day: "asc" }, { startMinute: "asc" }, { id: "asc" }],
    take: 1_500,
  });
}

/** In the archive of a year, its lessons alone: the rights of its last day open no other. */
function withinArchive({ viewer: { archive } }: Context): Prisma.SessionWhereInput {
  return archive ? { day: { gte: toDbDay(archive.firstDay), lte: toDbDay(archive.lastDay) } } : {};
}

/** The first day with a lesson that is not over; in the archive of a year, the last that had one. */
async function nextDayOf(ctx: Context, where: Prisma.SessionWhereInput): Promise<IsoDay | null> {
  const { school, archive } = ctx.viewer;
  const day = toDbDay(today(ctx));
  const later = { OR: [{ day: { gt: day } }, { day, endMinute: { gt: minuteIn(school.timeZone, ctx.now) } }] };
  const row = await ctx.db.session.findFirst({
    where: {
      AND: [{ schoolId: school.id, status: { not: "CANCELLED" } }, where, archive ? withinArchive(ctx) : later],
    },
    select: { day: true },
    orderBy: { day: archive ? "desc" : "asc" },
  });
  return row && fromDbDay(row.day);
}

/** Week A or B, and what closes the school in a span of days. */
async function calendarOf(
  ctx: Context,
  span: { from: IsoDay; until: IsoDay },
): Promise<{ alternance: TimetableWeek["alternance"]; closures: Closed[] }> {
  const [from, until] = [toDbDay(span.from), toDbDay(span.until)];
  const years = await ctx.db.schoolYear.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, startsOn: { lt: until }, endsOn: { gt: from } },
    select: {
      closures: {
        where: { startsOn: { lt: until }, endsOn: { gt: from } },
        select: { name: true, startsOn: true, endsOn: true },
      },
      weeks: { where: { startsOn: from }, select: { alternance: true } },
    },
  });
  return {
    alternance: years.flatMap(({ weeks }) => weeks)[0]?.alternance ?? null,
    closures: years.flatMap(({ closures }) =>
      closures.map((closure) => ({
        name: closure.name,
        startsOn: fromDbDay(closure.startsOn),
        endsOn: fromDbDay(closure.endsOn),
      })),
    ),
  };
}
