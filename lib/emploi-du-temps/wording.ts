import type { CancelReason } from "@/lib/db/types";
import { formatDay, formatTimeOfDay } from "@/lib/time/format";
import type { DeclaredAbsence, Departure, TimetableSession } from "./types";

// What a change is called, the same on screens, in calendars and in messages.

/** Why a lesson is cancelled, after «Annulé». */
export const cancelReasons: Record<CancelReason, string> = {
  TEACHER_ABSENT: "professeur absent",
  OUTING: "sortie ou voyage",
  EXAM: "examen ou devoir commun",
  OTHER: "autre raison",
};

/** «Salle 204»; a room that has a name of its own keeps it («GYM 1»). Null when none is known. */
export function roomName(code: string | null): string | null {
  return code && /^[A-Z]?\d/i.test(code) ? `Salle ${code}` : code;
}

/** What is told of a change. */
type Changed = Pick<TimetableSession, "status" | "day" | "startMinute" | "room" | "replacements"> & Departure;

/** What is not as planned about a lesson, a sentence each; nothing when all is. */
export function changesOf(session: Changed): string[] {
  if (session.status === "CANCELLED") return [cancelWords(session)];
  const changes: string[] = [];
  if (session.status === "ADDED") changes.push("Séance ajoutée");
  if (session.planned) changes.push(moveWords(session, session.planned));
  if (session.plannedRoom) changes.push(roomWords(session.room, session.plannedRoom.code));
  for (const { substitute, replaced } of session.replacements) changes.push(`${substitute} remplace ${replaced}`);
  return changes;
}

/** How long a teacher is away: «jeu. 19 nov.», «jeu. 19 nov., de 8 h à 12 h», «du jeu. 19 nov. au ven. 20 nov., 12 h». */
export function absenceWords({
  startDay,
  startMinute,
  endDay,
  endMinute,
}: Pick<DeclaredAbsence, "startDay" | "startMinute" | "endDay" | "endMinute">): string {
  const from = startMinute === 0 ? null : formatTimeOfDay(startMinute);
  const until = endMinute === 24 * 60 ? null : formatTimeOfDay(endMinute);
  if (startDay !== endDay) {
    const start = [formatDay(startDay), from].filter(Boolean).join(", ");
    return `du ${start} au ${[formatDay(endDay), until].filter(Boolean).join(", ")}`;
  }
  if (from && until) return `${formatDay(startDay)}, de ${from} à ${until}`;
  if (from) return `${formatDay(startDay)}, à partir de ${from}`;
  return until ? `${formatDay(startDay)}, jusqu’à ${until}` : formatDay(startDay);
}

/** Where a lesson went, on the day it left. */
export function movedAwayWords({ day, startMinute }: TimetableSession): string {
  return `Déplacé au ${formatDay(day)}, ${formatTimeOfDay(startMinute)}`;
}

function cancelWords({ cancelReason }: Changed): string {
  return cancelReason && cancelReason !== "OTHER" ? `Annulé\u202F: ${cancelReasons[cancelReason]}` : "Annulé";
}

function moveWords(session: Changed, planned: NonNullable<Changed["planned"]>): string {
  return planned.day === session.day
    ? `Déplacé de ${formatTimeOfDay(planned.startMinute)} à ${formatTimeOfDay(session.startMinute)}`
    : `Déplacé du ${formatDay(planned.day)}, ${formatTimeOfDay(planned.startMinute)}`;
}

function roomWords(room: string | null, planned: string | null): string {
  const now = roomName(room) ?? "Sans salle";
  if (planned === null) return `${now}\u202F: salle ajoutée`;
  // «Salle 204 au lieu de 112»: the word once is enough.
  return `${now} au lieu de ${room && roomName(room) !== room ? planned : (roomName(planned) ?? planned)}`;
}
