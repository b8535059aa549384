import "@/components/absences/absences.css";
import { AbsenceState } from "@/components/absences/absence-state";
import type { HrefOf } from "@/components/absences/address";
import { AnswerForm } from "@/components/absences/board-forms";
import { Justification } from "@/components/absences/justification";
import { Lates } from "@/components/absences/lates";
import { PeopleToCall } from "@/components/absences/people-to-call";
import { AbsenceForm, ArrivalForm, SettleForm, WithdrawForm } from "@/components/absences/pupil-forms";
import { halfDayWords, spanWords } from "@/components/absences/words";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import type { AbsenceItem, MotiveChoice, PersonToCall, PupilAbsences } from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatName } from "@/lib/time/format";

/** What the file of a pupil shows. */
export interface PupilPageProps {
  file: PupilAbsences;
  /** Null in the archive of a year: today's are not then's. */
  people: readonly PersonToCall[] | null;
  motives: readonly MotiveChoice[];
  today: IsoDay;
  timeZone: string;
  personId: string;
  operationId: string;
  hrefOf: HrefOf;
}

const origins: Record<AbsenceItem["origin"], string> = {
  ROLL_CALL: "Relevée à l’appel",
  VIE_SCOLAIRE: "Saisie par la vie scolaire",
  GUARDIAN: "Annoncée par un responsable",
};

/** The absences of one pupil, for those who follow them up. */
export function PupilPage({ file, people, motives, today, timeZone, personId, operationId, hrefOf }: PupilPageProps) {
  const { student, absences, lates, halfDays } = file;
  const name = formatName(student);
  const acting = { personId, operationId };
  return (
    <div data-module="absences">
      <PageHeader
        crumbs={[
          { label: "Absences", href: hrefOf() },
          { label: "Trouver un élève", href: hrefOf("/eleves") },
        ]}
        lead={`Cette année\u202F: ${halfDayWords(halfDays)} d’absence, ${formatCount(lates.length, "retard")}.`}
        title={name}
      />
      <div className="file-columns">
        <div>
          <Section id="absences" title="Absences">
            {absences.length === 0 && (
              <EmptyState illustration={<AllDone />} level={3} title="Aucune absence cette année" />
            )}
            <ul className="file-absences">
              {absences.map((absence) => (
                <li key={absence.id}>
                  <Card>
                    <div className="absence-head">
                      <h3 className="absence-title">{spanWords(absence, today)}</h3>
                      <AbsenceState state={absence.state} />
                    </div>
                    <p className="text-soft">
                      {origins[absence.origin]} · {halfDayWords(absence.halfDays)}
                      {absence.motive && ` · ${absence.motive.label}`}
                    </p>
                    {absence.justification && (
                      <Justification justification={absence.justification} personId={personId} timeZone={timeZone} />
                    )}
                    {absence.justification && absence.can.answer && (
                      <AnswerForm justificationId={absence.justification.id} name={name} {...acting} />
                    )}
                    {absence.can.settle && (
                      <details className="absence-more">
                        <summary>{absence.motive ? "Changer le motif" : "Donner un motif"}</summary>
                        <SettleForm
                          absenceId={absence.id}
                          motiveId={absence.motive?.id ?? null}
                          motives={motives}
                          version={absence.version}
                          {...acting}
                        />
                      </details>
                    )}
                    {absence.can.withdraw && (
                      <WithdrawForm absenceId={absence.id} version={absence.version} {...acting} />
                    )}
                  </Card>
                </li>
              ))}
            </ul>
          </Section>
          <Lates lates={lates} today={today} />
        </div>
        {people && (
          <div>
            <PeopleToCall people={people} />
            <Section id="arrivee" title="Enregistrer une arrivée">
              <Card>
                <ArrivalForm name={name} studentId={student.id} {...acting} />
              </Card>
            </Section>
            <Section id="signaler" title="Enregistrer une absence">
              <Card>
                <AbsenceForm motives={motives} studentId={student.id} today={today} {...acting} />
              </Card>
            </Section>
          </div>
        )}
      </div>
    </div>
  );
}
