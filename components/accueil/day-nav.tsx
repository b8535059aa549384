import { LinkButton } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { IsoDay } from "@/lib/time/day";

/** The day shown, and the way to the days around. */
export function DayNav({
  day,
  previousHref,
  nextHref,
  todayHref,
}: {
  day: IsoDay;
  previousHref: string;
  nextHref: string;
  /** Null when today is shown. */
  todayHref: string | null;
}) {
  return (
    <nav aria-label="Jours" className="week-nav">
      <LinkButton
        aria-label="Jour précédent"
        data-shape="icon"
        href={previousHref}
        icon="chevron-left"
        rel="prev"
        title="Jour précédent"
        variant="quiet"
      />
      <p className="week-range first-letter:uppercase">
        <Time day={day} long />
      </p>
      <LinkButton
        aria-label="Jour suivant"
        data-shape="icon"
        href={nextHref}
        icon="chevron-right"
        rel="next"
        title="Jour suivant"
        variant="quiet"
      />
      {todayHref && (
        <LinkButton href={todayHref} size="small" variant="quiet">
          Aujourd’hui
        </LinkButton>
      )}
    </nav>
  );
}
