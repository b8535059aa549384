import "server-only";
import type { Context } from "@/lib/auth/context";
import { newId } from "@/lib/db/id";
import { handOver } from "@/lib/emploi-du-temps/handover";
import { fail, ok, type Result } from "@/lib/errors/codes";
import { emit } from "@/lib/journal/emit";
import { record } from "@/lib/journal/record";
import { today, validOn } from "@/lib/school/rules";
import { daysAfter, fromDbDay, type IsoDay, toDbDay } from "@/lib/time/day";
import type { z } from "zod";
import { mayAppointSubstitutes } from "./access";
import { lessonsLeft, stateOf, substitutionProblems } from "./rules";
import type { appointSubstituteInput, endSubstitutionInput } from "./schema";
import type { ReplaceableTeacher, SubstitutionList } from "./types";

type Input<Schema extends z.ZodType> = z.output<Schema>;

const SUBSTITUTIONS_PAGE = 20;
const MOST_TEACHERS = 400;
const named = { select: { id: true, firstName: true, lastName: true } } as const;

/**
 * The substitutions of the school, what begins last first. Rows given together are one: same colleagues, same days. For who
 * appoints substitutes; others get none. @param page from 1.
 */
export async function listSubstitutions(ctx: Context, page: number): Promise<SubstitutionList> {
  if (!mayAppointSubstitutes(ctx.viewer)) return { lines: [], pages: 1 };
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const rows = await ctx.db.$queryRaw<
    {
      id: string;
      substituteId: string;
      replacedId: string;
      startsOn: string;
      endsOn: string | null;
      services: string[];
      left: number;
      total: number;
    }[]
  >`
    SELECT min(t.id::text) AS id, t.teacher_id AS "substituteId", t.replaces_id AS "replacedId",
      t.starts_on::text AS "startsOn", t.ends_on::text AS "endsOn",
      array_agg(sj.name || ', ' || g.name ORDER BY sj.name, g.name) AS services,
      (SELECT count(*)::int FROM session s
        JOIN session_teacher st ON st.school_id = s.school_id AND st.session_id = s.id AND st.teacher_id = t.replaces_id
        WHERE s.school_id = ${schoolId}::uuid AND s.service_id = ANY (array_agg(t.service_id)) AND s.status <> 'CANCELLED'
          AND s.day >= greatest(t.starts_on, ${day}::date) AND s.day < coalesce(t.ends_on, 'infinity'::date)) AS left,
      (count(*) OVER ())::int AS total
    FROM service_teacher t
    JOIN service sv ON sv.school_id = t.school_id AND sv.id = t.service_id
    JOIN subject sj ON sj.school_id = sv.school_id AND sj.id = sv.subject_id
    JOIN "group" g ON g.school_id = sv.school_id AND g.id = sv.group_id
    WHERE t.school_id = ${schoolId}::uuid AND t.replaces_id IS NOT NULL AND (t.ends_on IS NULL OR t.ends_on > t.starts_on)
    GROUP BY t.teacher_id, t.replaces_id, t.starts_on, t.ends_on
    ORDER BY t.starts_on DESC, 1
    LIMIT ${SUBSTITUTIONS_PAGE} OFFSET ${(page - 1) * SUBSTITUTIONS_PAGE}`;
  // Beyond the last page no row tells how many there are.
  if (rows.length === 0 && page > 1) return { ...(await listSubstitutions(ctx, 1)), lines: [] };
  const ids = [...new Set(rows.flatMap(({ substituteId, replacedId }) => [substituteId, replacedId]))];
  const people = await ctx.db.person.findMany({ where: { schoolId, id: { in: ids } }, ...named });
  const personOf = (id: string) => people.find((each) => each.id === id) ?? { id, firstName: "", lastName: "" };
  return {
    lines: rows.map(({ id, substituteId, replacedId, startsOn, endsOn, services, left }) => ({
      id,
      services,
      left,
      substitute: personOf(substituteId),
      replaced: personOf(replacedId),
      startsOn,
      lastDay: endsOn && daysAfter(endsOn, -1),
      state: stateOf({ startsOn, endsOn }, day),
    })),
    pages: Math.max(1, Math.ceil((rows[0]?.total ?? 0) / SUBSTITUTIONS_PAGE)),
  };
}

