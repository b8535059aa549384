import "@/components/notes/bulletins/bulletins.css";
import type { HrefOf } from "@/components/notes/bulletins/address";
import { AppreciationForm } from "@/components/notes/bulletins/appreciation-form";
import { PdfLink } from "@/components/notes/bulletins/pdf-link";
import { PeriodTabs } from "@/components/notes/bulletins/period-tabs";
import { PublicationForm } from "@/components/notes/bulletins/publication-form";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { attendanceWords, COUNCIL_LENGTH } from "@/lib/notes/bulletins/rules";
import type { CouncilSheet } from "@/lib/notes/bulletins/types";
import { formatCount, formatName } from "@/lib/time/format";

/** A class before its council: each pupil with its average, what is still to be written, and the general appreciation. */
export function CouncilPage({
  sheet,
  publishedOn,
  personId,
  operationIds,
  hrefOf,
  pdf,
}: {
  sheet: CouncilSheet;
  /** «ven. 4 déc., 17 h»; null before. */
  publishedOn: string | null;
  personId: string;
  /** One for the publication, then one for each pupil, in their order. */
  operationIds: readonly string[];
  hrefOf: HrefOf;
  pdf: string;
}) {
  const { division, period, periods, pupils, can } = sheet;
  const missing = pupils.reduce((total, { lines, written }) => total + lines - written, 0);
  const [publication = "", ...others] = operationIds;
  return (
    <div data-module="notes">
      <PageHeader
        actions={<PdfLink href={pdf}>{publishedOn ? "Tous les bulletins (PDF)" : "Tous les projets (PDF)"}</PdfLink>}
        crumbs={[{ label: "Bulletins", href: hrefOf() }]}
        lead={`Conseil de classe, ${period.name}`}
        title={division.name}
      />
      <PeriodTabs hrefOf={hrefOf} path={`/classes/${division.id}`} period={period} periods={periods} />
      <Section id="publication" title="Publication">
        <Card className="publication">
          <div className="publication-text">
            <p>
              <strong>{publishedOn ? `Publiés le ${publishedOn}` : "Pas encore publiés"}</strong>
            </p>
            <p className="text-soft">{publicationWords(publishedOn !== null, missing, sheet.classAverage)}</p>
          </div>
          {can.publish && pupils.length > 0 && (
            <PublicationForm
              ids={{ personne: personId, operationId: publication, divisionId: division.id, periodId: period.id }}
              isPublished={publishedOn !== null}
            />
          )}
        </Card>
      </Section>
      <Section id="eleves" title="Élèves">
        {pupils.length === 0 ? (
          <EmptyState illustration={<BlankNotebook />} level={3} title="Aucun élève">
            Personne n’est inscrit dans cette classe pendant cette période.
          </EmptyState>
        ) : (
          <ol className="appreciations">
            {pupils.map(({ average, lines, written, text, version, attendance, isCorrected, ...pupil }, index) => (
              <li key={`${pupil.id}/${period.id}`}>
                <h3 className="appreciation-name">
                  <Link href={hrefOf(`/classes/${division.id}/eleves/${pupil.id}`, { periode: period.id })}>
                    {formatName(pupil, { sorted: true })}
                  </Link>
                </h3>
                <p className="appreciation-average">
                  Moyenne <strong>{average}</strong>
                  <span className="appreciation-written">
                    {written}&nbsp;/&nbsp;{lines} appréciations
                  </span>
                </p>
                {attendance && (
                  <p className="appreciation-attendance">
                    {attendanceWords(attendance)}
                    {isCorrected && " Corrigé à la main."}
                  </p>
                )}
                {can.write ? (
                  <AppreciationForm
                    ids={{ divisionId: division.id, studentId: pupil.id, periodId: period.id }}
                    kind="council"
                    label={`Appréciation du conseil pour ${formatName(pupil)}`}
                    limit={COUNCIL_LENGTH}
                    operationId={others[index] ?? ""}
                    personId={personId}
                    text={text}
                    version={version}
                  />
                ) : (
                  <p className="appreciation-text">{text || "Sans appréciation du conseil."}</p>
                )}
              </li>
            ))}
          </ol>
        )}
      </Section>
    </div>
  );
}

function publicationWords(isPublished: boolean, missing: number, classAverage: string): string {
  const average = `Moyenne de la classe\u202F: ${classAverage}.`;
  if (isPublished) return `${average} Les familles les lisent. Les reprendre permet de les corriger.`;
  if (missing === 0) return `${average} Toutes les appréciations des matières sont écrites.`;
  return `${average} Il manque ${formatCount(missing, "appréciation")} de matière.`;
}
