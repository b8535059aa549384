import "@/components/ressources/ressources.css";
import type { HrefOf } from "@/components/ressources/address";
import { GiveForm } from "@/components/ressources/give-form";
import { GivenList } from "@/components/ressources/given-list";
import { ResourceLink } from "@/components/ressources/resource-link";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Card, Section } from "@/components/ui/section";
import { siteName } from "@/lib/ressources/rules";
import type { ResourceToGive } from "@/lib/ressources/types";
import { daysAfter, type IsoDay } from "@/lib/time/day";

/** A resource, to be given to classes, and to which it was given already. */
export function GivePage({
  toGive: { resource, groups, dueBefore, given },
  personId,
  operationId,
  today,
  hrefOf,
}: {
  toGive: ResourceToGive;
  personId: string;
  operationId: string;
  today: IsoDay;
  hrefOf: HrefOf;
}) {
  return (
    <div data-module="ressources">
      <PageHeader
        crumbs={[{ label: "Ressources", href: hrefOf() }]}
        lead="Les élèves de la classe et leurs responsables la verront avec la consigne."
        title="Donner à une classe"
      />
      <div className="resource-columns">
        <Card className="resource-sheet">
          <h2 className="resource-title">
            <ResourceLink title={resource.title} url={resource.url} />
          </h2>
          <p className="resource-source">
            <span>{resource.publisher}</span>
            <span>{siteName(resource.url)}</span>
          </p>
          <p className="resource-text">{resource.description}</p>
        </Card>
        {groups.length > 0 ? (
          <GiveForm
            firstDay={today}
            groups={groups}
            hidden={{ personne: personId, operationId, resourceId: resource.id }}
            lastDay={daysAfter(dueBefore, -1)}
          />
        ) : (
          <Notice>Vous n’avez pas de classe en ce moment.</Notice>
        )}
      </div>
      {given.length > 0 && (
        <Section id="deja" title="Déjà donnée">
          <GivenList given={given.map((each) => ({ ...each, personId }))} label="Déjà donnée à" today={today} />
        </Section>
      )}
    </div>
  );
}