/** The teachers of today with the services that each gives now or later. For who appoints substitutes; others get none. */
export async function replaceableTeachers(ctx: Context): Promise<ReplaceableTeacher[]> {
  if (!mayAppointSubstitutes(ctx.viewer)) return [];
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const rows = await ctx.db.person.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, profile: "TEACHER", ...validOn(day) },
    select: {
      ...named.select,
      services: {
        where: { schoolId, OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(day) } }] },
        select: {
          service: {
            select: {
              id: true,
              subject: { select: { name: true } },
              group: { select: { name: true } },
              year: { select: { closedAt: true } },
            },
          },
        },
      },
    },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }, { id: "asc" }],
    take: MOST_TEACHERS,
  });
  return rows.map(({ services, ...person }) => ({
    ...person,
    services: services
      .filter(({ service }) => service.year.closedAt === null)
      .map(({ service }) => ({ id: service.id, name: `${service.subject.name}, ${service.group.name}` }))
      .toSorted((a, b) => a.name.localeCompare(b.name, "fr")),
  }));
}

/**
 * Appoints a substitute on services of a colleague, from a day to a last day: dated rows of the service, which every module asks, and the lessons
 * of these days. For who appoints substitutes, who never appoints a person of its own account. INVALID names the field: days, services that are
 * not the colleague's then, somebody who teaches them already, another substitute. What the substitute cannot give stays, and is told.
 */
export async function appointSubstitute(
  ctx: Context,
  { replacedId, substituteId, serviceIds, startsOn, lastDay }: Input<typeof appointSubstituteInput>,
): Promise<Result<{ lessons: number; left: number; words: string }>> {
  if (!mayAppointSubstitutes(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const endsOn = daysAfter(lastDay, 1);
  const problems = substitutionProblems({ startsOn, lastDay, replacedId, substituteId }, today(ctx));
  if (Object.keys(problems).length > 0) return fail("INVALID", { fields: problems });
  await ctx.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${schoolId}/substitutions`}, 0))`;
  const services = await ctx.db.service.findMany({
    relationLoadStrategy: "join",
    where: { schoolId, id: { in: serviceIds }, year: { closedAt: null } },
    select: {
      id: true,
      subject: { select: { name: true } },
      group: { select: { name: true } },
      teachers: { where: during(schoolId, startsOn, endsOn), select: { teacherId: true, replacesId: true } },
    },
  });
  const isTheirs = services.every(({ teachers }) => teachers.some(({ teacherId }) => teacherId === replacedId));
  if (services.length !== new Set(serviceIds).size || !isTheirs) {
    return fail("NOT_FOUND", { fields: { serviceIds: ["Choisissez des services de la personne remplacée."] } });
  }
  const substitute = await ctx.db.person.findFirst({
    where: {
      schoolId,
      id: substituteId,
      profile: "TEACHER",
      startsOn: { lte: toDbDay(startsOn) },
      OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(startsOn) } }],
    },
    select: { accountId: true },
  });
  if (!substitute) {
    return fail("INVALID", { fields: { substituteId: ["Choisissez un professeur présent à cette date."] } });
  }
  if (substitute.accountId === ctx.viewer.account.id) {
    return fail("INVALID", { fields: { substituteId: ["Vous ne pouvez pas vous nommer vous-même."] } });
  }
  for (const { teachers, subject, group } of services) {
    const name = `${subject.name}, ${group.name}`;
    if (teachers.some(({ teacherId }) => teacherId === substituteId)) {
      return fail("INVALID", { fields: { serviceIds: [`Cette personne enseigne déjà à ces dates\u202F: ${name}.`] } });
    }
    if (teachers.some(({ replacesId }) => replacesId === replacedId)) {
      return fail("INVALID", { fields: { serviceIds: [`Un remplacement existe déjà à ces dates\u202F: ${name}.`] } });
    }
  }
  await ctx.db.serviceTeacher.createMany({
    data: services.map(({ id }) => ({
      schoolId,
      id: newId(),
      serviceId: id,
      teacherId: substituteId,
      role: "SUBSTITUTE" as const,
      replacesId: replacedId,
      startsOn: toDbDay(startsOn),
      endsOn: toDbDay(endsOn),
    })),
  });
  const lessons = await handOver(ctx, {
    serviceIds,
    fromId: replacedId,
    toId: substituteId,
    startsOn,
    endsOn,
    isReturn: false,
  });
  const left = await lessonsOf(ctx, { serviceIds, teacherId: replacedId, startsOn, endsOn });
  await record(ctx, {
    action: "droits.substitution.give",
    targetType: "person",
    targetId: substituteId,
    details: { replacedId, startsOn, endsOn, services: serviceIds.length, lessons, left },
  });
  // For who replaces and who is replaced: { substituteId, replacedId, startsOn, endsOn }.
  await emit(ctx, "droits.substitution.given", { substituteId, replacedId, startsOn, endsOn });
  return ok({ lessons, left, words: lessonsLeft(lessons, left) });
}

