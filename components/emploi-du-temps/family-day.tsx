import "@/components/emploi-du-temps/emploi-du-temps.css";
import type { HrefOf } from "@/components/emploi-du-temps/address";
import type { SlotLook } from "@/components/emploi-du-temps/slot";
import { type TimetableFrame, TimetableHeader } from "@/components/emploi-du-temps/timetable-page";
import { type Now, Slots } from "@/components/emploi-du-temps/week";
import { Link } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import type { TimetableDay } from "@/lib/emploi-du-temps/types";
import { formatDay } from "@/lib/time/format";

/** One child's day, in its school. */
export interface ChildDay {
  student: { id: string; firstName: string };
  day: TimetableDay;
  now: Now;
  look: SlotLook;
  hrefOf: HrefOf;
}

/** A guardian's children, all schools together: what each has next. */
export function FamilyDay({ frame, days }: { frame: TimetableFrame; days: readonly ChildDay[] }) {
  return (
    <div data-module="emploi-du-temps">
      <TimetableHeader frame={frame} />
      {days.length === 0 && (
        <EmptyState illustration={<Hopscotch />} title="Aucun emploi du temps à afficher">
          Les cours de vos enfants s’affichent ici dès que leur classe est connue.
        </EmptyState>
      )}
      {days.map(({ student, day, now, look, hrefOf }) => (
        <Section
          action={<Link href={hrefOf("", { enfant: student.id, jour: day.day })}>Toute la semaine</Link>}
          id={`enfant-${student.id}`}
          key={student.id}
          note={day.day === now.day ? "Aujourd’hui" : formatDay(day.day, { long: true, today: now.day })}
          title={student.firstName}
        >
          {day.closure && <p className="timetable-closure">{day.closure}</p>}
          <Slots arranged={day} look={look} now={now} />
        </Section>
      ))}
    </div>
  );
}
