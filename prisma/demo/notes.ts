import { Temporal } from "temporal-polyfill";
import { insertRows } from "@/lib/db/bulk";
import { newId } from "@/lib/db/id";
import type { Db } from "@/lib/db/types";
import type { GradeCode, Mark, MarkedAssessment } from "@/lib/notes/averages";
import { classAverageOver, figuresOf, isShownAt, type ServiceMarks, stepsFrom, toStored } from "@/lib/notes/figures";
import { visibilityOf } from "@/lib/notes/rules";
import { schoolSettings } from "@/lib/school/settings";
import { daysAfter, fromDbDay, type IsoDay } from "@/lib/time/day";
import { instantAt, TIME_ZONE } from "@/prisma/demo/calendar";
import type { SchoolFilling } from "@/prisma/demo/fill";
import type { DemoSession, SchoolNow } from "@/prisma/demo/lessons";
import type { Random } from "@/prisma/demo/random";

/** Lessons from one assessment to the next, and the most of them in a term. */
const LESSONS_BETWEEN = 5;
const MOST = 6;
const LESSONS_FOR_A_DIAGNOSTIC = 4 * LESSONS_BETWEEN;
/** Days that marking takes at least. */
const MARKING_DAYS = 5;
const SCALE = "20";

interface AssessmentModel {
  title: string;
  outOf: "10" | "20";
  coefficient: string;
  kind?: "NORMAL" | "BONUS" | "OPTIONAL";
  part?: "Écrit" | "Oral";
  isHomework?: true;
}

/** Counts for nothing: only where there are others after it. */
const DIAGNOSTIC: AssessmentModel = { title: "Évaluation de rentrée", outOf: "20", coefficient: "0" };
const USUAL: readonly AssessmentModel[] = [
  { title: "Interrogation n°\u00A01", outOf: "10", coefficient: "0.5" },
  { title: "Contrôle n°\u00A01", outOf: "20", coefficient: "2" },
  { title: "Devoir maison n°\u00A01", outOf: "20", coefficient: "1", isHomework: true },
  { title: "Exposé facultatif", outOf: "20", coefficient: "1", kind: "OPTIONAL" },
  { title: "Contrôle n°\u00A02", outOf: "20", coefficient: "2" },
];
const LANGUAGES: readonly AssessmentModel[] = [
  { title: "Vocabulaire", outOf: "10", coefficient: "0.5", part: "Écrit" },
  { title: "Compréhension orale", outOf: "20", coefficient: "1", part: "Oral" },
  { title: "Expression écrite", outOf: "20", coefficient: "2", part: "Écrit" },
  { title: "Se présenter", outOf: "20", coefficient: "1", part: "Oral" },
  { title: "Défi lecture", outOf: "20", coefficient: "1", kind: "BONUS", part: "Écrit" },
  { title: "Contrôle de grammaire", outOf: "20", coefficient: "2", part: "Écrit" },
];
const SPORT: readonly AssessmentModel[] = [
  { title: "Demi-fond", outOf: "20", coefficient: "1" },
  { title: "Acrosport", outOf: "20", coefficient: "1" },
  { title: "Endurance", outOf: "20", coefficient: "1" },
];
const SPORT_CODE = "1001";
const LANGUAGE_CODE = "030";

