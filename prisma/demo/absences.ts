import {
  ALERT_THRESHOLDS,
  type Evidence,
  halfDaysMissed,
  isUnexcused,
  type LessonTime,
  missedSpans,
  monthOf,
} from "@/lib/absences/rules";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import { schoolSettings } from "@/lib/school/settings";
import type { IsoDay } from "@/lib/time/day";
import { instantAt } from "@/prisma/demo/calendar";
import type { TimetableStory } from "@/prisma/demo/emploi-du-temps";
import type { SchoolFilling } from "@/prisma/demo/fill";
import type { DemoSession, SchoolNow } from "@/prisma/demo/lessons";
import type { Random } from "@/prisma/demo/random";

/** Share of the days of pupils on which something is missed, and of those on which the first lesson is reached late. */
const MISSED = 0.035;
const LATE = 0.012;
/** Of the roll calls of this hour, those that are done already. */
const CALLED_BY_NOW = 0.7;
/** School days after which the office has asked everybody. */
const ASKED_AFTER = 3;
const EIGHT = 8 * 60;

type Part = "DAY" | "MORNING" | "AFTERNOON" | "LESSON";

/** What somebody says of a day missed. */
interface Excuse {
  motive: string | null;
  /** How the school knows: from a call before, from a justification, or by asking. */
  by: "CALL" | "JUSTIFICATION" | "OFFICE";
  status: "PENDING" | "ACCEPTED" | "REFUSED";
}

const NOBODY: Excuse = { motive: null, by: "OFFICE", status: "ACCEPTED" };
const ILL = "Maladie";
const DOCTOR = "Rendez-vous médical";
const FAMILY = "Autre raison familiale";

interface Missed {
  studentId: string;
  day: IsoDay;
  part: Part;
  excuse: Excuse;
}

/** The lessons of each pupil on each day, of one school. */
class Attendances {
  readonly #byDay = new Map<IsoDay, { session: DemoSession; studentIds: ReadonlySet<string> }[]>();

  constructor(sessions: readonly DemoSession[], { services }: SchoolFilling) {
    const students = new Map(services.map(({ id, studentIds }) => [id, new Set(studentIds)]));
    for (const session of sessions) {
      const studentIds = students.get(session.serviceId);
      if (session.status === "CANCELLED" || !studentIds) continue;
      const ofDay = this.#byDay.get(session.day) ?? [];
      ofDay.push({ session, studentIds });
      this.#byDay.set(session.day, ofDay);
    }
  }

