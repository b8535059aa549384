import "@/components/emploi-du-temps/emploi-du-temps.css";
import { type HrefOf, subjectHref } from "@/components/emploi-du-temps/address";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { Subject, SubjectChoice } from "@/lib/emploi-du-temps/types";

const parts: { kind: Subject["kind"]; id: string; title: string }[] = [
  { kind: "student", id: "eleves", title: "Mes élèves" },
  { kind: "division", id: "classes", title: "Classes" },
  { kind: "teacher", id: "professeurs", title: "Professeurs" },
  { kind: "room", id: "salles", title: "Salles" },
];

/** The timetables that a member of staff may open. */
export function SubjectChoices({ choices, hrefOf }: { choices: readonly SubjectChoice[]; hrefOf: HrefOf }) {
  const shown = parts
    .map((part) => ({ ...part, choices: choices.filter(({ kind }) => kind === part.kind) }))
    .filter((part) => part.choices.length > 0);
  return (
    <div data-module="emploi-du-temps">
      <PageHeader title="Emplois du temps" />
      {shown.length === 0 && (
        <EmptyState illustration={<BlankNotebook />} title="Aucun emploi du temps à afficher">
          Ils apparaissent ici dès que les classes de l’année sont connues.
        </EmptyState>
      )}
      {shown.length > 1 && (
        <nav aria-label="Parties de la page" className="chips timetable-children">
          {shown.map(({ id, title }) => (
            <a className="chip" href={`#${id}`} key={id}>
              {title}
            </a>
          ))}
        </nav>
      )}
      {shown.map(({ id, title, choices: own }) => (
        <Section id={id} key={id} title={title}>
          <ul className="tiles">
            {own.map((choice) => (
              <li key={choice.id}>
                <Link className="tile" href={subjectHref(hrefOf, choice)}>
                  {choice.label}
                </Link>
              </li>
            ))}
          </ul>
        </Section>
      ))}
    </div>
  );
}
