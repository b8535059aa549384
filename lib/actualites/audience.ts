import "server-only";
import type { Temporal } from "temporal-polyfill";
import type { Context } from "@/lib/auth/context";
import type { Viewer } from "@/lib/auth/viewer";
import { Prisma } from "@/lib/db/types";
import { guardianLevelsOf } from "@/lib/modules";
import { openTies } from "@/lib/school/guardians";
import { today } from "@/lib/school/rules";
import { type IsoDay, toDbInstant } from "@/lib/time/day";
import type { Audience } from "./types";

// To whom a piece of news is, asked from both ends, always at the moment of reading: a pupil who arrives sees what its class was told.
// The conditions are fragments, so that each list is one statement; `n` is news.

/** Who reads: a viewer, or the part of it that one child is. */
export interface Reader {
  viewer: Viewer;
  studentIds: readonly string[];
  day: IsoDay;
  now: Temporal.Instant;
}

/** A dated row that holds on a day. */
function validOn(alias: string, day: IsoDay): Prisma.Sql {
  // The alias is ours, one of the letters written below.
  const row = Prisma.raw(alias);
  return Prisma.sql`(${row}.starts_on <= ${day}::date AND (${row}.ends_on IS NULL OR ${row}.ends_on > ${day}::date))`;
}

/**
 * The groups that the reader belongs to on that day: a pupil's, a guardian's children's, those that a teacher teaches with the divisions
 * that they draw from. Others belong to none: places are not for them.
 */
function ownGroups({ viewer, studentIds, day }: Reader): Prisma.Sql {
  const schoolId = viewer.school.id;
  if (viewer.profile === "TEACHER") return taughtGroups(schoolId, viewer.person.id, day);
  return Prisma.sql`SELECT e.group_id AS id FROM enrollment e
    WHERE e.school_id = ${schoolId}::uuid AND e.student_id = ANY (${[...studentIds]}::uuid[]) AND ${validOn("e", day)}`;
}

/** The groups that a teacher teaches on a day, as titular, co-teacher or substitute, and the divisions behind them. */
function taughtGroups(schoolId: string, teacherId: string, day: IsoDay): Prisma.Sql {
  return Prisma.sql`SELECT coalesce(d.division_id, s.group_id) AS id
    FROM service_teacher t
    JOIN service s ON s.school_id = ${schoolId}::uuid AND s.id = t.service_id
    CROSS JOIN LATERAL (
      SELECT NULL::uuid AS division_id
      UNION ALL
      SELECT g.division_id FROM group_division g WHERE g.school_id = ${schoolId}::uuid AND g.group_id = s.group_id
    ) d
    WHERE t.school_id = ${schoolId}::uuid AND t.teacher_id = ${teacherId}::uuid AND ${validOn("t", day)}
    UNION
    SELECT m.group_id FROM main_teacher m
    WHERE m.school_id = ${schoolId}::uuid AND m.teacher_id = ${teacherId}::uuid AND ${validOn("m", day)}`;
}

/** The ids of those groups, for a viewer who teaches; none for anybody else. */
export async function taughtIds({ viewer, db, now }: Context): Promise<Set<string>> {
  if (viewer.profile !== "TEACHER") return new Set();
  const taught = taughtGroups(viewer.school.id, viewer.person.id, today({ viewer, now }));
  const rows = await db.$queryRaw<{ id: string }[]>(taught);
  return new Set(rows.map(({ id }) => id));
}

/** Is `n` for the reader's places? */
function inOwnPlaces(reader: Reader): Prisma.Sql {
  const schoolId = reader.viewer.school.id;
  return Prisma.sql`EXISTS (SELECT FROM news_place a
    WHERE a.school_id = ${schoolId}::uuid AND a.news_id = n.id AND (
      a.group_id IN (SELECT id FROM own)
      OR a.level IN (SELECT g.level FROM "group" g
        WHERE g.school_id = ${schoolId}::uuid AND g.kind = 'DIVISION' AND g.id IN (SELECT id FROM own))))`;
}

/** For {@link isForReader}: `WITH ${ownPlaces(reader)} SELECT …`. */
export function ownPlaces(reader: Reader): Prisma.Sql {
  return Prisma.sql`own AS MATERIALIZED (${ownGroups(reader)})`;
}

/** Is `n` addressed to the reader's profile? Only then is a confirmation asked of it. */
export function isAddressed({ viewer }: Reader): Prisma.Sql {
  return Prisma.sql`${viewer.profile}::"Profile" = ANY (n.profiles)`;
}

/**
 * Does the reader read `n`, now? It is published, and addressed to its profile in its places. The teachers of a class also read what its
 * pupils and parents are told. A guardian reads through the children that the module shows: without any, nothing.
 */
