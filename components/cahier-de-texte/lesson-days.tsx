import { DayHeading } from "@/components/cahier-de-texte/day-heading";
import { LessonCard } from "@/components/cahier-de-texte/lesson-card";
import type { ShownLesson } from "@/components/cahier-de-texte/shown";
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

/** The same lessons, day by day, in the order in which they come. */
export function lessonsByDay<T extends { day: IsoDay }>(lessons: readonly T[]): Map<IsoDay, T[]> {
  const days = new Map<IsoDay, T[]>();
  for (const lesson of lessons) {
    const ofDay = days.get(lesson.day);
    if (ofDay) ofDay.push(lesson);
    else days.set(lesson.day, [lesson]);
  }
  return days;
}
