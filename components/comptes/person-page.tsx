import type { ReactNode } from "react";
import type { HrefOf } from "@/components/comptes/address";
import { AccountCard } from "@/components/comptes/account-card";
import { ComptesFrame } from "@/components/comptes/frame";
import { StateBadge } from "@/components/comptes/state-badge";
import { PersonRightsSection } from "@/components/droits/person-rights";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { profileLabel } from "@/lib/auth/profile-label";
import type { AccountFile, HistoryLine, Membership, PersonFile, Relative } from "@/lib/comptes/types";
import { contactWords, historyWords, kinshipWords, levelWords, sourceWords } from "@/lib/comptes/wording";
import type { PersonRights } from "@/lib/droits/types";
import type { Span } from "@/lib/school/rules";
import type { IsoDay } from "@/lib/time/day";
import { formatDay, formatName } from "@/lib/time/format";

/** What a person's page shows. */
export interface PersonPageProps {
  person: PersonFile;
  account: AccountFile | null;
  history: HistoryLine[];
  rights: PersonRights | null;
  today: IsoDay;
  timeZone: string;
  actingId: string;
  operationId: string;
  hrefOf: HrefOf;
}

/** A person of the school: who it is, whom it is tied to, how it signs in, and what was done to its access. */
export function PersonPage({ person, rights, history, today, timeZone, hrefOf, ...rest }: PersonPageProps) {
  const ties = [
    { id: "responsables", title: "Responsables", relatives: person.guardians },
    { id: "enfants", title: "Enfants", relatives: person.children },
  ];
  return (
    <ComptesFrame
      crumbs={[{ label: "Comptes", href: hrefOf() }]}
      hrefOf={hrefOf}
      lead={
        <span className="person-lead">
          {[profileLabel(person), person.division].filter(Boolean).join(", ")} <StateBadge state={person.state} />
        </span>
      }
      room="Annuaire"
      title={formatName(person)}
    >
      <div className="person-columns">
        <AccountCard person={person} timeZone={timeZone} today={today} {...rest} />
        <div className="person-facts">
          {ties.map(
            ({ id, title, relatives }) =>
              relatives.length > 0 && (
                <Section id={id} key={id} title={title}>
                  <Relatives hrefOf={hrefOf} relatives={relatives} today={today} />
                </Section>
              ),
          )}
          <Facts items={person.groups} id="classes" title="Classes et groupes" today={today} />
          <Facts items={person.services} id="services" title="Services" today={today} />
          {person.supports.length > 0 && (
            <Section id="accompagnements" title="Élèves accompagnés">
              <List>
                {person.supports.map((student) => (
                  <Row
                    key={`${student.id} ${student.startsOn}`}
                    title={<Link href={hrefOf(`/personnes/${student.id}`)}>{formatName(student)}</Link>}
                  >
                    {spanWords(student, today)}
                  </Row>
                ))}
              </List>
            </Section>
          )}
          {rights && <PersonRightsSection person={person} rights={rights} today={today} />}
          <Identity person={person} today={today} />
        </div>
      </div>
      <Section id="historique" note="Ce qui a été fait sur cet accès, le plus récent d’abord." title="Historique">
        {history.length === 0 ? (
          <EmptyState illustration={<BlankNotebook />} level={3} title="Rien encore">
            Les codes remis, les activations et les fins d’accès s’inscriront ici.
          </EmptyState>
        ) : (
          <ol className="history">
            {history.map((line) => (
              <li key={line.id}>
                <Time instant={line.at} zone={timeZone} />
                <span>{historyWords(line)}</span>
              </li>
            ))}
          </ol>
        )}
      </Section>
    </ComptesFrame>
  );
}

function Relatives({ relatives, today, hrefOf }: { relatives: readonly Relative[]; today: IsoDay; hrefOf: HrefOf }) {
  return (
    <List>
      {relatives.map((relative) => (
        <Row
          key={`${relative.id} ${relative.startsOn}`}
          title={<Link href={hrefOf(`/personnes/${relative.id}`)}>{formatName(relative)}</Link>}
        >
          {[kinshipWords(relative.kinship), levelWords(relative.level), spanWords(relative, today)]
            .filter(Boolean)
            .join(", ")}
        </Row>
      ))}
    </List>
  );
}

function Facts({
  id,
  title,
  items,
  today,
}: {
  id: string;
  title: string;
  items: readonly Membership[];
  today: IsoDay;
}) {
  if (items.length === 0) return null;
  return (
    <Section id={id} title={title}>
      <List>
        {items.map((item) => (
          <Row key={`${item.name} ${item.note} ${item.startsOn}`} title={item.name}>
            {[item.note, spanWords(item, today)].filter(Boolean).join(", ")}
          </Row>
        ))}
      </List>
    </Section>
  );
}

function Identity({ person, today }: { person: PersonFile; today: IsoDay }) {
  return (
    <Section id="identite" title="Identité et coordonnées">
      <Card>
        <dl className="facts">
          <Fact term="Dans l’établissement">
            {spanWords(person, today) || `depuis le ${dayWords(person.startsOn)}`}
          </Fact>
          {person.birthDate && <Fact term="Naissance">{dayWords(person.birthDate)}</Fact>}
          {person.contacts.map(({ kind, value }) => (
            <Fact key={`${kind} ${value}`} term={contactWords[kind]}>
              {value}
            </Fact>
          ))}
          {person.identifiers.map(({ source, value }) => (
            <Fact key={`${source} ${value}`} term={sourceWords[source]}>
              <span className="tabular">{value}</span>
            </Fact>
          ))}
        </dl>
        {person.identifiers.length === 0 && (
          <p className="text-soft">Cette fiche ne vient d’aucun fichier{"\u202F"}: l’établissement l’a créée.</p>
        )}
      </Card>
    </Section>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** «depuis le …», «du … au …», «à partir du …»; nothing for what has been there since the year began. */
function spanWords({ startsOn, endsOn }: Span, today: IsoDay): string {
  if (endsOn !== null) return `du ${dayWords(startsOn)} au ${dayWords(endsOn)} exclu`;
  return startsOn > today ? `à partir du ${dayWords(startsOn)}` : "";
}

function dayWords(day: IsoDay): string {
  return formatDay(day, { today: "0001-01-01" });
}
