import type { ReactNode } from "react";
import { Time } from "@/components/ui/time";
import { formatDay, formatRelativeDay } from "@/lib/time/format";
import type { IsoDay } from "@/lib/time/day";

/** Days that are said by their distance; the others are said by their name. */
const NAMED = new Set(["hier", "aujourd’hui", "demain", "après-demain"]);

/** The title of a day's part: «Demain», then the date; «Lundi 23 novembre» where French has no word for it. */
export function DayHeading({
  day,
  today,
  id,
  level = 2,
  children,
}: {
  day: IsoDay;
  today: IsoDay;
  id: string;
  level?: 2 | 3;
  children?: ReactNode;
}) {
  const Heading = `h${level}` as const;
  const relative = formatRelativeDay(day, today);
  const isNamed = NAMED.has(relative);
  return (
    <div className="day-header">
      <Heading className="day-title" id={id}>
        {isNamed && <>{relative} </>}
        <Time className={isNamed ? "day-date" : undefined} day={day} long today={today}>
          {isNamed ? formatDay(day, { long: true }) : undefined}
        </Time>
      </Heading>
      {children}
    </div>
  );
}
