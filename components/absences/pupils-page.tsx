import "@/components/absences/absences.css";
import type { HrefOf } from "@/components/absences/address";
import { KeptQuery } from "@/components/forms/kept-query";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { TextInput } from "@/components/ui/inputs";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { PupilName } from "@/lib/absences/types";
import { formatCount, formatName } from "@/lib/time/format";

/** Finds a pupil, by name while the phone rings, or by class. */
export function PupilsPage({
  asked,
  divisions,
  pupils,
  hrefOf,
}: {
  asked: { name: string; divisionId: string | null };
  divisions: readonly { id: string; name: string }[];
  pupils: readonly (PupilName & { division: string | null })[];
  hrefOf: HrefOf;
}) {
  const isAsked = asked.name !== "" || asked.divisionId !== null;
  const chosen = divisions.find(({ id }) => id === asked.divisionId);
  return (
    <div data-module="absences">
      <PageHeader crumbs={[{ label: "Absences", href: hrefOf() }]} title="Trouver un élève" />
      <form action={hrefOf("/eleves")} className="find" role="search">
        <KeptQuery href={hrefOf("/eleves")} />
        <TextInput
          autoComplete="off"
          defaultValue={asked.name}
          label="Nom ou prénom"
          name="nom"
          required
          type="search"
        />
        <Button icon="search" type="submit" variant="primary">
          Chercher
        </Button>
      </form>
      {isAsked && (
        <Section
          id="eleves"
          note={pupils.length > 0 ? formatCount(pupils.length, "élève") : null}
          title={chosen ? chosen.name : "Résultats"}
        >
          {pupils.length === 0 ? (
            <EmptyState illustration={<BlankNotebook />} level={3} title="Aucun élève à ce nom">
              Essayez avec une partie du nom, ou choisissez la classe.
            </EmptyState>
          ) : (
            <List>
              {pupils.map((pupil) => (
                <Row
                  key={pupil.id}
                  title={<Link href={hrefOf(`/eleves/${pupil.id}`)}>{formatName(pupil, { sorted: true })}</Link>}
                >
                  {pupil.division}
                </Row>
              ))}
            </List>
          )}
        </Section>
      )}
      <Section id="classes" title="Par classe">
        <ul className="tiles">
          {divisions.map(({ id, name }) => (
            <li key={id}>
              <Link
                aria-current={id === asked.divisionId ? "page" : undefined}
                className="tile"
                href={hrefOf("/eleves", { classe: id })}
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
