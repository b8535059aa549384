import "@/components/absences/absences.css";
import type { HrefOf } from "@/components/absences/address";
import { AlertForm, AnswerForm, ArrivedForm } from "@/components/absences/board-forms";
import { Figures } from "@/components/absences/figures";
import { Justification } from "@/components/absences/justification";
import { spanWords } from "@/components/absences/words";
import { roomLabel } from "@/components/cahier-de-texte/words";
import { LiveRefresh } from "@/components/shell/live";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import type {
  AbsentPupil,
  AlertItem,
  CalledLesson,
  LateItem,
  PupilName,
  WaitingJustification,
} from "@/lib/absences/types";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatList, formatName, formatTimeOfDay, formatTimeRange } from "@/lib/time/format";

/** What the board of the vie scolaire shows. */
export interface BoardProps {
  today: IsoDay;
  /** Minutes since midnight, now. */
  minute: number;
  timeZone: string;
  missing: readonly CalledLesson[];
  absent: readonly AbsentPupil[];
  lates: readonly LateItem[];
  waiting: readonly WaitingJustification[];
  /** Null for who is not alerted. */
  alerts: readonly AlertItem[] | null;
  personId: string;
  /** One for each form of the page. */
  operationId: string;
  hrefOf: HrefOf;
}

/** What now? Roll calls that are missing, pupils who are not there, families who wait for an answer. */
export function BoardPage({ missing, absent, lates, waiting, alerts, hrefOf, ...page }: BoardProps) {
  const { today, minute, personId, operationId, timeZone } = page;
  const pupilHref = ({ id }: PupilName): string => hrefOf(`/eleves/${id}`);
  return (
    <div data-module="absences">
      <PageHeader
        actions={
          <LinkButton href={hrefOf("/eleves")} icon="search" variant="primary">
            Trouver un élève
          </LinkButton>
        }
        title="Absences"
      />
      <LiveRefresh topic="absences" />
      <Figures
        figures={{
          missing: missing.length,
          absent: absent.length,
          late: lates.length,
          waiting: waiting.length,
          alerts: alerts ? alerts.length : null,
        }}
        hrefOf={(anchor) => `#${anchor}`}
      />
      <div className="board">
        <div>
          <Section
            id="appels"
            note={missing.length === 0 ? "Tous les appels sont faits." : null}
            title="Appels manquants"
          >
            {missing.length > 0 && (
              <List>
                {missing.map((lesson) => (
                  <Row
                    aside={lesson.endMinute > minute ? <Badge tone="sun">En ce moment</Badge> : null}
                    key={lesson.id}
                    title={
                      <Link href={hrefOf(`/appel/${lesson.id}`)}>
                        {lesson.group} · {lesson.subject}
                      </Link>
                    }
                  >
                    {[
                      formatTimeRange(lesson.startMinute, lesson.endMinute),
                      roomLabel(lesson.room),
                      formatList(lesson.teachers),
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </Row>
                ))}
              </List>
            )}
          </Section>
          <Section id="absents" note={absent.length === 0 ? "Personne ne manque." : null} title="Absents en ce moment">
            {absent.length > 0 && (
              <List>
                {absent.map((pupil) => (
                  <Row
                    aside={
                      <ArrivedForm
                        name={formatName(pupil.student)}
                        operationId={operationId}
                        personId={personId}
                        studentId={pupil.student.id}
                      />
                    }
                    key={pupil.id}
                    title={<Link href={pupilHref(pupil.student)}>{formatName(pupil.student, { sorted: true })}</Link>}
                  >
                    <span className="board-line">
                      {[pupil.division, spanWords(pupil, today)].filter(Boolean).join(" · ")}
                      <Told pupil={pupil} />
                    </span>
                  </Row>
                ))}
              </List>
            )}
          </Section>
        </div>
        <div>
          <Section
            id="justificatifs"
            note={waiting.length === 0 ? "Aucune famille n’attend de réponse." : null}
            title="Justificatifs à traiter"
          >
            <ul className="waiting">
              {waiting.map(({ justification, absence, student }) => (
                <li key={justification.id}>
                  <Card>
                    <h3 className="waiting-name">
                      <Link href={pupilHref(student)}>{formatName(student, { sorted: true })}</Link>
                    </h3>
                    <p className="text-soft">Absence {spanWords(absence, today)}</p>
                    <Justification justification={justification} personId={personId} timeZone={timeZone} />
                    <AnswerForm
                      justificationId={justification.id}
                      name={formatName(student)}
                      operationId={operationId}
                      personId={personId}
                    />
                  </Card>
                </li>
              ))}
            </ul>
          </Section>
          {alerts && (
            <Section
              id="alertes"
              note={alerts.length === 0 ? "Aucun élève au-dessus d’un seuil." : "Sans motif légitime, dans le mois"}
              title="Alertes"
            >
              {alerts.length > 0 && (
                <List>
                  {alerts.map(({ id, student, threshold, halfDays }) => (
                    <Row
                      aside={
                        <AlertForm
                          alertId={id}
                          name={formatName(student)}
                          operationId={operationId}
                          personId={personId}
                        />
                      }
                      key={id}
                      title={<Link href={pupilHref(student)}>{formatName(student, { sorted: true })}</Link>}
                    >
                      {formatCount(halfDays, "demi-journée")}, seuil de {threshold}
                    </Row>
                  ))}
                </List>
              )}
            </Section>
          )}
          <Section id="retards" note={lates.length === 0 ? "Aucun retard aujourd’hui." : null} title="Retards du jour">
            {lates.length > 0 && (
              <List>
                {lates.map(({ lesson, student, minutes }) => (
                  <Row
                    aside={<Badge>{`${minutes}\u00a0min`}</Badge>}
                    key={`${lesson.id} ${student.id}`}
                    title={<Link href={pupilHref(student)}>{formatName(student, { sorted: true })}</Link>}
                  >
                    {lesson.subject}, {formatTimeOfDay(lesson.startMinute)}
                  </Row>
                ))}
              </List>
            )}
          </Section>
        </div>
      </div>
    </div>
  );
}

/** Does anybody know why? */
function Told({ pupil: { motive, origin, isSettled } }: { pupil: AbsentPupil }) {
  if (isSettled) return <Badge tone="success">{motive ?? "Réglée"}</Badge>;
  if (motive) return <Badge>{motive}</Badge>;
  return origin === "ROLL_CALL" ? <Badge tone="warning">Sans nouvelles</Badge> : <Badge tone="primary">Prévenue</Badge>;
}
