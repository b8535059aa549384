import "@/components/notes/notes.css";
import type { HrefOf } from "@/components/notes/address";
import { AverageDetails, GeneralDetails } from "@/components/notes/average-details";
import { GradeLine, GradesByDate } from "@/components/notes/grade-line";
import { Simulator } from "@/components/notes/simulator";
import { figureWords, type Voice } from "@/components/notes/words";
import { Subject } from "@/components/subjects/subject";
import { ChildChoices } from "@/components/shell/child-choices";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { List } from "@/components/ui/list";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Card } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import { averageOfService, generalAverage, type ServiceAverage } from "@/lib/notes/averages";
import { inFrench } from "@/lib/notes/marks";
import { formatAverage } from "@/lib/notes/rounding";
import type { PupilResults, SubjectResults } from "@/lib/notes/types";
import type { IsoDay } from "@/lib/time/day";
import { formatList } from "@/lib/time/format";

/** The ways of looking at a pupil's grades. */
export type ResultsView = "matieres" | "dates";

/** A subject with its average, unfolded. */
export interface AveragedSubject extends SubjectResults {
  average: ServiceAverage;
}

/** A pupil's results in a period, as its pupil or guardians may see them now. */
export function ResultsPage({
  voice,
  name,
  results,
  view,
  today,
  childChoices,
  hrefOf,
}: {
  voice: Voice;
  /** The child's first name; null for one's own. */
  name: string | null;
  results: PupilResults;
  view: ResultsView;
  today: IsoDay;
  childChoices: readonly { id: string; label: string; href: string; current: boolean }[];
  hrefOf: HrefOf;
}) {
  const { periods, period } = results;
  const subjects = results.subjects.map((each) => ({
    ...each,
    average: averageOfService(each.service.rules, each.grades),
  }));
  const vue = view === "dates" ? view : undefined;
  return (
    <div data-module="notes">
      <PageHeader
        actions={
          <LinkButton href={hrefOf("/bulletins")} icon="file-text" size="small">
            Bulletins
          </LinkButton>
        }
        title={name ? `Notes · ${name}` : "Notes"}
      />
      <ChildChoices choices={childChoices} className="results-children" />
      <div className="results-bar">
        <Tabs
          label="Périodes"
          tabs={periods.map((each) => ({
            label: each.name,
            href: hrefOf("", { periode: each.id, vue }),
            current: each.id === period?.id,
          }))}
        />
        <Tabs
          label="Présentation"
          tabs={[
            { label: "Par matière", href: hrefOf("", { periode: period?.id }), current: view === "matieres" },
            { label: "Par date", href: hrefOf("", { periode: period?.id, vue: "dates" }), current: view === "dates" },
          ]}
        />
      </div>
      {subjects.length === 0 ? (
        <EmptyState illustration={<BlankNotebook />} title="Pas encore de note dans cette période">
          Les notes apparaissent ici une fois rendues en classe.
        </EmptyState>
      ) : view === "dates" ? (
        <GradesByDate subjects={subjects} today={today} />
      ) : (
        <>
          <GeneralAverage subjects={subjects} voice={voice} />
          <ul className="subjects">
            {subjects.map((each) => (
              <li key={each.service.id}>
                <SubjectCard subject={each} today={today} />
              </li>
            ))}
          </ul>
          <Simulator
            subjects={subjects.map(({ service, grades }) => ({
              id: service.id,
              name: service.subject,
              coefficient: service.coefficient,
              rules: service.rules,
              marked: grades.map(({ id, mark, outOf, coefficient, broughtToScale, kind, partId }) => {
                return { id, mark, outOf, coefficient, broughtToScale, kind, partId: partId ?? null };
              }),
            }))}
            voice={voice}
          />
        </>
      )}
    </div>
  );
}

function GeneralAverage({ subjects, voice }: { subjects: readonly AveragedSubject[]; voice: Voice }) {
  const average = generalAverage(
    subjects.map(({ service, average: { value } }) => ({
      id: service.id,
      value,
      scale: service.rules.scale,
      coefficient: service.coefficient,
    })),
  );
  return (
    <Card className="general-average">
      <div>
        <h2 className="section-title">Moyenne générale</h2>
        <p className="section-note">
          {voice === "pupil" ? "Avec les notes que tu as reçues jusqu’ici." : "Avec les notes reçues jusqu’ici."}
        </p>
      </div>
      <p className="average-figure" data-large>
        {formatAverage(average.value, "20")}
        {average.value && <span>/20</span>}
      </p>
      <GeneralDetails average={average} subjects={subjects} />
    </Card>
  );
}

function SubjectCard({ subject, today }: { subject: AveragedSubject; today: IsoDay }) {
  const { service, grades, classAverage, average } = subject;
  const { scale, rounding } = service.rules;
  const titleId = `matiere-${service.id}`;
  return (
    <Card aria-labelledby={titleId} className="subject-card" role="group">
      <div className="subject-head">
        <h2 id={titleId}>
          <Subject code={service.subjectCode} name={service.subject} />
        </h2>
        <p className="section-note">{formatList(service.teachers)}</p>
        <p className="average-figure">
          <span className="visually-hidden">{"Moyenne\u202F: "}</span>
          {formatAverage(average.value, scale, rounding)}
          {average.value && <span>/{inFrench(scale)}</span>}
        </p>
        {classAverage && <p className="subject-class">classe {figureWords(classAverage)}</p>}
      </div>
      <List label={`Notes en ${service.subject}`}>
        {grades.map((grade) => (
          <GradeLine grade={grade} key={grade.id} today={today} />
        ))}
      </List>
      <AverageDetails subject={subject} />
    </Card>
  );
}
