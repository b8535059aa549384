import { lessonPlace } from "@/components/cahier-de-texte/words";
import { SessionStatus } from "@/components/cahier-de-texte/session-status";
import type { ShownLesson } from "@/components/cahier-de-texte/shown";
import { Subject } from "@/components/subjects/subject";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { IsoDay } from "@/lib/time/day";
import { formatRelativeDay, formatTimeOfDay, formatTimeRange } from "@/lib/time/format";

/** The lessons to come on the first day that has some. */
export interface ShownDayAhead {
  day: IsoDay | null;
  lessons: readonly ShownLesson[];
  /** Minutes since midnight when the day is today; null on a later day. */
  minute: number | null;
}

/** The next lesson, large, then what follows that day. Says which day when it is not today. */
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
      </div>
      {others.length > 0 && <LessonLines label={minute === null ? "La suite" : "Ensuite"} lessons={others} />}
    </div>
  );
}

/** Lessons, a line each: when, what, where. */
export function LessonLines({ lessons, label }: { lessons: readonly ShownLesson[]; label: string }) {
  return (
    <ol aria-label={label} className="lesson-lines">
      {lessons.map((lesson) => (
        <li data-status={lesson.status} key={lesson.id}>
          <span className="line-start">{formatTimeOfDay(lesson.startMinute)}</span>
          <span className="line-body">
            <Subject code={lesson.subjectCode} name={lesson.subject} /> <SessionStatus status={lesson.status} />
            <span className="line-place">{lessonPlace(lesson, lesson.showsGroup)}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

function nextLabel({ day, minute }: ShownDayAhead, today: IsoDay): string {
  return minute !== null || day === null ? "Prochain cours" : formatRelativeDay(day, today);
}
