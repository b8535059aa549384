import "server-only";
import type { Db, Duty } from "@/lib/db/types";
import type { IsoDay } from "@/lib/time/day";
import type { Leaver } from "./rules";

/** Somebody who has left a school and is not erased yet. */
export interface LeaverRow extends Leaver {
  id: string;
  firstName: string;
  lastName: string;
  duty: Duty | null;
  total: number;
}

/**
 * Who has left a school by a day and is not erased yet, the first to leave first. Gone are those whose file ended, and those whose access
 * was ended by hand when nothing here counts on them any more: a pupil shut out for a misuse, or a teacher, is still of the school.
 * One statement. Under the walls of who asks: the staff reads its school.
 * @param filter.personId one person alone.
 * @param filter.after those who come after this one, for reading on.
 */
export async function leaversOf(
  db: Db,
  { schoolId, timeZone }: { schoolId: string; timeZone: string },
  day: IsoDay,
  filter: { personId?: string; after?: Pick<LeaverRow, "id" | "leftOn">; skip?: number; take: number },
): Promise<LeaverRow[]> {
  const { personId = null, after, skip = 0, take } = filter;
  return db.$queryRaw<LeaverRow[]>`
    SELECT p.id, p.first_name AS "firstName", p.last_name AS "lastName", p.profile::text AS profile, p.duty::text AS duty,
      least(p.ends_on, p.access_ends_on)::text AS "leftOn",
      (SELECT y.ends_on::text FROM school_year y WHERE y.school_id = ${schoolId}::uuid
        AND y.starts_on < least(p.ends_on, p.access_ends_on) ORDER BY y.starts_on DESC LIMIT 1) AS "yearEndsOn",
      p.profile NOT IN ('STUDENT', 'GUARDIAN') AND (
        EXISTS (SELECT FROM service_teacher t WHERE t.school_id = ${schoolId}::uuid AND t.teacher_id = p.id)
        OR EXISTS (SELECT FROM session_teacher t WHERE t.school_id = ${schoolId}::uuid AND t.teacher_id = p.id)) AS "hasTaught",
      EXISTS (SELECT FROM message_report r WHERE r.school_id = ${schoolId}::uuid AND r.settled_at IS NULL
        AND (r.author_id = p.id OR r.reporter_id = p.id)) AS "isReported",
      CASE WHEN (p.closed_at AT TIME ZONE ${timeZone})::date >= least(p.ends_on, p.access_ends_on)
        THEN (p.closed_at AT TIME ZONE ${timeZone})::date::text END AS "closedOn",
      CASE WHEN (p.erase_asked_at AT TIME ZONE ${timeZone})::date >= least(p.ends_on, p.access_ends_on)
        THEN (p.erase_asked_at AT TIME ZONE ${timeZone})::date::text END AS "askedOn",
      count(*) OVER ()::int AS total
    FROM person p
    WHERE p.school_id = ${schoolId}::uuid AND p.erased_at IS NULL
      AND least(p.ends_on, p.access_ends_on) <= ${day}::date
      AND (${personId}::uuid IS NULL OR p.id = ${personId}::uuid)
      AND (${after?.leftOn ?? null}::date IS NULL
        OR (least(p.ends_on, p.access_ends_on), p.id) > (${after?.leftOn ?? null}::date, ${after?.id ?? null}::uuid))
      AND (coalesce(p.ends_on <= ${day}::date, false) OR NOT (
        EXISTS (SELECT FROM enrollment e WHERE e.school_id = ${schoolId}::uuid AND e.student_id = p.id
          AND (e.ends_on IS NULL OR e.ends_on > ${day}::date))
        OR EXISTS (SELECT FROM guardianship g JOIN person s ON s.school_id = g.school_id AND s.id = g.student_id
          WHERE g.school_id = ${schoolId}::uuid AND g.guardian_id = p.id AND (g.ends_on IS NULL OR g.ends_on > ${day}::date)
            AND (s.ends_on IS NULL OR s.ends_on > ${day}::date))
        OR EXISTS (SELECT FROM service_teacher t WHERE t.school_id = ${schoolId}::uuid AND t.teacher_id = p.id
          AND (t.ends_on IS NULL OR t.ends_on > ${day}::date))
        OR EXISTS (SELECT FROM student_support a WHERE a.school_id = ${schoolId}::uuid AND a.staff_id = p.id
          AND (a.ends_on IS NULL OR a.ends_on > ${day}::date))))
    ORDER BY least(p.ends_on, p.access_ends_on), p.id
    LIMIT ${take} OFFSET ${skip}`;
}

/** The same of one person; null when it has not left, or is erased. */
export async function leaverOf(
  db: Db,
  school: { schoolId: string; timeZone: string },
  day: IsoDay,
  personId: string,
): Promise<LeaverRow | null> {
  const [row] = await leaversOf(db, school, day, { personId, take: 1 });
  return row ?? null;
}
