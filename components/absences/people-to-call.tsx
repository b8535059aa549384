import { Badge } from "@/components/ui/badge";
import { Icon } from "@/components/ui/icons/icon";
import { List, Row } from "@/components/ui/list";
import { Section } from "@/components/ui/section";
import type { PersonToCall } from "@/lib/absences/types";
import { contactWords, kinshipWords, levelWords } from "@/lib/comptes/wording";
import { formatName, formatPhone } from "@/lib/time/format";

/** Whom to call about a pupil, and what a judgment forbids: nothing of the judgment itself. */
export function PeopleToCall({ people }: { people: readonly PersonToCall[] }) {
  return (
    <Section id="appeler" title="Qui appeler">
      {people.length === 0 ? (
        <p className="text-soft">Personne n’est enregistré comme responsable de cet élève.</p>
      ) : (
        <List>
          {people.map((person) => (
            <Row key={person.id} title={formatName(person)}>
              {[kinshipWords(person.kinship), levelWords(person.level)].filter(Boolean).join(", ")}
              <Forbidden {...person} />
              {person.phones.length > 0 && (
                <ul className="call-phones">
                  {person.phones.map(({ kind, value }) => (
                    <li key={`${kind} ${value}`}>
                      <a href={`tel:${value.replaceAll(/[^+\d]/g, "")}`}>
                        <Icon name="phone" />
                        <span className="tabular">{formatPhone(value)}</span>
                      </a>{" "}
                      <span className="text-soft">{contactWords[kind].toLowerCase()}</span>
                    </li>
                  ))}
                </ul>
              )}
            </Row>
          ))}
        </List>
      )}
    </Section>
  );
}

function Forbidden({ isShut, hasNoVisit }: Pick<PersonToCall, "isShut" | "hasNoVisit">) {
  if (!isShut && !hasNoVisit) return null;
  return (
    <span className="call-forbidden">
      {isShut && (
        <Badge icon="lock" tone="danger">
          Ne pas l’informer
        </Badge>
      )}
      {hasNoVisit && (
        <Badge icon="lock" tone="danger">
          Ne pas lui confier l’élève
        </Badge>
      )}
      <span>{"Par jugement\u202F: en cas de doute, voyez la direction."}</span>
    </span>
  );
}
