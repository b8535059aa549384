import "@/components/notes/notes.css";
import type { HrefOf } from "@/components/notes/address";
import { GradeGrid, type GridColumn } from "@/components/notes/grid/grade-grid";
import { ReadGrid } from "@/components/notes/read-grid";
import { coefficientWords, figureWords } from "@/components/notes/words";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { inFrench } from "@/lib/notes/marks";
import type { GradeSheet, TaughtAssessment } from "@/lib/notes/types";
import { formatDay, formatList } from "@/lib/time/format";

/** The grades of a service in a period: a grid where there is room for one, a list of assessments on a phone. */
export function SheetPage({ sheet, hrefOf, personId }: { sheet: GradeSheet; hrefOf: HrefOf; personId: string }) {
  const { service, periods, period, readOnly, pupils, assessments, cells } = sheet;
  const isWritten = readOnly === null;
  const columns = assessments.map((each) => toColumn(each, hrefOf));
  return (
    <div data-module="notes">
      <PageHeader
        actions={
          readOnly !== "NOT_TEACHING" && (
            <>
              <LinkButton href={hrefOf(`/services/${service.id}/reglages`)} icon="settings">
                Réglages du service
              </LinkButton>
              {isWritten && (
                <LinkButton
                  href={hrefOf(`/services/${service.id}/nouvelle`, { periode: period.id })}
                  icon="plus"
                  variant="primary"
                >
                  Nouvelle évaluation
                </LinkButton>
              )}
            </>
          )
        }
        crumbs={[{ label: "Notes", href: hrefOf() }]}
        lead={service.teachers.length > 0 && formatList(service.teachers)}
        title={`${service.group} · ${service.subject}`}
      />
      <Tabs
        className="grade-tabs"
        label="Périodes"
        tabs={periods.map(({ id, name }) => ({
          label: name,
          href: hrefOf(`/services/${service.id}`, { periode: id }),
          current: id === period.id,
        }))}
      />
      {readOnly === "CLOSED" && (
        <Notice className="grade-notice" title="Période close">
          Les notes ne changent plus. La direction peut rouvrir la période.
        </Notice>
      )}
      {assessments.length === 0 ? (
        <EmptyState illustration={<BlankNotebook />} title="Aucune évaluation dans cette période">
          {isWritten && "Créez la première\u202F: la grille de la classe s’ouvre ensuite ici."}
        </EmptyState>
      ) : (
        <>
          <AssessmentList assessments={assessments} hrefOf={hrefOf} pupils={pupils.length} />
          <div className="sheet-grid">
            {isWritten ? (
              <>
                <p className="grid-noscript">
                  Sans JavaScript, ouvrez une évaluation par son titre pour y saisir les notes.
                </p>
                <GradeGrid
                  cells={cells}
                  columns={columns}
                  key={period.id}
                  personId={personId}
                  pupils={pupils}
                  rules={service.rules}
                  serviceId={service.id}
                />
              </>
            ) : (
              <ReadGrid columns={columns} sheet={sheet} />
            )}
          </div>
        </>
      )}
    </div>
  );
}

/** What travels to the browser of an assessment: instants and figures stay here. */
function toColumn(assessment: TaughtAssessment, hrefOf: HrefOf): GridColumn {
  const {
    version: _,
    visibleToStudentAt: _student,
    visibleToGuardianAt: _guardian,
    figures: _figures,
    ...column
  } = assessment;
  return {
    ...column,
    href: hrefOf(`/evaluations/${assessment.id}`),
    date: formatDay(assessment.heldOn),
    weight: weightWords(assessment),
  };
}

/** «sur 20, coef. 2, bonus» */
export function weightWords({ outOf, coefficient, kind, broughtToScale }: TaughtAssessment): string {
  const extra = kind === "BONUS" ? "bonus" : kind === "OPTIONAL" ? "facultative" : null;
  return [`sur ${inFrench(outOf)}`, coefficientWords(coefficient), extra, !broughtToScale && "points ajoutés"]
    .filter(Boolean)
    .join(", ");
}

function AssessmentList({
  assessments,
  hrefOf,
  pupils,
}: {
  assessments: readonly TaughtAssessment[];
  hrefOf: HrefOf;
  pupils: number;
}) {
  return (
    <List className="sheet-list" label="Évaluations">
      {assessments.toReversed().map((each) => (
        <Row
          aside={each.isReturned ? <Badge icon="eye">Rendue</Badge> : <Badge icon="eye-off">Non rendue</Badge>}
          key={each.id}
          title={<Link href={hrefOf(`/evaluations/${each.id}`)}>{each.title}</Link>}
        >
          {[
            formatDay(each.heldOn),
            weightWords(each),
            each.figures ? `moyenne ${figureWords(each.figures.mean)} (${each.figures.count}/${pupils})` : "à noter",
          ].join(" · ")}
        </Row>
      ))}
    </List>
  );
}
