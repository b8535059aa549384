import "@/components/notes/bulletins/bulletins.css";
import type { HrefOf } from "@/components/notes/bulletins/address";
import { AppreciationForm } from "@/components/notes/bulletins/appreciation-form";
import { PeriodTabs } from "@/components/notes/bulletins/period-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SERVICE_LENGTH } from "@/lib/notes/bulletins/rules";
import type { AppreciationSheet } from "@/lib/notes/bulletins/types";
import { formatName } from "@/lib/time/format";

/** What one teacher writes for the bulletins of a class: one text per pupil, each saved by itself. */
export function AppreciationPage({
  sheet: { service, period, periods, pupils },
  personId,
  operationIds,
  hrefOf,
}: {
  sheet: AppreciationSheet;
  personId: string;
  /** One for each pupil, in their order. */
  operationIds: readonly string[];
  hrefOf: HrefOf;
}) {
  return (
    <div data-module="notes">
      <PageHeader
        crumbs={[{ label: "Bulletins", href: hrefOf() }]}
        lead={`${service.subject}, ${period.name}`}
        title={`Appréciations, ${service.group}`}
      />
      <PeriodTabs hrefOf={hrefOf} path={`/matieres/${service.id}`} period={period} periods={periods} />
      <p className="bulletin-help needs-script">
        Chaque texte s’enregistre quand vous le quittez.{" "}
        <span className="bulletin-keys">
          <kbd>Ctrl</kbd> + <kbd>Entrée</kbd> passe à l’élève suivant.
        </span>
      </p>
      {pupils.some(({ isPublished }) => isPublished) && (
        <Notice className="bulletin-notice" title="Les bulletins sont publiés.">
          Leurs appréciations ne changent plus, sauf si la direction les reprend.
        </Notice>
      )}
      {pupils.length === 0 ? (
        <EmptyState illustration={<BlankNotebook />} title="Aucun élève">
          Personne n’est inscrit dans ce groupe pendant cette période.
        </EmptyState>
      ) : (
        <ol className="appreciations">
          {pupils.map(({ isPublished, average, text, version, ...pupil }, index) => (
            <li key={`${pupil.id}/${period.id}`}>
              <h2 className="appreciation-name">{formatName(pupil, { sorted: true })}</h2>
              <p className="appreciation-average">
                Moyenne <strong>{average}</strong>
              </p>
              {isPublished ? (
                <p className="appreciation-text">{text || "Sans appréciation."}</p>
              ) : (
                <AppreciationForm
                  ids={{ serviceId: service.id, studentId: pupil.id, periodId: period.id }}
                  kind="service"
                  label={`Appréciation pour ${formatName(pupil)}`}
                  limit={SERVICE_LENGTH}
                  operationId={operationIds[index] ?? ""}
                  personId={personId}
                  text={text}
                  version={version}
                />
              )}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
