import "@/components/droits/droits.css";
import type { HrefOf } from "@/components/comptes/address";
import { ComptesFrame } from "@/components/comptes/frame";
import { DelegationForm, EndDelegationForm } from "@/components/droits/delegation-forms";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { ModuleIcon } from "@/components/ui/module-icon";
import { Pagination } from "@/components/ui/pagination";
import { Card, Section } from "@/components/ui/section";
import { profileLabel } from "@/lib/auth/profile-label";
import type { AbilityLine, DelegationLine, DelegationList, ModuleRights, Named } from "@/lib/droits/types";
import { rightWords } from "@/lib/auth/right-words";
import type { IsoDay } from "@/lib/time/day";
import { formatCount, formatDayRange, formatName } from "@/lib/time/format";

const states = {
  RUNNING: { words: "En cours", tone: "success" },
  COMING: { words: "À venir", tone: "primary" },
  OVER: { words: "Terminée", tone: "neutral" },
} as const;

/** The rights lent in the school, the form that lends one, and who can do what. */
export function RightsPage({
  delegations,
  page,
  modules,
  delegates,
  actingId,
  operationId,
  today,
  hrefOf,
}: {
  delegations: DelegationList;
  page: number;
  modules: readonly ModuleRights[];
  delegates: readonly Named[];
  actingId: string;
  operationId: string;
  today: IsoDay;
  hrefOf: HrefOf;
}) {
  return (
    <ComptesFrame
      hrefOf={hrefOf}
      lead="Qui peut quoi dans le portail, et les droits que vous confiez pour un temps."
      room="Droits"
      title="Droits et délégations"
    >
      <div className="person-columns">
        <Section id="deleguer" note="Il s’arrête de lui-même à la date choisie." title="Déléguer un droit">
          <Card>
            <DelegationForm actingId={actingId} delegates={delegates} operationId={operationId} today={today} />
          </Card>
        </Section>
        <Section id="delegations" title="Délégations">
          {delegations.lines.length === 0 ? (
            <EmptyState illustration={<BlankNotebook />} level={3} title="Aucune délégation">
              Chacun fait ce que permet sa fonction. Confiez un droit à un collègue plutôt qu’un mot de passe.
            </EmptyState>
          ) : (
            <List className="rows-wordy">
              {delegations.lines.map((line) => (
                <DelegationRow actingId={actingId} hrefOf={hrefOf} key={line.id} line={line} today={today} />
              ))}
            </List>
          )}
          <Pagination
            hrefOf={(each) => hrefOf("/droits", { page: String(each) })}
            page={page}
            pages={delegations.pages}
          />
        </Section>
      </div>
      <Section
        id="qui-peut-quoi"
        note="D’après les règles mêmes du portail, pour le personnel d’aujourd’hui."
        title="Qui peut quoi"
      >
        <div className="rights">
          {modules.map((each) => (
            <ModuleCard hrefOf={hrefOf} key={each.module} rights={each} />
          ))}
        </div>
      </Section>
    </ComptesFrame>
  );
}

function DelegationRow({
  line,
  actingId,
  today,
  hrefOf,
}: {
  line: DelegationLine;
  actingId: string;
  today: IsoDay;
  hrefOf: HrefOf;
}) {
  const { words, tone } = states[line.state];
  const name = formatName(line.person);
  return (
    <Row
      aside={
        line.state === "OVER" ? (
          <Badge tone={tone}>{words}</Badge>
        ) : (
          <EndDelegationForm
            actingId={actingId}
            delegationId={line.id}
            name={`${name}, ${rightWords[line.right].label}`}
          />
        )
      }
      title={<Link href={hrefOf(`/personnes/${line.person.id}`)}>{name}</Link>}
    >
      <span className="delegation-facts">
        {`${rightWords[line.right].label}, ${formatDayRange(line.startsOn, line.lastDay, today)}`}
        {line.state !== "OVER" && <Badge tone={tone}>{words}</Badge>}
      </span>
      {`${profileLabel(line.person)}. ${line.reason}. Par ${formatName(line.givenBy)}.`}
    </Row>
  );
}

function ModuleCard({ rights, hrefOf }: { rights: ModuleRights; hrefOf: HrefOf }) {
  return (
    <Card className="module-rights">
      <h3 className="module-rights-title">
        <ModuleIcon slug={rights.module} />
        {rights.title}
        {rights.isClosed && <Badge icon="lock">Module fermé</Badge>}
      </h3>
      <ul className="abilities">
        {rights.abilities.map((ability) => (
          <li key={ability.words}>
            <p className="ability">{capitalised(ability.words)}</p>
            <Holders ability={ability} hrefOf={hrefOf} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Holders({ ability, hrefOf }: { ability: AbilityLine; hrefOf: HrefOf }) {
  if (ability.offices.length === 0 && ability.delegates.length === 0) return <p className="text-soft">Personne.</p>;
  return (
    <ul className="holders">
      {ability.offices.map(({ label, persons, count }) => (
        <li key={label}>
          {label}
          {persons.length > 0 && (
            <>
              {"\u202F: "}
              <Names hrefOf={hrefOf} persons={persons} />
            </>
          )}
          {persons.length === 0 && count > 0 && `\u202F: ${formatCount(count, "personne")}`}
        </li>
      ))}
      {ability.delegates.length > 0 && (
        <li>
          <Badge tone="sun">Délégué</Badge> <Names hrefOf={hrefOf} persons={ability.delegates} />
        </li>
      )}
    </ul>
  );
}

function Names({ persons, hrefOf }: { persons: readonly Named[]; hrefOf: HrefOf }) {
  return persons.map((person, index) => (
    <span key={person.id}>
      {index > 0 && ", "}
      <Link href={hrefOf(`/personnes/${person.id}`)}>{formatName(person)}</Link>
    </span>
  ));
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
