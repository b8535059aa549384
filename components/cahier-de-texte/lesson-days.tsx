import { DayHeading } from "@/components/cahier-de-texte/day-heading";
import { LessonCard } from "@/components/cahier-de-texte/lesson-card";
import { lessonsByDay, type ShownLesson } from "@/components/cahier-de-texte/shown";
import type { IsoDay } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";

/** Lessons by day, in order of time, with what was written in each. */
export function LessonDays({
  lessons,
  today,
  level = 2,
}: {
  lessons: readonly ShownLesson[];
  today: IsoDay;
  level?: 2 | 3;
}) {
  return [...lessonsByDay(lessons)].map(([day, ofDay]) => (
    <section aria-labelledby={`jour-${day}`} className="day" key={day}>
      <DayHeading day={day} id={`jour-${day}`} level={level} today={today}>
        <p className="day-note">{formatCount(ofDay.length, "séance")}</p>
      </DayHeading>
      <ol className="lessons">
        {ofDay.map((lesson) => (
          <LessonCard key={lesson.id} lesson={lesson} today={today} />
        ))}
      </ol>
    </section>
  ));
}
