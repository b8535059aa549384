import "server-only";
import { withSystem } from "@/lib/db/system";
import type { Db } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/** Counts every school anew, for those who administer the platform; for the worker. Safe to repeat. */
export async function countSchools(): Promise<void> {
  await withSystem("figures of the schools", (db, at) => countPersons(db, toDbInstant(at)));
}

/**
 * Writes how many persons each school has today, how many have an account, and when files were last imported.
 * @param db a transaction of preau_system: nobody else counts across schools.
 */
export async function countPersons(db: Db, at: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO school_figure (school_id, persons, activated, last_import_at, counted_at)
    SELECT s.id, coalesce(p.persons, 0), coalesce(p.activated, 0),
      (SELECT max(j.at) FROM journal j WHERE j.school_id = s.id AND j.action = 'imports.run'), ${at}
    FROM school s LEFT JOIN (
      SELECT person.school_id, count(*)::int AS persons, count(person.account_id)::int AS activated
      FROM person JOIN school own ON own.id = person.school_id
      WHERE daterange(person.starts_on, person.ends_on) @> (${at} AT TIME ZONE own.time_zone)::date
        AND (person.access_ends_on IS NULL OR person.access_ends_on > (${at} AT TIME ZONE own.time_zone)::date)
      GROUP BY person.school_id
    ) p ON p.school_id = s.id
    ON CONFLICT (school_id) DO UPDATE SET persons = excluded.persons, activated = excluded.activated,
      last_import_at = excluded.last_import_at, counted_at = excluded.counted_at`;
}
