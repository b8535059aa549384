import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import type { Db, Profile } from "@/lib/db/types";
import { dayIn, daysAfter, toDbDay, toDbInstant } from "@/lib/time/day";

const TIME_ZONE = "Europe/Paris";

/** Who has left lately, how many days ago, and how many days ago its things went, asked for at once; null: they are still there. */
const LEAVERS: readonly [
  firstName: string,
  lastName: string,
  profile: Profile,
  leftAgo: number,
  closedAgo: number | null,
][] = [
  ["Sami", "HADDOU", "STUDENT", 41, null],
  ["Nora", "HADDOU", "GUARDIAN", 41, null],
  ["Éliott", "VASSAL", "STUDENT", 12, null],
  ["Judith", "LECLERCQ", "STAFF", 68, null],
  ["Maxence", "ROUVIER", "TEACHER", 59, null],
  ["Anaïs", "TRÉGUIER", "STUDENT", 55, 50],
];

/** Those who left a school since September: most of them with their things still there, one whose name alone stays, one who taught. */
export async function writeDepartures(
  db: Db,
  { schoolId, startsOn }: { schoolId: string; startsOn: string },
  now: Temporal.Instant,
): Promise<void> {
  const today = dayIn(TIME_ZONE, now).toString();
  const persons = LEAVERS.map(([firstName, lastName, profile, leftAgo, closedAgo]) => {
    const left = daysAfter(today, -leftAgo);
    const closedAt = closedAgo === null ? null : toDbInstant(now.subtract({ hours: 24 * closedAgo }));
    const days = { startsOn: toDbDay(startsOn < left ? startsOn : daysAfter(left, -30)), endsOn: toDbDay(left) };
    return { schoolId, id: newId(), profile, firstName, lastName, ...days, closedAt };
  });
  await db.person.createMany({ data: persons });
  const service = await db.service.findFirstOrThrow({
    where: { schoolId },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  await db.serviceTeacher.createMany({
    data: persons.flatMap(({ id: teacherId, profile, startsOn: from, endsOn }) =>
      profile === "TEACHER"
        ? [
            {
              schoolId,
              id: newId(),
              serviceId: service.id,
              teacherId,
              role: "SUBSTITUTE" as const,
              startsOn: from,
              endsOn,
            },
          ]
        : [],
    ),
  });
}
