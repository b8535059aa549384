import "server-only";
import type { Temporal } from "temporal-polyfill";
import type { Db } from "@/lib/db/types";
import { dayIn, fromDbDay } from "@/lib/time/day";

const wanted = {
  id: true,
  schoolId: true,
  profile: true,
  firstName: true,
  lastName: true,
  startsOn: true,
  endsOn: true,
  accessEndsOn: true,
  school: { select: { name: true, timeZone: true, settings: true } },
} as const;

/**
 * The account's persons of today, each by its own school's calendar; none of a school that is closed.
 * @param db an identity transaction of this account.
 */
export async function currentPersons(db: Db, accountId: string, now: Temporal.Instant) {
  const persons = await db.person.findMany({ where: { accountId, school: { closedAt: null } }, select: wanted });
  return persons.filter(({ startsOn, endsOn, accessEndsOn, school }) => {
    const today = dayIn(school.timeZone, now).toString();
    const isOver = [endsOn, accessEndsOn].some((end) => end !== null && fromDbDay(end) <= today);
    return fromDbDay(startsOn) <= today && !isOver;
  });
}
