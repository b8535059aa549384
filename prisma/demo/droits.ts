import type { Temporal } from "temporal-polyfill";
import { newId } from "@/lib/db/id";
import type { Db, DelegatedRight } from "@/lib/db/types";
import { handOver } from "@/lib/emploi-du-temps/handover";
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

/** From next Monday on, for two weeks: a teacher whom the demo does not show is replaced by a colleague of the same subject. */
export async function writeSubstitution(
  db: Db,
  schoolId: string,
  now: Temporal.Instant,
  showcased: readonly string[],
): Promise<void> {
  const day = dayIn(TIME_ZONE, now);
  const startsOn = day.add({ days: 8 - day.dayOfWeek }).toString();
  const endsOn = daysAfter(startsOn, 14);
  const rows = await db.serviceTeacher.findMany({
    where: { schoolId, role: "TITULAR", endsOn: null },
    select: {
      teacherId: true,
      service: { select: { id: true, subjectId: true } },
      teacher: { select: { account: { select: { login: true } } } },
    },
    orderBy: [{ teacher: { lastName: "asc" } }, { service: { group: { code: "asc" } } }],
  });
  const unseen = rows.filter(({ teacher }) => !showcased.includes(teacher.account?.login ?? ""));
  for (const { teacherId: replacedId, service } of unseen) {
    const colleague = unseen.find(
      (other) => other.teacherId !== replacedId && other.service.subjectId === service.subjectId,
    );
    if (!colleague) continue;
    const substituteId = colleague.teacherId;
    const serviceIds = unseen
      .filter((row) => row.teacherId === replacedId)
      .slice(0, 2)
      .map((row) => row.service.id);
    await db.serviceTeacher.createMany({
      data: serviceIds.map((serviceId) => ({
        schoolId,
        id: newId(),
        serviceId,
        teacherId: substituteId,
        role: "SUBSTITUTE" as const,
        replacesId: replacedId,
        startsOn: toDbDay(startsOn),
        endsOn: toDbDay(endsOn),
      })),
    });
    const who = { db, now, viewer: { school: { id: schoolId } } };
    await handOver(who, { serviceIds, fromId: replacedId, toId: substituteId, startsOn, endsOn, isReturn: false });
    return;
  }
}

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
