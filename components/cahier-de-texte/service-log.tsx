import { LessonDays } from "@/components/cahier-de-texte/lesson-days";
import type { NotebookFrameProps } from "@/components/cahier-de-texte/notebook-frame";
import type { ShownLesson } from "@/components/cahier-de-texte/shown";
import { Subject } from "@/components/subjects/subject";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import type { ServiceLabel } from "@/lib/cahier-de-texte/types";
import type { IsoDay } from "@/lib/time/day";

/** The lessons of one subject, latest first, by pages. */
export function ServiceLog({
  frame,
  service,
  lessons,
  olderThan,
  today,
  isFirst,
}: {
  frame: NotebookFrameProps;
  service: ServiceLabel;
  lessons: readonly ShownLesson[];
  olderThan: IsoDay | null;
  today: IsoDay;
  /** Is this the page of the latest lessons? */
  isFirst: boolean;
}) {
  const path = `/matieres/${service.serviceId}`;
  return (
    <>
      <h2 className="service-title">
        <Subject code={service.subjectCode} name={service.subject} />
        <span className="tile-note">{service.group}</span>
      </h2>
      <LessonDays lessons={lessons} level={3} today={today} />
      {lessons.length === 0 && (
        <EmptyState illustration={<BlankNotebook />} level={3} title="Aucune séance passée">
          Les séances s’affichent ici au fil de l’année.
        </EmptyState>
      )}
      <nav aria-label="Autres séances" className="notebook-pages">
        {olderThan && (
          <LinkButton href={frame.hrefOf(path, { avant: olderThan })} icon="chevron-left" rel="prev" size="small">
            Séances plus anciennes
          </LinkButton>
        )}
        {!isFirst && (
          <LinkButton href={frame.hrefOf(path)} size="small" variant="quiet">
            Dernières séances
          </LinkButton>
        )}
      </nav>
    </>
  );
}
