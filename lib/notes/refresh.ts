import "server-only";
import type { Db } from "@/lib/db/types";
import type { ServiceRules } from "./averages";
import { classAverageOver, figuresOf, type ServiceMarks, stepsOf, toStored } from "./figures";
import type { Reader } from "./rules";
import { assessmentSelect, toAssessment, toMark } from "./shapes";

/** A service in a period, and whose grades make the figures of its class. */
export interface FigureScope {
  schoolId: string;
  serviceId: string;
  groupId: string;
  periodId: string;
  rules: ServiceRules;
}

const READERS: readonly Reader[] = ["STUDENT", "GUARDIAN"];

/**
 * Brings the stored figures of a class in line with its grades, in the transaction that changed them, under the lock of the service.
 * @param changed the assessments whose grades changed; "all" when assessments themselves did.
 */
export async function refreshFigures(
  db: Db,
  { schoolId, serviceId, groupId, periodId, rules }: FigureScope,
  changed: ReadonlySet<string> | "all",
): Promise<void> {
  const period = await db.period.findFirst({
    where: { schoolId, id: periodId },
    select: { startsOn: true, endsOn: true },
  });
  if (!period) return;
  const rows = await db.assessment.findMany({
    where: { schoolId, serviceId, periodId },
    select: { ...assessmentSelect, visibleToStudentAt: true, visibleToGuardianAt: true },
  });
  const grades = await db.grade.findMany({
    where: { schoolId, assessmentId: { in: rows.map(({ id }) => id) } },
    select: { assessmentId: true, studentId: true, points: true, code: true },
  });
  const members = await db.enrollment.findMany({
    where: {
      schoolId,
      groupId,
      startsOn: { lt: period.endsOn },
      OR: [{ endsOn: null }, { endsOn: { gte: period.endsOn } }],
    },
    select: { studentId: true },
  });
  const marks = new Map(grades.map((grade) => [`${grade.assessmentId} ${grade.studentId}`, toMark(grade)]));
  const known = new Set(rows.map(({ id }) => id));
  const isChanged = (id: string) => changed === "all" || changed.has(id);

  const renewed = [...(changed === "all" ? known : changed)];
  await db.assessmentStatistic.deleteMany({ where: { schoolId, assessmentId: { in: renewed } } });
  await db.assessmentStatistic.createMany({
    data: renewed.flatMap((assessmentId) => {
      const own = grades.filter((grade) => grade.assessmentId === assessmentId).map(toMark);
      // A row without figures says that the copies were marked: everybody was absent.
      if (!own.some((mark) => mark !== null)) return [];
      const figures = figuresOf(own) ?? { count: 0, mean: null, lowest: null, highest: null, median: null };
      return [{ schoolId, assessmentId, ...figures }];
    }),
  });

  const ofClass: ServiceMarks = {
    rules,
    assessments: rows.map(toAssessment),
    pupilIds: members.map(({ studentId }) => studentId),
    markOf: (studentId, assessmentId) => marks.get(`${assessmentId} ${studentId}`) ?? null,
  };
  const seen = new Map<string, ReturnType<typeof classAverageOver>>();
  const averageOver = (assessmentIds: ReadonlySet<string>) => {
    const key = [...assessmentIds].toSorted().join(" ");
    const found = seen.get(key) ?? classAverageOver(ofClass, assessmentIds);
    seen.set(key, found);
    return found;
  };
  for (const reader of READERS) {
    const column = reader === "STUDENT" ? "visibleToStudentAt" : "visibleToGuardianAt";
    const steps = stepsOf(rows.map((row) => ({ id: row.id, since: row[column]?.getTime() ?? null })));
    const stale = steps.filter(({ assessmentIds }) => [...assessmentIds].some(isChanged));
    const instants = stale.map(({ since }) => new Date(since));
    const replaced = changed === "all" ? {} : { since: { in: instants } };
    await db.classAverage.deleteMany({ where: { schoolId, serviceId, periodId, reader, ...replaced } });
    await db.classAverage.createMany({
      data: stale.map(({ since, assessmentIds }) => {
        const { count, average } = averageOver(assessmentIds);
        return {
          schoolId,
          serviceId,
          periodId,
          reader,
          since: new Date(since),
          count,
          average: average && toStored(average),
        };
      }),
    });
  }
}
