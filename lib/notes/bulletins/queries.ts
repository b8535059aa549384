import "server-only";
import type { Context } from "@/lib/auth/context";
import { attendanceCounts } from "@/lib/absences/queries";
import type { Prisma } from "@/lib/db/types";
import { runningOn, teacherName, today, validOn } from "@/lib/school/rules";
import { schoolSettings, type SchoolSettings } from "@/lib/school/settings";
import { toDbInstant } from "@/lib/time/day";
import { formatAverage } from "@/lib/notes/rounding";
import { mayCorrectAttendance, mayPublish, mayWriteCouncil, reachOf, readDivisions, writtenServices } from "./access";
import { attendanceOf, choosePeriod, composeBulletins, referenceDay, serviceAverages } from "./rules";
import { storedBulletin } from "./schema";
import { attendanceSelect, materialSelect, periodSelect, toAttendance, toMaterial, toPeriod } from "./shapes";
import type {
  AppreciationSheet,
  Bulletin,
  BulletinDesk,
  BulletinSet,
  CouncilSheet,
  PeriodChoice,
  PreparedAttendance,
  PublishedBulletin,
} from "./types";

/** More classes, and more pupils of one, than any school has. */
const MOST_ROWS = 200;
/** Bulletins of several years, for a guardian of many. */
const MOST_BULLETINS = 100;

/** What staff has to write and to read: a teacher its services, who follows classes these classes, in the running period. */
export async function bulletinDesk(ctx: Context): Promise<BulletinDesk> {
  const { viewer } = ctx;
  const schoolId = viewer.school.id;
  const day = today(ctx);
  const running = { year: runningOn(day) };
  const services = await ctx.db.service.findMany({
    relationLoadStrategy: "join",
    where: { AND: [writtenServices(viewer, day), running] },
    select: {
      id: true,
      subject: { select: { name: true } },
      group: {
        select: {
          name: true,
          ...periodsSelect(schoolId),
          enrollments: { where: { schoolId, ...validOn(day) }, select: { studentId: true } },
        },
      },
      appreciations: { where: { schoolId, text: { not: "" } }, select: { studentId: true, periodId: true } },
    },
    orderBy: [{ group: { level: "asc" } }, { group: { code: "asc" } }, { subject: { name: "asc" } }],
    take: MOST_ROWS,
  });
  const divisions =
    reachOf(viewer) === "nothing"
      ? []
      : await ctx.db.group.findMany({
          relationLoadStrategy: "join",
          where: { AND: [readDivisions(viewer, day), running, validOn(day)] },
          select: {
            id: true,
            name: true,
            ...periodsSelect(schoolId),
            enrollments: { where: { schoolId, ...validOn(day) }, select: { studentId: true } },
            councilAppreciations: {
              where: { schoolId, text: { not: "" } },
              select: { studentId: true, periodId: true },
            },
            divisionPeriods: { where: { schoolId }, select: { periodId: true, publishedAt: true } },
          },
          orderBy: { code: "asc" },
          take: MOST_ROWS,
        });
  const progressOf = (
    group: PeriodsRow & { enrollments: { studentId: string }[] },
    texts: readonly { studentId: string; periodId: string }[],
  ) => {
    const period = choosePeriod(periodsOf(group), null, day);
    const pupils = new Set(group.enrollments.map(({ studentId }) => studentId));
    const written = texts.filter((text) => text.periodId === period?.id && pupils.has(text.studentId)).length;
    return period && { period, pupils: pupils.size, written };
  };
  return {
    services: services.flatMap(({ id, subject, group, appreciations }) => {
      const progress = progressOf(group, appreciations);
      return progress ? [{ id, subject: subject.name, name: group.name, ...progress }] : [];
    }),
    divisions: divisions.flatMap(({ id, name, councilAppreciations, divisionPeriods, ...group }) => {
      const progress = progressOf(group, councilAppreciations);
      const state = divisionPeriods.find(({ periodId }) => periodId === progress?.period.id);
      return progress ? [{ id, name, ...progress, publishedAt: state?.publishedAt?.toISOString() ?? null }] : [];
    }),
  };
}

