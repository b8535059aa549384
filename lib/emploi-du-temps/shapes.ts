import type { Prisma } from "@/lib/db/types";
import { teacherName } from "@/lib/school/rules";
import { fromDbDay } from "@/lib/time/day";
import type { TimetableSession } from "./types";

/** Row shapes that queries.ts, editing.ts and commands.ts share, and their DTO. */

export const personSelect = { select: { id: true, civility: true, firstName: true, lastName: true } } as const;

export const timetableSelect = {
  id: true,
  version: true,
  day: true,
  startMinute: true,
  endMinute: true,
  status: true,
  cancelReason: true,
  plannedDay: true,
  plannedStartMinute: true,
  plannedEndMinute: true,
  plannedRoomCode: true,
  room: { select: { code: true } },
  service: { select: { subject: { select: { name: true, code: true } }, group: { select: { name: true } } } },
  teachers: { select: { teacher: personSelect, replaces: personSelect } },
} as const satisfies Prisma.SessionSelect;

type TimetableRow = Prisma.SessionGetPayload<{ select: typeof timetableSelect }>;

/** A session as timetables show it. What a session is planned as counts only once somebody has changed it. */
export function toTimetableSession(row: TimetableRow): TimetableSession {
  const day = fromDbDay(row.day);
  const plannedDay = row.status !== "PLANNED" && row.plannedDay ? fromDbDay(row.plannedDay) : null;
  const planned = plannedDay && {
    day: plannedDay,
    startMinute: row.plannedStartMinute ?? row.startMinute,
    endMinute: row.plannedEndMinute ?? row.endMinute,
  };
  const isMoved = planned && (planned.day !== day || planned.startMinute !== row.startMinute);
  const room = row.room?.code ?? null;
  return {
    id: row.id,
    version: row.version,
    subject: row.service.subject.name,
    subjectCode: row.service.subject.code,
    group: row.service.group.name,
    day,
    startMinute: row.startMinute,
    endMinute: row.endMinute,
    room,
    teachers: row.teachers.map(({ teacher }) => teacherName(teacher)),
    status: row.status,
    cancelReason: row.cancelReason,
    planned: isMoved ? planned : null,
    plannedRoom: planned && row.plannedRoomCode !== room ? { code: row.plannedRoomCode } : null,
    replacements: row.teachers.flatMap(({ teacher, replaces }) =>
      replaces ? [{ substitute: teacherName(teacher), replaced: teacherName(replaces) }] : [],
    ),
  };
}
