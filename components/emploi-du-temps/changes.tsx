import { Icon } from "@/components/ui/icons/icon";
import { Link } from "@/components/ui/link";
import type { HrefOf } from "@/components/emploi-du-temps/address";
import type { TimetableWeek } from "@/lib/emploi-du-temps/types";
import { changesOf } from "@/lib/emploi-du-temps/wording";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatDay, formatTimeOfDay } from "@/lib/time/format";

/** What is not as usual in the days to come of a week: the first thing that one comes to see. */
export function Changes({ week, today, hrefOf }: { week: TimetableWeek; today: IsoDay; hrefOf: HrefOf }) {
  const changed = week.days
    .filter(({ day }) => day >= today)
    .flatMap(({ sessions }) => sessions.filter(({ status }) => status !== "PLANNED"));
  if (changed.length === 0) return null;
  return (
    <details className="timetable-changes">
      <summary>
        <Icon name="triangle-alert" />
        {formatCount(changed.length, "changement à venir", "changements à venir")}
        <Icon name="chevron-down" />
      </summary>
      <ul>
        {changed.map((session) => (
          <li key={session.id}>
            <Link href={hrefOf("", { jour: session.day })}>
              {formatDay(session.day)}, {formatTimeOfDay(session.startMinute)}
            </Link>{" "}
            {session.subject}, {changesOf(session).map(lowerFirst).join(", ")}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** After a comma; names keep their capital: «Mme…», «Salle 204». */
function lowerFirst(text: string): string {
  return /^(Annulé|Déplacé|Séance|Sans)/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