/**
 * Ends a substitution today, or before it begins: who was replaced has the lessons to come again, where free. For who appoints substitutes.
 * NOT_FOUND when it is over.
 * @param input one of its rows.
 */
export async function endSubstitution(
  ctx: Context,
  { substitutionId }: Input<typeof endSubstitutionInput>,
): Promise<Result<{ lessons: number }>> {
  if (!mayAppointSubstitutes(ctx.viewer)) return fail("NOT_FOUND");
  const schoolId = ctx.viewer.school.id;
  const day = today(ctx);
  const row = await ctx.db.serviceTeacher.findUnique({
    where: { schoolId_id: { schoolId, id: substitutionId } },
    select: { teacherId: true, replacesId: true, startsOn: true, endsOn: true },
  });
  if (!row?.replacesId) return fail("NOT_FOUND");
  const startsOn = fromDbDay(row.startsOn);
  const end = startsOn > day ? startsOn : day;
  const { teacherId, replacesId } = row;
  // Over two years, once the first is closed: what is left of it is in the second.
  const service = { year: { closedAt: null } };
  const together = { schoolId, teacherId, replacesId, startsOn: row.startsOn, endsOn: row.endsOn, service };
  const rows = await ctx.db.serviceTeacher.findMany({ where: together, select: { serviceId: true } });
  const { count } = await ctx.db.serviceTeacher.updateMany({
    where: { AND: [together, { OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(end) } }] }] },
    data: { endsOn: toDbDay(end) },
  });
  if (count === 0) return fail("NOT_FOUND", { message: "Ce remplacement est déjà terminé." });
  const lessons = await handOver(ctx, {
    serviceIds: rows.map(({ serviceId }) => serviceId),
    fromId: teacherId,
    toId: replacesId,
    startsOn: end,
    endsOn: row.endsOn ? fromDbDay(row.endsOn) : daysAfter(end, 366),
    isReturn: true,
  });
  await record(ctx, {
    action: "droits.substitution.end",
    targetType: "person",
    targetId: teacherId,
    details: { replacedId: replacesId, endsOn: end, lessons },
  });
  await emit(ctx, "droits.substitution.ended", { substituteId: teacherId, replacedId: replacesId, endsOn: end });
  return ok({ lessons });
}

/** Lessons that a teacher still gives in these services and days. */
function lessonsOf(
  { db, viewer }: Pick<Context, "db" | "viewer">,
  {
    serviceIds,
    teacherId,
    startsOn,
    endsOn,
  }: { serviceIds: readonly string[]; teacherId: string; startsOn: IsoDay; endsOn: IsoDay },
): Promise<number> {
  const schoolId = viewer.school.id;
  return db.session.count({
    where: {
      schoolId,
      serviceId: { in: [...serviceIds] },
      status: { not: "CANCELLED" },
      day: { gte: toDbDay(startsOn), lt: toDbDay(endsOn) },
      teachers: { some: { schoolId, teacherId } },
    },
  });
}

/** Rows that hold on a day of the span at least. */
function during(schoolId: string, startsOn: IsoDay, endsOn: IsoDay) {
  return {
    schoolId,
    startsOn: { lt: toDbDay(endsOn) },
    OR: [{ endsOn: null }, { endsOn: { gt: toDbDay(startsOn) } }],
  };
}
