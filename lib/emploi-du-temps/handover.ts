import "server-only";
import { type Emitter, emit } from "@/lib/journal/emit";
import { announce } from "@/lib/live/announce";
import type { IsoDay } from "@/lib/time/day";
import { toDbInstant } from "@/lib/time/day";

/** Lessons that pass from one teacher to another. */
export interface Handover {
  serviceIds: readonly string[];
  fromId: string;
  toId: string;
  startsOn: IsoDay;
  /** Exclusive. */
  endsOn: IsoDay;
  /** The substitution ends: only lessons that `from` gives in the place of `to`. */
  isReturn: boolean;
}

/**
 * Gives the lessons of these services and days to another teacher, in the caller's transaction (lib/droits/substitutions.ts, which has checked who
 * asks). Lessons that the absence of `from` cancelled take place again. What `to` cannot give stays as it is: another lesson at that time, a
 * declared absence; for a lesson that comes back, also a room or pupils taken meanwhile. The other modules are told once.
 * @returns how many lessons have passed.
 */
export async function handOver(
  who: Emitter,
  { serviceIds, fromId, toId, startsOn, endsOn, isReturn }: Handover,
): Promise<number> {
  const schoolId = who.viewer.school.id;
  const key = `${schoolId}/emploi-du-temps`;
  await who.db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
  const passed = await who.db.$queryRaw<{ id: string }[]>`
    WITH wanted AS (
      SELECT s.id, s.day, s.start_minute, s.end_minute, s.room_id, s.status = 'CANCELLED' AS "comesBack",
        nullif(coalesce(t.replaces_id, t.teacher_id), ${toId}::uuid) AS replaces_id
      FROM session s
      JOIN session_teacher t ON t.school_id = s.school_id AND t.session_id = s.id AND t.teacher_id = ${fromId}::uuid
      JOIN school_year y ON y.school_id = s.school_id AND y.id = s.year_id AND y.closed_at IS NULL
      LEFT JOIN teacher_absence a ON a.school_id = s.school_id AND a.id = s.absence_id
      WHERE s.school_id = ${schoolId}::uuid AND s.service_id = ANY (${[...serviceIds]}::uuid[])
        AND s.day >= ${startsOn}::date AND s.day < ${endsOn}::date
        AND (s.status <> 'CANCELLED' OR a.teacher_id = ${fromId}::uuid)
        AND (NOT ${isReturn}::boolean OR t.replaces_id = ${toId}::uuid)
        AND NOT EXISTS (SELECT FROM session_teacher own
          WHERE own.school_id = s.school_id AND own.session_id = s.id AND own.teacher_id = ${toId}::uuid)
    ), free AS (
      SELECT w.* FROM wanted w
      WHERE NOT EXISTS (
        SELECT FROM session r
        WHERE r.school_id = ${schoolId}::uuid AND r.day = w.day AND r.id <> w.id AND r.status <> 'CANCELLED'
          AND r.start_minute < w.end_minute AND r.end_minute > w.start_minute
          AND (EXISTS (SELECT FROM session_teacher rt
              WHERE rt.school_id = r.school_id AND rt.session_id = r.id AND rt.teacher_id = ${toId}::uuid)
            OR (w."comesBack" AND (r.room_id = w.room_id OR EXISTS (
              SELECT FROM session_group theirs
              JOIN enrollment e ON e.school_id = theirs.school_id AND e.group_id = theirs.group_id
              JOIN enrollment m ON m.school_id = e.school_id AND m.student_id = e.student_id
              JOIN session_group ours ON ours.school_id = m.school_id AND ours.group_id = m.group_id
              WHERE theirs.school_id = r.school_id AND theirs.session_id = r.id AND ours.session_id = w.id
                AND daterange(e.starts_on, e.ends_on) @> w.day AND daterange(m.starts_on, m.ends_on) @> w.day)))))
        AND NOT EXISTS (
          SELECT FROM teacher_absence a
          WHERE a.school_id = ${schoolId}::uuid AND a.teacher_id = ${toId}::uuid AND a.withdrawn_at IS NULL
            AND (a.start_day < w.day OR (a.start_day = w.day AND a.start_minute < w.end_minute))
            AND (a.end_day > w.day OR (a.end_day = w.day AND a.end_minute > w.start_minute)))
    ), gone AS (
      DELETE FROM session_teacher t USING free f
      WHERE t.school_id = ${schoolId}::uuid AND t.session_id = f.id AND t.teacher_id = ${fromId}::uuid
    ), come AS (
      INSERT INTO session_teacher (school_id, session_id, teacher_id, replaces_id)
      SELECT ${schoolId}::uuid, f.id, ${toId}::uuid, f.replaces_id FROM free f
    )
    UPDATE session s SET
      planned_day = coalesce(s.planned_day, s.day),
      planned_start_minute = coalesce(s.planned_start_minute, s.start_minute),
      planned_end_minute = coalesce(s.planned_end_minute, s.end_minute),
      planned_room_code = CASE WHEN s.planned_day IS NULL
        THEN (SELECT r.code FROM room r WHERE r.school_id = s.school_id AND r.id = s.room_id) ELSE s.planned_room_code END,
      status = CASE
        WHEN s.status = 'ADDED' OR s.status_before = 'ADDED' THEN 'ADDED'::"SessionStatus"
        WHEN f.replaces_id IS NULL AND coalesce(s.planned_day = s.day AND s.planned_start_minute = s.start_minute
            AND s.planned_end_minute = s.end_minute AND s.planned_room_code IS NOT DISTINCT FROM
              (SELECT r.code FROM room r WHERE r.school_id = s.school_id AND r.id = s.room_id), true)
          AND NOT EXISTS (SELECT FROM session_teacher o WHERE o.school_id = s.school_id AND o.session_id = s.id
            AND o.teacher_id <> ${fromId}::uuid AND o.replaces_id IS NOT NULL)
          THEN 'PLANNED'::"SessionStatus"
        ELSE 'CHANGED'::"SessionStatus" END,
      status_before = NULL, cancel_reason = NULL, absence_id = NULL, changed_at = ${toDbInstant(who.now)}, version = s.version + 1
    FROM free f WHERE s.school_id = ${schoolId}::uuid AND s.id = f.id
    RETURNING s.id`;
  if (passed.length > 0) {
    await emit(who, "emploi-du-temps.session.changed", { sessionIds: passed.map(({ id }) => id) });
    await announce(who.db, { schoolId, topic: "emploi-du-temps" });
  }
  return passed.length;
}