/**
 * The appreciations of one service, for who teaches it today; null for anybody else.
 * @param asked the period of the address, if any.
 */
export async function appreciationSheet(
  ctx: Context,
  serviceId: string,
  asked: string | null,
): Promise<AppreciationSheet | null> {
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const found = await ctx.db.service.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [writtenServices(ctx.viewer, day), { id: serviceId }] },
    select: { subject: { select: { name: true } }, group: { select: { name: true, ...periodsSelect(schoolId) } } },
  });
  const periods = found ? periodsOf(found.group) : [];
  const period = choosePeriod(periods, asked, day);
  if (!found || !period) return null;
  const service = await ctx.db.service.findFirstOrThrow({
    relationLoadStrategy: "join",
    where: { schoolId, id: serviceId },
    select: {
      ...materialSelect(schoolId, period.id),
      appreciations: {
        where: { schoolId, periodId: period.id },
        select: { studentId: true, text: true, version: true },
      },
    },
  });
  const counted = validOn(referenceDay(period, day));
  const enrolled = await ctx.db.enrollment.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, groupId: service.groupId, ...counted },
    select: {
      student: {
        select: {
          ...pupilSelect,
          enrollments: {
            where: { schoolId, groupKind: "DIVISION", ...counted },
            select: {
              group: {
                select: {
                  divisionPeriods: {
                    where: { schoolId, periodId: period.id, publishedAt: { not: null } },
                    select: { periodId: true },
                  },
                },
              },
            },
          },
        },
      },
    },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
    take: MOST_ROWS,
  });
  const { rules, assessments } = toMaterial(service);
  const averages = serviceAverages({ rules, assessments });
  return {
    service: { id: serviceId, subject: found.subject.name, group: found.group.name },
    period,
    periods,
    pupils: enrolled.map(({ student: { enrollments, ...pupil } }) => {
      const stored = service.appreciations.find(({ studentId }) => studentId === pupil.id);
      return {
        ...pupil,
        text: stored?.text ?? "",
        version: stored?.version ?? 0,
        average: formatAverage(averages.get(pupil.id) ?? null, rules.scale, rules.rounding),
        isPublished: enrollments.some(({ group }) => group.divisionPeriods.length > 0),
      };
    }),
  };
}

/** A class before its council, pupil by pupil. Readers: access.ts; null for anybody else, families included. */
export async function councilSheet(
  ctx: Context,
  divisionId: string,
  asked: string | null,
): Promise<CouncilSheet | null> {
  const found = await findClass(ctx, divisionId, asked);
  if (!found) return null;
  const { division, period, periods, publishedAt, council } = found;
  const { bulletins, prepared } = await bulletinsIn(ctx, found);
  return {
    division,
    period,
    periods,
    publishedAt,
    classAverage: bulletins[0]?.general.classAverage ?? "—",
    pupils: bulletins.map(({ student, lines, general, attendance }) => {
      const stored = council.get(student.id);
      return {
        ...student,
        text: stored?.text ?? "",
        version: stored?.version ?? 0,
        average: general.average,
        lines: lines.length,
        written: lines.filter(({ appreciation }) => appreciation !== "").length,
        attendance,
        isCorrected: Boolean(prepared.get(student.id)?.corrected),
      };
    }),
    can: { write: mayWriteCouncil(ctx.viewer) && !publishedAt, publish: mayPublish(ctx.viewer) },
  };
}

/**
 * The bulletins of a class in a period, or that of one pupil: as published, else composed from what is written now, which only
 * staff reads (access.ts). A family gets its own, once published. Null when there is none that the viewer reads.
 * @param asked the period; null: the running one.
 * @param studentId null: the whole class.
 */
export async function bulletinsOf(
  ctx: Context,
  divisionId: string,
  asked: string | null,
  studentId: string | null,
): Promise<BulletinSet | null> {
  if (reachOf(ctx.viewer) === "family") return publishedSet(ctx, divisionId, asked, studentId);
  const found = await findClass(ctx, divisionId, asked);
  if (!found) return null;
  const { division, period, publishedAt } = found;
  const { bulletins: all, prepared } = await bulletinsIn(ctx, found);
  const bulletins = all.filter(({ student }) => studentId === null || student.id === studentId);
  const can = { correctAttendance: publishedAt === null && mayCorrectAttendance(ctx.viewer) };
  return bulletins.length > 0 ? { division, period, publishedAt, bulletins, prepared, can } : null;
}

