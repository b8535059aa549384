import "server-only";
import type { Context } from "@/lib/auth/context";
import { runningOn, teacherName } from "@/lib/school/rules";
import { type IsoDay, toDbDay } from "@/lib/time/day";
import { formatDay, formatTimeOfDay } from "@/lib/time/format";
import { personSelect } from "./shapes";
import type { Moment } from "./types";
import { roomName } from "./wording";

/** What a lesson would take: its time, and of its room, teachers and pupils those that are asked about. */
export interface Occupation extends Moment {
  sessionId: string;
  roomId: string | null;
  teacherIds: readonly string[];
  /** Must its pupils be free? Not where only the room or a teacher changes. */
  withPupils: boolean;
}

type Asking = Pick<Context, "viewer" | "db">;

interface Rival {
  startMinute: number;
  endMinute: number;
  subject: string;
  group: string;
  room: string | null;
  takesRoom: boolean;
  teacherId: string | null;
  sharesPupils: boolean;
}

/**
 * Why a lesson cannot be there and then, in French, naming what is taken and by what; null when it can. A part of the
 * commands of who manages the timetable, which hold the school's timetable locked meanwhile.
 */
export async function conflictOf(who: Asking, wanted: Occupation): Promise<string | null> {
  const [rival] = (await rivalsOf(who, wanted)).filter(
    (each) => each.takesRoom || each.teacherId !== null || each.sharesPupils,
  );
  if (rival) return rivalWords(who, rival);
  const absent = await absentAmong(who, wanted);
  return absent && `${absent} est en absence déclarée à ce moment-là. Désignez un remplaçant.`;
}

/** Why no lesson can be given on a day: the school is closed, or its year is over. Null when one can. */
export async function closureProblem(who: Asking, day: IsoDay): Promise<string | null> {
  const year = await who.db.schoolYear.findFirst({
    where: { schoolId: who.viewer.school.id, ...runningOn(day), closedAt: null },
    select: { closures: { where: runningOn(day), select: { name: true } } },
  });
  if (!year) return "Ce jour n’est pas dans une année scolaire ouverte.";
  const [closure] = year.closures;
  return closure ? `Pas de cours le ${formatDay(day)}\u202F: ${closure.name}.` : null;
}

/** The lessons at that time, with what they take of what is wanted. */
async function rivalsOf({ db, viewer }: Asking, wanted: Occupation): Promise<Rival[]> {
  const schoolId = viewer.school.id;
  const { sessionId, day } = wanted;
  return db.$queryRaw<Rival[]>`
    SELECT s.start_minute AS "startMinute", s.end_minute AS "endMinute", sj.name AS subject, g.name AS "group", r.code AS room,
      coalesce(s.room_id = ${wanted.roomId}::uuid, false) AS "takesRoom",
      (SELECT t.teacher_id FROM session_teacher t
        WHERE t.school_id = s.school_id AND t.session_id = s.id AND t.teacher_id = ANY (${[...wanted.teacherIds]}::uuid[])
        LIMIT 1) AS "teacherId",
      ${wanted.withPupils}::boolean AND EXISTS (
        SELECT FROM session_group theirs
        JOIN enrollment e ON e.school_id = theirs.school_id AND e.group_id = theirs.group_id
        JOIN enrollment m ON m.school_id = e.school_id AND m.student_id = e.student_id
        JOIN session_group ours ON ours.school_id = m.school_id AND ours.group_id = m.group_id
        WHERE theirs.school_id = s.school_id AND theirs.session_id = s.id AND ours.session_id = ${sessionId}::uuid
          AND daterange(e.starts_on, e.ends_on) @> ${day}::date AND daterange(m.starts_on, m.ends_on) @> ${day}::date
      ) AS "sharesPupils"
    FROM session s
    JOIN service sv ON sv.school_id = s.school_id AND sv.id = s.service_id
    JOIN subject sj ON sj.school_id = sv.school_id AND sj.id = sv.subject_id
    JOIN "group" g ON g.school_id = sv.school_id AND g.id = sv.group_id
    LEFT JOIN room r ON r.school_id = s.school_id AND r.id = s.room_id
    WHERE s.school_id = ${schoolId}::uuid AND s.day = ${day}::date AND s.id <> ${sessionId}::uuid
      AND s.status <> 'CANCELLED' AND s.start_minute < ${wanted.endMinute} AND s.end_minute > ${wanted.startMinute}
    ORDER BY s.start_minute, s.id`;
}

/** «La salle 204 est déjà prise de 8 h à 8 h 55 : Mathématiques, 6B.» */
async function rivalWords(who: Asking, rival: Rival): Promise<string> {
  const when = `de ${formatTimeOfDay(rival.startMinute)} à ${formatTimeOfDay(rival.endMinute)}`;
  const what = `${rival.subject}, ${rival.group}`;
  const where = roomName(rival.room);
  if (rival.takesRoom) return `${where} est déjà prise ${when}\u202F: ${what}.`;
  const whatAndWhere = where ? `${what}, ${where}` : what;
  if (rival.teacherId === null) return `Des élèves ont déjà cours ${when}\u202F: ${whatAndWhere}.`;
  const [name] = await namesOf(who, [rival.teacherId]);
  return `${name} a déjà cours ${when}\u202F: ${whatAndWhere}.`;
}

/** The first of the teachers wanted who is declared absent at that time. */
async function absentAmong(who: Asking, wanted: Occupation): Promise<string | null> {
  const day = toDbDay(wanted.day);
  const absence = await who.db.teacherAbsence.findFirst({
    where: {
      schoolId: who.viewer.school.id,
      teacherId: { in: [...wanted.teacherIds] },
      withdrawnAt: null,
      AND: [
        { OR: [{ startDay: { lt: day } }, { startDay: day, startMinute: { lt: wanted.endMinute } }] },
        { OR: [{ endDay: { gt: day } }, { endDay: day, endMinute: { gt: wanted.startMinute } }] },
      ],
    },
    select: { teacherId: true },
  });
  const [name] = absence ? await namesOf(who, [absence.teacherId]) : [];
  return name ?? null;
}

async function namesOf({ db, viewer }: Asking, ids: string[]): Promise<string[]> {
  const people = await db.person.findMany({
    where: { schoolId: viewer.school.id, id: { in: ids } },
    ...personSelect,
  });
  return people.map(teacherName);
}
