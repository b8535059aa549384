import "@/components/absences/absences.css";
import type { HrefOf } from "@/components/absences/address";
import { KeptNotice } from "@/components/absences/kept-notice";
import { LessonRows } from "@/components/absences/lesson-rows";
import { EmptyState } from "@/components/ui/empty-state";
import { Hopscotch } from "@/components/ui/illustrations/hopscotch";
import { PageHeader } from "@/components/ui/page-header";
import type { LessonToCall } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatDay } from "@/lib/time/format";

/** A teacher's day, by its roll calls. */
export function LessonsPage({
  personId,
  lessons,
  today,
  hrefOf,
}: {
  personId: string;
  lessons: readonly LessonToCall[];
  today: IsoDay;
  hrefOf: HrefOf;
}) {
  return (
    <div data-module="absences">
      <PageHeader lead={<span className="lead-line">{formatDay(today, { long: true })}</span>} title="Mes appels" />
      <KeptNotice personId={personId} />
      {lessons.length === 0 ? (
        <EmptyState illustration={<Hopscotch />} title="Pas de cours aujourd’hui">
          Vos appels s’affichent ici les jours où vous avez cours.
        </EmptyState>
      ) : (
        <LessonRows hrefOf={hrefOf} lessons={lessons} level={2} />
      )}
    </div>
  );
}
