import type { HrefOf } from "@/components/ressources/address";
import { Favourite } from "@/components/ressources/favourite";
import { ResourceLink } from "@/components/ressources/resource-link";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import type { SchoolKind } from "@/lib/db/types";
import { domainName, kindName, levelWords, siteName } from "@/lib/ressources/rules";
import type { CatalogueResource } from "@/lib/ressources/types";

/** Where the resources of a list are read, and by whom. */
export interface Reading {
  personId: string;
  schoolKind: SchoolKind;
  hrefOf: HrefOf;
}

/** A resource of the catalogue: what it is, for whom, and what can be done with it. */
export function ResourceCard({ resource, reading }: { resource: CatalogueResource; reading: Reading }) {
  const { id, title, publisher, description, url, kind, domains, can } = resource;
  const { hrefOf } = reading;
  const levels = levelWords(resource.levels, reading.schoolKind);
  return (
    <li className="resource">
      <div className="resource-head">
        <h3 className="resource-title">
          <ResourceLink title={title} url={url} />
        </h3>
        {!resource.isWithdrawn && (
          <Favourite isFavourite={resource.isFavourite} personId={reading.personId} resourceId={id} title={title} />
        )}
      </div>
      <p className="resource-source">
        <span>{publisher}</span>
        <span>{siteName(url)}</span>
      </p>
      <p className="resource-text">{description}</p>
      <p className="resource-tags">
        <Badge tone="module">{kindName(kind)}</Badge>
        {domains.map((domain) => (
          <Badge key={domain}>{domainName(domain)}</Badge>
        ))}
        {levels && <Badge>{levels}</Badge>}
        {!resource.isForPupils && <Badge icon="lock">Équipe</Badge>}
      </p>
      {(can.give || can.edit) && (
        <p className="resource-actions">
          {can.give && (
            <LinkButton href={hrefOf(`/${id}/donner`)} icon="users" size="small">
              Donner à une classe
              <span className="visually-hidden">{`\u202F: ${title}`}</span>
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={hrefOf(`/${id}/modifier`)} icon="pencil" size="small" variant="quiet">
              Modifier
              <span className="visually-hidden">{` ${title}`}</span>
            </LinkButton>
          )}
        </p>
      )}
    </li>
  );
}
