import type { ShownDay, Voice } from "@/components/cahier-de-texte/shown";
import { isAllDone } from "@/lib/cahier-de-texte/rules";
import type { SessionSummary } from "@/lib/cahier-de-texte/types";
import { cancelReasons, changesOf } from "@/lib/emploi-du-temps/wording";
import { formatCount, formatDay, formatList, formatMinutes, formatTimeRange } from "@/lib/time/format";

/** «1 fait sur 3, reste 40 min»: the load of a day, in words. */
export function dayNote({ items, minutesLeft }: Pick<ShownDay, "items" | "minutesLeft">, voice: Voice): string {
  if (voice === "staff") {
    return [formatCount(items.length, "travail", "travaux"), minutesLeft > 0 ? formatMinutes(minutesLeft) : ""]
      .filter(Boolean)
      .join(", ");
  }
  const done = items.filter(isAllDone).length;
  if (done === items.length) return "Tout est fait";
  // Of several children, minutes would add up to nobody's evening.
  const isOneChild = new Set(items.flatMap(({ students }) => students.map(({ id }) => id))).size === 1;
  const left = minutesLeft > 0 && isOneChild ? `, reste ${formatMinutes(minutesLeft)}` : "";
  return done === 0
    ? `${formatCount(items.length, "travail", "travaux")} à faire${left}`
    : `${done} sur ${items.length} faits${left}`;
}

/** «Salle 204 · M. Garnier», and the group where it is not obvious. */
export function lessonPlace({ room, teachers, group }: SessionSummary, showsGroup: boolean): string {
  return [showsGroup ? group : null, roomLabel(room), teachers.length > 0 ? formatList(teachers) : null]
    .filter(Boolean)
    .join(" · ");
}

/**
 * What is not as planned about a lesson, beside the badge that names its state: why it is cancelled, where and when it was. Who replaces
 * whom, its place says by the name of who gives it.
 */
export function lessonChanges({ departure, roomCode, ...lesson }: SessionSummary): string[] {
  const { cancelReason } = departure;
  if (lesson.status === "ADDED") return [];
  if (lesson.status === "CANCELLED") {
    const reason = cancelReason && cancelReason !== "OTHER" ? cancelReasons[cancelReason] : "";
    return reason ? [reason.charAt(0).toUpperCase() + reason.slice(1)] : [];
  }
  return changesOf({ ...lesson, ...departure, room: roomCode, replacements: [] });
}

/** «Salle 204»; a room that has a name of its own keeps it («Gymnase»). Null when none is known. */
export function roomLabel(room: string | null): string | null {
  return room && /^[A-Z]{0,2}[ -]?\d/i.test(room) ? `Salle\u00a0${room}` : room;
}

/** The line under the title of a lesson's page: «jeudi 19 novembre, 8 h – 8 h 55 · Salle 204 · Mme Diallo». */
export function sessionLine(session: SessionSummary): string {
  const when = `${formatDay(session.day, { long: true })}, ${formatTimeRange(session.startMinute, session.endMinute)}`;
  return [when, lessonPlace(session, false)].filter(Boolean).join(" · ");
}
