import "@/components/emploi-du-temps/emploi-du-temps.css";
import { clsx } from "clsx";
import type { HrefOf } from "@/components/emploi-du-temps/address";
import { LeftSlot, Slot, type SlotLook } from "@/components/emploi-du-temps/slot";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { hoursOf, isNow, lanesOf } from "@/lib/emploi-du-temps/rules";
import type { TimetableDay, TimetableWeek } from "@/lib/emploi-du-temps/types";
import { daysAfter, type IsoDay } from "@/lib/time/day";
import { formatDay, formatDayRange, formatTimeOfDay } from "@/lib/time/format";

/** Where the reader stands in time. */
export interface Now {
  day: IsoDay;
  /** Minutes since midnight in the school's zone. */
  minute: number;
}

/**
 * A week of lessons: a list of days, each an ordered list, which a wide screen and paper lay out on a grid of hours. A phone
 * shows the day chosen, with the way to the others.
 */
export function Week({
  week,
  day,
  now,
  look,
  hrefOf,
}: {
  week: TimetableWeek;
  /** The day chosen. */
  day: IsoDay;
  now: Now;
  look: SlotLook;
  /** The same timetable, elsewhere in time. */
  hrefOf: HrefOf;
}) {
  const chosen = week.days.find((each) => each.day === day) ?? week.days.at(-1);
  const isEmpty = week.days.every(({ sessions, movedAway }) => sessions.length + movedAway.length === 0);
  const hours = hoursOf(week.days);
  const lastDay = week.days.at(-1)?.day ?? week.from;
  return (
    <div className="timetable">
      <WeekNav hrefOf={hrefOf} lastDay={lastDay} now={now} week={week} />
      {chosen && <DayNav chosen={chosen.day} hrefOf={hrefOf} now={now} week={week} />}
      {isEmpty ? (
        <EmptyState illustration={<Hopscotch />} title={closureOfWeek(week) ?? "Pas de cours cette semaine"}>
          Aucun cours n’est prévu {formatDayRange(week.from, lastDay)}.
        </EmptyState>
      ) : (
        <div
          className="timetable-days"
          style={{ "--from": hours.from, "--until": hours.until, "--days": week.days.length }}
        >
          <Hours {...hours} />
          {week.days.map((each) => (
            <Day arranged={each} isChosen={each === chosen} key={each.day} look={look} now={now} />
          ))}
        </div>
      )}
    </div>
  );
}

/** One day, in order of time. */
export function Day({
  arranged,
  isChosen,
  now,
  look,
}: {
  arranged: TimetableDay;
  isChosen: boolean;
  now: Now;
  look: SlotLook;
}) {
  const { day, closure } = arranged;
  const id = `jour-${day}`;
  return (
    <section
      aria-labelledby={id}
      className="timetable-day"
      data-chosen={isChosen || undefined}
      data-today={day === now.day || undefined}
    >
      <h2 className="timetable-day-title" id={id}>
        <Time day={day} long />
      </h2>
      {closure && <p className="timetable-closure">{closure}</p>}
      <Slots arranged={arranged} look={look} now={now} />
    </section>
  );
}

/** The lessons of a day, and the moment that it is now. */
export function Slots({ arranged, now, look }: { arranged: TimetableDay; now: Now; look: SlotLook }) {
  const { day, closure, sessions, movedAway } = arranged;
  if (sessions.length + movedAway.length === 0) {
    return closure ? null : <p className="timetable-nothing">Pas de cours.</p>;
  }
  const lanes = lanesOf(sessions);
  const begun = sessions.filter((session) => session.startMinute <= now.minute).length;
  const isUnderWay = day === now.day && begun > 0 && sessions.some((session) => session.endMinute > now.minute);
  const rows = sessions.map((session, index) => (
    <Slot
      isNow={isNow(session, now)}
      key={session.id}
      lane={lanes[index] ?? { lane: 0, lanes: 1 }}
      look={look}
      session={session}
    />
  ));
  if (isUnderWay)
    rows.splice(begun, 0, <NowLine key="now" minute={now.minute} quiet={sessions.some((each) => isNow(each, now))} />);
  return (
    <ol className="slots">
      {rows}
      {movedAway.map((session) => (
        <LeftSlot key={session.id} look={look} session={session} />
      ))}
    </ol>
  );
}

