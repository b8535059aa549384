import "@/components/notes/notes.css";
import type { HrefOf } from "@/components/notes/address";
import { AssessmentForm } from "@/components/notes/assessment-form";
import { DeleteForm, ReturnForm } from "@/components/notes/assessment-forms";
import { GradeListForm } from "@/components/notes/grade-list-form";
import { GridLegend } from "@/components/notes/grid/legend";
import { weightWords } from "@/components/notes/sheet-page";
import { figureWords, markWords } from "@/components/notes/words";
import { Disclosure } from "@/components/notes/disclosure";
import { List, Row } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { GradeSheet, TaughtAssessment } from "@/lib/notes/types";
import { formatCount, formatDay, formatInstant, formatName } from "@/lib/time/format";

/** One assessment: its figures, when families see it, its grades in a list, what may be changed of it. */
export function AssessmentPage({
  sheet,
  assessment,
  hrefOf,
  personId,
  operationIds,
  timeZone,
}: {
  sheet: GradeSheet;
  assessment: TaughtAssessment;
  hrefOf: HrefOf;
  personId: string;
  /** One for each form of the page. */
  operationIds: readonly [save: string, giveBack: string, remove: string];
  timeZone: string;
}) {
  const { service, period, periods, pupils, readOnly } = sheet;
  const [save, giveBack, remove] = operationIds;
  const cells = sheet.cells.filter(({ assessmentId }) => assessmentId === assessment.id);
  const hidden = { personne: personId, assessmentId: assessment.id, version: assessment.version };
  const isWritten = readOnly === null;
  return (
    <div data-module="notes">
      <PageHeader
        crumbs={[
          { label: "Notes", href: hrefOf() },
          {
            label: `${service.group} · ${service.subject}`,
            href: hrefOf(`/services/${service.id}`, { periode: period.id }),
          },
        ]}
        lead={`${formatDay(assessment.heldOn, { long: true })}, ${weightWords(assessment)}`}
        title={assessment.title}
      />
      <div className="assessment-columns">
        <Section id="notes" title="Notes">
          {isWritten ? (
            <>
              <GridLegend />
              <GradeListForm
                assessmentId={assessment.id}
                cells={cells}
                personId={personId}
                pupils={pupils}
                serviceId={service.id}
              />
            </>
          ) : (
            <List>
              {pupils.map((pupil) => (
                <Row
                  aside={markWords(cells.find(({ studentId }) => studentId === pupil.id)?.mark ?? null) || "—"}
                  key={pupil.id}
                  title={formatName(pupil, { sorted: true })}
                />
              ))}
            </List>
          )}
        </Section>
        <div>
          <Section id="classe" title="La classe">
            <Figures assessment={assessment} pupils={pupils.length} />
          </Section>
          <Section id="publication" title="Publication">
            <p className="grade-text">{visibilityWords(assessment, timeZone)}</p>
            {isWritten && (
              <ReturnForm hidden={{ ...hidden, operationId: giveBack }} isReturned={assessment.isReturned} />
            )}
          </Section>
          {isWritten && (
            <Section id="modifier" title="Modifier">
              <Disclosure summary="Titre, date, barème, coefficient…">
                <AssessmentForm
                  hidden={{ ...hidden, operationId: save, serviceId: service.id }}
                  key={assessment.version}
                  parts={service.rules.parts}
                  periods={periods}
                  scale={service.rules.scale}
                  values={{ ...assessment, periodId: period.id }}
                />
              </Disclosure>
              <Disclosure summary="Supprimer">
                <p className="grade-text">
                  {cells.length === 0
                    ? "Elle n’a pas encore de note."
                    : `Ses ${formatCount(cells.length, "note")} seront supprimées avec elle, sans retour possible.`}
                </p>
                <DeleteForm hidden={{ ...hidden, operationId: remove }} />
              </Disclosure>
            </Section>
          )}
        </div>
      </div>
    </div>
  );
}

function Figures({ assessment: { figures }, pupils }: { assessment: TaughtAssessment; pupils: number }) {
  if (!figures) return <p className="grade-text">Pas encore de note.</p>;
  const lines: [name: string, value: string][] = [
    ["Moyenne", figureWords(figures.mean)],
    ["Médiane", figureWords(figures.median)],
    ["De", `${figureWords(figures.lowest)} à ${figureWords(figures.highest)}`],
    ["Notés", `${figures.count} sur ${pupils}`],
  ];
  return (
    <dl className="grade-figures">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function visibilityWords({ visibleToStudentAt, visibleToGuardianAt }: TaughtAssessment, timeZone: string): string {
  if (!visibleToStudentAt || !visibleToGuardianAt) {
    return "Les familles ne voient pas encore ces notes. Rendez-les une fois les copies distribuées en classe.";
  }
  const [pupils, parents] = [visibleToStudentAt, visibleToGuardianAt].map((at) => formatInstant(at, timeZone));
  return `Visible par les élèves à partir du ${pupils}, par les parents à partir du ${parents}.`;
}
