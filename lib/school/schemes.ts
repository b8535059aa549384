import "server-only";
import type { Db } from "@/lib/db/types";

/**
 * Gives each class of a year that follows no periods yet those that it followed the year before, by its code, else by its level; else the
 * only ones that there are. What cannot be told is left to the school. Once the periods of a year are copied, and after each import.
 */
export async function followSchemes(db: Db, schoolId: string, yearId: string): Promise<void> {
  await db.$executeRaw`
    WITH schemes AS (SELECT id, name FROM period_scheme WHERE school_id = ${schoolId}::uuid AND year_id = ${yearId}::uuid),
    followed AS (
      SELECT g.code, g.level, s.id FROM "group" g
      JOIN period_scheme p ON p.school_id = g.school_id AND p.id = g.period_scheme_id JOIN schemes s ON s.name = p.name
      WHERE g.school_id = ${schoolId}::uuid AND g.kind = 'DIVISION' AND g.year_id = (
        SELECT y.id FROM school_year y JOIN school_year own ON own.school_id = y.school_id AND own.id = ${yearId}::uuid
        WHERE y.school_id = ${schoolId}::uuid AND y.starts_on < own.starts_on ORDER BY y.starts_on DESC LIMIT 1)
    )
    UPDATE "group" g SET period_scheme_id = coalesce(
      (SELECT f.id FROM followed f WHERE f.code = g.code),
      (SELECT (array_agg(DISTINCT f.id))[1] FROM followed f WHERE f.level = g.level HAVING count(DISTINCT f.id) = 1),
      (SELECT (array_agg(s.id))[1] FROM schemes s HAVING count(*) = 1))
    WHERE g.school_id = ${schoolId}::uuid AND g.year_id = ${yearId}::uuid AND g.kind = 'DIVISION' AND g.period_scheme_id IS NULL`;
}