export function isForReader(reader: Reader): Prisma.Sql {
  const { viewer, studentIds, now } = reader;
  const at = toDbInstant(now);
  return Prisma.sql`n.school_id = ${viewer.school.id}::uuid AND n.withdrawn_at IS NULL AND n.published_from <= ${at}
    AND (n.published_until IS NULL OR n.published_until > ${at}) AND (${audienceOf(reader, studentIds.length > 0)})`;
}

function audienceOf(reader: Reader, hasStudents: boolean): Prisma.Sql {
  const addressed = isAddressed(reader);
  switch (reader.viewer.profile) {
    case "GUARDIAN":
    case "STUDENT":
      return hasStudents
        ? Prisma.sql`${addressed} AND (n.is_school_wide OR ${inOwnPlaces(reader)})`
        : Prisma.sql`false`;
    case "TEACHER":
      return Prisma.sql`CASE WHEN n.is_school_wide THEN ${addressed} ELSE ${inOwnPlaces(reader)} END`;
    default:
      return addressed;
  }
}

/** The audience of a stored piece of news. */
export function audienceIn(news: {
  profiles: Audience["profiles"];
  isSchoolWide: boolean;
  places: readonly { level: string | null; groupId: string | null }[];
}): Audience {
  return {
    profiles: news.profiles,
    isSchoolWide: news.isSchoolWide,
    levels: news.places.flatMap(({ level }) => level ?? []),
    groupIds: news.places.flatMap(({ groupId }) => groupId ?? []),
  };
}

/**
 * The people whom an audience has on a day, for the staff and the worker: `recipient (person_id, profile, student_id)`, one row per child of a guardian.
 * For `WITH ${recipients(…)} SELECT …`.
 */
export function recipients(
  schoolId: string,
  day: IsoDay,
  { profiles, isSchoolWide, levels, groupIds }: Audience,
): Prisma.Sql {
  const has = (profile: Audience["profiles"][number]) => Prisma.sql`${profiles.includes(profile)}::boolean`;
  const guardianLevels = [...guardianLevelsOf("actualites")];
  const school = Prisma.sql`${schoolId}::uuid`;
  return Prisma.sql`place AS MATERIALIZED (
      SELECT g.id FROM "group" g
      WHERE g.school_id = ${school} AND ${validOn("g", day)} AND NOT ${isSchoolWide}::boolean
        AND (g.id = ANY (${groupIds}::uuid[]) OR (g.kind = 'DIVISION' AND g.level = ANY (${levels}::text[])))
    ), pupil AS MATERIALIZED (
      SELECT p.id FROM person p
      WHERE p.school_id = ${school} AND p.profile = 'STUDENT' AND ${validOn("p", day)}
        AND (${isSchoolWide}::boolean OR EXISTS (SELECT FROM enrollment e
          WHERE e.school_id = ${school} AND e.student_id = p.id AND e.group_id IN (SELECT id FROM place) AND ${validOn("e", day)}))
    ), team AS MATERIALIZED (
      SELECT t.teacher_id AS id FROM service_teacher t
      JOIN service s ON s.school_id = ${school} AND s.id = t.service_id
      WHERE t.school_id = ${school} AND ${validOn("t", day)} AND (s.group_id IN (SELECT id FROM place)
        OR EXISTS (SELECT FROM group_division d
          WHERE d.school_id = ${school} AND d.group_id = s.group_id AND d.division_id IN (SELECT id FROM place)))
      UNION
      SELECT m.teacher_id FROM main_teacher m
      WHERE m.school_id = ${school} AND ${validOn("m", day)} AND m.group_id IN (SELECT id FROM place)
    ), recipient AS MATERIALIZED (
      SELECT id AS person_id, 'STUDENT'::"Profile" AS profile, id AS student_id FROM pupil WHERE ${has("STUDENT")}
      UNION ALL
      SELECT p.id, p.profile, pupil.id FROM pupil
      JOIN ${openTies(schoolId, day)} r ON r.student_id = pupil.id AND r.level = ANY (${guardianLevels}::smallint[])
      JOIN person p ON p.school_id = ${school} AND p.id = r.guardian_id AND ${validOn("p", day)}
      WHERE ${has("GUARDIAN")}
      UNION ALL
      SELECT p.id, p.profile, NULL FROM person p
      WHERE p.school_id = ${school} AND p.profile = ANY (${profiles}::"Profile"[]) AND p.profile NOT IN ('STUDENT', 'GUARDIAN')
        AND ${validOn("p", day)}
        AND (p.profile <> 'TEACHER' OR ${isSchoolWide}::boolean OR p.id IN (SELECT id FROM team))
    )`;
}
