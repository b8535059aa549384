import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/db/types";
import { guardiansOf, pupilsOfGroups } from "@/lib/notifications/recipients";
import type { Notice, NoticeEvent, NoticeKind } from "@/lib/notifications/types";
import { dayIn, type IsoDay } from "@/lib/time/day";
import { formatCount, formatDayRange, formatList, formatTimeOfDay } from "@/lib/time/format";
import { timetableSelect, toTimetableSession } from "./shapes";
import type { TimetableSession } from "./types";
import { changesOf } from "./wording";

/** Beyond it, a list says how many more: a teacher's week is thirty lessons. */
const NAMED = 3;

const changed = z.object({ sessionIds: z.array(z.uuid()) });

/**
 * Lessons were cancelled, moved, given another room or teacher, or take place after all: their pupils, those of their guardians
 * who see timetables, and the teachers concerned are told once for all that changed together. Not what is past.
 */
async function sessionsChanged(db: Db, { schoolId, payload, at, timeZone }: NoticeEvent): Promise<Notice[]> {
  const today = dayIn(timeZone, at).toString();
  const rows = await db.session.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, id: { in: changed.parse(payload).sessionIds } },
    select: {
      ...timetableSelect,
      teachers: { select: { ...timetableSelect.teachers.select, teacherId: true, replacesId: true } },
      groups: { select: { groupId: true } },
    },
    orderBy: [{ day: "asc" }, { startMinute: "asc" }],
  });
  const lessons = rows
    .map((row) => ({
      session: toTimetableSession(row),
      groupIds: row.groups.map(({ groupId }) => groupId),
      teacherIds: row.teachers.flatMap(({ teacherId, replacesId }) => [teacherId, ...(replacesId ? [replacesId] : [])]),
    }))
    .filter(({ session }) => lastDay(session) >= today);

  const ofPupil = new Map<string, TimetableSession[]>();
  const ofTeacher = new Map<string, TimetableSession[]>();
  const groupIds = [...new Set(lessons.flatMap((lesson) => lesson.groupIds))];
  const pupils = await pupilsOfGroups(db, schoolId, groupIds, today);
  for (const { session, groupIds: own, teacherIds } of lessons) {
    for (const id of new Set(own.flatMap((group) => pupils.get(group) ?? []))) add(ofPupil, id, session);
    for (const id of new Set(teacherIds)) add(ofTeacher, id, session);
  }
  const guardians = await guardiansOf(db, schoolId, [...ofPupil.keys()], "emploi-du-temps", today);
  return [
    ...[...ofPupil].map(([personId, sessions]) => ({ personId, ...noticeOf(sessions, subjectOf) })),
    ...guardians.map(({ guardianId, studentId }) => {
      const notice = noticeOf(ofPupil.get(studentId) ?? [], subjectOf);
      return { personId: guardianId, studentId, ...notice, href: `${notice.href}&enfant=${studentId}` };
    }),
    ...[...ofTeacher].map(([personId, sessions]) => ({ personId, ...noticeOf(sessions, subjectAndClassOf) })),
  ];
}

/** The last day that a change is about: where the lesson is, or where it was. */
function lastDay({ day, planned }: TimetableSession): IsoDay {
  return planned && planned.day > day ? planned.day : day;
}

function add(lists: Map<string, TimetableSession[]>, key: string, session: TimetableSession): void {
  lists.set(key, [...(lists.get(key) ?? []), session]);
}

/** What a pupil calls a lesson. */
function subjectOf({ subject }: TimetableSession): string {
  return subject;
}

/** What a teacher calls it. */
function subjectAndClassOf({ subject, group }: TimetableSession): string {
  return `${subject} ${group}`;
}

/** One lesson is told whole; several are counted, and the first of them named. */
function noticeOf(
  sessions: readonly TimetableSession[],
  nameOf: (session: TimetableSession) => string,
): Pick<Notice, "title" | "detail" | "href"> {
  const first = sessions[0]?.day ?? "";
  const days = formatDayRange(first, sessions.at(-1)?.day ?? first);
  const href = `/emploi-du-temps?jour=${first}`;
  const [only] = sessions;
  if (only && sessions.length === 1) {
    const changes = changesOf(only);
    return {
      title: `${nameOf(only)}, ${days}, ${formatTimeOfDay(only.startMinute)}`,
      detail: changes.length > 0 ? changes.join(". ") : "Comme prévu au départ",
      href,
    };
  }
  const areAllCancelled = sessions.every(({ status }) => status === "CANCELLED");
  const lines = sessions.slice(0, NAMED).map((session) => {
    const lesson = `${nameOf(session)} à ${formatTimeOfDay(session.startMinute)}`;
    return areAllCancelled ? lesson : `${lesson} (${stateOf(session)})`;
  });
  const more = sessions.length - lines.length;
  return {
    title: areAllCancelled
      ? `${formatCount(sessions.length, "séance annulée", "séances annulées")}, ${days}`
      : `${formatCount(sessions.length, "séance change", "séances changent")}, ${days}`,
    detail: formatList(more > 0 ? [...lines, formatCount(more, "autre")] : lines),
    href,
  };
}

function stateOf(session: TimetableSession): string {
  const [change = "comme prévu"] = changesOf(session);
  return session.status === "CANCELLED" ? "annulé" : change.charAt(0).toLowerCase() + change.slice(1);
}

/** What the timetable tells of. Exempt from the hours of results (docs/rules.md): a timetable that changes is urgent. */
export const noticeKinds: readonly NoticeKind[] = [
  {
    kind: "emploi-du-temps.change",
    label: "Changements d’emploi du temps",
    count: (count) => formatCount(count, "changement d’emploi du temps", "changements d’emploi du temps"),
    mail: { STUDENT: "NONE", GUARDIAN: "NONE", TEACHER: "NONE" },
    makers: { "emploi-du-temps.session.changed": sessionsChanged },
  },
];
