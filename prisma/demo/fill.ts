import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db, PeriodKind } from "@/lib/db/types";
import { toDbDay } from "@/lib/time/day";
import { writeAbsences } from "@/prisma/demo/absences";
import { instantAt, type SchoolCalendar, terms } from "@/prisma/demo/calendar";
import { disturb, livelyDay } from "@/prisma/demo/disturbances";
import { timetableStory } from "@/prisma/demo/emploi-du-temps";
import {
  datedSessions,
  type DemoService,
  type DemoSession,
  type DemoSlot,
  type SchoolNow,
  summerHomework,
  ticks,
  type Written,
  writtenUntil,
} from "@/prisma/demo/lessons";
import type { LoadedSchool } from "@/prisma/demo/load";
import { writeNotes } from "@/prisma/demo/notes";
import type { Random } from "@/prisma/demo/random";
import type { DemoYear } from "@/prisma/demo/schools";

/** What a school's year is made from, beyond what was imported. */
export interface SchoolFilling {
  school: LoadedSchool;
  year: DemoYear;
  calendar: SchoolCalendar;
  periodKind: PeriodKind;
  services: readonly DemoService[];
  rooms: readonly { id: string; code: string; name: string }[];
  slots: readonly DemoSlot[];
  /** Rooms that lessons may move to, and divisions in which they do. */
  spareRoomIds: readonly string[];
  disturbedDivisionIds: readonly string[];
  /** Teachers whom nothing disturbs. */
  steadyTeacherIds: ReadonlySet<string>;
  /** Grades on twenty: a primary school has none. */
  hasGrades: boolean;
  /** Pupils who tick everything. */
  diligentIds: readonly string[];
}

/** What a school was filled with. */
export interface Filled {
  sessions: DemoSession[];
  written: Written;
  ticks: number;
}

/** Writes calendar, terms, rooms, slots, sessions, lessons and homework of one school, up to now. */
export async function fillSchool(db: Db, filling: SchoolFilling, now: SchoolNow, random: Random): Promise<Filled> {
  const { school, calendar, services, slots, rooms } = filling;
  const { schoolId, yearId } = school;
  const owned = <Row extends object>(row: Row) => ({ schoolId, ...row });
  await writeCalendar(db, filling);

  const roomCodes = new Map(rooms.map((room) => [room.id, room.code]));
  const sessions = datedSessions(slots, calendar, roomCodes);
  const shown = livelyDay(calendar, now.day);
  const days = calendar.days.filter(({ day }) => shown !== null && day >= shown).map(({ day }) => day);
  const divisionsOf = new Map([...school.groups.values()].map((group) => [group.id, new Set(group.divisionIds)]));
  const byId = new Map(services.map((service) => [service.id, service]));
  const places = {
    services: byId,
    divisionsOf,
    spareRoomIds: filling.spareRoomIds,
    steadyTeacherIds: filling.steadyTeacherIds,
  };
  disturb(sessions, days, filling.disturbedDivisionIds, places, random.fork("disturbances"));

  const yearDays = calendar.days.map(({ day }) => day);
  const story = timetableStory(sessions, yearDays, shown, places, random.fork("absences"));

  const written = writtenUntil(now, services, sessions, random.fork("written"));
  if (written.homework.length === 0) {
    written.homework.push(...summerHomework(now, services, sessions, random.fork("summer")));
  }
  const members = new Map([...school.students].map(([groupId, ids]) => [groupId, new Set(ids)]));
  const at = { day: now.day, instant: instantAt(now.day, now.minute) };
  const done = ticks(at, written, services, new Set(filling.diligentIds), members, random.fork("ticks"));

  await insertRows(db, "room", rooms.map(owned));
  await insertRows(
    db,
    "slot",
    slots.map((slot) => ({ schoolId, yearId, ...slot, startsOn: filling.year.startsOn, endsOn: null })),
  );
  const head = await db.person.findFirst({ where: { schoolId, profile: "HEAD" }, select: { id: true } });
  await insertRows(
    db,
    "teacher_absence",
    story.absences.map((absence) => ({ schoolId, declaredById: head?.id, ...absence })),
  );
  await insertRows(
    db,
    "session",
    sessions.map((session) => ({
      schoolId,
      yearId,
      ...session,
      ...(story.cancelled.get(session.id) ?? { cancelReason: null, statusBefore: null, absenceId: null }),
    })),
  );
  await insertRows(
    db,
    "session_teacher",
    sessions.map(({ id, serviceId }) => ({
      schoolId,
      sessionId: id,
      ...(story.replaced.get(id) ?? { teacherId: byId.get(serviceId)?.teacherId, replacesId: null }),
    })),
  );
  await insertRows(
    db,
    "session_group",
    sessions.map(({ id, serviceId }) => ({ schoolId, sessionId: id, groupId: byId.get(serviceId)?.groupId })),
  );
  await writeAbsences(db, filling, sessions, story, now, random.fork("pupils' absences"));
  await insertRows(db, "lesson_entry", written.lessonEntries.map(owned));
  await insertRows(db, "homework", written.homework.map(owned));
  await insertRows(db, "homework_recipient", written.recipients.map(owned));
  await insertRows(db, "homework_completion", done.map(owned));
  if (filling.hasGrades) await writeNotes(db, filling, sessions, now, random.fork("grades"));
  return { sessions, written, ticks: done.length };
}

async function writeCalendar(db: Db, { school, year, calendar, periodKind }: SchoolFilling): Promise<void> {
  const { schoolId, yearId } = school;
  await insertRows(
    db,
    "closure",
    calendar.closures.map((closure) => ({ schoolId, id: newId(), yearId, ...closure })),
  );
  await insertRows(
    db,
    "teaching_week",
    calendar.weeks.map((week) => ({ schoolId, yearId, ...week })),
  );
  const schemeId = newId();
  await db.periodScheme.create({ data: { schoolId, id: schemeId, yearId, kind: periodKind, name: "Trimestres" } });
  await db.period.createMany({
    data: terms(year).map(({ startsOn, endsOn, ...term }, position) => ({
      schoolId,
      id: newId(),
      schemeId,
      position,
      ...term,
      startsOn: toDbDay(startsOn),
      endsOn: toDbDay(endsOn),
    })),
  });
  await db.group.updateMany({ where: { schoolId, yearId, kind: "DIVISION" }, data: { periodSchemeId: schemeId } });
}
