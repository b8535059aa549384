import type { Context } from "@/lib/auth/context";
import type { Viewer } from "@/lib/auth/viewer";
import { isFamily } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { teacherName, today } from "@/lib/school/rules";
import { fromDbDay } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";
import { mayFollowUp, mayJustify } from "./access";
import type { AbsenceItem, CalledLesson, JustificationItem, LateItem } from "./types";

/** Row shapes that the queries share, and their DTOs. */

export const pupilSelect = { select: { id: true, firstName: true, lastName: true } } as const;

export const lessonSelect = {
  id: true,
  day: true,
  startMinute: true,
  endMinute: true,
  room: { select: { code: true } },
  service: { select: { subject: { select: { name: true, code: true } }, group: { select: { name: true } } } },
  teachers: { select: { teacher: { select: { civility: true, firstName: true, lastName: true } } } },
} as const satisfies Prisma.SessionSelect;

/** A session as roll calls name it. */
export function toCalledLesson(row: Prisma.SessionGetPayload<{ select: typeof lessonSelect }>): CalledLesson {
  return {
    id: row.id,
    subject: row.service.subject.name,
    subjectCode: row.service.subject.code,
    group: row.service.group.name,
    room: row.room?.code ?? null,
    teachers: row.teachers.map(({ teacher }) => teacherName(teacher)),
    day: fromDbDay(row.day),
    startMinute: row.startMinute,
    endMinute: row.endMinute,
  };
}

const justificationColumns = {
  id: true,
  status: true,
  comment: true,
  sentAt: true,
  authorId: true,
  answer: true,
  motive: { select: { id: true, label: true } },
  files: {
    select: { position: true, file: { select: { id: true, name: true, mediaType: true, size: true } } },
    orderBy: { position: "asc" },
  },
} as const satisfies Prisma.JustificationSelect;

/** Families read no person but their own: the author is asked for by the staff only. */
export const justificationSelect = {
  ...justificationColumns,
  author: { select: { firstName: true, lastName: true } },
} as const satisfies Prisma.JustificationSelect;

type JustificationRow = Prisma.JustificationGetPayload<{ select: typeof justificationColumns }> & {
  author?: { firstName: string; lastName: string };
};

/**
 * A justification as this viewer reads it. What parents write and join is for the school and for those who may justify, not for a pupil
 * under age; the files of one parent are not the other's.
 */
export function toJustification(viewer: Viewer, row: JustificationRow, mayReadText: boolean): JustificationItem {
  const isOwn = row.authorId === viewer.person.id;
  const readsFiles = isOwn || mayFollowUp(viewer);
  return {
    id: row.id,
    status: row.status,
    motive: row.motive,
    comment: mayReadText || isOwn ? row.comment : null,
    sentAt: row.sentAt.toISOString(),
    isOwn,
    author: row.author ? formatName(row.author) : null,
    answer: row.answer,
    files: readsFiles ? row.files.map(({ file }) => file) : [],
  };
}

const absenceColumns = {
  id: true,
  version: true,
  studentId: true,
  startDay: true,
  startMinute: true,
  endDay: true,
  endMinute: true,
  isOpen: true,
  origin: true,
  settledAt: true,
  isOfAge: true,
  motive: { select: { id: true, label: true, isAdmissible: true, countsInBulletin: true, isPublished: true } },
  student: pupilSelect,
} as const satisfies Prisma.AbsenceSelect;

/** An absence with the last thing that was said of it. */
export function absenceSelect(viewer: Viewer) {
  return {
    ...absenceColumns,
    justifications: {
      select: isFamily(viewer) ? justificationColumns : justificationSelect,
      orderBy: { sentAt: "desc" },
      take: 1,
    },
  } as const satisfies Prisma.AbsenceSelect;
}

export type AbsenceRow = Prisma.AbsenceGetPayload<{ select: typeof absenceColumns }> & {
  justifications: JustificationRow[];
};

/** The days and times of an absence. */
export function spanOf(row: Pick<AbsenceRow, "startDay" | "startMinute" | "endDay" | "endMinute">) {
  const { startMinute, endMinute } = row;
  return { startDay: fromDbDay(row.startDay), startMinute, endDay: fromDbDay(row.endDay), endMinute };
}

/** An absence as this viewer reads it, and what it may do with it. */
export function toAbsence(
  { viewer, now }: Pick<Context, "viewer" | "now">,
  row: AbsenceRow,
  halfDays: AbsenceItem["halfDays"],
): AbsenceItem {
  const [last] = row.justifications;
  const readsMotive = row.motive && (mayFollowUp(viewer) || row.motive.isPublished);
  const justifies = mayJustify(viewer, row);
  // Nothing of an archive is answered any more.
  const isOpen = viewer.archive === null;
  const follows = isOpen && mayFollowUp(viewer);
  const state = stateOf(row.settledAt !== null, last?.status ?? null);
  return {
    id: row.id,
    version: row.version,
    student: row.student,
    ...spanOf(row),
    // A day that is over is known: whoever missed its last lesson did not come back to it.
    isOpen: row.isOpen && fromDbDay(row.endDay) >= today({ viewer, now }),
    origin: row.origin,
    motive: row.motive && readsMotive ? { id: row.motive.id, label: row.motive.label } : null,
    state,
    halfDays,
    justification: last ? toJustification(viewer, last, justifies || mayFollowUp(viewer)) : null,
    can: {
      justify: isOpen && justifies && (state === "TO_JUSTIFY" || state === "REFUSED"),
      answer: follows && state === "WAITING",
      settle: follows && state !== "WAITING",
      withdraw: follows && row.origin !== "ROLL_CALL",
    },
  };
}

function stateOf(isSettled: boolean, last: JustificationItem["status"] | null): AbsenceItem["state"] {
  if (last === "PENDING") return "WAITING";
  if (isSettled) return "SETTLED";
  return last === "REFUSED" ? "REFUSED" : "TO_JUSTIFY";
}

/** A lateness, with its lesson and its pupil. */
export const lateSelect = {
  minutes: true,
  student: pupilSelect,
  session: {
    select: {
      id: true,
      day: true,
      startMinute: true,
      service: { select: { subject: { select: { name: true, code: true } } } },
    },
  },
} as const satisfies Prisma.AttendanceSelect;

/** Its DTO. */
export function toLate({
  minutes,
  student,
  session,
}: Prisma.AttendanceGetPayload<{ select: typeof lateSelect }>): LateItem {
  const { name, code } = session.service.subject;
  return {
    lesson: {
      id: session.id,
      subject: name,
      subjectCode: code,
      day: fromDbDay(session.day),
      startMinute: session.startMinute,
    },
    student,
    minutes: minutes ?? 0,
  };
}