/** The published bulletins of a family's pupils in this school, the latest first. Staff get none. */
export async function publishedBulletins(ctx: Context): Promise<PublishedBulletin[]> {
  const { viewer } = ctx;
  if (reachOf(viewer) !== "family") return [];
  const rows = await ctx.db.bulletin.findMany({
    relationLoadStrategy: "join",
    where: {
      schoolId: viewer.school.id,
      studentId: { in: viewer.students.map(({ id }) => id) },
      visibleAt: { lte: toDbInstant(ctx.now) },
    },
    select: {
      createdAt: true,
      studentId: true,
      division: { select: { id: true, name: true } },
      period: { select: { id: true, name: true } },
    },
    orderBy: [{ createdAt: "desc" }, { studentId: "asc" }],
    take: MOST_BULLETINS,
  });
  return rows.flatMap(({ studentId, createdAt, division, period }) => {
    const student = viewer.students.find(({ id }) => id === studentId);
    return student ? [{ student, division, period, publishedAt: createdAt.toISOString() }] : [];
  });
}

const pupilSelect = { id: true, firstName: true, lastName: true } as const;

/** The periods by which a group is graded: its own scheme's, or that of the divisions it draws from. */
function periodsSelect(schoolId: string) {
  const periodScheme = { select: { periods: { where: { schoolId }, select: periodSelect } } };
  return {
    periodScheme,
    divisions: { where: { schoolId }, take: 1, select: { division: { select: { periodScheme } } } },
  } as const satisfies Prisma.GroupSelect;
}

type PeriodsRow = Prisma.GroupGetPayload<{ select: ReturnType<typeof periodsSelect> }>;

function periodsOf({ periodScheme, divisions }: PeriodsRow): PeriodChoice[] {
  const scheme = periodScheme ?? divisions[0]?.division.periodScheme;
  return (scheme?.periods.map(toPeriod) ?? []).toSorted((a, b) => a.startsOn.localeCompare(b.startsOn));
}

interface FoundClass {
  division: { id: string; name: string };
  period: PeriodChoice;
  periods: PeriodChoice[];
  publishedAt: string | null;
  council: Map<string, { text: string; version: number }>;
  /** What of a bulletin does not depend on pupils. */
  material: { year: string; mainTeachers: string[] };
  settings: SchoolSettings["absences"];
}

/** A class that the viewer reads as staff. */
async function findClass(ctx: Context, divisionId: string, asked: string | null): Promise<FoundClass | null> {
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const row = await ctx.db.group.findFirst({
    relationLoadStrategy: "join",
    where: { AND: [readDivisions(ctx.viewer, day), { id: divisionId }] },
    select: {
      id: true,
      name: true,
      year: { select: { label: true, school: { select: { settings: true } } } },
      ...periodsSelect(schoolId),
      mainTeachers: {
        where: { schoolId, ...validOn(day) },
        select: { teacher: { select: { civility: true, firstName: true, lastName: true } } },
      },
      divisionPeriods: { where: { schoolId }, select: { periodId: true, publishedAt: true } },
      councilAppreciations: {
        where: { schoolId },
        select: { periodId: true, studentId: true, text: true, version: true },
      },
    },
  });
  const periods = row ? periodsOf(row) : [];
  const period = choosePeriod(periods, asked, day);
  if (!row || !period) return null;
  const state = row.divisionPeriods.find(({ periodId }) => periodId === period.id);
  return {
    division: { id: row.id, name: row.name },
    period,
    periods,
    publishedAt: state?.publishedAt?.toISOString() ?? null,
    council: new Map(
      row.councilAppreciations
        .filter(({ periodId }) => periodId === period.id)
        .map(({ studentId, text, version }) => [studentId, { text, version }]),
    ),
    material: {
      year: row.year.label,
      mainTeachers: row.mainTeachers.map(({ teacher }) => teacherName(teacher)),
    },
    settings: schoolSettings(row.year.school.settings).absences,
  };
}

