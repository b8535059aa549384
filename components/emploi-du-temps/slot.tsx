import { subjectHue } from "@/components/subjects/subject-hue";
import "@/components/emploi-du-temps/slot-style";
import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icons/icon";
import type { IconName } from "@/components/ui/icons/names";
import { Link } from "@/components/ui/link";
import type { Lane } from "@/lib/emploi-du-temps/rules";
import type { Subject, TimetableSession } from "@/lib/emploi-du-temps/types";
import { changesOf, movedAwayWords, roomName } from "@/lib/emploi-du-temps/wording";
import { formatList, formatTimeOfDay } from "@/lib/time/format";

/** What a timetable shows of its lessons, whoever reads it. */
export interface SlotLook {
  /** Whose timetable it is: what goes without saying is left out. */
  kind: Subject["kind"];
  /** Name of the class or groupe that need not be repeated. */
  ownGroup: string | null;
  hrefOf: (session: TimetableSession) => string | null;
}

/** A lesson of a timetable: when, what, where, with whom, and what is not as planned, in words. */
export function Slot({
  session,
  lane,
  look,
  isNow,
}: {
  session: TimetableSession;
  lane: Lane;
  look: SlotLook;
  isNow: boolean;
}) {
  const href = look.hrefOf(session);
  const changes = changesOf(session);
  const place = placeOf(session, look);
  return (
    <li
      className="slot"
      data-lanes={lane.lanes > 2 ? "many" : undefined}
      data-now={isNow || undefined}
      data-status={session.status}
      style={placeStyle(session, lane, look.kind)}
    >
      <p className="slot-time">
        {formatTimeOfDay(session.startMinute)}
        <span> – {formatTimeOfDay(session.endMinute)}</span>
      </p>
      <div className="slot-body">
        <p className="slot-subject">{href ? <Link href={href}>{session.subject}</Link> : session.subject}</p>
        {place && <p className="slot-place">{place}</p>}
        {changes.length > 0 && (
          <p className="slot-change">
            <Icon name={changeIcon(session)} />
            {changes.join(", ")}
          </p>
        )}
        {isNow && (
          <Badge className="slot-now" tone="sun">
            En cours
          </Badge>
        )}
      </div>
    </li>
  );
}

/** The place that a lesson left for another day. */
export function LeftSlot({ session, look }: { session: TimetableSession; look: SlotLook }) {
  const href = look.hrefOf(session);
  const planned = session.planned ?? session;
  return (
    <li
      className="slot"
      data-status="LEFT"
      style={placeStyle({ ...session, ...planned }, { lane: 0, lanes: 1 }, look.kind)}
    >
      <p className="slot-time">
        {formatTimeOfDay(planned.startMinute)}
        <span> – {formatTimeOfDay(planned.endMinute)}</span>
      </p>
      <div className="slot-body">
        <p className="slot-subject">{href ? <Link href={href}>{session.subject}</Link> : session.subject}</p>
        <p className="slot-change">
          <Icon name="arrow-right" />
          {movedAwayWords(session)}
        </p>
      </div>
    </li>
  );
}

/** The hue tells apart what differs: subjects for a class, classes for a teacher and a room. */
function placeStyle(session: TimetableSession, { lane, lanes }: Lane, kind: SlotLook["kind"]) {
  const isByGroup = kind === "teacher" || kind === "room";
  return {
    "--start": session.startMinute,
    "--end": session.endMinute,
    "--lane": lane,
    "--lanes": lanes,
    "--hue": subjectHue(isByGroup ? session.group.replaceAll(/\W/g, "") : session.subjectCode),
  };
}

/** «Salle 204 · Mme Diallo», without what the reader knows, or what a change says already. */
function placeOf(session: TimetableSession, { kind, ownGroup }: SlotLook): string {
  const isReplaced = session.replacements.length > 0 && session.status !== "CANCELLED";
  const isElsewhere = session.plannedRoom !== null && session.status !== "CANCELLED";
  return [
    session.group === ownGroup ? null : session.group,
    kind === "room" || isElsewhere ? null : unbroken(roomName(session.room)),
    (kind === "teacher" && session.teachers.length < 2) || isReplaced
      ? null
      : formatList(session.teachers.map(unbroken)),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** «Salle 204», «Mme Diallo»: kept on one line. */
function unbroken<Text extends string | null>(text: Text) {
  return text?.replace(" ", "\u00A0") ?? "";
}

function changeIcon({ status, planned, replacements }: TimetableSession): IconName {
  if (status === "CANCELLED") return "circle-x";
  if (status === "ADDED") return "plus";
  if (planned) return "clock";
  return replacements.length > 0 ? "users" : "map-pin";
}