/** A row of `assessment` but for the school. */
interface DemoAssessment extends Omit<MarkedAssessment, "mark"> {
  serviceId: string;
  periodId: string;
  title: string;
  heldOn: IsoDay;
  comment: null;
  returnedAt: string | null;
  visibleToStudentAt: string | null;
  visibleToGuardianAt: string | null;
  authorId: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/**
 * The assessments and grades of the period of now: at a lesson of the service, given back at a later one, each pupil with a level of
 * its own in each subject. Who was absent at that lesson, by its roll call, has no grade. The last copies are not marked yet, or not
 * given back.
 */
export async function writeNotes(
  db: Db,
  { school, services }: Pick<SchoolFilling, "school" | "services">,
  sessions: readonly DemoSession[],
  now: SchoolNow,
  random: Random,
): Promise<void> {
  const { schoolId } = school;
  const periods = await db.period.findMany({ where: { schoolId }, orderBy: { position: "asc" } });
  const period = periods.find(({ startsOn, endsOn }) => fromDbDay(startsOn) <= now.day && now.day < fromDbDay(endsOn));
  if (!period) return;
  const held = new Map<string, DemoSession[]>();
  for (const session of sessions) {
    if (session.day < fromDbDay(period.startsOn) || session.day > now.day || session.status === "CANCELLED") continue;
    if (session.day === now.day && session.endMinute > now.minute) continue;
    held.set(session.serviceId, [...(held.get(session.serviceId) ?? []), session]);
  }
  const codes = new Map(school.services.map(({ id, subjectCode }) => [id, subjectCode]));
  const levels = new Map<string, number>();
  const talent = (studentId: string): number => {
    const known = levels.get(studentId) ?? around(random, 12.6, 2.6);
    levels.set(studentId, known);
    return known;
  };
  const at = Date.parse(instantAt(now.day, now.minute));
  const policy = schoolSettings({}).notes;
  const missed = await db.attendance.findMany({
    where: { schoolId, kind: "ABSENT" },
    select: { studentId: true, sessionId: true },
  });
  const absent = new Set(missed.map(({ studentId, sessionId }) => `${studentId} ${sessionId}`));
  const lessonOf = new Map<string, string>();
  const rows = {
    parts: [] as object[],
    assessments: [] as DemoAssessment[],
    grades: [] as object[],
    statistics: [] as object[],
    shown: [] as object[],
    averages: [] as object[],
  };

  for (const service of services) {
    const lessons = held.get(service.id) ?? [];
    const code = codes.get(service.id) ?? "";
    const isSport = code.startsWith(SPORT_CODE);
    const isLanguage = code.startsWith(LANGUAGE_CODE);
    const usual = lessons.length >= LESSONS_FOR_A_DIAGNOSTIC ? [DIAGNOSTIC, ...USUAL] : USUAL;
    const models = isSport ? SPORT : isLanguage ? LANGUAGES : usual;
    const parts = isLanguage ? partsOf(service.id) : [];
    rows.parts.push(...parts.map((part) => ({ schoolId, ...part })));
    const count = Math.min(models.length, MOST, Math.floor(lessons.length / LESSONS_BETWEEN));
    const marks = new Map<string, Mark>();
    const own = models.slice(0, count).flatMap((model, index): DemoAssessment[] => {
      const lesson = lessons[Math.floor(((index + 1) * lessons.length) / (count + 0.2)) - 1] ?? lessons.at(-1);
      if (!lesson) return [];
      const marked = daysAfter(lesson.day, MARKING_DAYS + random.int(0, 3));
      const giving = lessons.find((each) => each.day >= marked);
      const returned = giving ? instantAt(giving.day, giving.endMinute) : null;
      const visible = returned === null ? null : visibilityOf(policy, Temporal.Instant.from(returned), TIME_ZONE);
      const id = newId();
      lessonOf.set(id, lesson.id);
      return [
        {
          id,
          serviceId: service.id,
          periodId: period.id,
          partId: parts.find(({ name }) => name === model.part)?.id ?? null,
          title: model.title,
          heldOn: lesson.day,
          outOf: model.outOf,
          coefficient: model.coefficient,
          broughtToScale: true,
          kind: model.kind ?? "NORMAL",
          comment: null,
          returnedAt: returned,
          visibleToStudentAt: visible?.STUDENT.toString() ?? null,
          visibleToGuardianAt: visible?.GUARDIAN.toString() ?? null,
          authorId: service.teacherId,
          version: 1,
          createdAt: instantAt(lesson.day, lesson.endMinute),
          updatedAt: instantAt(lesson.day, lesson.endMinute),
        },
      ];
    });
    const tastes = new Map(service.studentIds.map((id) => [id, talent(id) + around(random, 0, 1.8)]));
    for (const [index, assessment] of own.entries()) {
      // Copies of the last days wait on the teacher's desk.
      if (assessment.returnedAt === null && daysAfter(assessment.heldOn, MARKING_DAYS) > now.day) continue;
      const model = models[index] ?? models[0];
      const writtenAt = assessment.returnedAt ?? instantAt(daysAfter(assessment.heldOn, 2), 18 * 60);
      const given = service.studentIds.flatMap((studentId) => {
        const level = tastes.get(studentId) ?? 12;
        const isAbsent = absent.has(`${studentId} ${lessonOf.get(assessment.id)}`) && !model?.isHomework;
        const drawn = markOf(random, level, Number(assessment.outOf), model, isSport);
        const mark: typeof drawn = isAbsent ? { code: "ABSENT" } : drawn;
        if (!mark) return [];
        marks.set(`${studentId} ${assessment.id}`, mark);
        return [{ studentId, mark }];
      });
      rows.grades.push(
        ...given.map(({ studentId, mark }) => ({
          schoolId,
          assessmentId: assessment.id,
          studentId,
          points: mark.points ?? null,
          code: mark.code ?? null,
          comment: null,
          visibleToStudentAt: assessment.visibleToStudentAt,
          visibleToGuardianAt: assessment.visibleToGuardianAt,
          version: 1,
          updatedById: service.teacherId,
          updatedAt: writtenAt,
        })),
      );
      const figures = figuresOf(given.map(({ mark }) => mark));
      if (!figures) continue;
      const row = { schoolId, assessmentId: assessment.id, ...figures };
      rows.statistics.push(row);
      for (const reader of READERS) {
        const since = sinceOf(assessment, reader);
        if (since !== null) rows.shown.push({ ...row, reader, since: new Date(since).toISOString() });
      }
    }
    rows.assessments.push(...own);
    const ofClass: ServiceMarks = {
      rules: { scale: SCALE, parts },
      assessments: own,
      pupilIds: service.studentIds,
      markOf: (studentId, assessmentId) => marks.get(`${studentId} ${assessmentId}`) ?? null,
    };
    rows.averages.push(
      ...knownAverages(own, ofClass, at).map((average) => ({
        schoolId,
        serviceId: service.id,
        periodId: period.id,
        ...average,
      })),
    );
  }
  await insertRows(db, "service_part", rows.parts);
  await insertRows(
    db,
    "assessment",
    rows.assessments.map((each) => ({ schoolId, ...each })),
  );
  await insertRows(db, "grade", rows.grades);
  await insertRows(db, "assessment_statistic", rows.statistics);
  await insertRows(db, "shown_statistic", rows.shown);
  await insertRows(db, "class_average", rows.averages);
}

const READERS = ["STUDENT", "GUARDIAN"] as const;

/** From when a reader sees an assessment, in milliseconds; null when it does not. */
function sinceOf(assessment: DemoAssessment, reader: (typeof READERS)[number]): number | null {
  const at = reader === "STUDENT" ? assessment.visibleToStudentAt : assessment.visibleToGuardianAt;
  return at === null ? null : Date.parse(at);
}

/** What each reader knows now of a class's average, and what it will know: earlier steps are of no use to anybody. */
function knownAverages(assessments: readonly DemoAssessment[], ofClass: ServiceMarks, now: number) {
  return READERS.flatMap((reader) => {
    const steps = stepsFrom(
      0,
      assessments.map((each) => sinceOf(each, reader)),
    );
    const current = steps.findLastIndex((since) => since <= now);
    return steps.slice(Math.max(current, 0)).map((since) => {
      const shown = assessments.filter((each) => isShownAt(sinceOf(each, reader), since)).map(({ id }) => id);
      const { count, average } = classAverageOver(ofClass, new Set(shown));
      return { reader, since: new Date(since).toISOString(), count, average: average && toStored(average) };
    });
  });
}

function partsOf(serviceId: string) {
  return [
    { id: newId(), serviceId, name: "Écrit", coefficient: "2", position: 0 },
    { id: newId(), serviceId, name: "Oral", coefficient: "1", position: 1 },
  ];
}

function markOf(
  random: Random,
  level: number,
  outOf: number,
  model: AssessmentModel | undefined,
  isSport: boolean,
): NonNullable<Mark> | null {
  const chance = random.next();
  // An optional piece of work is handed in by few.
  if (model?.kind && chance < 0.6) return null;
  const code = codeOf(chance, model, isSport);
  if (code) return { code };
  const share = Math.min(Math.max(around(random, level, 2.3) / 20, 0.05), 1);
  return { points: String(Math.round(share * outOf * 2) / 2) };
}

function codeOf(chance: number, model: AssessmentModel | undefined, isSport: boolean): GradeCode | null {
  if (model?.kind) return null;
  if (chance < 0.015) return isSport ? "INAPTE" : model?.isHomework ? "NON_RENDU" : null;
  if (chance < 0.02) return isSport ? "DISPENSE" : model?.isHomework ? "NON_RENDU_ZERO" : null;
  return null;
}

/** A figure around a mean, as grades spread (the sum of three dice). */
function around(random: Random, mean: number, spread: number): number {
  return mean + (random.next() + random.next() + random.next() - 1.5) * 2 * spread;
}