interface Composed {
  bulletins: Bulletin[];
  /** By pupil; nothing once they are published. */
  prepared: Map<string, PreparedAttendance>;
}

async function bulletinsIn(ctx: Context, found: FoundClass): Promise<Composed> {
  if (!found.publishedAt) return compose(ctx, found);
  return { bulletins: await storedBulletins(ctx, found.division.id, found.period.id), prepared: new Map() };
}

/** The bulletins of a class from what is written now: two statements and those of its absences, whatever the class. */
async function compose(ctx: Context, { division, period, council, material, settings }: FoundClass): Promise<Composed> {
  const schoolId = ctx.viewer.school.id;
  const counted = validOn(referenceDay(period, today(ctx)));
  const enrolled = await ctx.db.enrollment.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, groupId: division.id, groupKind: "DIVISION", ...counted },
    select: {
      student: {
        select: {
          ...pupilSelect,
          enrollments: { where: { schoolId, ...counted }, select: { groupId: true } },
          bulletinAttendances: { where: { schoolId, periodId: period.id }, select: attendanceSelect },
        },
      },
    },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
    take: MOST_ROWS,
  });
  const pupils = enrolled.map(({ student: { id, firstName, lastName, enrollments } }) => ({
    id,
    firstName,
    lastName,
    groupIds: new Set(enrollments.map(({ groupId }) => groupId)),
  }));
  const services = await ctx.db.service.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, groupId: { in: [...new Set(pupils.flatMap(({ groupIds }) => [...groupIds]))] } },
    select: materialSelect(schoolId, period.id),
  });
  const studentIds = pupils.map(({ id }) => id);
  // A school that does not count absences here says nothing of them.
  const isCounted = !ctx.viewer.school.disabledModules.includes("absences");
  const counts = await attendanceCounts(ctx, isCounted ? studentIds : [], period, settings);
  const prepared = new Map(
    enrolled.flatMap(({ student: { id, bulletinAttendances } }) => {
      const stored = bulletinAttendances[0];
      const of = counts.get(id);
      return of ? [[id, { counted: of, corrected: toAttendance(stored), version: stored?.version ?? 0 }] as const] : [];
    }),
  );
  const bulletins = composeBulletins({
    ...material,
    school: ctx.viewer.school.name,
    period: period.name,
    division: division.name,
    pupils,
    services: services.map(toMaterial),
    council: new Map([...council].map(([studentId, { text }]) => [studentId, text])),
    attendance: new Map([...prepared].map(([id, each]) => [id, attendanceOf(each, settings.bulletinCount)])),
  });
  return { bulletins, prepared };
}

async function storedBulletins(ctx: Context, divisionId: string, periodId: string): Promise<Bulletin[]> {
  const rows = await ctx.db.bulletin.findMany({
    where: { schoolId: ctx.viewer.school.id, divisionId, periodId },
    select: { content: true },
    orderBy: [{ student: { lastName: "asc" } }, { student: { firstName: "asc" } }],
    take: MOST_ROWS,
  });
  return rows.map(({ content }) => storedBulletin.parse(content));
}

/** The bulletin of one of a family's own pupils. */
async function publishedSet(
  ctx: Context,
  divisionId: string,
  periodId: string | null,
  studentId: string | null,
): Promise<BulletinSet | null> {
  const student = ctx.viewer.students.find(({ id }) => id === studentId);
  if (!periodId || !student) return null;
  const row = await ctx.db.bulletin.findFirst({
    relationLoadStrategy: "join",
    where: {
      schoolId: ctx.viewer.school.id,
      divisionId,
      periodId,
      studentId: student.id,
      visibleAt: { lte: toDbInstant(ctx.now) },
    },
    select: {
      content: true,
      createdAt: true,
      division: { select: { id: true, name: true } },
      period: { select: { id: true, name: true, shortName: true } },
    },
  });
  if (!row) return null;
  const { division, period, createdAt, content } = row;
  return {
    division,
    period,
    publishedAt: createdAt.toISOString(),
    bulletins: [storedBulletin.parse(content)],
    prepared: new Map(),
    can: { correctAttendance: false },
  };
}
