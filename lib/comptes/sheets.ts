import "server-only";
import type { Context } from "@/lib/auth/context";
import { mayActivate } from "@/lib/auth/rules";
import type { Viewer } from "@/lib/auth/viewer";
import type { AccessCodeChannel } from "@/lib/db/types";
import { toDbInstant, fromDbInstant, dayIn } from "@/lib/time/day";
import { openTies } from "@/lib/school/guardians";
import { today } from "@/lib/school/rules";
import { formatDay, formatList, formatName, ofName } from "@/lib/time/format";
import { profileLabel } from "@/lib/auth/profile-label";
import { mayActivateAccounts } from "./access";
import type { AccountState, SheetPerson, Sheets } from "./types";

/**
 * Who may be given a sheet, by name: the pupils of a class and their guardians of level 1 and 2, or the staff. For who follows the
 * activation of accounts; null for others, and when there is no such class.
 */
export async function sheetPersons(
  ctx: Context,
  divisionId: string | null,
): Promise<{ name: string; persons: SheetPerson[] } | null> {
  if (!mayActivateAccounts(ctx.viewer)) return null;
  const schoolId = ctx.viewer.school.id;
  const division = divisionId
    ? await ctx.db.group.findFirst({
        where: { schoolId, id: divisionId, kind: "DIVISION" },
        select: { name: true },
      })
    : { name: "Personnels" };
  if (!division) return null;
  const day = today(ctx);
  const persons = await ctx.db.$queryRaw<SheetRow[]>`
    WITH member AS (
      SELECT e.student_id FROM enrollment e
      WHERE e.school_id = ${schoolId}::uuid AND e.group_id = ${divisionId}::uuid AND e.group_kind = 'DIVISION'
        AND daterange(e.starts_on, e.ends_on) @> ${day}::date
    ), wanted AS (
      SELECT m.student_id AS id, '{}'::text[] AS children FROM member m
      UNION ALL
      SELECT g.guardian_id, array_agg(c.first_name || ' ' || c.last_name ORDER BY c.first_name) FROM member m
        JOIN ${openTies(schoolId, day)} g ON g.student_id = m.student_id AND g.level <= 2
        JOIN person c ON c.school_id = ${schoolId}::uuid AND c.id = m.student_id
        GROUP BY g.guardian_id
      UNION ALL
      SELECT s.id, '{}' FROM person s
        WHERE s.school_id = ${schoolId}::uuid AND ${divisionId}::uuid IS NULL AND s.profile NOT IN ('STUDENT', 'GUARDIAN')
    )
    SELECT p.id, p.account_id AS "accountId", p.first_name AS "firstName", p.last_name AS "lastName", p.profile, p.duty, w.children,
      EXISTS (SELECT FROM access_code c WHERE c.school_id = ${schoolId}::uuid AND c.person_id = p.id
        AND c.used_at IS NULL AND c.expires_at > ${toDbInstant(ctx.now)}) AS "hasCode",
      EXISTS (SELECT FROM contact k WHERE k.school_id = ${schoolId}::uuid AND k.person_id = p.id AND k.kind = 'EMAIL') AS "hasEmail",
      EXISTS (SELECT FROM invitation i WHERE i.school_id = ${schoolId}::uuid AND i.person_id = p.id
        AND i.settled_at IS NULL) AS "isInvited",
      last.channel, last.created_at AS "createdAt", last.expires_at AS "expiresAt", last.used_at AS "usedAt"
    FROM wanted w JOIN person p ON p.school_id = ${schoolId}::uuid AND p.id = w.id
    LEFT JOIN LATERAL (
      SELECT c.channel, c.created_at, c.expires_at, c.used_at FROM access_code c
      WHERE c.school_id = ${schoolId}::uuid AND c.person_id = p.id AND c.purpose = 'ACTIVATION'
      ORDER BY c.created_at DESC, c.id DESC LIMIT 1
    ) last ON true
    WHERE daterange(p.starts_on, p.ends_on) @> ${day}::date
      AND (p.access_ends_on IS NULL OR p.access_ends_on > ${day}::date)
    ORDER BY p.last_name, p.first_name, p.id`;
  return {
    name: division.name,
    persons: persons.map(({ hasCode, channel, createdAt, expiresAt, usedAt, ...person }) => ({
      ...person,
      state: stateOf(person.accountId, hasCode),
      mayBeGiven: mayActivate(ctx.viewer, { profile: person.profile, rights: [] }),
      sheet:
        channel && createdAt && expiresAt
          ? {
              channel,
              createdAt: fromDbInstant(createdAt),
              expiresAt: fromDbInstant(expiresAt),
              usedAt: usedAt && fromDbInstant(usedAt),
            }
          : null,
    })),
  };
}

/** A row of sheetPersons; the columns of the last code are null together. */
type SheetRow = Omit<SheetPerson, "state" | "sheet" | "mayBeGiven"> & {
  hasCode: boolean;
  channel: AccessCodeChannel | null;
  createdAt: Date | null;
  expiresAt: Date | null;
  usedAt: Date | null;
};

function stateOf(accountId: string | null, hasCode: boolean): AccountState {
  if (accountId) return "ACTIVE";
  return hasCode ? "CODED" : "WAITING";
}

/** The sheets to compose, in words. */
export function sheetsOf(
  school: Viewer["school"],
  name: string,
  persons: readonly SheetPerson[],
  { codes, expiresAt }: { codes: ReadonlyMap<string, string>; expiresAt: Date },
): Sheets {
  return {
    title: name,
    schoolName: school.name,
    until: formatDay(dayIn(school.timeZone, fromDbInstant(expiresAt)), { long: true }),
    slips: persons.map((person) => ({
      name: formatName(person, { sorted: true }),
      note: noteOf(person, name),
      isPupil: person.profile === "STUDENT",
      code: codes.get(person.id) ?? null,
      accountId: person.accountId,
    })),
  };
}

function noteOf({ profile, duty, children }: SheetPerson, division: string): string {
  if (profile === "STUDENT") return `Élève de ${division}`;
  if (profile === "GUARDIAN") return `Responsable ${ofName(formatList(children))}, ${division}`;
  return profileLabel({ profile, duty });
}
