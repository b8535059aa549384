import type { Temporal } from "temporal-polyfill";
import type { Viewer } from "@/lib/auth/viewer";
import type { Prisma } from "@/lib/db/types";
import { toDbInstant } from "@/lib/time/day";

/** What this person may see of its own notices now: a guardian, no longer those of a child that it has lost sight of. */
export function noticeScope({ school, person, students }: Viewer, now: Temporal.Instant) {
  return {
    schoolId: school.id,
    personId: person.id,
    visibleAt: { lte: toDbInstant(now) },
    // What waited is looked at again before anybody sees it (deliver.ts).
    announcedAt: { not: null },
    AND: [{ OR: [{ studentId: null }, { studentId: { in: students.map(({ id }) => id) } }] }],
  } satisfies Prisma.NotificationWhereInput;
}
