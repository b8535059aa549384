import "@/components/emploi-du-temps/emploi-du-temps.css";
import { AbsenceForm, WithdrawForms } from "@/components/emploi-du-temps/absence-forms";
import type { HrefOf } from "@/components/emploi-du-temps/address";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { List, Row } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import type { DeclaredAbsence } from "@/lib/emploi-du-temps/types";
import { absenceWords } from "@/lib/emploi-du-temps/wording";
import type { IsoDay } from "@/lib/time/day";
import { formatCount } from "@/lib/time/format";

/** The teachers who are or will be absent, and the form that says so. */
export function AbsencesPage({
  absences,
  teachers,
  today,
  personId,
  operationId,
  hrefOf,
}: {
  absences: readonly DeclaredAbsence[];
  teachers: readonly { id: string; name: string }[];
  today: IsoDay;
  personId: string;
  operationId: string;
  hrefOf: HrefOf;
}) {
  return (
    <div data-module="emploi-du-temps">
      <PageHeader
        crumbs={[{ label: "Emplois du temps", href: hrefOf("/choix") }]}
        lead="Une absence déclarée ici annule les séances du professeur dans tous les emplois du temps."
        title="Professeurs absents"
      />
      <div className="change-forms">
        <Section id="declarer" title="Déclarer une absence">
          <Card>
            <AbsenceForm operationId={operationId} personId={personId} teachers={teachers} today={today} />
          </Card>
        </Section>
        <Section id="absences" title="En cours et à venir">
          {absences.length === 0 ? (
            <EmptyState illustration={<AllDone />} level={3} title="Tous les professeurs sont là">
              Aucune absence n’est déclarée.
            </EmptyState>
          ) : (
            <List>
              {absences.map((absence) => (
                <Row className="absence" key={absence.id} title={absence.teacher}>
                  <p>
                    {absenceWords(absence)}, {formatCount(absence.sessions, "séance annulée", "séances annulées")}
                  </p>
                  {absence.hasBegun && <Badge tone="sun">En ce moment</Badge>}
                  <WithdrawForms
                    absenceId={absence.id}
                    hasBegun={absence.hasBegun}
                    operationId={operationId}
                    personId={personId}
                    teacher={absence.teacher}
                  />
                </Row>
              ))}
            </List>
          )}
        </Section>
      </div>
    </div>
  );
}
