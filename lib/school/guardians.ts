import "server-only";
import { type Db, type JudgmentKind, Prisma } from "@/lib/db/types";
import { type IsoDay, toDbDay } from "@/lib/time/day";
import { validOn } from "./rules";

// Who is told of a pupil: its guardians of the day, but those whom a judgment keeps from it («pas de droit de communication»). Asked at
// the moment of telling, so that a judgment acts at once and ends by itself. The same condition makes a viewer's children
// (signed_in_account, in the migrations). A rule of tests/architecture sends here whoever reads guardianships.

/** A guardian and a pupil. */
export interface Tie {
  guardianId: string;
  studentId: string;
}

/**
 * The ties that a judgment shuts on a day: a handful in a school. For the staff and the system, as `NOT: shut` of a guardianship; a
 * family reads no judgment, and no guardianship but its own.
 */
export async function shutTies(db: Db, schoolId: string, day: IsoDay): Promise<Tie[]> {
  return db.judgment.findMany({
    where: { schoolId, kind: "NO_COMMUNICATION", ...validOn(day) },
    select: { guardianId: true, studentId: true },
  });
}

/**
 * What the judgments of a day forbid the guardians of a pupil: the effect alone, for those who answer the phone and open the gate. Who decided
 * it, when and why is for those who run the school (lib/comptes). For the staff.
 */
export async function forbiddenTo(
  db: Db,
  schoolId: string,
  studentId: string,
  day: IsoDay,
): Promise<{ guardianId: string; kind: JudgmentKind }[]> {
  return db.judgment.findMany({
    where: { schoolId, studentId, ...validOn(day) },
    select: { guardianId: true, kind: true },
  });
}

/** Of these ties, the pupils whom they keep from a guardian. */
export function shutFrom(ties: readonly Tie[], guardianId: string): string[] {
  return ties.filter((tie) => tie.guardianId === guardianId).map(({ studentId }) => studentId);
}

/**
 * The guardianships of a school on a day that nothing shuts: `guardian_id, student_id, level`, for `FROM` or `JOIN`. For the staff and
 * the system.
 */
export function openTies(schoolId: string, day: IsoDay): Prisma.Sql {
  const on = toDbDay(day);
  return Prisma.sql`(SELECT g.guardian_id, g.student_id, g.level FROM guardianship g
    WHERE g.school_id = ${schoolId}::uuid AND daterange(g.starts_on, g.ends_on) @> ${on}::date
      AND ${isNotShut(Prisma.sql`${on}::date`)})`;
}

/** Nothing shuts the guardianship `g` on a day. */
export function isNotShut(day: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT FROM judgment j
    WHERE j.school_id = g.school_id AND j.guardian_id = g.guardian_id AND j.student_id = g.student_id
      AND j.kind = 'NO_COMMUNICATION' AND daterange(j.starts_on, j.ends_on) @> ${day})`;
}
