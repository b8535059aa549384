import "server-only";
import type { Db } from "@/lib/db/types";
import { guardianLevelsOf, type ModuleSlug } from "@/lib/modules";
import { validOn } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";

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
 * The guardians of these pupils whose level sees them in the module, with the pupil that each is told about. For makers of
 * notices, as the system.
 */
export async function guardiansOf(
  db: Db,
  schoolId: string,
  studentIds: readonly string[],
  module: ModuleSlug,
  day: IsoDay,
): Promise<{ guardianId: string; studentId: string }[]> {
  return db.guardianship.findMany({
    where: {
      schoolId,
      studentId: { in: [...studentIds] },
      level: { in: [...guardianLevelsOf(module)] },
      ...validOn(day),
    },
    select: { guardianId: true, studentId: true },
  });
}
