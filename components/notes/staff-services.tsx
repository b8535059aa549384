import "@/components/notes/notes.css";
import type { HrefOf } from "@/components/notes/address";
import { Subject } from "@/components/subjects/subject";
import { LinkButton } from "@/components/ui/button";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { BlankNotebook } from "@/components/ui/illustrations/blank-notebook";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { ServiceLine } from "@/lib/notes/types";
import { formatCount } from "@/lib/time/format";

/** A division whose services may be read. */
export interface DivisionChoice {
  id: string;
  name: string;
  level: string | null;
}

/** Services to enter grades in, those of one's class as main teacher, or those of a division for who reads the school. */
export function StaffServices({
  services,
  divisions,
  division,
  hrefOf,
}: {
  services: readonly (ServiceLine & { isMine: boolean })[];
  /** For who reads the school: the classes to choose from. */
  divisions: readonly DivisionChoice[];
  division: DivisionChoice | null;
  hrefOf: HrefOf;
}) {
  const mine = services.filter(({ isMine }) => isMine);
  const others = services.filter(({ isMine }) => !isMine);
  const isChoosing = divisions.length > 0 && !division;
  return (
    <div data-module="notes">
      <PageHeader
        actions={
          <LinkButton href={hrefOf("/bulletins")} icon="file-text" size="small">
            Bulletins
          </LinkButton>
        }
        crumbs={division ? [{ label: "Toutes les classes", href: hrefOf() }] : []}
        title={division ? `Notes · ${division.name}` : "Notes"}
      />
      {isChoosing && <DivisionChoices divisions={divisions} hrefOf={hrefOf} />}
      {mine.length > 0 && (
        <Section id="mes-services" title="Mes enseignements">
          <ServiceTiles hrefOf={hrefOf} services={mine} />
        </Section>
      )}
      {others.length > 0 && (
        <Section id="autres-services" title={division ? "Les enseignements" : "Ma classe, dans toutes les matières"}>
          <ServiceTiles hrefOf={hrefOf} services={others} />
        </Section>
      )}
      {services.length === 0 && !isChoosing && (
        <EmptyState illustration={<BlankNotebook />} title="Aucun enseignement pour le moment">
          Les notes se saisissent ici dès que les enseignements de l’année sont connus.
        </EmptyState>
      )}
    </div>
  );
}

function DivisionChoices({ divisions, hrefOf }: { divisions: readonly DivisionChoice[]; hrefOf: HrefOf }) {
  const levels = [...new Set(divisions.map(({ level }) => level ?? "Autres classes"))];
  return levels.map((level, index) => (
    <Section id={`niveau-${index}`} key={level} title={level}>
      <ul className="tiles">
        {divisions
          .filter((each) => (each.level ?? "Autres classes") === level)
          .map(({ id, name }) => (
            <li key={id}>
              <Link className="tile" href={hrefOf("", { classe: id })}>
                {name}
              </Link>
            </li>
          ))}
      </ul>
    </Section>
  ));
}

function ServiceTiles({
  services,
  hrefOf,
}: {
  services: readonly (ServiceLine & { isMine: boolean })[];
  hrefOf: HrefOf;
}) {
  return (
    <ul className="tiles" data-wide>
      {services.map(({ id, subject, subjectCode, group, teachers, assessments, unmarked, isMine }) => (
        <li key={id}>
          <Link className="tile" href={hrefOf(`/services/${id}`)}>
            <Subject code={subjectCode} name={subject} />
            <span className="tile-note">
              <b>{group}</b>
              {[
                "",
                ...(isMine ? [] : teachers),
                assessments === 0 ? "aucune évaluation" : formatCount(assessments, "évaluation"),
              ].join(" · ")}
            </span>
            {unmarked > 0 && (
              <Badge className="w-fit" tone="sun">
                {formatCount(unmarked, "évaluation")} à noter
              </Badge>
            )}
          </Link>
        </li>
      ))}
    </ul>
  );
}
