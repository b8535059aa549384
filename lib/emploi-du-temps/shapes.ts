import type { Prisma } from "@/lib/db/types";
import { teacherName } from "@/lib/school/rules";
import { fromDbDay } from "@/lib/time/day";
import { departureOf } from "./rules";
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

/** A session as timetables show it. */
export function toTimetableSession(row: TimetableRow): TimetableSession {
  const session = {
    id: row.id,
    version: row.version,
    subject: row.service.subject.name,
    subjectCode: row.service.subject.code,
    group: row.service.group.name,
    day: fromDbDay(row.day),
    startMinute: row.startMinute,
    endMinute: row.endMinute,
    room: row.room?.code ?? null,
    teachers: row.teachers.map(({ teacher }) => teacherName(teacher)),
    status: row.status,
    cancelReason: row.cancelReason,
    replacements: row.teachers.flatMap(({ teacher, replaces }) =>
      replaces ? [{ substitute: teacherName(teacher), replaced: teacherName(replaces) }] : [],
    ),
  };
  return { ...session, ...departureOf(session, row) };
}
