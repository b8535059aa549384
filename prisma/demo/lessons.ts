import { newId } from "@/lib/db/id";
import type { IsoDay } from "@/lib/time/day";
import { instantAt, type SchoolCalendar } from "@/prisma/demo/calendar";
import { homeworkText, lessonText, type Step, stepsOf } from "@/prisma/demo/content/text";
import type { SubjectContent } from "@/prisma/demo/content/types";
import type { Random } from "@/prisma/demo/random";

/** A weekly lesson of a service that exists in the database. */
export interface DemoSlot {
  id: string;
  serviceId: string;
  roomId: string | null;
  weekday: number;
  startMinute: number;
  endMinute: number;
  alternance: "A" | "B" | null;
}

/** A service, who takes part, and what is taught. */
export interface DemoService {
  id: string;
  groupId: string;
  teacherId: string;
  level: string;
  content: SubjectContent;
  /** Pupils of the group. */
  studentIds: readonly string[];
  /** Groupes within the division, for work meant for one of them. */
  subgroupIds: readonly string[];
}

/** A dated lesson; a row of `session` but for school and year. */
export interface DemoSession {
  id: string;
  serviceId: string;
  slotId: string;
  roomId: string | null;
  status: "PLANNED" | "CANCELLED" | "CHANGED";
  day: IsoDay;
  startMinute: number;
  endMinute: number;
  plannedDay: IsoDay;
  plannedStartMinute: number;
  plannedEndMinute: number;
  plannedRoomCode: string | null;
  version: number;
}

