import { DayHeading } from "@/components/cahier-de-texte/day-heading";
import { HomeworkCard } from "@/components/cahier-de-texte/homework-card";
import type { ShownDay, Voice } from "@/components/cahier-de-texte/shown";
import { isAllDone } from "@/lib/cahier-de-texte/rules";
import type { HomeworkDay } from "@/lib/cahier-de-texte/types";
import { formatCount, formatMinutes } from "@/lib/time/format";
import type { IsoDay } from "@/lib/time/day";

/** Homework by day due, with the work that is left each day. */
export function HomeworkDays({
  days,
  today,
  voice,
  level = 2,
}: {
  days: readonly ShownDay[];
  today: IsoDay;
  voice: Voice;
  level?: 2 | 3;
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
          <HomeworkCard item={item} key={item.id} voice={voice} />
        ))}
      </ul>
    </section>
  ));
}

/** «1 fait sur 3, reste 40 min»: the load of a day, in words. */
export function dayNote({ items, minutesLeft }: Pick<HomeworkDay, "items" | "minutesLeft">, voice: Voice): string {
  if (voice === "staff") {
    return [formatCount(items.length, "travail", "travaux"), minutesLeft > 0 ? formatMinutes(minutesLeft) : ""]
      .filter(Boolean)
      .join(", ");
  }
  const done = items.filter(isAllDone).length;
  if (done === items.length) return "Tout est fait";
  const left = minutesLeft > 0 ? `, reste ${formatMinutes(minutesLeft)}` : "";
  return done === 0
    ? `${formatCount(items.length, "travail", "travaux")} à faire${left}`
    : `${done} sur ${items.length} faits${left}`;
}
