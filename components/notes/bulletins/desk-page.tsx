import "@/components/notes/bulletins/bulletins.css";
import type { HrefOf } from "@/components/notes/bulletins/address";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { AllDone } from "@/components/ui/illustrations/all-done";
import { Link } from "@/components/ui/link";
import { List, Row } from "@/components/ui/list";
import { type Crumb, PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { BulletinDesk, Progress } from "@/lib/notes/bulletins/types";
import { daysAfter } from "@/lib/time/day";
import { formatDay } from "@/lib/time/format";

/** What a member of staff has to write and to read for the bulletins of the running period. */
export function DeskPage({ desk, hrefOf, crumb }: { desk: BulletinDesk; hrefOf: HrefOf; crumb: Crumb }) {
  const { services, divisions } = desk;
  return (
    <div data-module="notes">
      <PageHeader
        crumbs={[crumb]}
        lead="Ce qui est écrit ici reste un projet jusqu’au conseil de classe. Les familles lisent les bulletins quand la direction les publie."
        title="Bulletins"
      />
      {services.length + divisions.length === 0 && (
        <EmptyState illustration={<AllDone />} title="Aucun bulletin à préparer">
          Vous n’avez pas d’appréciation à écrire cette année.
        </EmptyState>
      )}
      {services.length > 0 && (
        <Section id="matieres" title="Mes appréciations">
          <List>
            {services.map((service) => (
              <Row
                aside={<State {...service} />}
                key={service.id}
                title={
                  <Link href={hrefOf(`/matieres/${service.id}`)}>
                    {service.name}, {service.subject}
                  </Link>
                }
              >
                {periodWords(service)}
              </Row>
            ))}
          </List>
        </Section>
      )}
      {divisions.length > 0 && (
        <Section id="classes" title="Conseils de classe">
          <List>
            {divisions.map((division) => (
              <Row
                aside={
                  division.publishedAt ? (
                    <Badge icon="circle-check" tone="success">
                      Publiés
                    </Badge>
                  ) : (
                    <State {...division} />
                  )
                }
                key={division.id}
                title={<Link href={hrefOf(`/classes/${division.id}`)}>{division.name}</Link>}
              >
                {periodWords(division)}
              </Row>
            ))}
          </List>
        </Section>
      )}
    </div>
  );
}

/** «1er trimestre, jusqu’au lun. 30 nov.» */
function periodWords({ period }: Progress): string {
  return `${period.name}, jusqu’au ${formatDay(daysAfter(period.endsOn, -1))}`;
}

function State({ written, pupils }: Pick<Progress, "written" | "pupils">) {
  if (written >= pupils) {
    return (
      <Badge icon="circle-check" tone="success">
        Complet
      </Badge>
    );
  }
  return (
    <Badge tone={written === 0 ? "neutral" : "module"}>
      {written} sur {pupils}
    </Badge>
  );
}
