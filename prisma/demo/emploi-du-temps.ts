import { newId } from "@/lib/db/id";
import type { IsoDay } from "@/lib/time/day";
import { instantAt } from "@/prisma/demo/calendar";
import type { Places } from "@/prisma/demo/disturbances";
import type { DemoSession } from "@/prisma/demo/lessons";
import type { Random } from "@/prisma/demo/random";

/** A row of `teacher_absence` but for the school and who declared it. */
export interface DemoAbsence {
  id: string;
  teacherId: string;
  startDay: IsoDay;
  startMinute: number;
  endDay: IsoDay;
  endMinute: number;
  declaredAt: string;
  withdrawnAt: null;
}

/** What happened to the lessons of a school, beside their status, time and room. */
export interface TimetableStory {
  absences: DemoAbsence[];
  /** By cancelled lesson, the columns that say so. */
  cancelled: Map<string, { cancelReason: "TEACHER_ABSENT"; statusBefore: DemoSession["status"]; absenceId: string }>;
  /** By lesson, who gives it instead of whom. */
  replaced: Map<string, { teacherId: string; replacesId: string }>;
}

/** School days between two absences of the past, and the longest of them. */
const EVERY = 6;
const LONGEST = 3;
const MORNING = 7 * 60;

/**
 * The absences of teachers of a year: one a week or so until now, which cancels its lessons, the one behind each lesson cancelled
 * on the day shown, and a replacement on the days after. Changes the sessions in place; nothing is cancelled that was written.
 * @param days school days of the year.
 * @param shown the day that the demo shows; null when the year is over.
 */
export function timetableStory(
  sessions: readonly DemoSession[],
  days: readonly IsoDay[],
  shown: IsoDay | null,
  places: Places,
  random: Random,
): TimetableStory {
  const story: TimetableStory = { absences: [], cancelled: new Map(), replaced: new Map() };
  const teacherOf = (session: DemoSession) => places.services.get(session.serviceId)?.teacherId ?? "";
  const teachers = [...new Set([...places.services.values()].map(({ teacherId }) => teacherId))].filter(
    (id) => !places.steadyTeacherIds.has(id),
  );
  if (teachers.length < LONGEST) return story;

  const declare = (teacherId: string, startDay: IsoDay, startMinute: number, endDay: IsoDay): void => {
    const id = newId();
    const declaredAt = instantAt(startDay, MORNING);
    story.absences.push({
      id,
      teacherId,
      startDay,
      startMinute,
      endDay,
      endMinute: 1440,
      declaredAt,
      withdrawnAt: null,
    });
    for (const session of sessions) {
      if (teacherOf(session) !== teacherId || session.day < startDay || session.day > endDay) continue;
      if (session.day === startDay && session.startMinute < startMinute) continue;
      const statusBefore = session.status === "CANCELLED" ? "PLANNED" : session.status;
      session.status = "CANCELLED";
      session.version += 1;
      story.cancelled.set(session.id, { cancelReason: "TEACHER_ABSENT", statusBefore, absenceId: id });
    }
  };

  const past = days.filter((day) => shown === null || day < shown);
  for (let index = EVERY; index < past.length - LONGEST; index += EVERY) {
    const [startDay, endDay] = [past[index], past[index + random.int(0, LONGEST - 1)]];
    if (startDay && endDay) declare(random.pick(teachers), startDay, 0, endDay);
  }
  for (const session of sessions) {
    if (session.day !== shown || session.status !== "CANCELLED" || story.cancelled.has(session.id)) continue;
    declare(teacherOf(session), session.day, session.startMinute, session.day);
  }
  const coming = days.filter((day) => shown !== null && day > shown).slice(0, LONGEST);
  for (const day of coming) replaceOne(sessions, day, teachers, teacherOf, story);
  return story;
}

/** The first lesson of a day that stands as planned is given by a colleague who has none at that time. */
function replaceOne(
  sessions: readonly DemoSession[],
  day: IsoDay,
  teachers: readonly string[],
  teacherOf: (session: DemoSession) => string,
  { replaced }: TimetableStory,
): void {
  const ofDay = sessions.filter((session) => session.day === day && session.status !== "CANCELLED");
  const session = ofDay.find((each) => each.status === "PLANNED" && teachers.includes(teacherOf(each)));
  if (!session) return;
  const busy = new Set(
    ofDay.filter((each) => each.startMinute < session.endMinute && session.startMinute < each.endMinute).map(teacherOf),
  );
  const substitute = teachers.find((id) => !busy.has(id));
  if (!substitute) return;
  session.status = "CHANGED";
  session.version += 1;
  replaced.set(session.id, { teacherId: substitute, replacesId: teacherOf(session) });
}
