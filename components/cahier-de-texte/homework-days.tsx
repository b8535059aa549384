import { DayHeading } from "@/components/cahier-de-texte/day-heading";
import { HomeworkCard } from "@/components/cahier-de-texte/homework-card";
import type { ShownDay, Voice } from "@/components/cahier-de-texte/shown";
import { dayNote } from "@/components/cahier-de-texte/words";
import type { IsoDay } from "@/lib/time/day";

/** Homework by day due, with the work that is left each day. */
export function HomeworkDays({
  days,
  today,
  voice,
  level = 2,
  listHref,
}: {
  days: readonly ShownDay[];
  today: IsoDay;
  voice: Voice;
  level?: 2 | 3;
  /** Only their first words, which lead to the whole of them on this page. */
  listHref?: string;
}) {
  return days.map((day) => (
    <section aria-labelledby={`pour-${day.day}`} className="day" key={day.day}>
      <DayHeading day={day.day} id={`pour-${day.day}`} level={level} today={today}>
        {/* A status from the start: it says what a tick has changed. */}
        <p className="day-note" role={voice === "pupil" ? "status" : undefined}>
          {dayNote(day, voice)}
        </p>
      </DayHeading>
      <ul className="homeworks">
        {day.items.map((item) => (
          <HomeworkCard item={item} key={item.id} listHref={listHref} voice={voice} />
        ))}
      </ul>
    </section>
  ));
}
