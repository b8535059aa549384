import type { HrefOf } from "@/components/comptes/address";
import { AccountCard } from "@/components/comptes/account-card";
import { ComptesFrame } from "@/components/comptes/frame";
import { IdentityFacts } from "@/components/comptes/identity-facts";
import { EndPersonForm, GiveBackForm } from "@/components/comptes/person-editor";
import { Relatives } from "@/components/comptes/relatives";
import { spanWords } from "@/components/comptes/span-words";
import { StateBadge } from "@/components/comptes/state-badge";
import { PersonRightsSection } from "@/components/droits/person-rights";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { Card, Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { profileLabel } from "@/lib/auth/profile-label";
import type { AccountFile, HistoryLine, Membership, PersonFile } from "@/lib/comptes/types";
import { historyWords, overrideValue, overrideWords } from "@/lib/comptes/wording";
import type { PersonRights } from "@/lib/droits/types";
import { fieldWords, valueWords } from "@/lib/imports/wording";
import type { IsoDay } from "@/lib/time/day";
import { formatName } from "@/lib/time/format";

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
  /** Is there a mail server to invite with? */
  hasMail: boolean;
  hrefOf: HrefOf;
}

/** A person of the school: who it is, whom it is tied to, how it signs in, and what was done to its access. */
export function PersonPage({ person, rights, history, today, timeZone, hrefOf, ...rest }: PersonPageProps) {
  const ties = [
    {
      id: "responsables",
      title: "Responsables",
      relatives: person.guardians,
      addHref:
        person.profile === "STUDENT" && person.can.tie ? hrefOf("/personnes/nouvelle", { eleve: person.id }) : null,
    },
    { id: "enfants", title: "Enfants", relatives: person.children, addHref: null },
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
            ({ id, title, relatives, addHref }) =>
              (relatives.length > 0 || addHref) && (
                <Section
                  action={
                    addHref && (
                      <LinkButton href={addHref} icon="plus" size="small">
                        Ajouter
                      </LinkButton>
                    )
                  }
                  id={id}
                  key={id}
                  title={title}
                >
                  {relatives.length === 0 ? (
                    <p className="text-soft">Personne n’est enregistré comme responsable de cet élève.</p>
                  ) : (
                    <Relatives
                      actingId={rest.actingId}
                      hrefOf={hrefOf}
                      operationId={rest.operationId}
                      person={person}
                      relatives={relatives}
                      today={today}
                    />
                  )}
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
          <Identity
            actingId={rest.actingId}
            hrefOf={hrefOf}
            operationId={rest.operationId}
            person={person}
            timeZone={timeZone}
            today={today}
          />
          {hrefOf.rooms.some(({ label }) => label === "Départs") && (
            <p className="mt-3">
              <Link href={hrefOf(`/personnes/${person.id}/donnees`)}>Copie ou effacement de ses données</Link>
            </p>
          )}
        </div>
      </div>
      <Section
        id="historique"
        note="Ce qui a été fait ici et par les imports de la semaine, le plus récent d’abord."
        title="Historique"
      >
        {history.length === 0 ? (
          <EmptyState illustration={<BlankNotebook />} level={3} title="Rien encore">
            Les codes remis, les changements et les fins d’accès s’inscriront ici.
          </EmptyState>
        ) : (
          <ol className="history">
            {history.map((line) => (
              <li key={line.id}>
                <Time instant={line.at} zone={timeZone} />
                <div>
                  {historyWords(line)}
                  {line.changes && <Changes changes={line.changes} />}
                </div>
              </li>
            ))}
          </ol>
        )}
      </Section>
    </ComptesFrame>
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
          <Row key={item.id} title={item.name}>
            {[item.note, spanWords(item, today)].filter(Boolean).join(", ")}
          </Row>
        ))}
      </List>
    </Section>
  );
}

function Identity({
  person,
  today,
  timeZone,
  actingId,
  operationId,
  hrefOf,
}: Pick<PersonPageProps, "person" | "today" | "timeZone" | "actingId" | "operationId" | "hrefOf">) {
  const acting = { actingId, operationId, personId: person.id };
  return (
    <Section
      action={
        person.can.edit && (
          <LinkButton href={hrefOf(`/personnes/${person.id}/modifier`)} icon="pencil" size="small">
            Modifier
          </LinkButton>
        )
      }
      id="identite"
      title="Identité et coordonnées"
    >
      <Card className="account-card">
        <IdentityFacts person={person} today={today} />
        <p className="text-soft">
          {person.isOfFiles
            ? "Cette fiche vient des fichiers\u202F: leurs imports la tiennent à jour, sauf ce qui est remplacé ici."
            : "Cette fiche ne vient d’aucun fichier\u202F: l’établissement l’a créée."}
        </p>
        {person.overrides.length > 0 && (
          <div>
            <h3 className="account-title">Remplacé localement</h3>
            <ul className="overrides">
              {person.overrides.map(({ field, aboutId, value, importedValue, setAt, author }) => (
                <li key={`${field} ${aboutId}`}>
                  <p>
                    <strong>{overrideWords[field]}</strong>
                    {"\u202F"}: {overrideValue(field, value)}
                    <span className="text-soft">
                      {" "}
                      Les fichiers disent {overrideValue(field, importedValue)}. {formatName(author)},{" "}
                      <Time instant={setAt} zone={timeZone} />
                    </span>
                  </p>
                  {person.can.edit && (
                    <GiveBackForm {...acting} aboutId={aboutId} field={field} label={overrideWords[field]} />
                  )}
                </li>
              ))}
            </ul>
          </div>
        )}
        {person.can.end && <EndPersonForm {...acting} today={today} />}
      </Card>
    </Section>
  );
}

function Changes({ changes }: { changes: NonNullable<HistoryLine["changes"]> }) {
  return (
    <ul className="history-changes">
      {changes.map(({ name, before, after, kept }) => (
        <li key={`${name} ${before} ${after}`}>
          {fieldWords({ name })}
          {"\u202F"}: {before !== null && <del>{valueWords("student", name, before)}</del>}{" "}
          {after === null ? "rien" : valueWords("student", name, after)}
          {kept !== undefined && ", remplacé localement"}
        </li>
      ))}
    </ul>
  );
}
