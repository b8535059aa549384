import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import type { Db, DelegatedRight } from "@/lib/db/types";
import { dayIn, daysAfter, toDbDay, toDbInstant } from "@/lib/time/day";
import { TIME_ZONE } from "@/prisma/demo/calendar";

interface Lent {
  right: DelegatedRight;
  /** To whom: by name, or the first with an account who is nobody that the demo shows. */
  to: { lastName: string } | { profile: "TEACHER" };
  /** From and until which day, counted from today. */
  days: [first: number, last: number];
  reason: string;
}

const LENT: readonly Lent[] = [
  { right: "ACTIVATION", to: { lastName: "LEMOINE" }, days: [-60, 29], reason: "Codes des familles à la rentrée" },
  {
    right: "LOCAL_ADMIN",
    to: { profile: "TEACHER" },
    days: [-20, 180],
    reason: "Référent numérique du collège",
  },
  { right: "SETTINGS", to: { lastName: "DIALLO" }, days: [-75, -45], reason: "Règles des absences, avant la rentrée" },
];

/** The rights that the head of the collège has lent: a secretary hands out codes, a teacher keeps the accounts, and one that is over. */
export async function writeDelegations(
  db: Db,
  schoolId: string,
  now: Temporal.Instant,
  showcased: readonly string[],
): Promise<void> {
  const today = dayIn(TIME_ZONE, now).toString();
  const staff = await db.person.findMany({
    where: { schoolId, accountId: { not: null }, profile: { notIn: ["STUDENT", "GUARDIAN"] } },
    select: { id: true, profile: true, duty: true, lastName: true, account: { select: { login: true } } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
  });
  const head = staff.find(({ profile, duty }) => profile === "HEAD" && duty === null);
  if (!head) return;
  await db.delegation.createMany({
    data: LENT.flatMap(({ right, to, days: [first, last], reason }) => {
      const person = staff.find(({ lastName, profile, account }) =>
        "lastName" in to
          ? lastName.toUpperCase() === to.lastName
          : profile === to.profile && account !== null && !showcased.includes(account.login),
      );
      if (!person) return [];
      return [
        {
          schoolId,
          id: newId(),
          personId: person.id,
          right,
          startsOn: toDbDay(daysAfter(today, first)),
          endsOn: toDbDay(daysAfter(today, last + 1)),
          givenById: head.id,
          givenAt: toDbInstant(now.add({ hours: 24 * first })),
          reason,
        },
      ];
    }),
  });
}
