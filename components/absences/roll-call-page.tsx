import "@/components/absences/absences.css";
import "@/components/forms/forms.css";
import { RollCallForm } from "@/components/absences/roll-call-form";
import type { HrefOf } from "@/components/absences/address";
import { KeptNotice } from "@/components/absences/kept-notice";
import { roomLabel } from "@/components/cahier-de-texte/words";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import type { RollCallSheet } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatDay, formatName, formatTimeOfDay, formatTimeRange } from "@/lib/time/format";

/** What the page of a roll call shows. */
export interface RollCallPageProps {
  sheet: RollCallSheet;
  personId: string;
  operationId: string;
  today: IsoDay;
  /** Minutes since midnight at which it was saved last; null before the first. */
  savedMinute: number | null;
  hrefOf: HrefOf;
}

/** The roll call of one lesson: to take, to correct, or to read. */
export function RollCallPage({ sheet, personId, operationId, today, savedMinute, hrefOf }: RollCallPageProps) {
  const { lesson, pupils } = sheet;
  const day = lesson.day === today ? "Aujourd’hui" : formatDay(lesson.day, { long: true });
  const when = `${day}, ${formatTimeRange(lesson.startMinute, lesson.endMinute)}`;
  return (
    <div data-module="absences">
      <PageHeader
        crumbs={[{ label: "Absences", href: hrefOf() }]}
        lead={[lesson.subject, when, roomLabel(lesson.room), formatCount(pupils.length, "élève")]
          .filter(Boolean)
          .join(" · ")}
        title={`Appel · ${lesson.group}`}
      />
      <KeptNotice personId={personId} />
      {pupils.length === 0 && (
        <EmptyState illustration={<BlankNotebook />} title="Aucun élève inscrit">
          Personne n’est inscrit dans ce groupe à cette date.
        </EmptyState>
      )}
      {pupils.length > 0 && !sheet.isCallable && <ReadOnlySheet sheet={sheet} today={today} />}
      {pupils.length > 0 && sheet.isCallable && (
        <RollCallForm
          label={`${lesson.group}, ${formatTimeOfDay(lesson.startMinute)}`}
          href={hrefOf(`/appel/${lesson.id}`)}
          longest={lesson.endMinute - lesson.startMinute}
          operationId={operationId}
          personId={personId}
          proposedMinutes={sheet.proposedMinutes}
          pupils={pupils}
          savedLabel={savedMinute === null ? null : `Appel enregistré à ${formatTimeOfDay(savedMinute)}`}
          sessionId={lesson.id}
          version={sheet.version}
        />
      )}
    </div>
  );
}

/** A roll call that may not be called now: before the lesson, or another day's. */
function ReadOnlySheet({ sheet, today }: { sheet: RollCallSheet; today: IsoDay }) {
  const missed = sheet.pupils.filter(({ mark }) => mark !== null);
  if (sheet.lesson.day >= today) {
    return <Notice title="L’appel n’est pas encore ouvert">Il s’ouvre un quart d’heure avant la séance.</Notice>;
  }
  return (
    <>
      <Notice title={sheet.version === 0 ? "L’appel n’a pas été fait" : "Cet appel est clos"}>
        La vie scolaire corrige l’appel d’un autre jour.
      </Notice>
      {sheet.version > 0 && (
        <ul className="call-read">
          {missed.map((pupil) => (
            <li key={pupil.id}>
              {formatName(pupil, { sorted: true })},{" "}
              {pupil.mark === "ABSENT" ? "absent" : `en retard de ${pupil.minutes} min`}
            </li>
          ))}
          {missed.length === 0 && <li>Tout le monde était là.</li>}
        </ul>
      )}
    </>
  );
}
