import "server-only";
import type { Temporal } from "temporal-polyfill";
import { reachFurther } from "@/lib/db/transaction";
import type { Civility, Db } from "@/lib/db/types";
import { likeText, wordsOf } from "@/lib/fold";
import { toDbInstant } from "@/lib/time/day";
import { PLATFORM_PAGE } from "./rules";
import type { AdministrationEntry, DirectoryLine } from "./types";

/** Heads and administrators of one school: a cité scolaire has a dozen. */
const MOST_OF_A_SCHOOL = 100;

interface PersonRow {
  id: string;
  schoolId: string;
  schoolName: string;
  city: string | null;
  civility: Civility | null;
  firstName: string;
  lastName: string;
  profile: "HEAD" | "ADMIN";
  isDeputy: boolean;
  hasAccount: boolean;
  total: number;
}

/** One of them, with the school. */
export interface AdministrationPerson {
  entry: AdministrationEntry;
  schoolId: string;
  schoolName: string;
  city: string | null;
  hasAccount: boolean;
}

/**
 * The heads and administrators of today, of the schools that the transaction reaches (reachFurther), school by school: two reads, the
 * second of which reaches the persons that the first has shown.
 * @param db a transaction of preau_platform.
 * @param filter.page null: all of them, for one school.
 */
export async function peopleOfAdministration(
  db: Db,
  now: Temporal.Instant,
  filter: { text: string; page: number | null },
): Promise<{ entries: AdministrationPerson[]; total: number }> {
  const patterns = wordsOf(filter.text).map((word) => `%${likeText(word)}%`);
  const at = toDbInstant(now);
  const limit = filter.page === null ? MOST_OF_A_SCHOOL : PLATFORM_PAGE;
  const rows = await db.$queryRaw<PersonRow[]>`
    SELECT p.id, p.school_id AS "schoolId", s.name AS "schoolName", s.city, p.civility, p.first_name AS "firstName",
      p.last_name AS "lastName", p.profile, coalesce(p.duty = 'DEPUTY_HEAD', false) AS "isDeputy",
      p.account_id IS NOT NULL AS "hasAccount", count(*) OVER ()::int AS total
    FROM school s JOIN person p ON p.school_id = s.id
    WHERE p.profile IN ('HEAD', 'ADMIN')
      AND (p.ends_on IS NULL OR p.ends_on > (${at} AT TIME ZONE s.time_zone)::date)
      AND (p.access_ends_on IS NULL OR p.access_ends_on > (${at} AT TIME ZONE s.time_zone)::date)
      AND (cardinality(${patterns}::text[]) = 0
        OR folded(concat_ws(' ', p.first_name, p.last_name, s.name, s.city, s.uai)) LIKE ALL (${patterns}::text[]))
    ORDER BY s.name, s.id, p.profile, p.duty IS NOT NULL, p.last_name, p.first_name, p.id
    LIMIT ${limit} OFFSET ${filter.page === null ? 0 : (filter.page - 1) * PLATFORM_PAGE}`;
  await reachFurther(db, { personIds: rows.map(({ id }) => id) });
  const more = await db.$queryRaw<{ id: string; email: string | null; isCoded: boolean }[]>`
    SELECT asked.id, (
        SELECT c.value FROM contact c WHERE c.person_id = asked.id AND c.kind = 'EMAIL' AND c.school_id = ANY (app_schools())
        ORDER BY c.id LIMIT 1) AS email,
      EXISTS (SELECT FROM access_code a WHERE a.person_id = asked.id AND a.school_id = ANY (app_schools())
        AND a.used_at IS NULL AND a.expires_at > ${at}) AS "isCoded"
    FROM unnest(app_persons()) AS asked (id)`;
  const known = new Map(more.map((each) => [each.id, each]));
  const entries = rows.map(({ total: _total, schoolId, schoolName, city, hasAccount, ...person }) => ({
    entry: {
      ...person,
      email: known.get(person.id)?.email ?? null,
      activation: hasAccount
        ? ("ACTIVE" as const)
        : known.get(person.id)?.isCoded
          ? ("CODED" as const)
          : ("WAITING" as const),
    },
    schoolId,
    schoolName,
    city,
    hasAccount,
  }));
  return { entries, total: rows[0]?.total ?? 0 };
}

/** The same as a line of the directory. */
export function toAdministration({ entry, schoolId, schoolName, city }: AdministrationPerson): DirectoryLine {
  return { ...entry, schoolId, schoolName, city };
}
