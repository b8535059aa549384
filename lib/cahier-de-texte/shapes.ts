import type { Prisma } from "@/lib/db/types";
import { departureOf } from "@/lib/emploi-du-temps/rules";
import { teacherName } from "@/lib/school/rules";
import { fromDbDay } from "@/lib/time/day";
import type { Attachment } from "@/lib/files/types";
import type { SessionSummary } from "./types";

/** Row shapes that queries.ts and editing.ts share, and their DTOs. */

export const attachmentSelect = {
  select: { position: true, file: { select: { id: true, name: true, mediaType: true, size: true } } },
} as const;

/** Attachments in the order that the teacher gave them. */
export function toAttachments(links: readonly { position: number; file: Attachment }[]): Attachment[] {
  return links.toSorted((a, b) => a.position - b.position).map((link) => link.file);
}

export const sessionSelect = {
  id: true,
  day: true,
  startMinute: true,
  endMinute: true,
  status: true,
  cancelReason: true,
  plannedDay: true,
  plannedStartMinute: true,
  plannedEndMinute: true,
  plannedRoomCode: true,
  room: { select: { name: true, code: true } },
  service: {
    select: { id: true, subject: { select: { name: true, code: true } }, group: { select: { name: true } } },
  },
  teachers: { select: { teacher: { select: { civility: true, firstName: true, lastName: true } } } },
} as const satisfies Prisma.SessionSelect;

type SessionRow = Prisma.SessionGetPayload<{ select: typeof sessionSelect }>;

/** A session as it is named everywhere. */
export function toSessionSummary(row: SessionRow): SessionSummary {
  const when = { day: fromDbDay(row.day), startMinute: row.startMinute, endMinute: row.endMinute };
  const room = row.room?.code ?? null;
  return {
    id: row.id,
    serviceId: row.service.id,
    subject: row.service.subject.name,
    subjectCode: row.service.subject.code,
    group: row.service.group.name,
    ...when,
    room: row.room?.name ?? null,
    roomCode: room,
    teachers: row.teachers.map(({ teacher }) => teacherName(teacher)),
    status: row.status,
    departure: departureOf({ ...when, room, status: row.status, cancelReason: row.cancelReason }, row),
  };
}
