import type { IsoDay } from "@/lib/time/day";
import type { SchoolCalendar } from "@/prisma/demo/calendar";
import type { DemoService, DemoSession } from "@/prisma/demo/lessons";
import type { Random } from "@/prisma/demo/random";
import { PERIOD_MINUTES, PERIOD_STARTS } from "@/prisma/demo/timetable";

/** What a change of timetable must respect: the pupils of a division and of the groupes that draw from it. */
export interface Places {
  services: ReadonlyMap<string, DemoService>;
  /** By group, the divisions whose pupils are in it; a division has itself. */
  divisionsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Rooms that any lesson may move to. */
  spareRoomIds: readonly string[];
  /** Teachers whose lessons stay as they are: those whom the demo shows. */
  steadyTeacherIds: ReadonlySet<string>;
}

/** The day that the demo shows: today, or the next one with lessons; null when the year is over. */
export function livelyDay(calendar: SchoolCalendar, today: IsoDay): IsoDay | null {
  return calendar.days.find(({ day }) => day >= today)?.day ?? null;
}

/**
 * What happens to a real timetable: in each division given, on the day shown, the last lesson is cancelled and another changes
 * rooms; on the day after, a lesson is moved to a free hour. Changes the sessions in place.
 */
export function disturb(
  sessions: readonly DemoSession[],
  days: readonly IsoDay[],
  divisionIds: readonly string[],
  places: Places,
  random: Random,
): void {
  const [today, tomorrow] = days;
  for (const divisionId of divisionIds) {
    const ofDivision = (day: IsoDay | undefined) =>
      sessions.filter((session) => {
        const service = places.services.get(session.serviceId);
        return (
          session.day === day && service?.groupId === divisionId && !places.steadyTeacherIds.has(service.teacherId)
        );
      });
    const todays = ofDivision(today);
    const [moving, last] = todays.length > 1 ? todays.slice(-2) : [];
    if (last) last.status = "CANCELLED";
    const room = moving && random.shuffle(places.spareRoomIds).find((id) => isRoomFree(sessions, moving, id));
    if (moving && room) Object.assign(moving, { status: "CHANGED", roomId: room });
    for (const session of ofDivision(tomorrow).toReversed()) if (moveWithinDay(session, sessions, places)) break;
  }
}

function overlaps(a: DemoSession, b: Pick<DemoSession, "day" | "startMinute" | "endMinute">): boolean {
  return a.status !== "CANCELLED" && a.day === b.day && a.startMinute < b.endMinute && b.startMinute < a.endMinute;
}

function isRoomFree(sessions: readonly DemoSession[], at: DemoSession, roomId: string): boolean {
  return roomId !== at.roomId && !sessions.some((other) => other.roomId === roomId && overlaps(other, at));
}

/** Moves a one-hour lesson to an hour of the same day when its pupils, teacher and room are free. */
function moveWithinDay(session: DemoSession, sessions: readonly DemoSession[], places: Places): boolean {
  const service = places.services.get(session.serviceId);
  const divisions = service && places.divisionsOf.get(service.groupId);
  if (!divisions || session.endMinute - session.startMinute > PERIOD_MINUTES) return false;
  const sameDay = sessions.filter((other) => other !== session && other.day === session.day);
  const isBusy = (startMinute: number): boolean =>
    sameDay.some((other) => {
      if (!overlaps(other, { day: session.day, startMinute, endMinute: startMinute + PERIOD_MINUTES })) return false;
      const rival = places.services.get(other.serviceId);
      if (other.roomId === session.roomId || rival?.teacherId === service.teacherId) return true;
      return [...(places.divisionsOf.get(rival?.groupId ?? "") ?? [])].some((division) => divisions.has(division));
    });
  const day = new Date(`${session.day}T00:00:00Z`).getUTCDay();
  const starts = day === 3 ? PERIOD_STARTS.slice(0, 4) : PERIOD_STARTS;
  const free = starts.find((start) => start !== session.startMinute && !isBusy(start));
  if (free === undefined) return false;
  Object.assign(session, { status: "CHANGED", startMinute: free, endMinute: free + PERIOD_MINUTES });
  return true;
}
