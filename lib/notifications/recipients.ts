import "server-only";
import type { Db, MailChoice, Profile } from "@/lib/db/types";
import { guardianLevelsOf, type ModuleSlug } from "@/lib/modules";
import { shutTies } from "@/lib/school/guardians";
import { validOn } from "@/lib/school/rules";
import { schoolSettings } from "@/lib/school/settings";
import type { IsoDay } from "@/lib/time/day";

/** Kinds of notices that everybody may be told of, without a mail unless one asks for it. */
export const EVERYBODY: Readonly<Record<Profile, MailChoice>> = {
  STUDENT: "NONE",
  GUARDIAN: "NONE",
  TEACHER: "NONE",
  VIE_SCOLAIRE: "NONE",
  STAFF: "NONE",
  HEAD: "NONE",
  ADMIN: "NONE",
};

/** The pupils of these groups on a day, by group. For makers of notices, as the system. */
export async function pupilsOfGroups(
  db: Db,
  schoolId: string,
  groupIds: readonly string[],
  day: IsoDay,
): Promise<Map<string, string[]>> {
  const rows = await db.enrollment.findMany({
    where: { schoolId, groupId: { in: [...groupIds] }, ...validOn(day) },
    select: { groupId: true, studentId: true },
  });
  const pupils = new Map<string, string[]>();
  for (const { groupId, studentId } of rows) pupils.set(groupId, [...(pupils.get(groupId) ?? []), studentId]);
  return pupils;
}

/**
 * The guardians of these pupils whose level sees them in the module, by the choice of their school, with the pupil that each is told about; none whom a
 * judgment keeps from it. For makers of notices, as the system.
 */
export async function guardiansOf(
  db: Db,
  schoolId: string,
  studentIds: readonly string[],
  module: ModuleSlug,
  day: IsoDay,
): Promise<{ guardianId: string; studentId: string }[]> {
  const { settings } = await db.school.findUniqueOrThrow({ where: { id: schoolId }, select: { settings: true } });
  const levels = guardianLevelsOf(module, { showsResultsToLevel2: schoolSettings(settings).notes.showsToLevel2 });
  return db.guardianship.findMany({
    where: {
      schoolId,
      studentId: { in: [...studentIds] },
      level: { in: [...levels] },
      ...validOn(day),
      NOT: await shutTies(db, schoolId, day),
    },
    select: { guardianId: true, studentId: true },
  });
}