  of(studentId: string, day: IsoDay): DemoSession[] {
    return (this.#byDay.get(day) ?? [])
      .filter(({ studentIds }) => studentIds.has(studentId))
      .map(({ session }) => session)
      .toSorted((a, b) => a.startMinute - b.startMinute);
  }
}

/**
 * The roll calls of a year until now, all of them but those that are late this hour, and what pupils missed: a few days each, mostly
 * excused since; the pupils whom the demo shows have a story of their own, and one pupil is over the threshold.
 */
export async function writeAbsences(
  db: Db,
  filling: SchoolFilling,
  sessions: readonly DemoSession[],
  { replaced }: TimetableStory,
  now: SchoolNow,
  random: Random,
): Promise<void> {
  const { school, services } = filling;
  const { schoolId } = school;
  const teacherOf = new Map(services.map(({ id, teacherId }) => [id, teacherId]));
  const begun = sessions.filter(
    ({ day, startMinute, status }) =>
      status !== "CANCELLED" && (day < now.day || (day === now.day && startMinute <= now.minute)),
  );
  const called = begun.filter(({ day, serviceId, endMinute }) => {
    if (day < now.day || endMinute <= now.minute) return true;
    return !filling.steadyTeacherIds.has(teacherOf.get(serviceId) ?? "") && random.chance(CALLED_BY_NOW);
  });
  const calledIds = new Set(called.map(({ id }) => id));
  const attended = new Attendances(begun, filling);
  const days = [...new Set(begun.map(({ day }) => day))].toSorted();
  const studentIds = [...new Set(services.flatMap((service) => service.studentIds))];

  const missed = missedDays(days, studentIds, filling.diligentIds, now.day, random);
  const marks: { sessionId: string; studentId: string; kind: "ABSENT" | "LATE"; minutes: number | null }[] = [];
  for (const { studentId, day, part } of missed) {
    for (const session of partOf(attended.of(studentId, day), part)) {
      if (calledIds.has(session.id)) marks.push({ sessionId: session.id, studentId, kind: "ABSENT", minutes: null });
    }
  }
  const isMissed = new Set(missed.map(({ studentId, day }) => `${studentId} ${day}`));
  for (const day of days) {
    for (const studentId of studentIds) {
      if (isMissed.has(`${studentId} ${day}`) || !random.chance(LATE)) continue;
      const [first] = attended.of(studentId, day);
      if (!first || !calledIds.has(first.id)) continue;
      marks.push({ sessionId: first.id, studentId, kind: "LATE", minutes: 5 * random.int(1, 4) });
    }
  }

  await insertRows(
    db,
    "roll_call",
    called.map(({ id, serviceId, day, startMinute }) => ({
      schoolId,
      sessionId: id,
      calledById: replaced.get(id)?.teacherId ?? teacherOf.get(serviceId),
      calledAt: instantAt(
        day,
        day === now.day ? Math.min(now.minute, startMinute + 4) : startMinute + random.int(2, 8),
      ),
      version: 1,
    })),
  );
  await insertRows(
    db,
    "attendance",
    marks.map((mark) => ({ schoolId, ...mark })),
  );
  const absentAt = new Set(
    marks.flatMap(({ kind, sessionId, studentId }) => (kind === "ABSENT" ? `${sessionId} ${studentId}` : [])),
  );
  const evidenceOf = (studentId: string, day: IsoDay): Evidence[] =>
    attended.of(studentId, day).map(({ id, startMinute, endMinute }) => ({
      startMinute,
      endMinute,
      state: absentAt.has(`${id} ${studentId}`) ? "ABSENT" : calledIds.has(id) ? "THERE" : "UNKNOWN",
    }));
  await writeFiles(db, filling, missed, evidenceOf, now);
}

/** Who misses what, and what is said of it. */
function missedDays(
  days: readonly IsoDay[],
  studentIds: readonly string[],
  shownIds: readonly string[],
  today: IsoDay,
  random: Random,
): Missed[] {
  const shown = new Set(shownIds);
  const others = studentIds.filter((id) => !shown.has(id));
  const past = days.filter((day) => day < today);
  const missed: Missed[] = [];
  // One pupil comes less and less: three days of this month that nobody has explained.
  const truant = others.at(-1);
  const lately = past.filter((day) => monthOf(day) === monthOf(today)).slice(-6);
  for (const [index, day] of lately.entries()) {
    if (truant && index % 2 === 0) missed.push({ studentId: truant, day, part: "DAY", excuse: NOBODY });
  }
  for (const [rank, day] of days.entries()) {
    const isOld = days.length - rank > ASKED_AFTER;
    for (const studentId of others) {
      if (studentId === truant || !random.chance(MISSED)) continue;
      const draw = random.next();
      const part: Part = draw < 0.45 ? "DAY" : draw < 0.75 ? "MORNING" : draw < 0.92 ? "AFTERNOON" : "LESSON";
      missed.push({ studentId, day, part, excuse: day === today ? todays(random) : excuseOf(isOld, random) });
    }
  }
  return [...missed, ...shownStories(past, shownIds)];
}

function todays(random: Random): Excuse {
  return random.chance(0.4) ? { motive: ILL, by: "CALL", status: "ACCEPTED" } : NOBODY;
}

function excuseOf(isOld: boolean, random: Random): Excuse {
  const draw = random.next();
  const motive = random.pick([ILL, ILL, ILL, DOCTOR, FAMILY]);
  if (draw < 0.3) return { motive: ILL, by: "CALL", status: "ACCEPTED" };
  if (isOld) {
    if (draw < 0.6) return { motive, by: "JUSTIFICATION", status: "ACCEPTED" };
    if (draw < 0.9) return { motive, by: "OFFICE", status: "ACCEPTED" };
    return draw < 0.92 ? { motive: FAMILY, by: "JUSTIFICATION", status: "REFUSED" } : NOBODY;
  }
  return draw < 0.5 ? { motive, by: "JUSTIFICATION", status: "PENDING" } : NOBODY;
}

/** The pupils whom the demo shows: one has something to justify, another waits for an answer, a third misses nothing. */
function shownStories(past: readonly IsoDay[], [first, second]: readonly string[]): Missed[] {
  const at = (back: number): IsoDay | undefined => past.at(-back);
  const stories: { studentId: string | undefined; back: number; part: Part; excuse: Excuse }[] = [
    { studentId: first, back: 5, part: "MORNING", excuse: NOBODY },
    { studentId: first, back: 22, part: "DAY", excuse: { motive: ILL, by: "JUSTIFICATION", status: "ACCEPTED" } },
    { studentId: first, back: 30, part: "DAY", excuse: { motive: ILL, by: "CALL", status: "ACCEPTED" } },
    {
      studentId: second,
      back: 2,
      part: "AFTERNOON",
      excuse: { motive: DOCTOR, by: "JUSTIFICATION", status: "PENDING" },
    },
    { studentId: second, back: 9, part: "LESSON", excuse: NOBODY },
  ];
  return stories.flatMap(({ studentId, back, part, excuse }) => {
    const day = at(back);
    return studentId && day ? { studentId, day, part, excuse } : [];
  });
}

function partOf(lessons: readonly DemoSession[], part: Part): readonly DemoSession[] {
  const isMorning = ({ startMinute }: DemoSession): boolean => startMinute < 13 * 60;
  if (part === "DAY") return lessons;
  if (part === "MORNING") return lessons.filter(isMorning);
  if (part === "AFTERNOON") return lessons.filter((lesson) => !isMorning(lesson));
  return lessons.slice(1, 2);
}

/** The absences that follow, what families sent, and the alerts. */
async function writeFiles(
  db: Db,
  { school: { schoolId } }: SchoolFilling,
  missed: readonly Missed[],
  evidenceOf: (studentId: string, day: IsoDay) => Evidence[],
  now: SchoolNow,
): Promise<void> {
  const motives = new Map(
    (await db.absenceMotive.findMany({ where: { schoolId } })).map((motive) => [motive.label, motive]),
  );
  const head = await db.person.findFirstOrThrow({ where: { schoolId, profile: "HEAD" }, select: { id: true } });
  const ties = await db.guardianship.findMany({
    where: { schoolId, level: 1 },
    select: { studentId: true, guardianId: true },
    orderBy: [{ contactFirst: "desc" }, { id: "asc" }],
  });
  const guardianOf = new Map(ties.toReversed().map(({ studentId, guardianId }) => [studentId, guardianId]));
  const absences: {
    id: string;
    studentId: string;
    startDay: IsoDay;
    startMinute: number;
    endMinute: number;
    motive: string | null;
  }[] = [];
  const rows: object[] = [];
  const justifications: object[] = [];
  for (const { studentId, day, excuse } of missed) {
    const isTold = excuse.by === "CALL";
    const spans = isTold
      ? [{ startMinute: 0, endMinute: 24 * 60, isOpen: false }]
      : missedSpans(evidenceOf(studentId, day)).map((span) => ({ ...span, isOpen: span.isOpen && day === now.day }));
    const isSettled = excuse.motive !== null && excuse.status === "ACCEPTED";
    const authorId = guardianOf.get(studentId);
    const motive = excuse.motive === null ? undefined : motives.get(excuse.motive);
    for (const { startMinute, endMinute, isOpen } of spans) {
      const id = newId();
      // The office answers the next morning; what is told of today is settled at once.
      const answeredAt = day < now.day ? instantAt(day, 17 * 60) : instantAt(day, EIGHT);
      absences.push({ id, studentId, startDay: day, startMinute, endMinute, motive: isSettled ? excuse.motive : null });
      rows.push({
        schoolId,
        id,
        studentId,
        startDay: day,
        startMinute,
        endDay: day,
        endMinute,
        isOpen,
        origin: isTold ? "GUARDIAN" : "ROLL_CALL",
        motiveId: isSettled ? (motive?.id ?? null) : null,
        settledAt: isSettled ? answeredAt : null,
        settledById: isSettled ? head.id : null,
        isOfAge: false,
        recordedById: head.id,
        recordedAt: instantAt(day, isTold ? EIGHT : Math.min(startMinute + 10, 24 * 60 - 1)),
        version: 1,
      });
      if (excuse.by !== "JUSTIFICATION" || !motive || !authorId) continue;
      const isAnswered = excuse.status !== "PENDING";
      justifications.push({
        schoolId,
        id: newId(),
        absenceId: id,
        studentId,
        authorId,
        motiveId: motive.id,
        comment: excuse.motive === DOCTOR ? "Un rendez-vous pris de longue date, désolés de ne pas avoir prévenu." : "",
        status: excuse.status,
        sentAt: instantAt(day, 16 * 60 + 40),
        settledAt: isAnswered ? answeredAt : null,
        settledById: isAnswered ? head.id : null,
        answer: excuse.status === "REFUSED" ? "Un départ en vacances n’est pas un motif légitime." : null,
      });
    }
  }
  await insertRows(db, "absence", rows);
  await insertRows(db, "justification", justifications);

  const unexcused = absences.filter(({ motive }) =>
    isUnexcused(motive === null ? null : (motives.get(motive) ?? null)),
  );
  const byMonth = new Map<string, typeof unexcused>();
  for (const absence of unexcused) {
    const key = `${absence.studentId} ${monthOf(absence.startDay)}`;
    byMonth.set(key, [...(byMonth.get(key) ?? []), absence]);
  }
  const settings = schoolSettings({}).absences;
  const alerts = [...byMonth.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const spans = own.map((absence) => ({ ...absence, endDay: absence.startDay }));
    const lessons = [...new Set(own.map(({ startDay }) => startDay))].flatMap((day): LessonTime[] =>
      evidenceOf(first.studentId, day).map((lesson) => ({ ...lesson, day })),
    );
    const halfDays = halfDaysMissed(spans, lessons, settings).length;
    const last = own.at(-1)?.startDay ?? first.startDay;
    const isOver = monthOf(last) < monthOf(now.day);
    return ALERT_THRESHOLDS.filter((threshold) => halfDays >= threshold).map((threshold) => ({
      schoolId,
      id: newId(),
      studentId: first.studentId,
      month: monthOf(last),
      threshold,
      halfDays,
      reachedAt: instantAt(last, 17 * 60),
      handledAt: isOver ? instantAt(last, 17 * 60 + 30) : null,
      handledById: isOver ? head.id : null,
    }));
  });
  await insertRows(db, "absence_alert", alerts);
}
