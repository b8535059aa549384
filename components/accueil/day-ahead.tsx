import "@/components/accueil/accueil.css";
import { Folded } from "@/components/accueil/folded";
import { lessonChanges, lessonPlace } from "@/components/cahier-de-texte/words";
import { SessionStatus } from "@/components/cahier-de-texte/session-status";
import type { ShownLesson } from "@/components/cahier-de-texte/shown";
import { Subject } from "@/components/subjects/subject";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatRelativeDay, formatTimeOfDay, formatTimeRange } from "@/lib/time/format";

/** The lessons to come on the first day that has some. */
export interface ShownDayAhead {
  day: IsoDay | null;
  lessons: readonly ShownLesson[];
  /** Minutes since midnight when the day is today; null on a later day. */
  minute: number | null;
}

/**
 * The next lesson, large, with what is not as usual; then the others that change that day; the rest of it on demand, where there is
 * little room. Says which day when it is not today.
 */
export function DayAhead({ ahead, today }: { ahead: ShownDayAhead; today: IsoDay }) {
  const { lessons, minute } = ahead;
  const next = lessons.find(({ status }) => status !== "CANCELLED");
  if (!next) return null;
  const others = lessons.filter((lesson) => lesson !== next);
  const isNow = minute !== null && next.startMinute <= minute;
  return (
    <div className="ahead">
      <div className="next-lesson">
        <p className="next-when">
          <Badge tone="sun">{isNow ? "En ce moment" : nextLabel(ahead, today)}</Badge>
          <span className="next-time">{formatTimeRange(next.startMinute, next.endMinute)}</span>
          <SessionStatus status={next.status} />
        </p>
        <p className="next-subject">
          <Link href={next.href}>
            <Subject code={next.subjectCode} name={next.subject} />
          </Link>
        </p>
        <p className="next-place">{lessonPlace(next, next.showsGroup)}</p>
        <ChangeWords lesson={next} />
      </div>
      <OtherLessons lessons={others} saysEnd name={minute === null ? "La suite" : "Ensuite"} />
    </div>
  );
}

/** Lessons of a day: what is not as usual at once, the rest on demand where there is little room. */
export function OtherLessons({
  lessons,
  name,
  saysEnd = false,
}: {
  lessons: readonly ShownLesson[];
  name: string;
  /** Until when, where nothing else says it. */
  saysEnd?: boolean;
}) {
  const changed = lessons.filter(({ status }) => status !== "PLANNED");
  const usual = lessons.filter(({ status }) => status === "PLANNED");
  if (changed.length === 0 && usual.length === 0) return null;
  return (
    <div className="other-lessons">
      {changed.length > 0 && (
        <>
          <p className="lines-label">Ce qui change</p>
          <LessonLines label={`${name}\u202F: ce qui change`} lessons={changed} />
        </>
      )}
      {usual.length > 0 && (
        <Folded summary={usualWords(usual, changed.length > 0, saysEnd)}>
          {changed.length > 0 && <p className="lines-label folded-label">Comme prévu</p>}
          <LessonLines label={name} lessons={usual} />
        </Folded>
      )}
    </div>
  );
}

/** «5 cours comme prévu, jusqu’à 16 h 40». */
function usualWords(lessons: readonly ShownLesson[], hasChanged: boolean, saysEnd: boolean): string {
  const end = formatTimeOfDay(Math.max(...lessons.map(({ endMinute }) => endMinute)));
  const count = formatCount(lessons.length, "cours", "cours");
  return `${count}${hasChanged ? " comme prévu" : ""}${saysEnd ? `, jusqu’à ${end}` : ""}`;
}

/** Lessons, a line each: when, what, where, and what is not as usual. */
export function LessonLines({ lessons, label }: { lessons: readonly ShownLesson[]; label: string }) {
  return (
    <ol aria-label={label} className="lesson-lines">
      {lessons.map((lesson) => (
        <li data-status={lesson.status} key={lesson.id}>
          <span className="line-start">{formatTimeOfDay(lesson.startMinute)}</span>
          <span className="line-body">
            <Subject code={lesson.subjectCode} name={lesson.subject} /> <SessionStatus status={lesson.status} />
            <span className="line-place">{lessonPlace(lesson, lesson.showsGroup)}</span>
            <ChangeWords lesson={lesson} />
          </span>
        </li>
      ))}
    </ol>
  );
}

/** «Salle 104 au lieu de 112», «professeur absent»: beside the badge that says that something is not as usual. */
function ChangeWords({ lesson }: { lesson: ShownLesson }) {
  const words = lessonChanges(lesson);
  return words.length > 0 && <span className="line-change">{words.join(". ")}</span>;
}

function nextLabel({ day, minute }: ShownDayAhead, today: IsoDay): string {
  return minute !== null || day === null ? "Prochain cours" : formatRelativeDay(day, today);
}
