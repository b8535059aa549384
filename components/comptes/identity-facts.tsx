import type { ReactNode } from "react";
import { dayWords, spanWords } from "@/components/comptes/span-words";
import type { Origin, PersonFile } from "@/lib/comptes/types";
import { contactWords, originWords, overrideValue, sourceWords } from "@/lib/comptes/wording";
import type { IsoDay } from "@/lib/time/day";
import { formatName, formatPhone } from "@/lib/time/format";

/** Who somebody is and how to reach them, each with the files that it comes from and the day of the import that brought it. */
export function IdentityFacts({ person, today }: { person: PersonFile; today: IsoDay }) {
  const { birthDate, sex, origins } = person;
  const { civility } = person.fields;
  const name = [civility && overrideValue("person.civility", civility), formatName(person)];
  const birth = [birthDate && dayWords(birthDate), sex && overrideValue("civilStatus.sex", sex)].filter(Boolean);
  return (
    <dl className="facts">
      <Fact origin={origins.name} term="Nom">
        {name.filter(Boolean).join(" ")}
      </Fact>
      <Fact term="Dans l’établissement">{spanWords(person, today) || `depuis le ${dayWords(person.startsOn)}`}</Fact>
      {birth.length > 0 && (
        <Fact origin={origins.civilStatus} term={birthDate ? "Naissance" : "Sexe"}>
          {birth.join(", ")}
        </Fact>
      )}
      {person.contacts.map(({ kind, value, origin }) => (
        <Fact key={`${kind} ${value}`} origin={origin} term={contactWords[kind]}>
          {formatPhone(value)}
        </Fact>
      ))}
      {person.identifiers.map(({ source, value, origin }) => (
        <Fact key={`${source} ${value}`} origin={origin} term={sourceWords[source]}>
          <span className="tabular">{value}</span>
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ term, origin, children }: { term: string; origin?: Origin | null; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {children}
        {origin && <span className="fact-origin">{originWords(origin)}</span>}
      </dd>
    </div>
  );
}
