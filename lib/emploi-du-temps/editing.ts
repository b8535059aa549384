import "server-only";
import type { Context } from "@/lib/auth/context";
import { teacherName, today } from "@/lib/school/rules";
import { fromDbDay, minuteIn, toDbDay } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";
import { mayManage } from "./access";
import { personSelect, timetableSelect, toTimetableSession } from "./shapes";
import type { DeclaredAbsence, SessionChange } from "./types";

/** Everything that the page of one lesson offers who manages the timetable; null for anybody else. */
export async function sessionChange(ctx: Context, sessionId: string): Promise<SessionChange | null> {
  if (!mayManage(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const row = await ctx.db.session.findFirst({
    relationLoadStrategy: "join",
    where: { schoolId, id: sessionId, year: { closedAt: null } },
    select: { ...timetableSelect, roomId: true, absenceId: true },
  });
  if (!row) return null;
  const atThatTime = {
    schoolId,
    day: row.day,
    id: { not: row.id },
    status: { not: "CANCELLED" as const },
    startMinute: { lt: row.endMinute },
    endMinute: { gt: row.startMinute },
  };
  const rooms = await ctx.db.room.findMany({
    where: { schoolId },
    select: { id: true, code: true, _count: { select: { sessions: { where: atThatTime } } } },
    orderBy: { code: "asc" },
    take: 400,
  });
  const colleagues = await ctx.db.person.findMany({
    where: {
      schoolId,
      profile: "TEACHER",
      startsOn: { lte: row.day },
      OR: [{ endsOn: null }, { endsOn: { gt: row.day } }],
    },
    select: {
      ...personSelect.select,
      _count: { select: { sessions: { where: { schoolId, session: atThatTime } } } },
    },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    take: 400,
  });
  return {
    session: toTimetableSession(row),
    isByAbsence: row.absenceId !== null,
    roomId: row.roomId,
    teachers: row.teachers.map(({ teacher, replaces }) => ({
      id: teacher.id,
      name: teacherName(teacher),
      replaces: replaces && { id: replaces.id, name: teacherName(replaces) },
    })),
    rooms: rooms.map(({ id, code, _count }) => ({ id, code, isFree: _count.sessions === 0 })),
    colleagues: colleagues.map(({ _count, ...person }) => ({
      id: person.id,
      name: formatName(person, { sorted: true }),
      isFree: _count.sessions === 0,
    })),
  };
}

/** The teachers' absences that are not over, soonest first. Who manages the timetable; others get none. */
export async function listAbsences(ctx: Context): Promise<DeclaredAbsence[]> {
  if (!mayManage(ctx.viewer)) return [];
  const day = today(ctx);
  const minute = minuteIn(ctx.viewer.school.timeZone, ctx.now);
  const rows = await ctx.db.teacherAbsence.findMany({
    relationLoadStrategy: "join",
    where: { schoolId: ctx.viewer.school.id, withdrawnAt: null, endDay: { gte: toDbDay(day) } },
    select: {
      id: true,
      startDay: true,
      startMinute: true,
      endDay: true,
      endMinute: true,
      teacher: personSelect,
      _count: { select: { sessions: true } },
    },
    orderBy: [{ startDay: "asc" }, { startMinute: "asc" }],
    take: 200,
  });
  return rows
    .map(({ _count, ...row }) => ({
      ...row,
      teacher: teacherName(row.teacher),
      startDay: fromDbDay(row.startDay),
      endDay: fromDbDay(row.endDay),
      sessions: _count.sessions,
    }))
    .map((row) => ({
      ...row,
      hasBegun: row.startDay < day || (row.startDay === day && row.startMinute <= minute),
    }))
    .filter((row) => row.endDay > day || row.endMinute > minute);
}

/** The teachers of today, for the choice of who is absent. Who manages the timetable; others get none. */
export async function listTeachers(ctx: Context): Promise<{ id: string; name: string }[]> {
  if (!mayManage(ctx.viewer)) return [];
  const day = toDbDay(today(ctx));
  const rows = await ctx.db.person.findMany({
    where: {
      schoolId: ctx.viewer.school.id,
      profile: "TEACHER",
      startsOn: { lte: day },
      OR: [{ endsOn: null }, { endsOn: { gt: day } }],
    },
    ...personSelect,
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    take: 400,
  });
  return rows.map((person) => ({ id: person.id, name: formatName(person, { sorted: true }) }));
}