/** `quiet`: a lesson says already that it is under way. */
function NowLine({ minute, quiet }: { minute: number; quiet: boolean }) {
  return (
    <li className="now-line" data-quiet={quiet || undefined} style={{ "--start": minute }}>
      <span>Maintenant, {formatTimeOfDay(minute)}</span>
    </li>
  );
}

/** The scale of the grid; each lesson says its own time. */
function Hours({ from, until }: { from: number; until: number }) {
  const hours = Array.from({ length: (until - from) / 60 + 1 }, (_, index) => from + index * 60);
  return (
    <div aria-hidden="true" className="timetable-hours">
      {hours.map((hour) => (
        <span key={hour} style={{ "--start": hour }}>
          {formatTimeOfDay(hour)}
        </span>
      ))}
    </div>
  );
}

function WeekNav({ week, lastDay, now, hrefOf }: { week: TimetableWeek; lastDay: IsoDay; now: Now; hrefOf: HrefOf }) {
  const isThisWeek = week.from <= now.day && now.day < week.until;
  return (
    <nav aria-label="Semaines" className="week-nav timetable-weeks">
      <Step direction="prev" href={hrefOf("", { jour: daysAfter(week.from, -7) })} label="Semaine précédente" />
      <p className="week-range">
        {isThisWeek ? "Cette semaine" : "Semaine"}{" "}
        <span>
          {formatDayRange(week.from, lastDay, now.day)}
          {week.alternance && `, semaine ${week.alternance}`}
        </span>
      </p>
      <Step direction="next" href={hrefOf("", { jour: week.until })} label="Semaine suivante" />
      {!isThisWeek && (
        <LinkButton href={hrefOf("", { jour: now.day })} size="small" variant="quiet">
          Cette semaine
        </LinkButton>
      )}
    </nav>
  );
}

function DayNav({ week, chosen, now, hrefOf }: { week: TimetableWeek; chosen: IsoDay; now: Now; hrefOf: HrefOf }) {
  const index = week.days.findIndex(({ day }) => day === chosen);
  // The Friday before; schools that teach on Saturday reach it by the strip.
  const previous = week.days[index - 1]?.day ?? daysAfter(week.from, -3);
  const next = week.days[index + 1]?.day ?? week.until;
  return (
    <div className="timetable-phone">
      <nav aria-label="Jours" className="week-nav">
        <Step direction="prev" href={hrefOf("", { jour: previous })} label="Jour précédent" />
        <p className="week-range">
          {chosen === now.day ? "Aujourd’hui" : formatDay(chosen, { long: true, today: now.day })}
          {week.alternance && <span> semaine {week.alternance}</span>}
        </p>
        <Step direction="next" href={hrefOf("", { jour: next })} label="Jour suivant" />
      </nav>
      <nav aria-label="Jours de la semaine" className="day-chips">
        {week.days.map(({ day, sessions, movedAway }) => {
          const isChanged = movedAway.length > 0 || sessions.some(({ status }) => status !== "PLANNED");
          return (
            <Link
              aria-current={day === chosen ? "date" : undefined}
              className={clsx("chip", isChanged && "chip-changed")}
              href={hrefOf("", { jour: day })}
              key={day}
            >
              {shortDay(day)}
              {isChanged && <span className="visually-hidden">, avec des changements</span>}
            </Link>
          );
        })}
      </nav>
    </div>
  );
}

function Step({ direction, href, label }: { direction: "prev" | "next"; href: string; label: string }) {
  return (
    <LinkButton
      aria-label={label}
      data-shape="icon"
      href={href}
      icon={direction === "prev" ? "chevron-left" : "chevron-right"}
      rel={direction}
      title={label}
      variant="quiet"
    />
  );
}

/** «lun. 16»: five of them stand side by side on a phone. */
function shortDay(day: IsoDay): string {
  return formatDay(day).split(" ").slice(0, 2).join(" ");
}

function closureOfWeek({ days }: TimetableWeek): string | null {
  return days.find(({ closure }) => closure !== null)?.closure ?? null;
}
