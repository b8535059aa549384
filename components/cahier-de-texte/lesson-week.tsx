import { LessonDays } from "@/components/cahier-de-texte/lesson-days";
import type { NotebookFrameProps } from "@/components/cahier-de-texte/notebook-frame";
import { lessonsByDay, type ShownLesson } from "@/components/cahier-de-texte/shown";
import { lastSchoolDay } from "@/components/cahier-de-texte/spans";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { type IsoDay, type Week, weekOf } from "@/lib/time/day";
import { formatDay, formatDayRange } from "@/lib/time/format";

/** The lessons of a week. */
export interface WeekPart {
  today: IsoDay;
  week: Week;
  lessons: ShownLesson[];
}

/** A week of lessons, with the way to each of its days and to the weeks around. */
export function LessonWeek({ frame, part }: { frame: NotebookFrameProps; part: WeekPart | undefined }) {
  if (!part) return null;
  const { today, week, lessons } = part;
  const days = [...lessonsByDay(lessons).keys()];
  const isThisWeek = weekOf(today).from === week.from;
  return (
    <>
      <nav aria-label="Semaines" className="week-nav">
        <LinkButton
          aria-label="Semaine précédente"
          data-shape="icon"
          href={frame.hrefOf("/seances", { semaine: week.previous })}
          icon="chevron-left"
          rel="prev"
          title="Semaine précédente"
          variant="quiet"
        />
        <p className="week-range">
          {isThisWeek ? "Cette semaine" : "Semaine"}{" "}
          <span>{formatDayRange(week.from, lastSchoolDay(week, days), today)}</span>
        </p>
        <LinkButton
          aria-label="Semaine suivante"
          data-shape="icon"
          href={frame.hrefOf("/seances", { semaine: week.next })}
          icon="chevron-right"
          rel="next"
          title="Semaine suivante"
          variant="quiet"
        />
        {!isThisWeek && (
          <LinkButton href={frame.hrefOf("/seances", { semaine: today })} size="small" variant="quiet">
            Cette semaine
          </LinkButton>
        )}
      </nav>
      {days.length > 1 && (
        <nav aria-label="Jours de la semaine" className="day-chips">
          {days.map((day) => (
            <a
              aria-current={day === today ? "date" : undefined}
              aria-label={formatDay(day, { long: true })}
              className="chip"
              href={`#jour-${day}`}
              key={day}
            >
              {/* «lun. 16»: the month is said above. */}
              {formatDay(day).split(" ").slice(0, 2).join(" ")}
            </a>
          ))}
        </nav>
      )}
      <LessonDays lessons={lessons} today={today} />
      {lessons.length === 0 && (
        <EmptyState illustration={<Hopscotch />} title="Pas de cours cette semaine-là">
          Vacances, jours fériés ou semaine encore à venir : rien n’est prévu.
        </EmptyState>
      )}
    </>
  );
}