/** A row of `lesson_entry` but for the school. */
export interface DemoLessonEntry {
  id: string;
  sessionId: string;
  authorId: string;
  content: object;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** A row of `homework` but for the school. */
export interface DemoHomework {
  id: string;
  serviceId: string;
  givenSessionId: string | null;
  dueSessionId: string | null;
  authorId: string;
  givenOn: IsoDay;
  dueOn: IsoDay;
  minutes: number;
  audience: "ALL" | "GROUP" | "STUDENTS";
  groupId: string | null;
  content: object;
  version: number;
  createdAt: string;
  updatedAt: string;
  withdrawnAt: null;
}

/** Dates the slots over the school days of the year, in order of time. */
export function datedSessions(
  slots: readonly DemoSlot[],
  calendar: SchoolCalendar,
  roomCodes: ReadonlyMap<string, string>,
): DemoSession[] {
  const byWeekday = new Map<number, DemoSlot[]>();
  for (const slot of slots) byWeekday.set(slot.weekday, [...(byWeekday.get(slot.weekday) ?? []), slot]);
  return calendar.days.flatMap(({ day, weekday, alternance }) =>
    (byWeekday.get(weekday) ?? [])
      .filter((slot) => slot.alternance === null || slot.alternance === alternance)
      .toSorted((a, b) => a.startMinute - b.startMinute)
      .map((slot) => ({
        id: newId(),
        serviceId: slot.serviceId,
        slotId: slot.id,
        roomId: slot.roomId,
        status: "PLANNED" as const,
        day,
        startMinute: slot.startMinute,
        endMinute: slot.endMinute,
        plannedDay: day,
        plannedStartMinute: slot.startMinute,
        plannedEndMinute: slot.endMinute,
        plannedRoomCode: slot.roomId === null ? null : (roomCodes.get(slot.roomId) ?? null),
        version: 1,
      })),
  );
}

/** Now, as the school sees it. */
export interface SchoolNow {
  day: IsoDay;
  minute: number;
}

/** What has been written and given until now. */
export interface Written {
  lessonEntries: DemoLessonEntry[];
  homework: DemoHomework[];
  recipients: { homeworkId: string; studentId: string }[];
}

/** Share of homework for one groupe or for a few pupils only. */
const FOR_A_GROUP = 0.1;
const FOR_A_FEW = 0.04;

/**
 * Fills the lessons that are over: what was done, work to do for a following lesson of the same service. Teachers are more or
 * less assiduous, and today's lessons are not all written yet.
 */
export function writtenUntil(
  now: SchoolNow,
  services: readonly DemoService[],
  sessions: readonly DemoSession[],
  random: Random,
): Written {
  const written: Written = { lessonEntries: [], homework: [], recipients: [] };
  const byService = new Map<string, DemoSession[]>();
  for (const session of sessions) {
    const list = byService.get(session.serviceId);
    if (list) list.push(session);
    else byService.set(session.serviceId, [session]);
  }
  for (const service of services) {
    const own = (byService.get(service.id) ?? []).toSorted((a, b) =>
      a.day === b.day ? a.startMinute - b.startMinute : a.day < b.day ? -1 : 1,
    );
    const steps = stepsOf(service.content, service.level, own.length);
    const assiduity = 0.8 + random.next() * 0.19;
    for (const [index, session] of own.entries()) {
      const step = steps[index];
      const isToday = session.day === now.day;
      const isOver = session.day < now.day || (isToday && session.endMinute <= now.minute);
      if (!step || !isOver) break;
      if (session.status === "CANCELLED" || !random.chance(isToday ? 0.5 : assiduity)) continue;
      const at = instantAt(session.day, session.endMinute);
      written.lessonEntries.push({
        id: newId(),
        sessionId: session.id,
        authorId: service.teacherId,
        content: lessonText(service.content, step, random),
        version: 1,
        createdAt: at,
        updatedAt: at,
      });
      const homework = homeworkAfter(service, step, session, own.slice(index + 1, index + 5), random);
      if (homework) addHomework(written, homework, service, random);
    }
  }
  return written;
}

/** Work given in a lesson; none after a test. */
function homeworkAfter(
  service: DemoService,
  step: Step,
  session: DemoSession,
  following: readonly DemoSession[],
  random: Random,
): DemoHomework | null {
  const isRevision = step.isBeforeLast && service.content.homeworkRate > 0.2;
  if (!isRevision && (step.position === "last" || !random.chance(service.content.homeworkRate))) return null;
  const later = following.filter((next) => next.day > session.day);
  const due = isRevision || random.chance(0.6) ? later[0] : (later[random.int(1, 2)] ?? later[0]);
  const text = due && homeworkText(service.content, step, random);
  if (!due || !text) return null;
  const at = instantAt(session.day, session.endMinute);
  return {
    id: newId(),
    serviceId: service.id,
    givenSessionId: session.id,
    dueSessionId: due.id,
    authorId: service.teacherId,
    givenOn: session.day,
    dueOn: due.day,
    minutes: text.minutes,
    audience: "ALL",
    groupId: null,
    content: text.content,
    version: 1,
    createdAt: at,
    updatedAt: at,
    withdrawnAt: null,
  };
}

function addHomework(written: Written, homework: DemoHomework, service: DemoService, random: Random): void {
  if (service.subgroupIds.length > 0 && random.chance(FOR_A_GROUP)) {
    written.homework.push({ ...homework, audience: "GROUP", groupId: random.pick(service.subgroupIds) });
  } else if (service.studentIds.length > 4 && random.chance(FOR_A_FEW)) {
    written.homework.push({ ...homework, audience: "STUDENTS" });
    for (const studentId of random.shuffle(service.studentIds).slice(0, 3)) {
      written.recipients.push({ homeworkId: homework.id, studentId });
    }
  } else {
    written.homework.push(homework);
  }
}

/** Work for the rentrée, when the demo is made in summer: nothing has been taught yet. */
export function summerHomework(
  now: SchoolNow,
  services: readonly DemoService[],
  sessions: readonly DemoSession[],
  random: Random,
): DemoHomework[] {
  const first = new Map<string, DemoSession>();
  for (const session of sessions) if (!first.has(session.serviceId)) first.set(session.serviceId, session);
  return services.flatMap((service) => {
    const due = first.get(service.id);
    const step = stepsOf(service.content, service.level, 40)[1];
    if (!due || !step || due.day <= now.day || !random.chance(service.content.homeworkRate / 2)) return [];
    const text = homeworkText(service.content, step, random);
    const at = instantAt(now.day, now.minute);
    if (!text) return [];
    return {
      id: newId(),
      serviceId: service.id,
      givenSessionId: null,
      dueSessionId: due.id,
      authorId: service.teacherId,
      givenOn: now.day,
      dueOn: due.day,
      minutes: text.minutes,
      audience: "ALL" as const,
      groupId: null,
      content: text.content,
      version: 1,
      createdAt: at,
      updatedAt: at,
      withdrawnAt: null,
    };
  });
}

/** Days around now in which the demo's pupils have ticked their work. */
const TICKED_DAYS = 12;

/** Ticks: the showcased pupils are diligent, one pupil in three uses the tick at all. */
export function ticks(
  now: { day: IsoDay; instant: string },
  written: Written,
  services: readonly DemoService[],
  diligent: ReadonlySet<string>,
  membersOf: ReadonlyMap<string, ReadonlySet<string>>,
  random: Random,
): { homeworkId: string; studentId: string; doneAt: string }[] {
  const byId = new Map(services.map((service) => [service.id, service]));
  const named = new Map<string, string[]>();
  for (const { homeworkId, studentId } of written.recipients) {
    named.set(homeworkId, [...(named.get(homeworkId) ?? []), studentId]);
  }
  const users = new Map<string, boolean>();
  const near = (day: IsoDay) => Math.abs(Date.parse(day) - Date.parse(now.day)) <= TICKED_DAYS * 86_400_000;
  return written.homework.flatMap((homework) => {
    const service = byId.get(homework.serviceId);
    const members = homework.groupId === null ? null : membersOf.get(homework.groupId);
    const concerned = named.get(homework.id) ?? service?.studentIds ?? [];
    return concerned.flatMap((studentId) => {
      if (members && !members.has(studentId)) return [];
      const isDiligent = diligent.has(studentId);
      if (!isDiligent && !near(homework.dueOn)) return [];
      let ticksAtAll = users.get(studentId);
      if (ticksAtAll === undefined) users.set(studentId, (ticksAtAll = isDiligent || random.chance(0.35)));
      const isDue = homework.dueOn <= now.day;
      if (!ticksAtAll || !random.chance(isDue ? (isDiligent ? 0.93 : 0.6) : isDiligent ? 0.35 : 0.2)) return [];
      const evening = instantAt(homework.givenOn, 18 * 60 + random.int(0, 90));
      return { homeworkId: homework.id, studentId, doneAt: evening < now.instant ? evening : now.instant };
    });
  });
}
